//! Looks at each line once and notes what the rest of the reading asks for.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashMap;

use crate::format::dates::{self, Dated, Order};
use crate::format::names;

use super::lexicon::{
    AGO, BREAK, BUTTONS, CITED, CITED_ANYWHERE, ELSEWHERE, NOTICE, NOTICE_INSIDE, SAYS, THREAD,
};
use super::words;

/// Lines longer than this are running text: nothing else is asked about them.
const SHORT: usize = 600;

/// Bytes at the beginning of a text that tell the country of its page.
const SAMPLE: usize = 100_000;

/// Words that a line has at least when it counts as running text.
const SENTENCE: f64 = 9.0;

/// Words and letters that a line of Thai, which has no stops, has at least when
/// it counts as running text.
const THAI: f64 = 30.0;
const THAI_LETTERS: usize = 60;

/// What is known about one line (one block of the file).
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one observation, and all combinations occur"
)]
pub(super) struct Line {
    /// Its bytes in the source, blanks around it left out.
    pub(super) range: Range<usize>,
    /// Its cleaned words, on one line.
    pub(super) text: String,
    /// The same folded for comparing; empty for long lines.
    pub(super) folded: String,
    /// Its words.
    pub(super) words: f64,
    /// Whether it ends as a sentence does.
    pub(super) stops: bool,
    /// Whether it is running text.
    pub(super) is_sentence: bool,
    /// Whether it opens a thread of comments.
    pub(super) opens_thread: bool,
    /// Whether an article ends here or has not begun.
    pub(super) is_break: bool,
    /// Whether it is a button or a notice.
    pub(super) is_notice: bool,
    /// Whether it reads like a ready-made citation.
    pub(super) is_cited: bool,
    /// The days that stand in it.
    pub(super) dates: Vec<Dated>,
    /// Whether it names an author after “by”, or announces one.
    pub(super) is_byline: bool,
    /// Whether it has a date, an author or an age, and little else.
    pub(super) is_stamped: bool,
    /// How often a line with the same words stands in the file.
    pub(super) repeats: u32,
}

impl Line {
    /// Whether it repeats another short line.
    pub(super) fn is_repeated(&self) -> bool {
        self.repeats > 1 && self.words < 25.0
    }

    /// Its words folded for comparing, however long it is.
    pub(super) fn folded_text(&self) -> Cow<'_, str> {
        if self.text.len() < SHORT {
            Cow::Borrowed(&self.folded)
        } else {
            Cow::Owned(words::fold(&self.text))
        }
    }

    /// Whether it is a notice and not a paragraph that mentions one.
    pub(super) fn is_mere_notice(&self) -> bool {
        self.is_notice && !(self.is_sentence && self.words > 30.0)
    }

    fn new(source: &str, range: &Range<usize>, order: Order) -> Self {
        let raw = &source[range.clone()];
        let start = range.start + raw.len() - raw.trim_start().len();
        let range = start..start + raw.trim().len();
        let text = super::clean::line(&source[range.clone()]);
        let words = words::count(&text);
        let stops = words::ends_sentence(&text);
        let is_short = text.len() < SHORT;
        let folded = if is_short { words::fold(&text) } else { String::new() };
        let pauses = || text.matches([',', '，', '.', '、', '،']).count();
        let is_sentence = stops && words >= SENTENCE
            || words >= 34.0 && pauses() >= 2
            || words >= THAI && text.chars().filter(|c| is_thai(*c)).nth(THAI_LETTERS).is_some();
        let fits = |bytes: usize| text.len() < bytes;
        let leads_elsewhere = fits(300) && leads_elsewhere(&text, &folded);
        let opens_thread = fits(120) && THREAD.matches(&folded);
        Self {
            opens_thread,
            is_break: opens_thread || fits(100) && !leads_elsewhere && BREAK.matches(&folded),
            is_notice: leads_elsewhere || fits(300) && is_notice(&text, &folded),
            is_cited: fits(500) && is_cited(&text, stops && words >= SENTENCE),
            dates: if is_short { days(&text, order) } else { Vec::new() },
            is_byline: words <= 24.0 && !stops && is_byline(&text),
            is_stamped: false,
            repeats: 0,
            range,
            text,
            folded,
            words,
            stops,
            is_sentence,
        }
    }

    /// Gives the line other words; its place and what it is taken for stay.
    pub(super) fn say(&mut self, text: String, order: Order) {
        self.words = words::count(&text);
        self.stops = words::ends_sentence(&text);
        self.folded = if text.len() < SHORT { words::fold(&text) } else { String::new() };
        self.is_byline = self.words <= 24.0 && !self.stops && is_byline(&text);
        self.is_notice = self.folded.is_empty() && text.len() < SHORT;
        self.dates = if text.len() < SHORT { days(&text, order) } else { Vec::new() };
        self.text = text;
        self.is_stamped = self.stamped();
    }

    fn stamped(&self) -> bool {
        let is_dated = !self.dates.is_empty() && !self.is_sentence;
        self.words <= 18.0 && (is_dated || self.is_byline || is_aged(&self.folded))
    }
}

