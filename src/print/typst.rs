//! Articles as the source of a document for Typst (its reference, 0.13).
//!
//! Nothing that an article says is read as markup or code: words are escaped,
//! and what is code or an address is a string.

use super::inline::{inline, rows, typst_string, within};
use super::lists::{Content, Part, parts};
use super::{Sheet, notes};
use crate::article::{Block, Item, Kind, Safe, Text};
use crate::cite::Markup;

const MARKUP: Markup = Markup::Typst;

/// How every document is set.
const SET: &str = "\
#set page(margin: (x: 28mm, y: 25mm), numbering: \"1\")
#set text(size: 10.5pt)
#set par(justify: true)
#show link: underline
#let number(n) = place(dx: -2.6em, box(width: 2em, align(right, text(size: .75em, fill: gray, str(n)))))
";

pub(super) fn document(sheets: &[Sheet<'_>], numbers: bool) -> String {
    let each: Vec<String> = sheets.iter().map(|sheet| self::sheet(sheet, numbers)).collect();
    format!("{SET}\n{}\n", each.join("\n\n#pagebreak()\n\n"))
}

fn sheet(sheet: &Sheet<'_>, numbers: bool) -> String {
    let article = sheet.article;
    let meta = &article.meta;
    let mut blocks = Vec::new();
    if let Some(tag) = &meta.language {
        let tag = tag.value.split('-').next().unwrap_or_default();
        blocks.push(format!("#set text(lang: {})", typst_string(tag)));
    }
    blocks.extend(meta.title.as_ref().map(|title| format!("= {}", MARKUP.text(&title.value))));
    let about = meta.about();
    if !about.is_empty() {
        blocks.push(format!("#text(size: .9em, fill: luma(70))[{}]", MARKUP.text(&about)));
    }
    if let Some(url) = meta.url.as_ref().filter(|_| article.is_link) {
        blocks.push(MARKUP.address(&url.value));
    }
    blocks.extend(parts(article).iter().map(|part| self::part(part, numbers)));
    let noted = notes(article);
    if !noted.is_empty() {
        let item = |note: &Safe| format!("- {}", MARKUP.text(note));
        blocks.push(noted.iter().map(item).collect::<Vec<_>>().join("\n"));
    }
    if !sheet.citation.is_empty() {
        blocks.push("#line(length: 100%, stroke: .5pt)".to_owned());
        blocks.push(format!("#text(size: .9em)[{}]", MARKUP.runs(sheet.citation)));
    }
    blocks.join("\n\n")
}

fn part(part: &Part<'_>, numbers: bool) -> String {
    let number = part.number.filter(|_| numbers);
    let number = number.map(|n| format!("#number({n})")).unwrap_or_default();
    match &part.content {
        Content::Alone(block) => alone(block, &number),
        Content::List(items) => {
            let items = items.iter().map(|(one, block)| item(*one, &block.text));
            let items = items.collect::<Vec<_>>().join("\n");
            if number.is_empty() { items } else { format!("{number}\n{items}") }
        }
    }
}

fn alone(block: &Block, number: &str) -> String {
    let words = || format!("{number}{}", inline(&block.text, MARKUP));
    match block.kind {
        Kind::Heading(level) => {
            let sign = "=".repeat(usize::from(level).clamp(2, 6));
            format!("{sign} {}", words().replace(" \\\n", " "))
        }
        Kind::Quote(depth) => {
            let depth = usize::from(depth);
            format!("{}{}{}", "#quote(block: true)[".repeat(depth), words(), "]".repeat(depth))
        }
        Kind::Code => format!("#raw(block: true, {})", typst_string(&block.text.plain)),
        Kind::Table => table(&block.text),
        Kind::Caption => format!("#text(size: .85em, fill: luma(70))[{}]", words()),
        Kind::Subtitle => format!("#text(size: 1.1em)[#emph[{}]]", words()),
        Kind::Rule => "#align(center)[\\* \\* \\*]".to_owned(),
        _ => words(),
    }
}

fn item(item: Item, text: &Text) -> String {
    let indent = "  ".repeat(usize::from(item.depth.saturating_sub(1)));
    let sign = item.number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
    let words = inline(text, MARKUP).replace('\n', &format!("\n{indent}  "));
    if item.goes_on { format!("\n{indent}  {words}") } else { format!("{indent}{sign}{words}") }
}

fn table(text: &Text) -> String {
    let rows = rows(text);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut cells = Vec::new();
    for row in rows {
        let empty = columns - row.len();
        for (cell, is_head) in row {
            let words = within(text, cell, MARKUP);
            cells.push(if is_head { format!("[#strong[{words}]]") } else { format!("[{words}]") });
        }
        cells.extend(std::iter::repeat_n("[]".to_owned(), empty));
    }
    format!("#table(columns: {columns}, stroke: none, {})", cells.join(", "))
}
