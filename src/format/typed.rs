//! Reads what a person types for a field of an article.
//!
//! Nothing here knows a screen, or why the field is typed. A person is asked
//! again where a file is only doubted: what has two readings is refused, with
//! the reason. One idea: what is accepted is written anew in one form, which
//! reads back as the same value whatever later versions make of careless ones.

use super::dates::{Order, dates, is_weekday};
use super::names::{authors, parted};
use super::record::{address, language};
use super::stamp;
use crate::article::{Field, Meta, Name, Origin, Safe, Sourced, When};

/// What the reader says of damaged characters: that they are to be repaired.
pub const REPAIRED: &str = "repaired";

/// Columns of a text that are kept.
const LONGEST: usize = 500;

/// Why a value is not accepted, and what is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no date.
    #[error("‘{0}’ is no date; write 2020-01-09, 2020-01, 2020, or as printed: 9 January 2020")]
    NoDate(Safe),
    /// Day and month could be exchanged.
    #[error("‘{0}’ can be read as two days; write the month in letters, or the date as 2020-01-09")]
    TwoDates(Safe),
    /// The weekday is another day's.
    #[error("‘{0}’ names another day’s weekday; look at it again, or leave the weekday out")]
    Weekday(Safe),
    /// It is no address of the web.
    #[error("‘{0}’ is no address; write one that begins with http:// or https://")]
    NoAddress(Safe),
    /// It is no language tag.
    #[error("‘{0}’ is no language tag; write one such as en, de or pt-BR")]
    NoLanguage(Safe),
    /// It is nothing that can be done to characters.
    #[error("‘{0}’ cannot be done to characters; write repaired")]
    NoRepair(Safe),
    /// It is no name.
    #[error(
        "‘{0}’ is no name; part authors with ; and write Jan van den Berg, or van den Berg, Jan"
    )]
    NoName(Safe),
}

/// What a field takes, in a few words: to be shown while it is typed.
pub fn accepted(field: Field) -> &'static str {
    match field {
        Field::Authors => {
            "authors with ; between them, as printed or Family, Given; {…} keeps a name whole"
        }
        Field::Published | Field::Updated | Field::Accessed => {
            "2020-01-09, 2020-01, 2020, or as printed: 9 January 2020"
        }
        Field::Url => "an address that begins with http:// or https://",
        Field::Language => "a tag such as en, de or pt-BR",
        Field::Tags => "topics with , between them",
        Field::Characters => REPAIRED,
        Field::Title | Field::Subtitle | Field::Source | Field::Section | Field::Agency => {
            "as printed"
        }
    }
}

/// Reads what was typed for a field, and writes it in the form that is kept;
/// empty for “not stated”.
pub fn accept(field: Field, typed: &str) -> Result<String, Refusal> {
    let mut meta = Meta::default();
    put(&mut meta, field, typed)?;
    Ok(written(&meta, field))
}

/// The value of a field as one would type it; empty if it has none.
pub fn written(meta: &Meta, field: Field) -> String {
    if let (Field::Authors, Some(authors)) = (field, &meta.authors) {
        return authors.value.iter().map(written_name).collect::<Vec<_>>().join("; ");
    }
    meta.value(field).map(|value| value.to_string()).unwrap_or_default()
}

/// Sets a field to what was typed for it, as said by the reader; nothing typed
/// leaves the field without a value. A value that is refused changes nothing.
pub fn put(meta: &mut Meta, field: Field, typed: &str) -> Result<(), Refusal> {
    // Cleaning can leave a blank where something else was.
    let typed = Safe::line(Safe::line(typed).trim());
    let typed = Safe::line(typed.as_clean().clip(longest(field)).as_str().trim_end());
    match field {
        Field::Title => meta.title = text(typed),
        Field::Subtitle => meta.subtitle = text(typed),
        Field::Section => meta.section = text(typed),
        Field::Agency => meta.agency = text(typed),
        Field::Source => {
            let is_same = meta.source.as_ref().is_some_and(|source| source.value == typed);
            meta.is_newspaper &= is_same;
            meta.source = text(typed);
        }
        Field::Authors => meta.authors = many(names(&typed)?),
        Field::Tags => {
            let topics = typed.split(',').map(|topic| Safe::line(topic.trim()));
            meta.tags = many(topics.filter(|topic| !topic.is_empty()).collect());
        }
        Field::Published => meta.published = one(&typed, when)?,
        Field::Updated => meta.updated = one(&typed, when)?,
        Field::Accessed => meta.accessed = one(&typed, when)?,
        Field::Url => meta.url = one(&typed, url)?,
        Field::Language => meta.language = one(&typed, tag)?,
        Field::Characters => meta.characters = one(&typed, repaired)?,
    }
    Ok(())
}

fn longest(field: Field) -> usize {
    // An address has a limit of its own; part of one would lead elsewhere.
    if field == Field::Url { usize::MAX } else { LONGEST }
}

fn said<T>(value: T) -> Sourced<T> {
    Sourced::certain(value, Origin::Reader)
}

