//! The shell around the app: it owns the threads and performs effects.
//!
//! Every thread blocks on what it waits for and reports into one inbox; the
//! drawing thread does nothing but take messages and draw. Here, and only
//! here, the parts meet: the archive feeds the engine, the engine answers the
//! app, what the app wants kept goes to the state.

mod comparing;
mod desk;
mod editor;
mod ending;
mod opener;
mod opening;
mod pacing;
mod pictures;
mod post;
pub mod program;
mod queue;
pub mod saving;
mod shelf;
mod sightings;
mod translating;
mod upkeep;
mod watch;

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use tempfile::TempDir;

use crate::app::citing::Copying;
use crate::app::noting::ELSEWHERE;
use crate::app::reader::{Pictures, Print};
use crate::app::{App, Effect, Msg, Settings};
use crate::article::Safe;
use crate::config::Programs;
use crate::search::latest::Latest;
use crate::search::library::Wanted as Archives;
use crate::search::worker::Worker;
use crate::search::{Engine, Field, Request, SearchError, Stop, Ticket};
use crate::state::{Marks, Report, State};
use crate::tui::clipboard::{Clipboard, Desktop};
use crate::tui::plate::{Protocol, Wish};
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::{input, run, show};
use comparing::Comparer;
use desk::{Desk, guarded};
use editor::Editor;
use opener::Opener;
use opening::Opening;
use pictures::Gallery;
use post::Post;
use queue::Queue;
use shelf::Shelf;
use sightings::Sightings;
use translating::Translator;
use upkeep::Upkeep;

pub use desk::{say_of_copies, write};
pub use ending::install_panic_hook;
pub use pictures::{draw, sizes};
pub use sightings::keep_moved;

/// How long the end of a session waits for the state to be on the disk.
const FAREWELL: Duration = Duration::from_millis(900);

/// How soon the state is mostly on the disk.
const PROMPT: Duration = Duration::from_millis(300);

/// Ways to complete what is typed: more are better typed than chosen.
const OFFERS: usize = 50;

/// What a session is started with.
pub struct Start {
    /// The archive.
    pub archives: Archives,
    /// Where what the reader adds is kept; `None` keeps it in memory only.
    pub state: Option<PathBuf>,
    /// A folder through which it is exchanged with other devices, if any.
    pub share: Option<PathBuf>,
    /// What the app is told. Whether pictures are drawn follows from `pictures`.
    pub settings: Settings,
    /// How pictures are wished to be shown.
    pub pictures: Wish,
    /// How it looks.
    pub theme: Theme,
    /// The programs that are called when the reader asks for it.
    pub programs: Programs,
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The signal by which the system asked for it; `None` if the reader left.
    pub signal: Option<i32>,
    /// Whether everything that the reader added is on the disk.
    pub is_kept: bool,
}

/// Runs a session on the terminal until the reader leaves or the system asks.
///
/// # Errors
/// The terminal cannot be taken, or can no longer be written to. In either
/// case it has been given back.
pub fn run_session(start: Start) -> io::Result<Ended> {
    let (inbox, messages) = channel();
    let signals = watch::signals(inbox.clone())?;
    let mut screen = Screen::take(start.settings.mouse, start.pictures)?;
    let mut settings = start.settings;
    settings.print.pictures =
        if start.pictures == Wish::Named { Pictures::Named } else { Pictures::Drawn };
    let (unfold, print) = (settings.unfold_key(), settings.print);
    let (mut app, first) = App::new(settings);
    let head = start.archives.head();
    let has_rows = head.is_some();
    if let Some(head) = head {
        app.begin_with(head);
    }
    // The first frame before all else: archive and state are opened behind it,
    // and where it has rows, the terminal shows them first.
    show(&mut screen, &mut app, &start.theme)?;
    let typed = screen.typed();
    if has_rows && typed.is_empty() {
        watch::wait_a_frame();
    }
    watch::hang_up(inbox.clone())?;
    // The listener is not there yet to let an editor have the terminal.
    for key in typed.into_iter().filter(|key| *key != ELSEWHERE) {
        inbox.send(Msg::Key(key)).ok();
    }
    let listener = input::listen(inbox.clone())?;
    let upkeep = Upkeep::start(start.state.clone(), start.share, inbox.clone())?;
    let (state, opened) = open_state(start.state, &inbox, upkeep.loaded());
    if let Err(news) = opened {
        inbox.send(Msg::Told(news)).ok();
    }
    let page = (unfold, print, screen.protocol());
    let mut shell = Shell::new(start.archives, inbox, state, page, start.programs)?;
    for effect in first {
        shell.perform(effect);
    }
    let outcome =
        run(&mut screen, &mut app, &start.theme, (&messages, &listener), |it| shell.perform(it));
    // The terminal first: nobody should look at a dead screen while a slow
    // disk is waited for.
    drop(screen);
    let is_kept = shell.end(&app.marks);
    upkeep.end();
    outcome.map(|()| Ended { signal: signals.asked(), is_kept })
}

