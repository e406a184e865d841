//! What fields and types are called in BibTeX and BibLaTeX.
//!
//! The names are those of the biblatex manual (3.20, §2.1 and §2.2); a variable
//! of CSL that has none there keeps its own behind `csl-`, which no program
//! reads and none loses.

/// Variables of text, and their fields.
pub(super) const TEXTS: [(&str, &str); 31] = [
    ("volume", "volume"),
    ("page", "pages"),
    ("edition", "edition"),
    ("collection-title", "series"),
    ("chapter-number", "chapter"),
    ("number-of-pages", "pagetotal"),
    ("number-of-volumes", "volumes"),
    ("part-number", "part"),
    ("version", "version"),
    ("publisher", "publisher"),
    ("publisher-place", "location"),
    ("original-publisher", "origpublisher"),
    ("original-publisher-place", "origlocation"),
    ("original-title", "origtitle"),
    ("title-short", "shorttitle"),
    ("event-title", "eventtitle"),
    ("event-place", "venue"),
    ("genre", "type"),
    ("status", "pubstate"),
    ("DOI", "doi"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("abstract", "abstract"),
    ("keyword", "keywords"),
    ("note", "note"),
    ("annote", "annotation"),
    ("section", "section"),
    ("agency", "agency"),
    ("archive", "library"),
];

/// Variables of names, and their fields.
pub(super) const NAMES: [(&str, &str); 3] =
    [("editor", "editor"), ("translator", "translator"), ("container-author", "bookauthor")];

/// Variables of dates, and their fields.
pub(super) const DATES: [(&str, &str); 3] =
    [("original-date", "origdate"), ("event-date", "eventdate"), ("updated", "updated")];

/// Fields whose text is a list.
pub(super) const LISTS: [&str; 6] =
    ["publisher", "location", "origpublisher", "origlocation", "organization", "institution"];

/// Stands before the name of a variable that has no field.
pub(super) const CSL: &str = "csl-";

/// How an entry of one type is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// The type of CSL.
    pub(super) csl: &'static str,
    /// The type of the entry.
    pub(super) entry: &'static str,
    /// What tells it from others of that entry type; may be empty.
    pub(super) subtype: &'static str,
    /// The field for what it appeared in.
    pub(super) container: &'static str,
}

const fn kind(
    csl: &'static str,
    entry: &'static str,
    subtype: &'static str,
    container: &'static str,
) -> Kind {
    Kind { csl, entry, subtype, container }
}

/// The types of CSL that an entry type is made for; of several with the same
/// entry type and no subtype, the first is meant where none is told.
pub(super) const KINDS: [Kind; 14] = [
    kind("article-newspaper", "article", "newspaper", "journaltitle"),
    kind("article-magazine", "article", "magazine", "journaltitle"),
    kind("article-journal", "article", "", "journaltitle"),
    kind("webpage", "online", "", "organization"),
    kind("post-weblog", "online", "blog", "organization"),
    kind("book", "book", "", "booktitle"),
    kind("chapter", "incollection", "", "booktitle"),
    kind("paper-conference", "inproceedings", "", "booktitle"),
    kind("entry-encyclopedia", "inreference", "", "booktitle"),
    kind("report", "report", "", "booktitle"),
    kind("thesis", "thesis", "", "booktitle"),
    kind("dataset", "dataset", "", "organization"),
    kind("software", "software", "", "organization"),
    kind("document", "misc", "", "organization"),
];

/// How a record of this type of CSL is put together; `None` if it needs its
/// type told.
pub(super) fn of_csl(csl: &str) -> Option<Kind> {
    KINDS.into_iter().find(|kind| kind.csl == csl)
}

/// What holds any record whose type must be told.
pub(super) const OTHER: Kind = kind("document", "misc", "", "organization");

/// The names of languages that babel and biblatex know, by their tags.
pub(super) const LANGUAGES: [(&str, &str); 34] = [
    ("en", "english"),
    ("en-US", "american"),
    ("en-GB", "british"),
    ("en-CA", "canadian"),
    ("en-AU", "australian"),
    ("en-NZ", "newzealand"),
    ("de", "ngerman"),
    ("de-AT", "naustrian"),
    ("de-CH", "nswissgerman"),
    ("fr", "french"),
    ("es", "spanish"),
    ("it", "italian"),
    ("pt", "portuguese"),
    ("pt-BR", "brazilian"),
    ("nl", "dutch"),
    ("sv", "swedish"),
    ("da", "danish"),
    ("nb", "norwegian"),
    ("nn", "nynorsk"),
    ("fi", "finnish"),
    ("is", "icelandic"),
    ("pl", "polish"),
    ("cs", "czech"),
    ("sk", "slovak"),
    ("hu", "hungarian"),
    ("ro", "romanian"),
    ("bg", "bulgarian"),
    ("el", "greek"),
    ("ru", "russian"),
    ("uk", "ukrainian"),
    ("tr", "turkish"),
    ("ca", "catalan"),
    ("hr", "croatian"),
    ("lv", "latvian"),
];
