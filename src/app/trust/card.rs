//! The trust card: the facts in lines, a cursor on a field, and the editor.
//!
//! It says what stands on each line and how that is meant, not how it is
//! drawn. The lines are made when the card is fitted to its screen.

use std::sync::Arc;

use tui_input::Input;

use super::facts::{Fact, Facts};
use crate::app::layout::{Area, popup};
use crate::archive::typed;
use crate::article::{ArticleId, Clean, Field, Safe};
use crate::typeset;

/// Columns left of the labels, for the bar.
pub const BAR: u16 = 2;

/// Columns of the labels of fields, with the blank behind them.
pub const LABELS: u16 = 11;

/// Columns of a card below which a label has a line of its own.
const NARROW: u16 = 44;

/// What is known about an article, and the field that the reader is on.
#[derive(Clone, Debug)]
pub struct Card {
    /// The article.
    pub id: ArticleId,
    /// The field under the cursor.
    pub field: Field,
    /// The tags that the reader gave the article.
    pub tags: Safe,
    /// The value that is being typed for that field.
    pub editor: Option<Editor>,
    facts: Arc<Facts>,
    lines: Vec<Line>,
    top: usize,
    height: usize,
}

/// A value being typed.
#[derive(Clone, Debug)]
pub struct Editor {
    /// What has been typed.
    pub input: Input,
    /// What it was before.
    pub before: String,
    /// Why it was not accepted.
    pub refusal: Option<Safe>,
}

/// A line of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The field it belongs to; `None` for warnings and what was kept.
    pub field: Option<Field>,
    /// The name of the field, on its first line.
    pub label: Clean<'static>,
    /// What stands on it.
    pub text: Safe,
    /// What stands at its right.
    pub origin: Safe,
    /// What it is.
    pub role: Role,
}

/// What a line of the card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing but, at most, a label.
    Blank,
    /// The value of a field.
    Value,
    /// That a field has no value.
    Absent,
    /// Where a value was read, or what was not believed.
    Detail,
    /// The value that is being typed.
    Typed,
    /// What may be typed.
    Accepted,
    /// Why what was typed is not accepted.
    Refused,
    /// What a service kept with the article.
    Kept,
    /// What the reader should beware of.
    Warning,
}

impl Card {
    /// A card with the cursor on the headline.
    pub fn new(id: ArticleId, facts: Arc<Facts>) -> Self {
        let field = Field::Title;
        let tags = Safe::EMPTY;
        Self { id, field, tags, editor: None, facts, lines: Vec::new(), top: 0, height: 1 }
    }

    /// Shows newer facts; what is being typed stays.
    pub fn renew(&mut self, facts: Arc<Facts>) {
        self.facts = facts;
        if self.fact().is_none() {
            (self.field, self.editor) = (Field::Title, None);
        }
    }

    /// Begins to type a value for the field under the cursor.
    pub fn edit(&mut self) {
        let before = self.fact().map(|fact| fact.typed.clone()).unwrap_or_default();
        let input = Input::new(before.clone());
        self.editor = Some(Editor { input, before, refusal: None });
    }

    /// Goes `step` fields on, or back; through a field that is higher than the
    /// card, line by line.
    pub fn step(&mut self, step: isize) {
        let (first, last) = self.extent();
        if step > 0 && last >= self.top + self.height {
            self.top += 1;
            return;
        }
        if step < 0 && first < self.top {
            self.top -= 1;
            return;
        }
        let rank = self.facts.fields.iter().position(|fact| fact.field == self.field);
        self.go_to(rank.unwrap_or(0).saturating_add_signed(step));
    }

    /// Goes to the first field, or to the last.
    pub fn go_to_end(&mut self, is_last: bool) {
        self.go_to(if is_last { usize::MAX } else { 0 });
    }

    fn go_to(&mut self, rank: usize) {
        let last = self.facts.fields.len().saturating_sub(1);
        if let Some(fact) = self.facts.fields.get(rank.min(last)) {
            self.field = fact.field;
        }
        let (first, last) = self.extent();
        // Its first line before all others.
        self.top = self.top.max((last + 1).saturating_sub(self.height)).min(first);
    }

    /// Lays the card out on a screen.
    pub fn fit(&mut self, screen: Area) {
        let (_, most) = popup(screen, u16::MAX);
        self.lines = self.laid_out(most.width);
        let (_, inside) = popup(screen, self.height_wanted());
        self.height = usize::from(inside.height).max(1);
        self.top = self.top.min(self.lines.len().saturating_sub(self.height));
        if self.editor.is_some() {
            let (first, last) = self.extent();
            self.top = self.top.max((last + 1).saturating_sub(self.height)).min(first);
        }
    }

