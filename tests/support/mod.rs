//! A session driven by keys and read from its screen.
//!
//! It has the real app, the real engine and the real citations, but no thread,
//! no file and no terminal: each effect is performed at once.
#![allow(dead_code, reason = "each test program uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use newsread::app::citing::{Copying, Route};
use newsread::app::keymap::Key;
use newsread::app::notebook::listing::Lister;
use newsread::app::noting::{Anchored, Anchoring};
use newsread::app::reader::{Opened, Print, Raw};
use newsread::app::{App, Effect, Msg, Pane, Settings};
use newsread::archive::{Archive, Location, Progress, Read};
use newsread::article::{
    Anchor, Article, ArticleId, Block, Kind, Meta, Origin, Safe, Sourced, Text, When, Written,
};
use newsread::cite::Citer;
use newsread::search::scan::Scan;
use newsread::search::{Engine, Stop, Total, find};
use newsread::session::{draw, say_of_copies, sizes, write};
use newsread::tui::plate::{Protocol, USUAL};
use newsread::tui::theme::Theme;
use newsread::tui::view;
use newsread::versions::Comparison;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// A session over articles in memory.
pub(crate) struct Session {
    pub(crate) app: App,
    engine: Scan,
    articles: Vec<Article>,
    /// The files they were read from, where there are any.
    archive: Option<Archive>,
    citer: Citer,
    size: (u16, u16),
    /// How it looks.
    pub(crate) theme: Theme,
    /// How its terminal prints pictures, and how many it has printed.
    printing: (Option<Protocol>, u32),
    /// What was copied last.
    pub(crate) copied: Option<Copying>,
    /// Whether raw texts come only when they are told.
    is_slow: bool,
    /// How many rows an answer has, if what it counts is not counted yet.
    uncounted: Option<usize>,
}

impl Session {
    /// A session over these articles, on a screen of 80 × 24.
    #[expect(clippy::needless_pass_by_value, reason = "reads better where it is called")]
    pub(crate) fn over(articles: Vec<Article>) -> Self {
        Self::with(without_foot(), &articles)
    }

    /// A session with settings of its own.
    pub(crate) fn with(settings: Settings, articles: &[Article]) -> Self {
        let reads = articles.iter().map(read).collect();
        Self::of(settings, reads)
    }

    /// A session over the files of a folder.
    pub(crate) fn over_folder(folder: &str) -> Self {
        Self::over_folder_with(without_foot(), folder)
    }

    /// The same with settings of its own.
    pub(crate) fn over_folder_with(settings: Settings, folder: &str) -> Self {
        let archive = Archive::new(vec![folder.into()]);
        let mut reads = Vec::new();
        archive.ingest(&AtomicBool::new(false), |more, _| reads.extend(more));
        let mut session = Self::of(settings, reads);
        session.archive = Some(archive);
        // What was opened without its source is opened again with it.
        let ids = session.articles.iter().map(|article| article.id).collect();
        session.tell(Msg::Corrected(ids));
        session.draw();
        session
    }

    fn of(settings: Settings, reads: Vec<Read>) -> Self {
        let articles: Vec<Article> =
            reads.iter().filter_map(|read| read.outcome.clone().ok()).collect();
        let engine = Scan::default();
        engine.insert(reads);
        let (app, first) = App::new(settings);
        let citer = Citer::default();
        let archive = None;
        let (size, theme) = ((80, 24), Theme::default());
        let (copied, printing) = (None, (None, 0));
        let mut session = Self {
            app,
            engine,
            articles,
            archive,
            citer,
            size,
            theme,
            printing,
            copied,
            is_slow: false,
            uncounted: None,
        };
        session.draw();
        session.perform(first);
        let count = session.articles.len();
        let progress = Progress { done: count, found: count, is_walked: true };
        session.tell(Msg::Indexed(progress));
        session.draw();
        session
    }

    /// The same session on a screen of another size.
    pub(crate) fn sized(mut self, width: u16, height: u16) -> Self {
        self.resize(width, height);
        self
    }

    /// The same session on a terminal that prints pictures by itself.
    pub(crate) fn printing_by(mut self, protocol: Protocol) -> Self {
        self.printing.0 = Some(protocol);
        self.app.reader.set_grain(protocol.grain(USUAL));
        self
    }

    /// From now on raw texts come only when they are told.
    pub(crate) fn slow_to_read(mut self) -> Self {
        self.is_slow = true;
        self
    }

    /// From now on a search gives so many first rows only, as long as it counts.
    pub(crate) fn counting(&mut self, rows: Option<usize>) {
        self.uncounted = rows;
    }

