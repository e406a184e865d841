//! Plants copies of articles as papers print them: edited, cut, under new
//! headlines.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::words::Dice;

/// The files of one story.
pub(crate) struct Family {
    /// The article of the archive, and its copies.
    pub(crate) files: Vec<PathBuf>,
}

/// A number below `end`.
fn below(dice: &mut Dice, end: usize) -> usize {
    usize::try_from(dice.roll() >> 33).unwrap_or(0) % end.max(1)
}

/// An archive of so many articles in Markdown, whose sentences have phrases in
/// common.
pub(crate) fn written(folder: &Path, articles: usize) {
    let mut dice = Dice::new(7);
    let phrases: Vec<String> = (0..4_000).map(|_| dice.paragraph(5)).collect();
    for n in 0..articles {
        let (year, month) = (2000 + n * 20 / articles.max(1), n % 12 + 1);
        let mut text = format!(
            "---\ntitle: \"{}\"\nsource: \"{} herald\"\ndate: {year}-{month:02}-{:02}\n---\n",
            dice.paragraph(8).trim_end_matches('.'),
            dice.word(),
            n % 28 + 1,
        );
        for _ in 0..10 {
            let phrase = phrases[below(&mut dice, phrases.len())].trim_end_matches('.');
            write!(text, "\n{} {phrase}, {}\n", dice.paragraph(30), dice.paragraph(20))
                .expect("a string can be written to");
        }
        let folder = folder.join(format!("{year}/{month:02}"));
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join(format!("{n}.md")), text).expect("a file can be written");
    }
}

/// Writes copies of so many articles of an archive into another folder: one to
/// four of each.
pub(crate) fn plant(archive: &Path, into: &Path, families: usize) -> Vec<Family> {
    let mut files = Vec::new();
    collect(archive, &mut files);
    files.sort();
    let stride = (files.len() / families).max(1);
    let mut dice = Dice::new(11);
    fs::create_dir_all(into).expect("a folder can be made");
    let chosen = files.into_iter().step_by(stride).take(families).enumerate();
    let family = |(n, original): (usize, PathBuf)| {
        let text = fs::read_to_string(&original).expect("an article can be read");
        let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text).trim().to_owned();
        let mut files = vec![original];
        for rank in 0..=below(&mut dice, 4) {
            let copy = into.join(format!("{n}-{rank}.md"));
            fs::write(&copy, edited(&body, &mut dice)).expect("a file can be written");
            files.push(copy);
        }
        Family { files }
    };
    chosen.map(family).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// A copy of a text: 1 to 30 % of its words changed, one here and one there or
/// in runs of up to eight, which are replaced, left out or put in; of every
/// other copy up to two fifths are cut off at the end.
fn edited(body: &str, dice: &mut Dice) -> String {
    let mut words: Vec<String> = body.split(' ').map(str::to_owned).collect();
    if below(dice, 2) == 0 {
        words.truncate(words.len() - words.len() * below(dice, 41) / 100);
    }
    let mut left = words.len() * (1 + below(dice, 30)) / 100;
    let longest = if below(dice, 2) == 0 { 1 } else { 8 };
    while left > 0 {
        let run = (1 + below(dice, longest)).min(left);
        let at = below(dice, words.len().saturating_sub(run));
        let new: Vec<String> = (0..run).map(|_| dice.word()).collect();
        match below(dice, 4) {
            0 => drop(words.drain(at..at + run)),
            1 => drop(words.splice(at..at, new)),
            _ => drop(words.splice(at..at + run, new)),
        }
        left -= run;
    }
    let title = dice.paragraph(7);
    let (source, day) = (dice.word(), 1 + below(dice, 28));
    let title = title.trim_end_matches('.');
    format!(
        "---\ntitle: \"{title}\"\nsource: \"{source} courier\"\ndate: 2024-05-{day:02}\n---\n\n{}\n",
        words.join(" ")
    )
}
