//! Whatever is known of an article, it can be cited, and every format says the same.

use std::ops::ControlFlow;

use newsread::article::{Meta, Name, Origin, Safe, Sourced, When};
use newsread::cite::{
    CiteError, Citer, Form, Format, Listed, Locator, Progress, Record, Style, export, records,
};
use proptest::prelude::*;

fn known<T>(value: T) -> Sourced<T> {
    Sourced::certain(value, Origin::Line)
}

fn line(text: &str) -> Sourced<Safe> {
    known(Safe::line(text))
}

/// Text of the press, and text that nobody expects.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ a-cA-C1-9.,?!‘’“”\"'*_<>&#()\\[\\]\\\\-]{0,24}"]
}

fn names() -> impl Strategy<Value = Name> {
    let parts = (texts(), prop::option::of(texts()), prop::option::of(texts()));
    parts.prop_map(|(family, given, particle)| match given {
        None => Name::Literal(Safe::line(&family)),
        Some(given) => Name::Person {
            family: Safe::line(&family),
            given: Some(Safe::line(&given)),
            particle: particle.as_deref().map(Safe::line),
            suffix: None,
        },
    })
}

fn dates() -> impl Strategy<Value = When> {
    let day = (1..=9999i16, 1..=12i8, 1..=28i8);
    prop_oneof![
        any::<i16>().prop_map(When::Year),
        (any::<i16>(), any::<i8>()).prop_map(|(year, month)| When::Month(year, month)),
        day.prop_filter_map("a day of a calendar", |(y, m, d)| When::day(y, m, d)),
    ]
}

prop_compose! {
    fn metas()(
        begin in "[a-zA-Z]",
        title in texts(),
        has_sentence in any::<bool>(),
        authors in prop::collection::vec(names(), 0..24),
        source in prop::option::of(texts()),
        published in prop::option::of(dates()),
        accessed in prop::option::of(dates()),
        url in prop::option::of(texts()),
        is_newspaper in any::<bool>(),
    ) -> Meta {
        let title = begin + &title;
        Meta {
            title_as_sentence: has_sentence.then(|| Safe::line(&title.to_lowercase())),
            title: Some(line(&title)),
            authors: Some(known(authors)),
            source: source.as_deref().map(line),
            published: published.map(known),
            accessed: accessed.map(known),
            url: url.map(|path| line(&format!("https://a.example/{path}"))),
            is_newspaper,
            ..Meta::default()
        }
    }
}

/// What a reader of the Markdown sees, by an independent parser.
fn seen_in_markdown(markdown: &str) -> String {
    use pulldown_cmark::{Event, Parser};
    Parser::new(markdown).fold(String::new(), |mut seen, event| {
        if let Event::Text(words) | Event::Code(words) = event {
            seen.push_str(&words);
        }
        seen
    })
}