fn open_state(
    path: Option<PathBuf>,
    inbox: &Sender<Msg>,
    loaded: Sender<()>,
) -> (Option<State>, Result<(), Safe>) {
    let reports = inbox.clone();
    let tell = move |report: Report| {
        if matches!(report, Report::Loaded(_)) {
            loaded.send(()).ok();
        }
        reports.send(Msg::State(report)).ok();
    };
    match State::open(path, tell) {
        Ok(state) => (Some(state), Ok(())),
        Err(error) => (None, Err(Safe::format(format_args!("{error}")))),
    }
}

/// The threads of a session, and the way to each; those that are asked begin
/// when they first are.
struct Shell {
    worker: Worker,
    completer: Latest<(Ticket, Field, String)>,
    counter: Latest<Request>,
    comparer: Comparer,
    opening: Arc<Opening>,
    shelf: Shelf,
    desk: Desk,
    post: Post,
    opener: Opener,
    gallery: Gallery,
    translator: Translator,
    clipboard: Queue<Copying>,
    editor: Editor,
    state: Option<Arc<State>>,
    sightings: Option<Sightings>,
    stop: Arc<AtomicBool>,
}

impl Shell {
    fn new(
        archives: Archives,
        inbox: Sender<Msg>,
        state: Option<State>,
        (unfold, print, protocol): (String, Print, Option<Protocol>),
        programs: Programs,
    ) -> io::Result<Self> {
        let (cache, call) = (archives.cache.clone(), programs.translator.clone());
        let translator = Translator::new(call, cache, inbox.clone());
        let opening = Arc::new(Opening::new(archives));
        let engine = Arc::clone(&opening) as Arc<dyn Engine>;
        let stop = Arc::new(AtomicBool::new(false));
        let state = state.map(Arc::new);
        let remember = |state| Sightings::new(Arc::clone(&opening), Arc::clone(state));
        let sightings = state.as_ref().map(remember);
        let shelf =
            Shelf::new(Arc::clone(&opening), sightings.clone(), Arc::clone(&stop), inbox.clone())?;
        let worker = worker(Arc::clone(&engine), shelf.checker(), &inbox);
        let completer = completer(Arc::clone(&engine), inbox.clone());
        let counter = counter(engine, inbox.clone());
        let comparer = Comparer::new(Arc::clone(&opening), inbox.clone());
        let opener = Opener::new(programs.opener, inbox.clone());
        Ok(Self {
            worker,
            completer,
            counter,
            comparer,
            shelf,
            translator,
            post: Post::new(Arc::clone(&opening), programs.pdf, inbox.clone()),
            gallery: Gallery::new(Arc::clone(&opening), opener.clone(), protocol, inbox.clone()),
            opener,
            desk: Desk::new(Arc::clone(&opening), &inbox, unfold, print),
            opening,
            editor: Editor::new(inbox.clone()),
            clipboard: copy_to_desktop(inbox),
            state,
            sightings,
            stop,
        })
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Search(request) => {
                self.worker.ask(Request { today: today(), ..request });
            }
            Effect::Facets(request) => {
                self.counter.ask(Request { today: today(), ..request });
            }
            Effect::Complete(ticket, field, beginning) => {
                self.completer.ask((ticket, field, beginning));
            }
            Effect::Story(ticket, id) => self.comparer.story(ticket, id),
            Effect::Compare(ticket, ids) => self.comparer.compare(ticket, ids),
            Effect::Open(id) => self.desk.open(id),
            Effect::ReadRaw(id) => self.desk.read_raw(id),
            Effect::Find(ticket, article, query) => self.desk.find(ticket, article, query),
            Effect::Cite(wanted) => self.desk.cite(wanted),
            Effect::StopCiting(ticket) => self.desk.stop_citing(ticket),
            Effect::Tie(tying) => self.desk.tie(tying),
            Effect::Anchor(anchoring) => self.desk.anchor(anchoring),
            Effect::ListNotes(listing) => self.desk.list_notes(Some(listing)),
            Effect::StopListing => self.desk.list_notes(None),
            Effect::Edit(text) => self.editor.edit(text),
            Effect::Send(sending) => self.post.send(sending),
            Effect::StopSending(_) => self.post.stop(),
            Effect::Translate(ticket, paragraphs) => self.translator.translate(ticket, paragraphs),
            Effect::StopTranslating => self.translator.stop(),
            Effect::Visit(address) => self.opener.visit(&address),
            Effect::Look(id, picture) => self.gallery.look(id, picture),
            Effect::Draw(wanted) => self.gallery.draw(wanted),
            Effect::Copy(copying) => self.clipboard.ask(copying),
            Effect::Keep(change) => {
                let touched = change.article();
                if let Some(state) = &self.state {
                    state.write(change);
                }
                if let Some((sightings, id)) = self.sightings.as_ref().zip(touched) {
                    sightings.touched(id);
                }
            }
            Effect::Correct(corrected) => self.shelf.correct(corrected),
            Effect::Rescan => self.shelf.rescan(),
            // The loop itself does these.
            Effect::CopyByTerminal(_)
            | Effect::Mouse(_)
            | Effect::Redraw
            | Effect::TakeBack
            | Effect::Suspend
            | Effect::Quit => {}
        }
    }

    /// Ends the threads; whether everything that was to be kept is on the disk.
    fn end(self, marks: &Marks) -> bool {
        self.stop.store(true, Ordering::Relaxed);
        self.editor.end();
        self.gallery.end();
        self.opening.keep_head(marks);
        let Some(state) = self.state else { return true };
        let began = Instant::now();
        let is_kept = state.flush(FAREWELL);
        // What nobody asked for comes after what the reader did, and only if there is time.
        if let Some(sightings) = self.sightings.filter(|_| is_kept && began.elapsed() < PROMPT) {
            sightings.end();
            state.flush(PROMPT);
        }
        if !is_kept {
            // Its own farewell would wait once more, in vain.
            std::mem::forget(state);
        }
        is_kept
    }
}

