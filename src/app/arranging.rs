//! How the reader has arranged the panes, and how that is remembered.
//!
//! A window that is made larger or smaller is another desk: what was arranged
//! on screens of one size class holds for that class alone.

use std::fmt;
use std::str::FromStr;

use super::layout::{Layout, SizeClass};
use super::{App, Effect, Pane};
use crate::article::Safe;
use crate::state::Change;

/// Columns, or lines, that one key press moves the divider.
const STEP: isize = 2;

/// How the panes are arranged on screens of one size class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Columns of the list beside the reader, or its lines above it; `None`
    /// for the usual share.
    pub list: Option<u16>,
    /// Whether the reader has the whole screen while it has the keys.
    pub is_full: bool,
    /// Whether a row of the list that is not selected has one line only.
    pub is_dense: bool,
}

/// The arrangements of all size classes.
///
/// They are written as words: `wide list=40 full; narrow dense`. What is not
/// understood is left out, so that a newer version may write more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrangements([Arrangement; SizeClass::ALL.len()]);

impl Arrangements {
    /// The arrangement of a class.
    pub fn of(&self, class: SizeClass) -> Arrangement {
        self.0[class as usize]
    }

    fn change(&mut self, class: SizeClass) -> &mut Arrangement {
        &mut self.0[class as usize]
    }
}

impl fmt::Display for Arrangements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for &class in SizeClass::ALL {
            let arrangement = self.of(class);
            if arrangement == Arrangement::default() {
                continue;
            }
            write!(f, "{between}{}", class.name())?;
            if let Some(list) = arrangement.list {
                write!(f, " list={list}")?;
            }
            f.write_str(if arrangement.is_full { " full" } else { "" })?;
            f.write_str(if arrangement.is_dense { " dense" } else { "" })?;
            between = "; ";
        }
        Ok(())
    }
}

/// The inverse of its [`Display`](std::fmt::Display).
impl FromStr for Arrangements {
    type Err = std::convert::Infallible;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let mut all = Self::default();
        for part in written.split("; ") {
            let mut words = part.split(' ');
            let name = words.next();
            let Some(&class) = SizeClass::ALL.iter().find(|class| Some(class.name()) == name)
            else {
                continue;
            };
            let arrangement = all.change(class);
            for word in words {
                match word {
                    "full" => arrangement.is_full = true,
                    "dense" => arrangement.is_dense = true,
                    word => {
                        let list = word.strip_prefix("list=").and_then(|list| list.parse().ok());
                        arrangement.list = list.or(arrangement.list);
                    }
                }
            }
        }
        Ok(all)
    }
}

impl App {
    /// The arrangement of the screen as it is.
    pub(super) fn arrangement(&self) -> Arrangement {
        self.arrangements.of(self.layout.class)
    }

    /// Moves the divider so many steps: right or down if positive.
    pub(super) fn move_divider(&mut self, steps: isize) -> Vec<Effect> {
        let Some(list) = self.layout.list.filter(|_| self.layout.is_wide()) else {
            return self.notify(Safe::line("there is one pane only: nothing to divide"));
        };
        let now = if self.layout.is_stacked() { list.height } else { list.width };
        let wanted = usize::from(now).saturating_add_signed(steps.saturating_mul(STEP));
        self.divide(u16::try_from(wanted).unwrap_or(u16::MAX))
    }

    /// Gives the list so many columns, or lines where it stands above the
    /// reader, as far as both panes fit.
    pub(super) fn divide(&mut self, wanted: u16) -> Vec<Effect> {
        // What does not fit is not remembered: the next key would seem dead.
        let Layout { screen, class, .. } = self.layout;
        let arrangement = Arrangement { list: Some(wanted), ..self.arrangement() };
        let divided = Layout::of(screen.width, screen.height, Pane::List, arrangement);
        let list =
            divided.list.map(|list| if divided.is_stacked() { list.height } else { list.width });
        if list == self.arrangement().list {
            return Vec::new();
        }
        self.arrangements.change(class).list = list;
        self.keep_arrangements()
    }

    /// Gives the reader the whole screen, or the list its place again.
    pub(super) fn toggle_full(&mut self) -> Vec<Effect> {
        let arrangement = self.arrangements.change(self.layout.class);
        arrangement.is_full = !arrangement.is_full;
        let mut effects = self.keep_arrangements();
        if self.arrangement().is_full && self.focus == Pane::List {
            effects.extend(self.open());
        }
        effects
    }

    /// Gives the rows of the list one line each, or two.
    pub(super) fn toggle_density(&mut self) -> Vec<Effect> {
        let arrangement = self.arrangements.change(self.layout.class);
        arrangement.is_dense = !arrangement.is_dense;
        self.keep_arrangements()
    }

    fn keep_arrangements(&mut self) -> Vec<Effect> {
        vec![self.keep(Change::Layout(self.arrangements.to_string()))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_arrangement_is_written_in_words() {
        let mut all = Arrangements::default();
        assert_eq!(all.to_string(), "");
        *all.change(SizeClass::Wide) =
            Arrangement { list: Some(40), is_full: true, is_dense: false };
        all.change(SizeClass::Narrow).is_dense = true;
        assert_eq!(all.to_string(), "narrow dense; wide list=40 full");
    }

    #[test]
    fn what_a_newer_version_wrote_is_left_out() {
        let read: Arrangements = "wide list=40 slanted; round full".parse().unwrap();
        assert_eq!(read.to_string(), "wide list=40");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            all in proptest::array::uniform4((any::<Option<u16>>(), any::<bool>(), any::<bool>())),
        ) {
            let arrangement = |(list, is_full, is_dense)| Arrangement { list, is_full, is_dense };
            let all = Arrangements(all.map(arrangement));
            prop_assert_eq!(all.to_string().parse(), Ok(all));
        }
    }
}
