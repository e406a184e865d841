//! What a start costs: the processor's time until the first frame with rows,
//! beside that of a program that only says hello, and of newsboat.
//!
//! Over the archives that `NEWSREAD_BENCH_ARCHIVES` names, smallest first, as
//! `PATH` does; else over two thousand articles of its own. Each has its index
//! made first if it has none, in `NEWSREAD_BENCH_CACHE` if that is set.
#![allow(clippy::print_stdout, reason = "it prints a table")]
#![allow(clippy::unwrap_used, reason = "a benchmark may fail")]

#[path = "corpus.rs"]
mod corpus;
#[path = "words.rs"]
mod words;

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use corpus::{in_ms, memory_of, row};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::layout::{Constraint, Layout};
use ratatui::widgets::{Block, Paragraph};
use rustix::process::{Pid, Signal, kill_process};

/// Starts of each program; the middle one counts.
const STARTS: usize = 15;

/// The same of newsboat, which takes seconds for what is measured here.
const BOATS: usize = 3;

/// Lines of the screen; columns are 80.
const LINES: u16 = 24;

/// The floor: takes the terminal, draws two panes once, and waits for a key.
fn hello() {
    let mut terminal = ratatui::init();
    let draw = |frame: &mut ratatui::Frame<'_>| {
        let panes = Layout::horizontal([Constraint::Fill(1); 2]).areas::<2>(frame.area());
        for pane in panes {
            frame.render_widget(Paragraph::new("hello, world").block(Block::bordered()), pane);
        }
    };
    terminal.draw(draw).unwrap();
    ratatui::crossterm::event::read().unwrap();
    ratatui::restore();
}

fn cells(count: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(count).unwrap()
}

/// A program on a terminal of its own.
struct Started {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn std::io::Write + Send>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
    output: Box<dyn std::io::Read + Send>,
    screen: vt100::Parser,
}

impl Started {
    fn new(command: CommandBuilder) -> Self {
        let size = PtySize { rows: LINES, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let output = pair.master.try_clone_reader().unwrap();
        let screen = vt100::Parser::new(cells(LINES), cells(80), 0);
        let keys = pair.master.take_writer().unwrap();
        Self { child, keys, _master: pair.master, output, screen }
    }

    /// Reads what it draws until the screen says so.
    fn wait_for(&mut self, is_there: impl Fn(&str) -> bool) {
        let mut bytes = [0; 1 << 13];
        while !is_there(&self.screen.screen().contents()) {
            let count = self.output.read(&mut bytes).unwrap();
            assert!(count > 0, "it ended: {}", self.screen.screen().contents());
            self.screen.process(&bytes[..count]);
        }
    }

    fn type_keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    fn pid(&self) -> Pid {
        let id = self.child.process_id().and_then(|id| i32::try_from(id).ok());
        id.and_then(Pid::from_raw).unwrap()
    }

    /// Time of the processor that all its threads have used.
    fn used(&self) -> Duration {
        let threads = fs::read_dir(format!("/proc/{}/task", self.pid().as_raw_nonzero())).unwrap();
        let spent = threads.flatten().map(|thread| {
            let line = fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
            line.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0)
        });
        Duration::from_nanos(spent.sum())
    }

    fn end(mut self) {
        kill_process(self.pid(), Signal::KILL).unwrap();
        self.child.wait().unwrap();
    }
}

/// The middle one of what the first frame costs, of so many.
fn first_frame(
    command: &CommandBuilder,
    starts: usize,
    is_there: impl Fn(&str) -> bool,
) -> Duration {
    let mut times: Vec<_> = (0..starts)
        .map(|_| {
            let mut started = Started::new(command.clone());
            started.wait_for(&is_there);
            // Not a moment longer than the frame took.
            kill_process(started.pid(), Signal::STOP).unwrap();
            let used = started.used();
            started.end();
            used
        })
        .collect();
    times.sort_unstable();
    times[starts / 2]
}

/// How many articles are listed, as the screen says it.
fn counted(screen: &str) -> Option<String> {
    let line = screen.lines().find(|line| line.contains(" articles"))?;
    line.split_whitespace().next().map(str::to_owned)
}

fn clean(mut command: CommandBuilder, home: &Path, cache: &Path) -> CommandBuilder {
    command.env_clear();
    command.env("HOME", home);
    command.env("XDG_CACHE_HOME", cache);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("TERM", "xterm-256color");
    command
}

