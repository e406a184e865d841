//! Records that came from elsewhere: read, told apart, written again.

use newsread::cite::{Citer, Fault, Form, Format, Record, Style, export, records};
use proptest::prelude::*;
use serde_json::{Value, json};

fn given(text: &str) -> Vec<Record> {
    let given = records(text).expect("a file of records");
    assert_eq!(given.faults, [], "{text}");
    given.records
}

fn faults(text: &str) -> Vec<String> {
    records(text).expect("a file of records").faults.iter().map(Fault::to_string).collect()
}

fn apa(record: &Record) -> String {
    let citation = Citer::default().cite_record(record, &Style::Apa, Form::Entry);
    citation.expect("a citation").write(Format::Plain).to_string()
}

const RAIN: &str = "Berg, J. van den, & Met Office. (2024, March 18). Rain. The Post. \
                    https://a.example/rain";

const BIBLATEX: &str = "@article{rain, author = {van den Berg, Jan and {Met Office}},
  title = {Rain}, journaltitle = {The Post}, entrysubtype = {newspaper},
  date = {2024-03-18}, url = {https://a.example/rain}, urldate = {2026-11-23}, langid = {english}}";

const RIS: &str = "TY  - NEWS\r\nAU  - van den Berg, Jan\r\nAU  - Met Office\r\nTI  - Rain\r\n\
                   T2  - The Post\r\nPY  - 2024\r\nDA  - 2024/03/18/\r\n\
                   UR  - https://a.example/rain\r\nY2  - 2026/11/23/\r\nLA  - en\r\n\
                   ID  - rain\r\nER  - \r\n";

const YAML: &str = "---\nreferences:\n- id: rain\n  type: article-newspaper\n  title: Rain\n  \
                    author:\n  - {family: Berg, given: Jan, non-dropping-particle: van den}\n  \
                    - literal: Met Office\n  container-title: The Post\n  issued: 2024-03-18\n  \
                    URL: https://a.example/rain\n  accessed: {date-parts: [[2026, 11, 23]]}\n  \
                    language: en\n...\n";

#[test]
fn one_record_is_the_same_in_every_format_it_can_come_in() {
    let json = r#"[{"id": "rain", "type": "article-newspaper", "title": "Rain",
        "author": [{"family": "van den Berg", "given": "Jan"}, {"literal": "Met Office"}],
        "container-title": "The Post", "issued": {"date-parts": [["2024", "03", "18"]]},
        "URL": "https://a.example/rain", "accessed": {"raw": "2026-11-23"}, "language": "en"}]"#;
    let expected = given(json);
    for text in [BIBLATEX, RIS, YAML] {
        assert_eq!(given(text), expected, "{text}");
    }
    assert_eq!(apa(&expected[0]).replace("van den Berg, J.", "Berg, J. van den"), RAIN);
}

#[test]
fn a_record_is_known_by_what_it_holds_and_an_article_is_none() {
    for article in [
        "",
        "Rain fell on Monday.\n@home",
        "---\ntitle: Rain\nreferences:\n- id: a\n---\nRain fell.",
        "- id: a thing\n- another\n",
        r#"{"title": "Rain", "content": "It fell.", "url": "https://a.example"}"#,
        r#"[{"type": "post", "body": "Rain"}"#,
    ] {
        assert_eq!(records(article).map(|given| given.records.len()).filter(|n| *n > 0), None);
    }
    let bom = format!("\u{feff}{RIS}");
    assert_eq!(given(&bom).len(), 1);
}

#[test]
fn a_bad_entry_is_told_with_its_line_and_stops_no_other() {
    let bib = "@misc{a, title = {One}}\n@misc{b,\n  title = {Two},\n  note = oops\n}\n\
               @misc{c, title = {Three}\n@misc{d, title = {Four}}\n@misc{e, year = 2024}\n";
    let read = records(bib).unwrap();
    assert_eq!(read.records.len(), 2);
    let said = faults(bib);
    assert_eq!(
        said[0],
        "4:10: ‘oops’ is not defined; put it into braces, or define it with @string"
    );
    assert_eq!(said[1], "6:1: this entry is never closed; add the missing ‘}’");
    assert!(said[2].starts_with("8:1: this entry has neither title nor author"), "{said:?}");

    let json = "[{\"type\": \"book\", \"title\": \"One\"},\n {\"type\": \"book\", \"title\": },\n \
                {\"type\": \"book\", \"title\": \"Three\"}, {\"type\": \"book\"}]";
    assert_eq!(records(json).unwrap().records.len(), 2);
    let said = faults(json);
    assert!(said[0].starts_with("2:28: this is no JSON: expected value"), "{said:?}");
    assert!(said[1].starts_with("3:38: this item has neither title nor author"), "{said:?}");

    let ris = "TY  - NEWS\nTI  - One\nTY  - NEWS\nTI  - Two\nER  - \nTY  - NEWS\nER  - \n";
    assert_eq!(records(ris).unwrap().records.len(), 2);
    let said = faults(ris);
    assert!(said[0].starts_with("3:1: the record above is never closed"), "{said:?}");
    assert!(said[1].starts_with("6:1: this record has neither title nor author"), "{said:?}");

    let yaml = "references:\n- id: a\n  type: book\n  title: One\n- id: b\n  title: [\n\
                - id: c\n  type: book\n  title: Three\n";
    assert_eq!(records(yaml).unwrap().records.len(), 2, "{:?}", faults(yaml));
    assert!(faults(yaml)[0].contains(": this is no YAML: "), "{:?}", faults(yaml));
}

