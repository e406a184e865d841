//! Words that say what a role looks like: `magenta on #101010 bold`.
//!
//! A colour is one of the sixteen that every terminal names, a number of the
//! 256, `#rrggbb`, or `default` for the terminal's own; behind `on` it is the
//! paper. The other words are weights and lines.

use std::ops::Range;

use ratatui::style::{Color, Modifier, Style};

/// The colours that have names.
const COLOURS: &[(&str, Color)] = &[
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

/// Weights and lines; `plain` has none of them.
const WEIGHTS: &[(&str, Modifier)] = &[
    ("plain", Modifier::empty()),
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
];

/// Every word with a fixed spelling.
pub fn names() -> impl Iterator<Item = &'static str> {
    let weights = WEIGHTS.iter().map(|(name, _)| *name);
    COLOURS.iter().map(|(name, _)| *name).chain(["on"]).chain(weights)
}

/// What `style` becomes by some words: what they name is changed, the rest
/// stays; weights replace all weights.
///
/// # Errors
/// The bytes of the first word that says nothing here, of an `on` that no
/// colour follows.
pub fn restyled(style: Style, words: &str) -> Result<Style, Range<usize>> {
    let mut style = style;
    let mut weights = None;
    let mut on: Option<Range<usize>> = None;
    for word in words.split_whitespace() {
        let start = word.as_ptr().addr() - words.as_ptr().addr();
        let place = start..start + word.len();
        let weight = WEIGHTS.iter().find(|(name, _)| *name == word);
        match (colour(word), weight) {
            (Some(colour), _) => {
                let is_paper = on.take().is_some();
                style = if is_paper { style.bg(colour) } else { style.fg(colour) };
            }
            _ if on.is_some() => return Err(place),
            (None, Some((_, weight))) => {
                weights = Some(weights.unwrap_or(Modifier::empty()) | *weight);
            }
            (None, None) if word == "on" => on = Some(place),
            (None, None) => return Err(place),
        }
    }
    if let Some(on) = on {
        return Err(on);
    }
    style.add_modifier = weights.unwrap_or(style.add_modifier);
    Ok(style)
}

fn colour(word: &str) -> Option<Color> {
    let named = COLOURS.iter().find(|(name, _)| *name == word).map(|(_, colour)| *colour);
    let of_256 = || word.parse().ok().map(Color::Indexed);
    named.or_else(of_256).or_else(|| mixed(word))
}

/// The colour of `#rrggbb`.
fn mixed(word: &str) -> Option<Color> {
    let digits = word.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let value = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some(Color::Rgb(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(words: &str) -> Result<Style, Range<usize>> {
        restyled(Style::new().add_modifier(Modifier::UNDERLINED), words)
    }

    #[test]
    fn a_colour_alone_keeps_weight_and_line() {
        let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
        assert_eq!(plain("blue"), Ok(underlined.fg(Color::Blue)));
        assert_eq!(plain("on 230"), Ok(underlined.bg(Color::Indexed(230))));
        assert_eq!(plain(""), Ok(underlined));
    }

    #[test]
    fn weights_replace_all_weights() {
        let bold = Style::new().fg(Color::Rgb(0, 0x5f, 0xaf)).add_modifier(Modifier::BOLD);
        assert_eq!(plain("bold #005faf"), Ok(bold));
        assert_eq!(plain("plain"), Ok(Style::new()));
        let both = Modifier::ITALIC | Modifier::REVERSED;
        assert_eq!(plain("italic reverse"), Ok(Style::new().add_modifier(both)));
    }

    #[test]
    fn a_word_that_says_nothing_is_pointed_at() {
        assert_eq!(plain("blue undrline"), Err(5..13));
        assert_eq!(plain("bold on"), Err(5..7));
        assert_eq!(plain("on bold red"), Err(3..7));
        assert_eq!(plain("256"), Err(0..3));
        assert_eq!(plain("#+12345"), Err(0..7));
    }
}
