//! Records in the formats of other programs.

use super::format::Format;
use super::keys::{Keyed, keyed};
use super::record::Record;
use super::{Fault, bib, csl, link, ris, typst, wikipedia};

/// Some records as one file of a format for machines, with keys that differ;
/// `None` if the format writes citations in a style instead.
///
/// The text ends in a line end. That of RIS has CRLF.
///
/// ```
/// use newsread::cite::{Format, Record, export};
///
/// let record = Record::from_csl_json(r#"{"title": "Rain", "URL": "https://a.example"}"#)?;
/// let link = export(&[record], Format::MarkdownLink).unwrap();
/// assert_eq!(link, "[Rain](<https://a.example>)\n");
/// # Ok::<(), newsread::cite::CiteError>(())
/// ```
pub fn export(records: &[Record], format: Format) -> Option<String> {
    let keyed = keyed(records);
    let each = |write: fn(&Keyed<'_>) -> String, between: &str| {
        let written: Vec<String> = keyed.iter().map(write).collect();
        let written = written.join(between);
        if written.is_empty() { written } else { written + "\n" }
    };
    Some(match format {
        Format::Plain | Format::Markdown | Format::Html => return None,
        Format::Bibtex => each(bib::bibtex_entry, "\n\n"),
        Format::Biblatex => each(bib::biblatex_entry, "\n\n"),
        Format::Ris => ris::ris(&keyed),
        Format::CslJson => csl::json(&keyed) + "\n",
        Format::CslYaml => csl::yaml(&keyed),
        Format::Hayagriva => typst::yaml(&keyed),
        Format::Wikipedia => each(|keyed| wikipedia::template(keyed.record), "\n"),
        Format::MarkdownLink => each(|keyed| link::markdown(keyed.record), "\n"),
        Format::Org => each(|keyed| link::org(keyed.record), "\n"),
        Format::PlainLink => each(|keyed| link::plain(keyed.record), "\n"),
    })
}

/// The text of a file with some records in it, for the formats whose files grow:
/// BibTeX and BibLaTeX. Others are written anew, and the text does not matter.
///
/// The entry of an article that the file has already, known by its key and
/// address or headline, is written anew where it stands and keeps the fields
/// that somebody else added to it. Every other byte stays. A broken file is
/// refused with its first fault; `None` is as in [`export`].
///
/// ```
/// use newsread::cite::{Format, records, update};
///
/// let rain = records("@misc{rain, title = {Rain}}").unwrap().records;
/// let text = "% mine\n@misc{snow, title={Snow}}\n";
/// let updated = update(text, &rain, Format::Biblatex).unwrap().unwrap();
/// assert_eq!(updated, format!("{text}\n@misc{{rain,\n  title = {{Rain}},\n}}\n"));
/// ```
pub fn update(text: &str, records: &[Record], format: Format) -> Option<Result<String, Fault>> {
    match format {
        Format::Bibtex => Some(bib::update(text, records, bib::Dialect::Bibtex)),
        Format::Biblatex => Some(bib::update(text, records, bib::Dialect::Biblatex)),
        format => export(records, format).map(Ok),
    }
}
