//! The whole state of a session, and how it changes. No terminal, no files.
//!
//! ```text
//! key, answer, … ──Msg──▶ App::update ──Effect──▶ the shell does it
//!                             │                        │
//!                           &App                      Msg
//!                             ▼                        │
//!                          tui::view          ◀────────┘
//! ```

pub mod action;
pub mod arranging;
pub mod choosing;
pub mod citing;
pub mod columns;
pub mod copies;
pub mod facets;
pub mod help;
pub mod keymap;
pub mod layout;
pub mod links;
pub mod list;
pub mod notebook;
pub mod noting;
pub mod picking;
pub mod prompt;
pub mod reader;
pub mod searches;
pub mod sending;
pub mod tour;
pub mod translating;
pub mod trust;
pub mod visit;

mod acts;
mod answers;
mod completing;
mod copying;
mod filling;
mod following;
mod footing;
mod history;
mod jumping;
pub mod marking;
mod messages;
mod pointing;
mod pressing;
mod question;
mod recent;
mod searching;
mod selecting;
mod settings;
mod status;
mod tagging;
mod unread;
mod updating;

use crate::archive::Progress;
use crate::article::{ArticleId, Place, Safe};
use crate::cite::{Format, Markup, Style};
use crate::search::{Order, Query, Ticket};
use crate::state::{Marks, Tag};
use arranging::Arrangements;
use choosing::Chooser;
use copies::Copies;
use copies::comparison::Compared;
use copying::Underway;
use footing::Footing;
use help::Help;
use history::History;
use jumping::{Jumps, Lettering};
use keymap::Key;
use layout::Layout;
use links::Links;
use list::List;
use marking::Marked;
use notebook::Notebook;
use noting::{Draft, Noting};
use pointing::Clicks;
use prompt::Prompt;
use question::Question;
use reader::Reader;
use recent::Recent;
use searches::Searches;
use sending::Dispatch;
use tour::Tour;
use translating::{Consent, Translation};
use trust::card::Card;
use updating::News;

pub use filling::Pace;
pub use messages::{Effect, Msg};
pub use pointing::{Mouse, Pointed};
pub use settings::Settings;

/// Which pane the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list.
    #[default]
    List,
    /// The reader.
    Reader,
}

/// Something that lies over the panes and takes the keys.
#[derive(Clone, Debug)]
pub enum Popup {
    /// The keys.
    Help(Help),
    /// A first look at newsread.
    Tour(Tour),
    /// The styles of citations.
    Styles(Box<Chooser>),
    /// What is known about an article, and where it was read.
    Trust(Card),
    /// What the articles on show have in common.
    Facets(facets::Choice),
    /// The links of the article on show.
    Links(Links),
    /// Where articles go, and what came of it.
    Sending(Dispatch),
    /// A note being written.
    Note(Box<Draft>),
    /// All notes.
    Notes(Box<Notebook>),
    /// Searches to be made again.
    Searches(Box<Searches>),
    /// The copies and versions of an article.
    Copies(Copies),
    /// Two of them, compared.
    Compared(Box<Compared>),
    /// The article on show, translated.
    Translation(Box<Translation>),
}

