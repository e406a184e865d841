//! The scanner: tries each shape of a date at each place of a line.

use crate::article::When;

use super::calendar;
use super::clock;
use super::cursor::{Cursor, Number, digit, is_vowel_sign};
use super::words::{may_be_month, month, persian_month, weekday};
use super::{Dated, Order};

/// A date as far as it was read.
struct Read {
    when: When,
    is_certain: bool,
    end: usize,
}

pub(super) fn dates(line: &str, order: Order) -> Vec<Dated> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(c) = line[at..].chars().next() {
        let cursor = Cursor { line, at };
        let read = if digit(c).is_some() && may_begin(found.last(), before, at) {
            from_number(cursor, order)
        } else if matches!(c, '令' | '平' | '昭' | '大' | '民') {
            from_era(cursor)
        } else if c.is_alphabetic()
            && before.is_none_or(|before| begins_word(before, c))
            && may_be_month(cursor.rest())
        {
            from_month(cursor)
        } else {
            None
        };
        if let Some(read) = read {
            let start = at;
            at = read.end;
            found.push(finish(line, start, &read));
            before = line[..at].chars().next_back();
            continue;
        }
        before = Some(c);
        at += c.len_utf8();
        if c.is_alphabetic() {
            // Nothing begins at a small letter within a word.
            let small = line[at..].bytes().take_while(u8::is_ascii_lowercase).count();
            at += small;
            before = line[..at].chars().next_back();
        }
    }
    found
}

/// Whether a word begins with `c`; a scraper may have glued a month to the
/// name before it: `Coast WireApril 27, 2017`.
fn begins_word(before: char, c: char) -> bool {
    !before.is_alphabetic() || before.is_lowercase() && c.is_uppercase()
}

/// Whether a number here is not the tail of another; one glued to a date is.
fn may_begin(last: Option<&Dated>, before: Option<char>, at: usize) -> bool {
    let is_glued = last.is_some_and(|last| last.range.end == at);
    is_glued || !before.is_some_and(|c| digit(c).is_some() || ".,-/:".contains(c))
}

/// Adds the time of day and checks the weekday.
fn finish(line: &str, start: usize, read: &Read) -> Dated {
    let agrees = read.when.date().and_then(|day| {
        let printed = weekday_beside(&line[..start], &line[read.end..])?;
        Some(day.weekday().to_monday_one_offset() == printed)
    });
    let mut cursor = Cursor { line, at: read.end };
    let when = match read.when {
        When::Day(day) => clock::time(&mut cursor)
            .map_or(read.when, |(time, offset)| When::Instant(day.to_datetime(time), offset)),
        other => other,
    };
    let end = if when == read.when { read.end } else { cursor.at };
    let is_certain = read.is_certain && agrees != Some(false);
    Dated { range: start..end, when, is_certain, weekday_agrees: agrees }
}

/// Characters between a weekday and its date at most.
const WEEKDAY_REACH: usize = 8;

/// Words between a weekday and its date: “Donnerstag, den 9. Januar”.
const LINKS: &[&str] =
    &["den", "the", "le", "el", "dia", "día", "o", "il", "dnia", "de", "die", "del"];

/// The weekday just before a date, or just behind it where that is usual.
fn weekday_beside(before: &str, behind: &str) -> Option<i8> {
    let known = |word: &str| weekday(word).filter(|_| word.chars().count() > 2);
    let (word, rest) = last_word(before).unwrap_or_default();
    let printed = if LINKS.contains(&word.as_str()) {
        last_word(rest).and_then(|(word, _)| known(&word))
    } else {
        known(&word)
    };
    printed.or_else(|| weekday_behind(behind))
}

