//! Finds, measures and scales the pictures that are kept with articles.
//!
//! A picture is as hostile as its page: it is measured before it is decoded,
//! and one that is too large is only named. Its format is told by its bytes, and
//! nothing is fetched. The work is done on threads of its own.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgba};
use tempfile::TempDir;

use super::desk::guarded;
use super::opener::Opener;
use super::opening::Opening;
use super::private_folder;
use crate::app::Msg;
use crate::app::reader::Pictures;
use crate::app::reader::drawings::{Drawing, MOST, Size, Wanted, picture_of};
use crate::archive::{Archive, picture_head, read_picture};
use crate::article::{ArticleId, Picture, Safe};
use crate::format::Document;
use crate::search::latest::Latest;

/// Bytes of a picture that are read at most.
const BYTES: u64 = 16 << 20;

/// Bytes of all pictures of an article that are read to measure them.
const BYTES_IN_ALL: u64 = 64 << 20;

/// Pictures of an article that are looked for at most.
const NAMED: usize = 1000;

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

/// What pages call base64: padded or not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The threads that work on pictures.
pub(super) struct Gallery {
    drawer: Latest<Wanted>,
    looks: Sender<(ArticleId, Picture)>,
    looker: JoinHandle<()>,
}

impl Gallery {
    pub(super) fn start(
        opening: Arc<Opening>,
        opener: Opener,
        inbox: Sender<Msg>,
    ) -> io::Result<Self> {
        let mut wall = Wall { opening: Arc::clone(&opening), source: None };
        let of = Arc::clone(&opening);
        let drawer = Latest::start("pictures", move |wanted: Wanted| {
            let draw = || draw(of.archive(), wall.source(wanted.id, &wanted.picture)?, &wanted);
            let drawing = guarded("the picture cannot be drawn", draw).unwrap_or_else(Err);
            inbox.send(Msg::Drawn(wanted, drawing)).ok();
        })?;
        let (looks, asked) = channel();
        let looker = thread::Builder::new().name("looker".to_owned()).spawn(move || {
            let mut wall = Wall { opening, source: None };
            // Lives as long as the session: nobody tells when the other program
            // has read what is in it.
            let mut folder = None;
            for (id, picture) in asked {
                let look = || wall.file(id, &picture, &mut folder);
                match guarded("the picture cannot be opened", look).unwrap_or_else(Err) {
                    Ok(file) => opener.show(&file, &picture.name()),
                    Err(reason) => opener.tell(reason),
                }
            }
        })?;
        Ok(Self { drawer, looks, looker })
    }

    /// Ends the work; no file that was written for another program stays.
    pub(super) fn end(self) {
        drop(self.looks);
        self.looker.join().ok();
    }

    pub(super) fn draw(&self, wanted: Wanted) {
        self.drawer.ask(wanted);
    }

    pub(super) fn look(&self, id: ArticleId, picture: Picture) {
        self.looks.send((id, picture)).ok();
    }
}

/// Where pictures are taken from.
struct Wall {
    opening: Arc<Opening>,
    /// The article with pictures in its own file, and that file.
    source: Option<(ArticleId, String)>,
}

impl Wall {
    /// The file of an article; read only if the picture stands in it.
    fn source(&mut self, id: ArticleId, picture: &Picture) -> Result<&str, Safe> {
        let is_within = matches!(picture, Picture::Within(_));
        if is_within && self.source.as_ref().is_none_or(|(known, _)| *known != id) {
            let document = self.opening.archive().load(id).map_err(|error| said(&error))?;
            self.source = Some((id, document.source));
        }
        Ok(self.source.as_ref().map_or("", |(_, source)| source))
    }

    /// The file of a picture. One that stands in its article's file, or is called
    /// by another name than pictures are, is written to one of its own: programs
    /// go by names, and a page may hide behind the first bytes of a picture.
    fn file(
        &mut self,
        id: ArticleId,
        picture: &Picture,
        folder: &mut Option<TempDir>,
    ) -> Result<PathBuf, Safe> {
        let opening = Arc::clone(&self.opening);
        let bytes = bytes(opening.archive(), id, picture, self.source(id, picture)?, BYTES)?;
        let ending = ending(&bytes).ok_or_else(|| Safe::line("this is no picture"))?;
        if let Picture::Beside(path) = picture {
            let file = opening.archive().picture(id, path).map_err(|error| said(&error))?;
            if is_called(&file, ending) {
                return Ok(file);
            }
        }
        let made = match folder.take() {
            Some(folder) => Ok(folder),
            None => private_folder(),
        };
        let folder = folder.insert(made.map_err(|error| said(&error))?);
        let name = blake3::hash(&bytes).to_hex();
        let file = folder.path().join(format!("{name}.{ending}"));
        fs::write(&file, bytes).map_err(|error| said(&error))?;
        Ok(file)
    }
}

/// Whether the name of a file ends as that of a picture of this format.
fn is_called(file: &Path, ending: &str) -> bool {
    let extension = file.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    extension.is_some_and(|extension| extension == ending || ending == "jpg" && extension == "jpeg")
}

