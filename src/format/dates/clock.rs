//! The time of day behind a date, and its offset.

use jiff::civil::Time;
use jiff::tz::Offset;

use super::cursor::Cursor;
use super::words::ZONES;

/// Words between a date and its time.
const LINKS: &[&str] = &[
    "at", "um", "à", "a", "kl", "ore", "alle", "om", "klo", "o", "las", "às", "as", "g", "godz",
    "в", "ob", "ur", "στις", "den", "um",
];

/// Reads a time that stands right behind a date: `T01:00:17+00:00`,
/// `, 4:29 PM EST`, ` um 14.05 Uhr`, ` à 14h05`.
pub(super) fn time(cursor: &mut Cursor<'_>) -> Option<(Time, Option<Offset>)> {
    let mut ahead = *cursor;
    let is_iso = ahead.sign("Tt").is_some();
    if !is_iso {
        ahead.skip(",|–—-·•/(");
        let mut linked = ahead;
        if linked.one_of(LINKS) {
            linked.skip(".:");
            linked.one_of(&["las"]);
            linked.skip("");
            ahead = linked;
        }
        ahead.skip("-–—·•|");
    }
    let hour = ahead.number(2)?;
    let sign = ahead.sign(":.hH時时点")?;
    let minute = ahead.number(2).filter(|minute| minute.digits == 2)?;
    let second = seconds(&mut ahead);
    let half = half(&mut ahead);
    let has_word = is_clock_word(&mut ahead);
    if sign == '.' && half.is_none() && !has_word {
        return None;
    }
    let hour = match (half, hour.value) {
        (Some(Half::After), hour @ 1..=11) => hour + 12,
        (Some(Half::Before), 12) => 0,
        (_, hour) => hour,
    };
    let part = |value: u32| i8::try_from(value).ok();
    let time = Time::new(part(hour)?, part(minute.value)?, part(second.min(59))?, 0).ok()?;
    let offset = offset(&mut ahead);
    *cursor = ahead;
    Some((time, offset))
}

fn seconds(cursor: &mut Cursor<'_>) -> u32 {
    let mut ahead = *cursor;
    let Some(second) = ahead.sign(":").and_then(|_| ahead.number(2)) else { return 0 };
    let mut fraction = ahead;
    if fraction.sign(".,").is_some() && fraction.number(9).is_some() {
        ahead = fraction;
    }
    *cursor = ahead;
    second.value
}

/// Half of the day.
enum Half {
    Before,
    After,
}

fn half(cursor: &mut Cursor<'_>) -> Option<Half> {
    let mut ahead = *cursor;
    ahead.skip("");
    let (half, rest) = match ahead.sign("aApP")? {
        'a' | 'A' => (Half::Before, ahead),
        _ => (Half::After, ahead),
    };
    let mut rest = rest;
    rest.sign(".");
    rest.sign("mM")?;
    if rest.rest().starts_with(char::is_lowercase) {
        return None;
    }
    rest.sign(".");
    *cursor = rest;
    Some(half)
}

fn is_clock_word(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.skip("");
    let found = ahead.one_of(&["uhr", "h", "hrs", "uur", "klo"]);
    if found {
        *cursor = ahead;
    }
    found
}

/// `+01:00`, `-0500`, `Z`, `GMT+2`, `EST`; only offsets without a second meaning.
fn offset(cursor: &mut Cursor<'_>) -> Option<Offset> {
    let mut ahead = *cursor;
    let touches = ahead.rest().starts_with(['+', '-', '−']);
    ahead.skip("(");
    let named = zone(&mut ahead);
    if let Some(offset) = signed(&mut ahead, touches, named) {
        *cursor = ahead;
        return Some(offset);
    }
    let minutes = named?;
    *cursor = ahead;
    Offset::from_seconds(minutes * 60).ok()
}

fn zone(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    let word = ahead.word()?;
    let (_, minutes) = ZONES.iter().find(|(name, _)| *name == word)?;
    *cursor = ahead;
    Some(*minutes)
}

fn signed(cursor: &mut Cursor<'_>, touches: bool, named: Option<i32>) -> Option<Offset> {
    let mut ahead = *cursor;
    let sign = ahead.sign("+-−")?;
    let hours = ahead.number(2)?;
    let mut behind = ahead;
    behind.sign(":");
    let minutes = behind.number(2).filter(|minutes| minutes.digits == 2);
    if minutes.is_some() {
        ahead = behind;
    }
    // A bare “- 12” after a blank is a dash; an offset touches, is named or has minutes.
    let is_offset =
        touches && minutes.is_some() || named == Some(0) || sign == '+' && minutes.is_some();
    if !is_offset {
        return None;
    }
    let seconds = (hours.value * 60 + minutes.map_or(0, |minutes| minutes.value)) * 60;
    let seconds = i32::try_from(seconds).ok()?;
    *cursor = ahead;
    Offset::from_seconds(if sign == '+' { seconds } else { -seconds }).ok()
}
