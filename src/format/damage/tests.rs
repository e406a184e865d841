//! Which texts are damaged, and which only look odd.

use super::*;
use crate::article::{Article, ArticleId};
use crate::format::{Hint, read};
use encoding_rs::{EUC_KR, KOI8_U, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253};
use encoding_rs::{Encoding, GBK};
use proptest::prelude::*;

const FRENCH: &str = "Le café « Été » a rouvert à Besançon ; l’hôte, qui était las, s’en réjouit.";
const RUSSIAN: &str =
    "Паром опоздал на час, и начальник порта сказал, что виноват ветер: «больше никто». Ещё бы!";
const POLISH: &str =
    "Prom spóźnił się o godzinę, a bosman rzekł, że zawinił żagiel, łódź i źle zwinięta lina.";
const JAPANESE: &str = "東京は今日も雨が降っている。";

/// The text as a program shows it that takes its UTF-8 for something else.
fn taken_for(encoding: &'static Encoding, text: &str) -> String {
    encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn mended(text: &str) -> String {
    let mut text = text.to_owned();
    Characters::new(true).mend(&mut text);
    text
}

/// How many damaged places a text has.
fn places(text: &str) -> usize {
    let mut characters = Characters::new(false);
    let mut same = text.to_owned();
    characters.mend(&mut same);
    assert_eq!(same, text, "nothing is repaired without being asked");
    characters.places
}

#[test]
fn utf8_that_was_taken_for_another_charset_is_repaired() {
    for text in [FRENCH, RUSSIAN, POLISH, JAPANESE] {
        assert_eq!(mended(&taken_for(WINDOWS_1252, text)), text);
        assert_eq!(mended(&latin1(text.as_bytes())), text);
    }
    assert_eq!(mended(&taken_for(WINDOWS_1251, RUSSIAN)), RUSSIAN);
    assert_eq!(mended(&taken_for(WINDOWS_1250, POLISH)), POLISH);
}

#[test]
fn a_long_text_is_judged_by_its_beginning_and_repaired_to_its_end() {
    let long = "Été à Besançon. ".repeat(90_000);
    assert_eq!(mended(&taken_for(WINDOWS_1252, &long)), long);
}

#[test]
fn a_text_that_was_damaged_twice_is_repaired_twice() {
    let twice = |text| taken_for(WINDOWS_1252, &taken_for(WINDOWS_1252, text));
    assert_eq!(mended(&twice(FRENCH)), FRENCH);
    assert_eq!(mended(&twice("It’s late")), "It’s late");
    assert_eq!(mended(&latin1(latin1(FRENCH.as_bytes()).as_bytes())), FRENCH);
}

#[test]
fn other_alphabets_that_were_taken_for_latin_letters_are_repaired() {
    let greek = "Το πλοίο άργησε πάλι σήμερα το πρωί, και ο λιμενάρχης είπε ότι φταίει ο άνεμος.";
    let chinese = "渡轮今天又晚点了一个小时，港务局长说只怪风大，码头上没有别的人要负责任。";
    let korean =
        "여객선이 오늘 아침에도 한 시간 늦었고 항만 책임자는 바람 탓이라고 말했다고 전했다.";
    let texts = [
        (WINDOWS_1251, RUSSIAN.replace(['«', '»'], "")),
        (KOI8_U, RUSSIAN.replace(['«', '»'], "")),
        (WINDOWS_1253, greek.to_owned()),
        (GBK, [chinese, chinese].join(" ")),
        (EUC_KR, korean.to_owned()),
    ];
    for (encoding, text) in texts {
        let (bytes, _, has_lost) = encoding.encode(&text);
        assert!(!has_lost, "{text}");
        assert_eq!(mended(&latin1(&bytes)), text);
    }
}

#[test]
fn sound_text_is_not_damaged() {
    let sound = [
        FRENCH,
        RUSSIAN,
        POLISH,
        JAPANESE,
        "Він сказав: «Вірю, що Січ, Рівне і Ніжин — це Європа». Сієрра, Ріо і Віші — далеко.",
        "„Spaß“ hieß es, „Gruß“ auch; „Ä“ und „Ö“ sind Buchstaben.",
        "“AMANHÃ” É “NÃO” — É “SÃO JOÃO”…",
        "NEJVYŠŠÍ ÚŘAD: „PŘÍŠTĚ ŽÁDNÝ ŠÍP“",
        "Þá ýtti ég á það, en þú sást ekki að það var ég.",
        "Dữ liệu được công bố hôm nay ở Huế và Đà Nẵng.",
        "£5 – “half” a café’s price…",
        "",
    ];
    for text in sound {
        assert_eq!(places(text), 0, "{text}");
    }
}

#[test]
fn one_place_counts_where_nothing_else_stands_beyond_ascii() {
    assert_eq!(places("The cafÃ© is “open”"), 1);
    assert_eq!(places("donâ€™t"), 1);
    assert_eq!(places("Le café, l’été, là où naît la forêt, s’écrit cafÃ© ici."), 0);
}

#[test]
fn what_is_sound_in_a_damaged_text_stays() {
    let text = "Der Kaffee in MÃ¼nchen, Ã¼ber den man „stritt“, war schÃ¶n heiß.";
    assert_eq!(mended(text), "Der Kaffee in München, über den man „stritt“, war schön heiß.");
}

fn article(file_name: &str, text: &str, repairs: bool) -> Article {
    let hint = Hint { file_name, repairs, ..Hint::default() };
    read(ArticleId::default(), text.into(), &hint).unwrap().article
}

#[test]
fn damage_is_told_with_an_example_and_its_place() {
    let text = "# The harbour cafÃ©\n\nIt was a lovely dÃ©jÃ\u{a0} vu.\n";
    let found = article("a.md", text, false);
    assert_eq!(
        found.warnings.iter().map(|words| &**words).collect::<Vec<_>>(),
        ["damaged characters in 3 places: ‘cafÃ©’ would read ‘café’ if repaired"]
    );
    let known = found.meta.characters.unwrap();
    assert_eq!((&*known.value, known.from.is_certain), ("damaged", false));
    let claim = found.evidence.iter().find(|claim| claim.field == Field::Characters).unwrap();
    assert_eq!(&text[claim.at.clone().unwrap()], "cafÃ©");
    assert_eq!(&*found.meta.title.unwrap().value, "The harbour cafÃ©");
}

#[test]
fn what_the_reader_wants_repaired_is_read_as_if_it_had_never_been_damaged() {
    for name in ["a.txt", "a.md", "a.html", "a.eml"] {
        let text = format!(
            "From: Ada Quill <ada@a.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nSubject: Le café\n\n{FRENCH}\n"
        );
        let sound = article(name, &text, false);
        let repaired = article(name, &taken_for(WINDOWS_1252, &text), true);
        assert_eq!(repaired.warnings, sound.warnings, "{name}");
        assert_eq!(repaired.body, sound.body, "{name}");
        assert_eq!(repaired.meta.title, sound.meta.title, "{name}");
        assert_eq!(&*repaired.meta.characters.unwrap().value, "repaired");
        let told = article(name, &taken_for(WINDOWS_1252, &text), false);
        assert!(told.warnings[0].starts_with("damaged characters in"), "{:?}", told.warnings);
    }
}

proptest! {
    #[test]
    fn no_line_is_made_or_lost(text in "[ÃÂâÐÑÄÅåð©¼€™“\u{80}-\u{9f}\u{a0}-\u{bf} \nаяРС]{0,80}") {
        prop_assert_eq!(mended(&text).matches('\n').count(), text.matches('\n').count());
    }

    #[test]
    fn any_text_can_be_looked_at(text in any::<String>()) {
        mended(&text);
        places(&text);
    }

    #[test]
    fn what_the_press_writes_survives_being_taken_for_latin1(text in "[a-zà-öø-ÿа-яąćęłńóśźż’“”–€]{1,60}") {
        prop_assume!(places(&text) == 0);
        let damaged = latin1(text.as_bytes());
        prop_assume!(places(&damaged) > 0);
        prop_assert_eq!(mended(&damaged), text);
    }
}