    /// Changes the size of the screen.
    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.tell(Msg::Resized);
        self.draw();
        // What came into sight is opened.
        self.tell(Msg::Resized);
        self.draw();
    }

    /// Lets another article arrive, as while an archive is being read.
    pub(crate) fn arrive(&mut self, article: Article) {
        self.engine.insert(vec![read(&article)]);
        self.articles.push(article);
        let count = self.articles.len();
        self.tell(Msg::Indexed(Progress { done: count, found: count, is_walked: true }));
        self.draw();
    }

    /// Lets the file of the article of this headline go, and returns it.
    pub(crate) fn lose(&mut self, title: &str) -> Article {
        let article = self.withhold(title);
        self.engine.remove(&[article.id]);
        let count = self.articles.len();
        self.tell(Msg::Indexed(Progress { done: count, found: count, is_walked: true }));
        self.draw();
        article
    }

    /// Presses keys, written as in the configuration: `"j j g g ctrl-d"`.
    /// Returns what the app asked for, in order.
    pub(crate) fn press(&mut self, keys: &str) -> Vec<Effect> {
        let mut asked = Vec::new();
        for key in keys.split(' ') {
            asked.extend(self.tell(Msg::Key(key.parse::<Key>().unwrap())));
            self.draw();
        }
        asked
    }

    /// Types text, letter by letter.
    pub(crate) fn type_text(&mut self, text: &str) -> Vec<Effect> {
        let mut asked = Vec::new();
        for c in text.chars() {
            asked.extend(self.tell(Msg::Key(Key::Char(c))));
            self.draw();
        }
        asked
    }

    /// Tells the app something, and does what it asks for until it asks no more.
    pub(crate) fn tell(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = self.app.update(msg);
        self.perform(effects)
    }

    /// Does what the app asked for, until it asks no more.
    pub(crate) fn perform(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut asked = Vec::new();
        for effect in effects {
            asked.push(effect.clone());
            if let Some(msg) = self.outcome(effect) {
                let next = self.app.update(msg);
                asked.extend(self.perform(next));
            }
        }
        asked
    }

    fn outcome(&mut self, effect: Effect) -> Option<Msg> {
        Some(match effect {
            Effect::Search(request) => {
                let mut page = self.engine.search(&request, &Stop::never());
                if let (Ok(page), Some(rows)) = (&mut page, self.uncounted) {
                    page.total = Total::AtLeast(page.total.count());
                    page.rows.truncate(rows);
                }
                Msg::Found(request.ticket, page)
            }
            Effect::Facets(request) => {
                Msg::Faceted(request.ticket, self.engine.facets(&request, &Stop::never()))
            }
            Effect::Story(ticket, id) => Msg::Story(ticket, self.engine.story(id)),
            Effect::Compare(ticket, ids) => {
                let of = |id| self.articles.iter().find(|article| article.id == id);
                let [Some(old), Some(new)] = ids.map(of) else { return None };
                Msg::Compared(ticket, Ok(Box::new(Comparison::of(old, new))))
            }
            Effect::Complete(ticket, field, beginning) => {
                Msg::Completed(ticket, self.engine.complete(field, &beginning, 50))
            }
            Effect::Open(id) => Msg::Opened(id, self.opened(id)?),
            Effect::ReadRaw(_) if self.is_slow => return None,
            Effect::ReadRaw(id) => Msg::RawRead(id, Ok(Box::new(Raw::new(&self.source(id)?)))),
            Effect::Find(ticket, article, query) => {
                Msg::FoundInArticle(ticket, find(&article, &query))
            }
            Effect::Cite(wanted) => {
                let mut written = write(&mut self.citer, &wanted, |_| ControlFlow::Continue(()));
                if let Ok(written) = &mut written {
                    say_of_copies(&self.engine, &wanted, written);
                }
                Msg::Cited(wanted.ticket, wanted.purpose, written)
            }
            Effect::Correct(corrections) => {
                let archive = self.archive.as_ref()?;
                let ids: Vec<ArticleId> = corrections.iter().map(|(id, _)| *id).collect();
                for (id, corrected) in corrections {
                    archive.correct(id, corrected);
                }
                self.engine.insert(ids.iter().filter_map(|id| archive.read(*id)).collect());
                Msg::Corrected(ids)
            }
            Effect::Tie(tying) => {
                let anchor = Anchor::of(&tying.article.body, &tying.passage);
                Msg::Tied(tying, anchor)
            }
            Effect::Anchor(Anchoring { article, notes }) => {
                let find = |on: &Anchor| on.find(&article.body);
                let places = notes.iter().map(|(note, on)| (*note, find(on))).collect();
                Msg::Anchored(Anchored { article, places })
            }
            Effect::ListNotes(listing) => {
                let mut listed = None;
                let article = |id| self.read_anew(id);
                Lister::default().list(&listing, || true, article, |notes| listed = Some(notes));
                Msg::NotesListed(listed?)
            }
            Effect::Draw(wanted) => {
                let archive = self.archive.as_ref()?;
                let (protocol, count) = &mut self.printing;
                *count += u32::from(protocol.is_some());
                let plate = protocol.map(|protocol| (protocol, *count));
                let drawing = draw(archive, &archive.load(wanted.id).ok()?.source, &wanted, plate);
                Msg::Drawn(wanted, drawing)
            }
            Effect::Copy(copying) => {
                self.copied = Some(copying.clone());
                Msg::Copied(copying, Ok(Route::Desktop))
            }
            _ => return None,
        })
    }

    fn opened(&self, id: ArticleId) -> Option<Result<Box<Opened>, Safe>> {
        let (unfold, print) = (self.app.settings.unfold_key(), self.app.settings.print);
        let Some(archive) = &self.archive else {
            let article = self.articles.iter().find(|article| article.id == id)?;
            let source = self.source(id)?;
            return Some(Ok(Box::new(Opened::new(article.clone(), source, &unfold, print))));
        };
        let opened = archive.load(id).map(|document| {
            let pictures = sizes(archive, &document, print.pictures);
            let (article, source) = (document.article, document.source);
            Box::new(Opened::with_pictures(article, source, &unfold, print, pictures))
        });
        Some(opened.map_err(|error| Safe::line(&error.to_string())))
    }

    fn source(&self, id: ArticleId) -> Option<String> {
        if let Some(archive) = &self.archive {
            return Some(archive.load(id).ok()?.source);
        }
        let article = self.articles.iter().find(|article| article.id == id)?;
        let source: Vec<&str> = article.body.iter().map(|block| &*block.text.plain).collect();
        Some(source.join("\n\n"))
    }

    fn read_anew(&self, id: ArticleId) -> Option<Arc<Article>> {
        if let Some(archive) = &self.archive {
            return Some(Arc::new(archive.load(id).ok()?.article));
        }
        self.articles.iter().find(|article| article.id == id).cloned().map(Arc::new)
    }

    /// Lets the article with this headline have another text, as when its file
    /// was edited.
    pub(crate) fn edit(&mut self, title: &str, paragraphs: &[&str]) {
        let mut article = self.withhold(title);
        article.body.retain(|block| block.kind != Kind::Paragraph);
        article.body.extend(paragraphs.iter().map(|words| block(Kind::Paragraph, words)));
        let id = article.id;
        self.engine.insert(vec![read(&article)]);
        self.articles.push(article);
        self.tell(Msg::Corrected(vec![id]));
        self.draw();
    }

    /// Lets the article of this headline not be opened, as while it is being
    /// read, and returns it.
    pub(crate) fn withhold(&mut self, title: &str) -> Article {
        let is_it = |article: &Article| &*article.meta.title.as_ref().unwrap().value == title;
        let rank = self.articles.iter().position(is_it).unwrap();
        self.articles.remove(rank)
    }

    /// The text that was copied last.
    pub(crate) fn clipboard(&self) -> &str {
        self.copied.as_ref().map_or("", |copying| &copying.text)
    }

    /// The screen as a person sees it, without blanks at the end of lines.
    pub(crate) fn screen(&mut self) -> String {
        let buffer = self.draw();
        buffer.area.rows().map(|line| text(&buffer, line).trim_end().to_owned() + "\n").collect()
    }

    /// The text of the cells that are drawn in a style that `wanted` accepts,
    /// a line each.
    pub(crate) fn styled(&mut self, wanted: impl Fn(Style) -> bool) -> Vec<String> {
        let buffer = self.draw();
        let mut found: Vec<String> = Vec::new();
        for line in buffer.area.rows() {
            let mut open = false;
            for x in line.left()..line.right() {
                let cell = &buffer[(x, line.y)];
                if wanted(cell.style()) {
                    if !open {
                        found.push(String::new());
                    }
                    found.last_mut().unwrap().push_str(cell.symbol());
                }
                open = wanted(cell.style());
            }
        }
        found
    }

    /// Where the terminal's cursor is: column and line.
    pub(crate) fn cursor(&mut self) -> (u16, u16) {
        let mut terminal = self.terminal();
        terminal.backend_mut().get_cursor_position_assert()
    }

    /// The last frame, cell by cell.
    pub(crate) fn draw(&mut self) -> Buffer {
        self.terminal().backend().buffer().clone()
    }

    fn terminal(&mut self) -> Terminal<TestBackend> {
        let (width, height) = self.size;
        self.app.fit(width, height);
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view(&self.app, &self.theme, frame)).unwrap();
        let cursor = terminal.backend_mut().get_cursor_position_assert();
        self.check_cursor(cursor, terminal.backend().buffer());
        terminal
    }

    /// Screen readers and Braille follow the cursor: in every frame it is on
    /// what the keys act on.
    fn check_cursor(&self, (x, y): (u16, u16), buffer: &Buffer) {
        let app = &self.app;
        if buffer.area.is_empty() {
            return;
        }
        assert!(buffer.area.contains((x, y).into()), "the cursor is at {x}, {y}");
        if app.layout.is_too_small() || app.popup.is_some() {
            return;
        }
        if app.prompt.is_some() {
            let line = text(buffer, Rect { y, height: 1, ..buffer.area });
            assert!(!line.trim().is_empty(), "the cursor is not in the prompt");
            return;
        }
        if app.reader.selection().is_some() {
            return;
        }
        match app.focus {
            Pane::List if !app.list.is_empty() => {
                assert_eq!(buffer[(x, y)].symbol(), "▌", "the cursor is not at the selected row");
            }
            Pane::Reader if app.reader.paragraph().is_some() => {
                let area = app.layout.reader.unwrap();
                let shown = &app.reader.shown()[usize::from(y - area.y)];
                let block = app.reader.pieces()[shown.piece].block;
                let (number, current) = app.reader.paragraph().unwrap();
                assert_eq!(block, current, "the cursor is not at paragraph {number}");
            }
            Pane::List | Pane::Reader => {}
        }
    }
}

