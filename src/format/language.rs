//! Tells the language of an article from its words, where the file does not
//! state it, and warns where the words contradict what it states.
//!
//! Knows no format: it looks at the running text that a reader of one found.
//! One idea: none is better than a wrong one, which would cost a headline its
//! capitals and a quotation its marks. So a few words are not asked; a stated
//! language stays; and certain is only what both ends of a long text agree on.
//!
//! The large languages of the press are told by their commonest words, all
//! others by the trigrams and alphabets of [`whatlang`], which knows some
//! seventy and costs more. Of 4,970 samples of 652 articles three of four were
//! told by their words, and by trigrams in no case to be in another language.
//! Of 218 saved pages of 20 languages trigrams named by their first 600
//! characters 215, left 2 without and took one, in a language that they do not
//! know, for its neighbour.

mod common;

use whatlang::{Info, Lang, detect};

use super::Reading;
use super::record::Statement;
use crate::article::{Block, Field, Kind, Origin, Provenance, Safe};

/// Characters of a sample. More make no guess better, and each costs time.
const SAMPLE: usize = 600;

/// Words of the shortest sample that is asked.
const WORDS: usize = 20;

/// Letters of Cyrillic alphabets beyond those of the languages that are known;
/// one that has them would be taken for Russian.
const FOREIGN: &[char] = &['ө', 'ү', 'қ', 'ң', 'ғ', 'ұ', 'һ', 'ҳ', 'ҷ', 'ӣ', 'ӯ', 'ҡ', 'ҙ', 'ә'];

/// Languages that differ too little to contradict each other.
const ALIKE: &[&[&str]] = &[
    &["nb", "nn", "no", "da"],
    &["hr", "sr", "bs", "sh", "me", "cnr", "sl", "mk"],
    &["cs", "sk"],
    &["id", "ms", "jv", "in"],
    &["zh", "yue", "cmn", "wuu", "ja"],
    &["bg", "mk", "ru"],
    &["uk", "ru", "be"],
    &["nl", "af", "fy"],
    &["fa", "ar", "ur", "ps"],
    &["hi", "mr", "ne"],
    &["tr", "az", "tk", "uz"],
    &["tl", "fil"],
    &["he", "iw", "yi"],
];

/// Languages as [`whatlang`] calls them (ISO 639-3), and their tags.
const TAGS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

/// States the language of what was read where it is not stated; else warns if
/// the text is clearly in another.
pub(super) fn tell(reading: &mut Reading) {
    let body = &reading.body;
    let Some(tag) = of(&beginning(body)) else { return };
    let is_clear = || {
        let (from_the_end, length) = end(body);
        length >= 2 * SAMPLE && of(&from_the_end) == Some(tag)
    };
    let Some(stated) = reading.record.meta.language.as_ref().map(|it| it.value.clone()) else {
        let from = Provenance { origin: Origin::Detected, is_certain: is_clear() };
        let values = &[tag.to_owned()];
        let said = Statement { field: Field::Language, values, from, key: "", at: None };
        reading.record.state(&said);
        return;
    };
    if contradict(&stated, tag) && is_clear() {
        let words =
            format_args!("the file says that its language is ‘{stated}’, but it reads as ‘{tag}’");
        reading.warnings.push(Safe::format(words));
    }
}

/// The tag of a text's language, if it is long enough to be asked and leaves
/// little doubt.
fn of(text: &str) -> Option<&'static str> {
    if let Some(tag) = common::of(text) {
        return (words(text, Lang::Eng) >= WORDS).then_some(tag);
    }
    let info = detect(text).filter(Info::is_reliable)?;
    let is_foreign = info.script() == whatlang::Script::Cyrillic && text.contains(FOREIGN);
    let tag = TAGS.iter().find(|(code, _)| *code == info.lang().code()).map(|(_, tag)| *tag)?;
    (!is_foreign && words(text, info.lang()) >= WORDS).then_some(tag)
}

/// The words of a text; where none is parted from the next, two letters count
/// as one.
fn words(text: &str, language: Lang) -> usize {
    let is_spaced = !matches!(language, Lang::Cmn | Lang::Jpn | Lang::Tha | Lang::Khm | Lang::Mya);
    if is_spaced {
        text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count()
    } else {
        text.chars().filter(|c| c.is_alphabetic()).count() / 2
    }
}

/// Whether somebody who states the one language cannot mean the other.
fn contradict(stated: &str, tag: &str) -> bool {
    let primary = stated.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let primary = TAGS.iter().find(|(code, _)| *code == primary).map_or(&*primary, |(_, tag)| *tag);
    let is_known = TAGS.iter().any(|(_, known)| *known == primary);
    let are_alike = ALIKE.iter().any(|all| all.contains(&primary) && all.contains(&tag));
    is_known && primary != tag && !are_alike
}

/// The paragraphs, quotations and items of lists.
fn running(body: &[Block]) -> impl DoubleEndedIterator<Item = &Block> {
    let is_running = |kind| matches!(kind, Kind::Paragraph | Kind::Quote(_) | Kind::ListItem(_));
    body.iter().filter(move |block| is_running(block.kind))
}

/// The first characters of the running text.
fn beginning(body: &[Block]) -> String {
    let mut sample = String::new();
    let mut left = SAMPLE;
    for block in running(body) {
        if left == 0 {
            break;
        }
        let before = sample.len();
        sample.extend(block.text.plain.chars().take(left));
        left -= sample[before..].chars().count();
        sample.push(' ');
    }
    sample
}

