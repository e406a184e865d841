//! What it costs to find the copies of an archive, and how well they are found,
//! as one table.
//!
//! Over the archive that `NEWSREAD_BENCH_ARCHIVE` names, else over twenty
//! thousand articles of its own, the same on every run. Beside it a thousand
//! families are planted: copies of articles of the archive under new headlines
//! and in other papers, with 1 to 30 % of their words changed, and half of them
//! without their ending. What finding takes of the processor is what taking in
//! the archive takes more with it than without.
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

use newsread::archive::{Archive, Read};
use newsread::article::ArticleId;
use newsread::search::copies::{Finder, Kin};
use planting::{Family, plant, written};
use rustix::time::{ClockId, clock_gettime};

const ARTICLES: usize = 20_000;

/// Families that are planted.
const FAMILIES: usize = 1_000;

/// Articles that come later, all at once.
const LATER: usize = 100;

/// Articles between two commits.
const BATCH: usize = 5_000;

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

/// Reads all files of some folders, and gives what was read to `each`; returns
/// how many there were, what it took of the processor, and the most memory.
fn take_in(roots: Vec<PathBuf>, mut each: impl FnMut(Vec<Read>)) -> (usize, Duration, u64) {
    let (before, mut most, mut count) = (used(), memory(), 0);
    Archive::new(roots).ingest(&AtomicBool::new(false), |reads, _| {
        count += reads.len();
        each(reads);
        most = most.max(memory());
    });
    (count, used().saturating_sub(before), most)
}

/// Finds the copies of all files of some folders.
fn find(
    roots: Vec<PathBuf>,
    finder: &mut Finder,
    files: &mut HashMap<PathBuf, ArticleId>,
) -> (usize, Duration, u64) {
    let mut waiting = 0;
    let taken = take_in(roots, |reads| {
        for read in &reads {
            let Ok(article) = &read.outcome else { continue };
            finder.insert(read.id, article).expect("it can be written");
            files.insert(read.location.file.clone(), read.id);
            waiting += 1;
        }
        if waiting >= BATCH {
            finder.commit().expect("it can be written");
            waiting = 0;
        }
    });
    let before = used();
    finder.commit().expect("it can be written");
    (taken.0, taken.1 + used().saturating_sub(before), taken.2.max(memory()))
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
    written(&later, LATER);

    let roots = vec![folder, planted];
    let (_, bare, idle) = take_in(roots.clone(), drop);
    let kin = Arc::<Kin>::default();
    let kept = scratch.path().join("copies");
    let mut finder = Finder::open(&kept, Arc::clone(&kin)).expect("it can be opened");
    let mut files = HashMap::new();
    let (count, cpu, most) = find(roots.clone(), &mut finder, &mut files);
    let text: u64 = roots.iter().map(|root| bytes(root)).sum();
    let each = |time: Duration, count: usize| time.as_secs_f64() * 1e6 / count.max(1) as f64;
    row("articles", &count.to_string());
    row("reading and parsing them, CPU", &format!("{:.1} s", bare.as_secs_f64()));
    let finding = cpu.saturating_sub(bare);
    row("finding their copies, CPU", &format!("{:.1} s", finding.as_secs_f64()));
    row("of it for each article", &format!("{:.0} µs", each(finding, count)));
    row("memory at most: reading alone, and finding", &format!("{idle}, {most} MB"));
    row("what is kept ÷ text", &format!("{:.3}", bytes(&kept) as f64 / text as f64));
    judge(&families, &kin, &files);

    let (count, cpu, _) = find(vec![later], &mut finder, &mut files);
    row("articles that come later", &count.to_string());
    row("reading them and finding their copies, CPU", &format!("{:.0} ms", each(cpu, 1) / 1e3));
}
