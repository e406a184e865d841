//! Repairs what the processor set wrongly.
//!
//! Only characters of the style are moved or left out, never those of the
//! record; each repair is one rule of punctuation.

use super::glyph::{Glyph, Hand};
use super::{Style, quotes};

/// Repairs a citation; American ones have stops and commas inside quotation marks.
pub(super) fn repair(glyphs: &mut Vec<Glyph>, style: &Style, is_american: bool) {
    if *style == Style::Ieee {
        drop_zero_of_day(glyphs);
    }
    if *style == Style::Vancouver {
        drop_plural_of_pages(glyphs);
    }
    if is_american {
        move_inside(glyphs);
    }
    drop_second_stops(glyphs);
    tidy_spaces(glyphs);
}

/// Stops and commas that follow a closing quotation mark go before it, be it
/// the record's or the style's: “‘No,’”.
fn move_inside(glyphs: &mut [Glyph]) {
    let mut at = 1;
    while at < glyphs.len() {
        let is_mark = glyphs[at].is_styles('.') || glyphs[at].is_styles(',');
        if is_mark && glyphs[at - 1].is_styles('”') {
            glyphs.swap(at - 1, at);
            at -= 1;
        }
        if is_mark && at > 0 && glyphs[at - 1].hand == Hand::Record {
            let start = glyphs[..at].iter().rposition(|glyph| glyph.hand != Hand::Record);
            let start = start.map_or(0, |start| start + 1);
            let words: Vec<char> = glyphs[start..at].iter().map(|glyph| glyph.c).collect();
            let closing = quotes::closing(&words);
            if closing > 0 {
                glyphs[at].face = glyphs[at - 1].face;
                glyphs[at - closing..=at].rotate_right(1);
            }
        }
        at += 1;
    }
}

/// A stop after a stop, a semicolon, a question or an exclamation mark is left
/// out, and so is a comma after a comma.
fn drop_second_stops(glyphs: &mut Vec<Glyph>) {
    let mut at = 0;
    while at < glyphs.len() {
        // No more marks than this close at one place.
        let near = at.saturating_sub(8);
        let before = glyphs[near..at].iter().rposition(|glyph| !"”’\"' ".contains(glyph.c));
        let before =
            before.map(|before| glyphs[near + before]).filter(|glyph| glyph.hand != Hand::Address);
        let is_second = before.is_some_and(|before| {
            glyphs[at].is_styles('.') && (".?!。？！".contains(before.c) || before.is_styles(';'))
                || glyphs[at].is_styles(',') && before.c == ','
        });
        if is_second {
            glyphs.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Days of the month have no leading zero (IEEE Reference Guide, “Mar. 9”; the
/// CSL file has “Mar. 09”).
fn drop_zero_of_day(glyphs: &mut Vec<Glyph>) {
    const MONTHS: [&str; 12] = [
        "Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.",
        "Dec.",
    ];
    let mut at = 0;
    while at < glyphs.len() {
        let follows_month = || {
            let before = glyphs[at.saturating_sub(5)..at].iter().map(|glyph| glyph.c);
            let before: String = before.collect();
            MONTHS.iter().any(|month| before.strip_suffix(' ').is_some_and(|b| b.ends_with(month)))
        };
        if glyphs[at].is_styles('0') && follows_month() {
            glyphs.remove(at);
        }
        at += 1;
    }
}

/// Pages are “p.” however many they are (Citing Medicine, ch. 8); the
/// processor has “pp.”.
fn drop_plural_of_pages(glyphs: &mut Vec<Glyph>) {
    let is_plural = |at: &usize| {
        let word = &glyphs[*at..(*at + 4).min(glyphs.len())];
        let begins = *at == 0 || !glyphs[at - 1].c.is_alphanumeric();
        begins && word.iter().map(|glyph| glyph.c).eq("pp. ".chars()) && word[0].is_styles('p')
    };
    if let Some(at) = (0..glyphs.len()).find(is_plural) {
        glyphs.remove(at);
    }
}

/// No space stands at either end, beside another, or before a mark that closes
/// what is before it: a comma, a stop, a colon, a bracket.
fn tidy_spaces(glyphs: &mut Vec<Glyph>) {
    let mut tidy: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs.drain(..) {
        let last = tidy.last().map(|last| last.c);
        let is_extra = glyph.is_styles(' ') && last.is_none_or(|c| c == ' ');
        if is_extra {
            continue;
        }
        while glyph.hand == Hand::Style
            && ",.;:)]".contains(glyph.c)
            && tidy.last().is_some_and(|last| {
                last.is_styles(' ') || (!",;:".contains(glyph.c) && last.is_styles(','))
            })
        {
            tidy.pop();
        }
        tidy.push(glyph);
    }
    while tidy.last().is_some_and(|last| last.is_styles(' ')) {
        tidy.pop();
    }
    *glyphs = tidy;
    // Nothing follows: what was to be parted from it ends here.
    if let Some(last) = glyphs.last_mut().filter(|last| last.is_styles(',')) {
        last.c = '.';
    }
}