trait CursorOf {
    fn get_cursor_position_assert(&mut self) -> (u16, u16);
}

impl CursorOf for TestBackend {
    fn get_cursor_position_assert(&mut self) -> (u16, u16) {
        let position = ratatui::backend::Backend::get_cursor_position(self).unwrap();
        (position.x, position.y)
    }
}

/// The text of one screen row; a wide character hides the cell behind it.
fn text(buffer: &Buffer, line: Rect) -> String {
    let mut text = String::new();
    let mut x = line.x;
    while x < line.right() {
        let symbol = buffer[(x, line.y)].symbol();
        text.push_str(symbol);
        x += u16::try_from(symbol.width()).unwrap().max(1);
    }
    text
}

fn read(article: &Article) -> Read {
    let name = article.meta.title.as_ref().map_or("untitled", |title| &title.value);
    let file = format!("{}.txt", name.to_lowercase().replace(' ', "-")).into();
    Read {
        id: article.id,
        location: Location { file, item: None },
        outcome: Ok(article.clone()),
        changed: Some(0),
    }
}

/// The usual settings, but no citation under an article: few tests are about
/// that, and many screens show the end of a short text.
pub(crate) fn without_foot() -> Settings {
    Settings { print: Print { cites: false, ..Print::default() }, ..Settings::default() }
}

