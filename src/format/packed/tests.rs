//! Small zips, whole and broken, honest and hostile.

use std::io::{Cursor, Write};

use super::*;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Result<Packed<Cursor<&[u8]>>, FormatError> {
    Packed::open(Cursor::new(bytes), bytes.len() as u64)
}

fn names(bytes: &[u8]) -> Vec<String> {
    open(bytes).unwrap().entries().0.into_iter().map(|entry| entry.name).collect()
}

/// Reads each file of a zip that counts, and says why where it cannot.
fn read(bytes: &[u8]) -> Vec<Result<usize, String>> {
    let Ok(mut packed) = open(bytes) else { return Vec::new() };
    let entries = packed.entries().0;
    let read = entries.iter().map(|entry| packed.read(entry.index, 16 << 20));
    read.map(|read| read.map(|bytes| bytes.len()).map_err(|error| error.to_string())).collect()
}

#[test]
fn files_count_whose_names_promise_articles() {
    let bytes = zip(&[
        ("a/rain.txt", b"rain"),
        ("a/", b""),
        ("picture.png", b"x"),
        ("__MACOSX/a/._rain.txt", b"x"),
        (".hidden/b.txt", b"x"),
        ("../../etc/c.md", b"a name is a name"),
        ("in.zip", b"PK"),
    ]);
    assert_eq!(names(&bytes), ["a/rain.txt", "../../etc/c.md", "in.zip"]);
}

#[test]
fn what_belongs_to_an_entry_of_omnivore_is_no_article_of_its_own() {
    let bytes = zip(&[
        ("x/metadata_0_to_20.json", b"[]"),
        ("x/content/rain.html", b"x"),
        ("x/highlights/rain.md", b"x"),
        ("content/else.html", b"x"),
    ]);
    assert_eq!(names(&bytes), ["x/metadata_0_to_20.json", "content/else.html"]);
}

#[test]
fn a_file_that_unfolds_without_measure_is_refused_and_costs_no_other() {
    let bomb = vec![b' '; 12 << 20];
    let long: Vec<u8> =
        (0..17 << 20).map(|at: u32| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let bytes = zip(&[("bomb.txt", &bomb), ("long.txt", &long), ("rain.txt", b"rain")]);
    assert_eq!(
        read(&bytes),
        [
            Err("it unfolds to more than 200 times its size".to_owned()),
            Err("it has more than the 16 MiB that are read of a file in a zip".to_owned()),
            Ok(4)
        ]
    );
}

#[test]
fn files_that_share_their_bytes_are_inflated_no_further_than_a_zip_may_be() {
    let mut packed = Vec::new();
    for line in 0..600_000 {
        writeln!(packed, "line {}", line % 9973).unwrap();
    }
    let one = zip(&[("a.txt", &packed)]);
    let mut packed = open(&one).unwrap();
    packed.left = 10_000_000;
    let index = packed.entries().0[0].index;
    assert!(packed.read(index, 16 << 20).is_ok());
    let error = packed.read(index, 16 << 20).unwrap_err();
    assert_eq!(error.to_string(), "the zip unfolds to more than 100 times its size");
}

#[test]
fn a_file_whose_bytes_are_damaged_costs_no_other() {
    let mut bytes = zip(&[("a.txt", b"rain and snow and rain"), ("b.txt", b"sun")]);
    bytes[36..44].fill(0xff);
    assert_eq!(read(&bytes), [Err("its packed bytes are damaged".to_owned()), Ok(3)]);
}

#[test]
fn an_encrypted_file_says_so() {
    let mut bytes = zip(&[("a.txt", b"rain")]);
    // The first bit of the flags, in both headers.
    let central = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[central + 8] |= 1;
    let reason = "it is encrypted; unpack it and read it from its folder";
    assert_eq!(read(&bytes), [Err(reason.to_owned())]);
}

#[test]
fn a_zip_that_was_cut_off_says_what_it_lacks() {
    let bytes = zip(&[("a.txt", b"rain")]);
    let error = open(&bytes[..bytes.len() - 30]).err().unwrap();
    assert_eq!(error.to_string(), "the list of files at the end of this zip is missing or damaged");
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read(&bytes);
    }

    #[test]
    fn no_change_of_a_zip_panics(at in any::<prop::sample::Index>(), with in any::<[u8; 3]>()) {
        let mut bytes = zip(&[("a.txt", b"rain and rain"), ("b/c.json", b"[1, 2]")]);
        let at = at.index(bytes.len() - 3);
        bytes[at..at + 3].copy_from_slice(&with);
        read(&bytes);
    }
}
