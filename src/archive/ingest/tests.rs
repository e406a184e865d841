//! What reading a whole archive promises.

use super::*;
use crate::archive::open;
use rustix::fs::{CWD, FileType, Mode, mkdirat, mknodat};
use std::fs;

/// Everything that an archive holds, and the last progress.
fn ingested(archive: &Archive) -> (Vec<Read>, Progress) {
    let (mut reads, mut last) = (Vec::new(), Progress::default());
    ingest(archive, false, None, &AtomicBool::new(false), |batch, progress| {
        reads.extend(batch);
        last = progress;
    });
    reads.sort_by(|a, b| a.location.file.cmp(&b.location.file));
    (reads, last)
}

#[test]
fn a_file_that_cannot_be_read_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name| folder.path().join(name);
    fs::write(file("a.txt"), "rain").unwrap();
    mknodat(CWD, file("b.txt"), FileType::Fifo, Mode::RUSR, 0).unwrap();
    fs::write(file("c.txt"), "snow").unwrap();
    let archive = Archive::new(vec![folder.path().to_owned()]);
    let (reads, progress) = ingested(&archive);
    assert_eq!(progress, Progress { done: 3, found: 3, is_walked: true });
    assert!(reads[0].outcome.is_ok() && reads[2].outcome.is_ok());
    let error = reads[1].outcome.as_ref().unwrap_err();
    assert_eq!(error.why, Why::NotAFile("a named pipe"));
    assert_eq!(archive.load(reads[1].id).err().as_ref(), Some(error));
}

#[test]
fn equal_files_have_the_same_identities_every_time() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..50 {
        fs::write(folder.path().join(format!("{n:02}.txt")), "rain").unwrap();
    }
    let ids = || {
        let (reads, _) = ingested(&Archive::new(vec![folder.path().to_owned()]));
        reads.iter().map(|read| read.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(), (0..50).map(|n| ArticleId::of(b"rain", n)).collect::<Vec<_>>());
    assert_eq!(ids(), ids());
}

#[test]
fn an_article_is_loaded_as_it_now_is_and_keeps_its_identity() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    fs::write(&file, "rain").unwrap();
    let archive = Archive::new(vec![file.clone()]);
    let id = ingested(&archive).0[0].id;
    assert_eq!(archive.location(id), Some(Location { file: file.clone(), item: None }));
    fs::write(&file, "snow").unwrap();
    let document = archive.load(id).unwrap();
    assert_eq!((document.article.id, document.source.as_str()), (id, "snow"));
    assert_eq!(ingested(&archive).0[0].id, id);
    fs::remove_file(&file).unwrap();
    assert_eq!(archive.load(id).unwrap_err().why, Why::Gone);
    assert_eq!(archive.load(ArticleId::default()).unwrap_err().why, Why::Unknown);
}

#[test]
fn a_file_of_which_only_the_beginning_is_shown_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    fs::write(&file, "rain\n".repeat((16 << 20) / 5 + 1)).unwrap();
    let archive = Archive::new(vec![file]);
    let contents = open::open(&archive.roots[0]).unwrap().contents().unwrap();
    let job = Job::new(ArticleId::default(), &archive.roots[0], contents);
    let warnings = document(job).unwrap().article.warnings;
    assert_eq!(&**warnings.last().unwrap(), "only the first 16 MiB of 16.1 MiB are shown");
}

#[test]
fn a_path_beyond_what_the_system_takes_is_trouble_of_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "rain").unwrap();
    let mut at = fs::File::open(folder.path()).unwrap();
    for _ in 0..25 {
        let name = "d".repeat(200);
        mkdirat(&at, &name, Mode::RWXU).unwrap();
        let flags = rustix::fs::OFlags::RDONLY | rustix::fs::OFlags::DIRECTORY;
        at = rustix::fs::openat(&at, &name, flags, Mode::empty()).unwrap().into();
    }
    let (reads, _) = ingested(&Archive::new(vec![folder.path().to_owned()]));
    assert!(reads[0].outcome.is_ok());
    assert_eq!(reads[1].outcome.as_ref().unwrap_err().why, Why::TooLong);
    assert_eq!(reads.len(), 2);
}

#[test]
fn an_ingest_that_is_stopped_hands_nothing_on() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "rain").unwrap();
    let archive = Archive::new(vec![folder.path().to_owned()]);
    ingest(&archive, false, None, &AtomicBool::new(true), |_, _| panic!("it was called"));
}

#[test]
fn an_archive_of_nothing_is_done_at_once() {
    let (reads, progress) = ingested(&Archive::new(Vec::new()));
    assert_eq!(
        (reads, progress),
        (Vec::new(), Progress { is_walked: true, ..Progress::default() })
    );
}
