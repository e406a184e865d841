//! Articles as Markdown.

use super::inline::{inline, longest_run, rows, within};
use super::lists::{Content, Part, parts};
use super::{Sheet, notes};
use crate::article::{Article, Block, Item, Kind, Text};
use crate::cite::Markup;

const MARKUP: Markup = Markup::Markdown;

pub(super) fn document(sheets: &[Sheet<'_>], numbers: bool) -> String {
    let each = sheets.iter().map(|sheet| format!("{}\n", self::sheet(sheet, numbers).join("\n\n")));
    each.collect::<Vec<_>>().join("\n---\n\n")
}

fn sheet(sheet: &Sheet<'_>, numbers: bool) -> Vec<String> {
    let article = sheet.article;
    let meta = &article.meta;
    let mut blocks = Vec::new();
    blocks.extend(meta.title.as_ref().map(|title| format!("# {}", MARKUP.text(&title.value))));
    let about = meta.about();
    if !about.is_empty() {
        blocks.push(MARKUP.text(&about));
    }
    if let Some(url) = meta.url.as_ref().filter(|_| article.is_link) {
        blocks.push(MARKUP.address(&url.value));
    }
    blocks.push(body_of(article, numbers));
    blocks.retain(|block| !block.is_empty());
    let notes: Vec<String> =
        notes(article).iter().map(|it| format!("- {}", MARKUP.text(it))).collect();
    if !notes.is_empty() {
        blocks.push(notes.join("\n"));
    }
    if !sheet.citation.is_empty() {
        blocks.push(format!("* * *\n\n{}", MARKUP.runs(sheet.citation)));
    }
    blocks
}

/// What an article says, without all that is known about it.
pub(super) fn body(article: &Article) -> String {
    body_of(article, false)
}

fn body_of(article: &Article, numbers: bool) -> String {
    let parts = parts(article);
    let written = parts.iter().map(|part| self::part(part, numbers));
    written.collect::<Vec<_>>().join("\n\n")
}

fn part(part: &Part<'_>, numbers: bool) -> String {
    let number = part.number.filter(|_| numbers);
    let number = number.map(|number| format!("**\\[{number}\\]** ")).unwrap_or_default();
    match &part.content {
        Content::Alone(block) => alone(block, &number),
        Content::List(items) => {
            let written = items.iter().enumerate().map(|(rank, (one, block))| {
                item(*one, &block.text, if rank == 0 { &number } else { "" })
            });
            written.collect::<Vec<_>>().join("\n")
        }
    }
}

fn alone(block: &Block, number: &str) -> String {
    let text = &block.text;
    match block.kind {
        Kind::Heading(level) => {
            let sign = "#".repeat(usize::from(level).clamp(2, 6));
            format!("{sign} {}", inline(text, MARKUP).replace("\\\n", " "))
        }
        Kind::Quote(depth) => {
            let written = format!("{number}{}", inline(text, MARKUP));
            before_each_line(&"> ".repeat(usize::from(depth)), &written)
        }
        Kind::Code => {
            let fence = "`".repeat(longest_run(&text.plain, '`').max(2) + 1);
            format!("{fence}\n{}\n{fence}", text.plain)
        }
        Kind::Table => table(text),
        Kind::Caption => format!("*{}*", MARKUP.text(text.plain.trim())),
        Kind::Rule => "* * *".to_owned(),
        _ => format!("{number}{}", inline(text, MARKUP)),
    }
}

fn item(item: Item, text: &Text, number: &str) -> String {
    let indent = "    ".repeat(usize::from(item.depth.saturating_sub(1)));
    let sign = item.number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
    // Deep enough for what goes on with any item, and not so deep as code.
    let rest = format!("{indent}    ");
    let lines = before_each_line(&rest, &format!("{number}{}", inline(text, MARKUP)));
    if item.goes_on {
        return format!("\n{lines}\n");
    }
    format!("{indent}{sign}{}", &lines[rest.len()..])
}

fn table(text: &Text) -> String {
    let rows = rows(text);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = Vec::new();
    for (rank, row) in rows.iter().enumerate() {
        let mut cells: Vec<String> = row
            .iter()
            .map(|(cell, _)| within(text, cell.clone(), MARKUP).replace('|', "\\|"))
            .collect();
        cells.resize(columns, String::new());
        let is_head = row.iter().all(|(_, is_head)| *is_head);
        // A table of Markdown has one row as its head.
        if rank == 0 && !is_head {
            lines.push(line(vec![String::new(); columns]));
            lines.push(line(vec!["---".to_owned(); columns]));
        }
        lines.push(line(cells));
        if rank == 0 && is_head {
            lines.push(line(vec!["---".to_owned(); columns]));
        }
    }
    lines.join("\n")
}

fn before_each_line(sign: &str, text: &str) -> String {
    let lines = text.split('\n').map(|line| format!("{sign}{line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}
