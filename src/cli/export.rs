//! `newsread export --pack`: articles as evidence.
//!
//! ```text
//! PACK/manifest.json       what is in the pack, where it comes from and when it was made
//!     /SHA256SUMS          the checksum of every other file, for sha256sum -c
//!     /originals/          each file as it is in the archive, byte for byte
//!     /texts/              each article as a text, with its citation
//!     /notes/              what the reader wrote at it
//!     /citations/          all of them in each style
//! ```
//!
//! One idea: what goes into a pack depends on the articles and on nothing else,
//! not on the day or the order of a folder: the same articles make the same
//! bytes.

mod notes;
mod pack;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::arguments::{Archives, Export};
use super::config::{Source, style_of};
use super::desk::{Desk, query};
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found};
use super::input::Input;
use super::out::Out;
use super::row::facts;
use crate::archive::Location;
use crate::article::{Article, Safe};
use crate::cite::{Citer, Form, Format, Record, Style};
use crate::format::Document;
use crate::print::{Paper, Sheet, file_name, print};
use crate::search::query::written;
use crate::search::{Field, Order, Query};
use crate::state::Marks;
use notes::notes_on;
use pack::Pack;

/// Writes the articles that were named or found into a new folder.
pub(super) fn export(wanted: Export, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let Export { pack: folder, styles, query, tags, archives, files, names } = wanted;
    let styles = if styles.is_empty() {
        vec![style_of(None, source)?]
    } else {
        styles.iter().map(|name| style_of(Some(name), source)).collect::<Result<_, _>>()?
    };
    let marks = source.marks()?;
    let mut pack = Pack::begin(&folder)?;
    let mut paths = files;
    let tags = tags.iter().map(|tag| written(Field::Tag, tag.name()));
    let queries: Vec<String> = query.into_iter().chain(tags).collect();
    let ids = found(&queries, archives, source, out)?;
    paths.extend(ids.iter().map(|(_, file)| file.clone()));
    let input = Input::named(paths, &names)?;
    let (mut articles, exit) = read(&input, source, out)?;
    if !queries.is_empty() {
        // A file that was found may hold other articles too.
        let is_wanted = |article: &Found<Article>| {
            let is_of_query = ids.iter().any(|(_, file)| *file == article.location.file);
            !is_of_query || ids.iter().any(|(id, _)| *id == article.id)
        };
        articles.retain(is_wanted);
    }
    if articles.is_empty() {
        out.remark(&"no article was found, so no pack was made");
        return Ok(exit);
    }
    let count = articles.len();
    let exporter = Exporter { marks, styles, citer: Citer::default(), originals: BTreeMap::new() };
    exporter.write(&articles, &mut pack)?;
    pack.finish()?;
    let what = if count == 1 { "article" } else { "articles" };
    out.row(&[Safe::format(format_args!("{count} {what} packed in {}", folder.display()))])?;
    Ok(exit.and(Exit::Done))
}

/// The articles that any of some queries finds, and their files.
fn found(
    queries: &[String],
    archives: Archives,
    source: &Source,
    out: &mut Out,
) -> Result<Vec<(crate::article::ArticleId, PathBuf)>, CliError> {
    let mut found = Vec::new();
    if queries.is_empty() {
        return Ok(found);
    }
    let desk = Desk::open(archives, source, out)?;
    for typed in queries {
        let query: Query = query(std::slice::from_ref(typed), out);
        let before = found.len();
        desk.each(&query, Order::Newest, usize::MAX, false, |row| {
            found.extend(desk.listed(row).map(|listed| (listed.id, listed.location.file)));
            Ok(())
        })?;
        if found.len() == before {
            out.remark(&format_args!("nothing matches ‘{typed}’"));
        }
    }
    Ok(found)
}

/// Reads articles, each once, in the order of their dates and their places.
fn read(
    input: &Input,
    source: &Source,
    out: &mut Out,
) -> Result<(Vec<Found<Article>>, Exit), CliError> {
    let mut articles: Vec<Found<Article>> = Vec::new();
    let make = |_: &Location, document: Document| document.article;
    let mut paths = input.paths.clone();
    paths.sort();
    paths.dedup();
    let exit = files::each(&input.part(paths), source, out, make, |found, _| {
        articles.push(found);
        Ok(Exit::Done)
    })?;
    let key = |found: &Found<Article>| {
        let moment = found.made.meta.published.map(|when| when.value.moment());
        (moment, files::place(&found.location), found.id)
    };
    articles.sort_by_key(key);
    articles.dedup_by_key(|found| found.id);
    Ok((articles, exit))
}

