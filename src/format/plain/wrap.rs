//! Tells whether the lines of a text were set to a fixed width, as mail
//! programs and text browsers set them, and which breaks that width made.
//!
//! The measure of it is the long lines that another follows at once: in a text
//! so set, the first word of the next line would not have fitted on nearly
//! any of them. Menus and lists, whose lines are short, say nothing either way.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::list;
use super::words::is_unspaced;

/// Lines that are looked at.
const SAMPLE: usize = 4000;

/// Lines of a text that can be set to a width at least.
const FEWEST: usize = 6;

/// Columns that lines are set to, from the narrowest to the widest.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// Columns that are counted of one line: it is too long for any width.
const COUNTED: usize = 200;

/// Columns of slack between the longest line and the width it was set to.
const SLACK: usize = 3;

/// How many long lines are followed by another at least.
const PAIRS: usize = 4;

/// Half columns by which the middles of two centred lines differ at most.
const CENTRED: usize = 4;

/// How a program counts the columns of wide characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ruler {
    /// As a terminal shows them: Han, kana and hangul take two columns.
    Columns,
    /// Each character is one column.
    Characters,
}

impl Ruler {
    fn width(self, c: char) -> usize {
        match self {
            Self::Columns => c.width().unwrap_or(0),
            Self::Characters => 1,
        }
    }

    /// Columns of a line up to [`COUNTED`], blanks at its end left out.
    fn measure(self, line: &str) -> usize {
        let line = line.trim_end();
        if is_narrow(line) {
            return line.len().min(COUNTED);
        }
        line.chars().take(COUNTED).map(|c| self.width(c)).sum()
    }

    /// Columns of what cannot be parted at the beginning of a line: a word, or
    /// one character of a script without blanks.
    fn first_word(self, line: &str) -> usize {
        let mut chars = line.trim_start().chars();
        let Some(first) = chars.next() else { return 0 };
        let ends = |c: &char| !c.is_whitespace() && !is_breakable(*c);
        let rest = if is_breakable(first) { 0 } else { self.sum(chars.take_while(ends)) };
        self.width(first) + rest
    }

    fn sum(self, chars: impl Iterator<Item = char>) -> usize {
        chars.take(COUNTED).map(|c| self.width(c)).sum()
    }
}

/// Whether each of the bytes of a line that are counted is a character of one
/// column.
fn is_narrow(line: &str) -> bool {
    let counted = &line.as_bytes()[..line.len().min(COUNTED)];
    counted.iter().fold(true, |are, byte| are & (*byte >= b' ') & (*byte <= b'~'))
}

/// Whether a line may break on both sides of a character.
fn is_breakable(c: char) -> bool {
    is_unspaced(c) && !is_hangul(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// Hangul has blanks between its words.
fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7af}')
}

/// Whether two characters belong together where a line broke between them:
/// the break stands for a blank in most scripts, and for nothing in those that
/// write none.
pub(super) fn joins(before: char, behind: char) -> bool {
    is_breakable(before) && is_breakable(behind)
}

/// The width that the lines of a text were set to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrap {
    ruler: Ruler,
    width: usize,
}

impl Wrap {
    /// Measures the first thousands of `lines`; `None` if they break where
    /// something ends.
    pub(super) fn of(source: &str, lines: &[Range<usize>]) -> Option<Self> {
        let sample: Vec<&str> = lines.iter().take(SAMPLE).map(|at| &source[at.clone()]).collect();
        let is_wide = |line: &&str| !is_narrow(line.trim_end());
        let by_columns = Self::by(Ruler::Columns, &sample);
        if by_columns.is_some() || !sample.iter().any(is_wide) {
            return by_columns;
        }
        Self::by(Ruler::Characters, &sample)
    }

    fn by(ruler: Ruler, sample: &[&str]) -> Option<Self> {
        let lengths: Vec<usize> =
            sample.iter().map(|line| ruler.measure(line)).filter(|length| *length > 0).collect();
        let mut long: Vec<usize> =
            lengths.iter().copied().filter(|length| length >= WIDTHS.start()).collect();
        long.sort_unstable();
        let width = *long.get(long.len() * 97 / 100)?;
        if lengths.len() < FEWEST || !WIDTHS.contains(&width) {
            return None;
        }
        let wrap = Self { ruler, width };
        let is_long =
            |pair: &&[&str]| ruler.measure(pair[0]) * 5 >= width * 3 && !opens(pair[0], pair[1]);
        let (mut count, mut soft, mut capitals) = (0, 0, 0);
        for pair in sample.windows(2).filter(is_long) {
            count += 1;
            if wrap.is_soft(pair[0], pair[1]) {
                soft += 1;
                capitals += usize::from(pair[1].trim_start().starts_with(char::is_uppercase));
            }
        }
        // Lines of verse and headlines begin with capitals, all of them.
        let is_prose = capitals * 10 < soft * 9;
        (count >= PAIRS && soft * 5 >= count * 3 && is_prose).then_some(wrap)
    }

