//! The corpus: what newsread makes of difficult files, measured.
//!
//! `tests/corpus/truth.toml` says what a careful reader finds in each file; the
//! table in the documentation of `format` says how much of it newsread finds.
//! The table has to be true: with `NEWSREAD_UPDATE` set it is written anew, and
//! a figure that fell is seen there by whoever reads the change.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use newsread::article::{Article, ArticleId, Field, Written};
use newsread::format::{self, Document, Hint};
use serde::Deserialize;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/format/measured.md");

/// What is to be found in a file; what is `None` is not asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    headline: Option<String>,
    authors: Option<Vec<String>>,
    published: Option<String>,
    updated: Option<String>,
    accessed: Option<String>,
    source: Option<String>,
    address: Option<String>,
    language: Option<String>,
    /// Words of what the article says.
    r#in: Vec<String>,
    /// Words around it.
    out: Vec<String>,
}

/// How often what was found is right.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    /// Found, but not there to be found.
    wrong: usize,
    /// There to be found, but not found.
    lost: usize,
}

impl Score {
    /// The harmonic mean of precision and recall, in thousandths.
    fn f1(self) -> usize {
        2000 * self.right / (2 * self.right + self.wrong + self.lost).max(1)
    }
}

/// The figures of one kind of file.
#[derive(Clone, Copy, Default)]
struct Figures {
    files: usize,
    headline: Score,
    byline: Score,
    published: Score,
    /// Update, access, source, address and language, where they are asked for.
    others: Score,
    body: Score,
    /// Files in which headline, authors and date are right at once.
    ready: usize,
}

/// A file of the corpus, what it holds, and what newsread found.
struct Reading<'a> {
    name: &'a str,
    truth: &'a Truth,
    document: Document,
    /// What is wrong, in words.
    faults: Vec<String>,
}

/// Words alone, in small letters: marks and spaces are not compared.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Reading<'_> {
    fn article(&self) -> &Article {
        &self.document.article
    }

    /// Compares a field that has one value; says whether it is right.
    fn field(&mut self, field: Field, wanted: Option<&str>, score: &mut Score) -> bool {
        let Some(wanted) = wanted else { return true };
        let found = self.article().meta.value(field).map(|value| value.to_string());
        let found = found.unwrap_or_default();
        let is_same = match field {
            Field::Published | Field::Updated | Field::Accessed => found.get(..10) == Some(wanted),
            Field::Language => found.split('-').next() == wanted.split('-').next(),
            Field::Url => found == wanted,
            _ => words(&found) == words(wanted),
        } || found.is_empty() && wanted.is_empty();
        match (is_same, found.is_empty(), wanted.is_empty()) {
            (true, true, _) => {}
            (true, false, _) => score.right += 1,
            (false, is_empty, is_wanted_empty) => {
                score.wrong += usize::from(!is_empty);
                score.lost += usize::from(!is_wanted_empty);
                let name = field.name();
                self.faults.push(format!("{name} is ‘{found}’, not ‘{wanted}’"));
            }
        }
        is_same
    }

    fn authors(&mut self, score: &mut Score) -> bool {
        let Some(wanted) = &self.truth.authors else { return true };
        let found = self.article().meta.authors.as_ref();
        let found: Vec<String> = found
            .iter()
            .flat_map(|found| &found.value)
            .map(|name| words(&name.to_string()))
            .collect();
        let wanted: Vec<String> = wanted.iter().map(|name| words(name)).collect();
        let right = found.iter().filter(|name| wanted.contains(name)).count();
        score.right += right;
        score.wrong += found.len() - right;
        score.lost += wanted.len().saturating_sub(right);
        let is_same = found == wanted;
        if !is_same {
            self.faults.push(format!("authors are {found:?}, not {wanted:?}"));
        }
        is_same
    }

    /// Whether the words of the article are in what it says, and those around
    /// it are not.
    fn body(&mut self, score: &mut Score) {
        let said = self.article().body.iter().filter(|block| block.kind.is_said());
        let said: Vec<String> = said.map(|block| words(&block.text.plain)).collect();
        let said = said.join(" ");
        for wanted in &self.truth.r#in {
            if said.contains(&words(wanted)) {
                score.right += 1;
            } else {
                score.lost += 1;
                self.faults.push(format!("not in the body: ‘{wanted}’"));
            }
        }
        for around in &self.truth.out {
            if said.contains(&words(around)) {
                score.wrong += 1;
                self.faults.push(format!("in the body: ‘{around}’"));
            }
        }
    }

    fn measure(&mut self, figures: &mut Figures) {
        let truth = self.truth;
        figures.files += 1;
        let ready = [
            self.field(Field::Title, truth.headline.as_deref(), &mut figures.headline),
            self.authors(&mut figures.byline),
            self.field(Field::Published, truth.published.as_deref(), &mut figures.published),
        ];
        figures.ready += usize::from(ready == [true; 3]);
        let others = [
            (Field::Updated, &truth.updated),
            (Field::Accessed, &truth.accessed),
            (Field::Source, &truth.source),
            (Field::Url, &truth.address),
            (Field::Language, &truth.language),
        ];
        for (field, wanted) in others {
            self.field(field, wanted.as_deref(), &mut figures.others);
        }
        self.body(&mut figures.body);
    }
}