/// The last word, if it stands near the end, in lower case; and what is
/// before it.
fn last_word(text: &str) -> Option<(String, &str)> {
    let is_letter = |c: char| c.is_alphabetic() || c == '-' || is_vowel_sign(c);
    let ended = text.trim_end_matches(|c: char| !is_letter(c));
    let rest = ended.trim_end_matches(is_letter);
    let is_near = text.len() - ended.len() <= WEEKDAY_REACH;
    (is_near && !ended.is_empty()).then(|| (ended[rest.len()..].to_lowercase(), rest))
}

/// `（木）`, ` 星期四`: behind the date where a weekday has its own letters.
fn weekday_behind(behind: &str) -> Option<i8> {
    let mut cursor = Cursor { line: behind, at: 0 };
    let is_bracketed = cursor.sign("(（").is_some();
    cursor.skip("(（,");
    let word = cursor.word()?;
    let is_long = word.chars().count() >= 2;
    weekday(&word).filter(|_| (is_bracketed || is_long) && !word.is_ascii())
}

/// Every shape that begins with a number.
fn from_number(cursor: Cursor<'_>, order: Order) -> Option<Read> {
    let mut ahead = cursor;
    let number = ahead.number(4)?;
    if number.digits == 4 {
        return from_year(ahead, number);
    }
    if number.digits > 2 {
        return None;
    }
    day_and_month_name(ahead, number)
        .or_else(|| day_and_month_number(ahead, number))
        .or_else(|| three_numbers(cursor, ahead, number, order))
}

/// `2020-01-09`, `2020/1/9`, `2020年1月9日`, `2020. január 9.`
fn from_year(mut cursor: Cursor<'_>, year: Number) -> Option<Read> {
    if let Some(c) = cursor.sign("年년") {
        let (months, days) = if c == '年' { ("月", "日号號") } else { ("월", "일") };
        cursor.skip("");
        let month = cursor.number(2)?;
        cursor.sign(months)?;
        let after_month = cursor.at;
        cursor.skip("");
        let day = cursor.number(2).filter(|_| cursor.sign(days).is_some());
        return match day {
            Some(day) => read(year.value, month.value, day.value, cursor.at),
            None => read_month(year.value, month.value, after_month),
        };
    }
    if let Some(sign) = cursor.sign("-/.") {
        let mut numbers = cursor;
        numbers.skip("");
        if let Some(month) = numbers.number(2)
            && numbers.sign("-/.") == Some(sign)
            && let is_loose = numbers.skip("")
            && let Some(day) = numbers.number(2)
            && numbers.peek().is_none_or(|c| digit(c).is_none())
            && (sign == '.' || !is_loose)
        {
            return read_numbers(year.value, month.value, day.value, numbers.at);
        }
    }
    cursor.skip(".,-");
    if cursor.one_of(&["m", "gada", "ko"]) {
        cursor.skip(".");
        if let Some(day) = cursor.number(2) {
            cursor.skip(".");
            return read(year.value, month_word(&mut cursor)?, day.value, cursor.at);
        }
    }
    let month = month(&cursor.word()?)?;
    cursor.skip(".");
    let day = cursor.number(2)?;
    let mut behind = cursor;
    behind.skip(",.");
    if behind.number(4).is_some_and(|number| number.digits == 4) {
        return None;
    }
    cursor.sign(".");
    read(year.value, u32::try_from(month).ok()?, day.value, cursor.at)
}

