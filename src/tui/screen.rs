//! The terminal's life: taken, lent to the shell and back, and returned as it was.
//!
//! The terminal is asked nothing: its size comes from the kernel, and a redraw is
//! a resize to the same size. The one exception is whether it can print pictures,
//! where those are wished for and its environment does not say so.

mod asking;
mod guard;
mod placed;
mod plating;

use std::fs::File;
use std::io::{self, Stdout, Write, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use rustix::process::Signal;
use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr};

use super::clipboard::{Osc52, Through};
use super::plate::{Known, Protocol, USUAL, Wish, known};
use crate::app::keymap::Key;
use crate::app::reader::drawings::{Grain, HALVES, Plate};
use asking::{ABILITIES, Answers, CELL, CERTAINTY, NAME, PATIENCE, is_believed};
use guard::{Admits, Guard};
use placed::Placed;
use plating::all_taken_away;

/// Columns and lines beyond which a screen is not drawn: more is no terminal.
const LARGEST: u16 = 2000;

/// Presses and releases of buttons, the wheel, and motion while a button is
/// held, with coordinates of any size (xterm's modes 1000, 1002 and 1006); no
/// other motion, which would only be noise. A terminal without 1002 keeps 1000.
const MOUSE: (&[u8], &[u8]) =
    (b"\x1b[?1000h\x1b[?1002h\x1b[?1006h", b"\x1b[?1006l\x1b[?1002l\x1b[?1000l");

/// Whether the terminal is taken, for whoever must return it in an emergency.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether another program has the terminal, for whoever hears of its signals.
static LENT: AtomicBool = AtomicBool::new(false);

/// The terminal while newsread has it.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Placed<Stdout>>,
    area: Rect,
    /// How it prints pictures; `None` if it does not.
    protocol: Option<Protocol>,
    /// Pixels of a cell as it answered; `None` if it did not.
    answered: Option<Grain>,
    /// What was typed before it was listened to.
    typed: Vec<Key>,
    mouse: bool,
    marks_pastes: bool,
    through: Through,
    /// The settings with which the terminal was lent; `None` while it is not.
    lent: Option<Termios>,
}

impl Screen {
    /// Takes the terminal; if that fails half-way, it is given back first.
    ///
    /// May wait half a second for what the terminal says about pictures.
    pub fn take(mouse: bool, wish: Wish) -> io::Result<Self> {
        let area = size();
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let mut screen = Self {
            terminal: Terminal::with_options(Placed::new(stdout()), options)?,
            area,
            protocol: None,
            answered: None,
            typed: Vec::new(),
            mouse,
            marks_pastes: false,
            through: Through::of(variable),
            lent: None,
        };
        screen.enter().inspect_err(|_| give_back())?;
        screen.fulfil(wish);
        Ok(screen)
    }

    /// Chooses how pictures are printed.
    fn fulfil(&mut self, wish: Wish) {
        let known = match wish {
            Wish::Named | Wish::Blocks => Known::Nothing,
            Wish::By(protocol) => Known::By(protocol),
            Wish::Best => known(variable),
        };
        let needs_cell = known == Known::By(Protocol::Sixel) && pixels().is_none();
        let question = match known {
            // Older ones do not know all of the protocol.
            Known::By(Protocol::Kitty) if wish == Wish::Best => Some((NAME, CERTAINTY)),
            _ if needs_cell || known == Known::Unknown => Some((CELL, PATIENCE)),
            _ => None,
        };
        // Without an answer pictures are drawn all the same.
        let answers = question.and_then(|(question, patience)| ask(question, patience).ok());
        let answers = answers.unwrap_or_default();
        self.answered = answers.cell;
        self.protocol = match known {
            Known::By(Protocol::Kitty) if wish == Wish::Best => {
                answers.knows_placeholders.then_some(Protocol::Kitty)
            }
            Known::By(protocol) => Some(protocol),
            Known::Unknown => answers.shows_sixels.then_some(Protocol::Sixel),
            Known::Nothing => None,
        };
        self.typed = answers.typed;
        // What it cannot print is drawn in blocks.
        self.protocol = self.protocol.filter(|protocol| protocol.prints(self.cell()));
        if let Some(protocol) = self.protocol {
            self.terminal.backend_mut().print_by(protocol);
        }
    }

    /// How the terminal prints pictures; `None` if they are drawn in half blocks.
    pub fn protocol(&self) -> Option<Protocol> {
        self.protocol
    }

    /// The pixels with which pictures are drawn in each cell.
    pub fn grain(&self) -> Grain {
        self.protocol.map_or(HALVES, |protocol| protocol.grain(self.cell()))
    }

    fn cell(&self) -> Grain {
        pixels().or(self.answered).unwrap_or(USUAL)
    }

