//! What each action does: an arm a line, the panes do the work.

use super::action::{Action, Mode};
use super::help::Help;
use super::jumping::Lettering;
use super::marking::Marked;
use super::prompt::Scope;
use super::sending::Target;
use super::{App, Effect, Pane, Popup};
use crate::article::Safe;
use crate::cite::Format;
use crate::search::Way;
use crate::state::Change;

impl App {
    /// Does what an action asks for; `count` is the number typed before it.
    pub(super) fn act(&mut self, action: Action, count: Option<usize>) -> Vec<Effect> {
        // Whatever is asked for, it is asked while looking at this row.
        self.list.choose();
        let before = self.before_jump();
        let effects = match self.mode() {
            Mode::Panes => self.carry_out(action, count),
            Mode::Selecting => self.act_on_selection(action, count),
        };
        self.note_jump(action, before);
        effects
    }

    pub(super) fn carry_out(&mut self, action: Action, count: Option<usize>) -> Vec<Effect> {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        match action {
            Action::Down => self.move_by(times),
            Action::Up => self.move_by(-times),
            Action::ReadOn => return self.read_on(),
            Action::PageDown => self.page_by(times.saturating_mul(2)),
            Action::PageUp => self.page_by(times.saturating_mul(-2)),
            Action::HalfDown => self.page_by(times),
            Action::HalfUp => self.page_by(-times),
            Action::Top => self.go_to_top(),
            Action::Bottom => self.go_to_number(count),
            Action::Percent => self.go_to_percent(count.unwrap_or(0)),
            Action::NextPart => self.step_part(times),
            Action::PreviousPart => self.step_part(-times),
            Action::NextHeading => self.step_heading(times),
            Action::PreviousHeading => self.step_heading(-times),
            Action::Open => return self.open(),
            Action::Back => self.focus = Pane::List,
            Action::OtherPane => return self.other_pane(),
            Action::NextArticle => self.list.select_by(times),
            Action::PreviousArticle => self.list.select_by(times.saturating_neg()),
            Action::Search => self.begin_search(),
            Action::Filter => return self.filter(),
            Action::ToggleOrder => return self.toggle_order(),
            Action::Facets => return self.show_facets(),
            Action::Searches => return self.show_searches(),
            Action::Copies => return self.show_copies(),
            Action::FoldCopies => return self.fold_copies(),
            Action::NextMatch => return self.step_match(1),
            Action::PreviousMatch => return self.step_match(-1),
            Action::Clear => return self.clear(),
            Action::Cite => return self.cite_or_quote(),
            Action::CopyCitation => return self.cite(self.cited_format()),
            Action::ChooseStyle => return self.choose_style(),
            Action::CopyQuotation => return self.copy_quotation(),
            Action::CopyParagraph => return self.copy_paragraph(),
            Action::CopyAddress => return self.copy_address(),
            Action::CopyLink => return self.copy_link(),
            Action::CopyTitle => return self.copy_title(),
            Action::CopyMarkdownLink => return self.copy_markdown_link(),
            Action::CopyBibtex => return self.cite(Format::Bibtex),
            Action::CopyRis => return self.cite(Format::Ris),
            Action::CopyCslJson => return self.cite(Format::CslJson),
            Action::CopyWikipedia => return self.cite(Format::Wikipedia),
            Action::CopyText => return self.copy_text(),
            Action::ChooseQuotation => return self.choose_quotation(),
            Action::Visit => return self.visit(),
            Action::Links => return self.show_links(),
            Action::Save => return self.begin_sending(Target::File),
            Action::Print => return self.begin_sending(Target::Printer),
            Action::Pipe => return self.begin_sending(Target::Program),
            Action::Translate => return self.translate_paragraph(),
            Action::TranslateArticle => return self.translate_article(),
            Action::Mark => return self.mark_or_select(),
            Action::MarkRange => return self.mark_or_select_whole(),
            Action::OtherEnd => self.reader.turn_selection(),
            Action::SearchSelection => return self.search_selection(),
            // Without a selection there is no end to be moved.
            Action::SelectLeft
            | Action::SelectRight
            | Action::SelectWord
            | Action::SelectWordEnd
            | Action::SelectWordBack
            | Action::SelectSentence
            | Action::SelectSentenceBack
            | Action::SelectLineStart
            | Action::SelectLineEnd => {}
            Action::Star => return self.toggle_star(),
            Action::ToggleRead => return self.toggle_read(),
            Action::Tag => return self.begin_to_tag(),
            Action::FilterByTag => return self.filter_by_tag(),
            Action::Trust => return self.show_trust(),
            Action::Correct => return self.begin_to_correct(),
            Action::Note => return self.begin_to_note(),
            Action::AllNotes => return self.show_notes(),
            Action::SetBookmark => return self.ask_for_letter(Lettering::Set),
            Action::GoToBookmark => return self.ask_for_letter(Lettering::Go),
            Action::JumpBack => return self.jump(times.saturating_neg()),
            Action::JumpOn => return self.jump(times),
            Action::Undo => return self.undo(),
            Action::Redo => return self.redo(),
            Action::Narrower => self.change_measure(-1),
            Action::Wider => self.change_measure(1),
            Action::UsualWidth => self.change_measure(0),
            Action::FullWidth => return self.toggle_full(),
            Action::DividerBack => return self.move_divider(-times),
            Action::DividerOn => return self.move_divider(times),
            Action::Density => return self.toggle_density(),
            Action::Unfold => return self.unfold(),
            Action::ParagraphNumbers => return self.toggle_numbers(),
            Action::ToggleMouse => return self.toggle_mouse(),
            Action::Rescan => return self.rescan(),
            Action::Redraw => return vec![Effect::Redraw],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Help => self.popup = Some(Popup::Help(Help::default())),
            Action::Tour => self.begin_tour(),
            Action::Quit => return self.quit(),
            Action::QuitNow => return vec![Effect::Quit],
        }
        Vec::new()
    }