    /// Lines that the whole card takes.
    pub fn height_wanted(&self) -> u16 {
        u16::try_from(self.lines.len()).unwrap_or(u16::MAX)
    }

    /// The lines from the one scrolled to.
    pub fn shown(&self) -> &[Line] {
        self.lines.get(self.top..).unwrap_or_default()
    }

    /// The first and the last line of the field under the cursor; the warnings
    /// go with the last field.
    fn extent(&self) -> (usize, usize) {
        let is_mine = |line: &Line| line.field == Some(self.field);
        let first = self.lines.iter().position(is_mine).unwrap_or(0);
        let last = self.lines.iter().rposition(is_mine).unwrap_or(first);
        let is_last = self.facts.fields.last().is_some_and(|fact| fact.field == self.field);
        (first, if is_last { self.lines.len().saturating_sub(1) } else { last })
    }

    fn fact(&self) -> Option<&Fact> {
        self.facts.get(self.field)
    }

    fn laid_out(&self, width: u16) -> Vec<Line> {
        let mut lines = Vec::new();
        for fact in &self.facts.fields {
            let editor = self.editor.as_ref().filter(|_| fact.field == self.field);
            let mut writer = Writer::new(fact.field, width);
            match editor {
                Some(editor) => writer.editor(editor),
                None => writer.value(fact),
            }
            fact.rejected.iter().for_each(|words| writer.add(words, Role::Detail));
            lines.append(&mut writer.lines);
        }
        let tags =
            (!self.tags.is_empty()).then(|| Safe::format(format_args!("your tags: {}", self.tags)));
        let tags = Vec::from_iter(tags);
        for (told, role) in [
            (&tags, Role::Kept),
            (&self.facts.kept, Role::Kept),
            (&self.facts.warnings, Role::Warning),
        ] {
            if !told.is_empty() {
                lines.push(Line::blank());
            }
            for words in told {
                let parts = typeset::lines(words, width.saturating_sub(BAR));
                lines.extend(parts.into_iter().map(|part| Line {
                    text: words.slice(part).to_safe(),
                    role,
                    ..Line::blank()
                }));
            }
        }
        lines
    }
}

impl Line {
    fn blank() -> Self {
        Self {
            field: None,
            label: Clean::literal(""),
            text: Safe::EMPTY,
            origin: Safe::EMPTY,
            role: Role::Blank,
        }
    }
}

/// Whether a card of so many columns has its labels above the values.
pub fn is_narrow(width: u16) -> bool {
    width < NARROW
}

/// Writes the lines of one field.
struct Writer {
    field: Field,
    /// Columns of the text.
    room: u16,
    lines: Vec<Line>,
}

impl Writer {
    fn new(field: Field, width: u16) -> Self {
        let narrow = is_narrow(width);
        let room = width.saturating_sub(if narrow { 2 * BAR } else { BAR + LABELS });
        let mut writer = Self { field, room: room.max(1), lines: Vec::new() };
        if narrow {
            writer.push(Safe::EMPTY, Safe::EMPTY, Role::Blank);
        }
        writer
    }

    fn value(&mut self, fact: &Fact) {
        let absent = Safe::line("not stated");
        let (text, role) = match &fact.value {
            Some(value) => (value, Role::Value),
            None => (&absent, Role::Absent),
        };
        let (columns, origin) = (text.as_clean().columns(), fact.origin.as_clean().columns());
        if columns + 2 + origin <= self.room.into() {
            self.push(text.clone(), fact.origin.clone(), role);
            return;
        }
        self.add(text, role);
        self.add(&fact.origin, Role::Detail);
    }

    fn editor(&mut self, editor: &Editor) {
        self.push(Safe::EMPTY, Safe::EMPTY, Role::Typed);
        if let Some(refusal) = &editor.refusal {
            self.add(refusal, Role::Refused);
            return;
        }
        let words = typed::accepted(self.field);
        self.add(&Safe::format(format_args!("{words}; empty: not stated")), Role::Accepted);
    }

    /// Adds a text in as many lines as it takes.
    fn add(&mut self, text: &Safe, role: Role) {
        for part in typeset::lines(text, self.room) {
            self.push(text.slice(part).to_safe(), Safe::EMPTY, role);
        }
    }

    fn push(&mut self, text: Safe, origin: Safe, role: Role) {
        let label = if self.lines.is_empty() { self.field.label() } else { "" };
        let label = Clean::literal(label);
        self.lines.push(Line { field: Some(self.field), label, text, origin, role });
    }
}
