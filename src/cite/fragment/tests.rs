//! Which fragment leads to a passage, by example.

use super::*;
use crate::article::{Kind, Written};

fn body(paragraphs: &[&str]) -> Vec<Block> {
    let block = |text: &&str| Block {
        kind: Kind::Paragraph,
        text: Safe::line(text).into(),
        written: Written::Words((*text).to_owned()),
    };
    paragraphs.iter().map(block).collect()
}

/// The fragment for `words`, the `nth` time that they stand in the article.
fn fragment(paragraphs: &[&str], words: &str, nth: usize) -> Option<String> {
    let body = body(paragraphs);
    let mut stands = body.iter().enumerate().flat_map(|(block, part)| {
        part.text.plain.match_indices(words).map(move |(at, _)| Place { block, at })
    });
    let start = stands.nth(nth).expect("the words stand there so often");
    let end = Place { at: start.at + words.len(), ..start };
    let address = passage_address("https://a.example/", &body, &(start..end))?;
    address.strip_prefix("https://a.example/#:~:text=").map(str::to_owned)
}

#[test]
fn a_short_passage_is_named_whole() {
    let found = fragment(&["Bread rose; the price of salt fell."], "price of salt", 0);
    assert_eq!(found.as_deref(), Some("price%20of%20salt"));
}

#[test]
fn a_long_passage_is_named_by_its_ends() {
    let text = "One began it, two went on with it, three were against it, and four ended it.";
    let found = fragment(&[text], text, 0);
    assert_eq!(found.as_deref(), Some("One%20began%20it,four%20ended%20it."));
}

#[test]
fn words_that_stand_twice_are_told_apart_by_their_neighbours() {
    let text = ["He said no to that. She said no to that too."];
    assert_eq!(fragment(&text, "said no to", 0).as_deref(), Some("said%20no%20to"));
    assert_eq!(fragment(&text, "said no to", 1).as_deref(), Some("She-,said%20no%20to"));
}

#[test]
fn neighbours_may_stand_in_another_paragraph() {
    let text = ["First.", "So it went.", "Second.", "So it went."];
    assert_eq!(fragment(&text, "So it went.", 1).as_deref(), Some("Second.-,So%20it%20went."));
}

#[test]
fn case_and_accents_do_not_tell_words_apart() {
    let text = ["Le café fermé. Le CAFE FERMÉ hier."];
    let found = fragment(&text, "Le CAFE FERMÉ", 0);
    assert_eq!(found.as_deref(), Some("Le%20CAFE%20FERM%C3%89,-hier"));
}

#[test]
fn half_words_are_made_whole() {
    assert_eq!(fragment(&["the ironmongers met"], "mong", 0).as_deref(), Some("ironmongers"));
}

#[test]
fn what_means_something_in_a_fragment_is_encoded() {
    let found = fragment(&["at AT&T, well-known firm"], "AT&T, well-known", 0);
    assert_eq!(found.as_deref(), Some("AT%26T%2C%20well%2Dknown"));
}

#[test]
fn words_that_nothing_tells_apart_have_no_address_of_their_own() {
    assert_eq!(fragment(&["no no no"], "no", 2).as_deref(), Some("no%20no-,no"));
    assert_eq!(fragment(&["no", "no", "no"], "no", 2), None);
}

#[test]
fn a_passage_may_go_over_several_paragraphs() {
    let body = body(&["It rained for a week.", "The river rose.", "Then came the sun again."]);
    let passage = Place { block: 0, at: 3 }..Place { block: 2, at: 17 };
    let address = passage_address("https://a.example/x", &body, &passage);
    assert_eq!(
        address.as_deref(),
        Some("https://a.example/x#:~:text=rained%20for%20a,came%20the%20sun")
    );
}

#[test]
fn an_address_keeps_its_own_fragment() {
    let body = body(&["Only these words."]);
    let passage = Place { block: 0, at: 0 }..Place { block: 0, at: 16 };
    let address = |of: &str| passage_address(of, &body, &passage).map(|found| found.to_string());
    assert_eq!(
        address("https://a.example/#part").as_deref(),
        Some("https://a.example/#part:~:text=Only%20these%20words")
    );
    assert_eq!(
        address("https://a.example/#:~:text=old").as_deref(),
        Some("https://a.example/#:~:text=Only%20these%20words")
    );
}

#[test]
fn a_passage_without_a_word_has_no_address() {
    let body = body(&["— — —"]);
    let passage = Place { block: 0, at: 0 }..Place { block: 0, at: 3 };
    assert_eq!(passage_address("https://a.example/", &body, &passage), None);
    let outside = Place { block: 4, at: 0 }..Place { block: 5, at: 9 };
    assert_eq!(passage_address("https://a.example/", &body, &outside), None);
}