/// The state of a session.
#[derive(Debug)]
pub struct App {
    /// The results, and where the reader is in them.
    pub list: List,
    /// The article on show.
    pub reader: Reader,
    /// Which pane the keys go to.
    pub focus: Pane,
    /// The search being typed; `None` when the keys are commands.
    pub prompt: Option<Prompt>,
    /// What lies over the panes.
    pub popup: Option<Popup>,
    /// The chooser of styles that lies under the trust card.
    behind: Option<Box<Chooser>>,
    /// One line of news about the session itself.
    pub notice: Option<Safe>,
    /// How much of the archive has been read.
    pub progress: Progress,
    /// How fast it is read, once that can be told.
    pace: Option<Pace>,
    /// What the reader added to the articles.
    pub marks: Marks,
    /// The articles that are marked in the list.
    pub marked: Marked,
    /// How to write citations.
    pub style: Style,
    /// What citations are written in.
    format: Format,
    /// What quotations are pasted into.
    quotation: Markup,
    /// What the list shows: the articles that match this.
    pub query: Query,
    /// The order in which the list shows what is searched for.
    pub order: Order,
    /// Whether the list shows one row for each story.
    pub is_folded: bool,
    /// The parts of the screen.
    pub layout: Layout,
    /// How the reader has arranged them.
    arrangements: Arrangements,
    /// Where the reader is, in words.
    pub position: Safe,
    /// What does not change.
    pub settings: Settings,
    /// The number typed before a command.
    pub count: Option<usize>,
    pressed: Vec<Key>,
    mouse: bool,
    clicks: Clicks,
    /// The newest question to the index.
    question: Question,
    /// The article that is open, or about to be.
    wanted: Option<ArticleId>,
    /// Ticket of the newest question about the article on show.
    finding: Ticket,
    /// Which way the article being opened was reached from a match in another.
    coming: Option<isize>,
    /// The words in the article on show that were selected to be searched for.
    coming_from: Option<Place>,
    /// What was searched for, the newest last.
    recent: Recent,
    /// Ticket of the newest question about values of a field.
    completing: Ticket,
    /// Ticket of the newest question about what articles have in common.
    faceting: Ticket,
    /// Ticket of the newest question about copies.
    telling: Ticket,
    /// Ticket of the newest list of notes.
    listing: Ticket,
    /// What was agreed about translations.
    consent: Consent,
    /// Ticket of the newest citation.
    citing: Ticket,
    /// The citation at the foot of the article on show.
    footing: Footing,
    /// Ticket of what was sent last.
    sending: Ticket,
    /// The program that articles were piped to last, as it was typed.
    piped: String,
    /// The list of citations that is being written for the clipboard.
    underway: Option<Underway>,
    /// Whether what the reader added in earlier sessions is known.
    has_marks: bool,
    /// The place that was last given to be kept.
    kept: Option<(ArticleId, Place)>,
    /// What is known of the archive's news.
    news: News,
    /// What can be undone.
    history: History,
    /// Where the notes of the article on show are.
    noting: Noting,
    /// Where jumps led from.
    jumps: Jumps,
    /// What waits for the letter of a bookmark.
    lettering: Option<Lettering>,
}

impl App {
    /// A session that has not begun, and its first question.
    pub fn new(settings: Settings) -> (Self, Vec<Effect>) {
        let mut app = Self {
            list: List::default(),
            reader: Reader::new(settings.measure),
            focus: if settings.is_single { Pane::Reader } else { Pane::List },
            prompt: None,
            popup: None,
            behind: None,
            notice: None,
            progress: Progress::default(),
            pace: None,
            marks: Marks::default(),
            marked: Marked::default(),
            style: settings.style.clone().unwrap_or_default(),
            format: Format::default(),
            quotation: settings.quotation.unwrap_or_default(),
            query: Query::default(),
            order: Order::default(),
            is_folded: false,
            layout: Layout::default(),
            arrangements: Arrangements::default(),
            position: Safe::EMPTY,
            mouse: settings.mouse,
            settings,
            count: None,
            pressed: Vec::new(),
            clicks: Clicks::default(),
            question: Question { is_new: true, ..Question::default() },
            wanted: None,
            finding: Ticket::default(),
            coming: None,
            coming_from: None,
            recent: Recent::default(),
            completing: Ticket::default(),
            faceting: Ticket::default(),
            telling: Ticket::default(),
            listing: Ticket::default(),
            consent: Consent::default(),
            citing: Ticket::default(),
            footing: Footing::default(),
            sending: Ticket::default(),
            piped: String::new(),
            underway: None,
            has_marks: false,
            kept: None,
            news: News::default(),
            history: History::default(),
            noting: Noting::default(),
            jumps: Jumps::default(),
            lettering: None,
        };
        let first = app.ask(List::first_window());
        (app, vec![first])
    }