    fn move_by(&mut self, lines: isize) {
        match self.focus {
            Pane::List => self.list.select_by(lines),
            Pane::Reader => self.reader.scroll(lines),
        }
    }

    fn page_by(&mut self, halves: isize) {
        match self.focus {
            Pane::List => self.list.page_by(halves),
            Pane::Reader => self.reader.page_by(halves),
        }
    }

    fn go_to_top(&mut self) {
        match self.focus {
            Pane::List => self.list.select(0),
            Pane::Reader => self.reader.to_top(),
        }
    }

    fn go_to_number(&mut self, count: Option<usize>) {
        match (self.focus, count) {
            (Pane::List, None) => self.list.select(usize::MAX),
            (Pane::List, Some(number)) => self.list.select(number.saturating_sub(1)),
            (Pane::Reader, None) => self.reader.to_end(),
            (Pane::Reader, Some(number)) => self.reader.to_paragraph(number),
        }
    }

    fn go_to_percent(&mut self, percent: usize) {
        match self.focus {
            Pane::List => self.list.select_percent(percent),
            Pane::Reader => self.reader.to_percent(percent),
        }
    }

    fn step_part(&mut self, step: isize) {
        match self.focus {
            Pane::List => (0..step.unsigned_abs().min(1_000))
                .for_each(|_| self.list.select_day(step.signum())),
            Pane::Reader => self.reader.step_paragraph(step),
        }
    }

    fn step_heading(&mut self, step: isize) {
        if self.focus == Pane::Reader {
            (0..step.unsigned_abs().min(1_000))
                .for_each(|_| self.reader.step_heading(step.signum()));
        }
    }

    fn read_on(&mut self) -> Vec<Effect> {
        if self.focus == Pane::List || !self.reader.is_at_end() {
            self.page_by(2);
            return Vec::new();
        }
        self.go_to_unread(Way::Down, true)
    }

