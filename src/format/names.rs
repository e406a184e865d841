//! Takes the names of authors out of a byline.
//!
//! A byline is a sentence fragment in any of some twenty languages: “By”,
//! names, posts, places, times, an agency. Nothing here knows where a line
//! stands in a file. One idea: cut away what cannot belong to a name, part
//! the rest where two names are joined, and believe only parts that are
//! shaped like a name. What is taken for a person can still be wrong; the
//! caller says whether a byline is certain.

mod by;
mod cut;
mod given;
mod paper;
mod person;
mod words;

pub(crate) use by::{is_by, is_short_by};
pub use by::{is_by_alone, without_by};
pub(crate) use cut::{has_other_word, is_joiner, is_name_word, is_post, named_by_post};
pub use cut::{is_name, people};
pub(crate) use given::each;
pub use paper::is_paper;
pub(crate) use paper::paper_before;
pub(crate) use person::has_known_family;
pub use person::{name, parted};

use crate::article::{Name, Safe};
use words::{AGENCIES, INSTITUTIONS, NOBODY, SUFFIXES};

/// Who a byline names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authors {
    /// The persons in the order of the byline; an agency or an institution,
    /// as [`Name::Literal`], only when no person is named.
    pub people: Vec<Name>,
    /// The agency or institution that stands beside a person.
    pub agency: Option<Safe>,
}

/// Finds the authors in a byline, with or without a “By” before it.
///
/// Posts, places, times, addresses and handles are left out. A byline that
/// names nobody (“Staff Writer”, an address) gives no people.
///
/// ```
/// use newsread::format::names::authors;
///
/// let found = authors("By Jan van den Berg and ANA O’NEILL, Reuters");
/// let people: Vec<_> = found.people.iter().map(ToString::to_string).collect();
/// assert_eq!(people, ["Jan van den Berg", "Ana O’Neill"]);
/// assert_eq!(found.agency.as_deref(), Some("Reuters"));
/// ```
pub fn authors(byline: &str) -> Authors {
    let line = tidy(byline);
    let (line, had_by) = without_by(&line);
    let mut found = Found::default();
    if !found.take_agency(line) {
        for segment in line.split([';', '|', '•', '·', '/', '—', '–']) {
            found.take_segment(segment.trim(), had_by);
        }
    }
    found.into_authors()
}

/// Whether these words are the name of a news agency, or of an institution
/// that signs articles: “Reuters”, “The Canadian Press”.
pub fn is_agency(words: &str) -> bool {
    let folded = words.trim().trim_matches(['(', ')', '[', ']', '.', ',']).to_lowercase();
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    AGENCIES.has(folded)
}

/// What has been found so far in one byline.
#[derive(Default)]
struct Found {
    people: Vec<String>,
    agency: Option<String>,
    institution: Option<String>,
    /// A single word that stands where a name is meant.
    single: Option<String>,
}

impl Found {
    fn take_segment(&mut self, segment: &str, had_by: bool) {
        let (segment, inner) = without_parentheses(segment);
        if let Some(inner) = &inner {
            self.take_agency(inner);
        }
        if !had_by && let Some(person) = reversed(&segment) {
            self.people.push(person);
            return;
        }
        for (rank, part) in cut::parts(&segment).into_iter().enumerate() {
            self.take_part(&part, rank == 0);
        }
        let beside = inner.as_deref().and_then(cut::after_with).map(cut::parts);
        for part in beside.unwrap_or_default() {
            self.take_part(&part, false);
        }
    }

