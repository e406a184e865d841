//! Prepares a record for the processor, as a style's manners want it.
//!
//! What somebody else stated is passed on as it came. What was read here is
//! arranged: its type is chosen, an agency is named once, a paper takes the
//! place of an author that nobody names.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{DateValue, Item, NameValue, Value, VecDate, VecDateRange};

use crate::article::{Name, Safe};

use super::casing::{self, Capitals};
use super::date::Date;
use super::manners::{self, Manners, Nobody, Same, Source, Titles};
use super::names::Names;
use super::quotes;
use super::record::{Made, Record, Rest};
use super::stand_in::{self, StandIns};
use super::{Form, Style};

/// A record as one style cites it.
#[derive(Debug)]
pub(super) struct Arranged {
    /// What the processor gets.
    pub(super) item: Item,
    /// What the characters in it stand for.
    pub(super) stand_ins: StandIns,
}

/// Prepares `record` for citations of this form in `style`.
pub(super) fn arrange(record: &Record, style: &Style, form: Form) -> Arranged {
    arrange_among(record, style, form, "cited", Names::default())
}

/// Prepares `record` to be cited together with others: `id` is its own among
/// them, `names` are those of the others before it.
pub(super) fn arrange_among(
    record: &Record,
    style: &Style,
    form: Form,
    id: &str,
    mut names: Names,
) -> Arranged {
    let manners = Manners::of(style, form);
    let kind = kind(record, manners);
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, value| {
        fields.insert(name.to_owned(), value);
    };
    if let Made::Given { .. } = &record.made {
        for (name, rest) in &record.rest {
            put(name, given(rest));
        }
    }
    put("id", Value::String(id.to_owned()));
    put("type", Value::String(kind.to_owned()));

    let authors = authors(record, manners);
    let authors: Vec<_> = authors.iter().map(|name| names.stand_in(name, manners.names)).collect();
    let is_paper_for_author = record.authors.is_empty() && !authors.is_empty();
    if !authors.is_empty() {
        put("author", Value::Names(authors));
    }
    let stands = |c: char| Value::String(c.to_string());
    if record.title.is_some() {
        put("title", stands(stand_in::TITLE));
    }
    if record.source.is_some() && !is_said_twice(record, manners.same == Same::Source) {
        put("container-title", stands(stand_in::SOURCE));
    }
    if record.url.is_some() {
        put("URL", stands(stand_in::ADDRESS));
    }
    let is_ours = matches!(record.made, Made::Here { .. });
    let undated = manners.undated.filter(|_| is_ours && record.published.is_none());
    // A date in words, “forthcoming”, stands as it was given.
    let undated = record.text_of("issued").map(|words| &**words).or(undated);
    let published = record.published.map(dated);
    let published = published.or(undated.map(|_| year_alone(stand_in::UNDATED)));
    let accessed = record.accessed.filter(|_| record.url.is_some()).map(dated);
    for (name, date) in [("issued", published), ("accessed", accessed)] {
        if let Some(date) = date {
            put(name, Value::Date(date));
        }
    }
    if let Some(language) = &record.language {
        put("language", Value::String(language.to_string()));
    }
    if record.text_of("citation-label").is_none() {
        put("citation-label", Value::String(label(record)));
    }
    let stand_ins = StandIns {
        title: title(record, manners),
        source: record.source.as_deref().map(|it| called(it, record, manners)).unwrap_or_default(),
        address: record.url.as_deref().unwrap_or_default().to_owned(),
        names,
        undated: undated.map(str::to_owned),
        season_of: record
            .published
            .filter(|date| date.season.is_some())
            .map(|date| date.when.year()),
        paper_for_author: is_paper_for_author.then_some(kind != "webpage"),
        pairs_institutions: manners.pairs_institutions,
        slants_cjk: manners.slants_cjk,
    };
    Arranged { item: Item(fields), stand_ins }
}

/// What styles of labels call it: the family name of one author, “Adey24”, the
/// first letters of several, “DRS24”, or the beginning of the headline.
fn label(record: &Record) -> String {
    let family = |name: &Name| match name {
        Name::Person { family, .. } => family.to_string(),
        Name::Literal(name) => name.to_string(),
    };
    let letters = |name: &str, count: usize| -> String {
        name.chars().filter(|c| c.is_alphabetic()).take(count).collect()
    };
    let who = match record.authors.as_slice() {
        [] => letters(record.title.as_deref().unwrap_or_default(), 4),
        [one] => letters(&family(one), 4),
        several => several.iter().take(4).map(|name| letters(&family(name), 1)).collect(),
    };
    let year = record.published.map(|date| format!("{:02}", date.when.year().rem_euclid(100)));
    who + &year.unwrap_or_default()
}

