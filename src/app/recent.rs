//! What was searched for, in this session and in those before.

/// Searches that are remembered.
const MOST: usize = 100;

/// Bytes of a search that is remembered; a longer one was pasted by mistake.
const LONGEST: usize = 1_000;

/// What was searched for, as typed, the newest last; none comes twice.
#[derive(Debug, Default)]
pub(super) struct Recent(Vec<String>);

impl Recent {
    /// Remembers a search, and says whether it does; a text of blanks is none.
    pub(super) fn remember(&mut self, typed: &str) -> bool {
        let typed = typed.trim();
        if typed.is_empty() || typed.len() > LONGEST {
            return false;
        }
        self.forget(typed);
        self.0.push(typed.to_owned());
        if self.0.len() > MOST {
            self.0.remove(0);
        }
        true
    }

    /// Takes what earlier sessions or another instance searched for; what was
    /// searched for here meanwhile is newer.
    pub(super) fn learn(&mut self, others: &[String]) {
        let own = std::mem::take(&mut self.0);
        for typed in others.iter().chain(&own) {
            self.remember(typed);
        }
    }

    /// Takes what is remembered everywhere by now.
    pub(super) fn replace(&mut self, all: &[String]) {
        self.0.clear();
        self.learn(all);
    }

    pub(super) fn forget(&mut self, typed: &str) {
        self.0.retain(|known| known != typed);
    }

    /// The search so many back, from 0.
    pub(super) fn back(&self, back: usize) -> Option<&str> {
        self.0.iter().rev().nth(back).map(String::as_str)
    }

    /// All of them, the newest last.
    pub(super) fn all(&self) -> &[String] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_made_again_is_the_newest_and_comes_once() {
        let mut recent = Recent::default();
        let kept = ["rain", " ", "snow", "rain "].map(|typed| recent.remember(typed));
        assert_eq!(kept, [true, false, true, true]);
        assert_eq!(
            (recent.back(0), recent.back(1), recent.back(2)),
            (Some("rain"), Some("snow"), None)
        );
    }

    #[test]
    fn what_was_searched_for_before_the_old_ones_are_known_is_newer() {
        let mut recent = Recent::default();
        recent.remember("rain");
        recent.learn(&["hail".to_owned(), "rain".to_owned(), "snow".to_owned()]);
        assert_eq!(recent.all(), ["hail", "snow", "rain"]);
    }
}
