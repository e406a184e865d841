//! The real program in a real pseudo-terminal, as a person runs it.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to come; a machine under load is slow.
const DEADLINE: Duration = Duration::from_secs(20);

/// newsread on a terminal of its own.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    reading: Option<JoinHandle<()>>,
    is_closed: Arc<AtomicBool>,
    parser: vt100::Parser,
    /// Every byte that newsread sent.
    pub(crate) sent: Vec<u8>,
    _home: tempfile::TempDir,
}

impl Terminal {
    /// Starts newsread with arguments on a terminal of so many columns and lines.
    pub(crate) fn start(arguments: &[&Path], width: u16, height: u16) -> Self {
        Self::start_with(arguments, width, height, &[])
    }

    /// Starts newsread with variables of the environment set.
    pub(crate) fn start_with(
        arguments: &[&Path],
        width: u16,
        height: u16,
        variables: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_newsread"));
        command.args(arguments);
        Self::run(command, width, height, variables)
    }

    /// Starts newsread where no file can be written beyond so many kilobytes, as
    /// if the disk were full.
    pub(crate) fn start_on_a_full_disk(
        arguments: &[&Path],
        kilobytes: u32,
        width: u16,
        height: u16,
    ) -> Self {
        // Without the trap the system would end who writes too much.
        let call = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", 2 * kilobytes);
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", &call, env!("CARGO_BIN_EXE_newsread")]);
        command.args(arguments);
        Self::run(command, width, height, &[])
    }

    fn run(
        mut command: CommandBuilder,
        width: u16,
        height: u16,
        variables: &[(&str, &str)],
    ) -> Self {
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let home = tempfile::tempdir().unwrap();
        for name in
            ["TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "NO_COLOR", "DISPLAY", "WAYLAND_DISPLAY"]
        {
            command.env_remove(name);
        }
        // What terminals say of themselves.
        for name in ["TERM_PROGRAM", "LC_TERMINAL", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "ZELLIJ"]
        {
            command.env_remove(name);
        }
        for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            command.env_remove(name);
        }
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.cwd(home.path());
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (tell, output) = channel();
        let is_closed = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&is_closed);
        let reading = thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if closed.load(Ordering::SeqCst) || tell.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let writer = Some(pair.master.take_writer().unwrap());
        let parser = vt100::Parser::new(cells(height), cells(width), 0);
        Self {
            child,
            master: Some(pair.master),
            writer,
            output,
            reading: Some(reading),
            is_closed,
            parser,
            sent: Vec::new(),
            _home: home,
        }
    }

    /// Types bytes.
    pub(crate) fn type_bytes(&mut self, bytes: &[u8]) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until the screen is as wanted, and returns it.
    pub(crate) fn wait_for(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        self.wait_until(|screen| wanted(&screen.contents()));
        self.screen()
    }

    /// Waits until the terminal is in a wanted state.
    pub(crate) fn wait_until(&mut self, wanted: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !wanted(self.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                panic!("this never came:\n{}", self.screen());
            };
            self.take(&bytes);
        }
    }

    /// Waits until it was sent what is wanted.
    pub(crate) fn wait_until_sent(&mut self, wanted: &str) {
        let end = Instant::now() + DEADLINE;
        while !String::from_utf8_lossy(&self.sent).contains(wanted) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                panic!("‘{}’ was never sent:\n{}", wanted.escape_debug(), self.screen());
            };
            self.take(&bytes);
        }
    }

    /// The terminal as it is now, with colours and attributes.
    pub(crate) fn model(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// The screen as it is now.
    pub(crate) fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Changes the size of the terminal.
    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self.parser.screen_mut().set_size(cells(height), cells(width));
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(self.pid(), signal).unwrap();
    }

    /// Waits until the process is in a state, as /proc tells it: `T` is stopped.
    pub(crate) fn wait_for_state(&mut self, state: char) {
        let path = format!("/proc/{}/stat", self.pid());
        let end = Instant::now() + DEADLINE;
        loop {
            let stat = std::fs::read_to_string(&path).unwrap();
            let found = stat.rsplit(") ").next().and_then(|rest| rest.chars().next());
            if found == Some(state) {
                return;
            }
            assert!(Instant::now() < end, "never in state {state}: {stat}");
            // Waits on what it sends meanwhile, which keeps the pipe empty.
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.take(&bytes);
            }
        }
    }

    /// Closes the terminal under the program.
    pub(crate) fn close(&mut self) {
        // The reading thread holds the terminal too: what is drawn at the new
        // size wakes it, and it lets go.
        self.is_closed.store(true, Ordering::SeqCst);
        self.resize(77, 33);
        self.reading.take().unwrap().join().unwrap();
        self.writer = None;
        self.master = None;
    }

    /// Waits until the program has ended; returns its exit code.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
                    self.take(&bytes);
                }
                return status.exit_code();
            }
            assert!(Instant::now() < end, "still running:\n{}", self.screen());
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.take(&bytes);
            }
        }
    }

    /// Asserts that the terminal is as it was before the program.
    pub(crate) fn assert_given_back(&self) {
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left on");
        assert!(!screen.hide_cursor(), "the cursor is left hidden");
        assert!(!screen.bracketed_paste(), "pastes are left marked");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let modes = self.master.as_ref().map(|master| master.get_termios().unwrap());
        if let Some(modes) = modes {
            let local = modes.local_flags;
            assert!(format!("{local:?}").contains("ICANON"), "raw mode is left on: {local:?}");
        }
    }

    /// The names of its threads.
    pub(crate) fn threads(&self) -> Vec<String> {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.pid())).unwrap();
        let name = |thread: std::fs::DirEntry| std::fs::read_to_string(thread.path().join("comm"));
        threads.flatten().filter_map(|thread| Some(name(thread).ok()?.trim().to_owned())).collect()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.sent.extend_from_slice(bytes);
    }

    fn pid(&self) -> rustix::process::Pid {
        let pid = self.child.process_id().unwrap().try_into().unwrap();
        rustix::process::Pid::from_raw(pid).unwrap()
    }
}

/// A size that the model of the terminal takes.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
