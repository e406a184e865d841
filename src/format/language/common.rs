//! Tells the large languages of the press by their commonest words.
//!
//! Knows nothing of letters in a row, which tell all other languages and cost
//! forty times as much. One idea: a text in which the small words of one
//! language abound, and those of no other, is in that language; whoever asks
//! about any other text gets no answer.

use std::sync::LazyLock;

use foldhash::HashMap;

/// Of a hundred words, those that must be common ones of the language.
const SHARE: usize = 12;

/// How many times more they must be than those of any other language.
const LEAD: usize = 4;

/// Languages and their commonest words, without those that a neighbour has as
/// well: Catalan and Galician beside Spanish, Dutch and Afrikaans beside
/// German, Scots beside English.
const COMMON: &[(&str, &str)] = &[
    (
        "en",
        "the of and by as it that with was were has have been which from they this would are his their",
    ),
    (
        "de",
        "der und das den von mit sich nicht dem ist auf für eine auch wird einen einer wurde zum zur",
    ),
    ("fr", "les et des est dans une pour qui sur pas avec sont aux cette au être ont mais il elle"),
    ("es", "el los y las se por para su al lo como más pero fue sus sin tiene"),
    ("it", "il di che è della per gli sono nel alla dei delle anche più dal ma"),
    ("pt", "o do da em não os dos no na uma mais ao das foi pelo pela são também ou à"),
];

/// The tag of a text's language, if its commonest words leave no doubt.
pub(super) fn of(text: &str) -> Option<&'static str> {
    /// The languages of each word, and how many bytes the longest has.
    static LANGUAGES: LazyLock<(HashMap<&str, Vec<usize>>, usize)> = LazyLock::new(|| {
        let mut languages: HashMap<&str, Vec<usize>> = HashMap::default();
        for (rank, (_, words)) in COMMON.iter().enumerate() {
            words.split(' ').for_each(|word| languages.entry(word).or_default().push(rank));
        }
        let longest = languages.keys().map(|word| word.len()).max().unwrap_or(0);
        (languages, longest)
    });
    let (languages, longest) = &*LANGUAGES;
    let (mut seen, mut total) = ([0; COMMON.len()], 0);
    let mut small = String::new();
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        total += 1;
        if word.len() > *longest {
            continue;
        }
        small.clear();
        if word.is_ascii() {
            small.push_str(word);
            small.make_ascii_lowercase();
        } else {
            small.extend(word.chars().flat_map(char::to_lowercase));
        }
        for rank in languages.get(&*small).into_iter().flatten() {
            seen[*rank] += 1;
        }
    }
    let first = (0..seen.len()).max_by_key(|rank| seen[*rank])?;
    let others = (0..seen.len()).filter(|rank| *rank != first).map(|rank| seen[rank]).max()?;
    let leads = seen[first] * 100 >= total * SHARE && seen[first] >= others * LEAD;
    (leads && seen[first] > 0).then(|| COMMON[first].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_language_is_told_by_its_small_words() {
        for (tag, text) in [
            (
                "en",
                "The master of the harbour said that it was the fault of the wind and of nobody else.",
            ),
            (
                "de",
                "Der Hafenmeister sagt, die Fähre sei wegen des Windes und nicht wegen der Werft zu spät.",
            ),
            (
                "fr",
                "Le maître du port dit que c’est la faute du vent et que les autres n’ont rien dans cette affaire.",
            ),
            (
                "es",
                "El jefe del puerto dice que la culpa del retraso la tiene el viento y no los otros, como se ha dicho.",
            ),
        ] {
            assert_eq!(of(text), Some(tag), "{text}");
        }
    }

    #[test]
    fn a_text_without_them_or_of_two_languages_is_left_to_others() {
        assert_eq!(of(""), None);
        assert_eq!(of("Rain, wind, 12, 14, Dover"), None);
        assert_eq!(
            of("Hafnarstjórinn segir að ferjan sé of sein vegna vindsins og einskis annars."),
            None
        );
        assert_eq!(
            of("The wind of the port, and the rain. Der Wind und der Regen auf dem Kai."),
            None
        );
    }
}