    /// The keys that were typed while the terminal was taken; once.
    pub fn typed(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.typed)
    }

    /// Takes the pictures that the next frame may show. The terminal lets go of
    /// others.
    pub fn offer<'a>(&mut self, plates: impl Iterator<Item = &'a Arc<Plate>>) -> io::Result<()> {
        if self.protocol.is_none() {
            return Ok(());
        }
        self.terminal.backend_mut().offer(plates)
    }

    fn enter(&mut self) -> io::Result<()> {
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(guarded(), EnterAlternateScreen, Hide)?;
        if self.mouse {
            guarded().write_all(MOUSE.0)?;
        }
        if self.marks_pastes {
            queue!(guarded(), EnableBracketedPaste)?;
        }
        guarded().flush()
    }

    /// Learns the size of the terminal, in columns and lines; call it before
    /// drawing.
    pub fn fit(&mut self) -> io::Result<(u16, u16)> {
        let area = size();
        if area != self.area {
            self.area = area;
            self.terminal.resize(area)?;
        }
        Ok((area.width, area.height))
    }

    /// Draws a frame.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(view).map(|_| ())
    }

    /// Draws every cell anew with the next frame, and sends what is in it.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().begin_anew()?;
        self.terminal.resize(self.area)
    }

    /// Listens to the mouse, or leaves it to the terminal.
    pub fn listen_to_mouse(&mut self, listen: bool) -> io::Result<()> {
        self.mouse = listen;
        guarded().write_all(if listen { MOUSE.0 } else { MOUSE.1 })?;
        guarded().flush()
    }

    /// Has the terminal mark pasted text as such.
    pub fn mark_pastes(&mut self, mark: bool) -> io::Result<()> {
        if mark == self.marks_pastes {
            return Ok(());
        }
        self.marks_pastes = mark;
        if mark {
            execute!(guarded(), EnableBracketedPaste)
        } else {
            execute!(guarded(), DisableBracketedPaste)
        }
    }

    /// The terminal's way to a clipboard.
    pub fn clipboard(&mut self) -> Osc52<impl Write + use<>> {
        Osc52 { terminal: guarded(), through: self.through }
    }

    /// Lends the terminal to another program, as it was found.
    pub fn lend(&mut self) {
        give_back();
        self.lent = tcgetattr(stdout()).ok();
        LENT.store(true, Ordering::SeqCst);
    }

    /// Whether another program has the terminal.
    pub fn is_lent(&self) -> bool {
        is_lent()
    }

    /// Takes the terminal back. A program that was killed may have left it with
    /// other settings, which must not pass for those it was found with.
    pub fn take_back(&mut self) -> io::Result<()> {
        if let Some(settings) = self.lent.take() {
            tcsetattr(stdout(), OptionalActions::Now, &settings)?;
        }
        LENT.store(false, Ordering::SeqCst);
        self.enter()?;
        self.redraw()
    }

    /// Lends the terminal to the shell until that wakes newsread again.
    pub fn suspend(&mut self) -> io::Result<()> {
        if is_lent() {
            // Whoever has the terminal stops too, and goes on with it.
            return Ok(rustix::process::kill_current_process_group(Signal::STOP)?);
        }
        give_back();
        // The whole job stops here, also what newsread was started by, such as
        // cargo; else the shell would wait for that. `fg` lets all go on.
        rustix::process::kill_current_process_group(Signal::STOP)?;
        self.enter()?;
        self.redraw()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Returns the terminal as it was, if it is taken. It may be called from
/// anywhere, also while the program panics; a dead terminal is no error.
pub fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut terminal = guarded();
    terminal.admits().set(Admits::Plate(Protocol::Kitty));
    let taken_away = terminal.write_all(all_taken_away().as_bytes());
    terminal.admits().set(Admits::Text);
    let given = taken_away
        .and_then(|()| terminal.write_all(MOUSE.1))
        .and_then(|()| execute!(terminal, DisableBracketedPaste, LeaveAlternateScreen, Show));
    drop(given);
    drop(disable_raw_mode());
}

/// Whether another program has the terminal.
pub fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// The way to the terminal, on which nothing passes that should not.
fn guarded() -> Guard<Stdout> {
    Guard::new(stdout())
}

/// Says that the terminal is dead, so that nothing writes to it any more.
pub fn forget() {
    TAKEN.store(false, Ordering::SeqCst);
}

/// Asks the terminal what it says about pictures.
fn ask(question: &[u8], patience: Duration) -> io::Result<Answers> {
    let mut terminal = guarded();
    terminal.admits().set(Admits::Question);
    terminal.write_all(question)?;
    terminal.write_all(ABILITIES)?;
    terminal.flush()?;
    // Where keys come from, answers do.
    let stdin = rustix::stdio::stdin();
    if isatty(stdin) {
        return Answers::of(stdin, patience);
    }
    Answers::of(File::open("/dev/tty")?, patience)
}

/// A variable of the environment that says something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The pixels of a cell, from the kernel, if it knows them.
fn pixels() -> Option<Grain> {
    let size = tcgetwinsize(rustix::stdio::stdout()).ok()?;
    let width = size.ws_xpixel.checked_div(size.ws_col)?;
    let height = size.ws_ypixel.checked_div(size.ws_row)?;
    Some((width, height)).filter(|cell| is_believed(*cell))
}

/// The size of the terminal, from the kernel; nothing is sent to ask for it.
fn size() -> Rect {
    let size = tcgetwinsize(rustix::stdio::stdout());
    let (width, height) = size.map_or((80, 24), |size| (size.ws_col, size.ws_row));
    Rect { x: 0, y: 0, width: width.min(LARGEST), height: height.min(LARGEST) }
}
