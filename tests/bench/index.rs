//! What an index costs and gives, as one table.
//!
//! Over the archive that `NEWSREAD_BENCH_ARCHIVE` names, else over twenty
//! thousand articles of its own, the same on every run. Times are those of the
//! processor, so that a busy machine changes little, and beside `rg`, where it
//! is installed, over the same files in the same run.
#![allow(clippy::print_stdout, reason = "it prints a table")]
#![allow(clippy::cast_precision_loss, reason = "what is printed has three digits")]

#[path = "words.rs"]
mod words;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use newsread::archive::Look;
use newsread::search::library::{Kind, Library, Wanted};
use newsread::search::{Order, Query, Request, Start, Stop, Window};
use rustix::time::{ClockId, clock_gettime};
use words::Dice;

const ARTICLES: usize = 20_000;

/// Rows of a page.
const ROWS: usize = 50;

/// Time of the processor that this process has used.
fn used() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(now.tv_nsec).unwrap_or(0))
}

/// The result of some work, and what it took of the processor and of the clock.
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration, Duration) {
    let (cpu, clock) = (used(), Instant::now());
    let done = work();
    (done, used().saturating_sub(cpu), clock.elapsed())
}

/// What searches are typed, and each of them letter by letter.
const TYPED: &[&str] = &[
    "climate",
    "oil price",
    "the president said",
    "\"interest rates\"",
    "central bank -rates ",
    "trade OR export",
    "dollar yen",
    "ferry",
    "company shares profit",
    "\"last year",
    "4.5",
    "government of the people",
    "japan",
    "date:2015 tariff",
    "q",
    "quixotropic",
    "source:herald wheat",
    "a-z well-known",
    "elections in europe",
    "new york stock exchange",
];

fn queries() -> Vec<String> {
    let letters = |typed: &&str| {
        let ends = typed.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(|end| typed[..end].to_owned()).collect::<Vec<_>>()
    };
    TYPED.iter().flat_map(letters).collect()
}

/// The time that so many per cent of all are below.
fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}

fn written(folder: &Path, articles: usize) {
    let mut dice = Dice::new(1);
    for n in 0..articles {
        let (year, month) = (2000 + n * 20 / articles, n % 12 + 1);
        let mut text = format!(
            "---\ntitle: \"{}\"\nbyline: \"{} {}\"\nsource: \"{} herald\"\n\
             date: {year}-{month:02}-{:02}T{:02}:00:00Z\n---\n",
            dice.paragraph(8),
            dice.word(),
            dice.word(),
            dice.word(),
            n % 28 + 1,
            n % 24,
        );
        for _ in 0..10 {
            write!(text, "\n{}\n", dice.paragraph(60)).expect("a string can be written to");
        }
        let folder = folder.join(format!("{year}/{month:02}"));
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join(format!("{n}.md")), text).expect("a file can be written");
    }
}

/// The bytes of all files in a folder and below.
fn bytes(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(kind) if kind.is_dir() => bytes(&entry.path()),
            Ok(kind) => kind.len(),
            Err(_) => 0,
        })
        .sum()
}

/// Megabytes of memory that no file stands behind.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.map_or("unknown".to_owned(), |kilobytes| format!("{} MB", kilobytes / 1024))
}

/// What `rg -il` takes of the processor for a word; `None` without `rg`.
fn grep(folder: &Path, word: &str) -> Option<Duration> {
    // Ticks of children that have ended: fields 16 and 17 of the line.
    let ticks = || {
        let line = fs::read_to_string("/proc/self/stat").ok()?;
        let fields: Vec<&str> = line.rsplit(')').next()?.split_whitespace().collect();
        Some(fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?)
    };
    let before = ticks()?;
    let mut rg = Command::new("rg");
    rg.args(["-il", word]).arg(folder).stdout(Stdio::null()).status().ok()?;
    Some(Duration::from_millis((ticks()? - before) * 10))
}

fn row(name: &str, value: &str) {
    println!("{name:<44} {value}");
}

fn in_ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn main() {
    let scratch = tempfile::tempdir().expect("a folder can be made");
    let named = std::env::var_os("NEWSREAD_BENCH_ARCHIVE").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| {
        let folder = scratch.path().join("news");
        written(&folder, ARTICLES);
        folder
    });
    let cache = scratch.path().join("cache");
    let wanted =
        Wanted { roots: vec![folder.clone()], are_configured: false, cache: Some(cache.clone()) };

    let never = AtomicBool::new(false);
    let (figures, cpu, clock) = timed(|| {
        let library = Library::fill(&wanted).expect("the index can be made");
        let Kind::Filled(_, mut filler) = library.kind else { unreachable!("it is filled") };
        filler.update(Look::AtFiles, &never, |_, _, _| {}).expect("the index can be filled")
    });
    let text = bytes(&folder);
    let share = |part: u64| format!("{:.3}", part as f64 / text as f64);
    let rate = |time: Duration| format!("{:.0}", figures.taken as f64 / time.as_secs_f64());
    row("articles", &figures.taken.to_string());
    row("text", &format!("{:.1} MB", text as f64 / 1e6));
    row("articles taken in for each CPU second", &rate(cpu));
    row("articles taken in for each second", &rate(clock));
    row("index ÷ text", &share(bytes(&cache)));
    row("memory after the build", &memory());

    let (figures, cpu, _) = timed(|| {
        let library = Library::fill(&wanted).expect("the index can be opened");
        let Kind::Filled(_, mut filler) = library.kind else { unreachable!("it is filled") };
        filler.update(Look::AtFiles, &never, |_, _, _| {}).expect("the index can be filled")
    });
    assert_eq!(figures.taken, 0, "nothing changed");
    row("looking at every file again", &in_ms(cpu));

    let (library, cpu, _) = timed(|| Library::look(&wanted));
    row("opening the index", &in_ms(cpu));
    let engine = library.engine();
    let page = |typed: &str, order: Order| {
        let window = Window { start: Start::Rank(0), len: ROWS };
        let request = Request { query: Query::parse(typed), order, window, ..Request::default() };
        timed(|| engine.search(&request, &Stop::never()).expect("it can be searched")).1
    };
    let queries = queries();
    let times = |order| {
        let mut times: Vec<_> = queries.iter().map(|typed| page(typed, order)).collect();
        let slow = times.iter().zip(&queries).max().map(|(_, typed)| typed.clone());
        (percentile(&mut times, 50), percentile(&mut times, 95), slow.unwrap_or_default())
    };
    let newest = times(Order::Newest);
    let best = times(Order::Best);
    row("keys typed", &queries.len().to_string());
    for (name, (half, most, slowest)) in
        [("50 newest, exact count", &newest), ("50 best, exact count", &best)]
    {
        row(
            &format!("{name}: half, 95 %, slowest"),
            &format!("{}, {}, ‘{slowest}’", in_ms(*half), in_ms(*most)),
        );
    }
    row("memory after the searches", &memory());
    let mut greps: Vec<_> =
        ["climate", "oil", "president"].iter().filter_map(|word| grep(&folder, word)).collect();
    if greps.is_empty() {
        row("rg -il", "rg is not installed");
    } else {
        let rg = percentile(&mut greps, 50);
        row("rg -il", &in_ms(rg));
        let times =
            |time: Duration| format!("{:.0}", rg.as_secs_f64() / time.as_secs_f64().max(1e-9));
        row("rg -il ÷ 50 newest, 95 %", &times(newest.1));
        row("rg -il ÷ 50 best, 95 %", &times(best.1));
    }
}