/// Surveys the lines of a text; `order` is that of its days and months in
/// numbers.
pub(super) fn survey(source: &str, ranges: &[Range<usize>], order: Order) -> Vec<Line> {
    let mut lines: Vec<Line> = ranges.iter().map(|range| Line::new(source, range, order)).collect();
    let mut counts: HashMap<&str, u32> = HashMap::default();
    for line in lines.iter().filter(|line| !line.folded.is_empty()) {
        *counts.entry(&line.folded).or_default() += 1;
    }
    let repeats = |line: &Line| counts.get(&*line.folded).copied().unwrap_or(1);
    let repeats: Vec<u32> = lines.iter().map(repeats).collect();
    for (line, repeats) in lines.iter_mut().zip(repeats) {
        line.repeats = repeats;
        line.is_stamped = line.stamped();
    }
    lines
}

/// Whether the page is English of the United States: a clock of twelve hours
/// or a zone of there.
pub(super) fn order(source: &str) -> Order {
    let mut end = source.len().min(SAMPLE);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let (mut words, mut english, mut is_seen) = (0_usize, 0_usize, false);
    for word in source[..end].split(|c: char| !c.is_alphanumeric() && c != '.') {
        words += 1;
        match word {
            "the" | "and" | "of" | "that" | "with" | "The" => english += 1,
            _ => is_seen = is_seen || is_american(word),
        }
    }
    if is_seen && english * 25 > words { Order::MonthFirst } else { Order::Unknown }
}

/// Whether a word belongs to a clock of twelve hours, or names a zone of the
/// United States or these.
fn is_american(word: &str) -> bool {
    const SAID: [&str; 14] = [
        "am", "pm", "AM", "PM", "a.m.", "p.m.", "A.M.", "P.M.", "EST", "EDT", "PST", "PDT", "ET",
        "U.S.",
    ];
    let is_clock = |(hour, half): (&str, &str)| {
        matches!(half, "am" | "pm" | "AM" | "PM") && hour.bytes().all(|byte| byte.is_ascii_digit())
    };
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let half = word.len().checked_sub(2).and_then(|at| word.split_at_checked(at));
        return half.is_some_and(is_clock);
    }
    (2..=4).contains(&word.len()) && SAID.contains(&word)
}

/// The days in a line; a clock of 24 hours is not of the United States. The
/// order is a guess about the page, so it makes no date certain.
fn days(text: &str, order: Order) -> Vec<Dated> {
    if !text.chars().any(may_be_of_a_date) {
        return Vec::new();
    }
    let order = if has_clock_of_24(text) { Order::DayFirst } else { order };
    let mut found = dates::dates(text, order);
    if order != Order::Unknown && !found.is_empty() {
        let certain =
            dates::dates(text, Order::Unknown).into_iter().filter(|dated| dated.is_certain);
        let certain: Vec<Range<usize>> = certain.map(|dated| dated.range).collect();
        for dated in &mut found {
            dated.is_certain &= certain.contains(&dated.range);
        }
    }
    found.retain(|dated| dated.when.date().is_some_and(|day| day.year() >= 1900));
    found
}

/// Whether a character may be the number of a day: scripts past Cyrillic have
/// their own, punctuation aside.
fn may_be_of_a_date(c: char) -> bool {
    c.is_ascii_digit() || c >= '\u{530}' && !('\u{2000}'..='\u{206f}').contains(&c)
}

fn has_clock_of_24(text: &str) -> bool {
    clocks(text).any(|hour| hour > 12)
}

/// The hours of the times `h:mm` in a line.
fn clocks(text: &str) -> impl Iterator<Item = u32> {
    text.match_indices(':').filter_map(|(at, _)| {
        let before = &text[..at];
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let behind = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&digits) || behind != 2 {
            return None;
        }
        before[before.len() - digits..].parse().ok()
    })
}

