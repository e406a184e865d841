//! Turns the bytes of a file into text, or says that they are not text.
//!
//! Knows no format: only marks at the start, what the bytes are valid as, and
//! a charset that the first bytes declare. The order was measured on saved
//! pages: what is valid UTF-8 is UTF-8 whatever it declares; a page that
//! declares UTF-8 and has a few bad bytes is UTF-8 with bad bytes, for which a
//! detector would guess wrong for the whole page.
//!
//! Labels follow the Encoding Standard (WHATWG); UTF-32, which it leaves out,
//! is read by hand.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::FormatError;

/// Bytes in which a charset is looked for, and by which UTF-16 is recognised.
const HEAD: usize = 4096;

/// Bytes that are counted at once.
const STRETCH: usize = 128;

/// The text of a file.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// The text, without a byte-order mark; the bytes themselves where they are
    /// text as they stand.
    pub(crate) text: Cow<'a, str>,
    /// What it was read as: `UTF-8`, `windows-1252`.
    pub(crate) encoding: &'static str,
    /// How many bad sequences became U+FFFD.
    pub(crate) replaced: usize,
}

/// Decodes a part of a file that has this charset; one that is not known is
/// taken for UTF-8.
pub(crate) fn decode_as<'a>(charset: &str, bytes: &'a [u8]) -> Decoded<'a> {
    with(Encoding::for_label(charset.as_bytes()).unwrap_or(UTF_8), bytes)
}

/// What a file declares its charset to be that begins so, if its marks are
/// single bytes.
pub(crate) fn declared_as(bytes: &[u8]) -> Option<&'static str> {
    let declared = declared(&bytes[..bytes.len().min(HEAD)]);
    declared.filter(|it| ![UTF_16LE, UTF_16BE].contains(it)).map(Encoding::name)
}

/// Decodes a whole file.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, FormatError> {
    if let Some(what) = known_binary(bytes) {
        return Err(FormatError::NotText(what));
    }
    if let Some(decoded) = marked(bytes).or_else(|| unmarked_utf16(bytes)) {
        return Ok(decoded);
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(FormatError::NotText("a file with zero bytes"));
    }
    if controls(bytes) > bytes.len() / 20 {
        return Err(FormatError::NotText("a file with many control characters"));
    }
    Ok(by_content(bytes))
}

/// How many controls there are other than zero, blanks and escape; by
/// comparisons alone, and counted by stretches whose count fits into a byte, so
/// that many bytes are looked at at once.
fn controls(bytes: &[u8]) -> usize {
    let count = |stretch: &[u8]| {
        stretch.iter().fold(0_u8, |count, byte| {
            let is_blank = byte.wrapping_sub(b'\t') < 5;
            let is_control = *byte < 0x20 && !is_blank && *byte != 0 && *byte != 0x1b;
            count.wrapping_add(u8::from(is_control || *byte == 0x7f))
        })
    };
    bytes.chunks(STRETCH).map(|stretch| usize::from(count(stretch))).sum()
}

fn by_content(bytes: &[u8]) -> Decoded<'_> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), encoding: "UTF-8", replaced: 0 };
    }
    let (bad, good) = utf8_balance(bytes);
    let declared = declared(&bytes[..bytes.len().min(HEAD)]);
    let is_utf8 = match declared {
        Some(encoding) if encoding == UTF_8 => bad * 1000 < bytes.len(),
        Some(_) => false,
        None => bad * 1000 < bytes.len() && good > bad * 10,
    };
    if is_utf8 {
        return with(UTF_8, bytes);
    }
    match declared {
        // A declaration reached us as single bytes, so it cannot be UTF-16.
        Some(encoding) if ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) => with(encoding, bytes),
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            with(detector.guess(None, Utf8Detection::Deny), bytes)
        }
    }
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if has_errors { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text, encoding: encoding.name(), replaced }
}

/// How many bad sequences there are if this is UTF-8, and how many good ones
/// of more than one byte.
fn utf8_balance(bytes: &[u8]) -> (usize, usize) {
    let (mut bad, mut good) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (bad, good)
}

