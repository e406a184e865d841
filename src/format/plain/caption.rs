//! Tells the lines under pictures, and those that credit who made them.

use super::lexicon::{AGENT_ANYWHERE, AGENTS, CAPTION_ANYWHERE, CAPTION_LABELS, CREDIT};
use super::survey::Line;

/// Whether a line stands under a picture: a credit, a label, “(file photo)”.
pub(super) fn is_caption(text: &str) -> bool {
    CAPTION_ANYWHERE.is_match(text)
        || text.contains([':', '：']) && has_label(&text.to_lowercase())
        || has_agent(text)
        || text
            .split_once('©')
            .is_some_and(|(_, rest)| rest.trim_start().starts_with(char::is_alphanumeric))
}

/// Whether “Photo:” or the like stands in a line.
fn has_label(small: &str) -> bool {
    small.match_indices([':', '：']).any(|(at, _)| {
        let before = small[..at].trim_end();
        CAPTION_LABELS.iter().any(|label| {
            before.strip_suffix(label).is_some_and(|rest| {
                rest.is_empty() || !is_direction(label) && !rest.ends_with(char::is_alphanumeric)
            })
        })
    })
}

/// Labels that mean a picture only at the beginning of a line.
fn is_direction(label: &str) -> bool {
    matches!(label, "above" | "pictured" | "left" | "right" | "caption" | "quelle" | "credits")
}

/// Whether a maker of pictures is credited: “(AP Photo/…)”, “/Reuters”, “Getty”.
fn has_agent(text: &str) -> bool {
    AGENT_ANYWHERE.is_match(text)
        && AGENTS.iter().any(|agent| {
            text.match_indices(agent).any(|(at, _)| {
                let (before, behind) = (&text[..at], &text[at + agent.len()..]);
                let starts = before.is_empty() || before.ends_with([' ', '(', '/', '[', ',', '-']);
                let mut follows = behind.chars();
                let next = follows.next();
                let is_joined = matches!(next, Some('/' | ' '))
                    && follows.next().is_some_and(char::is_uppercase)
                    && follows.next().is_some_and(char::is_alphanumeric);
                let is_end =
                    before.ends_with('/') && behind.trim_end_matches([')', '.', ']']).is_empty();
                let is_getty =
                    agent.eq_ignore_ascii_case("getty") && !next.is_some_and(char::is_alphanumeric);
                starts && (is_joined || is_end || is_getty)
            })
        })
}

/// Whether a word of a picture's credit stands in a line.
pub(super) fn has_credit(line: &Line) -> bool {
    CREDIT.stands_in(&line.folded)
}