fn text(typed: Safe) -> Option<Sourced<Safe>> {
    (!typed.is_empty()).then(|| said(typed))
}

fn many<T>(values: Vec<T>) -> Option<Sourced<Vec<T>>> {
    (!values.is_empty()).then(|| said(values))
}

fn one<T>(
    typed: &Safe,
    read: impl Fn(&Safe) -> Result<T, Refusal>,
) -> Result<Option<Sourced<T>>, Refusal> {
    if typed.is_empty() { Ok(None) } else { read(typed).map(|value| Some(said(value))) }
}

fn url(typed: &Safe) -> Result<Safe, Refusal> {
    address(typed).ok_or_else(|| Refusal::NoAddress(typed.clone()))
}

fn tag(typed: &Safe) -> Result<Safe, Refusal> {
    let is_tag = typed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    language(typed).filter(|_| is_tag).ok_or_else(|| Refusal::NoLanguage(typed.clone()))
}

fn repaired(typed: &Safe) -> Result<Safe, Refusal> {
    let is_repair = &**typed == REPAIRED;
    if is_repair { Ok(typed.clone()) } else { Err(Refusal::NoRepair(typed.clone())) }
}

/// The date that the whole text is; beside a printed one its weekday may stand.
fn when(typed: &Safe) -> Result<When, Refusal> {
    if let Some(when) = stamp::parse(typed).filter(|_| typed.starts_with(|c: char| c.is_numeric()))
    {
        return Ok(when);
    }
    let none = || Refusal::NoDate(typed.clone());
    let found = dates(typed, Order::Unknown).into_iter().next().ok_or_else(none)?;
    let around = [&typed[..found.range.start], &typed[found.range.end..]];
    let mut words = around.iter().flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
    if !words.all(|word| word.is_empty() || is_weekday(word)) {
        return Err(none());
    }
    match (found.weekday_agrees, found.is_certain) {
        (Some(false), _) => Err(Refusal::Weekday(typed.clone())),
        (_, false) => Err(Refusal::TwoDates(typed.clone())),
        _ => Ok(found.when),
    }
}

/// The authors, each of whom reads back as the same: what does not is kept
/// whole.
fn names(typed: &Safe) -> Result<Vec<Name>, Refusal> {
    let reads_back = |name: &Name| forms(name).iter().any(|typed| reads_as(typed, name));
    let whole = |name: &Name| Name::Literal(Safe::format(format_args!("{name}")));
    let names = names_as_typed(typed)?.into_iter();
    Ok(names.map(|name| if reads_back(&name) { name } else { whole(&name) }).collect())
}

fn names_as_typed(typed: &str) -> Result<Vec<Name>, Refusal> {
    let mut names = Vec::new();
    let mut is_whole = false;
    let between = |c: char| {
        is_whole = (is_whole || c == '{') && c != '}';
        c == ';' && !is_whole
    };
    for part in typed.split(between).map(str::trim).filter(|part| !part.is_empty()) {
        let found = people(part).ok_or_else(|| Refusal::NoName(Safe::line(part)))?;
        names.extend(found);
    }
    Ok(names)
}

/// Whom one part of the authors names: what is in braces is kept whole, a comma
/// parts family and given name, and all else is read like a byline.
fn people(part: &str) -> Option<Vec<Name>> {
    let whole = |words: &str| {
        let is_name = words.chars().any(char::is_alphanumeric);
        is_name.then(|| vec![Name::Literal(Safe::line(words.trim()))])
    };
    let inside = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    if inside.unwrap_or(part).contains(['{', '}']) {
        return None;
    }
    if let Some(words) = inside {
        return whole(words);
    }
    if part.contains(',') {
        return parted(part).map(|name| vec![name]);
    }
    let found = authors(part).people;
    if found.is_empty() { whole(part) } else { Some(found) }
}

/// A name as one would type it: the plainest form that reads back as the same.
fn written_name(name: &Name) -> String {
    let form = forms(name).into_iter().find(|typed| reads_as(typed, name));
    form.unwrap_or_else(|| format!("{{{name}}}"))
}

fn reads_as(typed: &str, name: &Name) -> bool {
    names_as_typed(typed).is_ok_and(|names| matches!(&names[..], [read] if read == name))
}

