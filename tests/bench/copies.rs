//! What it costs to find the copies of an archive, and how well they are found,
//! as one table.
//!
//! Over the archive that `NEWSREAD_BENCH_ARCHIVE` names, else over twenty
//! thousand articles of its own, the same on every run. Beside it a thousand
//! families are planted: copies of articles of the archive under new headlines
//! and in other papers, with 1 to 30 % of their words changed, and half of them
//! without their ending.
#![allow(clippy::print_stdout, reason = "it prints a table")]
#![allow(clippy::cast_precision_loss, reason = "what is printed has three digits")]

#[path = "planting.rs"]
mod planting;
#[path = "words.rs"]
mod words;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use newsread::archive::{Archive, Look};
use newsread::article::ArticleId;
use newsread::search::copies::{Finder, Kin};
use newsread::search::index::Index;
use newsread::search::library::{Figures, Kind, Library, Wanted};
use newsread::search::{Engine as _, Request, Stop, Window};
use planting::{Family, plant, written};
use rustix::time::{ClockId, clock_gettime};

const ARTICLES: usize = 20_000;

/// Families that are planted.
const FAMILIES: usize = 1_000;

/// Articles that come later, all at once.
const LATER: usize = 100;

/// Time of the processor that this process has used.
fn used() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(now.tv_nsec).unwrap_or(0))
}

/// Megabytes of memory that no file stands behind.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

fn row(name: &str, value: &str) {
    println!("{name:<44} {value}");
}

/// What an index of some folders is, and what making or renewing it took of the
/// processor.
fn fill(wanted: &Wanted) -> (Arc<Index>, Arc<Archive>, Figures, Duration) {
    let before = used();
    let library = Library::fill(wanted).expect("the index can be made");
    let Kind::Filled(index, mut filler) = library.kind else { unreachable!("it is filled") };
    let figures = filler.update(Look::AtFiles, &AtomicBool::new(false), |_, _, _| {});
    let figures = figures.expect("the index can be filled");
    (index, library.archive, figures, used().saturating_sub(before))
}

/// Which article is in which file.
fn files(index: &Index, archive: &Archive) -> HashMap<PathBuf, ArticleId> {
    let window = Window { len: usize::MAX, ..Window::default() };
    let request = Request { window, ..Request::default() };
    let page = index.search(&request, &Stop::never()).expect("it can be searched");
    let ids = page.rows.iter().map(|row| row.id);
    ids.filter_map(|id| Some((archive.location(id)?.file, id))).collect()
}

type Pairs = HashSet<(ArticleId, ArticleId)>;

fn pairs(ids: &[ArticleId]) -> impl Iterator<Item = (ArticleId, ArticleId)> + '_ {
    let behind = |rank: usize| ids.iter().skip(rank + 1);
    ids.iter()
        .enumerate()
        .flat_map(move |(rank, one)| behind(rank).map(|two| (*one.min(two), *one.max(two))))
}

/// Which of the planted pairs were found, and how many of the found were
/// planted.
fn judge(families: &[Family], kin: &Kin, files: &HashMap<PathBuf, ArticleId>) {
    let id = |path: &PathBuf| files.get(path).copied();
    let mut planted = Pairs::new();
    for family in families {
        planted.extend(pairs(&family.files.iter().filter_map(id).collect::<Vec<_>>()));
    }
    let found: Pairs = kin.now().iter().flat_map(pairs).collect();
    let right = found.intersection(&planted).count() as f64;
    row("families planted, found", &format!("{}, {}", families.len(), kin.now().iter().count()));
    let largest = kin.now().iter().map(<[_]>::len).max().unwrap_or(0);
    row("articles of the largest family", &largest.to_string());
    row("pairs planted, found", &format!("{}, {}", planted.len(), found.len()));
    row("recall", &format!("{:.4}", right / planted.len() as f64));
    row("precision", &format!("{:.4}", right / found.len().max(1) as f64));
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

fn main() {
    let scratch = tempfile::tempdir().expect("a folder can be made");
    let named = std::env::var_os("NEWSREAD_BENCH_ARCHIVE").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| {
        let folder = scratch.path().join("news");
        written(&folder, ARTICLES);
        folder
    });
    let planted = scratch.path().join("planted");
    let families = plant(&folder, &planted, FAMILIES);
    let later = scratch.path().join("later");
    fs::create_dir(&later).expect("a folder can be made");

    let roots = vec![folder, planted, later.clone()];
    let cache = Some(scratch.path().join("cache"));
    let wanted = Wanted { roots: roots.clone(), cache, ..Wanted::default() };
    let (index, archive, figures, cpu) = fill(&wanted);
    let text: u64 = roots.iter().map(|root| bytes(root)).sum();
    let each = |time: Duration, count: usize| time.as_secs_f64() * 1e6 / count.max(1) as f64;
    row("articles", &figures.taken.to_string());
    row("taking them in, CPU", &format!("{:.1} s", cpu.as_secs_f64()));
    let (kept, before) = (scratch.path().join("copies"), (used(), memory()));
    fs::create_dir(&kept).expect("a folder can be made");
    let never = AtomicBool::new(false);
    let find = |mut finder: Finder| finder.find(&never);
    Finder::open(&kept, &index).and_then(find).expect("they can be found");
    let finding = used().saturating_sub(before.0);
    row("of it finding their copies", &format!("{:.1} s", finding.as_secs_f64()));
    row("for each article", &format!("{:.0} µs", each(finding, figures.taken)));
    row("memory before and after", &format!("{}, {} MB", before.1, memory()));
    row("pairs ÷ text", &format!("{:.3}", bytes(&kept) as f64 / text as f64));
    judge(&families, &index.kin(), &files(&index, &archive));
    drop((index, archive));

    written(&later, LATER);
    let (.., figures, cpu) = fill(&wanted);
    row("articles that come later", &figures.taken.to_string());
    row("taking them in and finding their copies, CPU", &format!("{:.0} ms", each(cpu, 1) / 1e3));
}