#[test]
fn abbreviations_accents_and_inherited_fields_of_bibtex_are_understood() {
    let bib = r#"@string{post = "The Post"}
@article{a, author = {M{\"u}ller, J{\'o}zsef and others}, title = "{Rain} " # {\& Wind},
  journal = post, year = 2024, month = mar, day = 18, crossref = {b}}
@collection{b, title = {Weather}, publisher = {Acme}}"#;
    let records = given(bib);
    assert_eq!(apa(&records[0]), "Müller, J. (2024). Rain & Wind. The Post.");
}

#[test]
fn a_note_that_tells_the_access_is_read_in_any_year() {
    for (year, date) in [("1", "0001"), ("987", "0987"), ("2026", "2026")] {
        let bib = format!("@misc{{a, title = {{Rain}}, note = {{Accessed {year}}}}}");
        let written = export(&given(&bib), Format::Biblatex).unwrap();
        assert!(written.contains(&format!("urldate = {{{date}}}")), "{written}");
    }
}

#[test]
fn a_book_given_stays_a_book() {
    let bib = "@book{a, author = {Doe, Jane}, title = {Rain}, publisher = {Acme}, year = {2024}}";
    let record = &given(bib)[0];
    assert_eq!(apa(record), "Doe, J. (2024). Rain. Acme.");
    let item: Value = serde_json::from_str(&export(&given(bib), Format::CslJson).unwrap()).unwrap();
    assert_eq!((&item[0]["type"], &item[0]["publisher"]), (&json!("book"), &json!("Acme")));
}

/// Text without blanks at its ends or beside each other, as records keep it,
/// and without the tags that CSL reads inside text.
fn text() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        "[a-zA-Z0-9 .,:;?!’“”é王&%$#_{}~^|()+*/@-]{1,24}",
        "[A-Z][a-z]{1,9}( [A-Za-z][a-z]{0,9}){0,4}",
    ];
    text.prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .prop_filter("words", |text| text.chars().any(char::is_alphanumeric))
}

fn word() -> impl Strategy<Value = String> {
    "[A-ZÉ][a-zé]{1,8}(-[A-Z][a-z]{1,5})?"
}

fn name() -> impl Strategy<Value = Value> {
    let particle = prop::option::of(prop::sample::select(vec!["van den", "de la", "al-", "d’"]));
    let suffix = prop::option::of(prop::sample::select(vec!["Jr.", "III"]));
    let person = (word(), "[A-Z][a-z]{1,8}( [A-Z]\\.)?", particle, suffix);
    let person = person.prop_map(|(family, given, particle, suffix)| {
        let mut name = json!({"family": family, "given": given});
        if let Some(particle) = particle {
            name["non-dropping-particle"] = particle.into();
        }
        if let Some(suffix) = suffix {
            name["suffix"] = suffix.into();
        }
        name
    });
    let whole = "[A-Z][a-z]{1,8}( and| for| [A-Z&][a-z]{0,6}){0,3} [A-Z][a-z]{1,8}";
    prop_oneof![4 => person, 1 => whole.prop_map(|name| json!({"literal": name}))]
}

fn date() -> impl Strategy<Value = Value> {
    let day = (1..=9999i16, 1..=12i8, 1..=28i8);
    prop_oneof![
        (1..=9999i16).prop_map(|year| json!({"date-parts": [[year]]})),
        (1..=9999i16, 1..=12i8).prop_map(|(year, month)| json!({"date-parts": [[year, month]]})),
        day.clone().prop_map(|(y, m, d)| json!({"date-parts": [[y, m, d]]})),
        day.prop_map(|(y, m, d)| json!({"date-parts": [[y, m, d], [y, m, 28]]})),
        (1..=9999i16, 1..=4u8).prop_map(|(y, s)| json!({"date-parts": [[y]], "season": s})),
        (1..=9999i16).prop_map(|year| json!({"date-parts": [[year]], "circa": true})),
    ]
}

