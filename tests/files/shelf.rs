//! A folder with one file in it, and what newsread makes of it.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use newsread::archive::{Archive, Read};
use newsread::article::{Article, ArticleId, Field, Kind, Mark, MarkKind, Name, Text};
use newsread::format::Document;
use tempfile::TempDir;

/// An archive that was read.
pub(crate) struct Shelf {
    folder: TempDir,
    file: PathBuf,
    archive: Archive,
    reads: Vec<Read>,
}

impl Shelf {
    /// An archive of one file, given by its name.
    pub(crate) fn of(name: &str, text: &str) -> Self {
        Self::of_bytes(name, text.as_bytes())
    }

    pub(crate) fn of_bytes(name: &str, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        let root = if name.contains('/') { folder.path().to_owned() } else { file.clone() };
        Self::over_root(folder, file, root)
    }

    /// An archive of all that is in a folder.
    pub(crate) fn over(folder: TempDir) -> Self {
        let root = folder.path().to_owned();
        Self::over_root(folder, root.clone(), root)
    }

    fn over_root(folder: TempDir, file: PathBuf, root: PathBuf) -> Self {
        let archive = Archive::new(vec![root]);
        let mut reads = Vec::new();
        archive.ingest(&AtomicBool::new(false), |batch, progress| {
            for read in batch {
                // What comes again replaces what came before.
                reads.retain(|before: &Read| before.id != read.id);
                reads.push(read);
            }
            assert_eq!(progress.done, reads.len());
        });
        let rank = |read: &Read| read.location.item.as_ref().map(|part| part.rank);
        reads.sort_by_key(|read| (read.location.file.clone(), rank(read)));
        Self { folder, file, archive, reads }
    }

    /// Writes the file anew, behind the back of the archive.
    pub(crate) fn write(&self, text: &str) {
        self.write_bytes(text.as_bytes());
    }

    pub(crate) fn write_bytes(&self, bytes: &[u8]) {
        assert!(self.folder.path().exists());
        fs::write(&self.file, bytes).unwrap();
    }

    pub(crate) fn len(&self) -> usize {
        self.reads.len()
    }

    pub(crate) fn ids(&self) -> Vec<ArticleId> {
        self.reads.iter().map(|read| read.id).collect()
    }

    /// The headlines of all articles.
    pub(crate) fn titles(&self) -> Vec<String> {
        let title = |read: &Read| {
            let article = read.outcome.as_ref().unwrap();
            article.meta.title.as_ref().unwrap().value.to_string()
        };
        self.reads.iter().map(title).collect()
    }

    /// The headline of an article, if it has one.
    pub(crate) fn title(&self, rank: usize) -> Option<String> {
        Some(self.document(rank).article.meta.title?.value.to_string())
    }

    /// The topics of an article.
    pub(crate) fn tags(&self, rank: usize) -> String {
        let tags = self.document(rank).article.meta.value(Field::Tags);
        tags.unwrap_or_default().to_string()
    }

    /// An article as it was handed on, if it could be read.
    pub(crate) fn read(&self, rank: usize) -> Option<Article> {
        self.reads[rank].outcome.clone().ok()
    }

    /// The headline of an article, or why it is not shown.
    pub(crate) fn outcome(&self, rank: usize) -> String {
        match &self.reads[rank].outcome {
            Ok(_) => self.title(rank).unwrap_or_default(),
            Err(_) => self.trouble(rank),
        }
    }

    /// What the items are called in their file.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.reads.iter().map(|read| read.location.item.as_ref().unwrap().key.to_string()).collect()
    }

    /// Why an item is not shown: when it was met, and when it is asked for.
    pub(crate) fn trouble(&self, rank: usize) -> String {
        let error = self.reads[rank].outcome.as_ref().unwrap_err();
        let again = self.archive.load(self.reads[rank].id).unwrap_err();
        assert_eq!(error, &again);
        error.why.to_string()
    }

    /// Why an item cannot be loaded any more.
    pub(crate) fn error(&self, rank: usize) -> String {
        self.archive.load(self.reads[rank].id).unwrap_err().to_string()
    }

    /// An article, read again.
    pub(crate) fn document(&self, rank: usize) -> Document {
        self.archive.load(self.reads[rank].id).unwrap()
    }

    /// What an article says.
    pub(crate) fn said(&self, rank: usize) -> Vec<String> {
        let said = |kind: Kind| kind.is_said() && kind != Kind::Subtitle;
        let body = self.document(rank).article.body;
        body.iter()
            .filter(|block| said(block.kind))
            .map(|block| block.text.plain.to_string())
            .collect()
    }

    /// Where the links of an article lead.
    pub(crate) fn links(&self, rank: usize) -> Vec<String> {
        let body = self.document(rank).article.body;
        let marks = body.iter().flat_map(|block| &block.text.marks);
        let link = |kind: &MarkKind| match kind {
            MarkKind::Link(to) => Some(to.to_string()),
            _ => None,
        };
        marks.filter_map(|mark| link(&mark.kind)).collect()
    }

    /// What a service kept with an article, a line for each thing.
    pub(crate) fn kept(&self, rank: usize) -> String {
        let told = self.document(rank).article.kept.told();
        told.iter().map(|(what, words)| format!("{what} {words}")).collect::<Vec<_>>().join("\n")
    }

    /// The words of an article that were marked elsewhere.
    pub(crate) fn lit(&self, rank: usize) -> Vec<String> {
        let body = self.document(rank).article.body;
        let of = |text: &Text, mark: &Mark| text.plain[mark.range.clone()].to_owned();
        let lit = body.iter().flat_map(|block| {
            let marks = block.text.marks.iter();
            marks.filter(|mark| mark.kind == MarkKind::Highlight).map(|mark| of(&block.text, mark))
        });
        lit.collect()
    }

    /// Each field but headline and deck, and what the file calls it.
    pub(crate) fn facts(&self, rank: usize) -> String {
        let article = self.document(rank).article;
        let is_told = |field: Field| !matches!(field, Field::Title | Field::Subtitle);
        let taken = article.evidence.iter().filter(|claim| claim.is_taken && is_told(claim.field));
        let mut taken: Vec<_> = taken.collect();
        taken.sort_by_key(|claim| claim.field);
        let line = |claim: &&newsread::article::Claim| {
            let key = claim.key.as_ref().map_or("", |key| &**key);
            let value = match claim.field {
                Field::Authors => {
                    let authors = &article.meta.authors.as_ref().unwrap().value;
                    authors.iter().map(Name::to_string).collect::<Vec<_>>().join("; ")
                }
                _ => claim.value.to_string(),
            };
            format!("{} {value} ({key})", claim.field.name())
        };
        taken.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}
