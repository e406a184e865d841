//! Reads the pictures that lie beside the file of an article.
//!
//! A page may name any file as its picture: only regular files are read, and
//! only those that lie in the folders of the archive, wherever links lead. What
//! is in a file that was read, nobody here knows.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::error::Why;
use super::open::{Opened, open};
use super::{Archive, ArchiveError};
use crate::article::{ArticleId, Safe};

impl Archive {
    /// The file of a picture whose `path` starts from the folder of an
    /// article's file.
    ///
    /// Fails if there is none, if it is no regular file, or if it lies outside
    /// the folders of the archive.
    pub fn picture(&self, id: ArticleId, path: &str) -> Result<PathBuf, ArchiveError> {
        let location = self.location(id).ok_or_else(|| ArchiveError::unknown(id))?;
        let error = |why| ArchiveError { what: Safe::line(path), why };
        // What a zip holds is never laid out as files.
        let folder = location.file.parent().filter(|_| location.item.is_none());
        let folder = folder.ok_or_else(|| error(Why::Gone))?;
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let real = |path: &Path| path.canonicalize().map_err(|source| error(Why::from(source)));
        let file = real(&folder.join(path))?;
        let mut homes = self.roots.iter().filter(|root| location.file.starts_with(root));
        let is_inside = homes.any(|root| {
            let home = if root.is_dir() { root } else { folder };
            home.canonicalize().is_ok_and(|home| file.starts_with(home))
        });
        if !is_inside {
            return Err(error(Why::Gone));
        }
        open(&file).map_err(error)?;
        Ok(file)
    }
}

/// The first bytes of a file that [`Archive::picture`] found, which tell its format.
pub fn picture_head(file: &Path) -> io::Result<Vec<u8>> {
    opened(file)?.head()
}

fn opened(file: &Path) -> io::Result<Opened> {
    open(file).map_err(|why| io::Error::other(why.to_string()))
}

/// The bytes of a file that [`Archive::picture`] found, if they are no more
/// than `most`.
pub fn read_picture(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    let Opened { file, stamp } = opened(file)?;
    if stamp.len > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::sync::atomic::AtomicBool;

    #[test]
    fn a_picture_lies_in_the_archive_or_is_none() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.png"), "x").unwrap();
        let folder = outside.path().join("news");
        fs::create_dir_all(folder.join("2024/wall_files")).unwrap();
        fs::write(folder.join("2024/wall.md"), "# Wall\n\nIt holds.\n").unwrap();
        fs::write(folder.join("2024/wall_files/wall.png"), "x").unwrap();
        fs::write(folder.join("map.png"), "x").unwrap();
        symlink(outside.path().join("secret.png"), folder.join("2024/link.png")).unwrap();
        let archive = Archive::new(vec![folder]);
        let mut id = ArticleId::default();
        archive.ingest(&AtomicBool::new(false), |reads, _| {
            if let Some(read) = reads.first() {
                id = read.id;
            }
        });
        let is_found = |path| archive.picture(id, path).is_ok();
        assert!(is_found("wall_files/wall.png") && is_found("../map.png"));
        for path in ["none.png", "wall_files", "../../secret.png", "link.png", "/etc/passwd", ""] {
            assert!(!is_found(path), "{path}");
        }
    }

    #[test]
    fn a_picture_that_is_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("wall.png");
        fs::write(&file, "12345").unwrap();
        assert_eq!(read_picture(&file, 5).unwrap(), b"12345");
        assert!(read_picture(&file, 4).is_err());
    }
}
