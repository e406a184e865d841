//! The files below a folder.
//!
//! An article of the index knows its file by number only; where that lies, the
//! catalogue knows. So a folder that is renamed changes nothing here.

use std::collections::HashSet;
use std::path::Path;

use crate::archive::Archive;
use crate::search::facts::below;
use crate::search::query::Words;

/// The numbers of the files whose path begins with these names: what
/// [`Sieve`](crate::search::facts::Sieve) says of each by itself.
pub(super) fn files(archive: &Archive, words: &Words) -> HashSet<u64> {
    let value = words.text.to_lowercase();
    let value = value.trim_matches('/');
    let is_it = |path: &str| {
        let rest = path.strip_prefix(value);
        rest.is_some_and(|rest| words.is_open || rest.is_empty() || rest.starts_with('/'))
    };
    let roots = archive.roots();
    let mut found = HashSet::new();
    for (number, folder, _) in archive.folders() {
        // Folders decide for all their files, but for the one in which the
        // path that was typed ends.
        let inside = below(roots, &folder.join("x"));
        let inside = inside.strip_suffix('x').unwrap_or_default();
        let is_inside = inside
            .strip_prefix(value)
            .is_some_and(|rest| words.is_open || rest.starts_with('/') && !value.is_empty());
        let may_end_here = value.starts_with(inside) && !value[inside.len()..].contains('/');
        let is_plain = !roots.iter().any(|root| root.parent() == Some(&folder));
        if is_plain && !is_inside && !may_end_here {
            continue;
        }
        for (file, name) in archive.files_in(number) {
            if is_plain && is_inside || is_it(&below(roots, &folder.join(Path::new(&name)))) {
                found.extend(u64::try_from(file).ok());
            }
        }
    }
    found
}