/// The last characters of the running text, and how many it has in all; of
/// these no more are counted than are asked for.
fn end(body: &[Block]) -> (String, usize) {
    let (mut parts, mut length) = (Vec::new(), 0);
    for block in running(body).rev() {
        let plain = &block.text.plain;
        if length < SAMPLE {
            let start = plain.char_indices().rev().take(SAMPLE - length).last();
            parts.push(&plain[start.map_or(plain.len(), |(at, _)| at)..]);
        }
        length += plain.chars().take(2 * SAMPLE).count();
        if length >= 2 * SAMPLE {
            break;
        }
    }
    parts.reverse();
    (parts.join(" "), length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Meta, Sourced, Written};
    use proptest::prelude::*;

    const ENGLISH: &str = "The ferry has been late for a week, and the master of the harbour said that it was the fault of the wind and of nobody else on the quay.";
    const GERMAN: &str = "Die Fähre ist seit einer Woche verspätet, und der Hafenmeister sagt, daran sei allein der Wind schuld und sonst niemand am Kai, auch nicht die Werft.";

    fn reading(paragraphs: &[&str]) -> Reading {
        let block = |text: &&str| {
            let written = Written::Words((*text).to_owned());
            Block { kind: Kind::Paragraph, text: Safe::line(text).into(), written }
        };
        Reading { body: paragraphs.iter().map(block).collect(), ..Reading::default() }
    }

    fn told(stated: Option<&str>, paragraphs: &[&str]) -> Reading {
        let mut reading = reading(paragraphs);
        let stated = stated.map(|tag| Sourced::certain(Safe::line(tag), Origin::Markup));
        reading.record.meta = Meta { language: stated, ..Meta::default() };
        tell(&mut reading);
        reading
    }

    fn tag(paragraphs: &[&str]) -> Option<(String, bool)> {
        let language = told(None, paragraphs).record.meta.language?;
        assert_eq!(language.from.origin, Origin::Detected);
        Some((language.value.to_string(), language.from.is_certain))
    }

    #[test]
    fn a_language_that_is_not_stated_is_told_from_the_words() {
        assert_eq!(tag(&[ENGLISH]), Some(("en".to_owned(), false)));
        assert_eq!(tag(&[GERMAN]), Some(("de".to_owned(), false)));
        let japanese = "東京は今日も雨が降っています。昨日からの雨で川の水が増え、橋が通れなくなったと市の人が話しました。";
        assert_eq!(tag(&[japanese]), Some(("ja".to_owned(), false)));
        let greek = "Το πλοίο άργησε πάλι σήμερα το πρωί, και ο λιμενάρχης είπε ότι φταίει μόνο ο άνεμος και κανένας άλλος στην προβλήτα του νησιού.";
        assert_eq!(tag(&[greek]), Some(("el".to_owned(), false)));
    }

    #[test]
    fn a_long_text_of_one_language_is_certain() {
        assert_eq!(tag(&[ENGLISH; 12]), Some(("en".to_owned(), true)));
    }

    #[test]
    fn a_long_text_that_ends_in_another_language_is_not_certain() {
        let mixed = [[ENGLISH; 6], [GERMAN; 6]].concat();
        assert_eq!(tag(&mixed), Some(("en".to_owned(), false)));
    }

    #[test]
    fn a_few_words_name_no_language() {
        assert_eq!(tag(&["Rain stops play, and nobody minds"]), None);
        assert_eq!(tag(&[]), None);
        assert_eq!(
            tag(&["12 14 16 18 20 22 24 26 28 30 32 34 36 38 40 42 44 46 48 50 52 54"]),
            None
        );
    }

    #[test]
    fn a_language_that_is_not_known_is_not_taken_for_its_neighbour() {
        let mongolian = "Өнөөдөр хот даяар шинэ гүүр барих ажил үргэлжилж байна гэж дарга хэлсэн боловч оршин суугчид энэ нь хангалтгүй гэж үзэж байгаа бөгөөд илүү их мөнгө хэрэгтэй гэв.";
        assert_eq!(tag(&[mongolian]), None);
    }

    #[test]
    fn a_stated_language_stays_and_the_text_that_contradicts_it_is_told() {
        let reading = told(Some("en-US"), &[GERMAN; 12]);
        assert_eq!(&*reading.record.meta.language.unwrap().value, "en-US");
        let warnings: Vec<&str> = reading.warnings.iter().map(|words| &**words).collect();
        assert_eq!(warnings, ["the file says that its language is ‘en-US’, but it reads as ‘de’"]);
    }

    #[test]
    fn nothing_is_told_where_the_text_is_short_mixed_or_agrees() {
        assert_eq!(told(Some("en"), &[GERMAN; 2]).warnings, []);
        assert_eq!(told(Some("de"), &[[ENGLISH; 6], [GERMAN; 6]].concat()).warnings, []);
        assert_eq!(told(Some("de-AT"), &[GERMAN; 12]).warnings, []);
    }

    #[test]
    fn neighbours_and_languages_that_are_not_known_contradict_nothing() {
        assert!(contradict("en", "de") && contradict("ENG", "de"));
        assert!(!contradict("nn-NO", "nb") && !contradict("gl", "pt") && !contradict("deu", "de"));
        assert!(!contradict("", "de"));
    }

    #[test]
    fn every_language_that_can_be_told_has_a_tag() {
        let has_tag = |language: &Lang| TAGS.iter().any(|(code, _)| *code == language.code());
        assert!(Lang::all().iter().all(has_tag));
    }

    proptest! {
        #[test]
        fn any_words_can_be_looked_at(words in prop::collection::vec("\\PC{0,900}", 0..4)) {
            let words: Vec<&str> = words.iter().map(|words| &**words).collect();
            told(None, &words);
            told(Some("en"), &words);
        }
    }
}
