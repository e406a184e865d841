//! What a later pass finds changed.
//!
//! A state of a file is kept only once it was taken in, so whatever breaks off
//! in between is read again.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use fixedbitset::FixedBitSet;

use super::super::Look;
use super::super::open::Stamp;
use super::super::updating::whole;
use super::super::walk::{Entered, Plan};
use super::identity::AWAY;
use super::table::{Folder, NOWHERE, Table};
use super::{Catalogue, Here, Pass, Root, here};
use crate::article::ArticleId;

/// Seconds within which a folder may change again without another time.
const TICK: i64 = 2;

/// Numbers of files, a bit for each: there may be millions.
#[derive(Default)]
pub(super) struct Numbers(FixedBitSet);

impl Numbers {
    pub(super) fn insert(&mut self, number: i64) {
        if let Ok(number) = usize::try_from(number) {
            self.0.grow_and_insert(number);
        }
    }

    pub(super) fn contains(&self, number: i64) -> bool {
        usize::try_from(number).is_ok_and(|number| self.0.contains(number))
    }
}

impl Pass {
    fn is_touched(&self, folder: &Path) -> bool {
        !self.touched.is_empty() && whole(folder).is_some_and(|path| self.touched.contains(&path))
    }
}

impl Catalogue {
    /// From now on the pass looks so closely; the folders that `touched` names, by
    /// their whole paths, are not trusted.
    pub(in crate::archive) fn look(&mut self, look: Look, touched: HashSet<PathBuf>) {
        self.pass.trusts_folders = look == Look::AtFolders;
        self.pass.touched = touched;
        self.look_into_reopened();
        // They are known also while nothing is in them.
        let roots: Vec<_> =
            self.roots.iter().map(|root| (root.number, root.given.clone())).collect();
        for (root, given) in roots {
            let folder = self.ask(|table| table.add_folder(root, Path::new("")));
            self.pass.folders.extend(folder.zip(changed(&given)));
        }
    }

    /// Where a pass that trusts folders has to go, and then goes; `None` if it
    /// has to go everywhere.
    pub(in crate::archive) fn plan(&mut self, roots: &[PathBuf]) -> Option<Plan> {
        let away = self.folders_away();
        let (mut known, mut outdated, mut numbers) = (HashSet::new(), Vec::new(), Vec::new());
        for (folder, path) in self.all_folders() {
            // Of an archive that is configured no more.
            let path = path?;
            if away.contains(&folder.number) {
                continue;
            }
            let now = changed(&path);
            if now.is_none() && self.is_closed(&path) {
                continue;
            }
            if now.is_none() && is_forbidden(&path) {
                return None;
            }
            let is_changed = now != folder.changed || now.is_none() || self.was_away(&folder);
            if is_changed || self.pass.is_touched(&path) {
                numbers.push(folder.number);
                outdated.extend(now.map(|_| path.clone()));
            }
            if now.is_some() {
                known.insert(path);
            }
        }
        let has_roots = self.roots.iter().all(|root| known.contains(&root.given));
        let plan = Plan::of(roots, outdated, &known).filter(|_| has_roots && away.is_empty())?;
        self.pass.planned = Some(numbers);
        self.pass.trusts_folders = false;
        self.pass.is_partial = true;
        Some(plan)
    }

    /// Whether a folder is a root that could not be walked when it was tried last.
    fn was_away(&mut self, folder: &Folder) -> bool {
        let away = |table: &mut Table| table.file(folder.number, OsStr::new(AWAY));
        folder.path.as_os_str().is_empty() && self.ask(away).flatten().is_some()
    }

    /// Notes the folders that a walk went into, as they were before it did.
    pub(in crate::archive) fn entered(&mut self, folders: Vec<Entered>) {
        for (path, changed) in folders {
            let number = self.folder_at(&path, true);
            self.pass.folders.extend(number.map(|number| (number, changed)));
        }
    }

