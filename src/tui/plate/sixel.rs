//! Sixels: bands of six pixels, in at most 256 colours, sent each time they are
//! to be seen.
//!
//! Source: DEC, “VT330/VT340 Programmer Reference Manual”, chapter 14.

use icy_sixel::{BackgroundMode, SixelImage};
use image::RgbaImage;

use crate::article::Safe;

/// What sends a line of a picture. Where it is clear, the page stays.
pub(super) fn sent(line: &RgbaImage) -> Result<Vec<u8>, Safe> {
    let size = |pixels: u32| usize::try_from(pixels).unwrap_or(usize::MAX);
    let said = |error: icy_sixel::SixelError| Safe::line(&error.to_string());
    let (width, height) = (size(line.width()), size(line.height()));
    let sixel = SixelImage::try_from_rgba(line.as_raw().clone(), width, height).map_err(said)?;
    let sixel = sixel.with_background_mode(BackgroundMode::Transparent);
    let mut sent = sixel.encode().map_err(said)?;
    // A line feed of graphics behind the last band would go below the line.
    let end = sent.trim_end_matches("\x1b\\").trim_end_matches('-').len();
    sent.truncate(end);
    sent += "\x1b\\";
    Ok(sent.into_bytes())
}
