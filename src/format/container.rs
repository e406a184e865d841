//! Files that hold many articles: feeds, exports, data sets, mailboxes.
//!
//! Nothing here reads an item; [`read_item`](super::read_item) does. One idea:
//! a container is only cut, at marks that are found without understanding what
//! stands between them. So an item that is broken costs no other, a file of
//! gigabytes passes through a buffer of one item, and an item can be read
//! again by its bytes alone.

mod anchors;
mod array;
mod feed;
mod lines;
mod mailbox;
mod ruler;
pub(super) mod table;
mod tags;
mod window;

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, BufRead, Chain, Cursor, Read as _, Take};
use std::ops::Range;
use std::sync::Arc;

use super::{FormatError, encoding, extension, item};

/// Most bytes of what is read whole: lists of links, a JSON Feed for what it
/// says of itself, and what must be transcoded before it can be cut.
const WHOLE: u64 = 64 << 20;

/// Most items of a container, unless they have [`LEAST`] bytes on average:
/// what is kept of an item does not get smaller with it.
const ITEMS: usize = 50_000;

/// Bytes of an item that says something.
const LEAST: u64 = 128;

/// Bytes of a stream by which its characters are judged.
const SAMPLE: u64 = 1 << 20;

/// Most bytes of an item: what a file of its own may have.
const ITEM: usize = 16 << 20;

/// Most bytes of what stands around the items of a feed.
const AROUND: usize = 64 << 10;

/// Bytes of a first item that tell one container from another.
const SEED: usize = 4 << 10;

/// A kind of file that holds many articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Container {
    /// RSS 0.9 to 2.0, RDF or Atom.
    Feed,
    /// JSON Feed 1.
    JsonFeed,
    /// An object of JSON on every line.
    JsonLines,
    /// Letters behind `From ` lines (mbox, RFC 4155).
    Mailbox,
    /// The list in what Omnivore exports; the texts are files beside it.
    Omnivore,
    /// What Wallabag exports: an array of entries.
    Wallabag,
    /// An array of objects of JSON whose fields are those of articles.
    JsonArray,
    /// A list of links, a table: what Pocket, Instapaper, Raindrop and Readwise
    /// export.
    LinkTable,
    /// A list of links, a page: what Pocket exported, and bookmarks.
    LinkPage,
}

impl Container {
    /// What a file is, by its name and how it begins; `None` if it is no
    /// container. The first four KiB are enough. A name without an ending, as
    /// standard input has it, says nothing.
    pub fn recognise(file_name: &str, head: &[u8]) -> Option<Self> {
        match extension(file_name).as_deref() {
            Some("txt" | "text" | "md" | "markdown" | "eml") => None,
            Some("jsonl" | "ndjson") => Some(Self::JsonLines),
            Some("mbox") => Some(Self::Mailbox),
            Some("json") => array::kind(head),
            Some("csv") => table::begins(head).then_some(Self::LinkTable),
            Some("html" | "htm") => anchors::begins(head).then_some(Self::LinkPage),
            Some(_) => feed::recognise(head),
            None if mailbox::begins(head) => Some(Self::Mailbox),
            None => feed::recognise(head)
                .or_else(|| array::kind(head))
                .or_else(|| lines::begins(head).then_some(Self::JsonLines))
                .or_else(|| table::begins(head).then_some(Self::LinkTable))
                .or_else(|| anchors::begins(head).then_some(Self::LinkPage)),
        }
    }

    /// Why a file without items is not shown.
    fn without_items(self) -> &'static str {
        match self {
            Self::Feed | Self::JsonFeed => "this feed holds no articles",
            Self::JsonLines | Self::JsonArray => "this file holds no articles",
            Self::Mailbox => "this mailbox holds no letters",
            Self::Omnivore | Self::Wallabag => "this export holds no articles",
            Self::LinkTable | Self::LinkPage => "this list holds no links",
        }
    }

    /// Whether its items have no text: what they say is lent to the article
    /// with the same address.
    pub fn is_list_of_links(self) -> bool {
        matches!(self, Self::LinkTable | Self::LinkPage)
    }
}

/// What a container says about all of its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub(super) container: Container,
    /// The charset of the items, as the Encoding Standard calls it.
    pub(super) encoding: &'static str,
    /// What stands around the items: names and values.
    pub(super) says: Vec<(String, String)>,
    /// Prefixes of names, and what they are usually called.
    pub(super) prefixes: Vec<(String, &'static str)>,
}

impl Head {
    fn new(container: Container) -> Self {
        Self { container, encoding: "UTF-8", says: Vec::new(), prefixes: Vec::new() }
    }