    /// Whether a file was taken in as it now is; then it counts as met.
    pub(in crate::archive) fn is_as_kept(&mut self, file: &Path) -> bool {
        let Some(folder) = self.folder(file, false) else { return false };
        if self.pass.here.as_ref().is_none_or(|here| here.folder != folder) {
            let files = self.ask(|table| table.files_in(folder)).unwrap_or_default();
            let is_touched = file.parent().is_some_and(|path| self.pass.is_touched(path));
            let is_trusted =
                self.pass.trusts_folders && !is_touched && self.is_as_walked(folder, file.parent());
            self.pass.here = Some(Here { folder, files: files.into_iter().collect(), is_trusted });
        }
        let Some(here) = &self.pass.here else { return false };
        let known = file.file_name().and_then(|name| here.files.get(name));
        let Some(known) = known.copied() else { return false };
        let is_same = known.stamp.is_some() && (here.is_trusted || known.stamp == Stamp::of(file));
        if is_same {
            self.pass.met.insert(known.number);
            self.pass.is_partial = true;
        }
        is_same
    }

    /// Whether a folder is as it was when it was walked.
    fn is_as_walked(&mut self, folder: i64, path: Option<&Path>) -> bool {
        let walked = self.ask(|table| table.walked_at(folder)).flatten();
        walked.is_some() && walked == path.and_then(changed)
    }

    /// Whether a file that was identified is one that was taken in as it now
    /// is, and only lies in another folder.
    pub(in crate::archive) fn is_only_moved(&mut self, id: ArticleId, stamp: Stamp) -> bool {
        let moved = self.pass.moved.remove(&id);
        let is_same = moved == Some(stamp);
        if is_same {
            self.pass.read.remove(&id);
            self.pass.is_partial = true;
        }
        is_same
    }

    /// Notes that articles were taken in as they were read.
    pub(in crate::archive) fn keep(&mut self, ids: impl IntoIterator<Item = ArticleId>) {
        for id in ids {
            if let Some(stamp) = self.pass.read.remove(&id) {
                self.ask(|table| table.keep(id, stamp));
            }
        }
    }

    /// Forgets what was written since the last commit, as if it was not read.
    pub(in crate::archive) fn roll_back(&mut self, roots: &[PathBuf]) {
        self.ask(Table::roll_back);
        self.restless.clear();
        self.begin();
        self.folders.clear();
        self.know(roots);
    }

    /// Ends a pass in which everything was met; forgets what is there no more
    /// and returns the articles that were there.
    pub(in crate::archive) fn finish(&mut self) -> Vec<ArticleId> {
        let files = self.missing();
        let pass = std::mem::take(&mut self.pass);
        let Pass { cut, unmet, folders, planned, .. } = pass;
        let away = self.folders_away();
        for (container, stamp) in cut {
            self.ask(|table| table.keep(container, stamp));
        }
        let mut gone: Vec<ArticleId> = unmet.into_iter().collect();
        for item in gone.clone() {
            self.ask(|table| table.remove_item(item));
        }
        self.vacate(&files);
        for (file, id) in files {
            gone.push(id);
            gone.extend(self.ask(|table| table.items_of(file)).unwrap_or_default());
            self.leave(file);
            self.ask(|table| table.remove_file(file));
        }
        self.finish_folders(folders, planned.as_deref(), &away);
        gone
    }

    /// The files that were not met and are there no more, by number and identity.
    pub(super) fn missing(&mut self) -> Vec<(i64, ArticleId)> {
        let (met, planned) = (std::mem::take(&mut self.pass.met), self.pass.planned.take());
        let mut files = self.files_of(planned.as_deref(), &met);
        let away = self.folders_away();
        let closed = self.files_closed();
        files.retain(|(file, folder, _)| {
            !met.contains(*file) && !away.contains(folder) && !closed.contains(file)
        });
        (self.pass.met, self.pass.planned) = (met, planned);
        files.into_iter().map(|(file, _, id)| (file, id)).collect()
    }