    /// Whether the break between two lines was made by the width alone: what
    /// `next` begins with would not have fitted on `line`, and opens nothing.
    pub(super) fn is_soft(self, line: &str, next: &str) -> bool {
        let word = self.ruler.first_word(next);
        !opens(line, next) && self.ruler.measure(line) + 1 + word + SLACK > self.width
    }
}

/// Whether a line begins something of its own, whatever stands above it: it
/// is blank, an item, a quotation, or set in far further and not centred.
fn opens(line: &str, next: &str) -> bool {
    let inner = next.trim_start();
    let middle = |line: &str| 2 * indent(line) + line.trim().chars().take(COUNTED).count();
    inner.is_empty()
        || list::marker(inner).is_some()
        || next.starts_with('>') != line.starts_with('>')
        || indent(next) > indent(line) + 8 && middle(line).abs_diff(middle(next)) > CENTRED
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap(text: &str) -> Option<Wrap> {
        let mut start = 0;
        let cut = |line: &str| {
            start += line.len();
            start - line.len()..start
        };
        Wrap::of(text, &text.split_inclusive('\n').map(cut).collect::<Vec<_>>())
    }

    const PROSE: &str = "The ferry left the harbour at seven in the morning, and by noon\n\
        nobody on the quay could say with any confidence whether it had\n\
        been meant to come back at all before the end of the week.\n\n\
        A sailor laughed, and the harbour master shut his window, for\n\
        the wind had turned and the first of the rain was coming down\n\
        over the roofs.\n";

    #[test]
    fn long_menus_around_a_wrapped_text_do_not_hide_it() {
        let menu = "* News\n* Sport\n* Weather\n* Harbour\n".repeat(40);
        assert!(wrap(&format!("{menu}\n{PROSE}\n{menu}")).is_some());
    }

    #[test]
    fn a_centred_headline_may_break() {
        let head = "   The ferry to the northern islands was late again on Monday\n\
            \x20                after the storm, says a mayor\n\n";
        let wrap = wrap(&format!("{head}{PROSE}")).unwrap();
        let (line, next) = head.trim_end().split_once('\n').unwrap();
        assert!(wrap.is_soft(line, next));
        assert!(!wrap.is_soft(line, "                                       says a mayor"));
    }

    #[test]
    fn lines_of_verse_and_of_headlines_are_not_wrapped() {
        let verse = "The ferry leaves the harbour wall at seven,\nAnd no one waves,\n\
            And gulls go up like letters without answer\nOver the graves.\n\
            The ferry comes, as ferries come, at evening,\nAnd no one stands\n\
            Where once the lamps were lit for those returning\nFrom other lands.\n";
        assert!(wrap(verse).is_none());
        let headlines = "Ferry late again on Monday, and again on Tuesday\nHarbour shut\n\
            A long winter for the people of the northern islands, says a minister\n\
            Mayor resigns\nNo bread on Sunday in half of the villages of the coast\nRain\n\
            The last of the lighthouse keepers looks back on forty years\nSnow\n";
        assert!(wrap(headlines).is_none());
    }

    #[test]
    fn scripts_without_blanks_are_measured_by_columns_or_by_characters() {
        let by_columns = "港の渡し船は朝七時に出て、正午になっても戻らなかった。桟橋の\n\
            人々は、船がその週の終わりまでに戻るはずだったのかどうか、誰に\n\
            も分からなかったという。\n\n\
            船乗りは笑い、港長は窓を閉めた。風向きが変わり、屋根の上に最初\n\
            の雨が降り始めていたからである。島の学校は昼で終わり、子どもた\n\
            ちは坂を駆け下りた。\n";
        assert_eq!(wrap(by_columns).unwrap().ruler, Ruler::Columns);
        let by_characters = by_columns.replace("\n\n", "\u{1}").replace('\n', "");
        let lines: Vec<String> = by_characters
            .split('\u{1}')
            .flat_map(|text| {
                let chars: Vec<char> = text.repeat(3).chars().collect();
                let lines: Vec<String> =
                    chars.chunks(60).map(|line| line.iter().collect()).collect();
                [lines, vec![String::new()]].concat()
            })
            .collect();
        assert_eq!(wrap(&lines.join("\n")).unwrap().ruler, Ruler::Characters);
    }
}