    pub(super) fn open(&mut self) -> Vec<Effect> {
        let Some(row) = self.list.selected() else { return Vec::new() };
        let (id, is_news) = (row.id, row.is_unread(&self.marks));
        self.focus = Pane::Reader;
        if !is_news {
            return Vec::new();
        }
        vec![self.keep(Change::Read(id, true))]
    }

    fn other_pane(&mut self) -> Vec<Effect> {
        match self.focus {
            Pane::List => self.open(),
            Pane::Reader => {
                self.focus = Pane::List;
                Vec::new()
            }
        }
    }

    fn change_measure(&mut self, steps: i32) {
        self.reader.change_measure(steps, self.settings.measure);
        let columns = self.reader.measure();
        self.notify(Safe::format(format_args!("column of {columns}")));
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.mouse = !self.mouse;
        let key = self.settings.keymap.key(Action::ToggleMouse).unwrap_or_default();
        self.notify(if self.mouse {
            Safe::line("the mouse works here; most terminals select text with shift held")
        } else {
            Safe::format(format_args!(
                "the mouse is the terminal’s: select text with it · {key} takes it back"
            ))
        });
        vec![Effect::Mouse(self.mouse)]
    }

    fn toggle_numbers(&mut self) -> Vec<Effect> {
        let set = !self.reader.has_numbers();
        self.reader.set_numbers(set);
        vec![self.keep(Change::Numbers(set))]
    }

    /// What a single key writes citations in: what the reader chose last, but
    /// not a format that has no style.
    pub(super) fn cited_format(&self) -> Format {
        if self.format.is_styled() { self.format } else { Format::Plain }
    }

    /// Closes the innermost: the reader, else the session.
    fn quit(&mut self) -> Vec<Effect> {
        if self.focus == Pane::Reader && !self.settings.is_single {
            self.focus = Pane::List;
            return Vec::new();
        }
        vec![Effect::Quit]
    }

    /// Ends the selection or else the innermost search, and goes back to where
    /// the reader was.
    fn clear(&mut self) -> Vec<Effect> {
        if self.mode() == Mode::Selecting {
            self.reader.deselect();
            return Vec::new();
        }
        if let Some(order) = self.underway.take() {
            self.notify(Safe::line("stopped: nothing was copied"));
            return vec![Effect::StopCiting(order.ticket)];
        }
        let by_query = self.reader.find.query == self.query;
        if self.focus == Pane::Reader && self.reader.find.is_active() && !by_query {
            self.reader.find.clear();
            return Vec::new();
        }
        if self.query.is_empty() {
            self.marked = Marked::default();
            return Vec::new();
        }
        let back = self.list.selected().map(|row| row.id);
        vec![self.go_back(crate::search::Query::default(), back)]
    }

    /// Narrows what is shown: the list by words that are added to its search,
    /// the article to what its search matches.
    fn filter(&mut self) -> Vec<Effect> {
        if self.focus == Pane::List {
            let narrowed = format!("{} ", self.query);
            self.begin_search();
            if let Some(prompt) = self.prompt.as_mut() {
                prompt.rewrite(narrowed.trim_start().to_owned());
            }
            return Vec::new();
        }
        if self.reader.toggle_matching() {
            return Vec::new();
        }
        let search = self.settings.keymap.key(Action::Search).unwrap_or_default();
        self.notify(Safe::format(format_args!(
            "nothing to narrow to: {search} finds words in the article first"
        )))
    }

    fn begin_search(&mut self) {
        let scope = match self.focus {
            Pane::List => {
                Scope::Archive(self.query.clone(), self.list.selected().map(|row| row.id))
            }
            Pane::Reader => {
                self.reader.leave_raw();
                self.reader.remember();
                let end = self.reader.selection_end();
                Scope::Article(end.or_else(|| self.reader.place()).unwrap_or_default())
            }
        };
        self.prompt = Some(super::Prompt::new(scope));
    }
}
