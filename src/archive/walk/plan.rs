//! A walk that goes only where something changed.
//!
//! A folder tells by its time that something in it came or went, but not of
//! what lies deeper: so the folders are known, and each is asked by itself.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::{DEPTH, Entered, Folders, Found, Root};

/// Where something changed: folders of which only the files are looked at, and
/// others of which everything is new.
#[derive(Debug, Default)]
pub(in crate::archive) struct Plan {
    changed: Vec<PathBuf>,
    new: Vec<PathBuf>,
}

impl Plan {
    /// A plan for folders in which something changed, where some are `known`;
    /// `None` where only a walk of all folders tells what is to be read: a file
    /// is a root, there are links, or a folder cannot be looked at.
    pub(in crate::archive) fn of(
        roots: &[PathBuf],
        changed: Vec<PathBuf>,
        known: &HashSet<PathBuf>,
    ) -> Option<Self> {
        if !roots.iter().all(|root| root.is_dir()) {
            return None;
        }
        let mut new = Vec::new();
        for folder in &changed {
            for entry in fs::read_dir(folder).ok()? {
                let entry = entry.ok()?;
                let kind = entry.file_type().ok()?;
                let path = entry.path();
                if kind.is_symlink() {
                    return None;
                }
                let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
                if kind.is_dir() && !is_hidden && !known.contains(&path) {
                    has_no_links(&path, roots)?;
                    new.push(path);
                }
            }
        }
        new.sort();
        Some(Self { changed, new })
    }

    /// Calls `each` for every file that is to be looked at, as `walk` does.
    pub(in crate::archive) fn walk(
        &self,
        stop: &AtomicBool,
        mut each: impl FnMut(Found),
    ) -> Vec<Entered> {
        let (seen, given) = (Folders::default(), HashSet::new());
        let all = self.changed.iter().map(|folder| (folder, 1));
        for (folder, depth) in all.chain(self.new.iter().map(|folder| (folder, DEPTH))) {
            if seen.enter(folder) {
                // Where there are no links it does not matter where they lead.
                Root { given: &given, canonical: PathBuf::new(), linked: HashSet::new() }
                    .walk(folder, depth, &seen, stop, &mut each);
            }
        }
        seen.entered()
    }
}

/// Whether a folder and those in it can all be looked at, hold no links, and
/// lie not too deep in any of the roots.
fn has_no_links(folder: &Path, roots: &[PathBuf]) -> Option<()> {
    let is_deep = |root: &PathBuf| {
        folder.strip_prefix(root).is_ok_and(|below| below.components().count() >= DEPTH)
    };
    if roots.iter().any(is_deep) {
        return None;
    }
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        let kind = entry.file_type().ok()?;
        if kind.is_symlink() {
            return None;
        }
        if kind.is_dir() {
            has_no_links(&entry.path(), roots)?;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a plan for some folders, where these are known, looks at.
    fn planned(root: &Path, changed: &[&str], known: &[&str]) -> Option<Vec<String>> {
        let path = |name: &&str| if name.is_empty() { root.to_owned() } else { root.join(name) };
        let known = known.iter().map(path).collect();
        let plan = Plan::of(&[root.to_owned()], changed.iter().map(path).collect(), &known)?;
        let mut found = Vec::new();
        plan.walk(&AtomicBool::new(false), |(file, _)| {
            found.push(file.strip_prefix(root).unwrap().to_string_lossy().into_owned());
        });
        Some(found)
    }

    #[test]
    fn only_the_files_of_folders_that_changed_are_looked_at_and_all_that_is_new() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["a.md", "old/b.md", "old/deep/c.md", "new/d.md", "new/deep/e.md", ".git/x.md"]
        {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "Rain").unwrap();
        }
        let known = ["", "old", "old/deep"];
        assert_eq!(
            planned(folder.path(), &[""], &known).unwrap(),
            ["a.md", "new/d.md", "new/deep/e.md"]
        );
        assert_eq!(planned(folder.path(), &["old"], &known).unwrap(), ["old/b.md"]);
        assert_eq!(planned(folder.path(), &[], &known).unwrap(), [""; 0]);
    }

    #[test]
    fn where_links_lead_only_a_walk_of_all_folders_tells() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("new")).unwrap();
        std::os::unix::fs::symlink("../x", folder.path().join("new/link.md")).unwrap();
        assert_eq!(planned(folder.path(), &[""], &[""]), None);
    }
}
