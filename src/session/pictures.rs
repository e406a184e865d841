//! Finds, measures and scales the pictures that are kept with articles, and makes
//! plates of them where the terminal prints such.
//!
//! A picture is as hostile as its page: it is measured before it is decoded,
//! and one that is too large is only named. Its format is told by its bytes, and
//! nothing is fetched. The work is done on threads of its own.

mod inked;

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use tempfile::TempDir;

use super::desk::guarded;
use super::opener::Opener;
use super::opening::Opening;
use super::private_folder;
use super::queue::Queue;
use crate::app::Msg;
use crate::app::reader::Pictures;
use crate::app::reader::drawings::{Drawing, MOST, Plate, Size, Wanted, picture_of};
use crate::archive::{Archive, picture_head, read_picture};
use crate::article::{ArticleId, Picture, Safe};
use crate::format::Document;
use crate::search::latest::Latest;
use crate::tui::plate::Protocol;
use inked::{drawn, ending, size};

/// Bytes of a picture that are read at most.
const BYTES: u64 = 16 << 20;

/// Bytes of all pictures of an article that are read to measure them.
const BYTES_IN_ALL: u64 = 64 << 20;

/// Pictures of an article that are looked for at most.
const NAMED: usize = 1000;

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
    looker: Queue<(ArticleId, Picture)>,
}

impl Gallery {
    pub(super) fn new(
        opening: Arc<Opening>,
        opener: Opener,
        protocol: Option<Protocol>,
        inbox: Sender<Msg>,
    ) -> Self {
        let mut wall = Wall { opening: Arc::clone(&opening), source: None };
        let of = Arc::clone(&opening);
        let mut number = 0;
        let drawer = Latest::new("pictures", move |wanted: Wanted| {
            number = number % Plate::LAST + 1;
            let plate = protocol.map(|protocol| (protocol, number));
            let draw = || {
                let source = wall.source(wanted.id, &wanted.picture)?;
                draw(of.archive(), source, &wanted, plate)
            };
            let drawing = guarded("the picture cannot be drawn", draw).unwrap_or_else(Err);
            inbox.send(Msg::Drawn(wanted, drawing)).ok();
        });
        let looker = Queue::new("looker", move |asked: Receiver<(ArticleId, Picture)>| {
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
        });
        Self { drawer, looker }
    }

    /// Ends the work; no file that was written for another program stays.
    pub(super) fn end(self) {
        self.looker.end();
    }

    pub(super) fn draw(&self, wanted: Wanted) {
        self.drawer.ask(wanted);
    }

    pub(super) fn look(&self, id: ArticleId, picture: Picture) {
        self.looker.ask((id, picture));
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
    let most = if pictures == Pictures::Drawn { MOST } else { 0 };
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

/// Draws a picture of an article whose file is `source`: in half blocks, or as the
/// plate of this number.
pub fn draw(
    archive: &Archive,
    source: &str,
    wanted: &Wanted,
    plate: Option<(Protocol, u32)>,
) -> Result<Drawing, Safe> {
    drawn(&bytes(archive, wanted.id, &wanted.picture, source, BYTES)?, wanted, plate)
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
