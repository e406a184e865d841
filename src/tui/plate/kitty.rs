//! Kitty's graphics protocol: a picture is sent once, under a number, and then
//! stands wherever cells with that number are.
//!
//! Source: “The terminal graphics protocol”, with its Unicode placeholders.

use std::io::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use image::RgbaImage;

use super::png;
use crate::article::Safe;

/// Bytes of base64 in one sequence at most.
const PIECE: usize = 4096;

/// What sends a picture, for so many columns and lines. The terminal is told not
/// to answer (`q=2`): an answer would come among the keys.
pub(super) fn sent(
    picture: &RgbaImage,
    (columns, lines): (u16, u16),
    number: u32,
) -> Result<Vec<u8>, Safe> {
    let data = BASE64_STANDARD.encode(png(picture)?);
    let mut sent = Vec::with_capacity(data.len() + data.len() / PIECE * 16 + 64);
    let pieces = data.as_bytes().chunks(PIECE);
    let last = pieces.len() - 1;
    for (rank, piece) in pieces.enumerate() {
        let goes_on = u8::from(rank < last);
        let head = match rank {
            0 => format!("a=T,q=2,f=100,t=d,U=1,i={number},c={columns},r={lines},m={goes_on}"),
            _ => format!("q=2,m={goes_on}"),
        };
        write!(sent, "\x1b_G{head};").expect("a vector can be written to");
        sent.extend_from_slice(piece);
        sent.extend_from_slice(b"\x1b\\");
    }
    Ok(sent)
}

/// What takes a picture away and gives its memory back.
pub(in crate::tui) fn taken_away(number: u32) -> String {
    format!("\x1b_Ga=d,q=2,d=I,i={number}\x1b\\")
}
