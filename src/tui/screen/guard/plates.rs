//! What may be sent to print a plate, byte by byte.
//!
//! It knows the few keys that newsread writes, and nothing of what they print.
//! One idea: behind the head of a sequence stand only letters that encode
//! pixels, so nothing in a picture can end it, or begin another.

use super::State;
use crate::tui::plate::Protocol;

/// Where in the sequence of a plate the next byte is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Head,
    Data,
    /// Behind an `ESC`.
    End,
}

/// Bytes of the longest head.
const LONGEST: usize = 160;

/// Where the byte behind `begun` is, whose last byte follows `state`; `None` if
/// that may not be sent.
pub(super) fn next(protocol: Protocol, state: State, begun: &[u8]) -> Option<State> {
    let (introducer, divider): (&[u8], u8) = match protocol {
        Protocol::Kitty => (b"\x1b_G", b';'),
        Protocol::Sixel => (b"\x1bP", b'q'),
        Protocol::Iterm2 => (b"\x1b]1337;File=", b':'),
    };
    let byte = *begun.last()?;
    let part = match state {
        State::Text => Part::Head,
        State::Plate(part) => part,
        _ => return None,
    };
    let next = match (part, byte) {
        (Part::Head, _) if begun.len() <= introducer.len() => {
            introducer.starts_with(begun).then_some(Part::Head)
        }
        (Part::Head, _) => {
            let head = &begun[introducer.len()..begun.len() - 1];
            match byte {
                _ if byte == divider => is_head(protocol, head).then_some(Part::Data),
                // What takes a picture away has no data.
                0x1b if protocol == Protocol::Kitty => is_head(protocol, head).then_some(Part::End),
                _ => (begun.len() < LONGEST && !byte.is_ascii_control()).then_some(Part::Head),
            }
        }
        (Part::Data, 0x07) if protocol == Protocol::Iterm2 => return Some(State::Text),
        (Part::Data, 0x1b) if protocol != Protocol::Iterm2 => Some(Part::End),
        (Part::Data, _) => {
            let is_letter = match protocol {
                Protocol::Sixel => {
                    matches!(byte, b'?'..=b'~' | b'0'..=b'9' | b'"' | b'#' | b'!' | b'$' | b'-' | b';')
                }
                Protocol::Kitty | Protocol::Iterm2 => super::is_base64(byte),
            };
            is_letter.then_some(Part::Data)
        }
        (Part::End, b'\\') => return Some(State::Text),
        (Part::End, _) => None,
    };
    next.map(State::Plate)
}

