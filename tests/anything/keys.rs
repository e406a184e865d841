//! Whatever is pressed, on whatever screen: newsread neither panics nor
//! draws outside the screen, and always keeps the cursor on it.

use crate::support::{Session, With, article, five};
use newsread::app::Effect;
use newsread::app::action::Action;
use newsread::article::{Article, Kind};
use proptest::prelude::*;

/// Every key that does something, and some that type.
fn key() -> impl Strategy<Value = String> {
    let bound = Action::ALL
        .iter()
        .flat_map(|action| action.default_keys())
        .flat_map(|keys| keys.split(' '));
    let mut keys: Vec<String> = bound.map(str::to_owned).collect();
    keys.extend(
        ["1", "9", "e", "é", "東", "\"", "backspace", "ctrl-s", "ctrl-w", "ctrl-c", "alt-x", "f1"]
            .map(str::to_owned),
    );
    prop::sample::select(keys)
}

fn keys() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(key(), 1..40)
}

/// What happens in a long session: keys, and now and then another size.
fn steps(count: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        30 => key().prop_map(Step::Press),
        1 => (20u16..200, 5u16..70).prop_map(|(width, height)| Step::Resize(width, height)),
    ];
    prop::collection::vec(step, count)
}

#[derive(Clone, Debug)]
enum Step {
    Press(String),
    Resize(u16, u16),
}

/// Few steps at a desk, ten thousand where the long loops run.
fn length() -> usize {
    if std::env::var_os("NEWSREAD_LONG_TESTS").is_some() { 10_000 } else { 500 }
}

/// What the reader added that can be undone: stars, tags, corrections, notes,
/// bookmarks, named searches.
/// That opening an article counts it as read is not undone.
fn added(session: &Session) -> String {
    let marks = &session.app.marks;
    let mut starred: Vec<_> = marks.starred().iter().copied().collect();
    starred.sort();
    let tags: Vec<_> = marks.tags_in_use().collect();
    let mut noted: Vec<_> = marks.noted().iter().map(|id| (*id, marks.notes(*id))).collect();
    noted.sort_by_key(|(id, _)| *id);
    let bookmarks: Vec<_> = marks.bookmarks().collect();
    let searches: Vec<_> = marks.saved_searches().collect();
    let mut corrected: Vec<_> =
        marks.corrections().iter().map(|(id, corrected)| (*id, corrected.clone())).collect();
    corrected.sort();
    format!("{starred:?} {tags:?} {noted:?} {corrected:?} {bookmarks:?} {searches:?}")
}

/// Articles of a random archive.
fn archive() -> impl Strategy<Value = Vec<Article>> {
    let one = ("[A-Za-z東é ]{1,60}", prop::collection::vec("[a-z .\u{301}東]{0,200}", 0..6));
    prop::collection::vec(one, 1..12).prop_map(|all| {
        let articles = all.iter().map(|(headline, paragraphs)| {
            let paragraphs: Vec<&str> = paragraphs.iter().map(|text| &**text).collect();
            article(headline, &paragraphs)
        });
        articles.collect()
    })
}

proptest! {
    // One session of ten thousand keys says more than many short ones.
    #![proptest_config(ProptestConfig { cases: 1, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn after_any_long_session_all_can_be_undone(articles in archive(), steps in steps(length())) {
        let mut session = Session::over(articles).sized(100, 30);
        let before = added(&session);
        let (mut width, mut height) = (100, 30);
        for step in steps {
            match step {
                Step::Press(key) => drop(session.press(&key)),
                Step::Resize(to, lines) => {
                    (width, height) = (to, lines);
                    session.resize(width, height);
                }
            }
            let (x, y) = session.cursor();
            prop_assert!(x < width && y < height, "cursor at {x}, {y} of {width}×{height}");
            let list = &session.app.list;
            prop_assert!(list.selected().is_some() || list.is_empty());
        }
        session.press("esc esc esc esc esc esc");
        while session.press("U").iter().any(|effect| matches!(effect, Effect::Keep(_))) {}
        prop_assert_eq!(added(&session), before);
    }
}

/// Cases of each property: few at a desk, many where the long loops run.
fn cases() -> ProptestConfig {
    let is_long = std::env::var_os("NEWSREAD_LONG_TESTS").is_some();
    ProptestConfig { cases: if is_long { 120 } else { 60 }, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_keys_on_any_screen_are_drawn(
        keys in keys(),
        sizes in prop::collection::vec((0u16..200, 0u16..70), 1..4),
    ) {
        let mut session = Session::over(five());
        for (width, height) in sizes {
            session.resize(width, height);
            for key in &keys {
                session.press(key);
            }
            let (x, y) = session.cursor();
            prop_assert!(x < width.max(1) && y < height.max(1), "cursor at {x}, {y} of {width}×{height}");
        }
    }

    #[test]
    fn any_text_in_any_part_of_an_article_is_drawn(
        headline in any::<String>(),
        words in any::<String>(),
        kind in prop::sample::select(vec![
            Kind::Paragraph, Kind::Heading(3), Kind::Quote(9), Kind::Code, Kind::Table,
            Kind::Caption, Kind::Furniture, Kind::Rule, Kind::Subtitle,
        ]),
        (width, height) in (0u16..200, 0u16..70),
    ) {
        let odd = article(&headline, &[&words]).and(kind, &words).by(&words);
        let mut session = Session::over(vec![odd]).sized(width, height);
        session.press("enter G x x C");
        session.screen();
        session.press("esc v G l h w b e ) ( $ 0 j k o V { } g g v y p");
        session.press("i G g e");
        session.screen();
    }
}
