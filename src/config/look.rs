//! The looks that a screen can have, by name.

use std::fmt;
use std::str::FromStr;

use crate::article::Safe;
use crate::tui::theme::Theme;

/// How the screen looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The terminal's own sixteen colours.
    #[default]
    Terminal,
    /// No colours.
    Monochrome,
}

/// A theme that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no theme is called ‘{0}’; the themes are {all}", all = Look::names().join(" and "))]
pub struct UnknownLook(Safe);

impl Look {
    /// Every look, in the order in which they are offered.
    pub const ALL: &[Self] = &[Self::Terminal, Self::Monochrome];

    /// The name that the configuration and the command line give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Monochrome => "monochrome",
        }
    }

    /// What each part of the screen looks like.
    pub fn theme(self) -> Theme {
        match self {
            Self::Terminal => Theme::terminal(),
            Self::Monochrome => Theme::monochrome(),
        }
    }

    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|look| look.name()).collect()
    }
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The inverse of [`Look::name`].
impl FromStr for Look {
    type Err = UnknownLook;

    fn from_str(name: &str) -> Result<Self, UnknownLook> {
        let look = Self::ALL.iter().copied().find(|look| look.name() == name);
        look.ok_or_else(|| UnknownLook(Safe::line(name)))
    }
}