    /// Notes when folders were walked, and forgets those that are there no more.
    fn finish_folders(
        &mut self,
        walked: HashMap<i64, (i64, i64)>,
        planned: Option<&[i64]>,
        away: &[i64],
    ) {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = now.map_or(0, |now| i64::try_from(now.as_secs()).unwrap_or(i64::MAX));
        for (folder, changed) in walked.into_iter().filter(|(_, (at, _))| *at < now - TICK) {
            self.ask(|table| table.walked(folder, changed));
        }
        let is_looked_at = |number: &i64| planned.is_none_or(|all| all.contains(number));
        let mut all = self.all_folders();
        all.retain(|(folder, _)| is_looked_at(&folder.number));
        for (folder, path) in all {
            let is_there = path.is_some_and(|path| changed(&path).is_some());
            if !is_there && !away.contains(&folder.number) {
                self.ask(|table| table.remove_folder(folder.number));
            }
        }
        self.folders.clear();
    }

    /// Every file in some folders, or in all, that was not met: its number, that
    /// of its folder, and its identity.
    fn files_of(&mut self, folders: Option<&[i64]>, met: &Numbers) -> Vec<(i64, i64, ArticleId)> {
        let Some(folders) = folders else {
            return self.ask(|table| table.files_but(met)).unwrap_or_default();
        };
        let mut all = Vec::new();
        for folder in folders.iter().chain([&NOWHERE]) {
            let files = self.ask(|table| table.files_in(*folder)).unwrap_or_default();
            all.extend(files.into_iter().map(|(_, file)| (file.number, *folder, file.id)));
        }
        all
    }

    /// The folders of roots that are on no disk now, and those that cannot be read: what
    /// is in them is not gone.
    fn folders_away(&mut self) -> Vec<i64> {
        let roots = self.roots.iter().filter(|root| !root.given.exists());
        let away: Vec<i64> = roots.map(|root| root.number).collect();
        let mut all = self.all_folders();
        all.retain(|(folder, path)| {
            away.contains(&folder.root) || path.as_ref().is_some_and(|path| self.is_closed(path))
        });
        all.into_iter().map(|(folder, _)| folder.number).collect()
    }

    /// Whether a folder cannot be read, or one above it.
    fn is_closed(&self, folder: &Path) -> bool {
        !self.closed.is_empty() && folder.ancestors().any(|above| self.closed.contains(above))
    }

    /// The files that stand for folders which cannot be read.
    fn files_closed(&mut self) -> Vec<i64> {
        let closed: Vec<PathBuf> = self.closed.iter().cloned().collect();
        closed.iter().filter_map(|folder| Some(self.filed(folder)?.number)).collect()
    }

    /// Notes that a folder cannot be read, if that is so.
    pub(super) fn close(&mut self, folder: &Path) {
        let is_folder = match fs::metadata(folder) {
            Ok(state) => state.is_dir(),
            // In a folder that may only be listed it cannot be seen what this is.
            Err(_) => self.folder_at(folder, false).is_some(),
        };
        if is_folder && !is_open(folder) {
            self.closed.insert(folder.to_owned());
        }
    }

    /// Has the pass go into the folders that can be read again, and those below them.
    fn look_into_reopened(&mut self) {
        let open: Vec<PathBuf> = self.closed.extract_if(|folder| is_open(folder)).collect();
        if open.is_empty() {
            return;
        }
        let mut paths = self.paths();
        paths.retain(|path| open.iter().any(|open| path.starts_with(open)));
        // Above them is the row that told of it.
        let above = open.iter().filter_map(|open| open.parent());
        self.pass.touched.extend(above.chain(paths.iter().map(PathBuf::as_path)).filter_map(whole));
    }

