//! A note being written: on what, what is typed, and where on the screen.

use std::ops::Range;
use std::sync::Arc;

use super::editor::Editor;
use crate::app::layout::Area;
use crate::app::notebook::Notebook;
use crate::article::{Anchor, Article, ArticleId, Place, Safe};
use crate::state::{LONGEST_NOTE, Note};

/// Lines for the text of a note: fewest.
const FEWEST: usize = 3;

/// What is being noted.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// Words that have no note yet.
    Passage(Arc<Article>, Range<Place>),
    /// Words with a note, or a whole article: what stands there now, the first
    /// as it is shown.
    Note { id: ArticleId, on: Option<Anchor>, before: Vec<Note> },
}

/// A note being written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is typed.
    pub editor: Editor,
    /// What it is about, in few words.
    pub about: Safe,
    /// Where it stands: a line for what it is about, then the text.
    pub area: Area,
    /// The columns of the text, and those left of it.
    pub column: (u16, u16),
    pub(super) target: Target,
    /// What stood there before anything was typed.
    pub(super) before: String,
    /// Whether it was told that leaving loses what was typed.
    pub(super) is_warned: bool,
    /// The list of all notes that it was begun from.
    pub(in crate::app) behind: Option<Box<Notebook>>,
}

impl Draft {
    pub(super) fn new(target: Target, about: Safe) -> Self {
        let before = match &target {
            Target::Passage(..) => String::new(),
            // What another device wrote beside it is replaced together with it.
            Target::Note { before, .. } => {
                let texts = before.iter().map(|note| &*note.text).filter(|text| !text.is_empty());
                texts.collect::<Vec<_>>().join("\n\n")
            }
        };
        let editor = Editor::new(before.clone(), LONGEST_NOTE);
        let (area, column) = (Area::default(), (1, 0));
        Self { editor, about, area, column, target, before, is_warned: false, behind: None }
    }

    /// Takes its place at the foot of a pane; at most half of that.
    pub(super) fn fit(&mut self, pane: Area, column: (u16, u16)) {
        let most = usize::from(pane.height / 2).saturating_sub(1).max(1);
        let lines = self.editor.line_count(column.0).max(FEWEST).min(most);
        let height = u16::try_from(lines + 1).unwrap_or(u16::MAX).min(pane.height);
        self.area = Area { y: pane.y + (pane.height - height), height, ..pane };
        self.column = column;
        self.editor.fit(column.0, lines);
    }

    pub(super) fn is_changed(&self) -> bool {
        self.editor.text().trim_end() != self.before
    }
}
