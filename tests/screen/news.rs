//! Files that come and change while one reads.

use crate::support::{Session, With, article, block, five};
use newsread::app::Effect;
use newsread::article::Kind;

#[test]
fn an_article_that_comes_is_announced_and_the_reader_stays_where_he_is() {
    let mut session = Session::over(five());
    session.press("j");
    let before = session.app.list.selected().unwrap().id;
    session.arrive(article("Snow in June", &["Nobody had seen it before."]).on(2024, 6, 1));
    assert!(session.screen().contains("1 new article"), "{}", session.screen());
    assert_eq!(session.app.list.selected().unwrap().id, before);
    // The next key takes the news away.
    session.press("k");
    assert!(!session.screen().contains("1 new article"));
}

#[test]
fn while_one_searches_only_what_matches_is_announced() {
    let mut session = Session::over(five());
    session.press("/");
    session.type_text("river");
    session.press("enter h");
    session.arrive(article("Snow in June", &["Nobody had seen it before."]).on(2024, 6, 1));
    assert!(!session.screen().contains("more article"), "{}", session.screen());
    session.arrive(article("A new bridge", &["It crosses the river."]).on(2024, 6, 2));
    assert!(session.screen().contains("1 more article matches"), "{}", session.screen());
}

#[test]
fn an_article_that_changes_on_show_is_announced_and_stays_until_it_is_asked_for() {
    let mut session = Session::over(five());
    session.press("enter");
    let mut changed = five().remove(0);
    changed.body.push(block(Kind::Paragraph, "One man is missing."));
    session.arrive(changed);
    let screen = session.screen();
    assert!(screen.contains("this article was changed in its file"), "{screen}");
    assert!(!screen.contains("One man is missing."));
    let effects = session.press("R");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Open(_))));
}

#[test]
fn a_change_of_the_article_on_show_is_announced_after_what_was_asked_for() {
    let mut session = Session::over(five());
    session.press("enter s");
    let told = session.screen();
    let mut changed = five().remove(0);
    changed.body.push(block(Kind::Paragraph, "One man is missing."));
    session.arrive(changed);
    assert_eq!(session.screen().lines().last(), told.lines().last());
    session.press("j");
    let screen = session.screen();
    assert!(screen.contains("this article was changed in its file"), "{screen}");
}

#[test]
fn an_article_whose_file_goes_stays_on_show_until_the_reader_goes_on() {
    let mut session = Session::over(five());
    session.press("j enter");
    let read = session.app.reader.article().unwrap().id;
    let title = session.app.reader.article().unwrap().meta.title.clone().unwrap().value;
    let next = session.app.list.row(2).unwrap().id;
    let article = session.lose(&title);
    assert_eq!(session.app.reader.article().unwrap().id, read);
    let screen = session.screen();
    assert!(screen.contains("the file of this article is gone"), "{screen}");
    // It was only away.
    session.arrive(article.clone());
    assert_eq!(session.app.list.selected().map(|row| row.id), Some(read));
    session.lose(&title);
    session.press("J");
    assert_eq!(session.app.reader.article().unwrap().id, next);
    assert_eq!(session.app.list.selected().map(|row| row.id), Some(next));
}

#[test]
fn an_article_that_matches_no_more_once_it_is_read_stays_on_show() {
    let mut session = Session::over(five());
    session.press("/");
    session.type_text("is:unread");
    session.press("enter");
    let read = session.app.reader.article().unwrap().id;
    session.arrive(article("Snow in June", &["Nobody had seen it before."]).on(2024, 6, 1));
    assert_eq!(session.app.reader.article().unwrap().id, read);
}
