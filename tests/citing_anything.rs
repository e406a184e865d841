//! Whatever is known of an article, it can be cited, and every format says the same.

use newsread::article::{Meta, Name, Origin, Safe, Sourced, When};
use newsread::cite::{Citer, Form, Format, Record, Style};
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