    /// The files that hold the text of an item and the notes on it, from the
    /// folder of the container: `content/slug.html` and `highlights/slug.md`.
    /// They never lead out of that folder.
    pub fn beside(&self, bytes: &[u8]) -> Option<[String; 2]> {
        let slug = (self.container == Container::Omnivore).then(|| item::slug(bytes))??;
        Some([format!("content/{slug}.html"), format!("highlights/{slug}.md")])
    }

    /// All that the container says under a name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.says.iter().filter(move |(key, _)| key == name).map(|(_, value)| &**value)
    }

    /// What the container says under one of these names, in their order.
    pub(super) fn says(&self, names: &[&str]) -> Option<&str> {
        let said = |name: &&str| self.says.iter().find(|(key, _)| key == name);
        names.iter().find_map(said).map(|(_, value)| &**value)
    }
}

/// An item of a container, not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name, which no other item of the file has: what the item calls
    /// itself, else where it stands.
    pub key: String,
    /// How many items come before it.
    pub rank: usize,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its bytes in the file; `None` where they had to be transcoded first.
    pub range: Option<Range<u64>>,
    /// Its bytes, or why it cannot be read.
    pub bytes: Result<Vec<u8>, FormatError>,
}

/// What a cutter finds.
struct Cut {
    range: Range<u64>,
    line: u64,
    bytes: Result<Vec<u8>, &'static str>,
}

/// Bytes that are in memory, and what follows them.
type Input<R> = Chain<Cursor<Vec<u8>>, Take<R>>;

enum Cuts<R> {
    Feed(feed::Cuts<Input<R>>),
    Array(array::Elements<Input<R>>),
    Table(table::Cuts),
    Anchors(anchors::Cuts),
    Lines(lines::Lines<R>),
    Mailbox(mailbox::Letters<R>),
}

/// The items of a container, one by one, in the order of the file.
///
/// Never holds much more than one item; of lists of links and of a JSON Feed up
/// to 64 MiB. There is at least one item: of a container without any, it says
/// so. An error of the input ends it.
pub struct Items<R> {
    head: Arc<Head>,
    cuts: Cuts<R>,
    first: Option<Cut>,
    seed: Vec<u8>,
    /// How often each key was met.
    keys: HashMap<u64, u32>,
    count: usize,
    is_transcoded: bool,
    is_over: bool,
}

impl<R: BufRead> Items<R> {
    /// Begins to cut a container.
    pub fn new(container: Container, input: R) -> io::Result<Self> {
        let mut head = Head::new(container);
        let (mut cuts, is_transcoded) = Cuts::begin(container, input, &mut head)?;
        let first = cuts.next()?;
        let named = head.says(&["id", "self", "link", "feed_url", "home_page_url", "title"]);
        let seed = match (named, first.as_ref().map(|cut| &cut.bytes)) {
            (Some(name), _) => name.as_bytes().to_vec(),
            (None, Some(Ok(bytes))) => bytes[..bytes.len().min(SEED)].to_vec(),
            (None, _) => Vec::new(),
        };
        Ok(Self {
            head: Arc::new(head),
            cuts,
            first,
            seed,
            keys: HashMap::new(),
            count: 0,
            is_transcoded,
            is_over: false,
        })
    }

    /// What the container says about all items.
    pub fn head(&self) -> &Arc<Head> {
        &self.head
    }

    /// What tells this container from others, and stays when items are added:
    /// the address or name of a feed, the beginning of the first item of a
    /// file that grows at its end.
    pub fn seed(&self) -> &[u8] {
        &self.seed
    }

    fn cut(&mut self) -> io::Result<Option<Cut>> {
        match self.first.take() {
            Some(first) => Ok(Some(first)),
            None => self.cuts.next(),
        }
    }

    /// Whether more items came before this one than so many bytes may hold.
    fn is_full(&self, cut: &Cut) -> bool {
        self.count >= ITEMS && self.count as u64 * LEAST > cut.range.start
    }

    fn item(&mut self, cut: Cut) -> Item {
        let Cut { range, line, bytes } = cut;
        let said = bytes.as_ref().ok().and_then(|bytes| item::key(bytes, &self.head));
        let key = self.unique(said.unwrap_or_else(|| format!("line {line}")));
        let bytes = bytes.map_err(|reason| FormatError::item(line, reason));
        let rank = self.count;
        self.count += 1;
        Item { key, rank, line, range: (!self.is_transcoded).then_some(range), bytes }
    }

    /// The key; the second item with an equal one has ` (2)` behind it.
    fn unique(&mut self, key: String) -> String {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let times = self.keys.entry(hasher.finish()).or_default();
        *times += 1;
        if *times == 1 { key } else { format!("{key} ({times})") }
    }

