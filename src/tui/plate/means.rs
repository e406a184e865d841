//! Which protocol a terminal knows, as far as its environment says so.
//!
//! It knows no terminal and asks none. One idea: what stands between newsread and
//! the terminal counts more than the terminal, for nothing of a picture gets
//! through there.

use super::Protocol;
use crate::tui::clipboard::Through;

/// What the environment says about a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It knows this protocol.
    By(Protocol),
    /// Nothing gets through to it, or it shows no pictures.
    Nothing,
    /// Only the terminal itself can say.
    Unknown,
}

/// What is said about the terminal by the variables of the environment, which
/// `variable` reads.
///
/// Names of terminals come before the traces that a terminal leaves in the
/// environment of others which are started from within it. Those that know
/// kitty's protocol without its placeholders, as Konsole and WezTerm, are not
/// told by it.
pub fn known(variable: impl Fn(&str) -> Option<String>) -> Known {
    match Through::of(&variable) {
        Through::Tmux | Through::Screen | Through::NoClipboard => return Known::Nothing,
        Through::Nothing => {}
    }
    let value = |name| variable(name).unwrap_or_default();
    if variable("ZELLIJ").is_some() {
        return Known::Unknown;
    }
    let (term, program) = (value("TERM"), value("TERM_PROGRAM"));
    match (&*term, &*program) {
        // On another machine only the name is left of a multiplexer.
        (term, _) if term.starts_with("tmux") => Known::Nothing,
        ("xterm-kitty" | "xterm-ghostty", _) | (_, "ghostty" | "kitty") => {
            Known::By(Protocol::Kitty)
        }
        ("foot" | "foot-extra", _) => Known::By(Protocol::Sixel),
        (_, "iTerm.app" | "WezTerm") => Known::By(Protocol::Iterm2),
        (_, "Apple_Terminal") => Known::Nothing,
        // A name that says nothing of these still says that it is none of them.
        (_, "") if value("LC_TERMINAL") == "iTerm2" => Known::By(Protocol::Iterm2),
        (_, "")
            if variable("KITTY_WINDOW_ID").is_some() && variable("KONSOLE_VERSION").is_none() =>
        {
            Known::By(Protocol::Kitty)
        }
        _ => Known::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pairs: &[(&str, &str)]) -> Known {
        known(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_terminal_is_known_by_its_name() {
        for (name, value, known) in [
            ("TERM", "xterm-kitty", Known::By(Protocol::Kitty)),
            ("TERM", "xterm-ghostty", Known::By(Protocol::Kitty)),
            ("TERM", "foot", Known::By(Protocol::Sixel)),
            ("TERM", "linux", Known::Nothing),
            ("TERM", "xterm-256color", Known::Unknown),
        ] {
            assert_eq!(said(&[(name, value)]), known, "{name}={value}");
        }
        let xterm = ("TERM", "xterm-256color");
        assert_eq!(said(&[xterm, ("TERM_PROGRAM", "WezTerm")]), Known::By(Protocol::Iterm2));
        assert_eq!(said(&[xterm, ("LC_TERMINAL", "iTerm2")]), Known::By(Protocol::Iterm2));
        assert_eq!(said(&[xterm, ("KITTY_WINDOW_ID", "1")]), Known::By(Protocol::Kitty));
    }

    #[test]
    fn another_terminal_that_was_started_from_kitty_is_not_kitty() {
        let started = [("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")];
        let [term, kitty] = started;
        assert_eq!(said(&[term, kitty, ("TERM_PROGRAM", "rio")]), Known::Unknown);
        assert_eq!(said(&[term, kitty, ("KONSOLE_VERSION", "230800")]), Known::Unknown);
        assert_eq!(said(&[("TERM", "foot"), kitty]), Known::By(Protocol::Sixel));
    }

    #[test]
    fn nothing_gets_through_a_multiplexer_that_does_not_know_pictures() {
        for inside in [("TMUX", "/tmp/tmux-1000/default,1,0"), ("STY", "1.pts"), ("TERM", "screen")]
        {
            assert_eq!(said(&[inside, ("KITTY_WINDOW_ID", "1")]), Known::Nothing);
        }
        let elsewhere = [("TERM", "tmux-256color"), ("LC_TERMINAL", "iTerm2")];
        assert_eq!(said(&elsewhere), Known::Nothing);
        assert_eq!(said(&[("TERM", "xterm-kitty"), ("ZELLIJ", "0")]), Known::Unknown);
    }
}
