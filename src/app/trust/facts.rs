//! What is known about an article, field by field, in words ready to be shown.
//!
//! Made where the article is opened, while its source is at hand: a claim
//! names a byte, a person wants the line.

use std::collections::{BTreeSet, HashMap};

use crate::archive::typed;
use crate::article::evidence::{Evidence, Lines, evidence};
use crate::article::{Article, Claim, Field, Kept, Meta, Name, Origin, Safe};

/// The fields that are told even if nothing is known of them: a citation or a
/// search could use them.
const ALWAYS: &[Field] = &[
    Field::Title,
    Field::Authors,
    Field::Source,
    Field::Published,
    Field::Updated,
    Field::Accessed,
    Field::Url,
    Field::Language,
];

/// The fields that a citation misses.
const MISSED: &[Field] = &[Field::Authors, Field::Source, Field::Published, Field::Url];

/// Claims of a field that are told, besides the one that was believed.
const REJECTED: usize = 12;

/// What is known about an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Each field of which anything is told.
    pub fields: Vec<Fact>,
    /// What a service kept with the article, a line for each thing.
    pub kept: Vec<Safe>,
    /// What the reader should beware of, in a few words each.
    pub warnings: Vec<Safe>,
}

/// What is known about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The field.
    pub field: Field,
    /// Its value; `None` if it is not stated.
    pub value: Option<Safe>,
    /// Where that was read, and why it was believed; empty if nobody says.
    pub origin: Safe,
    /// What else was found, and why it was not believed.
    pub rejected: Vec<Safe>,
    /// The value as one would type it.
    pub typed: String,
}

impl Facts {
    /// Gathers what is known; `source` is the decoded file, which is gone
    /// through once.
    pub fn of(article: &Article, source: &str) -> Self {
        let lines = lines(article, source);
        let told = |told: &Evidence<'_>| {
            ALWAYS.contains(&told.field) || told.provenance.is_some() || !told.rejected.is_empty()
        };
        let fields = evidence(article).filter(told).map(|told| fact(&told, &article.meta, &lines));
        Self { fields: fields.collect(), kept: kept(&article.kept), warnings: warnings(article) }
    }

    /// What a row of the list tells, before the article is opened.
    pub fn of_row(meta: &Meta) -> Self {
        Self::of(&Article { meta: meta.clone(), ..Article::default() }, "")
    }

    /// What is known about a field.
    pub fn get(&self, field: Field) -> Option<&Fact> {
        self.fields.iter().find(|fact| fact.field == field)
    }
}

/// The line of every byte at which a claim stands.
fn lines(article: &Article, source: &str) -> HashMap<usize, usize> {
    let starts = article.evidence.iter().filter_map(|claim| Some(claim.at.as_ref()?.start));
    let starts: BTreeSet<usize> = starts.collect();
    let mut lines = Lines::of(source);
    starts.into_iter().filter_map(|byte| Some((byte, lines.line(byte)?))).collect()
}

fn fact(told: &Evidence<'_>, meta: &Meta, lines: &HashMap<usize, usize>) -> Fact {
    let place = |claim: &Claim| {
        let line = claim.at.as_ref().and_then(|at| lines.get(&at.start));
        place(claim, line.copied())
    };
    let read = told.taken.map(place);
    let read = read.or_else(|| told.provenance.map(|from| from.origin.in_words().to_owned()));
    let because = told.taken.and_then(|claim| claim.because.as_ref()).map(Safe::to_string);
    let is_doubted = told.provenance.is_some_and(|from| !from.is_certain);
    let doubt = is_doubted.then(|| "not certain".to_owned());
    let origin: Vec<String> = [read, because, doubt].into_iter().flatten().collect();
    let is_corrected = told.taken.is_some_and(|claim| claim.origin == Origin::Reader);
    let mut rejected = Vec::new();
    for claim in &told.rejected {
        let (value, place) = (&claim.value, place(claim));
        let words = if is_corrected {
            Safe::format(format_args!("the file says: {value} ({place})"))
        } else {
            let because = claim.because.as_ref().map(|why| format!(", {why}")).unwrap_or_default();
            Safe::format(format_args!("not taken: {value} ({place}){because}"))
        };
        if rejected.len() < REJECTED && !rejected.contains(&words) {
            rejected.push(words);
        }
    }
    Fact {
        field: told.field,
        value: meta.value(told.field),
        origin: Safe::line(&origin.join("; ")),
        rejected,
        typed: typed::written(meta, told.field),
    }
}