/// An article with a headline and paragraphs.
pub(crate) fn article(title: &str, paragraphs: &[&str]) -> Article {
    let mut body = vec![block(Kind::Title, title)];
    body.extend(paragraphs.iter().map(|paragraph| block(Kind::Paragraph, paragraph)));
    let title = Sourced::certain(Safe::line(title), Origin::Line);
    let id = ArticleId::of(title.value.as_bytes(), 0);
    Article { id, meta: Meta { title: Some(title), ..Meta::default() }, body, ..Article::default() }
}

/// A block that says this.
pub(crate) fn block(kind: Kind, words: &str) -> Block {
    let text = Text::from(Safe::lines(words));
    Block { kind, text, written: Written::Words(words.to_owned()) }
}

/// What can be added to an article for a test.
pub(crate) trait With {
    /// Published on a day.
    fn on(self, year: i16, month: i8, day: i8) -> Self;
    /// Published by a paper.
    fn by(self, source: &str) -> Self;
    /// With another block at its end.
    fn and(self, kind: Kind, words: &str) -> Self;
}

impl With for Article {
    fn on(mut self, year: i16, month: i8, day: i8) -> Self {
        let day = When::day(year, month, day).unwrap();
        self.meta.published = Some(Sourced::certain(day, Origin::Line));
        self
    }

    fn by(mut self, source: &str) -> Self {
        self.meta.source = Some(Sourced::certain(Safe::line(source), Origin::Line));
        self
    }

    fn and(mut self, kind: Kind, words: &str) -> Self {
        self.body.push(block(kind, words));
        self
    }
}

/// Five articles of three days, and one without a date.
pub(crate) fn five() -> Vec<Article> {
    vec![
        article("Floods in the north", &["The river rose by two metres.", "Nobody was hurt."])
            .on(2024, 3, 18)
            .by("The Courier"),
        article("Rates held at four per cent", &["The bank left its rate where it was."])
            .on(2024, 3, 18)
            .by("The Courier"),
        article("東京は今日も雨", &["東京では朝から雨が降っている。"]).on(2024, 3, 17),
        article("A quiet election", &["Few voted, and fewer were surprised."]).on(2024, 3, 16),
        article("Notes on obituaries", &["They are written long before they are needed."]),
    ]
}
