//! Cuts lists of links that are tables (CSV, RFC 4180) at the ends of their
//! records, and knows them by their first line.
//!
//! One idea: a line end within quotation marks does not end a record. Where
//! the marks are open to the end of the file, the record ends with its line,
//! and from there on so does every other; so one that is broken costs no other.

use super::{Cut, Head, ITEM};
use crate::format::encoding;

/// What the columns are kept under in [`Head`].
pub(in crate::format) const COLUMN: &str = "column";

/// Most columns of a list.
pub(in crate::format) const COLUMNS: usize = 200;

/// What says when a link was kept, or how: one of them makes a table of
/// addresses and headlines a list of links.
const SIGNS: &[&str] = &[
    "timeadded",
    "timestamp",
    "created",
    "createdat",
    "saveddate",
    "savedat",
    "dateadded",
    "tags",
    "documenttags",
    "folder",
    "status",
    "selection",
];

/// What holds a text: then it is no list of links.
const TEXTS: &[&str] = &["text", "content", "body", "maintext", "html"];

/// Whether a file that begins so is a list of links.
pub(super) fn begins(head: &[u8]) -> bool {
    let Ok(decoded) = encoding::decode(head) else { return false };
    let end = record_end(decoded.text.as_bytes(), 0).unwrap_or(0);
    let columns = fields(&decoded.text[..end]).unwrap_or_default();
    let has = |names: &[&str]| columns.iter().any(|column| names.contains(&&*folded(column)));
    has(&["url"]) && has(&["title"]) && has(SIGNS) && !has(TEXTS)
}

/// A name without case, blanks and marks: `Saved date` is `saveddate`.
pub(in crate::format) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The fields of one record; `None` if it cannot be read.
pub(in crate::format) fn fields(record: &str) -> Option<Vec<String>> {
    let record = first(record.trim_start_matches('\u{feff}'));
    let mut rules = csv::ReaderBuilder::new();
    let mut reader = rules.has_headers(false).flexible(true).from_reader(record.as_bytes());
    let fields = reader.records().next()?.ok()?;
    Some(fields.iter().take(COLUMNS).map(str::to_owned).collect())
}

/// A record up to the last field that is read: a line of commas would take many
/// times its size.
fn first(record: &str) -> &str {
    let mut is_quoted = false;
    let ends = record.bytes().enumerate().filter(|(_, byte)| {
        is_quoted ^= *byte == b'"';
        *byte == b',' && !is_quoted
    });
    let end = ends.skip(COLUMNS - 1).next();
    end.map_or(record, |(end, _)| &record[..end])
}

/// The records of a table.
pub(super) struct Cuts {
    bytes: Vec<u8>,
    at: usize,
    line: u64,
    is_cut: bool,
    /// Whether quotation marks were open to the end.
    is_broken: bool,
}

impl Cuts {
    pub(super) fn new(bytes: Vec<u8>, is_cut: bool, head: &mut Head) -> Self {
        let mut cuts = Self { bytes, at: 0, line: 1, is_cut, is_broken: false };
        if let Some(Cut { bytes: Ok(first), .. }) = cuts.next() {
            let text = encoding::decode_as(head.encoding, &first).text;
            let columns = fields(&text).unwrap_or_default();
            head.says = columns.into_iter().map(|name| (COLUMN.to_owned(), name)).collect();
        }
        cuts
    }

    pub(super) fn next(&mut self) -> Option<Cut> {
        while let Some(b'\n' | b'\r') = self.bytes.get(self.at) {
            self.line += u64::from(self.bytes[self.at] == b'\n');
            self.at += 1;
        }
        let (start, line) = (self.at, self.line);
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let line_end = start + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let end = if self.is_broken { Some(line_end) } else { record_end(&self.bytes, start) };
        let is_whole = end.is_some_and(|end| !self.is_cut || end < self.bytes.len());
        self.is_broken |= end.is_none();
        self.at = end.unwrap_or(line_end);
        let record = &self.bytes[start..self.at];
        self.line += memchr::memchr_iter(b'\n', record).count() as u64;
        let bytes = match record.len() {
            _ if !is_whole && self.is_cut => {
                Err("the file goes on beyond the 64 MiB that are read of it")
            }
            _ if !is_whole => Err("the quotation marks in this line have no end"),
            len if len > ITEM => Err("this record has more than 16 MiB"),
            _ => Ok(record.to_vec()),
        };
        Some(Cut { range: start as u64..self.at as u64, line, bytes })
    }
}

/// Where the record that begins at `start` ends, before its line end; `None`
/// if the file ends within quotation marks.
fn record_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    let mut is_quoted = false;
    loop {
        let Some(found) = memchr::memchr2(b'"', b'\n', bytes.get(at..)?) else {
            return (!is_quoted).then_some(bytes.len());
        };
        at += found;
        match bytes[at] {
            b'"' => is_quoted = !is_quoted,
            _ if !is_quoted => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_record_is_read_as_it_was_quoted() {
        let read = |record: &str| fields(record).unwrap();
        assert_eq!(read("\u{feff}url,\"a \"\"b\"\", c\",\r\n"), ["url", "a \"b\", c", ""]);
        assert_eq!(read("\"two\nlines\",x"), ["two\nlines", "x"]);
        assert_eq!(read(&"x,".repeat(COLUMNS + 5)).len(), COLUMNS);
    }

    #[test]
    fn a_field_may_be_a_line_end() {
        assert_eq!(record_end(b"\"\n\"\nx", 0), Some(3));
        assert_eq!(fields("\"\n\"").unwrap(), ["\n"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(written in prop::collection::vec("[a-z\",\n é]{1,8}", 1..6)) {
            let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
            let record = written.iter().map(quoted).collect::<Vec<_>>().join(",");
            prop_assert_eq!(record_end(format!("{record}\nx").as_bytes(), 0), Some(record.len()));
            prop_assert_eq!(fields(&record).unwrap(), written);
        }
    }
}