/// Whether a head says only what newsread ever says, and that the terminal is not
/// to answer, nor to keep a file.
fn is_head(protocol: Protocol, head: &[u8]) -> bool {
    let Ok(head) = str::from_utf8(head) else { return false };
    let is_number = |value: &str| !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    let mut pairs = head.split([',', ';']).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    match protocol {
        Protocol::Sixel => head.split(';').all(is_number),
        Protocol::Kitty => {
            let is_ours = |(key, value): (&str, &str)| match key {
                "a" => ["T", "d"].contains(&value),
                "d" => value == "I",
                "q" => value == "2",
                "f" => value == "100",
                "t" => value == "d",
                "U" => value == "1",
                "m" => ["0", "1"].contains(&value),
                "i" | "c" | "r" => is_number(value),
                _ => false,
            };
            head.split(',').any(|pair| pair == "q=2") && pairs.all(is_ours)
        }
        Protocol::Iterm2 => {
            let is_ours = |(key, value): (&str, &str)| match key {
                "size" | "width" | "height" => is_number(value),
                "preserveAspectRatio" => value == "0",
                "inline" | "doNotMoveCursor" => value == "1",
                _ => false,
            };
            head.split(';').any(|pair| pair == "inline=1") && pairs.all(is_ours)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use image::{Rgba, RgbaImage};

    use super::super::{Admits, Guard};
    use super::*;
    use crate::tui::plate::taken_away;

    fn passes(admits: Admits, bytes: &[u8]) -> bool {
        let mut guard = Guard::new(io::sink());
        guard.admits().set(admits);
        bytes.iter().all(|byte| guard.check(*byte).is_ok())
    }

    const ALL: [Protocol; 3] = [Protocol::Kitty, Protocol::Sixel, Protocol::Iterm2];

    #[test]
    fn plates_pass_by_their_own_protocol_alone() {
        let picture = RgbaImage::from_fn(40, 40, |x, y| {
            Rgba([u8::try_from(x).unwrap(), u8::try_from(y).unwrap(), 9, 255])
        });
        for protocol in ALL {
            let sent = protocol.plate(&picture, (4, 2), 7).unwrap().parts.concat();
            for other in ALL {
                assert_eq!(passes(Admits::Plate(other), &sent), other == protocol, "{protocol:?}");
            }
            assert!(!passes(Admits::Text, &sent) && !passes(Admits::Stamps, &sent));
            assert!(!passes(Admits::Question, &sent));
        }
        assert!(passes(Admits::Plate(Protocol::Kitty), taken_away(7).as_bytes()));
    }

    #[test]
    fn what_only_looks_like_a_plate_does_not_pass() {
        for (protocol, sent) in [
            // It would answer; read a file; be read from memory; tell of others.
            (Protocol::Kitty, "\x1b_Ga=T,f=100,i=7;AAAA\x1b\\"),
            (Protocol::Kitty, "\x1b_Gq=2,a=T,t=f,i=7;L2V0Yy9wYXNzd2Q=\x1b\\"),
            (Protocol::Kitty, "\x1b_Gq=2,a=T,t=s,i=7;AAAA\x1b\\"),
            (Protocol::Kitty, "\x1b_Gq=2,a=q,i=7;AAAA\x1b\\"),
            (Protocol::Kitty, "\x1b_Gq=2,a=d,d=A\x1b\\"),
            (Protocol::Kitty, "\x1b_Gq=2,i=7;AA AA\x1b\\"),
            (Protocol::Kitty, "\x1b_Gq=2,i=7;AAAA\x07"),
            (Protocol::Kitty, "\x1b_Gq=2,i=7;AAAA\x1b]0;owned\x07"),
            (Protocol::Kitty, "\x1b_Xq=2\x1b\\"),
            (Protocol::Kitty, "Rain"),
            (Protocol::Kitty, "\x1b[2J"),
            (Protocol::Sixel, "\x1bP9;1;0q#0;2;0;0;0~\n\x1b\\"),
            (Protocol::Sixel, "\x1bP9;1;0q \x1b\\"),
            (Protocol::Sixel, "\x1bP$q\"p\x1b\\"),
            (Protocol::Sixel, "\x1bP+q544e\x1b\\"),
            (Protocol::Sixel, "\x1bPtmux;\x1b\x1b]0;owned\x07\x1b\\"),
            (Protocol::Sixel, "\x1bP0q~\x1b[6n"),
            (Protocol::Iterm2, "\x1b]1337;File=name=cnVuLnNo;size=3;inline=1:AAAA\x07"),
            (Protocol::Iterm2, "\x1b]1337;File=size=3:AAAA\x07"),
            (Protocol::Iterm2, "\x1b]1337;File=size=3;inline=0:AAAA\x07"),
            (Protocol::Iterm2, "\x1b]1337;File=size=3;inline=1:AA\nAA\x07"),
            (Protocol::Iterm2, "\x1b]1337;File=size=3;inline=1:AAAA\x1b\\"),
            (Protocol::Iterm2, "\x1b]1337;SetUserVar=a=b\x07"),
            (Protocol::Iterm2, "\x1b]52;c;UmFpbg==\x07"),
        ] {
            assert!(!passes(Admits::Plate(protocol), sent.as_bytes()), "{}", sent.escape_debug());
        }
    }
}
