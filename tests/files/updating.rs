//! A file of BibTeX that grows: what is cited again is brought up to date, and
//! nothing else is touched.

use newsread::cite::{Format, Record, records, update};
use proptest::prelude::*;

fn given(bib: &str) -> Vec<Record> {
    records(bib).expect("a file of records").records
}

fn updated(text: &str, new: &str) -> String {
    update(text, &given(new), Format::Biblatex).expect("a file that grows").expect("a sound file")
}

const FOREIGN: &str = "% Encoding: UTF-8\n\nA note to myself: mail a@b.example\n\
    @string{ post = \"The Post\" }\n@Preamble{\"\\newcommand{\\x}{}\"}\n\
    @BOOK{ Knuth:1984 ,\n\tTITLE=\"The {\\TeX}book\" # post,year=1984 }\n\
    @comment{jabref-meta: databaseType:biblatex;}";

const RAIN: &str = "@online{doe2024rain, author = {Doe, Jane}, title = {Rain}, date = {2024-03-18}, \
                    url = {https://a.example/rain}}";

#[test]
fn new_entries_come_behind_what_was_there_which_stays_byte_for_byte() {
    let grown = updated(FOREIGN, RAIN);
    let added = grown.strip_prefix(FOREIGN).expect("the file as it was");
    assert!(added.starts_with("\n\n@online{doe2024rain,\n  author = {Doe, Jane},\n"), "{added}");
    assert!(added.ends_with("}\n"));
}

#[test]
fn what_is_cited_again_is_written_anew_where_it_stands() {
    let old = "@online{doe2024rain,\n  title = {Rain Falls},\n  year = 2023,\n  \
               url = {https://a.example/rain},\n  keywords = {thesis, wet},\n  file = \"a.pdf\"\n}";
    let grown = updated(&format!("{FOREIGN}\n{old}\nbehind\n"), RAIN);
    let expected = "@online{doe2024rain,\n  author = {Doe, Jane},\n  title = {Rain},\n  \
                    date = {2024-03-18},\n  url = {https://a.example/rain},\n  \
                    keywords = {thesis, wet},\n  file = \"a.pdf\",\n}";
    assert_eq!(grown, format!("{FOREIGN}\n{expected}\nbehind\n"));
}

#[test]
fn an_entry_of_the_same_key_for_another_article_is_left_alone() {
    let other = "@online{doe2024rain, title = {Rain}, url = {https://other.example}}\n";
    let grown = updated(other, RAIN);
    assert!(grown.starts_with(other) && grown.contains("\n@online{doe2024raina,"), "{grown}");
    assert_eq!(updated(&grown, RAIN), grown);
}

#[test]
fn a_broken_file_is_refused_with_its_line() {
    let fault = |text: &str| {
        let refused = update(text, &given(RAIN), Format::Bibtex).unwrap().unwrap_err();
        refused.to_string()
    };
    assert_eq!(
        fault("@misc{a, title={A}}\n\n@misc{b, title={B}\n"),
        "3:1: this entry is never closed; add the missing ‘}’ first"
    );
    let said = fault("@misc{a, title={A}}\n@misc{b,\n  title {B}}\n");
    assert!(said.starts_with("3:") && said.ends_with("; correct this entry first"), "{said}");
}

#[test]
fn the_line_ends_of_a_file_are_kept() {
    let grown = updated("@misc{a, title={A}}\r\n", RAIN);
    assert_eq!(grown.matches('\n').count(), grown.matches("\r\n").count());
}

proptest! {
    #[test]
    fn an_update_only_adds_and_a_second_one_changes_nothing(
        foreign in r#"(@misc\{[a-c], title = \{[a-z ]{1,5}\}\}|@string\{p = "x"\}|% [a-z@ ]{0,9}|\n| ){0,9}"#,
        titles in prop::collection::vec("[A-Z][a-z]{1,3}", 1..4),
    ) {
        let json = |title: &String| format!(r#"{{"type": "webpage", "title": "{title}"}}"#);
        let items = titles.iter().map(json).collect::<Vec<_>>().join(",");
        let records = given(&format!("[{items}]"));
        let distinct = newsread::cite::distinct(&records);
        let records: Vec<Record> = distinct.into_iter().map(|rank| records[rank].clone()).collect();
        for format in [Format::Bibtex, Format::Biblatex] {
            let once = update(&foreign, &records, format).unwrap().unwrap();
            prop_assert!(once.starts_with(&foreign));
            let twice = update(&once, &records, format).unwrap().unwrap();
            prop_assert_eq!(twice, once);
        }
    }
}
