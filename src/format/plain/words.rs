//! Counts and compares the words of a line, in any script.

/// Characters of scripts that part no words: Han, kana, hangul and Thai.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{e00}'..='\u{e7f}')
}

/// Words counted at most; longer lines are long, and that is all that matters.
const COUNTED: u32 = 300;

/// The number of words; 1.7 characters of an unspaced script make one.
pub(super) fn count(line: &str) -> f64 {
    if line.is_ascii() {
        return ascii_count(line);
    }
    let unspaced = line.chars().filter(|c| is_unspaced(*c)).take(COUNTED as usize).count();
    let is_spaced = unspaced < 5;
    let is_letter = |c: char| {
        if is_spaced { c.is_alphanumeric() || c == '_' } else { c.is_ascii_alphanumeric() }
    };
    let words = line
        .split(|c: char| !is_letter(c))
        .filter(|word| !word.is_empty())
        .take(COUNTED as usize)
        .count();
    let whole = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if is_spaced { whole(words) } else { whole(unspaced) / 1.7 + whole(words) }
}

/// The number of words in a line of ASCII.
fn ascii_count(line: &str) -> f64 {
    let (mut words, mut is_inside) = (0_u32, false);
    for byte in line.bytes() {
        let is_letter = is_word_byte(byte);
        words += u32::from(is_letter & !is_inside);
        is_inside = is_letter;
    }
    f64::from(words.min(COUNTED))
}

/// Whether a byte of ASCII is part of a word: without a branch, so that many
/// are looked at at once.
fn is_word_byte(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10) | (byte == b'_')
}

/// The line in lower case, its words parted by single blanks, without signs.
pub(super) fn fold(line: &str) -> String {
    if line.is_ascii() {
        return ascii_fold(line);
    }
    let mut folded = String::with_capacity(line.len());
    let mut is_parted = false;
    for c in line.chars() {
        if !c.is_alphanumeric() && !is_joined_mark(c) {
            is_parted = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut is_parted) {
            folded.push(' ');
        }
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// Folds a line of ASCII.
fn ascii_fold(line: &str) -> String {
    let small = |byte: u8| if is_word_byte(byte) { byte.to_ascii_lowercase() } else { b' ' };
    let mut folded: Vec<u8> = line.bytes().map(small).collect();
    let mut before = b' ';
    folded.retain(|byte| std::mem::replace(&mut before, *byte) != b' ' || *byte != b' ');
    if folded.last() == Some(&b' ') {
        folded.pop();
    }
    String::from_utf8(folded).unwrap_or_default()
}

/// The words of a folded line. They are short: looking at each byte finds
/// their ends sooner than a search that is made for long stretches.
pub(super) fn parted(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(folded);
    std::iter::from_fn(move || {
        let line = rest?;
        let end = line.bytes().position(|byte| byte == b' ');
        rest = end.map(|end| &line[end + 1..]);
        Some(&line[..end.unwrap_or(line.len())])
    })
}

/// The first word of a folded line.
pub(super) fn first_word(folded: &str) -> &str {
    parted(folded).next().unwrap_or_default()
}

/// Combining vowels, which do not end a word.
fn is_joined_mark(c: char) -> bool {
    matches!(c, '_' | '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}' | '\u{64b}'..='\u{652}')
}

/// Whether the line ends as a sentence does, closing quotes aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]』」›“".contains(c));
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '॥', '۔'])
}

/// Marks by which two folded lines are compared: the first five letters of
/// words over three letters, and pairs of unspaced characters.
pub(super) fn marks(folded: &str) -> Vec<&str> {
    let mut marks = Vec::new();
    each_mark(folded, |mark| marks.push(mark));
    marks
}

/// Calls `take` with each of the [`marks`] of a folded line.
pub(super) fn each_mark<'a>(folded: &'a str, mut take: impl FnMut(&'a str)) {
    for word in parted(folded) {
        if word.is_ascii() {
            if word.len() > 3 {
                take(&word[..word.len().min(5)]);
            }
            continue;
        }
        let is_spaced = !word.chars().any(is_unspaced);
        if is_spaced && word.chars().nth(3).is_some() {
            let end = word.char_indices().nth(5).map_or(word.len(), |(end, _)| end);
            take(&word[..end]);
        }
        let pairs = word.char_indices().zip(word.char_indices().skip(1));
        for ((at, first), (next, second)) in pairs {
            if is_unspaced(first) && is_unspaced(second) {
                take(&word[at..next + second.len_utf8()]);
            }
        }
    }
}

/// How alike two folded lines are, as F1 over their words, 0 to 1.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let sorted = |folded| {
        let mut words: Vec<&str> = parted(folded).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words
    };
    let (a, b) = (sorted(a), sorted(b));
    let (mut at_a, mut at_b, mut shared) = (0, 0, 0_u32);
    while let (Some(one), Some(other)) = (a.get(at_a), b.get(at_b)) {
        let order = one.cmp(other);
        at_a += usize::from(order.is_le());
        at_b += usize::from(order.is_ge());
        shared += u32::from(order.is_eq());
    }
    let total = u32::try_from(a.len() + b.len()).unwrap_or(u32::MAX);
    if shared == 0 { 0.0 } else { f64::from(2 * shared) / f64::from(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_any_script() {
        assert!((count("Rain stops play") - 3.0).abs() < 0.01);
        assert!((count("東京は今日も雨がふる") - 10.0 / 1.7).abs() < 0.01);
    }

    #[test]
    fn words_of_ascii_are_those_of_any_script() {
        for line in ["", " a", "_a b-2 ", "--", "Rain (stops) play!", "A  b"] {
            let other = format!("{line} é");
            assert!((count(line) + 1.0 - count(&other)).abs() < 0.01, "{line}");
            assert_eq!(format!("{} é", fold(line)).trim(), fold(&other), "{line}");
        }
    }

    #[test]
    fn a_sentence_may_end_in_quotation_marks() {
        assert!(ends_sentence("He said: “No.”"));
        assert!(ends_sentence("雨だ。"));
        assert!(!ends_sentence("Rain stops play"));
    }

    #[test]
    fn likeness_is_one_for_the_same_words() {
        assert!((likeness("rain stops play", "play rain stops") - 1.0).abs() < f64::EPSILON);
        assert!(likeness("rain stops play", "sun") < f64::EPSILON);
    }
}