    fn take_part(&mut self, part: &str, is_first: bool) {
        let part = part.trim_matches(|c: char| c.is_whitespace() || ",:-–—*\"“”".contains(c));
        if SUFFIXES.has(&part.to_lowercase()) {
            if let Some(last) = self.people.last_mut() {
                last.push(' ');
                last.push_str(part);
            }
            return;
        }
        let part = part.trim_matches('.');
        if part.is_empty() || self.take_agency(part) || is_nobody(part) {
            return;
        }
        let head = cut::head(part);
        if is_firm(part) {
            let firm = part.strip_prefix("Copyright ").unwrap_or(part);
            self.institution.get_or_insert_with(|| firm.to_owned());
        } else if is_name(head, true) {
            self.people.push(head.to_owned());
        } else if let Some(person) = cut::name_before_post(part) {
            self.people.push(person);
        } else if is_institution(head) {
            self.institution.get_or_insert_with(|| head.to_owned());
        } else if is_first && is_single(head) && !is_torn(part, head) {
            self.single.get_or_insert_with(|| head.to_owned());
        }
    }

    /// Takes `part` if it is an agency.
    fn take_agency(&mut self, part: &str) -> bool {
        let part = part.trim();
        if !is_agency(part) {
            return false;
        }
        self.agency.get_or_insert_with(|| part.trim_matches(['(', ')', '.', ',']).to_owned());
        true
    }

    fn into_authors(self) -> Authors {
        let mut people: Vec<Name> = Vec::new();
        for person in &self.people {
            let person = name(person);
            if !people.contains(&person) {
                people.push(person);
            }
        }
        let agency = self.agency.or(self.institution).map(|agency| Safe::line(&agency));
        if !people.is_empty() {
            return Authors { people, agency };
        }
        let alone = agency.map(Name::Literal).or_else(|| self.single.map(|single| name(&single)));
        Authors { people: alone.into_iter().collect(), agency: None }
    }
}

/// The line without controls, doubled blanks, addresses and handles.
fn tidy(byline: &str) -> String {
    let line = Safe::line(byline);
    let is_address = |word: &str| {
        let word = word.trim_matches(['(', ')', '<', '>', ',', ';', '[', ']']);
        word.contains('@') || word.contains("://") || word.starts_with("www.")
    };
    let words: Vec<&str> = line.split_whitespace().filter(|word| !is_address(word)).collect();
    words.join(" ")
}

/// The segment without what stands in parentheses, and the first of that.
fn without_parentheses(segment: &str) -> (String, Option<String>) {
    let mut outside = String::with_capacity(segment.len());
    let mut inside = None;
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once(['(', '[']) {
        outside.push_str(before);
        outside.push(' ');
        let (inner, behind) = after.split_once([')', ']']).unwrap_or((after, ""));
        inside.get_or_insert_with(|| inner.to_owned());
        rest = behind;
    }
    outside.push_str(rest);
    (outside.trim().to_owned(), inside)
}

/// “Berg, Jan” the right way round; `None` if it is not such a pair.
fn reversed(segment: &str) -> Option<String> {
    let (family, given) = segment.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let mut words = family.split_whitespace();
    let is_family = words.next_back().is_some_and(cut::is_name_word)
        && words.all(|word| person::is_particle(&word.to_lowercase()));
    // “Jong, Michiel de” goes on in front of “Jong”.
    let names = given
        .split_whitespace()
        .rev()
        .skip_while(|word| word.starts_with(char::is_lowercase) && person::is_particle(word));
    let is_given = (1..=3).contains(&names.clone().count())
        && names.clone().all(cut::is_name_word)
        && !given.contains([',', '&'])
        && !SUFFIXES.has(&given.to_lowercase());
    let is_other = is_agency(given)
        || is_agency(family)
        || is_institution(given)
        || is_nobody(given)
        || cut::has_other_word(given)
        || cut::has_other_word(family);
    (is_family && is_given && !is_other).then(|| format!("{given} {family}"))
}

fn is_nobody(part: &str) -> bool {
    let part = part.to_lowercase();
    NOBODY.has(part.strip_prefix("the ").unwrap_or(&part))
        || cut::has_other_word(&part)
            && !is_institution(&part)
            && part.split_whitespace().count() < 2
}

fn is_institution(part: &str) -> bool {
    let words: Vec<String> = part.split_whitespace().map(str::to_lowercase).collect();
    (1..=8).contains(&words.len())
        && !is_nobody_exactly(&words.join(" "))
        && words.iter().any(|word| INSTITUTIONS.has(word))
}