/// How a name can be typed: as printed, or in its parts, or kept whole.
fn forms(name: &Name) -> Vec<String> {
    let printed = name.to_string();
    let other = match name {
        Name::Literal(_) => Some(format!("{{{printed}}}")),
        Name::Person { family, given, particle, suffix } => given.as_ref().map(|given| {
            let particle = particle.as_deref().unwrap_or_default();
            let is_joined = particle.is_empty() || particle.ends_with(['-', '\'', '’']);
            let space = if is_joined { "" } else { " " };
            let suffix = suffix.as_ref().map(|suffix| format!(", {suffix}")).unwrap_or_default();
            format!("{particle}{space}{family}, {given}{suffix}")
        }),
    };
    [Some(printed), other].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn accepted(field: Field, typed: &str) -> String {
        accept(field, typed).unwrap()
    }

    fn refused(field: Field, typed: &str) -> String {
        accept(field, typed).unwrap_err().to_string()
    }

    fn read(typed: &str) -> Vec<Name> {
        let mut meta = Meta::default();
        put(&mut meta, Field::Authors, typed).unwrap();
        meta.authors.unwrap().value
    }

    fn person(given: &str, particle: &str, family: &str, suffix: &str) -> Name {
        let part = |text: &str| (!text.is_empty()).then(|| Safe::line(text));
        Name::Person {
            family: Safe::line(family),
            given: part(given),
            particle: part(particle),
            suffix: part(suffix),
        }
    }

    #[test]
    fn a_date_is_kept_in_iso_8601_however_it_is_typed() {
        for typed in ["2020-01-09", "9 January 2020", "Thursday, 9 January 2020", "9. Januar 2020"]
        {
            assert_eq!(accepted(Field::Published, typed), "2020-01-09", "{typed}");
        }
        assert_eq!(accepted(Field::Updated, "2020"), "2020");
        assert_eq!(accepted(Field::Accessed, "2020-01"), "2020-01");
        assert_eq!(accepted(Field::Accessed, "January 2020"), "2020-01");
        assert_eq!(
            accepted(Field::Published, "2020-01-09T14:05:00+01:00"),
            "2020-01-09T14:05:00+01:00"
        );
    }

    #[test]
    fn a_date_that_is_none_or_two_is_refused_and_the_remedy_named() {
        let said = refused(Field::Published, "soon");
        assert_eq!(
            said,
            "‘soon’ is no date; write 2020-01-09, 2020-01, 2020, or as printed: 9 January 2020"
        );
        assert!(refused(Field::Published, "the 9 January 2020 of old").contains("no date"));
        assert!(refused(Field::Published, "2021-02-30").contains("no date"));
        assert!(refused(Field::Published, "3/4/2021").contains("two days"));
        assert!(refused(Field::Published, "Friday, 9 January 2020").contains("weekday"));
    }

    #[test]
    fn authors_are_typed_as_printed_or_with_the_family_name_first() {
        let berg = person("Jan", "van den", "Berg", "");
        assert_eq!(read("Jan van den Berg")[0], berg);
        assert_eq!(read("van den Berg, Jan; O’Neill, Ana")[0], berg);
        assert_eq!(read("King, Martin Luther, Jr."), [person("Martin Luther", "", "King", "Jr.")]);
        assert_eq!(read("García Márquez, Gabriel"), [person("Gabriel", "", "García Márquez", "")]);
    }

    #[test]
    fn a_name_in_braces_and_an_agency_stay_whole() {
        let whole = |name: &str| Name::Literal(Safe::line(name));
        assert_eq!(
            read("{Lock, Stock; Barrel}; Reuters"),
            ["Lock, Stock; Barrel", "Reuters"].map(whole)
        );
        assert_eq!(read("Banksy"), [whole("Banksy")]);
    }

    #[test]
    fn an_address_is_one_of_the_web_and_a_language_a_tag() {
        assert_eq!(accepted(Field::Url, "HTTPS://a.example/b c"), "https://a.example/b%20c");
        assert!(refused(Field::Url, "javascript:alert(1)").contains("no address"));
        assert_eq!(accepted(Field::Language, "pt_br"), "pt-BR");
        assert!(refused(Field::Language, "English").contains("such as en"));
        assert!(refused(Field::Language, "en-é!").contains("such as en"));
    }

    #[test]
    fn nothing_typed_means_not_stated() {
        for &field in Field::ALL {
            assert_eq!(accept(field, "  "), Ok(String::new()), "{}", field.name());
        }
    }

    #[test]
    fn a_source_that_ends_in_what_cleaning_drops_reads_back_as_the_same() {
        let kept = accept(Field::Source, "A \u{13440}").unwrap();
        assert_eq!(accept(Field::Source, &kept), Ok(kept));
    }

    proptest! {
        #[test]
        fn what_is_accepted_reads_back_as_the_same(field in prop::sample::select(Field::ALL), typed in "\\PC{0,40}") {
            if let Ok(kept) = accept(field, &typed) {
                prop_assert_eq!(accept(field, &kept), Ok(kept));
            }
        }

        #[test]
        fn authors_that_are_accepted_read_back_as_the_same(typed in "([A-Z][a-z]{1,5}|van|al-|Jr\\.|王小明|, | |;|\\{|\\}|by ){0,9}") {
            if let Ok(kept) = accept(Field::Authors, &typed) {
                let (mut once, mut again) = (Meta::default(), Meta::default());
                put(&mut once, Field::Authors, &typed).unwrap();
                put(&mut again, Field::Authors, &kept).unwrap();
                prop_assert_eq!(once, again);
            }
        }

        #[test]
        fn any_date_of_any_shape_reads_back(typed in "[0-9]{1,4}([-/. ]([0-9]{1,2}|May|Friday)){0,2}([T ][0-9:+]{0,8})?") {
            if let Ok(kept) = accept(Field::Published, &typed) {
                prop_assert_eq!(accept(Field::Published, &kept), Ok(kept));
            }
        }
    }
}