fn table(kinds: &BTreeMap<&str, Figures>) -> String {
    let mut table = String::from(
        "| | files | headline | byline | date | other fields | body | all three |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    let figure = |thousandths: usize| match thousandths {
        1000 => "1".to_owned(),
        less => format!(".{less:03}"),
    };
    for (kind, figures) in kinds {
        let scores =
            [figures.headline, figures.byline, figures.published, figures.others, figures.body];
        let cells: Vec<String> = scores.iter().map(|score| figure(score.f1())).collect();
        let ready = figure(1000 * figures.ready / figures.files);
        let files = figures.files;
        writeln!(table, "| {kind} | {files} | {} | {ready} |", cells.join(" | ")).unwrap();
    }
    table
}

#[test]
fn the_table_of_figures_is_what_is_measured() {
    let folder = Path::new(ROOT).join("tests/corpus");
    let truth = fs::read_to_string(folder.join("truth.toml")).unwrap();
    let truth: BTreeMap<String, Truth> = toml::from_str(&truth).unwrap();
    let mut kinds: BTreeMap<&str, Figures> = BTreeMap::new();
    let mut faults = String::new();
    for (name, truth) in &truth {
        let bytes = fs::read(folder.join(name)).unwrap();
        let document = format::read(
            ArticleId::default(),
            bytes.clone(),
            &Hint { file_name: name, ..Hint::default() },
        );
        let document = document.unwrap();
        let mut reading = Reading { name, truth, document, faults: Vec::new() };
        let kind = name.split('/').next().unwrap();
        reading.measure(kinds.entry(kind).or_default());
        for fault in &reading.faults {
            writeln!(faults, "{}: {fault}", reading.name).unwrap();
        }
    }
    let measured = table(&kinds);
    if std::env::var_os("NEWSREAD_UPDATE").is_some() {
        fs::write(TABLE, &measured).unwrap();
    }
    let kept = fs::read_to_string(TABLE).unwrap();
    assert!(
        kept == measured,
        "the table tells\n{kept}\nbut these are the figures:\n{measured}\nwhat is wrong:\n{faults}\n\
         If that is for the better: NEWSREAD_UPDATE=1 cargo test --test files corpus"
    );
}

#[test]
fn no_scrape_loses_a_character() {
    let folder = Path::new(ROOT).join("tests/corpus/plain");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_str().unwrap();
        let bytes = fs::read(&path).unwrap();
        let document = format::read(
            ArticleId::default(),
            bytes.clone(),
            &Hint { file_name: name, ..Hint::default() },
        )
        .unwrap();
        let mut end = 0;
        for block in &document.article.body {
            let Written::Bytes(range) = &block.written else { panic!("{name}: no place") };
            assert_eq!(range.start, end, "{name}: a gap before {range:?}");
            end = range.end;
        }
        assert_eq!(end, document.source.len(), "{name}: the end is lost");
    }
}
