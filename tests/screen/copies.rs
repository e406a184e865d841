//! The copies and versions of a story: in the list, in a popup, compared.

use crate::support::{Session, With, article, five};
use newsread::article::{Article, Origin, Safe, Sourced};

const STORM: [&str; 4] = [
    "Three boats sank in the harbour in the night to Monday, when the wind turned to the north \
     and rose to a storm. Nobody was on board.",
    "The keeper of the lock had warned of the wind since Friday, he says.",
    "The mayor praised the quick work of the crew of the harbour, which had been called out at \
     four in the morning.",
    "Two of the boats had no insurance, and the ferry goes as planned.",
];

const CHANGED: [&str; 4] = [
    "Four boats sank in the harbour in the night to Monday, when the wind turned to the north \
     and rose to a storm. One man is missing.",
    STORM[1],
    STORM[3],
    "The radio of the harbour was out of order, as the crew confirms.",
];

fn of_agency(mut article: Article) -> Article {
    article.meta.agency = Some(Sourced::certain(Safe::line("Reuters"), Origin::Line));
    article
}

/// A wire story, a copy of it, a later version of the copy, and five others.
fn archive() -> Vec<Article> {
    let wire = article("Boats sink in storm", &STORM).on(2024, 3, 18).by("Reuters");
    let copy = article("Harbour: three boats lost", &STORM).on(2024, 3, 19).by("The Courier");
    let later = article("Storm: a man is missing", &CHANGED).on(2024, 3, 20).by("The Courier");
    [vec![later, of_agency(copy), wire], five()].concat()
}

#[test]
fn a_row_says_how_many_others_tell_its_story() {
    let mut session = Session::over(archive()).sized(110, 30);
    let screen = session.screen();
    assert_eq!(screen.matches("+2 copies").count(), 3, "{screen}");
}

#[test]
fn a_story_has_one_row_on_request_and_all_of_them_again() {
    let mut session = Session::over(archive());
    session.press("g c");
    let screen = session.screen();
    assert!(screen.contains("6 stories") && screen.contains("one row for each story"), "{screen}");
    assert!(screen.contains("Boats sink in storm") && !screen.contains("three boats lost"));
    session.press("g c");
    assert!(session.screen().contains("three boats lost"));
}

#[test]
fn of_a_story_that_is_folded_the_earliest_that_matches_is_shown() {
    let mut session = Session::over(archive());
    session.press("g c");
    session.press("/");
    session.type_text("missing");
    let screen = session.screen();
    assert!(screen.contains("a man is missing") && screen.contains("1 article"), "{screen}");
}

#[test]
fn the_copies_of_a_story_are_named_with_the_earliest_and_the_agency() {
    let mut session = Session::over(archive());
    session.press("D");
    insta::assert_snapshot!(session.screen());
}

#[test]
fn what_differs_stands_in_one_column_at_80_columns() {
    let mut session = Session::over(archive());
    session.press("D k enter");
    insta::assert_snapshot!(session.screen());
}

#[test]
fn what_differs_stands_side_by_side_where_there_is_room() {
    let mut session = Session::over(archive()).sized(120, 30);
    session.press("D k enter");
    insta::assert_snapshot!(session.screen());
}

#[test]
fn what_differs_can_be_read_at_40_columns() {
    let mut session = Session::over(archive()).sized(40, 12);
    session.press("D k enter n");
    insta::assert_snapshot!(session.screen());
}

#[test]
fn words_that_differ_are_marked_on_both_sides() {
    let mut session = Session::over(archive()).sized(120, 30);
    session.press("D k enter");
    let hit = session.theme.hit;
    let marked =
        session.styled(|style| style.add_modifier == hit.add_modifier && style.fg == hit.fg);
    assert!(
        marked.contains(&"Three".to_owned()) && marked.contains(&"Four".to_owned()),
        "{marked:?}"
    );
}

#[test]
fn n_goes_to_the_next_change_and_esc_back_step_by_step() {
    let mut session = Session::over(archive()).sized(40, 12);
    session.press("D k enter n n n");
    assert!(session.screen().contains("What differs"));
    session.press("esc");
    assert!(session.screen().contains("Copies of this story"));
    session.press("esc");
    assert!(!session.screen().contains("Copies of this story"));
}

#[test]
fn a_copy_can_be_gone_to() {
    let mut session = Session::over(archive());
    session.press("D o");
    let selected = session.app.list.selected().unwrap();
    assert_eq!(&**selected.headline(), "Harbour: three boats lost");
}

#[test]
fn an_article_without_copies_says_so() {
    let mut session = Session::over(five());
    session.press("D");
    assert!(session.screen().contains("no other copy or version of this story is known"));
}

#[test]
fn the_article_on_show_is_not_compared_with_itself() {
    let mut session = Session::over(archive());
    session.press("D j j j enter");
    assert!(session.screen().contains("this is on show"), "{}", session.screen());
}

#[test]
fn citing_a_copy_says_so() {
    let mut session = Session::over(archive()).sized(140, 30);
    session.press("j c");
    let aside = session.copied.as_ref().unwrap().aside.clone();
    assert!(aside.contains("a copy: the agency’s is of Reuters, 18 March 2024"), "{aside}");
    session.press("j c");
    let aside = session.copied.as_ref().unwrap().aside.clone();
    assert!(!aside.contains("a copy"), "{aside}");
}