/// Whether a line says how long ago something was: “3 hours ago”.
fn is_aged(folded: &str) -> bool {
    if matches!(words::first_word(folded), "published" | "posted" | "updated") {
        return true;
    }
    if !folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    words.windows(3).any(|three| match three {
        [number, unit, "ago"] | ["vor", number, unit] => is_number(number) && AGO.matches(unit),
        ["y", "a", number] => is_number(number),
        _ => false,
    }) || words.windows(2).any(|two| two[0] == "hace" && is_number(two[1]))
}

/// Whether a line is the stamp of a comment: a time, an age, “Anna says:”.
pub(super) fn is_comment_stamp(line: &Line) -> bool {
    let is_said = || {
        let end = line.folded.rsplit(' ').next().unwrap_or_default();
        SAYS.contains(&end) && !line.stops
    };
    line.words <= 16.0
        && (!line.dates.is_empty()
            || clocks(&line.text).next().is_some()
            || is_aged(&line.folded)
            || is_said())
}

/// Whether a line has the age or time of a teaser.
pub(super) fn has_age(line: &Line) -> bool {
    clocks(&line.text).next().is_some() || is_aged(&line.folded)
}

/// Whether a line names another article after a label: “Related: …”.
fn leads_elsewhere(text: &str, folded: &str) -> bool {
    let may_lead = ELSEWHERE.begins(folded) || text.starts_with(words::is_unspaced);
    may_lead
        && text
            .split_once([':', '：', '»', '►', '>', '|'])
            .filter(|(label, _)| label.len() < 60)
            .is_some_and(|(label, _)| ELSEWHERE.matches(&words::fold(label)))
}

fn is_notice(text: &str, folded: &str) -> bool {
    let is_counter = folded.len() < 24
        && words::parted(folded).all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_row = folded.contains(' ') && folded.len() < 160 && BUTTONS.are_all(folded);
    folded.is_empty()
        || is_counter
        || is_row
        || NOTICE.matches(folded)
        || NOTICE_INSIDE.stands_in(folded)
        || text.contains('©')
}

/// Whether a line reads like a ready-made citation. Running text may say the
/// same words; a citation also has brackets, guillemets, an address or a stamp.
fn is_cited(text: &str, is_running: bool) -> bool {
    if !CITED_ANYWHERE.is_match(text) {
        return false;
    }
    let is_marked =
        || text.contains(['[', '»', '<']) || text.contains("://") || has_iso_stamp(text);
    if is_running && !is_marked() {
        return false;
    }
    let small = text.to_lowercase();
    CITED.iter().any(|words| match *words {
        // “accessed” and “viewed” are words of running text, too: a year must follow.
        "accessed " | ", viewed " => small.split(words).skip(1).any(begins_with_year),
        "retrieved " => small.contains(words) && small.contains("://"),
        "available:" => small.contains(words) && small.contains("[online]"),
        words => small.contains(words),
    })
}

fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}')
}

fn begins_with_year(rest: &str) -> bool {
    rest.len() > 4 && rest.bytes().take(4).all(|byte| byte.is_ascii_digit())
}

/// Whether a stamp such as `2022-07-06T01:00` stands in a line.
fn has_iso_stamp(text: &str) -> bool {
    text.match_indices(['T', 't']).any(|(at, _)| {
        let before = text[..at].bytes().rev().take(10);
        before.len() == 10
            && before.enumerate().all(|(rank, byte)| match rank {
                2 | 5 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
    })
}

fn is_byline(text: &str) -> bool {
    let count = text.split_whitespace().count();
    if count < 6 && names::is_by_alone(text) {
        return true;
    }
    let (rest, had_by) = names::without_by(text);
    if !had_by || rest.chars().count() > 110 {
        return false;
    }
    names::people(rest, true).first().is_some_and(|name| {
        names::is_name(name, true)
            || names::is_agency(name)
            || count <= 3 && name.starts_with(char::is_uppercase)
    })
}

/// Whether a line holds an address of the web or of mail.
pub(super) fn has_address(text: &str) -> bool {
    // Every other address has a point.
    text.contains("://") || text.contains('.') && has_host(text)
}

fn has_host(text: &str) -> bool {
    text.contains("www.")
        || text.split_whitespace().filter(|word| word.contains('.')).any(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let is_mail = word
                .split_once('@')
                .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
            let is_host = word.rsplit_once('.').is_some_and(|(name, end)| {
                !name.is_empty()
                    && ["com", "org", "net", "de", "php", "html"]
                        .contains(&end.to_lowercase().as_str())
            });
            is_mail || is_host
        })
}
