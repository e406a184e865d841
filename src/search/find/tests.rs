//! What is lit in an article.

use super::*;
use crate::article::{Block, Safe, Written};
use crate::search::words::{folded, words};
use proptest::prelude::*;

fn article(blocks: &[(Kind, &str)]) -> Article {
    let block = |&(kind, text): &(Kind, &str)| Block {
        kind,
        text: Safe::lines(text).into(),
        written: Written::Words(text.to_owned()),
    };
    Article { body: blocks.iter().map(block).collect(), ..Article::default() }
}

fn found(text: &str, query: &str) -> Vec<String> {
    let article = article(&[(Kind::Paragraph, text)]);
    let hits = find(&article, &Query::parse(query));
    hits.into_iter().map(|hit| article.body[0].text.plain[hit.range].to_owned()).collect()
}

#[test]
fn a_word_is_found_whatever_its_case_and_accents() {
    assert_eq!(found("Café, CAFE and cafés", "cafe "), ["Café", "CAFE"]);
}

#[test]
fn a_beginning_lights_the_whole_word() {
    assert_eq!(found("Climate and climbers, acclimatised", "clim"), ["Climate", "climbers"]);
}

#[test]
fn a_phrase_is_one_hit_across_any_white_space_and_punctuation() {
    assert_eq!(
        found("The central\nbank; a central — bank", "\"central bank\""),
        ["central\nbank", "central — bank"]
    );
}

#[test]
fn a_word_that_follows_itself_is_found_twice() {
    assert_eq!(found("rain rain rain", "rain "), ["rain", "rain", "rain"]);
}

#[test]
fn an_abbreviation_is_found_with_its_dots_and_without() {
    assert_eq!(found("In the U.S. economy", "u.s. "), ["U.S."]);
    assert_eq!(found("In the U.S. economy", "\"us economy\""), ["U.S. economy"]);
    assert_eq!(found("Let us go", "u.s. "), [""; 0]);
    assert_eq!(found("the U.S. and U.K. trade", "\"us and uk\""), ["U.S. and U.K."]);
}

#[test]
fn a_compound_is_found_in_parts_and_as_a_whole() {
    let text = "Co-operation is well-known";
    for query in ["co-operation ", "cooperation ", "cooper"] {
        assert_eq!(found(text, query), ["Co-operation"], "{query}");
    }
    assert_eq!(found(text, "known "), ["known"]);
    assert_eq!(found("cooperation", "co-operation "), ["cooperation"]);
    assert_eq!(found("the nation’s share", "nation "), ["nation"]);
}

#[test]
fn a_number_is_found_with_its_comma_and_without() {
    assert_eq!(found("3,000 of 3000 at 4.5%", "3000 4.5% "), ["3,000", "3000", "4.5"]);
}

#[test]
fn a_part_of_a_sentence_without_spaces_is_found() {
    assert_eq!(found("今日の東京は雨", "東京"), ["東京"]);
    assert_eq!(found("서울에서 비", "서울 "), ["서울"]);
}

#[test]
fn overlapping_hits_are_one() {
    assert_eq!(
        found("the central bank rate", "\"central bank\" \"bank rate\""),
        ["central bank rate"]
    );
}

#[test]
fn only_what_a_person_reads_is_searched() {
    let article = article(&[
        (Kind::Title, "Rain"),
        (Kind::Furniture, "Rain alerts"),
        (Kind::Caption, "Rain in Porto"),
        (Kind::Citation, "Rain (2020)"),
    ]);
    let blocks: Vec<_> =
        find(&article, &Query::parse("rain ")).iter().map(|hit| hit.block).collect();
    assert_eq!(blocks, [0, 2]);
}

#[test]
fn a_phrase_does_not_cross_into_the_next_block() {
    let article = article(&[(Kind::Paragraph, "the central"), (Kind::Paragraph, "bank")]);
    assert_eq!(find(&article, &Query::parse("\"central bank\"")), []);
}

#[test]
fn words_near_one_another_are_lit_each_by_itself() {
    let text = "Oil fell. The price of crude oil and, long after, prices of the price of gas";
    assert_eq!(found(text, "\"oil price\"~2"), ["Oil", "price", "oil"]);
    assert_eq!(found(text, "\"oil price\"~1"), [""; 0]);
    assert_eq!(found("us and the U.K. agree", "\"uk us\"~2"), ["us", "U.K."]);
}

#[test]
fn a_near_word_named_twice_must_be_there_twice() {
    assert_eq!(found("rain after rain", "\"rain rain\"~1"), ["rain", "rain"]);
    assert_eq!(found("rain after sun", "\"rain rain\"~1"), [""; 0]);
}

#[test]
fn exact_characters_are_found_as_they_are_shown() {
    assert_eq!(found("A (small) Matter, a (Small) matter", "='(Small) m'"), ["(Small) m"]);
    assert_eq!(found("one\ntwo", "='e t'"), ["e\nt"]);
}

#[test]
fn an_expression_is_found_where_it_matches_something() {
    assert_eq!(found("In 1999, 2004 and 2013", "/20[0-9]{2}/"), ["2004", "2013"]);
    assert_eq!(found("Rain, rain", "/^RAIN|x*/i"), ["Rain"]);
    assert_eq!(found("東京は2020年", "/.京/"), ["東京"]);
}

#[test]
fn what_must_not_be_there_is_not_lit_and_either_of_two_is() {
    assert_eq!(found("rain and snow", "-rain snow OR and "), ["and", "snow"]);
}

#[test]
fn words_of_the_headline_are_lit_there_alone() {
    let article = article(&[(Kind::Title, "Rain"), (Kind::Paragraph, "Rain fell.")]);
    let hits = find(&article, &Query::parse("title:rain fell "));
    assert_eq!(hits.iter().map(|hit| hit.block).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(&article.body[1].text.plain[hits[1].range.clone()], "fell");
}

proptest! {
    #[test]
    fn hits_fold_to_the_words_of_the_query(text in "[a-cA-C éÉ.'’東1,\n-]{0,60}", query in "[a-c é.'東1,-]{1,6} ") {
        let article = article(&[(Kind::Code, &text)]);
        let plain = &article.body[0].text.plain;
        let letters = |text: &str| words(text).map(|word| folded(&text[word])).collect::<String>().replace('.', "");
        let query = Query::parse(&query);
        for hit in find(&article, &query) {
            let hit = plain.get(hit.range).expect("on character boundaries");
            let is_in = |term: &&Term| matches!(term, Term::Words(words) if letters(hit).contains(&letters(&words.text)));
            prop_assert!(query.terms().iter().any(is_in));
        }
    }

    #[test]
    fn every_word_of_a_text_finds_it(text in any::<String>()) {
        let article = article(&[(Kind::Paragraph, &text)]);
        let plain = &article.body[0].text.plain;
        for word in words(plain) {
            let query = Query::parse(&format!("{} ", &plain[word.clone()]));
            let hits = find(&article, &query);
            prop_assert!(query.is_empty() || hits.iter().any(|hit| hit.range.start <= word.start && word.end <= hit.range.end));
        }
    }
}
