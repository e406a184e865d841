//! Cleans text: stretches of plain characters at once, others one by one.
//!
//! Knows which characters a terminal obeys, hides or cannot draw. One idea:
//! each cluster begins with a base, and what attaches to it is let through as
//! long as it makes a cluster that a terminal draws as one.
//!
//! The rules follow the Unicode security reports (UTR #36, UTS #39) and what
//! terminals were seen to do with each class of character.

use unicode_normalization::char::is_combining_mark;

use super::columns;

/// Marks that one character may carry; more would flood the line.
const MARKS: u32 = 8;

/// Emoji that one cluster may join: the largest family has four, each with a
/// skin tone or a sign.
const JOINED: u32 = 8;

/// Columns between tab stops.
const TAB: usize = 4;

/// What becomes of line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    AsSpaces,
    Kept,
}

/// Cleans text, and says whether something was removed that can deceive.
pub(super) fn clean(text: &str, ends: Ends) -> (String, bool) {
    if is_plain(text) {
        return (text.to_owned(), false);
    }
    let mut cleaner = Cleaner { out: String::with_capacity(text.len()), ..Cleaner::default() };
    let mut rest = text;
    loop {
        let (run, behind) = rest.split_at(plain_start(rest));
        cleaner.run(run);
        let mut chars = behind.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        match c {
            '\r' if rest.starts_with('\n') => {}
            '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                cleaner.line_end(ends);
            }
            '\t' => cleaner.tab(),
            _ => cleaner.take(c),
        }
    }
    (cleaner.out, cleaner.hidden)
}

/// Whether cleaning removes or replaces something that can deceive.
pub(super) fn has_hidden(text: &str) -> bool {
    // Counting looks at many bytes at once, where looking for one does not.
    let is_odd = |byte: &u8| !matches!(byte, b' '..=b'~' | b'\t'..=b'\r');
    if text.bytes().filter(is_odd).count() == 0 {
        return false;
    }
    text.chars().any(|c| match c {
        '\t'..='\r' | '\u{85}' => false,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' => true,
        _ => deceives(c),
    })
}

/// Whether there is nothing to clean, since all is printable ASCII.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().filter(|byte| !matches!(byte, b' '..=b'~')).count() == 0
}

/// Bytes of the printable characters of ASCII that a text begins with.
fn plain_start(text: &str) -> usize {
    text.bytes().position(|byte| !matches!(byte, b' '..=b'~')).unwrap_or(text.len())
}

/// Cleans character by character; each cluster begins with a base.
#[derive(Default)]
struct Cleaner {
    out: String,
    /// Where in `out` the last line end or tab stop is.
    stop: usize,
    /// The character that marks and joiners attach to; none at a line's start.
    base: Option<char>,
    /// Marks on the base so far.
    marks: u32,
    /// Emoji joined into the cluster so far.
    joined: u32,
    /// A joiner that waits for a character it may join.
    joiner: Option<char>,
    /// Whether the base may still take a variation selector.
    varies: bool,
    hidden: bool,
}

impl Cleaner {
    fn line_end(&mut self, ends: Ends) {
        self.out.push(if ends == Ends::Kept { '\n' } else { ' ' });
        self.stop = self.out.len();
        self.base = (ends == Ends::AsSpaces).then_some(' ');
        (self.marks, self.joined, self.joiner, self.varies) = (0, 0, None, false);
    }

    fn tab(&mut self) {
        let blanks = TAB - columns(&self.out[self.stop..]) % TAB;
        (0..blanks).for_each(|_| self.put(' '));
        self.stop = self.out.len();
    }

    /// Puts printable characters of ASCII: only the first can be joined to what
    /// stands before, and only the last to what follows.
    fn run(&mut self, plain: &str) {
        let mut chars = plain.chars();
        let Some(first) = chars.next() else { return };
        self.put(first);
        if let Some(last) = chars.next_back() {
            self.out.push_str(&plain[1..]);
            (self.base, self.joined, self.varies) = (Some(last), 0, last != ' ');
        }
    }

    fn take(&mut self, c: char) {
        match c {
            // Nearly all letters of the press: nothing here is a mark, or dropped.
            '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' => {
                self.put(c);
            }
            '\0'..='\x1f' | '\x7f' | '\u{80}'..='\u{9f}' => {
                self.hidden = true;
                self.put(picture(c));
            }
            '\u{200c}' | '\u{200d}' => self.joiner = Some(c),
            '\u{fe0e}' | '\u{fe0f}' => {
                if std::mem::take(&mut self.varies) {
                    self.out.push(c);
                }
            }
            _ if is_dropped(c) => self.hidden |= deceives(c),
            '\u{1f3fb}'..='\u{1f3ff}' if self.base.is_some_and(is_emoji) => self.mark(c),
            _ if is_combining_mark(c) => self.mark(c),
            _ => self.put(c),
        }
    }

    fn mark(&mut self, c: char) {
        if self.base.is_none() {
            self.put('\u{25cc}');
        }
        (self.joiner, self.varies) = (None, false);
        if self.marks < MARKS {
            self.out.push(c);
            self.marks += 1;
        }
    }

    fn put(&mut self, c: char) {
        let base = self.base.replace(c);
        let joiner = self.joiner.take().filter(|joiner| match joiner {
            '\u{200d}' => base.is_some_and(is_emoji) && is_emoji(c) && self.joined < JOINED,
            _ => base.is_some_and(char::is_alphabetic) && c.is_alphabetic(),
        });
        self.out.extend(joiner);
        self.joined = if joiner.is_some() { self.joined + 1 } else { 0 };
        self.marks = 0;
        self.varies = c != ' ';
        self.out.push(c);
    }
}

/// A visible stand-in for a control character, one column wide.
fn picture(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// Characters that show nothing, or that only deceive.
pub(super) fn is_dropped(c: char) -> bool {
    deceives(c)
        || matches!(u32::from(c),
            0xad | 0x180e | 0x200b | 0x2060..=0x2064 | 0x206a..=0x206f | 0xfeff | 0xfff9..=0xfffb
            | 0x13430..=0x1345f | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a
            | 0x115f | 0x1160 | 0x3164 | 0xffa0 | 0x17b4 | 0x17b5 | 0x0010_eeee
            | 0xfdd0..=0xfdef)
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Dropped characters that change what a reader believes to have read:
/// bidirectional controls, tags and the selectors used to smuggle text.
fn deceives(c: char) -> bool {
    matches!(u32::from(c), 0x61c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2065..=0x2069 | 0xe0000..=0xe0fff)
}

/// Whether a zero-width joiner beside it can make one emoji: the blocks that
/// hold the pictographs of UTS #51.
fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x2190..=0x21ff | 0x2300..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1faff)
}