    fn last(&mut self, error: FormatError) -> Item {
        self.is_over = true;
        let key = "the rest of the file".to_owned();
        Item { key, rank: self.count, line: 0, range: None, bytes: Err(error) }
    }
}

impl<R: BufRead> Iterator for Items<R> {
    type Item = io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        match self.cut() {
            Ok(Some(cut)) if self.is_full(&cut) => Some(Ok(self.last(FormatError::TooManyItems))),
            Ok(Some(cut)) => Some(Ok(self.item(cut))),
            Ok(None) if self.count == 0 => {
                let reason = self.head.container.without_items();
                Some(Ok(self.last(FormatError::NoItems(reason))))
            }
            Ok(None) => None,
            Err(error) => {
                self.is_over = true;
                Some(Err(error))
            }
        }
    }
}

impl<R: BufRead> Cuts<R> {
    /// Begins to cut a container; whether its bytes are not those of the file.
    fn begin(container: Container, input: R, head: &mut Head) -> io::Result<(Self, bool)> {
        let most = match container {
            Container::JsonLines => return Ok((Self::Lines(lines::Lines::new(input)), false)),
            Container::Mailbox => return Ok((Self::Mailbox(mailbox::Letters::new(input)), false)),
            Container::JsonFeed | Container::LinkTable | Container::LinkPage => WHOLE,
            _ => SAMPLE,
        };
        let Beginning { bytes, rest, is_transcoded, is_cut } = Beginning::read(input, most, head)?;
        let cuts = match container {
            Container::LinkTable => Self::Table(table::Cuts::new(bytes, is_cut, head)),
            // An item begins with a heading that stands elsewhere.
            Container::LinkPage => {
                return Ok((Self::Anchors(anchors::Cuts::new(bytes, is_cut)), true));
            }
            _ => {
                let input = Cursor::new(bytes).chain(rest);
                let is_cut = is_cut && is_transcoded;
                match container {
                    Container::Feed => Self::Feed(feed::Cuts::new(input, is_cut, head)?),
                    Container::JsonFeed => {
                        Self::Array(array::Elements::of_feed(input, is_cut, head))
                    }
                    _ => Self::Array(array::Elements::new(input, is_cut)?),
                }
            }
        };
        Ok((cuts, is_transcoded))
    }

    fn next(&mut self) -> io::Result<Option<Cut>> {
        match self {
            Self::Feed(cuts) => cuts.next(),
            Self::Array(cuts) => cuts.next(),
            Self::Table(cuts) => Ok(cuts.next()),
            Self::Anchors(cuts) => Ok(cuts.next()),
            Self::Lines(lines) => lines.next(),
            Self::Mailbox(letters) => letters.next(),
        }
    }
}

/// Whether the characters of a file that begins so are no single bytes.
fn is_wide(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe])
        || head.starts_with(&[0xfe, 0xff])
        || head.iter().take(64).any(|byte| *byte == 0)
}

/// The beginning of a file, and how to read on.
struct Beginning<R> {
    bytes: Vec<u8>,
    /// What follows; nothing where the bytes are not those of the file.
    rest: Take<R>,
    /// Whether they had to be transcoded, since no mark in them is a single byte.
    is_transcoded: bool,
    /// Whether more follows in the file.
    is_cut: bool,
}

impl<R: BufRead> Beginning<R> {
    /// Reads about `most` bytes of a file, of one to be transcoded 64 MiB, and
    /// judges its characters by them.
    fn read(mut input: R, most: u64, head: &mut Head) -> io::Result<Self> {
        let mut bytes = Vec::new();
        input.by_ref().take(most).read_to_end(&mut bytes)?;
        let is_wide = is_wide(&bytes);
        if is_wide {
            let left = WHOLE.saturating_sub(bytes.len() as u64);
            input.by_ref().take(left).read_to_end(&mut bytes)?;
        }
        let is_cut = !input.fill_buf()?.is_empty();
        if is_wide && let Ok(decoded) = encoding::decode(&bytes) {
            let (bytes, rest) = (decoded.text.into_owned().into_bytes(), input.take(0));
            return Ok(Self { bytes, rest, is_transcoded: true, is_cut });
        }
        let judged = match std::str::from_utf8(&bytes) {
            // All that is not ASCII stands behind the sample.
            Ok(text) if is_cut && text.is_ascii() => encoding::declared_as(&bytes),
            Ok(_) => None,
            // The cut may have fallen within a character.
            Err(error) if is_cut && error.error_len().is_none() => None,
            Err(_) => encoding::decode(&bytes).ok().map(|decoded| decoded.encoding),
        };
        head.encoding = judged.unwrap_or(head.encoding);
        Ok(Self { bytes, rest: input.take(u64::MAX), is_transcoded: false, is_cut })
    }
}

#[cfg(test)]
mod tests;