    /// Whether a folder was changed since it was walked, or another archive
    /// was walked than this.
    pub(in crate::archive) fn has_changed(&mut self) -> bool {
        let folders = self.all_folders();
        let is_known = |root: &Root| folders.iter().any(|(folder, _)| folder.root == root.number);
        // Of a root that is known to be away nothing changes until it is back.
        let mut away: Vec<i64> =
            self.roots.iter().filter(|it| !it.given.exists()).map(|it| it.number).collect();
        away.retain(|root| {
            folders.iter().any(|(folder, _)| folder.root == *root && self.was_away(folder))
        });
        !self.roots.iter().all(is_known)
            || self.closed.iter().any(|folder| is_open(folder))
            || folders.iter().any(|(folder, path)| {
                let Some(path) = path else { return true };
                // Of what lies in a folder that cannot be read nothing can be seen.
                if away.contains(&folder.root) || self.is_closed(path) {
                    return false;
                }
                let now = changed(path);
                now != folder.changed || now.is_some() && self.was_away(folder)
            })
    }

    /// Every folder, with its path as its root was given if that is one of the
    /// archive.
    fn all_folders(&mut self) -> Vec<(Folder, Option<PathBuf>)> {
        let folders = self.ask(|table| table.folders()).unwrap_or_default().into_iter();
        folders
            .map(|folder| {
                let path = self.folder_path(folder.root, &folder.path);
                (folder, path)
            })
            .collect()
    }

    /// The path of each folder that lies in the archive.
    pub(in crate::archive) fn paths(&mut self) -> HashSet<PathBuf> {
        self.all_folders().into_iter().filter_map(|(_, path)| path).collect()
    }

    /// Each folder that lies in the archive: its number, its path and how many
    /// files are in it.
    pub(in crate::archive) fn folders(&mut self) -> Vec<(i64, PathBuf, usize)> {
        let sizes = self.ask(|table| table.sizes()).unwrap_or_default();
        let all = self.all_folders().into_iter();
        all.filter_map(|(folder, path)| {
            let files = sizes.get(&folder.number).copied().unwrap_or(0);
            Some((folder.number, path?, files))
        })
        .collect()
    }

    /// The files of a folder, by number and name.
    pub(in crate::archive) fn files_in(&mut self, folder: i64) -> Vec<(i64, PathBuf)> {
        let files = self.ask(|table| table.files_in(folder)).unwrap_or_default();
        files.into_iter().map(|(name, file)| (file.number, name.into())).collect()
    }

    /// The number of the file that an article is, or is in.
    pub(in crate::archive) fn number(&mut self, id: ArticleId) -> Option<i64> {
        let item = self.ask(|table| table.item(id)).flatten().map(|item| item.file);
        item.or_else(|| self.ask(|table| table.file_of(id)).flatten().map(|file| file.number))
    }

    /// How many files were taken in, and their bytes.
    pub(in crate::archive) fn size(&mut self) -> (usize, u64) {
        self.ask(|table| table.size()).unwrap_or_default()
    }

    /// Whether this pass met every file that is known.
    pub(in crate::archive) fn has_met_all(&mut self) -> bool {
        let met = std::mem::take(&mut self.pass.met);
        let missing = self.ask(|table| table.files_but(&met)).unwrap_or_default();
        self.pass.met = met;
        missing.is_empty()
    }
}

/// Whether a folder can be read, or is none any more.
fn is_open(folder: &Path) -> bool {
    let is_none = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
    fs::read_dir(folder).err().is_none_or(|error| is_none(error.kind()))
}

/// Whether it cannot be seen what lies at a path.
fn is_forbidden(path: &Path) -> bool {
    fs::metadata(path).is_err_and(|error| error.kind() == ErrorKind::PermissionDenied)
}

/// When a folder was last changed; `None` if it is not there.
pub(super) fn changed(folder: &Path) -> Option<(i64, i64)> {
    let state = fs::metadata(here(folder)).ok().filter(fs::Metadata::is_dir)?;
    Some((state.mtime(), state.mtime_nsec()))
}
