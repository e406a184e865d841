//! What each part of the screen looks like.
//!
//! A theme is a style for each role; widgets name roles, never colours. A role
//! lies over [`Theme::page`], so it says only what is different about it.

pub mod words;

use ratatui::style::{Color, Modifier, Style};

/// Declares the roles: the doc comment says what plays it, the string is its
/// name in a theme of the reader's.
macro_rules! roles {
    ($(#[doc = $what:literal] $role:ident = $name:literal,)*) => {
        /// A style for each role.
        ///
        /// Every difference also shows without colour, by weight, line or sign.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Theme { $(#[doc = $what] pub $role: Style,)* }

        impl Theme {
            /// The names of the roles, as a theme of the reader's has them, and
            /// what plays each.
            pub const ROLES: &[(&str, &str)] = &[$(($name, $what.trim_ascii()),)*];

            /// Every role's name and style.
            pub fn roles(&self) -> impl Iterator<Item = (&'static str, Style)> {
                [$(($name, self.$role),)*].into_iter()
            }

            /// The style of the role of this name, to be changed.
            pub fn role_mut(&mut self, name: &str) -> Option<&mut Style> {
                match name { $($name => Some(&mut self.$role),)* _ => None }
            }
        }
    };
}

roles! {
    /// The screen under everything: its ink and its paper.
    page = "page",
    /// Running text.
    text = "text",
    /// What matters less: sources, dates, hints.
    dim = "dim",
    /// A headline.
    headline = "headline",
    /// A headline in the list, read already.
    read = "read",
    /// A sign whose change is not on the disk yet.
    pending = "pending",
    /// A heading in an article, and the day in the list.
    heading = "heading",
    /// Somebody else's words.
    quote = "quote",
    /// What a picture shows.
    caption = "caption",
    /// Text that a machine reads, set off.
    code = "code",
    /// The same among other words: a key, a command.
    inline_code = "inline-code",
    /// Page furniture, folded or not.
    furniture = "furniture",
    /// Stressed words.
    emphasis = "emphasis",
    /// Important words.
    strong = "strong",
    /// Words that lead somewhere.
    link = "link",
    /// Words that the reader marked, here or elsewhere.
    highlight = "highlight",
    /// The sign of a note.
    note = "note",
    /// The bar at the selected row, and the sign at the current paragraph.
    bar = "bar",
    /// The same while the keys go to the other pane.
    resting_bar = "resting-bar",
    /// What was searched for.
    hit = "hit",
    /// Words that are being selected.
    selected = "selected",
    /// What was typed and is not understood.
    unclear = "unclear",
    /// The match the reader is on.
    current_hit = "current-hit",
    /// The line between the panes, and the frame of a popup.
    rule = "rule",
    /// What went wrong.
    warning = "warning",
    /// News on the status line.
    notice = "notice",
}

/// The colours of a theme that brings its own paper.
///
/// They are of the 240 that xterm's palette fixes, so that they look alike on
/// terminals which know no others.
struct Palette {
    ink: u8,
    paper: u8,
    /// What matters less.
    pale: u8,
    accent: u8,
    warning: u8,
    /// Ink and paper of words that the reader marked.
    marked: (u8, u8),
}

/// A theme that newsread brings: its name, and what makes it.
pub type Shipped = (&'static str, fn() -> Theme);

impl Theme {
    /// The themes that newsread brings, by name, in the order in which they are
    /// offered.
    pub const SHIPPED: &[Shipped] = &[
        ("terminal", Self::terminal),
        ("light", Self::light),
        ("dark", Self::dark),
        ("high-contrast", Self::high_contrast),
        ("monochrome", Self::monochrome),
    ];

    /// The terminal's own sixteen colours, of which one is the accent: it is
    /// readable on light and dark alike.
    pub fn terminal() -> Self {
        let accent = Style::new().fg(Color::Magenta);
        Self {
            note: accent,
            bar: accent,
            hit: accent.add_modifier(Modifier::UNDERLINED),
            link: accent.add_modifier(Modifier::UNDERLINED),
            unclear: Style::new().fg(Color::Red).add_modifier(Modifier::UNDERLINED),
            warning: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            ..Self::monochrome()
        }
    }

    /// Dark ink on paper that is not quite white.
    pub fn light() -> Self {
        Self::printed(&Palette {
            ink: 235,
            paper: 255,
            pale: 241,
            accent: 90,
            warning: 124,
            marked: (235, 229),
        })
    }

    /// Pale ink on paper that is not quite black.
    pub fn dark() -> Self {
        Self::printed(&Palette {
            ink: 252,
            paper: 234,
            pale: 246,
            accent: 176,
            warning: 210,
            marked: (230, 58),
        })
    }

    /// White on black, and yellow where something is to be seen.
    pub fn high_contrast() -> Self {
        Self::printed(&Palette {
            ink: 231,
            paper: 16,
            pale: 252,
            accent: 226,
            warning: 217,
            marked: (16, 226),
        })
    }

    /// No colour at all.
    pub fn monochrome() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        let italic = plain.add_modifier(Modifier::ITALIC);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        Self {
            page: plain,
            text: plain,
            dim,
            headline: bold,
            read: plain,
            pending: dim.add_modifier(Modifier::UNDERLINED),
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
            note: bold,
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

    /// A theme with its own paper. What matters less is paler, not dim: how
    /// dim a terminal draws is not known.
    fn printed(palette: &Palette) -> Self {
        let ink = |colour| Style::new().fg(Color::Indexed(colour));
        let pale = ink(palette.pale);
        let with = |style: Style, colour| style.patch(ink(colour));
        let plain = Self::monochrome();
        Self {
            page: ink(palette.ink).bg(Color::Indexed(palette.paper)),
            dim: pale,
            pending: pale.add_modifier(Modifier::UNDERLINED),
            furniture: pale,
            link: with(plain.link, palette.accent),
            highlight: with(plain.highlight, palette.marked.0).bg(Color::Indexed(palette.marked.1)),
            note: with(plain.note, palette.accent),
            bar: with(plain.bar, palette.accent),
            resting_bar: pale,
            hit: with(plain.hit, palette.accent),
            unclear: with(plain.unclear, palette.warning),
            rule: pale,
            warning: with(plain.warning, palette.warning),
            ..plain
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::terminal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green and blue of a colour of xterm's palette beyond the first 16.
    fn rgb(colour: Color) -> [u8; 3] {
        let Color::Indexed(n @ 16..) = colour else {
            panic!("{colour} looks different everywhere")
        };
        let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
        match n - 16 {
            cube @ ..216 => [step(cube / 36), step(cube / 6 % 6), step(cube % 6)],
            grey => [8 + 10 * (grey - 216); 3],
        }
    }

    /// The contrast of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”).
    fn contrast(one: Color, other: Color) -> f64 {
        let channel = |value: u8| match f64::from(value) / 255.0 {
            value if value <= 0.04045 => value / 12.92,
            value => ((value + 0.055) / 1.055).powf(2.4),
        };
        let luminance = |colour| {
            let [red, green, blue] = rgb(colour).map(channel);
            0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
        };
        let (one, other) = (luminance(one), luminance(other));
        one.max(other) / one.min(other)
    }

    /// The least contrast of any role of a theme.
    fn least_contrast(theme: &Theme) -> f64 {
        let of = |(name, style): (&str, Style)| {
            assert!(!style.add_modifier.contains(Modifier::DIM), "{name} is dim");
            let style = theme.page.patch(style);
            contrast(style.fg.expect("has ink"), style.bg.expect("has paper"))
        };
        theme.roles().map(of).fold(21.0, f64::min)
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let grey = contrast(Color::Indexed(231), Color::Indexed(243));
        assert!((grey - 4.54).abs() < 0.01, "{grey}");
        assert!((contrast(Color::Indexed(16), Color::Indexed(231)) - 21.0).abs() < 0.01);
    }

    #[test]
    fn every_role_can_be_read_on_its_paper() {
        assert!(least_contrast(&Theme::light()) >= 4.5, "{}", least_contrast(&Theme::light()));
        assert!(least_contrast(&Theme::dark()) >= 4.5, "{}", least_contrast(&Theme::dark()));
        let high = least_contrast(&Theme::high_contrast());
        assert!(high >= 7.0, "{high}");
    }

    #[test]
    fn every_state_shows_without_colour() {
        for (name, make) in Theme::SHIPPED {
            let theme = make();
            let told_apart = [
                (theme.headline, theme.read),
                (theme.pending, theme.text),
                (theme.link, theme.text),
                (theme.highlight, theme.text),
                (theme.hit, theme.text),
                (theme.current_hit, theme.text),
                (theme.current_hit, theme.hit),
                (theme.selected, theme.text),
                (theme.unclear, theme.text),
                (theme.warning, theme.text),
                (theme.notice, theme.text),
                (theme.emphasis, theme.text),
                (theme.strong, theme.text),
            ];
            for (rank, (one, other)) in told_apart.into_iter().enumerate() {
                assert_ne!(one.add_modifier, other.add_modifier, "pair {rank} of {name}");
            }
        }
    }
}
