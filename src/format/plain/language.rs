//! Guesses the language of a text from its script and its commonest words.
//!
//! Only a clear case is answered: the words of one language must be frequent,
//! and half as frequent again as those of the next.

use std::sync::LazyLock;

use foldhash::HashMap;

/// Characters that are looked at.
const SAMPLE: usize = 8_000;

/// The commonest words of languages in Latin and Cyrillic letters, chosen so
/// that neighbours do not share most of them.
const COMMON: &[(&str, &str)] = &[
    ("en", "the and of to that is was for with on by from as are has have been said it"),
    ("de", "der die und das ist nicht mit auf für den dem ein eine sich von zu auch wird"),
    ("fr", "le les des et est que une dans pour qui sur pas du au avec par sont plus"),
    ("es", "el los las que y en una por con para del es se su al como más fue"),
    ("pt", "o os as que e em uma não com para do da dos das por ao mais foi"),
    ("it", "il di che e la per una è non con del della sono le gli nel alla anche"),
    ("nl", "de het een van en dat is niet op met voor zijn die aan ook bij door worden"),
    ("pl", "w i na z się nie że do jest to o jak po przez oraz dla od są"),
    ("cs", "a v se na je že s z do který pro jako by ale podle jsou byl také"),
    ("sk", "a v sa na je že s z do ktorý pre ako by ale podľa sú bol aj"),
    ("sv", "och att det som en på är av för med till den har inte ett om men var"),
    ("da", "og at det som en på er af for med til den har ikke et om men blev"),
    ("nb", "og at det som en på er av for med til den har ikke et om men ble"),
    ("fi", "ja on ei se että oli mutta myös kun hän ovat kuin joka mukaan tai vuonna sen"),
    ("hu", "a az és hogy nem is egy volt meg csak de már ez mint azt ami szerint"),
    ("ro", "și de în la a că cu pe care nu din pentru o este mai sunt au fost"),
    ("tr", "ve bir bu için da de ile olarak çok daha olan sonra gibi kadar ise en"),
    ("id", "yang dan di dengan untuk dari pada ini itu tidak dalam akan ke oleh juga"),
    ("vi", "và của là có trong cho được các với không một những đã người này"),
    ("ca", "el els les que i en una per amb del és la al com més va però"),
    ("hr", "je i u na se da za su od s koji to kao ali će bi iz nije"),
    ("ru", "и в не на что с по как он это из но для от был так же"),
    ("uk", "і в не на що з та до як про за це у від його також є"),
    ("bg", "на и в да се за от е не с че са по това но като"),
    ("sr", "и у на је да се за су од који то као али ће из није"),
];

/// The tag of the language, if it is clear.
pub(super) fn of(text: &str) -> Option<&'static str> {
    let sample = text.char_indices().nth(SAMPLE).map_or(text, |(end, _)| &text[..end]);
    by_script(sample).or_else(|| by_words(sample))
}

fn by_script(sample: &str) -> Option<&'static str> {
    if sample.is_ascii() {
        return None;
    }
    let (mut letters, mut counts) = (0_u32, [0_u32; 8]);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        let script = match c {
            '\u{3040}'..='\u{30ff}' => 0,
            '\u{4e00}'..='\u{9fff}' => 1,
            '\u{ac00}'..='\u{d7a3}' => 2,
            '\u{370}'..='\u{3ff}' => 3,
            '\u{590}'..='\u{5ff}' => 4,
            '\u{600}'..='\u{6ff}' => 5,
            '\u{900}'..='\u{97f}' => 6,
            '\u{e00}'..='\u{e7f}' => 7,
            _ => continue,
        };
        counts[script] += 1;
    }
    if counts[0] * 10 > letters && (counts[0] + counts[1]) * 2 > letters {
        return Some("ja");
    }
    let script = (1..8).find(|&script| counts[script] * 2 > letters)?;
    match script {
        1 => Some("zh"),
        2 => Some("ko"),
        3 => Some("el"),
        4 => Some("he"),
        5 => Some(arabic(sample)),
        6 => Some("hi"),
        _ => Some("th"),
    }
}

/// Persian and Urdu have letters that Arabic has not.
fn arabic(sample: &str) -> &'static str {
    let has = |letters: &[char]| sample.contains(letters);
    if has(&['ٹ', 'ڈ', 'ے', 'ں']) {
        "ur"
    } else if has(&['پ', 'چ', 'گ', 'ژ']) {
        "fa"
    } else {
        "ar"
    }
}

fn by_words(sample: &str) -> Option<&'static str> {
    let mut counts = [0_usize; COMMON.len()];
    let mut words = 0;
    let mut small = String::new();
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        if word.len() > LONGEST {
            continue;
        }
        small.clear();
        if word.is_ascii() {
            small.push_str(word);
            small.make_ascii_lowercase();
        } else {
            small.extend(word.chars().flat_map(char::to_lowercase));
        }
        for &language in LANGUAGES.get(&*small).into_iter().flatten() {
            counts[language] += 1;
        }
    }
    let mut ranked: Vec<(usize, &'static str)> =
        counts.into_iter().zip(COMMON).map(|(count, (tag, _))| (count, *tag)).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    let ((most, tag), (next, _)) = (ranked[0], ranked[1]);
    let is_frequent = words >= 20 && most * 100 >= words * 12;
    // Danish and Norwegian, Czech and Slovak differ in few of these words.
    (is_frequent && most * 10 >= next * 11).then_some(tag)
}

/// Bytes of the longest of the common words.
const LONGEST: usize = 12;

/// The ranks in [`COMMON`] of the languages that a word is common in.
static LANGUAGES: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages: HashMap<_, Vec<_>> = HashMap::default();
    for (rank, (_, words)) in COMMON.iter().enumerate() {
        for word in words.split(' ') {
            debug_assert!(word.len() <= LONGEST, "{word}");
            languages.entry(word).or_default().push(rank);
        }
    }
    languages
});

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_clear_language_is_named() {
        let english = "The ferry has been late for a week, and the master of the harbour said that it was the fault of the wind and of nobody else on the quay.";
        let german = "Die Fähre ist seit einer Woche nicht mit dem Fahrplan im Einklang, und der Hafenmeister sagt, das ist auch für den Wind ein Rekord und sonst für niemanden.";
        assert_eq!(of(english), Some("en"));
        assert_eq!(of(german), Some("de"));
        assert_eq!(of("東京は今日も雨がふっています"), Some("ja"));
        assert_eq!(of("Το πλοίο άργησε πάλι"), Some("el"));
    }

    #[test]
    fn a_few_words_name_no_language() {
        assert_eq!(of("Rain stops play"), None);
        assert_eq!(of(""), None);
    }
}