/// Whether a name ends with the form of a firm, such as “Inc.” or “Ltd”.
fn is_firm(part: &str) -> bool {
    let last = part.rsplit(' ').next().unwrap_or_default().trim_end_matches('.').to_lowercase();
    let forms = ["inc", "ltd", "llc", "gmbh", "kg", "plc", "corp"];
    let is_form = forms.contains(&last.as_str()) || last == "co" && part.contains('&');
    part.contains(' ') && is_form
}

/// Whether a name is that of a firm, or half a name: no sure author.
pub(crate) fn is_doubtful(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    is_firm(name) || name.contains(' ') && last.chars().count() == 1
}

fn is_nobody_exactly(part: &str) -> bool {
    NOBODY.has(part)
}

/// Whether the head of a part ends inside a word: “ada” of “ada77”.
fn is_torn(part: &str, head: &str) -> bool {
    let behind = part.find(head).map_or("", |at| &part[at + head.len()..]);
    behind.starts_with(char::is_alphanumeric)
}

/// Whether a single word can be a pen name; a domain or a number cannot.
fn is_single(word: &str) -> bool {
    let chars = word.chars().count();
    !word.contains(char::is_whitespace)
        && (2..30).contains(&chars)
        && word.chars().any(char::is_alphabetic)
        && !word.chars().any(|c| c.is_ascii_digit())
        && !word.trim_end_matches('.').contains('.')
        && !cut::has_other_word(word)
        && !by::is_by(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn people(byline: &str) -> Vec<String> {
        authors(byline).people.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_are_parted_in_many_languages() {
        assert_eq!(people("By Mary Stone and Paul Reed"), ["Mary Stone", "Paul Reed"]);
        assert_eq!(people("Von Karl Weber und Inge Maier"), ["Karl Weber", "Inge Maier"]);
        assert_eq!(people("Por Ana Ruiz y Luis Soto"), ["Ana Ruiz", "Luis Soto"]);
        assert_eq!(
            people("Mary Stone, Paul Reed & Eve Hill"),
            ["Mary Stone", "Paul Reed", "Eve Hill"]
        );
        assert_eq!(people("Автор: Иван Петров"), ["Иван Петров"]);
        assert_eq!(people("Από την Ελένη Παππά"), ["Ελένη Παππά"]);
        assert_eq!(people("โดย มานี รักไทย"), ["มานี รักไทย"]);
        assert_eq!(people("Oprac. Ewa Lis"), ["Ewa Lis"]);
        assert_eq!(people("Haber: Deniz Arslan"), ["Deniz Arslan"]);
        assert_eq!(people("Na Juma Mwangi"), ["Juma Mwangi"]);
        assert_eq!(people("文・写真　秋野 澄子"), ["秋野澄子"]);
    }

    #[test]
    fn a_post_behind_a_name_in_hangul_is_no_part_of_it() {
        assert_eq!(super::people("김민수 기자", false), ["김민수"]);
        assert_eq!(super::people("秋野澄子記者", false), ["秋野澄子"]);
    }

    #[test]
    fn who_helped_stands_in_parentheses() {
        assert_eq!(
            people("Par Anne Roux (avec Léo Blanc et Zoé Petit)"),
            ["Anne Roux", "Léo Blanc", "Zoé Petit"]
        );
        assert_eq!(people("Von Karl Weber (mit dpa)"), ["Karl Weber"]);
        assert_eq!(people("Mary Stone (with the crew)"), ["Mary Stone"]);
    }

    #[test]
    fn capitals_part_a_name_from_a_post() {
        assert_eq!(
            people("Par ANNE ROUX, LÉO BLANC Envoyés spéciaux à Lille"),
            ["Anne Roux", "Léo Blanc"]
        );
    }

    #[test]
    fn a_label_ends_the_names_before_it_and_may_be_of_several_deeds() {
        assert_eq!(people("Teksti: Aino Lehto Kuvat: Mikko Salo"), ["Aino Lehto"]);
        assert_eq!(people("Haber-Kamera: Elif Kaya / İSTANBUL"), ["Elif Kaya"]);
    }

    #[test]
    fn posts_stamps_and_addresses_are_no_authors() {
        assert_eq!(people("By Mary Stone, Staff Writer"), ["Mary Stone"]);
        assert_eq!(people("Mary Stone, senior health reporter"), ["Mary Stone"]);
        assert_eq!(people("Mary Stone Staff Writer"), ["Mary Stone"]);
        assert_eq!(people("By Mary Stone | Updated 3:40 pm"), ["Mary Stone"]);
        assert_eq!(people("Mary Stone mary@example.com @marystone"), ["Mary Stone"]);
        assert_eq!(people("By Mary Stone in Paris"), ["Mary Stone"]);
        for nobody in ["Staff Writer", "admin", "www.example.com", "x@example.com", "", "By"] {
            assert!(people(nobody).is_empty(), "{nobody}: {:?}", people(nobody));
        }
    }

    #[test]
    fn an_agency_alone_is_the_author_and_beside_a_person_it_is_not() {
        assert_eq!(authors("Reuters").people, [Name::Literal(Safe::line("Reuters"))]);
        assert_eq!(people("The Canadian Press"), ["The Canadian Press"]);
        for byline in
            ["By Mary Stone, Associated Press", "Mary Stone (Reuters)", "Mary Stone | AFP"]
        {
            assert_eq!(people(byline), ["Mary Stone"]);
            assert!(authors(byline).agency.is_some(), "{byline}");
        }
    }

    #[test]
    fn a_name_given_last_name_first_is_turned_round() {
        assert_eq!(people("Stone, Mary"), ["Mary Stone"]);
        assert_eq!(people("Stone, Mary; van Dam, Piet"), ["Mary Stone", "Piet van Dam"]);
        assert_eq!(people("Martin King, Jr."), ["Martin King Jr."]);
    }

    #[test]
    fn a_firm_is_no_person() {
        for firm in ["Quay-Verlag GmbH & Co. KG", "Harbour Ropes Inc.", "Stone & Co. Ltd"] {
            assert!(
                !authors(firm).people.iter().any(|name| matches!(name, Name::Person { .. })),
                "{firm}: {:?}",
                authors(firm)
            );
        }
        assert_eq!(people("Copyright Harbour Ropes GmbH"), ["Harbour Ropes GmbH"]);
        assert!(matches!(authors("Mary Co").people[..], [Name::Person { .. }]));
        assert_eq!(people("Mary Stone & Cole Reed"), ["Mary Stone", "Cole Reed"]);
    }

    #[test]
    fn given_names_may_be_particles_elsewhere() {
        for person in ["Ben Andrews", "Al Root", "Ben de Souza"] {
            let found = authors(&format!("By {person}")).people;
            assert!(matches!(found[..], [Name::Person { .. }]), "{person}: {found:?}");
            assert!(is_name(person, true));
        }
        assert!(!is_name("ben Andrews", true));
    }

    #[test]
    fn a_single_word_is_kept_whole() {
        assert_eq!(authors("Banksy").people, [Name::Literal(Safe::line("Banksy"))]);
        assert!(authors("banksy77").people.is_empty(), "an account is not torn apart");
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_panic(line in any::<String>()) {
            authors(&line);
        }

        #[test]
        fn any_words_are_read_without_panic(line in "([Bb]y|von|[A-Z][a-z]{0,4}|Jr\\.|王小明|, | and |;|\\(|\\)|d’|al-|-| ){0,12}") {
            authors(&line);
        }

        #[test]
        fn plain_names_come_back_as_they_are(given in "[A-Z][a-z]{3,7}ko", family in "[A-Z][a-z]{3,7}ez") {
            let line = format!("{given} {family}");
            prop_assert_eq!(people(&format!("By {line}")), vec![line]);
        }
    }
}