impl Arranged {
    /// The item with words in place of stand-ins, as it is put in order: an
    /// article at the beginning counts for nothing (APA 7, §9.49, and
    /// so MLA 9, ch. 5, and Chicago 18, ch. 13).
    pub(super) fn sortable(self, language: Option<&str>) -> Item {
        let Self { mut item, stand_ins } = self;
        let words = |text: &str| without_article(text, language).to_owned();
        for (name, value) in &mut item.0 {
            match value {
                Value::String(text) if name == "title" => *text = words(&stand_ins.title),
                Value::String(text) if name == "container-title" => {
                    *text = words(&stand_ins.source);
                }
                Value::String(text) if name == "URL" => stand_ins.address.clone_into(text),
                Value::Names(names) => {
                    for name in names {
                        match name {
                            NameValue::Literal(name) => {
                                name.literal = words(&stand_ins.names.whole_of(&name.literal));
                            }
                            NameValue::Item(name) => {
                                name.family = name.family.replace(stand_in::SPACE, "\u{a0}");
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        item
    }
}

/// The text without quotation marks at its beginning and the article of its
/// language; English if it is not known.
fn without_article<'a>(text: &'a str, language: Option<&str>) -> &'a str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let language = language.and_then(|tag| tag.get(..2)).map_or("en".to_owned(), str::to_lowercase);
    let articles: &[&str] = match language.as_str() {
        "en" => &["a ", "an ", "the "],
        "de" => &["der ", "die ", "das ", "ein ", "eine "],
        "fr" => &["le ", "la ", "les ", "l’", "un ", "une "],
        "es" => &["el ", "la ", "los ", "las ", "un ", "una "],
        "it" => &["il ", "lo ", "la ", "i ", "gli ", "le ", "l’", "un ", "una ", "uno "],
        "nl" => &["de ", "het ", "een "],
        _ => &[],
    };
    let begins = |article: &&&str| {
        text.get(..article.len()).is_some_and(|start| start.to_lowercase() == **article)
    };
    let rest = articles.iter().find(begins).map_or(text, |article| &text[article.len()..]);
    if rest.is_empty() { text } else { rest }
}

/// The type that a style cites the record as.
fn kind(record: &Record, manners: Manners) -> &str {
    match &record.made {
        Made::Given { kind } => kind,
        Made::Here { is_newspaper, .. } => {
            let is_on_a_site = !is_newspaper && manners.knows_sites;
            // Without a paper around it the headline takes the place of one.
            let stands_alone = record.source.is_none() && manners.wants_paper;
            if is_on_a_site || stands_alone { "webpage" } else { "article-newspaper" }
        }
    }
}

/// The names that stand in the author's place.
fn authors(record: &Record, manners: Manners) -> Vec<Name> {
    if is_said_twice(record, manners.same == Same::Author) {
        return Vec::new();
    }
    match &record.source {
        Some(source)
            if record.authors.is_empty()
                && manners.nobody == Nobody::Paper
                && is_of_paper(record) =>
        {
            vec![Name::Literal(Safe::line(&called(source, record, manners)))]
        }
        _ => record.authors.clone(),
    }
}

/// Whether its source may take the place of an author: what appears under the
/// name of a paper, a site or a station, and no book or blog.
fn is_of_paper(record: &Record) -> bool {
    let papers = ["article-magazine", "article-newspaper", "broadcast", "review", "webpage"];
    papers.contains(&record.kind())
}

/// The source as the style writes it. What was read here is called as it calls
/// itself; of what somebody else stated, small words get their capitals.
fn called(source: &str, record: &Record, manners: Manners) -> String {
    let source = quotes::curled(source);
    let is_ours = matches!(record.made, Made::Here { .. });
    let name = source.strip_prefix("the ").filter(|name| name.starts_with(char::is_uppercase));
    match (manners.source, name) {
        (Source::Article, Some(name)) if is_ours => format!("The {name}"),
        (Source::Title(_), Some(name)) if is_ours => format!("The {name}"),
        // “nytimes.com”, “n-tv”, “eLife” are spelt as they are.
        (Source::Title(small), _) if !is_ours && record.is_english() && source.contains(' ') => {
            casing::title(&source, None, small, Capitals::Stated)
        }
        _ => source,
    }
}

/// Whether author and source are the same and the style says it only once.
/// What somebody else stated twice is not ours to cut.
fn is_said_twice(record: &Record, cuts: bool) -> bool {
    let is_ours = matches!(record.made, Made::Here { .. });
    let (author, source) = (record.sole_institution(), record.source.as_ref());
    let is_same = author.zip(source).is_some_and(|(a, b)| a.to_lowercase() == b.to_lowercase());
    cuts && is_ours && is_same
}

/// The headline in the style's capitals.
fn title(record: &Record, manners: Manners) -> String {
    let printed = record.title.as_deref().unwrap_or_default();
    match (manners.titles, record.sentence.as_deref()) {
        _ if record.is_as_printed() => printed.to_owned(),
        (Titles::Title(small), _) if record.is_english() => {
            casing::title(printed, record.sentence.as_deref(), small, capitals(record))
        }
        (Titles::Sentence { after_colon: true }, Some(sentence)) => casing::after_colon(sentence),
        (Titles::Sentence { .. }, Some(sentence)) => sentence.to_owned(),
        _ => printed.to_owned(),
    }
}

/// Whose the capitals of a record are.
fn capitals(record: &Record) -> Capitals {
    match record.made {
        Made::Given { .. } => Capitals::Stated,
        Made::Here { .. } => Capitals::Printed,
    }
}

/// The date, for the processor; of a range, which it cannot cite, the beginning.
fn dated(date: Date) -> DateValue {
    let when = date.when;
    let day = when.date().map(|date| i16::from(date.day()));
    let month = when.month().map(i16::from);
    let parts = [Some(when.year()), month, day];
    DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts.into_iter().flatten().collect())]),
        literal: None,
        season: date.season.map(|season| season.to_string()),
        circa: date.is_circa,
    }
}

fn year_alone(year: i16) -> DateValue {
    let date_parts = VecDateRange(vec![VecDate(vec![year])]);
    DateValue::DateParts { date_parts, literal: None, season: None, circa: false }
}

/// What a given variable is for the processor.
fn given(rest: &Rest) -> Value {
    match rest {
        Rest::Text(text) => Value::String(quotes::curled(text)),
        Rest::Date(date) => Value::Date(dated(*date)),
        Rest::Names(names) => {
            let mut stand = Names::default();
            Value::Names(
                names.iter().map(|name| stand.person(name, manners::Names::default())).collect(),
            )
        }
    }
}