/// `9 January 2020`, `9th of January, 2020`, `9. Januar 2020`, `9 de enero de 2020`.
fn day_and_month_name(mut cursor: Cursor<'_>, day: Number) -> Option<Read> {
    let mut suffix = cursor;
    if suffix.one_of(&["st", "nd", "rd", "th", "er", "ª", "º", "e", "ste", "de"]) {
        cursor = suffix;
    }
    cursor.skip(".,-/°");
    if cursor.one_of(&["de", "of", "d", "di"]) {
        cursor.skip("'’");
    }
    if let Some(read) = day_of_iran(cursor, day) {
        return Some(read);
    }
    let is_thai = cursor.peek().is_some_and(is_thai);
    let month = month_word(&mut cursor)?;
    cursor.skip(".,-/");
    // “5 مارس/آذار 2021” names the month twice.
    let mut again = cursor;
    if month_word(&mut again) == Some(month) {
        again.skip("");
        cursor = again;
    }
    if cursor.one_of(&["de", "del", "do", "năm"]) {
        cursor.skip("");
    }
    let is_short = cursor.sign("’'").is_some();
    let printed = cursor;
    let mut year = year(&mut cursor, is_short)?;
    let mut short = printed;
    if is_thai && short.number(4).is_some_and(|number| number.digits == 2) {
        // Of the Buddhist era, 2500 and on.
        year = year % 100 + 2500;
    }
    read(year, month, day.value, cursor.at)
}

fn is_thai(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e2e}')
}

/// `۱۵ اسفند ۱۳۹۹`.
fn day_of_iran(mut cursor: Cursor<'_>, day: Number) -> Option<Read> {
    if !cursor.peek().is_some_and(|c| matches!(c, '\u{600}'..='\u{6ff}')) {
        return None;
    }
    let month = persian_month(&cursor.word()?)?;
    cursor.skip("");
    let year = cursor.number(4).filter(|year| year.digits == 4)?;
    read_persian(year.value, month, day.value, cursor.at)
}

/// `令和3年3月5日`, `民國110年3月5日`, `平成元年1月8日`.
fn from_era(mut cursor: Cursor<'_>) -> Option<Read> {
    let (length, behind) = calendar::era(cursor.rest())?;
    cursor.at += length;
    cursor.skip("");
    let year = match cursor.sign("元") {
        Some(_) => 1,
        None => cursor.number(3)?.value,
    };
    from_year(cursor, Number { value: year + behind, digits: 4 })
}

/// A month in letters; Hebrew writes “in January” as one word, the Levant two
/// months in two words, Thai shortens with points inside.
fn month_word(cursor: &mut Cursor<'_>) -> Option<u32> {
    let is_thai = cursor.peek().is_some_and(is_thai);
    let mut word = cursor.word()?;
    if is_thai {
        let mut ahead = *cursor;
        if let Some(rest) = ahead.sign(".").and_then(|_| ahead.word()) {
            word = format!("{word}.{rest}");
            *cursor = ahead;
        }
    }
    if matches!(word.as_str(), "كانون" | "تشرين") {
        let is_first_pair = word == "تشرين";
        cursor.skip("");
        return match (is_first_pair, cursor.word()?.as_str()) {
            (true, "الأول" | "الاول" | "أول") => Some(10),
            (true, "الثاني" | "ثاني") => Some(11),
            (false, "الأول" | "الاول" | "أول") => Some(12),
            (false, "الثاني" | "ثاني") => Some(1),
            _ => None,
        };
    }
    let found = month(&word).or_else(|| month(word.strip_prefix('ב')?))?;
    u32::try_from(found).ok()
}

/// `9 tháng 1, 2020`.
fn day_and_month_number(mut cursor: Cursor<'_>, day: Number) -> Option<Read> {
    cursor.skip("");
    if !cursor.one_of(&["tháng"]) {
        return None;
    }
    cursor.skip("");
    let month = cursor.number(2)?;
    cursor.skip(",/");
    cursor.one_of(&["năm"]);
    cursor.skip("");
    let year = year(&mut cursor, false)?;
    read(year, month.value, day.value, cursor.at)
}

/// The year: four digits and perhaps a time glued to them, or two digits
/// after an apostrophe or at the end of a word.
fn year(cursor: &mut Cursor<'_>, is_short: bool) -> Option<u32> {
    let mut ahead = *cursor;
    let number = ahead.number(4)?;
    let ends = ahead.peek().is_none_or(|c| c.is_whitespace() || ",;)|".contains(c));
    let year = match number.digits {
        4 => number.value,
        2 if is_short || ends => century(number.value),
        _ => return None,
    };
    *cursor = ahead;
    Some(year)
}