/// Reads a file that begins with a byte-order mark.
fn marked(bytes: &[u8]) -> Option<Decoded<'_>> {
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => Some(utf32(rest, u32::from_le_bytes, "UTF-32LE")),
        [0, 0, 0xfe, 0xff, rest @ ..] => Some(utf32(rest, u32::from_be_bytes, "UTF-32BE")),
        [0xff, 0xfe, rest @ ..] => Some(with(UTF_16LE, rest)),
        [0xfe, 0xff, rest @ ..] => Some(with(UTF_16BE, rest)),
        [0xef, 0xbb, 0xbf, rest @ ..] => Some(with(UTF_8, rest)),
        _ => None,
    }
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32, encoding: &'static str) -> Decoded<'static> {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut replaced = usize::from(!rest.is_empty());
    let mut text = String::with_capacity(units.len());
    for unit in units {
        let c = char::from_u32(read(*unit)).unwrap_or_else(|| {
            replaced += 1;
            '\u{fffd}'
        });
        text.push(c);
    }
    if !rest.is_empty() {
        text.push('\u{fffd}');
    }
    Decoded { text: Cow::Owned(text), encoding, replaced }
}

/// Reads UTF-16 without a mark: most texts have a zero in every second byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<Decoded<'_>> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let pairs = head.len() / 2;
    let zeros = |of: usize| head.as_chunks::<2>().0.iter().filter(|pair| pair[of] == 0).count();
    let (high, low) = (zeros(0), zeros(1));
    let is_most = |zeros: usize| pairs >= 2 && zeros * 10 >= pairs * 6;
    let encoding = match (high, low) {
        (0, low) if is_most(low) => UTF_16LE,
        (high, 0) if is_most(high) => UTF_16BE,
        _ => return None,
    };
    Some(with(encoding, bytes)).filter(|decoded| decoded.replaced == 0)
}

/// The charset that the first bytes of a page declare: `charset=` in a meta
/// element, `encoding=` in an XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let label = |from: usize| -> Option<&'static Encoding> {
        let rest = head[from..].trim_start().strip_prefix('=')?.trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c))?;
        Encoding::for_label(&rest.as_bytes()[..end])
    };
    let is_xml = head.trim_start().starts_with("<?xml");
    let xml = head.find("encoding").filter(|_| is_xml).and_then(|at| label(at + "encoding".len()));
    xml.or_else(|| head.match_indices("charset").find_map(|(at, word)| label(at + word.len())))
}