/// What articles are packed with.
struct Exporter {
    marks: Marks,
    styles: Vec<Style>,
    citer: Citer,
    /// The originals that are in the pack already, by their paths.
    originals: BTreeMap<PathBuf, Value>,
}

impl Exporter {
    fn write(mut self, articles: &[Found<Article>], pack: &mut Pack) -> Result<(), CliError> {
        let digits = articles.len().to_string().len();
        let mut entries = Vec::new();
        let mut lists: Vec<String> = vec![String::new(); self.styles.len()];
        for (number, found) in (1..).zip(articles) {
            let article = &found.made;
            let title = article.meta.title.as_ref().map(|title| title.value.clone());
            let slug = file_name(&title.unwrap_or_default());
            let name = format!("{number:0digits$}-{slug}");
            let mut entry = facts(found.id, &found.location, &article.meta);
            entry.insert("number".to_owned(), number.into());
            entry.insert("original".to_owned(), self.original(found, &name, pack)?);
            let (citations, runs) = self.cite(found, number, &mut lists);
            entry.insert("citations".to_owned(), citations);
            let sheet = Sheet { article, citation: &runs };
            let text = print(&[sheet], Paper::Text, true);
            let text = pack.write(&format!("texts/{name}.txt"), text.as_bytes())?;
            entry.insert("text".to_owned(), text.object());
            if let Some(notes) = notes_on(article, &self.marks) {
                let notes = pack.write(&format!("notes/{name}.md"), notes.as_bytes())?;
                entry.insert("notes".to_owned(), notes.object());
            }
            entries.push(Value::from(entry));
        }
        let mut citations = serde_json::Map::new();
        for (style, list) in self.styles.iter().zip(lists) {
            let name = format!("citations/{}.txt", file_name(style.name()));
            let written = pack.write(&name, list.as_bytes())?;
            citations.insert(style.name().to_owned(), written.object());
        }
        let manifest = json!({
            "pack": 1,
            "made_by": concat!("newsread ", env!("CARGO_PKG_VERSION")),
            "articles": entries,
            "citations": citations,
        });
        let manifest = serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n";
        pack.write("manifest.json", manifest.as_bytes()).map(drop)
    }

    /// Copies the file of an article, once, and says where in it that stands.
    fn original(
        &mut self,
        found: &Found<Article>,
        name: &str,
        pack: &mut Pack,
    ) -> Result<Value, CliError> {
        let Location { file, item } = &found.location;
        let known = self.originals.get(file).cloned();
        let mut original = if let Some(known) = known {
            known
        } else {
            let ending = file.extension().map(|ending| ending.to_string_lossy());
            let ending = ending.map(|ending| format!(".{}", file_name(&ending)));
            let name = format!("originals/{name}{}", ending.unwrap_or_default());
            let written = pack.copy(&name, file)?;
            let mut copied = written.object();
            copied["modified"] = json!(written.modified);
            self.originals.insert(file.clone(), copied.clone());
            copied
        };
        if let Some(part) = item {
            original["item"] = json!(&*part.key);
            original["line"] = json!(part.line);
            original["bytes_of_item"] = json!(part.range.as_ref().map(|it| [it.start, it.end]));
        }
        Ok(original)
    }

    /// The citations of an article by style, and the words of the first of
    /// them; each goes into the list of its style too.
    fn cite(
        &mut self,
        found: &Found<Article>,
        number: usize,
        lists: &mut [String],
    ) -> (Value, Vec<crate::cite::Run>) {
        let record = Record::of(&found.made.meta).of_article(found.id);
        let is_as_printed = self.marks.is_as_printed(found.id);
        let record = if is_as_printed { record.as_printed() } else { record };
        let mut citations = serde_json::Map::new();
        let mut first = Vec::new();
        for (rank, (style, list)) in self.styles.iter().zip(lists).enumerate() {
            let cited = self.citer.cite_record(&record, style, Form::Entry);
            let plain = match &cited {
                Ok(citation) => citation.write(Format::Plain),
                Err(error) => Safe::format(format_args!("cannot be cited: {error}")),
            };
            if let (0, Ok(citation)) = (rank, cited) {
                first = citation.runs;
            }
            list.extend(["[", &number.to_string(), "] ", &*plain, "\n"]);
            citations.insert(style.name().to_owned(), plain.to_string().into());
        }
        (citations.into(), first)
    }
}
