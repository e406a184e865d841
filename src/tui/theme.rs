//! What each part of the screen looks like.

use ratatui::style::{Color, Modifier, Style};

/// A style for each role; widgets name roles, never colours.
///
/// Every difference also shows without colour, by weight, line or sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// What matters less: sources, dates, hints.
    pub dim: Style,
    /// A headline.
    pub headline: Style,
    /// A headline in the list, read already.
    pub read: Style,
    /// A heading in an article, and the day in the list.
    pub heading: Style,
    /// Somebody else's words.
    pub quote: Style,
    /// What a picture shows.
    pub caption: Style,
    /// Text that a machine reads, set off.
    pub code: Style,
    /// The same among other words: a key, a command.
    pub inline_code: Style,
    /// Page furniture, folded or not.
    pub furniture: Style,
    /// Stressed words.
    pub emphasis: Style,
    /// Important words.
    pub strong: Style,
    /// Words that lead somewhere.
    pub link: Style,
    /// Words that the reader marked elsewhere.
    pub highlight: Style,
    /// The bar at the selected row, and the sign at the current paragraph.
    pub bar: Style,
    /// The same while the keys go to the other pane.
    pub resting_bar: Style,
    /// What was searched for.
    pub hit: Style,
    /// Words that are being selected.
    pub selected: Style,
    /// What was typed and is not understood.
    pub unclear: Style,
    /// The match the reader is on.
    pub current_hit: Style,
    /// The line between the panes, and the frame of a popup.
    pub rule: Style,
    /// What went wrong.
    pub warning: Style,
    /// News on the status line.
    pub notice: Style,
}

impl Theme {
    /// The terminal's own sixteen colours, of which one is the accent: it is
    /// readable on light and dark alike.
    pub fn terminal() -> Self {
        let accent = Style::new().fg(Color::Magenta);
        Self {
            bar: accent,
            hit: accent.add_modifier(Modifier::UNDERLINED),
            link: accent.add_modifier(Modifier::UNDERLINED),
            unclear: Style::new().fg(Color::Red).add_modifier(Modifier::UNDERLINED),
            warning: Style::new().fg(Color::Red),
            ..Self::monochrome()
        }
    }

    /// No colour at all.
    pub fn monochrome() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        let italic = plain.add_modifier(Modifier::ITALIC);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        Self {
            text: plain,
            dim,
            headline: bold,
            read: plain,
            heading: bold,
            quote: plain,
            caption: italic,
            code: plain,
            inline_code: bold,
            furniture: dim,
            emphasis: italic,
            strong: bold,
            link: underlined,
            highlight: italic.add_modifier(Modifier::UNDERLINED),
            bar: bold,
            resting_bar: dim,
            hit: bold.add_modifier(Modifier::UNDERLINED),
            selected: plain.add_modifier(Modifier::REVERSED),
            unclear: underlined,
            current_hit: plain.add_modifier(Modifier::REVERSED),
            rule: dim,
            warning: bold,
            notice: bold,
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::terminal()
    }
}
