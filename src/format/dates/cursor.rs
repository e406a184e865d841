//! A place in a line that moves over numbers, words and signs as they are printed
//! in any script; it knows no date.

/// A place in a line; every step moves it over what it has read.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) line: &'a str,
    pub(super) at: usize,
}

/// A number as printed.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) digits: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    pub(super) fn before(&self) -> &'a str {
        &self.line[..self.at]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Moves over one of these characters.
    pub(super) fn sign(&mut self, signs: &str) -> Option<char> {
        let c = self.peek().filter(|c| signs.contains(*c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Moves over blanks and these characters, at most four of them.
    pub(super) fn skip(&mut self, signs: &str) -> bool {
        let start = self.at;
        for _ in 0..4 {
            match self.peek() {
                Some(c) if c.is_whitespace() || c == '،' || signs.contains(c) => {
                    self.at += c.len_utf8();
                }
                _ => break,
            }
        }
        self.at > start
    }

    /// Moves over a number of at most `most` digits, in any digits of the press.
    pub(super) fn number(&mut self, most: usize) -> Option<Number> {
        let mut number = Number { value: 0, digits: 0 };
        while number.digits < most
            && let Some((c, value)) = self.peek().and_then(|c| Some((c, digit(c)?)))
        {
            number = Number { value: number.value * 10 + value, digits: number.digits + 1 };
            self.at += c.len_utf8();
        }
        (number.digits > 0).then_some(number)
    }

    /// Moves over letters and returns them in lower case.
    pub(super) fn word(&mut self) -> Option<String> {
        let is_letter = |c: char| c.is_alphabetic() || is_vowel_sign(c);
        let length: usize =
            self.rest().chars().take_while(|c| is_letter(*c)).take(24).map(char::len_utf8).sum();
        let mut word = self.rest()[..length].to_lowercase();
        self.at += length;
        // “İ” in lower case is an i and a point.
        if !word.is_ascii() {
            word.retain(|c| c != '\u{307}');
        }
        (!word.is_empty()).then_some(word)
    }

    /// Moves over one of these words.
    pub(super) fn one_of(&mut self, words: &[&str]) -> bool {
        let mut ahead = *self;
        let found = ahead.word().is_some_and(|word| words.contains(&word.as_str()));
        if found {
            *self = ahead;
        }
        found
    }
}

/// Signs that belong to the letter before them (scripts of India, Thai …).
pub(super) fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{e31}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
        || matches!(c, '\u{900}'..='\u{963}' | '\u{970}'..='\u{d7f}') && !c.is_numeric()
}

/// A digit in ASCII, Arabic, Persian, a script of India, Thai or full width.
pub(super) fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let zeros = [
        '0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{be6}',
        '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ff10}',
    ];
    let value = zeros
        .into_iter()
        .find_map(|zero| u32::from(c).checked_sub(u32::from(zero)).filter(|d| *d < 10));
    value.filter(|_| c.is_numeric())
}