/// Articles as ten feeds, as newsboat has them when it has read them; `None`
/// where it is not installed.
fn newsboat(folder: &Path, home: &Path) -> Option<CommandBuilder> {
    /// Feeds.
    const FEEDS: usize = 10;

    let boat = home.join("boat");
    fs::create_dir_all(&boat).unwrap();
    let mut feeds: Vec<_> = (0..FEEDS)
        .map(|n| std::io::BufWriter::new(fs::File::create(boat.join(format!("{n}.xml"))).unwrap()))
        .collect();
    for (n, feed) in feeds.iter_mut().enumerate() {
        write!(feed, "<rss version=\"2.0\"><channel><title>Feed {n}</title>").unwrap();
    }
    let stop = std::sync::atomic::AtomicBool::new(false);
    let mut met = 0;
    newsread::archive::each_file(&[folder.to_owned()], &stop, |file| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let item = format!(
            "<item><title>Article {met}</title><guid>{met}</guid><description>{text}</description></item>"
        );
        feeds[met % FEEDS].write_all(item.as_bytes()).unwrap();
        met += 1;
    });
    for feed in &mut feeds {
        feed.write_all(b"</channel></rss>").unwrap();
        feed.flush().unwrap();
    }
    let feed = |n| boat.join(format!("{n}.xml")).display().to_string();
    let urls: Vec<_> = (0..FEEDS).map(|n| format!("file://{}", feed(n))).collect();
    let urls = urls.join("\n");
    fs::write(boat.join("urls"), urls).unwrap();
    fs::write(boat.join("config"), "").unwrap();
    let places = [("-u", "urls"), ("-c", "cache.db"), ("-C", "config")];
    let places: Vec<_> = places
        .iter()
        .flat_map(|(flag, file)| [(*flag).into(), boat.join(file).into_os_string()])
        .collect();
    let mut read = Command::new("newsboat");
    let status = read.args(&places).args(["-x", "reload"]).env("HOME", home).status().ok()?;
    let mut command = CommandBuilder::new("newsboat");
    command.args(&places);
    status.success().then(|| clean(command, home, home))
}

fn main() {
    if std::env::args().any(|argument| argument == "--hello") {
        return hello();
    }
    let home = tempfile::tempdir().unwrap();
    let named = std::env::var_os("NEWSREAD_BENCH_CACHE").map(PathBuf::from);
    let cache = named.unwrap_or_else(|| home.path().join("cache"));
    let (_scratch, folders) = corpus::archives(2_000);
    let mut floor = CommandBuilder::new(std::env::current_exe().unwrap());
    floor.arg("--hello");
    let floor = clean(floor, home.path(), &cache);
    let floor = first_frame(&floor, STARTS, |screen| screen.contains("hello"));
    row("hello, world: first frame", &in_ms(floor));
    let times = |one: Duration, other: Duration| {
        format!("{:.2}", one.as_secs_f64() / other.as_secs_f64().max(1e-9))
    };
    let mut starts = Vec::new();
    for folder in &folders {
        let newsread = env!("CARGO_BIN_EXE_newsread");
        let mut index = clean(CommandBuilder::new(newsread), home.path(), &cache);
        index.args([std::ffi::OsStr::new("index"), folder.as_os_str()]);
        let mut made = Started::new(index);
        made.wait_for(|screen| screen.contains("articles a second"));
        made.child.wait().unwrap();
        let mut command = clean(CommandBuilder::new(newsread), home.path(), &cache);
        command.arg(folder);
        let start = first_frame(&command, STARTS, |screen| screen.contains("min"));
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        row(&format!("{name}: first frame"), &in_ms(start));
        row(&format!("{name}: first frame ÷ hello"), &times(start, floor));
        let mut started = Started::new(command);
        started.wait_for(|screen| screen.contains("min"));
        started.type_keys("/");
        started.wait_for(|screen| counted(screen).is_some());
        let all = counted(&started.screen.screen().contents());
        started.type_keys("oil");
        // What was listed stays until the answer is there.
        started.wait_for(|screen| screen.contains("/ oil") && counted(screen) != all);
        row(
            &format!("{name}: memory after start and a search"),
            &memory_of(started.pid().as_raw_nonzero()),
        );
        started.end();
        starts.push(start);
    }
    if let [first, .., last] = &starts[..] {
        row("start of the largest ÷ of the smallest", &times(*last, *first));
    }
    let Some(folder) = folders.first() else { return };
    match newsboat(folder, home.path()) {
        None => row("newsboat", "is not installed"),
        Some(command) => {
            let boat = first_frame(&command, BOATS, |screen| screen.contains("Feed 9"));
            row("newsboat, ten feeds of the first: start", &in_ms(boat));
            row("newsboat ÷ newsread", &times(boat, starts[0]));
        }
    }
}