/// Where a claim was read: `line 74`, `front matter ‘date’, line 3`.
fn place(claim: &Claim, line: Option<usize>) -> String {
    let key = claim.key.as_ref();
    let has_key = matches!(
        claim.origin,
        Origin::FrontMatter
            | Origin::Entry
            | Origin::Links
            | Origin::JsonLd
            | Origin::MetaTag
            | Origin::Markup
    );
    let what = match (claim.origin, key) {
        (Origin::Line, _) if line.is_some() => String::new(),
        (Origin::Line, Some(key)) => format!("the page’s {key}"),
        (origin, Some(key)) if has_key => format!("{} ‘{key}’", origin.in_words()),
        (origin, _) => origin.in_words().to_owned(),
    };
    match line {
        Some(line) if what.is_empty() => format!("line {line}"),
        Some(line) => format!("{what}, line {line}"),
        None => what,
    }
}

/// Highlights of an article that are told on its card.
const HIGHLIGHTS: usize = 12;

/// Columns of what is told of one of them.
const KEPT: usize = 400;

/// What was kept elsewhere: star and read mark on one line, then the rest.
fn kept(kept: &Kept) -> Vec<Safe> {
    let starred = kept.is_starred.map(|is| if is { "starred" } else { "not starred" });
    let read = kept.is_read.map(|is| if is { "read" } else { "unread" });
    let marks: Vec<&str> = [starred, read].into_iter().flatten().collect();
    let marks = (!marks.is_empty()).then(|| Safe::line(&format!("kept as {}", marks.join(", "))));
    let folder = kept.folder.iter().map(|folder| Safe::line(&format!("in the folder {folder}")));
    let note = kept.note.iter().map(|note| Safe::line(&format!("noted: {note}")));
    let marked = kept.highlights.iter().take(HIGHLIGHTS);
    let marked = marked.map(|highlight| Safe::line(&format!("marked: {}", highlight.told())));
    let more = kept.highlights.len().saturating_sub(HIGHLIGHTS);
    let more = (more > 0).then(|| Safe::format(format_args!("and {more} passages more")));
    let told = marks.into_iter().chain(folder).chain(note).chain(marked).chain(more);
    told.map(|line| line.as_clean().clip(KEPT).to_safe()).collect()
}

fn warnings(article: &Article) -> Vec<Safe> {
    let meta = &article.meta;
    let mut warnings = Vec::new();
    if dates_disagree(article) {
        warnings.push(Safe::line("two dates of publication disagree"));
    }
    let authors = meta.authors.as_ref().filter(|authors| authors.from.origin != Origin::Reader);
    if authors.is_some_and(|authors| matches!(authors.value[..], [Name::Literal(_)])) {
        warnings.push(Safe::line("the author looks like an institution, not a person"));
    }
    let missed: Vec<String> = MISSED
        .iter()
        .filter(|field| meta.provenance(**field).is_none() && !is_corrected(article, **field))
        .map(|field| match field {
            Field::Published => "no date".to_owned(),
            field => format!("no {}", field.label()),
        })
        .collect();
    if !missed.is_empty() {
        warnings.push(Safe::format(format_args!("{} in the file", missed.join(", "))));
    }
    warnings.extend(article.warnings.iter().cloned());
    warnings
}

fn is_corrected(article: &Article, field: Field) -> bool {
    article.evidence.iter().any(|claim| claim.field == field && claim.origin == Origin::Reader)
}

/// Whether the file gives another day of publication, and not as that of a
/// change or of retrieval.
fn dates_disagree(article: &Article) -> bool {
    let meta = &article.meta;
    let day = |iso: &str| iso.get(..10).unwrap_or(iso).to_owned();
    let known = [meta.published, meta.updated, meta.accessed];
    let known: Vec<String> =
        known.into_iter().flatten().map(|when| day(&when.value.to_string())).collect();
    let is_new = |claim: &Claim| {
        let said = day(&claim.value);
        let is_date = said.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
        let is_known = |known: &String| known.starts_with(&said) || said.starts_with(&**known);
        is_date && !known.iter().any(is_known)
    };
    !is_corrected(article, Field::Published)
        && evidence(article)
            .find(|told| told.field == Field::Published)
            .is_some_and(|told| told.taken.is_some() && told.rejected.into_iter().any(is_new))
}