fn said(error: &dyn std::fmt::Display) -> Safe {
    Safe::line(&error.to_string())
}

/// The pictures of an article that are there, by their blocks; where they are to
/// be drawn, with the sizes of the first that can be.
pub fn sizes(
    archive: &Archive,
    document: &Document,
    pictures: Pictures,
) -> HashMap<usize, Option<Size>> {
    let (id, source) = (document.article.id, &*document.source);
    let most = if pictures == Pictures::Blocks { MOST } else { 0 };
    let (mut room, mut drawn) = (BYTES_IN_ALL, 0);
    let body = document.article.body.iter().enumerate();
    let named = body
        .filter_map(|(rank, block)| Some((rank, block.text.marks.iter().find_map(picture_of)?)));
    let found = named.take(NAMED).filter_map(|(rank, picture)| {
        ending(&head(archive, id, picture, source).ok()?)?;
        let is_measured = drawn < most && room > 0;
        let bytes = is_measured.then(|| bytes(archive, id, picture, source, room.min(BYTES)).ok());
        let bytes = bytes.flatten().unwrap_or_default();
        room = room.saturating_sub(bytes.len() as u64);
        let size = size(&bytes);
        drawn += usize::from(size.is_some());
        Some((rank, size))
    });
    found.collect()
}

/// Scales a picture of an article whose file is `source`.
pub fn draw(archive: &Archive, source: &str, wanted: &Wanted) -> Result<Drawing, Safe> {
    scaled(&bytes(archive, wanted.id, &wanted.picture, source, BYTES)?, wanted.cells)
}

/// The first bytes of a picture.
fn head(
    archive: &Archive,
    id: ArticleId,
    picture: &Picture,
    source: &str,
) -> Result<Vec<u8>, Safe> {
    match picture {
        Picture::Beside(path) => {
            let file = archive.picture(id, path).map_err(|error| said(&error))?;
            picture_head(&file).map_err(|error| said(&error))
        }
        Picture::Within(_) => bytes(archive, id, picture, source, BYTES),
    }
}

/// What a picture is made of, if that is no more than `most` bytes; `source` is
/// the file of its article.
fn bytes(
    archive: &Archive,
    id: ArticleId,
    picture: &Picture,
    source: &str,
    most: u64,
) -> Result<Vec<u8>, Safe> {
    match picture {
        Picture::Beside(path) => {
            let file = archive.picture(id, path).map_err(|error| said(&error))?;
            read_picture(&file, most).map_err(|error| said(&error))
        }
        Picture::Within(range) => {
            let data = source.get(range.clone()).unwrap_or_default();
            let (_, data) = data.split_once(";base64,").unwrap_or_default();
            // Four letters are three bytes.
            if data.len() as u64 / 4 * 3 > most {
                return Err(said(&io::Error::from(io::ErrorKind::FileTooLarge)));
            }
            let data: String = data.split_ascii_whitespace().collect();
            BASE64.decode(data).map_err(|error| said(&error))
        }
    }
}

/// How the file of a picture ends, by its first bytes; `None` if it is none of
/// those that are known.
fn ending(bytes: &[u8]) -> Option<&'static str> {
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
fn size(bytes: &[u8]) -> Option<Size> {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let (decoder, orientation) = decoder(bytes).ok()?;
    let (width, height) = decoder.dimensions();
    let is_on_side = matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH);
    let (width, height) = if is_on_side { (height, width) } else { (width, height) };
    Some(Size { width, height })
}

/// A picture in so many columns and lines, on white where it lets that through.
fn scaled(bytes: &[u8], (columns, lines): (u16, u16)) -> Result<Drawing, Safe> {
    let (decoder, orientation) = decoder(bytes)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| said(&error))?;
    picture.apply_orientation(orientation);
    let small = picture.thumbnail_exact(columns.into(), 2 * u32::from(lines)).into_rgba8();
    let pixels = small.pixels().copied().map(on_white).collect();
    Ok(Drawing { columns, lines, pixels })
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
    use image::RgbaImage;

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
        assert_eq!(drawing.pixels, [red, red, red, red, white, white, white, white]);
    }

    #[test]
    fn a_page_that_begins_as_a_picture_is_not_opened_by_its_own_name() {
        let is_called = |name: &str, ending| is_called(Path::new(name), ending);
        assert!(is_called("wall.JPEG", "jpg") && is_called("wall.png", "png"));
        assert!(!is_called("map.html", "gif") && !is_called("png", "png"));
    }

    #[test]
    fn a_picture_in_the_file_is_decoded_only_if_there_is_room_for_it() {
        let source = "data:image/png;base64,QUJDREVG";
        let archive = Archive::new(Vec::new());
        let picture = Picture::Within(0..source.len());
        let bytes = |most| bytes(&archive, ArticleId::default(), &picture, source, most);
        assert_eq!(bytes(6).unwrap(), b"ABCDEF");
        assert!(bytes(5).is_err());
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
