//! Articles as a page of HTML that holds all it needs: no script, no picture,
//! no address that a browser would fetch; its style sheet is for the screen and
//! for paper (CSS 2.2 and CSS Paged Media 3).

use super::inline::{inline, rows, within};
use super::lists::{Content, Part, parts};
use super::{Sheet, notes};
use crate::article::{Block, Item, Kind, Text};
use crate::cite::Markup;

const MARKUP: Markup = Markup::Html;

const STYLE: &str = include_str!("print.css");

pub(super) fn document(sheets: &[Sheet<'_>], numbers: bool) -> String {
    let title = sheets.first().and_then(|sheet| sheet.article.meta.title.as_ref());
    let title = title.map(|title| MARKUP.text(&title.value)).unwrap_or_default();
    let articles: Vec<String> = sheets.iter().map(|sheet| self::sheet(sheet, numbers)).collect();
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        articles.concat()
    )
}

fn sheet(sheet: &Sheet<'_>, numbers: bool) -> String {
    let article = sheet.article;
    let meta = &article.meta;
    let language =
        meta.language.as_ref().map(|tag| format!(" lang=\"{}\"", MARKUP.text(&tag.value)));
    let mut lines = vec![format!("<article{}>", language.unwrap_or_default())];
    lines.push("<header>".to_owned());
    lines.extend(meta.title.as_ref().map(|title| line("h1", "", &MARKUP.text(&title.value))));
    let about = meta.about();
    if !about.is_empty() {
        lines.push(line("p", " class=\"byline\"", &MARKUP.text(&about)));
    }
    lines.push("</header>".to_owned());
    if let Some(url) = meta.url.as_ref().filter(|_| article.is_link) {
        lines.push(line("p", "", &MARKUP.address(&url.value)));
    }
    lines.extend(parts(article).iter().map(|part| self::part(part, numbers)));
    let notes = notes(article);
    if !notes.is_empty() {
        let items = notes.iter().map(|note| line("li", "", &MARKUP.text(note)));
        lines
            .push(format!("<ul class=\"notes\">\n{}\n</ul>", items.collect::<Vec<_>>().join("\n")));
    }
    if !sheet.citation.is_empty() {
        lines.push(line("footer", "", &MARKUP.runs(sheet.citation)));
    }
    lines.push("</article>\n".to_owned());
    lines.join("\n")
}

fn line(element: &str, attributes: &str, content: &str) -> String {
    format!("<{element}{attributes} dir=\"auto\">{content}</{element}>")
}

fn part(part: &Part<'_>, numbers: bool) -> String {
    let number = part.number.filter(|_| numbers);
    let number = number.map(|n| format!("<span class=\"number\">{n}</span>")).unwrap_or_default();
    match &part.content {
        Content::Alone(block) => alone(block, &number),
        Content::List(items) => list(items, &number),
    }
}

fn alone(block: &Block, number: &str) -> String {
    let words = || format!("{number}{}", inline(&block.text, MARKUP));
    match block.kind {
        Kind::Heading(level) => line(&format!("h{}", level.clamp(2, 6)), "", &words()),
        Kind::Quote(depth) => {
            let depth = usize::from(depth);
            let (open, close) = ("<blockquote>".repeat(depth), "</blockquote>".repeat(depth));
            let words = inline(&block.text, MARKUP);
            format!("{number}{open}{}{close}", line("p", "", &words))
        }
        Kind::Code => format!("<pre><code>{}</code></pre>", MARKUP.text(&block.text.plain)),
        Kind::Table => table(&block.text),
        Kind::Caption => line("p", " class=\"caption\"", &words()),
        Kind::Subtitle => line("p", " class=\"deck\"", &words()),
        Kind::Rule => "<hr>".to_owned(),
        _ => line("p", "", &words()),
    }
}

/// A list, with lists in its items: an item stays open until one that is not
/// deeper follows.
fn list(items: &[(Item, &Block)], number: &str) -> String {
    let mut out = String::from(number);
    let mut open: Vec<&str> = Vec::new();
    for (item, block) in items {
        let depth = usize::from(item.depth).max(1);
        let words = inline(&block.text, MARKUP);
        while open.len() > depth {
            out.push_str("</li>");
            out.extend(open.pop());
        }
        if item.goes_on && open.len() == depth {
            out.push_str(&line("p", "", &words));
            continue;
        }
        if open.len() == depth {
            out.push_str("</li>\n");
        }
        while open.len() < depth {
            let (begin, end) = match item.number {
                Some(n) => (format!("<ol start=\"{n}\">\n"), "</ol>\n"),
                None => ("<ul>\n".to_owned(), "</ul>\n"),
            };
            out.push_str(&begin);
            open.push(end);
            if open.len() < depth {
                out.push_str("<li>");
            }
        }
        out.push_str("<li dir=\"auto\">");
        out.push_str(&words);
    }
    while let Some(end) = open.pop() {
        out.push_str("</li>");
        out.push_str(end);
    }
    out.trim_end().to_owned()
}

fn table(text: &Text) -> String {
    let row = |cells: Vec<(std::ops::Range<usize>, bool)>| {
        let cells = cells.into_iter().map(|(cell, is_head)| {
            line(if is_head { "th" } else { "td" }, "", &within(text, cell, MARKUP))
        });
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    let rows: Vec<String> = rows(text).into_iter().map(row).collect();
    format!("<table>\n{}\n</table>", rows.join("\n"))
}
