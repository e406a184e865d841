//! `newsread index`: makes the index of an archive, or brings it up to date.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use serde_json::{Value, json};

use super::arguments::Index;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files;
use super::json::Line;
use super::out::Out;
use super::read::roots;
use crate::archive::Look;
use crate::article::Safe;
use crate::search::library::{Figures, Kind, Library};
use crate::state::Marks;

/// What was done, and what is there now.
struct Account {
    done: Figures,
    seconds: f64,
    /// Articles in the index.
    articles: usize,
    /// Files of the archive, and their bytes.
    files: (usize, u64),
    /// How many files were skipped for each reason.
    skipped: BTreeMap<Safe, usize>,
}

/// Takes in what changed, with its progress, and prints figures: how many
/// articles came and went, what was skipped and why, how fast it was.
pub(super) fn index(wanted: Index, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let config = if wanted.paths.is_empty() { Some(source.config()?) } else { None };
    if let Some(missing) = wanted.paths.iter().find(|path| !files::exists(path)) {
        return Err(CliError::no_such_path(missing, String::new()));
    }
    let roots = roots(wanted.paths, config.as_ref(), source.places.as_ref())?;
    let marks = source.marks().unwrap_or_else(|trouble| {
        out.remark(&trouble);
        Marks::default()
    });
    let library = Library::fill(&roots.archive(source.places.as_ref()))?;
    for (id, corrected) in &*marks.corrections() {
        library.archive.correct(*id, corrected.clone());
    }
    if let Some(notice) = &library.notice {
        out.remark(notice);
    }
    let Kind::Filled(index, mut filler) = library.kind else { return Ok(Exit::Nothing) };
    filler.take_time();
    let (began, mut skipped) = (Instant::now(), BTreeMap::new());
    out.begin_progress();
    let done = filler.update(Look::AtFiles, &AtomicBool::new(false), |_, troubles, progress| {
        for trouble in troubles {
            let why = Safe::format(format_args!("{}", trouble.error.why));
            *skipped.entry(why).or_default() += 1;
            files::complain(&trouble.location, &trouble.error, out);
        }
        out.show_progress(progress);
    });
    let done = done.and_then(|done| filler.correct_all(&marks.corrections()).map(|()| done));
    out.end_progress();
    source.keep_moved(&library.archive);
    let account = Account {
        done: done?,
        seconds: began.elapsed().as_secs_f64(),
        articles: index.len(),
        files: library.archive.size(),
        skipped,
    };
    if wanted.json {
        out.json(&Line::of(&account.object()))?;
    } else {
        for line in account.lines() {
            out.row(&line)?;
        }
    }
    Ok(if account.articles > 0 { Exit::Done } else { Exit::Nothing })
}

impl Account {
    fn numbers(&self) -> [(&'static str, usize); 6] {
        let Figures { taken, unreadable, gone } = self.done;
        [
            ("files", self.files.0),
            ("articles", self.articles),
            ("taken in", taken - unreadable),
            ("skipped", unreadable),
            ("gone", gone),
            ("articles a second", self.rate()),
        ]
    }

    /// Articles that were taken in each second.
    fn rate(&self) -> usize {
        let taken = u32::try_from(self.done.taken).unwrap_or(u32::MAX);
        let rate = f64::from(taken) / self.seconds.max(0.001);
        format!("{rate:.0}").parse().unwrap_or(0)
    }

    /// Megabytes of the files.
    fn megabytes(&self) -> String {
        let kilobytes = u32::try_from(self.files.1 / 1_000).unwrap_or(u32::MAX);
        format!("{:.1}", f64::from(kilobytes) / 1_000.0)
    }

    fn lines(&self) -> Vec<Vec<Safe>> {
        let line = |cells: [&str; 2]| cells.map(Safe::line).to_vec();
        let numbers = self.numbers();
        let mut lines: Vec<_> =
            numbers.iter().map(|(name, n)| line([name, &n.to_string()])).collect();
        lines.insert(1, line(["megabytes", &self.megabytes()]));
        for (why, count) in &self.skipped {
            lines.push(["skipped", &*count.to_string(), why].map(Safe::line).to_vec());
        }
        lines
    }

    fn object(&self) -> Value {
        let mut object = serde_json::Map::new();
        for (name, n) in self.numbers() {
            object.insert(name.replace(' ', "_"), json!(n));
        }
        object.insert("bytes".to_owned(), json!(self.files.1));
        let reasons = self.skipped.iter().map(|(why, n)| json!({"reason": &**why, "files": n}));
        object.insert("reasons".to_owned(), reasons.collect());
        object.into()
    }
}
