//! Decodes pictures, and scales them to what they are drawn in.
//!
//! It knows bytes and pixels, and no file. One idea: the size that a picture says
//! it has is judged before a pixel of it is decoded.

use std::io::Cursor;
use std::sync::Arc;

use image::imageops::{FilterType, replace};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgba, RgbaImage};

use super::said;
use crate::app::reader::drawings::{Drawing, HALVES, Ink, Size, Wanted};
use crate::article::Safe;
use crate::tui::plate::Protocol;

/// Pixels of a picture that is decoded at most: those of the best cameras.
const PIXELS: u64 = 50_000_000;

/// Bytes that decoding may take.
const MEMORY: u64 = 512 << 20;

/// The formats that are decoded, and the endings of their files.
const FORMATS: [(ImageFormat, &str); 4] = [
    (ImageFormat::Png, "png"),
    (ImageFormat::Jpeg, "jpg"),
    (ImageFormat::Gif, "gif"),
    (ImageFormat::WebP, "webp"),
];

/// How the file of a picture ends, by its first bytes; `None` if it is none of
/// those that are known.
pub(super) fn ending(bytes: &[u8]) -> Option<&'static str> {
    let format = image::guess_format(bytes).ok()?;
    FORMATS.iter().find(|(known, _)| *known == format).map(|(_, ending)| *ending)
}

/// The decoder of a picture that may be decoded, and how it is to be turned.
fn decoder(bytes: &[u8]) -> Result<(impl ImageDecoder, Orientation), Safe> {
    let mut reader = ImageReader::new(Cursor::new(bytes));
    let format = image::guess_format(bytes).map_err(|error| said(&error))?;
    if !FORMATS.iter().any(|(known, _)| *known == format) {
        return Err(Safe::line("this is no picture that can be drawn"));
    }
    reader.set_format(format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| said(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Safe::line("the picture is too large to be drawn"));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((decoder, orientation))
}

/// How large a picture is as it is shown; `None` if it cannot be drawn.
pub(super) fn size(bytes: &[u8]) -> Option<Size> {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let (decoder, orientation) = decoder(bytes).ok()?;
    let (width, height) = decoder.dimensions();
    let is_on_side = matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH);
    let (width, height) = if is_on_side { (height, width) } else { (width, height) };
    Some(Size { width, height })
}

/// A picture as it is wanted, on white where it lets that through.
pub(super) fn drawn(
    bytes: &[u8],
    wanted: &Wanted,
    plate: Option<(Protocol, u32)>,
) -> Result<Drawing, Safe> {
    let (decoder, orientation) = decoder(bytes)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| said(&error))?;
    picture.apply_orientation(orientation);
    let (columns, lines) = wanted.cells;
    let grain = if plate.is_some() { wanted.grain } else { HALVES };
    let pixels = |cells: u16, grain: u16| u32::from(cells) * u32::from(grain);
    let (width, height) = (pixels(columns, grain.0), pixels(lines, grain.1));
    let ink = match plate {
        None => {
            let small = picture.thumbnail_exact(width, height).into_rgba8();
            Ink::Halves(small.pixels().copied().map(on_white).collect())
        }
        Some((protocol, number)) => {
            let picture = fitted(&picture, width, height);
            Ink::Plate(Arc::new(protocol.plate(&picture, wanted.cells, number)?))
        }
    };
    Ok(Drawing { columns, lines, grain, ink })
}

/// A picture in the middle of so many pixels, as large as it has room in its own
/// shape; what is left around it is clear.
fn fitted(picture: &DynamicImage, width: u32, height: u32) -> RgbaImage {
    let (wide, high) = (u64::from(picture.width()), u64::from(picture.height()));
    let is_broad = wide * u64::from(height) > high * u64::from(width);
    let part = |of: u32, by: u64, to: u64| {
        u32::try_from(u64::from(of) * by / to.max(1)).unwrap_or(u32::MAX).max(1)
    };
    let inner = if is_broad {
        (width, part(width, high, wide).min(height))
    } else {
        (part(height, wide, high).min(width), height)
    };
    let is_smaller = inner.0 <= picture.width() && inner.1 <= picture.height();
    let mut inked = if is_smaller {
        picture.thumbnail_exact(inner.0, inner.1).into_rgba8()
    } else {
        picture.resize_exact(inner.0, inner.1, FilterType::Triangle).into_rgba8()
    };
    for pixel in inked.pixels_mut() {
        let [red, green, blue] = on_white(*pixel);
        *pixel = Rgba([red, green, blue, u8::MAX]);
    }
    let mut whole = RgbaImage::new(width, height);
    let (left, top) = ((width - inner.0) / 2, (height - inner.1) / 2);
    replace(&mut whole, &inked, left.into(), top.into());
    whole
}

