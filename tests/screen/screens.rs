//! The screens as they are, in four sizes: in a corner of the desk, on the
//! classic terminal, on half a display and on a whole one.
//!
//! A screen that changes is looked at before its snapshot is.

use std::fmt::Write as _;
use std::fs;

use crate::support::Session;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (220, 60)];

const FILES: [(&str, &str); 5] = [
    (
        "lock.md",
        "---\ntitle: The lock that opened by itself\nauthor: Ann Lee\nsite: The Canal Weekly\n\
         date: 2024-03-18\nurl: https://canal.example/lock\nlang: en\n---\n\n\
         At six in the morning the upper gate of lock nine stood open, and nobody had touched it. \
         The keeper, who has worked here since 1998, found the basin two metres lower than at \
         midnight, and a heron on the sill.\n\n\
         ## What the gauges say\n\n\
         | Hour | Upper gate | Lower gate | Water in the basin |\n|---|---|---|---|\n\
         | 00:00 | shut | shut | 4.1 m |\n| 03:00 | ajar | shut | 3.2 m |\n| 06:00 | open | ajar | 2.1 m |\n\n\
         > I have seen rust do many things, but never with such patience.\n\n\
         - The gate is forty years old.\n- The pump was repaired in [2019](https://canal.example/pump).\n\n\
         ```\nlevel = 4.1 - 0.33 * hours\n```\n\n\
         The council will look at the hinges on Friday.\n",
    ),
    (
        "rain.md",
        "---\ntitle: 東京は今日も雨、週末まで続く見込み\nauthor: 山田 太郎\nsite: 日々新聞\ndate: 2024-03-17\nlang: ja\n---\n\n\
         東京では十七日も朝から雨が降り続き、気象台は週末まで晴れ間は少ないとの見通しを示した。\
         「傘を持って出かけてください」と担当者は話している。\n\n\
         隅田川の水位は平年並みで、船の運航に影響は出ていない。\n",
    ),
    (
        "bridge.md",
        "---\ntitle: افتتاح الجسر الجديد فوق القناة\nsite: صحيفة القناة\ndate: 2024-03-16\nlang: ar\n---\n\n\
         افتتح مجلس المدينة صباح السبت الجسر الجديد الذي يربط ضفتي القناة، بعد عامين من العمل.\n\n\
         وقال المهندس إن الجسر يحمل 40 طنا، وإن اسمه Canal Bridge في الخرائط.\n",
    ),
    (
        "fair.md",
        "---\ntitle: The fair is back 🎡 and so are the goats 🐐🐐\nauthor: Bo Roe\nsite: The Canal Weekly\n\
         date: 2024-03-16\nlang: en\n---\n\n\
         Families 👨‍👩‍👧‍👦 came from three towns, flags 🇳🇱 🇯🇵 flew from the boats, and the café ran out \
         of éclairs by noon.\n\n\
         The goats ate a sign 🪧 that said not to feed them.\n",
    ),
    (
        "undated.txt",
        "Keys of the old lock\n\nThe keys of the old lock hang in the mill, behind the door that sticks in wet weather.\n",
    ),
];

/// What keys lead to, in each size.
fn screens(keys: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("canal");
    fs::create_dir(&folder).unwrap();
    for (name, text) in FILES {
        fs::write(folder.join(name), text).unwrap();
    }
    let mut all = String::new();
    for (width, height) in SIZES {
        let mut session = Session::over_folder(folder.to_str().unwrap()).sized(width, height);
        if !keys.is_empty() {
            session.press(keys);
        }
        let screen = session.screen();
        // The folder is another one in each run.
        let screen = screen.replace(dir.path().to_str().unwrap(), "");
        write!(all, "{width} × {height}\n{screen}\n\n").unwrap();
    }
    all
}

#[test]
fn the_list() {
    insta::assert_snapshot!(screens(""));
}

#[test]
fn an_article_with_a_table_a_quotation_and_a_list() {
    insta::assert_snapshot!(screens("enter"));
}

#[test]
fn an_article_in_japanese() {
    insta::assert_snapshot!(screens("j enter"));
}

#[test]
fn an_article_in_arabic() {
    insta::assert_snapshot!(screens("j j j enter"));
}

#[test]
fn an_article_with_emoji() {
    insta::assert_snapshot!(screens("j j enter"));
}

#[test]
fn searching_the_archive() {
    insta::assert_snapshot!(screens("/ g a t e"));
}

#[test]
fn finding_in_an_article() {
    insta::assert_snapshot!(screens("enter / g a t e"));
}

#[test]
fn the_chooser_of_styles() {
    insta::assert_snapshot!(screens("C"));
}

#[test]
fn the_trust_card() {
    insta::assert_snapshot!(screens("i"));
}

#[test]
fn the_notes() {
    let keys = "enter } a N o t space y e t ctrl-s } a S e e space t h e space l o g ctrl-s A";
    insta::assert_snapshot!(screens(keys));
}

#[test]
fn a_note_being_written() {
    insta::assert_snapshot!(screens("enter } a N o t space y e t"));
}

#[test]
fn the_first_look() {
    insta::assert_snapshot!(screens("g ?"));
}

#[test]
fn the_links() {
    insta::assert_snapshot!(screens("enter F"));
}

#[test]
fn the_help() {
    insta::assert_snapshot!(screens("?"));
}
