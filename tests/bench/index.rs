//! What an index costs and gives, as one table.
//!
//! Over the archives that `NEWSREAD_BENCH_ARCHIVES` names, as `PATH` does, else
//! over twenty thousand articles of its own, the same on every run. The indexes
//! go to `NEWSREAD_BENCH_CACHE`, and stay there, if that is set. Times are those of the
//! processor, so that a busy machine changes little, and beside `rg`, where it
//! is installed, over the same files in the same run.
#![allow(clippy::print_stdout, reason = "it prints a table")]
#![allow(clippy::cast_precision_loss, reason = "what is printed has three digits")]

#[path = "corpus.rs"]
mod corpus;
#[path = "words.rs"]
mod words;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use corpus::{in_ms, memory_of, row, watched};
use newsread::archive::Look;
use newsread::search::library::{Kind, Library, Wanted};
use newsread::search::{Order, Query, Request, Start, Stop, Window};
use rustix::time::{ClockId, clock_gettime};

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

/// The half and the most of what pages of every query take, and the slowest.
struct Typed {
    half: Duration,
    most: Duration,
    slowest: String,
}

/// What each key of all searches takes when it is answered so.
fn typed(answer: impl Fn(&str)) -> Typed {
    let queries = queries();
    let mut times: Vec<_> = queries.iter().map(|typed| timed(|| answer(typed)).1).collect();
    let slowest = times.iter().zip(&queries).max().map(|(_, typed)| typed.clone());
    Typed {
        half: percentile(&mut times, 50),
        most: percentile(&mut times, 95),
        slowest: slowest.unwrap_or_default(),
    }
}

/// Makes the index, and tells what that took.
fn build(wanted: &Wanted, text: u64) {
    let never = AtomicBool::new(false);
    let fill = || {
        let library = Library::fill(wanted).expect("the index can be made");
        let Kind::Filled(_, mut filler) = library.kind else { unreachable!("it is filled") };
        filler.take_time();
        filler.update(Look::AtFiles, &never, |_, _, _| {}).expect("the index can be filled")
    };
    let ((figures, cpu, clock), most) = watched(|| timed(fill));
    if figures.taken > 0 {
        let rate = |time: Duration| format!("{:.0}", figures.taken as f64 / time.as_secs_f64());
        row("articles taken in", &figures.taken.to_string());
        row("text", &format!("{:.1} MB", text as f64 / 1e6));
        row("articles taken in for each CPU second", &rate(cpu));
        row("articles taken in for each second", &rate(clock));
        row("memory at most while building, and after", &format!("{most}, {}", memory_of("self")));
    }
    let (figures, cpu, _) = timed(fill);
    assert_eq!(figures.taken, 0, "nothing changed");
    row("looking at every file again", &in_ms(cpu));
}

fn measure(folder: &Path, cache: &Path) {
    row("archive", &folder.display().to_string());
    let wanted = Wanted {
        roots: vec![folder.to_owned()],
        cache: Some(cache.to_owned()),
        ..Wanted::default()
    };
    let text = bytes(folder);
    let before = bytes(cache);
    build(&wanted, text);
    if before == 0 {
        row("index ÷ text", &format!("{:.3}", bytes(cache) as f64 / text as f64));
    }
    let (library, cpu, _) = timed(|| Library::look(&wanted, &HashMap::new()));
    row("opening the index", &in_ms(cpu));
    let engine = library.engine();
    let request = |typed: &str, order: Order, start: usize| {
        let window = Window { start: Start::Rank(start), len: ROWS };
        Request { query: Query::parse(typed), order, window, ..Request::default() }
    };
    let all = |typed: &str, order: Order| {
        engine.search(&request(typed, order, 0), &Stop::never()).expect("it can be searched")
    };
    let first = typed(|typed| {
        let request = request(typed, Order::Newest, 0);
        let begun = engine.begin(&request, &Stop::never()).expect("it can be searched");
        if begun.is_none() {
            all(typed, Order::Newest);
        }
    });
    let newest = typed(|typed| drop(all(typed, Order::Newest)));
    let best = typed(|typed| drop(all(typed, Order::Best)));
    row("keys typed", &queries().len().to_string());
    for (name, Typed { half, most, slowest }) in [
        ("50 newest", &first),
        ("50 newest, exact count", &newest),
        ("50 best, exact count", &best),
    ] {
        row(
            &format!("{name}: half, 95 %, slowest"),
            &format!("{}, {}, ‘{slowest}’", in_ms(*half), in_ms(*most)),
        );
    }
    let len = all("", Order::Newest).total.count();
    let mut windows: Vec<_> = (0..200)
        .map(|n| {
            let anywhere = n * 7919 % len.max(1);
            let request = request("", Order::Newest, anywhere);
            timed(|| drop(engine.search(&request, &Stop::never()))).1
        })
        .collect();
    row("a window of the list anywhere: 99 %", &in_ms(percentile(&mut windows, 99)));
    row("memory after the searches", &memory_of("self"));
    let mut greps: Vec<_> =
        ["climate", "oil", "president"].iter().filter_map(|word| grep(folder, word)).collect();
    if greps.is_empty() {
        row("rg -il", "rg is not installed");
        return;
    }
    let rg = percentile(&mut greps, 50);
    row("rg -il", &in_ms(rg));
    let times = |time: Duration| format!("{:.0}", rg.as_secs_f64() / time.as_secs_f64().max(1e-9));
    row("rg -il ÷ 50 newest, 95 %", &times(first.most));
    row("rg -il ÷ 50 newest with the exact count, 95 %", &times(newest.most));
    row("rg -il ÷ 50 best, 95 %", &times(best.most));
}

fn main() {
    let named = std::env::var_os("NEWSREAD_BENCH_CACHE").map(PathBuf::from);
    let (scratch, folders) = corpus::archives(ARTICLES);
    let cache = named.unwrap_or_else(|| scratch.path().join("cache")).join("newsread");
    for folder in folders {
        measure(&folder, &cache);
    }
}