    /// Takes note of what happened, and says what is to be done about it.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = match msg {
            Msg::Key(key) => self.take_key(key),
            Msg::Pasted(text) => self.paste(&text),
            Msg::Mouse(mouse) => self.point(mouse),
            Msg::Resized => Vec::new(),
            Msg::Indexed(progress) => self.indexed(progress),
            Msg::Paced(pace) => self.paced(pace),
            Msg::Found(ticket, answer) => self.found(ticket, answer),
            Msg::Looked(ticket, done, all) => self.looked(ticket, done, all),
            Msg::Faceted(ticket, answer) => self.faceted(ticket, answer),
            Msg::Story(ticket, answer) => self.story_told(ticket, answer),
            Msg::Compared(ticket, answer) => self.compared(ticket, answer),
            Msg::Translated(ticket, rank, outcome) => self.translated(ticket, rank, outcome),
            Msg::Completed(ticket, values) => self.completed(ticket, &values),
            Msg::Opened(id, opened) => self.opened(id, opened),
            Msg::RawRead(id, raw) => self.raw_read(id, raw),
            Msg::FoundInArticle(ticket, hits) => self.found_in_article(ticket, hits),
            Msg::Cited(ticket, purpose, written) => self.cited(ticket, purpose, written),
            Msg::Drawn(wanted, drawing) => self.drawn(&wanted, drawing),
            Msg::Citing(ticket, progress) => self.tell_progress(ticket, progress),
            Msg::Sent(ticket, sent) => self.sent(ticket, sent),
            Msg::Copied(copying, route) => self.copied(&copying, route),
            Msg::NoDesktop(copying) => vec![Effect::CopyByTerminal(copying)],
            Msg::Tied(tying, anchor) => self.tied(&tying, anchor),
            Msg::Anchored(anchored) => self.anchored(anchored),
            Msg::Edited(edited) => self.edited(edited),
            Msg::NotesListed(notes) => self.notes_listed(notes),
            Msg::Corrected(ids) => self.corrected(&ids),
            Msg::State(report) => self.hear(report),
            Msg::Told(news) => self.notify(news),
            Msg::Suspend => vec![Effect::Suspend],
            Msg::Terminate => vec![Effect::Quit],
        };
        effects.extend(self.follow());
        effects
    }

    /// Learns the size of the screen, and lays the panes out in it; drawing
    /// then changes nothing.
    pub fn fit(&mut self, width: u16, height: u16) {
        let arrangement = self.arrangements.of(layout::SizeClass::of(width, height));
        self.layout = Layout::of(width, height, self.focus, arrangement);
        self.list.set_dense(arrangement.is_dense);
        if let Some(area) = self.layout.list {
            self.list.fit(area.width, area.height.saturating_sub(layout::HEADER).into());
        }
        if let Some(area) = self.layout.reader {
            self.reader.fit(area.width, area.height.into());
        }
        match &mut self.popup {
            Some(Popup::Trust(card)) => {
                let tags: Vec<&str> = self.marks.tags(card.id).map(Tag::name).collect();
                card.tags = Safe::line(&tags.join(", "));
                card.fit(self.layout.screen);
            }
            Some(Popup::Styles(chooser)) => chooser.fit(self.layout.screen),
            Some(Popup::Sending(dispatch)) => dispatch.fit(self.layout.screen),
            Some(Popup::Notes(notebook)) => notebook.fit(self.layout.screen),
            Some(Popup::Searches(searches)) => searches.fit(self.layout.screen),
            Some(Popup::Note(_)) => self.fit_draft(),
            Some(Popup::Compared(compared)) => compared.fit(self.layout.screen),
            Some(Popup::Translation(translation)) => translation.fit(self.layout.screen),
            Some(
                Popup::Help(_)
                | Popup::Tour(_)
                | Popup::Facets(_)
                | Popup::Links(_)
                | Popup::Copies(_),
            )
            | None => {}
        }
        self.position = self.tell_position();
    }

    /// Whether the terminal should mark pasted text as such: only while there
    /// is a field for it.
    pub fn has_field(&self) -> bool {
        self.prompt.is_some()
            || match &self.popup {
                Some(Popup::Help(_) | Popup::Note(_)) => true,
                Some(Popup::Notes(notebook)) => notebook.picker.is_typing,
                Some(Popup::Searches(searches)) => searches.picker.is_typing,
                Some(Popup::Sending(dispatch)) => dispatch.is_typed(),
                Some(Popup::Trust(card)) => card.editor.is_some(),
                Some(
                    Popup::Styles(_)
                    | Popup::Tour(_)
                    | Popup::Facets(_)
                    | Popup::Links(_)
                    | Popup::Copies(_)
                    | Popup::Compared(_)
                    | Popup::Translation(_),
                )
                | None => false,
            }
    }

    fn notify(&mut self, notice: Safe) -> Vec<Effect> {
        self.notice = Some(notice);
        Vec::new()
    }
}
