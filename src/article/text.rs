//! An article as clean text, for another program or another page.
//!
//! It is written like Markdown and never broken into lines of some width.

use super::{Article, Block, Kind, Meta, Safe};

impl Article {
    /// The article as text: headline, a line about it, and what it says; of a
    /// link the address.
    pub fn text(&self) -> Safe {
        self.written(false)
    }

    /// The same with the numbers of paragraphs before them: `[7] `.
    pub fn numbered_text(&self) -> Safe {
        self.written(true)
    }

    fn written(&self, has_numbers: bool) -> Safe {
        let numbers = if has_numbers { self.paragraphs() } else { Vec::new() };
        let mut text = head(&self.meta);
        if let Some(url) = self.meta.url.as_ref().filter(|_| self.is_link) {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(&url.value);
        }
        let mut is_in_list = false;
        for (rank, block) in self.body.iter().enumerate().filter(|(_, block)| is_shown(block)) {
            let item = if let Kind::ListItem(item) = block.kind { Some(item) } else { None };
            let goes_on = is_in_list && item.is_some_and(|item| !item.opens);
            is_in_list = item.is_some();
            if !text.is_empty() {
                text.push_str(if goes_on { "\n" } else { "\n\n" });
            }
            if let Ok(before) = numbers.binary_search(&rank) {
                text.extend(["[", &(before + 1).to_string(), "] "]);
            }
            text.push_str(&written(block));
        }
        Safe::lines(&text)
    }
}

impl Meta {
    /// Who wrote it, where and when, in one line; empty if nothing is known.
    pub fn about(&self) -> Safe {
        let authors = self.authors.as_ref().map(|authors| {
            authors.value.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        });
        let source = self.source.as_ref().map(|source| source.value.to_string());
        let published = self.published.map(|published| published.value.in_full());
        let about: Vec<_> = [authors, source, published].into_iter().flatten().collect();
        Safe::line(&about.join(" · "))
    }
}

fn is_shown(block: &Block) -> bool {
    let is_blank = block.text.plain.trim().is_empty();
    match block.kind {
        Kind::Rule => true,
        Kind::Caption => !is_blank,
        kind => kind.is_said() && !is_blank,
    }
}

fn head(meta: &Meta) -> String {
    let title = meta.title.iter().map(|title| title.value.to_string());
    let about = Some(meta.about().to_string()).filter(|about| !about.is_empty());
    title.chain(about).collect::<Vec<_>>().join("\n")
}

fn written(block: &Block) -> String {
    let text = &*block.text.plain;
    match block.kind {
        Kind::Heading(level) => format!("{} {text}", "#".repeat(usize::from(level).clamp(2, 6))),
        Kind::Quote(depth) => before_each_line(&"> ".repeat(depth.into()), text),
        Kind::ListItem(item) => {
            let indent = "  ".repeat(usize::from(item.depth.saturating_sub(1)));
            let sign = match item.number {
                Some(number) => format!("{number}. "),
                None => "- ".to_owned(),
            };
            let rest = format!("{indent}{:width$}", "", width = sign.len());
            let lines = before_each_line(&rest, text);
            if item.goes_on {
                return lines;
            }
            lines.strip_prefix(&rest).map(|lines| format!("{indent}{sign}{lines}")).unwrap_or(lines)
        }
        Kind::Code => before_each_line("    ", text),
        Kind::Rule => "* * *".to_owned(),
        _ => text.to_owned(),
    }
}

fn before_each_line(sign: &str, text: &str) -> String {
    text.split('\n').map(|line| format!("{sign}{line}")).collect::<Vec<_>>().join("\n")
}
