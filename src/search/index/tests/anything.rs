//! Whatever the articles and the query are, the index and the scanner agree.

use proptest::prelude::*;

use super::{Both, dated, file};
use crate::state::Marks;

/// Words that can be confused.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("a"),
        Just("ab"),
        Just("abc"),
        Just("abca"),
        Just("abcab"),
        Just("us"),
        Just("U.S."),
        Just("b-c"),
        Just("a’s"),
        Just("bc"),
        Just("東京"),
        Just("3,000"),
        Just("4.5"),
        Just("Äb"),
        Just("b-c-a"),
        Just("\n\n"),
        Just("# "),
    ];
    prop::collection::vec(word, 1..14).prop_map(|words| words.join(" "))
}

fn query() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("a"),
        Just("ab"),
        Just("abc"),
        Just("abcab"),
        Just("us"),
        Just("u.s."),
        Just("b-c"),
        Just("bc"),
        Just("東"),
        Just("京"),
        Just("3000"),
        Just("4"),
        Just("äb"),
    ];
    let words = prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "));
    let part = (words, 0..12_u8, 0..4_u8).prop_map(|(words, kind, n)| match kind {
        0 | 1 => format!("{words} "),
        2 => format!("\"{words}\""),
        3 => format!("\"{words}*\""),
        4 => format!("\"{words}\"~{n}"),
        5 => format!("-{words} "),
        6 => format!("({words} OR bc) "),
        7 => format!("title:\"{words}\""),
        8 => format!("='{words}'"),
        9 => format!("-='{words}'"),
        10 => format!("/{}/i", words.replace([' ', '.'], ".")),
        _ => words,
    });
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_index_finds_what_the_scanner_finds(texts in prop::collection::vec((text(), 1..29_u8), 1..7), typed in prop::collection::vec(query(), 24)) {
        let files: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(n, (text, day))| match day % 3 {
                0 => file(&n.to_string(), text),
                1 => file(&n.to_string(), &format!("---\ntitle: {}\n---\n\n{text}", text.replace(['\n', '#'], ""))),
                _ => dated(&n.to_string(), &format!("2020-01-{day:02}"), text),
            })
            .collect();
        let both = Both::over(&files);
        for typed in typed {
            both.agree(&typed, &Marks::default());
        }
    }
}
