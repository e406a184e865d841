//! Inline images of iTerm2, which WezTerm knows too: a file between cells, sent
//! each time it is to be seen.
//!
//! Source: iTerm2, “Inline Images Protocol”; `doNotMoveCursor` is WezTerm's.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use image::RgbaImage;

use super::png;
use crate::article::Safe;

/// What sends a line of a picture, which fills so many columns.
pub(super) fn sent(line: &RgbaImage, columns: u16) -> Result<Vec<u8>, Safe> {
    let png = png(line)?;
    let data = BASE64_STANDARD.encode(&png);
    let size = png.len();
    let head = format!(
        "size={size};width={columns};height=1;preserveAspectRatio=0;inline=1;doNotMoveCursor=1"
    );
    Ok(format!("\x1b]1337;File={head}:{data}\x07").into_bytes())
}
