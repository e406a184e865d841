//! Pictures as terminals print them by themselves: three protocols, and which
//! of them a terminal knows.
//!
//! Nothing here is drawn or sent. One idea: a plate is made of pixels alone, by
//! an encoder; so nothing of a picture's file ever reaches the terminal.

mod iterm2;
mod kitty;
mod means;
mod sixel;
mod stamp;

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageFormat, RgbaImage};

use crate::app::reader::drawings::{Grain, Plate};
use crate::article::Safe;

pub(super) use kitty::taken_away;
pub use means::{Known, known};
pub(super) use stamp::{PLACEHOLDER, Stamp};

/// How a terminal is told to print a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// By kitty's graphics protocol, with placeholders: cells that stand for parts
    /// of a picture which was sent before.
    Kitty,
    /// As sixels, as DEC's VT340 had them.
    Sixel,
    /// As inline images of iTerm2.
    Iterm2,
}

/// How pictures are wished to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// By a sign and their words.
    #[default]
    Named,
    /// In half blocks.
    Blocks,
    /// As well as the terminal can.
    Best,
    /// By this protocol, whatever the terminal says.
    By(Protocol),
}

/// Pixels of a cell where the terminal does not say how many there are.
pub const USUAL: Grain = (10, 20);

/// Largest cell that is printed in its own pixels: larger ones are filled by the
/// terminal, or not at all.
const LARGEST: Grain = (32, 64);

impl Protocol {
    /// The pixels that are made for each cell of so many.
    pub fn grain(self, cell: Grain) -> Grain {
        (cell.0.min(LARGEST.0), cell.1.min(LARGEST.1))
    }

    /// Whether cells of this size can be printed.
    pub fn prints(self, cell: Grain) -> bool {
        self != Self::Sixel || cell.0 <= LARGEST.0 && cell.1 <= LARGEST.1
    }

    /// Whether a plate is sent line by line, and lost wherever something is
    /// written over it.
    pub(super) fn is_by_line(self) -> bool {
        self != Self::Kitty
    }

    /// Makes the plate of a picture that fills so many columns and lines.
    ///
    /// # Errors
    /// The picture is larger than its encoder takes.
    pub fn plate(self, picture: &RgbaImage, cells: (u16, u16), number: u32) -> Result<Plate, Safe> {
        let parts = match self {
            Self::Kitty => vec![kitty::sent(picture, cells, number)?],
            Self::Sixel | Self::Iterm2 => lines(picture, cells.1)
                .map(|line| match self {
                    Self::Sixel => sixel::sent(&line),
                    _ => iterm2::sent(&line, cells.0),
                })
                .collect::<Result<_, _>>()?,
        };
        Ok(Plate { number, columns: cells.0, parts })
    }
}

/// A picture, cut into its lines.
fn lines(picture: &RgbaImage, lines: u16) -> impl Iterator<Item = RgbaImage> {
    let (width, height) = picture.dimensions();
    let high = (height / u32::from(lines).max(1)).max(1);
    (0..u32::from(lines)).map(move |line| picture.view(0, line * high, width, high).to_image())
}