fn on_white(Rgba([red, green, blue, alpha]): Rgba<u8>) -> [u8; 3] {
    let over = |ink: u8| {
        let mixed = u16::from(ink) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
        u8::try_from(mixed / 255).unwrap_or(u8::MAX)
    };
    [over(red), over(green), over(blue)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, Picture};

    fn scaled(bytes: &[u8], cells: (u16, u16)) -> Result<Drawing, Safe> {
        let picture = Picture::Within(0..0);
        let wanted = Wanted { id: ArticleId::default(), block: 0, picture, cells, grain: HALVES };
        drawn(bytes, &wanted, None)
    }

    /// A picture of this format, red above and clear below.
    fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let ink = |y: u32| if y < height / 2 { Rgba([255, 0, 0, 255]) } else { Rgba([0; 4]) };
        let image = RgbaImage::from_fn(width, height, |_, y| ink(y));
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(image).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_picture_is_scaled_to_its_cells_and_stands_on_white() {
        let bytes = picture(ImageFormat::Png, 64, 32);
        assert_eq!(size(&bytes), Some(Size { width: 64, height: 32 }));
        let drawing = scaled(&bytes, (4, 1)).unwrap();
        let (red, white) = ([255, 0, 0], [255; 3]);
        let pixels = vec![red, red, red, red, white, white, white, white];
        assert_eq!(drawing.ink, Ink::Halves(pixels));
    }

    #[test]
    fn a_plate_keeps_the_shape_of_its_picture_and_is_clear_around_it() {
        let bytes = picture(ImageFormat::Png, 64, 32);
        let picture = image::load_from_memory(&bytes).unwrap();
        let (clear, red, white) = (Rgba([0; 4]), Rgba([255, 0, 0, 255]), Rgba([255; 4]));
        // Room for a picture of 60 × 30, and one of 80 × 40.
        for (size, edge, top) in [((60, 40), (0, 4), (0, 5)), ((90, 40), (4, 0), (5, 0))] {
            let whole = fitted(&picture, size.0, size.1);
            assert_eq!(whole.dimensions(), size);
            assert_eq!((whole[edge], whole[top], whole[(30, 30)]), (clear, red, white));
        }
    }

    #[test]
    fn a_format_is_told_by_its_bytes() {
        for (format, known) in [(ImageFormat::Gif, "gif"), (ImageFormat::WebP, "webp")] {
            let bytes = picture(format, 8, 8);
            assert_eq!((ending(&bytes), size(&bytes).is_some()), (Some(known), true));
        }
        assert_eq!(ending(b"<svg onload='alert(1)'>"), None);
        assert!(scaled(b"BM not a bitmap", (4, 1)).is_err());
    }

    #[test]
    fn a_bomb_is_not_decoded() {
        // A picture of a thousand million pixels in a few bytes.
        let mut bomb = picture(ImageFormat::Png, 8, 8);
        let header = bomb.windows(4).position(|name| name == b"IHDR").unwrap();
        bomb[header + 4..header + 12].copy_from_slice(&[0, 0, 0x80, 0, 0, 0, 0x80, 0]);
        let mut crc = flate2::Crc::new();
        crc.update(&bomb[header..header + 17]);
        bomb[header + 17..header + 21].copy_from_slice(&crc.sum().to_be_bytes());
        assert_eq!(ending(&bomb), Some("png"));
        assert_eq!(size(&bomb), None);
        assert_eq!(&*scaled(&bomb, (4, 1)).unwrap_err(), "the picture is too large to be drawn");
    }

    #[test]
    fn a_picture_that_ends_too_early_says_so() {
        let bytes = picture(ImageFormat::Png, 64, 64);
        assert!(scaled(&bytes[..bytes.len() / 2], (4, 2)).is_err());
    }
}
