//! The terminal's life: taken, lent to the shell and back, and returned as it was.
//!
//! The terminal is asked nothing, ever: its size comes from the kernel, and a
//! redraw is a resize to the same size.

mod guard;
mod placed;

use std::io::{self, Stdout, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use rustix::process::Signal;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::clipboard::{Osc52, Through};
use guard::Guard;
use placed::Placed;

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
    terminal: Terminal<Placed<Guard<Stdout>>>,
    area: Rect,
    mouse: bool,
    marks_pastes: bool,
    through: Through,
    /// The settings with which the terminal was lent; `None` while it is not.
    lent: Option<Termios>,
}

impl Screen {
    /// Takes the terminal; if that fails half-way, it is given back first.
    pub fn take(mouse: bool) -> io::Result<Self> {
        let area = size();
        let backend = Placed::new(guarded());
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let terminal = Terminal::with_options(backend, options)?;
        let through = Through::of(|name| std::env::var(name).ok());
        let mut screen = Self { terminal, area, mouse, marks_pastes: false, through, lent: None };
        screen.enter().inspect_err(|_| give_back())?;
        Ok(screen)
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

    /// Draws every cell anew with the next frame.
    pub fn redraw(&mut self) -> io::Result<()> {
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
    let given = terminal
        .write_all(MOUSE.1)
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

/// The size of the terminal, from the kernel; nothing is sent to ask for it.
fn size() -> Rect {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout());
    let (width, height) = size.map_or((80, 24), |size| (size.ws_col, size.ws_row));
    Rect { x: 0, y: 0, width: width.min(LARGEST), height: height.min(LARGEST) }
}
