//! Archives for benchmarks, and how their tables are written.

use std::fmt::{Display, Write as _};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::words::Dice;

/// The archives that `NEWSREAD_BENCH_ARCHIVES` names, else one of so many
/// articles, which is there as long as the folder that comes with it.
pub(crate) fn archives(articles: usize) -> (tempfile::TempDir, Vec<PathBuf>) {
    let scratch = tempfile::tempdir().expect("a folder can be made");
    if let Some(named) = std::env::var_os("NEWSREAD_BENCH_ARCHIVES") {
        return (scratch, std::env::split_paths(&named).collect());
    }
    let folder = scratch.path().join("news");
    written(&folder, articles);
    (scratch, vec![folder])
}

/// Writes so many articles, the same on every run.
pub(crate) fn written(folder: &Path, articles: usize) {
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

/// Megabytes of memory of a process that no file stands behind.
pub(crate) fn memory_of(process: impl Display) -> String {
    in_mb(kilobytes_of(process))
}

fn in_mb(kilobytes: Option<u64>) -> String {
    kilobytes.map_or("unknown".to_owned(), |kilobytes| format!("{} MB", kilobytes / 1024))
}

fn kilobytes_of(process: impl Display) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.trim().split(' ').next()?.parse().ok()
}

/// The result of some work, and the most memory of this process meanwhile, as
/// far as looking now and then tells.
#[allow(dead_code, reason = "each benchmark takes of this what it needs")]
pub(crate) fn watched<T>(work: impl FnOnce() -> T) -> (T, String) {
    /// Time between two looks.
    const GLANCE: Duration = Duration::from_millis(20);

    let (over, is_over) = channel::<()>();
    thread::scope(|scope| {
        let watch = scope.spawn(move || {
            let mut most = None;
            while is_over.recv_timeout(GLANCE) == Err(RecvTimeoutError::Timeout) {
                most = most.max(kilobytes_of("self"));
            }
            most
        });
        let done = work();
        drop(over);
        (done, in_mb(watch.join().unwrap_or_default()))
    })
}

/// A line of a table.
pub(crate) fn row(name: &str, value: &str) {
    println!("{name:<48} {value}");
}

pub(crate) fn in_ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
