//! Documents that leave the archive: saved to files, and made into PDF.
//!
//! A file appears whole, and one that is there already stays as it is.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::program::{Call, ProgramError};
use crate::article::Safe;
use crate::print::{Paper, Sheet, print};

/// Stands in the call of a program for the file that it reads.
const SOURCES: &[(&str, Paper)] = &[("%html", Paper::Html), ("%typst", Paper::Typst)];

/// Stands in the call of a program for the file that it writes.
const TARGET: &str = "%pdf";

/// Why a document is not where it was to be.
#[derive(Debug, thiserror::Error)]
pub enum SavingError {
    /// There is a file of that name.
    #[error("‘{0}’ is there already and stays as it is; take another name")]
    Taken(Safe),
    /// The file cannot be written.
    #[error("cannot write ‘{file}’: {source}; nothing was written")]
    Unwritable {
        /// The file.
        file: Safe,
        /// Why.
        source: io::Error,
    },
    /// The setting does not say how PDF is made.
    #[error(
        "the setting ‘pdf’ of [programs] must name what the program reads, %html or %typst, and what it writes, %pdf"
    )]
    NoPlaces,
    /// The program that makes PDF failed.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// It ended well and wrote nothing.
    #[error("‘{0}’ made no PDF; look at the setting ‘pdf’ of [programs]")]
    NoPdf(Safe),
}

/// Writes a file that is not there yet, whole or not at all.
pub fn save(file: &Path, bytes: &[u8]) -> Result<(), SavingError> {
    let said = || Safe::line(&file.to_string_lossy());
    let unwritable = |source: io::Error| match source.kind() {
        ErrorKind::AlreadyExists => SavingError::Taken(said()),
        _ => SavingError::Unwritable { file: said(), source },
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let written = || {
        let mut new = tempfile::Builder::new()
            .prefix(".newsread-")
            // As far as the reader's own mask allows.
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(folder.unwrap_or(Path::new(".")))?;
        new.write_all(bytes)?;
        new.as_file().sync_all()?;
        new.persist_noclobber(file).map(drop).map_err(|error| error.error)
    };
    written().map_err(unwritable)
}

/// Makes PDF of articles by the program of the reader's choice, and returns it.
///
/// `program` is its call, in which `%html` or `%typst` stands for the file that
/// it reads and `%pdf` for the one that it writes.
pub fn pdf(
    program: &[String],
    sheets: &[Sheet<'_>],
    numbers: bool,
    stop: &AtomicBool,
) -> Result<Vec<u8>, SavingError> {
    let names = |sign: &str| program.iter().any(|word| word.contains(sign));
    let source = SOURCES.iter().find(|(sign, _)| names(sign));
    let (Some((sign, paper)), true) = (source, names(TARGET)) else {
        return Err(SavingError::NoPlaces);
    };
    let unwritable = |file: &Path, source| SavingError::Unwritable {
        file: Safe::line(&file.to_string_lossy()),
        source,
    };
    let folder = super::private_folder();
    let folder = folder.map_err(|source| unwritable(&std::env::temp_dir(), source))?;
    let place = |ending: &str| folder.path().join(format!("articles.{ending}"));
    let (from, to): (PathBuf, PathBuf) = (place(paper.ending()), place("pdf"));
    fs::write(&from, print(sheets, *paper, numbers).as_bytes())
        .map_err(|source| unwritable(&from, source))?;
    let word = |word: &String| {
        let word = word.replace(sign, &from.to_string_lossy());
        word.replace(TARGET, &to.to_string_lossy())
    };
    let words: Vec<String> = program.iter().map(word).collect();
    Call { words, ..Call::default() }.run(stop)?;
    let name = || Safe::line(program.first().map(String::as_str).unwrap_or_default());
    let made = fs::read(&to).ok().filter(|made| made.starts_with(b"%PDF"));
    made.ok_or_else(|| SavingError::NoPdf(name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Origin, Sourced};

    #[test]
    fn a_file_that_is_there_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        save(&file, b"one").unwrap();
        let told = save(&file, b"two").unwrap_err().to_string();
        assert!(told.ends_with("a.md’ is there already and stays as it is; take another name"));
        assert_eq!(fs::read(&file).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    fn made(program: &[&str]) -> Result<Vec<u8>, SavingError> {
        let mut article = Article::default();
        article.meta.title = Some(Sourced::certain(Safe::line("Rain"), Origin::Line));
        let program: Vec<String> = program.iter().map(|word| (*word).to_owned()).collect();
        let sheets = [Sheet { article: &article, citation: &[] }];
        pdf(&program, &sheets, false, &AtomicBool::new(false))
    }

    #[test]
    fn a_program_makes_pdf_of_the_source_it_reads() {
        let script = "(echo %PDF; cat $1) > $2";
        let of_html = made(&["sh", "-c", script, "sh", "%html", "%pdf"]).unwrap();
        assert!(String::from_utf8(of_html).unwrap().contains("<h1 dir=\"auto\">Rain</h1>"));
        let of_typst = made(&["sh", "-c", script, "sh", "%typst", "%pdf"]).unwrap();
        assert!(String::from_utf8(of_typst).unwrap().contains("= Rain"));
    }

    #[test]
    fn a_program_that_makes_no_pdf_is_told() {
        assert_eq!(
            made(&["true", "%html", "%pdf"]).unwrap_err().to_string(),
            "‘true’ made no PDF; look at the setting ‘pdf’ of [programs]"
        );
        assert!(matches!(made(&["true", "%html"]).unwrap_err(), SavingError::NoPlaces));
    }
}
