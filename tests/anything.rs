//! Whatever is pressed, on whatever screen: newsread neither panics nor
//! draws outside the screen, and always keeps the cursor on it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use newsread::app::action::Action;
use newsread::article::Kind;
use proptest::prelude::*;
use support::{Session, With, article, five};

/// Every key that does something, and some that type.
fn keys() -> impl Strategy<Value = Vec<String>> {
    let bound = Action::ALL
        .iter()
        .flat_map(|action| action.default_keys())
        .flat_map(|keys| keys.split(' '));
    let mut keys: Vec<String> = bound.map(str::to_owned).collect();
    keys.extend(
        ["1", "9", "e", "é", "東", "\"", "backspace", "ctrl-w", "ctrl-c", "alt-x", "f1"]
            .map(str::to_owned),
    );
    prop::collection::vec(prop::sample::select(keys), 1..40)
}

/// Cases of each property: few at a desk, many where the long loops run.
fn cases() -> ProptestConfig {
    let is_long = std::env::var_os("NEWSREAD_LONG_TESTS").is_some();
    ProptestConfig { cases: if is_long { 600 } else { 60 }, ..ProptestConfig::default() }
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