/// A folder for files that are lent to another program: only the reader can
/// look into it, and it goes with what it is held by.
fn private_folder() -> io::Result<TempDir> {
    let alone = Permissions::from_mode(0o700);
    tempfile::Builder::new().prefix("newsread-").permissions(alone).tempdir()
}

/// What day it is where the reader is.
pub fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}

/// Searches on a thread of its own; has the index checked of which a search complains.
fn worker(
    engine: Arc<dyn Engine>,
    check: impl Fn() + Send + 'static,
    inbox: &Sender<Msg>,
) -> Worker {
    let (answers, news) = (inbox.clone(), inbox.clone());
    let answer = move |ticket, answer: Result<_, SearchError>| {
        if matches!(answer, Err(SearchError::Unreadable { .. } | SearchError::Broken(_))) {
            check();
        }
        answers.send(Msg::Found(ticket, answer)).ok();
    };
    let looked = move |ticket, done, all| {
        news.send(Msg::Looked(ticket, done, all)).ok();
    };
    Worker::new(engine, answer, looked)
}

/// Asks for values of fields on a thread of its own, so that it never waits
/// for a search.
fn completer(engine: Arc<dyn Engine>, inbox: Sender<Msg>) -> Latest<(Ticket, Field, String)> {
    Latest::new("completer", move |(ticket, field, beginning): (Ticket, Field, String)| {
        let found = guarded("completing", || engine.complete(field, &beginning, OFFERS));
        inbox.send(Msg::Completed(ticket, found.unwrap_or_default())).ok();
    })
}

/// Asks what articles have in common on a thread of its own, likewise.
fn counter(engine: Arc<dyn Engine>, inbox: Sender<Msg>) -> Latest<Request> {
    Latest::new("counter", move |request: Request| {
        let found = guarded("counting", || engine.facets(&request, &Stop::never()));
        let found = found.unwrap_or_else(|reason| Err(SearchError::Broken(reason)));
        inbox.send(Msg::Faceted(request.ticket, found)).ok();
    })
}

/// Copies on a thread of its own: a desktop's clipboard can be slow to answer,
/// and on X11 the text lives as long as the handle that offers it.
fn copy_to_desktop(inbox: Sender<Msg>) -> Queue<Copying> {
    let is_remote =
        std::env::var_os("SSH_CONNECTION").is_some() || std::env::var_os("SSH_TTY").is_some();
    Queue::new("clipboard", move |asked: Receiver<Copying>| {
        let mut desktop = Desktop::default();
        for copying in asked {
            // Over ssh the desktop is another machine's than the reader's.
            let copied = (!is_remote).then(|| guarded("copying", || desktop.copy(&copying.text)));
            let msg = match copied {
                Some(Ok(Ok(route))) => Msg::Copied(copying, Ok(route)),
                _ => Msg::NoDesktop(copying),
            };
            if inbox.send(msg).is_err() {
                return;
            }
        }
    })
}