/// A picture as a PNG, made anew of its pixels.
fn png(picture: &RgbaImage) -> Result<Vec<u8>, Safe> {
    let mut bytes = Cursor::new(Vec::new());
    // Most pictures let nothing through, and take less so.
    let is_clear = picture.pixels().any(|pixel| pixel.0[3] < u8::MAX);
    let picture = DynamicImage::from(picture.clone());
    let picture = if is_clear { picture } else { picture.into_rgb8().into() };
    let written = picture.write_to(&mut bytes, ImageFormat::Png);
    written.map_err(|error| Safe::line(&error.to_string()))?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    use icy_sixel::SixelImage;
    use image::Rgba;

    use super::*;

    const RED: Rgba<u8> = Rgba([200, 0, 0, 255]);
    const BLUE: Rgba<u8> = Rgba([0, 0, 200, 255]);

    /// Two columns and lines, red over blue, with a clear edge on the left.
    fn picture((width, height): Grain) -> RgbaImage {
        let (width, height) = (u32::from(width), u32::from(height));
        let ink = |x, y| match (x, y) {
            (0, _) => Rgba([0; 4]),
            (_, y) if y < height => RED,
            _ => BLUE,
        };
        RgbaImage::from_fn(2 * width, 2 * height, ink)
    }

    fn sent(protocol: Protocol) -> Vec<String> {
        let plate = protocol.plate(&picture(USUAL), (2, 2), 7).unwrap();
        assert_eq!(plate.number, 7);
        plate.parts.into_iter().map(|part| String::from_utf8(part).unwrap()).collect()
    }

    fn decoded(base64: &str) -> RgbaImage {
        let png = BASE64_STANDARD.decode(base64).unwrap();
        image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap().into_rgba8()
    }

    #[test]
    fn kitty_is_sent_the_whole_picture_once_with_the_cells_it_fills() {
        let [all] = &sent(Protocol::Kitty)[..] else { panic!("several") };
        let pieces: Vec<&str> = all.split("\x1b_G").skip(1).collect();
        let pieces = pieces.iter().map(|piece| piece.strip_suffix("\x1b\\").unwrap());
        let (heads, data): (Vec<&str>, Vec<&str>) =
            pieces.map(|piece| piece.split_once(';').unwrap()).unzip();
        assert_eq!(heads, ["a=T,q=2,f=100,t=d,U=1,i=7,c=2,r=2,m=0"]);
        assert_eq!(decoded(&data.concat()), picture(USUAL));
    }

    #[test]
    fn a_large_picture_is_sent_to_kitty_in_pieces_that_it_takes() {
        // Noise, which no encoder makes small.
        let noise = |x: u32, y: u32| {
            let hash = blake3::hash(&[x.to_le_bytes(), y.to_le_bytes()].concat());
            let [red, green, blue, ..] = hash.as_bytes();
            Rgba([*red, *green, *blue, 255])
        };
        let picture = RgbaImage::from_fn(80, 40, noise);
        let plate = Protocol::Kitty.plate(&picture, (8, 2), 7).unwrap();
        let all = String::from_utf8(plate.parts.concat()).unwrap();
        let pieces: Vec<(&str, &str)> = all
            .split("\x1b_G")
            .skip(1)
            .map(|piece| piece.trim_end_matches("\x1b\\").split_once(';').unwrap())
            .collect();
        assert!(pieces.len() > 2 && pieces.iter().all(|(_, data)| data.len() <= 4096));
        assert!(pieces[0].0.ends_with("m=1") && pieces[1].0 == "q=2,m=1");
        assert_eq!(pieces.last().unwrap().0, "q=2,m=0");
        let data: String = pieces.iter().map(|(_, data)| *data).collect();
        assert_eq!(decoded(&data), picture);
    }

    #[test]
    fn a_sixel_is_sent_for_each_line_with_nothing_where_it_is_clear() {
        // Sixels have their colours in hundredths.
        let is_near = |ink: Rgba<u8>, wanted: Rgba<u8>| {
            ink.0.iter().zip(wanted.0).all(|(a, b)| a.abs_diff(b) <= 3)
        };
        let lines = sent(Protocol::Sixel);
        assert_eq!(lines.len(), 2);
        for (line, ink) in lines.iter().zip([RED, BLUE]) {
            assert!(line.contains("q\"1;1;20;20#"), "{line}");
            let bands: Vec<&str> = line.strip_suffix("\x1b\\").unwrap().split('-').collect();
            assert!(bands.len() == 4 && !bands[3].is_empty(), "{line}");
            let SixelImage { width, height, pixels, .. } =
                SixelImage::decode(line.as_bytes()).unwrap();
            // Whole bands of six.
            assert_eq!((width, height), (20, 24));
            let line = RgbaImage::from_raw(20, 24, pixels).unwrap();
            assert!(is_near(line[(19, 0)], ink) && is_near(line[(19, 19)], ink));
            assert_eq!((line[(0, 0)].0[3], line[(19, 20)].0[3]), (0, 0));
        }
    }

    #[test]
    fn iterm2_is_sent_each_line_as_a_picture_that_fills_it() {
        let lines = sent(Protocol::Iterm2);
        for (line, ink) in lines.iter().zip([RED, BLUE]) {
            let (head, data) = line.strip_suffix('\x07').unwrap().split_once(':').unwrap();
            let keys = head.strip_prefix("\x1b]1337;File=").unwrap();
            let keys: Vec<&str> = keys.split(';').collect();
            assert_eq!(
                keys[1..],
                ["width=2", "height=1", "preserveAspectRatio=0", "inline=1", "doNotMoveCursor=1"]
            );
            let line = decoded(data);
            assert_eq!((line.dimensions(), line[(19, 19)], line[(0, 0)].0[3]), ((20, 20), ink, 0));
        }
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn what_would_be_too_many_pixels_is_scaled_by_the_terminal_or_not_printed() {
        let huge = (60, 120);
        assert_eq!(Protocol::Kitty.grain(huge), LARGEST);
        assert!(Protocol::Iterm2.prints(huge) && !Protocol::Sixel.prints(huge));
        assert_eq!(Protocol::Sixel.grain(USUAL), USUAL);
    }
}
