//! The panes: side by side or stacked, the divider, the whole screen.

use crate::support::{Session, five};
use newsread::app::{Effect, Mouse, Msg, Pane, Pointed};
use newsread::state::{Change, Report};

/// What the app wants remembered about the panes.
fn kept(asked: &[Effect]) -> Option<&str> {
    asked.iter().find_map(|effect| match effect {
        Effect::Keep(Change::Layout(words)) => Some(&**words),
        _ => None,
    })
}

/// The column of the rule between the panes.
fn divider(session: &mut Session) -> Option<usize> {
    session.screen().lines().next().unwrap().chars().position(|c| c == '│')
}

#[test]
fn ctrl_with_an_arrow_moves_the_divider_as_long_as_both_panes_fit() {
    let mut session = Session::over(five()).sized(100, 24);
    assert_eq!(divider(&mut session), Some(40));
    let asked = session.press("ctrl-right ctrl-right");
    assert_eq!((divider(&mut session), kept(&asked)), (Some(44), Some("wide list=42")));
    let asked = session.press("9 9 ctrl-left");
    assert_eq!((divider(&mut session), kept(&asked)), (Some(20), Some("wide list=20")));
    session.press("ctrl-right");
    assert_eq!(divider(&mut session), Some(22));
}

#[test]
fn the_mouse_drags_the_divider_and_nothing_else_with_it() {
    let mut session = Session::over(five()).sized(100, 24);
    let mut point = |x, y, pointed| session.tell(Msg::Mouse(Mouse { x, y, pointed }));
    point(40, 9, Pointed::Click);
    assert_eq!(kept(&point(50, 3, Pointed::Drag)), Some("wide list=50"));
    assert_eq!(point(50, 9, Pointed::Drag), [], "the same column");
    assert_eq!(kept(&point(99, 9, Pointed::Drag)), Some("wide list=79"), "both panes fit");
    point(60, 9, Pointed::Click);
    assert_eq!(kept(&point(30, 9, Pointed::Drag)), None, "the divider was let go");
    assert_eq!(divider(&mut session), Some(79));
}

#[test]
fn each_size_of_screen_remembers_its_own_arrangement() {
    let mut session = Session::over(five()).sized(100, 24);
    session.press("ctrl-left ctrl-left");
    session.resize(200, 50);
    assert_eq!(divider(&mut session), Some(56));
    let asked = session.press("z");
    assert_eq!(kept(&asked), Some("wide list=36; vast full"));
    session.resize(100, 24);
    assert_eq!(divider(&mut session), Some(36));
}

#[test]
fn what_was_arranged_in_an_earlier_session_is_so_again() {
    let mut session = Session::over(five()).sized(100, 24);
    let layout = Change::Layout("wide list=30 dense".to_owned());
    session.tell(Msg::State(Report::Loaded(Box::new([layout].into_iter().collect()))));
    assert_eq!(divider(&mut session), Some(30));
    assert!(
        session.press("g d").contains(&Effect::Keep(Change::Layout("wide list=30".to_owned())))
    );
}

#[test]
fn z_gives_the_reader_the_whole_screen_and_h_leads_back_to_both_panes() {
    let mut session = Session::over(five()).sized(100, 14);
    session.press("z");
    assert_eq!(session.app.focus, Pane::Reader);
    assert_eq!(divider(&mut session), None);
    assert!(session.screen().contains("Floods in the north"), "{}", session.screen());
    assert!(!session.screen().contains("A quiet election"), "{}", session.screen());
    session.press("h");
    assert!(divider(&mut session).is_some());
    session.press("l");
    assert_eq!(divider(&mut session), None);
    session.press("z");
    assert!(divider(&mut session).is_some());
}

#[test]
fn a_dense_list_has_a_line_for_each_article_but_the_selected_one() {
    let mut session = Session::over(five()).sized(60, 16);
    let details = |session: &mut Session| session.screen().matches("1 min").count();
    assert_eq!(details(&mut session), 4);
    session.press("g d");
    assert_eq!(details(&mut session), 1);
    assert!(session.screen().contains("Notes on obituaries"), "{}", session.screen());
    session.press("j");
    assert_eq!(details(&mut session), 1);
}

#[test]
fn on_a_narrow_screen_that_is_high_the_list_stands_above_the_text() {
    let mut session = Session::over(five()).sized(50, 46);
    let screen = session.screen();
    let line = |words: &str| screen.lines().position(|line| line.contains(words)).unwrap();
    let (list, rule, text) = (line("A quiet election"), line("─────"), line("The river rose"));
    assert!(list < rule && rule < text, "{screen}");
    let asked = session.press("ctrl-left");
    assert_eq!(kept(&asked), Some("high list=16"));
}

#[test]
fn where_there_is_one_pane_there_is_nothing_to_divide() {
    let mut session = Session::over(five()).sized(60, 20);
    assert_eq!(session.press("ctrl-left"), []);
    assert!(session.screen().contains("one pane only"));
}
