//! Tags: given and taken away by keys, seen, searched for and cited by.

use crate::support::{Session, article, five};
use newsread::app::Effect;
use newsread::article::{Article, Origin, Safe, Sourced};
use newsread::state::{Change, Tag};

fn tag(name: &str) -> Tag {
    name.parse().unwrap()
}

/// What is kept of tags by these effects: the tag, and whether it is given.
fn kept(effects: &[Effect]) -> Vec<(String, bool)> {
    let tags = effects.iter().filter_map(|effect| match effect {
        Effect::Keep(Change::Tag(_, tag, set)) => Some((tag.to_string(), *set)),
        _ => None,
    });
    tags.collect()
}

/// Types tags for the article that is selected.
fn give(session: &mut Session, typed: &str) -> Vec<Effect> {
    session.press("t");
    session.type_text(typed);
    session.press("enter")
}

/// The tags of the selected article.
fn own(session: &Session) -> Vec<String> {
    let id = session.app.list.selected().unwrap().id;
    session.app.marks.tags(id).map(|tag| tag.name().to_owned()).collect()
}

fn with_tags(mut article: Article, tags: &[&str]) -> Article {
    let tags = tags.iter().map(|tag| Safe::line(tag)).collect();
    article.meta.tags = Some(Sourced::certain(tags, Origin::FrontMatter));
    article
}

#[test]
fn t_tags_the_article_with_several_tags_at_once() {
    let mut session = Session::over(five()).sized(100, 24);
    let effects = give(&mut session, "Thesis, budget 2027");
    assert_eq!(kept(&effects), [("Thesis".to_owned(), true), ("budget 2027".to_owned(), true)]);
    assert_eq!(own(&session), ["budget 2027", "Thesis"]);
    let screen = session.screen();
    assert!(screen.contains("The Courier · 1 min · #budget"), "{screen}");
    assert!(screen.contains("tagged #Thesis #budget 2027"), "{screen}");
}

#[test]
fn a_minus_takes_a_tag_away() {
    let mut session = Session::over(five());
    give(&mut session, "thesis, river");
    let effects = give(&mut session, "-Thesis");
    assert_eq!(kept(&effects), [("Thesis".to_owned(), false)]);
    assert_eq!(own(&session), ["river"]);
}

#[test]
fn a_tag_that_is_there_already_is_not_given_again() {
    let mut session = Session::over(five()).sized(100, 24);
    give(&mut session, "thesis");
    assert_eq!(kept(&give(&mut session, "THESIS")), []);
    assert!(session.screen().contains("nothing to change"));
}

#[test]
fn all_marked_articles_are_tagged_and_one_key_undoes_it() {
    let mut session = Session::over(five()).sized(120, 24);
    session.press("v v");
    let effects = give(&mut session, "north");
    assert_eq!(kept(&effects).len(), 2);
    assert!(session.screen().contains("tagged #north in 2 articles"));
    assert_eq!(session.app.marks.tagged(&tag("north")).len(), 2);
    let effects = session.press("U");
    assert_eq!(kept(&effects).len(), 2);
    assert!(session.screen().contains("undone: tagged #north in 2 articles"));
    assert_eq!(session.app.marks.tagged(&tag("north")).len(), 0);
    session.press("ctrl-r");
    assert!(session.screen().contains("done again: tagged #north"));
    assert_eq!(session.app.marks.tagged(&tag("north")).len(), 2);
}

#[test]
fn tagging_can_be_given_up_and_what_is_no_tag_is_told() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("t");
    session.type_text("thesis");
    session.press("esc");
    assert_eq!(own(&session), Vec::<String>::new());
    give(&mut session, "?!");
    assert!(session.screen().contains("a tag needs at least one letter or digit"));
    session.press("backspace backspace a enter");
    assert_eq!(own(&session), ["a"]);
}

#[test]
fn the_reader_is_a_place_to_tag_from_too() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("j enter");
    give(&mut session, "bank");
    assert_eq!(own(&session), ["bank"]);
    assert!(session.screen().contains("#bank"));
    session.press("i");
    assert!(session.screen().contains("your tags: bank"), "{}", session.screen());
}

#[test]
fn tab_completes_the_tags_of_the_reader_and_of_files() {
    let mut articles = five();
    articles.push(with_tags(article("Tides", &["The sea rose."]), &["thermal", "sea"]));
    let mut session = Session::over(articles).sized(100, 24);
    give(&mut session, "thesis");
    session.press("j t");
    session.type_text("north, the");
    session.press("tab");
    let typed = |session: &Session| session.app.prompt.as_ref().unwrap().input.value().to_owned();
    assert_eq!(typed(&session), "north, thesis");
    session.press("tab");
    assert_eq!(typed(&session), "north, thermal");
    session.press("esc k t");
    session.type_text("-");
    session.press("tab enter");
    assert_eq!(own(&session), Vec::<String>::new());
}

#[test]
fn a_query_finds_the_tags_of_files_and_of_the_reader_alike() {
    let mut articles = five();
    articles.push(with_tags(article("Tides", &["The sea rose."]), &["river"]));
    let mut session = Session::over(articles).sized(100, 24);
    give(&mut session, "River");
    session.press("/");
    session.type_text("tag:river");
    assert_eq!(session.app.list.total().count(), 2);
    session.press("esc /");
    session.type_text("-tag:river ");
    assert_eq!(session.app.list.total().count(), 4);
}

#[test]
fn shift_t_narrows_the_list_to_a_tag() {
    let mut session = Session::over(five()).sized(100, 24);
    give(&mut session, "thesis");
    session.press("j");
    give(&mut session, "thesis, bank");
    session.press("T");
    assert_eq!(session.app.prompt.as_ref().unwrap().input.value(), "tag:thesis ");
    assert_eq!(session.app.list.total().count(), 2);
    session.press("tab");
    assert_eq!(session.app.list.total().count(), 1);
    session.press("enter");
    assert_eq!(session.app.query.to_string(), "tag:bank ");
}

#[test]
fn a_list_by_tag_follows_what_is_tagged() {
    let mut session = Session::over(five()).sized(100, 24);
    give(&mut session, "thesis");
    session.press("j");
    give(&mut session, "thesis");
    session.press("T enter q");
    assert_eq!(session.app.list.total().count(), 2);
    give(&mut session, "-thesis");
    assert_eq!(session.app.list.total().count(), 1);
    session.press("U");
    assert_eq!(session.app.list.total().count(), 2);
}

#[test]
fn a_tag_of_the_file_is_corrected_and_not_taken_away() {
    let mut session =
        Session::over(vec![with_tags(article("Tides", &["The sea rose."]), &["sea"])]);
    assert_eq!(kept(&give(&mut session, "-sea")), []);
    assert!(session.screen().contains("#sea is of the file: e corrects its tags"));
}
