//! Names of files for articles.

/// Most bytes of a name without its ending: with a number behind it and an
/// ending it is one on every file system.
const MOST: usize = 80;

/// A name for the file of an article with this headline, without an ending:
/// its letters and digits, of any script, with `-` between the words. It is
/// never empty, hidden, or one that some system keeps for itself.
///
/// ```
/// use newsread::print::file_name;
///
/// assert_eq!(file_name("Rates “held” at 4 %: what/now?"), "rates-held-at-4-what-now");
/// assert_eq!(file_name("../.."), "untitled");
/// ```
pub fn file_name(headline: &str) -> String {
    let lower = headline.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && !is_mark(c));
    let mut name = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        let separator = if name.is_empty() { "" } else { "-" };
        if name.len() + separator.len() + word.len() > MOST {
            if name.is_empty() {
                let end = (0..=MOST).rev().find(|at| word.is_char_boundary(*at)).unwrap_or(0);
                name.push_str(&word[..end]);
            }
            break;
        }
        name.push_str(separator);
        name.push_str(word);
    }
    if name.is_empty() { "untitled".to_owned() } else { name }
}

/// Whether a character belongs to the letter before it.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_keeps_the_letters_of_every_script() {
        assert_eq!(file_name("Größe — и «правда»"), "größe-и-правда");
        assert_eq!(file_name("東京は今日も雨"), "東京は今日も雨");
        assert_eq!(file_name("नमस्ते दुनिया"), "नमस्ते-दुनिया");
    }

    #[test]
    fn a_long_name_ends_with_a_whole_word() {
        let name = file_name(&"sandbag ".repeat(30));
        assert!(name.len() <= MOST && name.ends_with("-sandbag"), "{name}");
        assert!(file_name(&"雨".repeat(90)).len() <= MOST);
    }

    proptest! {
        #[test]
        fn any_headline_has_a_name_that_leads_nowhere_else(headline in any::<String>()) {
            let name = file_name(&headline);
            prop_assert!(!name.is_empty() && name.len() <= MOST && !name.starts_with(['.', '-']));
            prop_assert!(!name.contains(['/', '\\', '\0', ':', '\n']));
        }
    }
}
