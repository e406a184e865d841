//! Ready-made records, cited beside what the reference CSL processor says of them.
//!
//! `fixtures/citations-dev.json` holds the strings of citeproc-js 1.4.63 with
//! the official styles of August 2026. Where a manual says otherwise, the
//! manual wins; each such case is in [`DEVIATIONS`].

use newsread::cite::{Citer, Form, Format, Record, Style};
use serde_json::Value;

/// Where a manual contradicts the reference processor, and we follow the manual.
struct Deviation {
    style: Style,
    reason: &'static str,
    /// The records whose entry deviates, and those whose citation in the text does.
    entries: &'static [&'static str],
    in_text: &'static [&'static str],
    /// What the reference ought to say.
    corrected: fn(&str) -> String,
}

const DEVIATIONS: &[Deviation] = &[
    Deviation {
        style: Style::Apa,
        reason: "words of four letters and more have a capital in title case (APA 7, §6.17)",
        entries: &[],
        in_text: &["d07"],
        corrected: |said| said.replace("without", "Without"),
    },
    Deviation {
        style: Style::ChicagoNotes,
        reason: "prepositions of five letters and more have a capital (Chicago 18, §8.160)",
        entries: &["d07", "d27"],
        in_text: &["d07", "d27"],
        corrected: |said| said.replace("without", "Without").replace("across", "Across"),
    },
    Deviation {
        style: Style::ChicagoAuthorDate,
        reason: "prepositions of five letters and more have a capital (Chicago 18, §8.160)",
        entries: &["d07", "d27"],
        in_text: &[],
        corrected: |said| said.replace("without", "Without").replace("across", "Across"),
    },
    Deviation {
        style: Style::Ieee,
        reason: "days have no leading zero (IEEE Reference Guide)",
        entries: &["d02", "d03", "d06", "d10", "d15", "d17", "d18", "d20", "d21", "d26", "d31"],
        in_text: &[],
        corrected: |said| said.replace(". 0", ". ").replace("May 0", "May "),
    },
];

fn records() -> Vec<Value> {
    let fixture = include_str!("../fixtures/citations-dev.json");
    serde_json::from_str(fixture).expect("the fixture is JSON")
}

fn deviates(style: &Style, form: Form, id: &str) -> Option<&'static Deviation> {
    let ids = |deviation: &'static Deviation| match form {
        Form::Entry => deviation.entries,
        _ => deviation.in_text,
    };
    DEVIATIONS.iter().find(|deviation| deviation.style == *style && ids(deviation).contains(&id))
}

/// The reference's words for an entry of its own, which has no number.
fn unnumbered(entry: &str) -> &str {
    entry.trim_start_matches("1. ").trim_start_matches("[1] ")
}

#[test]
fn given_records_are_cited_as_the_reference_processor_cites_them() {
    let mut citer = Citer::default();
    let mut agreed = 0;
    for style in Style::ALL.iter().filter(|style| **style != Style::Turabian) {
        for record in records() {
            let id = record["csl"]["id"].as_str().unwrap();
            let given = Record::from_csl_json(&record["csl"].to_string()).unwrap();
            for (form, key) in [(Form::Entry, "bibliography"), (Form::InText, "in_text")] {
                let reference = record["reference"][style.name()][key].as_str().unwrap();
                let reference = unnumbered(reference);
                let citation = citer.cite_record(&given, style, form).unwrap();
                let said = citation.write(Format::Plain).to_string();
                if let Some(deviation) = deviates(style, form, id) {
                    assert_ne!(said, reference, "{id} {style}: not {}", deviation.reason);
                    assert_eq!(said, (deviation.corrected)(reference), "{}", deviation.reason);
                } else {
                    assert_eq!(said, reference, "{id} {style} {form}");
                    agreed += 1;
                }
            }
        }
    }
    assert_eq!(agreed, 494, "of 512 strings, 18 follow a manual against the reference");
}

/// The words with the tags of italics alone.
fn italics(html: &str) -> String {
    let html = html.replace('\n', "").replace("&#38;", "&amp;");
    let mut parts = html.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| match part.split_once('>') {
        Some(("i" | "/i", _)) => format!("<{part}"),
        Some((_, words)) => words.to_owned(),
        None => part.to_owned(),
    });
    let words = rest.fold(first, |all, part| all + &part);
    words.trim().trim_start_matches("1.").trim_start_matches("[1]").trim().to_owned()
}

#[test]
fn the_same_words_are_in_italics_as_in_the_reference() {
    let mut citer = Citer::default();
    for style in Style::ALL.iter().filter(|style| **style != Style::Turabian) {
        for record in records() {
            let id = record["csl"]["id"].as_str().unwrap();
            let given = Record::from_csl_json(&record["csl"].to_string()).unwrap();
            let reference = italics(record["reference"][style.name()]["html"].as_str().unwrap());
            let reference = match deviates(style, Form::Entry, id) {
                Some(deviation) => (deviation.corrected)(&reference),
                None => reference,
            };
            let citation = citer.cite_record(&given, style, Form::Entry).unwrap();
            assert_eq!(italics(&citation.write(Format::Html)), reference, "{id} {style}");
        }
    }
}