const KINDS: [&str; 14] = [
    "article-newspaper",
    "article-magazine",
    "article-journal",
    "webpage",
    "post-weblog",
    "book",
    "chapter",
    "paper-conference",
    "report",
    "thesis",
    "dataset",
    "software",
    "legal_case",
    "motion_picture",
];

prop_compose! {
    fn items()(
        kind in prop::sample::select(&KINDS[..]),
        title in text(),
        authors in prop::collection::vec(name(), 0..4),
        source in prop::option::of(text()),
        issued in prop::option::of(date()),
        accessed in prop::option::of(date()),
        url in prop::option::of("https://a\\.example/[a-z0-9/?=&_~%-]{0,16}"),
        language in prop::option::of(prop::sample::select(vec!["en-US", "de", "pt-BR", "tlh", "zh-Hant"])),
        texts in prop::collection::btree_map(prop::sample::select(vec![
            "volume", "issue", "number", "page", "publisher", "publisher-place", "section", "note",
            "abstract", "edition", "genre", "archive-place", "title-short", "medium", "keyword",
        ]), text(), 0..5),
        doi in prop::option::of("10\\.[0-9]{4}/[a-z0-9._-]{1,8}"),
        editors in prop::collection::vec(name(), 0..3),
        directors in prop::collection::vec(name(), 0..2),
        original in prop::option::of(date()),
        agency in prop::option::of(word()),
        updated in prop::option::of("2[0-9]{3}-0[1-9]-1[0-9]"),
    ) -> Value {
        let mut item = json!({"id": "k1", "type": kind, "title": title});
        let mut put = |name: &str, value: Value| if !value.is_null() { item[name] = value };
        let list = |names: Vec<Value>| if names.is_empty() { Value::Null } else { names.into() };
        put("author", list(authors));
        put("editor", list(editors));
        put("director", list(directors));
        put("container-title", source.into());
        put("issued", issued.into());
        put("accessed", accessed.into());
        put("original-date", original.into());
        put("URL", url.into());
        put("DOI", doi.into());
        put("language", language.into());
        for (name, text) in texts {
            put(name, text.into());
        }
        if agency.is_some() || updated.is_some() {
            put("custom", json!({}));
            if let Some(agency) = agency {
                item["custom"]["agency"] = agency.into();
            }
            if let Some(updated) = updated {
                item["custom"]["updated"] = updated.into();
            }
        }
        item
    }
}

fn record(item: &Value) -> Record {
    Record::from_csl_json(&item.to_string()).expect("a record")
}

/// The records that are read of what was written of others.
fn returned(records: &[Record], format: Format) -> Vec<Record> {
    given(&export(records, format).expect("a format for machines"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_record_comes_back_whole_from_csl_json_and_csl_yaml(item in items()) {
        let records = [record(&item)];
        prop_assert_eq!(&returned(&records, Format::CslJson), &records);
        prop_assert_eq!(&returned(&records, Format::CslYaml), &records);
    }

    #[test]
    fn a_record_comes_back_whole_from_biblatex(item in items()) {
        let records = [record(&item)];
        let written = export(&records, Format::Biblatex).unwrap();
        prop_assert_eq!(&returned(&records, Format::Biblatex), &records, "{}", written);
    }

    #[test]
    fn a_record_is_taken_by_the_library_of_typst(item in items()) {
        let written = export(&[record(&item)], Format::Hayagriva).unwrap();
        let library = hayagriva::io::from_yaml_str(&written);
        prop_assert!(library.is_ok_and(|library| library.len() == 1), "{}", written);
    }

    #[test]
    fn a_record_comes_back_whole_from_ris(item in items()) {
        let records = [record(&item)];
        let written = export(&records, Format::Ris).unwrap();
        prop_assert_eq!(&returned(&records, Format::Ris), &records, "{}", written);
    }

    #[test]
    fn an_article_comes_back_whole_from_bibtex(item in items()) {
        let mut item = item;
        item["type"] = "article-newspaper".into();
        let records = [record(&item)];
        let written = export(&records, Format::Bibtex).unwrap();
        prop_assert_eq!(&returned(&records, Format::Bibtex), &records, "{}", written);
    }

    #[test]
    fn no_file_of_records_makes_a_reader_panic(
        text in r#"(@misc\{a, |\}|title = |author = |\{|"|\\|\$|#|TY  - |TI  - |ER  - |\n|- id: |type: book|references:|\[|\]|:|,|é| and |2024-13|[a-z ])*"#,
    ) {
        for begin in ["", "@misc{a, ", "TY  - NEWS\n", "references:\n- id: ", r#"[{"type": "book", "#] {
            let text = format!("{begin}{text}");
            if let Some(given) = records(&text) {
                for format in Format::ALL {
                    export(&given.records, *format);
                }
            }
        }
    }
}