/// A year of two digits lies between 1950 and 2049.
fn century(year: u32) -> u32 {
    if year < 50 { year + 2000 } else { year + 1900 }
}

/// `9.1.2020`, `9/1/2020`, `1/9/2020`, `9-1-20`.
fn three_numbers(
    start: Cursor<'_>,
    mut cursor: Cursor<'_>,
    first: Number,
    order: Order,
) -> Option<Read> {
    let sign = cursor.sign("./-")?;
    cursor.skip("");
    let second = cursor.number(2)?;
    cursor.sign("./-").filter(|again| *again == sign)?;
    cursor.skip("");
    let last = cursor.number(4)?;
    let mut behind = cursor;
    let goes_on = behind.sign(".").is_some_and(|_| behind.number(1).is_some());
    let is_tail = start.before().ends_with(|c: char| ".-/".contains(c));
    let year = match last.digits {
        4 => last.value,
        2 if cursor.peek().is_none_or(|c| digit(c).is_none()) => century(last.value),
        _ => return None,
    };
    if goes_on || is_tail {
        return None;
    }
    let month_first =
        first.value <= 12 && (second.value > 12 || sign == '/' && order == Order::MonthFirst);
    let (day, month) = if month_first { (second, first) } else { (first, second) };
    let is_clear =
        sign == '.' || first.value > 12 || second.value > 12 || first.value == second.value;
    let mut read = read(year, month.value, day.value, cursor.at)?;
    read.is_certain = last.digits == 4 && (is_clear || order != Order::Unknown);
    Some(read)
}

/// `January 9, 2020`, `Jan. 9 2020`; `January 2020` is a month.
fn from_month(mut cursor: Cursor<'_>) -> Option<Read> {
    let month = month_word(&mut cursor)?;
    let mut after = cursor;
    if !after.skip(".-,/") {
        return None;
    }
    let number = after.number(4)?;
    if number.digits == 4 {
        return read_month(number.value, month, after.at);
    }
    if number.digits > 2 {
        return None;
    }
    after.one_of(&["st", "nd", "rd", "th"]);
    after.skip(".,-/");
    if after.one_of(&["at", "de"]) {
        after.skip("");
    }
    let is_short = after.sign("’'").is_some();
    let year = after.number(4).and_then(|year| match year.digits {
        4 => Some(year.value),
        2 if is_short => Some(century(year.value)),
        _ => None,
    })?;
    read(year, month, number.value, after.at)
}

fn read(year: u32, month: u32, day: u32, end: usize) -> Option<Read> {
    let when = When::day(plausible(year)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    Some(Read { when, is_certain: true, end })
}

/// A day of numbers with the year first; a year before printing is of Iran.
fn read_numbers(year: u32, month: u32, day: u32, end: usize) -> Option<Read> {
    read(year, month, day, end).or_else(|| {
        let mut read = read_persian(year, month, day, end)?;
        read.is_certain = false;
        Some(read)
    })
}

/// A day of the Solar Hijri calendar between 1921 and 2041; the lunar one of
/// the Arabs is ahead of it by forty years.
fn read_persian(year: u32, month: u32, day: u32, end: usize) -> Option<Read> {
    let known = (1300..1420).contains(&year);
    let day = known.then(|| calendar::of_persian(year, month, day)).flatten()?;
    Some(Read { when: When::Day(day), is_certain: true, end })
}

fn read_month(year: u32, month: u32, end: usize) -> Option<Read> {
    let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    Some(Read { when: When::Month(plausible(year)?, month), is_certain: true, end })
}

/// A year in which news was printed; the Buddhist era is 543 years ahead.
fn plausible(year: u32) -> Option<i16> {
    let year = if (2540..2643).contains(&year) { year - 543 } else { year };
    i16::try_from(year).ok().filter(|year| (1690..2100).contains(year))
}