/// What a file is by its first bytes, if it is known not to be text.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive (or EPUB, or office document)"),
        (b"PK\x05\x06", "an empty zip archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"\x7fELF", "a program"),
        (b"\0asm", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"ID3\x03", "a sound file"),
        (b"ID3\x04", "a sound file"),
        (b"OggS", "a sound file"),
        (b"fLaC", "a sound file"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
    ];
    let by_start = KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what);
    by_start.or_else(|| match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => Some("a WebP image"),
        (Some(b"RIFF"), _, Some(b"WAVE" | b"AVI ")) => Some("a sound or video file"),
        (_, Some(b"ftyp"), _) => Some("a video file"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> (String, &'static str, usize) {
        let decoded = decode(bytes).unwrap();
        (decoded.text.into_owned(), decoded.encoding, decoded.replaced)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_mark_at_the_start_decides() {
        let utf32: Vec<u8> =
            "\u{feff}día".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(read(&utf32), ("día".into(), "UTF-32LE", 0));
        let utf32: Vec<u8> =
            "\u{feff}día".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        assert_eq!(read(&utf32), ("día".into(), "UTF-32BE", 0));
        assert_eq!(read(&utf16("\u{feff}día", u16::to_le_bytes)), ("día".into(), "UTF-16LE", 0));
        assert_eq!(read(&utf16("\u{feff}día", u16::to_be_bytes)), ("día".into(), "UTF-16BE", 0));
        assert_eq!(read("\u{feff}día".as_bytes()), ("día".into(), "UTF-8", 0));
    }

    #[test]
    fn utf16_without_a_mark_is_known_by_its_zeros() {
        assert_eq!(read(&utf16("El día más largo", u16::to_le_bytes)).1, "UTF-16LE");
        assert_eq!(read(&utf16("El día más largo", u16::to_be_bytes)).1, "UTF-16BE");
    }

    #[test]
    fn valid_utf8_is_utf8_whatever_it_declares() {
        assert_eq!(read("<meta charset=latin1>día".as_bytes()).1, "UTF-8");
    }

    #[test]
    fn a_few_bad_bytes_in_declared_utf8_are_replaced_and_counted() {
        let mut bytes = b"<meta charset='utf-8'>".to_vec();
        bytes.extend("Vier Räder. ".repeat(200).bytes());
        bytes.push(0xe4);
        let (text, encoding, replaced) = read(&bytes);
        assert_eq!((encoding, replaced), ("UTF-8", 1));
        assert!(text.contains("Räder") && text.ends_with('\u{fffd}'));
    }

    #[test]
    fn what_declares_utf8_and_has_many_bad_bytes_is_guessed() {
        let page =
            b"<meta charset=utf-8>Le conseil a vot\xe9 hier soir la r\xe9novation du march\xe9.";
        assert_eq!(read(page).1, "windows-1252");
        assert!(read(page).0.ends_with("la rénovation du marché."));
    }

    #[test]
    fn a_few_bad_bytes_among_many_good_ones_need_no_declaration() {
        let mut bytes = "Vier Räder. ".repeat(200).into_bytes();
        bytes.push(0xe4);
        assert_eq!((read(&bytes).1, read(&bytes).2), ("UTF-8", 1));
    }

    #[test]
    fn a_charset_that_cannot_have_been_read_or_does_not_exist_is_not_believed() {
        let french = b" Le conseil a vot\xe9 hier soir la r\xe9novation du march\xe9 couvert.";
        for charset in ["utf-16", "utf-16le", "martian"] {
            let page = [b"<meta charset=", charset.as_bytes(), b">", french].concat();
            assert_eq!(read(&page).1, "windows-1252", "{charset}");
        }
    }

    #[test]
    fn a_mark_goes_before_what_is_declared_and_what_is_declared_before_a_guess() {
        let marked = utf16("\u{feff}<meta charset=koi8-r>día", u16::to_le_bytes);
        assert_eq!(read(&marked).1, "UTF-16LE");
        let western =
            b"<meta charset=iso-8859-2>Le conseil a vot\xe9 la r\xe9novation du march\xe9.";
        assert_eq!(read(western).1, "ISO-8859-2");
    }

    #[test]
    fn a_declaration_far_behind_the_start_is_not_looked_for() {
        let page =
            [&b" ".repeat(HEAD)[..], b"<meta charset=koi8-r>Le march\xe9 a ferm\xe9."].concat();
        assert_eq!(read(&page).1, "windows-1252");
    }

    #[test]
    fn a_declared_charset_is_believed() {
        let page = b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>\xf0\xd2\xc9\xd7\xc5\xd4";
        assert_eq!(read(page).1, "KOI8-R");
        assert!(read(page).0.ends_with("Привет"));
        let xml = b"<?xml version='1.0' encoding='ISO-8859-2'?><p>\xb1</p>";
        assert!(read(xml).0.contains('ą'));
    }

    #[test]
    fn an_undeclared_charset_is_guessed() {
        let text = b"Le conseil a vot\xe9 hier soir la r\xe9novation du march\xe9 couvert.";
        assert_eq!(read(text).1, "windows-1252");
    }

    #[test]
    fn what_is_not_text_is_refused_with_a_reason() {
        let said = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert!(said(b"\x89PNG\r\n\x1a\n").contains("a PNG image"));
        assert!(said(b"a line\0and more text that goes on").contains("zero bytes"));
        assert!(said(&[1, 2, 3, 4, b'a', b'b']).contains("control characters"));
    }

    #[test]
    fn a_few_controls_are_borne_and_more_than_one_in_twenty_bytes_are_not() {
        let text = |controls: usize| [&b"\x01".repeat(controls)[..], &b"a".repeat(100)].concat();
        assert_eq!(read(&text(5)).1, "UTF-8");
        assert!(decode(&text(6)).is_err());
        let long = |letters: usize| [b"a".repeat(letters), b"\x01".repeat(300)].concat();
        assert!(decode(&long(5000)).is_err());
        assert_eq!(read(&long(6000)).1, "UTF-8");
        assert_eq!(read(b"\x1b[1mbold\x1b[0m\ttab\r\n").1, "UTF-8", "these are of text");
    }

    proptest! {
        #[test]
        fn any_text_survives_utf8(text in "\\PC{0,200}") {
            prop_assume!(known_binary(text.as_bytes()).is_none());
            prop_assert_eq!(decode(text.as_bytes()).unwrap().text, text.trim_start_matches('\u{feff}'));
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes);
        }
    }
}
