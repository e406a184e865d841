//! Tells citations apart that would be alike.
//!
//! The methods are those of CSL 1.0.2 (“Disambiguation”), in its order: given
//! names here, since the processor knows them only within one citation; more
//! names, headlines and letters behind the year by the processor.

use std::collections::{BTreeSet, HashMap};

use hayagriva::citationberg::json::{Item, Value};

use super::Written;
use crate::article::{Name, Safe};
use crate::cite::engine::{Given, TellsApart};
use crate::cite::names::Names;
use crate::cite::record::Record;
use crate::cite::{CiteError, Citer, Form, Style, arrange, glyph, range};

/// The characters of those records of a list that cannot be written without
/// the others, by their ranks; `step` is called for each record.
pub(super) fn told_apart(
    citer: &mut Citer,
    listed: &[&Record],
    style: &Style,
    form: Form,
    step: &mut impl FnMut() -> Result<(), CiteError>,
) -> Result<HashMap<usize, Written>, CiteError> {
    let tells = citer.engine.tells_apart(style);
    let mut records: Vec<Record> = listed.iter().map(|record| (*record).clone()).collect();
    let mut written = HashMap::new();
    if let Some(given) = tells.by_given {
        let all: Vec<usize> = (0..records.len()).collect();
        let changed = name_in_full(&mut records, &all, given);
        written
            .extend(changed.into_iter().filter(|_| form == Form::InText).map(|rank| (rank, None)));
    }
    let mut alike = Alike::default();
    for rank in 0..records.len() {
        step()?;
        alike.add(citer, &records, rank, style);
    }
    let mut groups = alike.groups();
    if tells.by_given.is_none() && tells.in_text {
        groups = groups
            .into_iter()
            .flat_map(|group| {
                let changed = name_in_full(&mut records, &group, Given::AsNeeded);
                let changed = changed.into_iter().filter(|_| form == Form::InText);
                written.extend(changed.map(|rank| (rank, None)));
                let mut alike = Alike::default();
                for rank in group {
                    alike.add(citer, &records, rank, style);
                }
                alike.groups()
            })
            .collect();
    }
    // Entries have all names as they are; only citations are changed.
    let shown = |rank: usize| if form == Form::Entry { listed[rank] } else { &records[rank] };
    for group in groups {
        let members: Vec<&Record> = group.iter().map(|rank| shown(*rank)).collect();
        let mut told = together(citer, &members, style, form, tells)?;
        let ends: Vec<Option<Record>> = members.iter().map(|record| record.at_end()).collect();
        if ends.iter().any(Option::is_some) {
            let last = |(end, record): (&'_ Option<Record>, &&Record)| {
                end.clone().unwrap_or_else(|| (*record).clone())
            };
            let last: Vec<Record> = ends.iter().zip(&members).map(last).collect();
            let last = together(citer, &last.iter().collect::<Vec<_>>(), style, form, tells)?;
            told = told.iter().zip(&last).map(|(one, other)| range::joined(one, other)).collect();
        }
        written.extend(group.iter().copied().zip(told.into_iter().map(Some)));
    }
    let written = written.into_iter().map(|(rank, written)| {
        let alone = || citer.listed(shown(rank), style, form, rank);
        (rank, written.map_or_else(alone, Ok))
    });
    Ok(written.collect())
}

/// Records by their citations in the text.
#[derive(Default)]
struct Alike(HashMap<String, Vec<usize>>);

impl Alike {
    fn add(&mut self, citer: &mut Citer, records: &[Record], rank: usize, style: &Style) {
        let written = citer.listed(&records[rank], style, Form::InText, 0);
        if let Ok(glyphs) = written {
            self.0.entry(glyph::text(&glyphs)).or_default().push(rank);
        }
    }

    /// The ranks of those that are alike, in order.
    fn groups(self) -> Vec<Vec<usize>> {
        let mut groups: Vec<_> = self.0.into_values().filter(|group| group.len() > 1).collect();
        groups.sort_unstable();
        groups
    }
}

/// Gives first authors of one family name and different given names as much of
/// these as `given` says, and returns whose.
fn name_in_full(records: &mut [Record], ranks: &[usize], given: Given) -> Vec<usize> {
    let mut givens: HashMap<String, BTreeSet<String>> = HashMap::new();
    for rank in ranks {
        if let Some((family, given)) = first_author(&records[*rank]) {
            givens.entry(family).or_default().insert(given);
        }
    }
    let mut changed = Vec::new();
    for rank in ranks {
        let Some((family, own)) = first_author(&records[*rank]) else { continue };
        let all = &givens[&family];
        let own_initials = initials(&own);
        let differ = all.iter().any(|other| initials(other) != own_initials);
        let is_unique = all.iter().filter(|other| initials(other) == own_initials).count() == 1;
        let shown = match given {
            _ if all.len() < 2 => continue,
            Given::Initials if differ => own_initials,
            Given::Initials => continue,
            Given::AsNeeded if is_unique => own_initials,
            Given::AsNeeded | Given::Whole => own,
        };
        if let Some(Name::Person { family, particle, .. }) = records[*rank].authors.first() {
            let bare = Name::Person {
                family: family.clone(),
                given: Some(Safe::line(&shown)),
                particle: particle.clone(),
                suffix: None,
            };
            records[*rank].authors[0] = Name::Literal(Safe::line(&bare.to_string()));
            changed.push(*rank);
        }
    }
    changed
}

/// The family name, in small letters, and the given name of the first author.
fn first_author(record: &Record) -> Option<(String, String)> {
    match record.authors.first()? {
        Name::Person { family, given: Some(given), particle, .. } => {
            let particle = particle.as_deref().unwrap_or_default();
            Some((format!("{particle} {family}").to_lowercase(), given.to_string()))
        }
        _ => None,
    }
}

/// The initials of given names: “J.-P. A.” of “Jean-Pierre A.”.
fn initials(given: &str) -> String {
    let initial = |name: &str| {
        let parts = name.split('-').filter_map(|part| part.chars().next());
        parts.map(|c| format!("{}.", c.to_uppercase())).collect::<Vec<_>>().join("-")
    };
    given.split(' ').map(initial).collect::<Vec<_>>().join(" ")
}

/// Has records whose citations are alike told apart by the processor.
fn together(
    citer: &mut Citer,
    members: &[&Record],
    style: &Style,
    form: Form,
    tells: TellsApart,
) -> Result<Vec<Vec<glyph::Glyph>>, CiteError> {
    let mut names = Names::default();
    let mut stand_ins = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    for (rank, record) in members.iter().enumerate() {
        let id = format!("cited {rank}");
        let arranged = arrange::arrange_among(record, style, form, &id, names);
        names = arranged.stand_ins.names.clone();
        stand_ins.push(arranged.stand_ins);
        items.push(arranged.item);
    }
    // The processor adds headlines to all of a kind but the first, and letters
    // to undated ones only beside a dated one: it gets one to leave out.
    let mut left_out = items[0].clone();
    left_out.0.insert("id".to_owned(), Value::String("left out".to_owned()));
    if tells.by_year {
        let dated = serde_json::from_str(
            r#"{"id": "left out", "type": "book", "title": "-", "issued": {"date-parts": [[1]]}}"#,
        );
        items.extend(dated.ok().map(|dated: Item| dated));
    } else {
        items.insert(0, left_out);
    }
    let written = citer.engine.arrange_together(&items, style, form, 0)?;
    let written = written.into_iter().skip(usize::from(!tells.by_year));
    let marks = citer.engine.first_marks(style);
    Ok(written.zip(&stand_ins).map(|(glyphs, words)| words.set(&glyphs, marks)).collect())
}
