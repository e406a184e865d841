//! What was searched for in this session.

/// Searches that are remembered.
const MOST: usize = 100;

/// What was searched for, as typed, the newest last; none comes twice.
#[derive(Debug, Default)]
pub(super) struct Recent(Vec<String>);

impl Recent {
    /// Remembers a search; a text of blanks is none.
    pub(super) fn remember(&mut self, typed: &str) {
        let typed = typed.trim();
        if typed.is_empty() {
            return;
        }
        self.0.retain(|known| known != typed);
        self.0.push(typed.to_owned());
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// The search so many back, from 0.
    pub(super) fn back(&self, back: usize) -> Option<&str> {
        self.0.iter().rev().nth(back).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_made_again_is_the_newest_and_comes_once() {
        let mut recent = Recent::default();
        for typed in ["rain", " ", "snow", "rain "] {
            recent.remember(typed);
        }
        assert_eq!(
            (recent.back(0), recent.back(1), recent.back(2)),
            (Some("rain"), Some("snow"), None)
        );
    }
}