fn seen_in_html(html: &str) -> String {
    let words = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    let words = words.collect::<String>().replace("&lt;", "<").replace("&gt;", ">");
    words.replace("&quot;", "\"").replace("&amp;", "&")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_known_can_be_cited_and_all_formats_say_the_same(meta in metas()) {
        let mut citer = Citer::default();
        for style in Style::ALL {
            for form in Form::ALL {
                let citation = citer.cite(&meta, style, *form).unwrap();
                let plain = citation.write(Format::Plain);
                prop_assert!(!plain.trim().is_empty());
                prop_assert_eq!(seen_in_html(&citation.write(Format::Html)), &*plain);
                let markdown = citation.write(Format::Markdown);
                prop_assert_eq!(seen_in_markdown(&markdown), &*plain, "{}", markdown);
                let bibtex = citation.write(Format::Bibtex);
                let depth = bibtex.chars().try_fold(0u32, |depth, c| match c {
                    '{' => depth.checked_add(1),
                    '}' => depth.checked_sub(1),
                    _ => Some(depth),
                });
                prop_assert_eq!(depth, Some(0), "{}", bibtex);
            }
        }
    }

    #[test]
    fn no_item_of_csl_json_breaks_the_processor(
        field in "issued|author|URL|page|volume|editor|container-title",
        value in r#""\PC{0,9}"|[0-9]{1,4}|\[[0-9]{0,3}\]|\{"date-parts": \[\[[0-9]{0,4}(,[0-9]{1,3}){0,3}\]\]\}|\{"raw": "[0-9/~-]{0,9}"\}"#,
    ) {
        let json = format!(r#"{{"{field}": {value}, "title": "Rain"}}"#);
        if let Ok(record) = Record::from_csl_json(&json) {
            let mut citer = Citer::default();
            for style in Style::ALL {
                prop_assert!(citer.cite_record(&record, style, Form::Entry).is_ok(), "{json}");
            }
        }
    }
}

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_is_known_of_many_articles_they_are_listed(
        metas in prop::collection::vec(metas(), 2..6),
        doubled in any::<bool>(),
    ) {
        let mut records: Vec<Record> = metas.iter().map(Record::of).collect();
        if doubled {
            records.extend(records.clone());
        }
        let mut citer = Citer::default();
        for style in Style::ALL {
            for form in Form::ALL {
                let list = citer.bibliography(&records, style, *form, go_on).unwrap();
                prop_assert_eq!(list.len(), records.len());
                for Listed { citation, .. } in list {
                    prop_assert!(!citation.unwrap().write(Format::Plain).trim().is_empty());
                }
            }
        }
    }

    #[test]
    fn whatever_place_is_named_it_can_be_cited(meta in metas(), place in texts()) {
        let record = Record::of(&meta);
        if let Ok(locator) = place.parse::<Locator>() {
            let mut citer = Citer::default();
            for style in Style::ALL {
                let citation = citer.cite_at(&record, style, Form::InText, Some(&locator));
                prop_assert!(citation.is_ok(), "{style} {locator}");
            }
        }
    }

    #[test]
    fn whatever_is_known_every_format_for_machines_can_be_read_again(meta in metas()) {
        let record = Record::of(&meta);
        for format in [Format::Bibtex, Format::Biblatex, Format::Ris, Format::CslJson, Format::CslYaml] {
            let written = export(std::slice::from_ref(&record), format).unwrap();
            let read = records(&written);
            prop_assert!(read.is_some_and(|read| read.records.len() == 1), "{}", written);
        }
        let typst = export(&[record], Format::Hayagriva).unwrap();
        prop_assert!(hayagriva::io::from_yaml_str(&typst).is_ok(), "{}", typst);
    }
}

#[test]
fn a_hundred_thousand_authors_and_a_headline_of_a_megabyte_are_cited() {
    let author = r#"{"family": "Doe", "given": "Jane"}"#;
    let authors = vec![author; 100_000].join(",");
    let many = format!(r#"{{"title": "Rain", "author": [{authors}]}}"#);
    let long = format!(r#"{{"title": "{}"}}"#, "Rain “falls” ".repeat(80_000));
    for (json, style) in [(many, Style::Apa), (long, Style::Mla)] {
        let record = Record::from_csl_json(&json).unwrap();
        let mut citer = Citer::default();
        let citation = citer.cite_record(&record, &style, Form::Entry).unwrap();
        for format in Format::ALL {
            assert!(!citation.write(*format).is_empty());
        }
    }
}

#[test]
fn an_odd_record_is_cited_or_refused_with_a_message() {
    for json in [
        r#"{"title": "", "author": [], "issued": {}}"#,
        r#"{"title": "Rain", "issued": {"date-parts": [[2024, 13, 99]]}}"#,
        r#"{"title": "Rain", "issued": {"date-parts": [[2024, 1], [2024, 2], [2024, 3]]}}"#,
        r#"{"title": "Rain", "issued": {"date-parts": [[]]}, "accessed": {"raw": "soon"}}"#,
        r#"{"title": "<i>Rain</i> & <b>snow", "author": [{"family": ""}, {"given": "Jo"}]}"#,
        r#"{"title": ["Rain"], "author": {"family": "Doe"}, "container-title": 7}"#,
        r#"{"type": "no such type", "title": "Rain", "page": "-", "volume": "IV"}"#,
    ] {
        let cited = Record::from_csl_json(json)
            .and_then(|record| Citer::default().cite_record(&record, &Style::Apa, Form::Entry));
        match cited {
            Ok(citation) => assert!(!citation.write(Format::Plain).is_empty(), "{json}"),
            Err(error) => assert_eq!(error, CiteError::Empty, "{json}"),
        }
    }
}
