//! How the program ends.

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// All was done.
    Done,
    /// There was nothing to do it with.
    Nothing,
    /// Something went wrong; the rest was done.
    Error,
    /// The system asked, with this signal.
    Signal(i32),
}

impl Exit {
    /// The exit code, as shells expect it.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Error => 2,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(u8::MAX),
        }
    }

    /// The ending of a search, after what became of the files.
    pub(super) fn and_found(self, found: Self) -> Self {
        if self == Self::Error { self } else { found }
    }

    /// The worse of two endings.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Error, _) | (_, Self::Error) => Self::Error,
            // Nothing in one folder is no news if there was something in another.
            (Self::Nothing, other) => other,
            (exit, _) => exit,
        }
    }
}
