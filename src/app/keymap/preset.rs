//! Keymaps for hands that learned another reader's keys.
//!
//! A preset gives some actions other keys and leaves the rest as they are. It
//! knows the other reader's keys alone, none of its ideas.

use super::{Action, Keymap, sequence};

/// What newsboat's keys ask for, where newsread's own ask for something else
/// (newsboat 2.30, “First Steps”, default keys). Its keys for feeds, of which
/// an archive has none, and for deleting, which newsread never does, are left
/// to what they are here; `g` begins more than a sort.
const NEWSBOAT: &[(Action, &[&str])] = &[
    (Action::ToggleRead, &["N"]),
    (Action::PreviousMatch, &["p"]),
    (Action::Rescan, &["r", "R"]),
    (Action::Links, &["u"]),
    (Action::HalfUp, &["ctrl-u"]),
    (Action::HalfDown, &["ctrl-d"]),
    (Action::Save, &["s", "S"]),
    (Action::Star, &["ctrl-e"]),
    (Action::Filter, &["F", "&"]),
    (Action::Clear, &["esc", "ctrl-f"]),
    (Action::PageDown, &["f", "pgdn"]),
];

impl Keymap {
    /// The keys of newsread, with those of newsboat where they differ.
    pub fn newsboat() -> Self {
        let mut map = Self::default();
        for (action, _) in NEWSBOAT {
            map.unbind(*action);
        }
        for (action, keys) in NEWSBOAT {
            // All have names, or the test would miss one.
            for sequence in keys.iter().filter_map(|written| sequence(written).ok()) {
                map.insert(sequence, *action);
            }
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newsboats_keys_do_what_they_do_there_and_every_action_keeps_a_key() {
        let map = Keymap::newsboat();
        let first = |action| map.key(action);
        assert_eq!(first(Action::ToggleRead).as_deref(), Some("N"));
        assert_eq!(first(Action::Links).as_deref(), Some("u"));
        assert_eq!(first(Action::Quit).as_deref(), Some("q"));
        let mut bound = Keymap::default();
        for (action, _) in NEWSBOAT {
            bound.unbind(*action);
        }
        for (action, keys) in NEWSBOAT {
            for written in *keys {
                assert_eq!(bound.bind(written, *action), Ok(()), "{written}");
            }
        }
        assert_eq!(bound, map, "no key is taken from another action");
        let keyless: Vec<_> =
            Action::ALL.iter().filter(|action| map.keys(**action).is_empty()).collect();
        assert_eq!(keyless, [&Action::ALL[0]; 0]);
    }
}
