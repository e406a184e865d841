//! Takes what is not its own off a headline: the name of the site, a section.
//!
//! A mark parts them, and the page says the headline again without them; where
//! it does not, a short name behind the last mark is the site's.

use foldhash::HashSet;

use super::super::page_title::{Part, title_parts};
use super::super::survey::{Line, has_address};
use super::super::words::{count, fold};
use super::Scale;

impl<'a> Scale<'a> {
    /// The candidate that has the words of one part of this line, where a mark
    /// parts them from the site’s name or a section: “Rain stops play | Kent
    /// Post”, “Kent|Rain stops play”.
    pub(super) fn without_mark(&self, rank: usize) -> Option<usize> {
        let parts = title_parts(&self.lines[rank].text);
        if rank == 0 || parts.len() < 2 {
            return None;
        }
        let ends = [&parts[0], &parts[parts.len() - 1]];
        ends.into_iter().filter(|part| count(part.text) >= 3.0).find_map(|part| {
            let bare = fold(part.text);
            self.candidates().find(|&other| other > 0 && self.lines[other].folded == bare)
        })
    }

    /// Line one without the site's name: the part that is seen in the text,
    /// or else all but a short last part.
    pub(super) fn without_site(&self) -> String {
        let whole = self.lines[0].text.as_str();
        if self.parts.len() < 2 {
            return whole.to_owned();
        }
        let before = |part: &Part<'a>| {
            whole[..part.at].trim_end_matches(|c: char| c.is_whitespace() || "|»·•›-–—".contains(c))
        };
        let mut choices = vec![whole];
        choices.extend(self.parts.iter().skip(1).map(before));
        choices.extend(self.parts.iter().map(|part| part.text));
        let known: HashSet<&str> =
            self.lines[1..].iter().map(|line| line.folded.as_str()).collect();
        let seen = choices
            .iter()
            .filter(|choice| count(choice) >= 3.0 && known.contains(fold(choice).as_str()));
        if let Some(longest) = seen.max_by_key(|choice| choice.len()) {
            return (*longest).to_owned();
        }
        let last = &self.parts[self.parts.len() - 1];
        let longest = self.parts.iter().map(|part| count(part.text)).fold(0.0, f64::max);
        let rest = before(last);
        // A site has a name; small letters go on with the sentence.
        let is_named = !last.text.starts_with(char::is_lowercase) || has_address(last.text);
        let is_short = count(last.text) <= 5.0 && count(last.text) < longest;
        let is_site = is_named && is_short && count(rest) >= 3.0;
        if is_site { rest.to_owned() } else { whole.to_owned() }
    }

    /// Whether it is a headline in which an address stands: “BGH: example.org”.
    pub(super) fn names_a_site(&self, line: &Line) -> bool {
        self.parts.len() <= 1
            && line.text.starts_with(char::is_alphabetic)
            && line.text.contains(' ')
            && !line.text.contains("://")
    }
}
