//! Text with its marks, in the signs of a markup.
//!
//! Marks may nest and overlap, markup may only nest. So the text is cut where
//! any mark begins or ends, and each piece is marked for itself.

use std::ops::Range;

use crate::article::{Mark, MarkKind, Safe, Text};
use crate::cite::Markup;

/// The text in a markup; its line ends are kept as breaks.
pub(super) fn inline(text: &Text, markup: Markup) -> String {
    within(text, 0..text.plain.len(), markup)
}

/// A part of the text, likewise.
pub(super) fn within(text: &Text, range: Range<usize>, markup: Markup) -> String {
    let mut cuts = vec![range.start, range.end];
    for mark in &text.marks {
        cuts.extend([mark.range.start, mark.range.end].map(|at| at.clamp(range.start, range.end)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|ends| {
        let piece = ends[0]..ends[1];
        let words = text.plain.get(piece.clone()).unwrap_or_default();
        marked(words, &kinds(&text.marks, &piece), markup)
    });
    pieces.collect()
}

/// What a piece of text means, by all marks that cover it.
fn kinds<'a>(marks: &'a [Mark], piece: &Range<usize>) -> Vec<&'a MarkKind> {
    let covers = |mark: &&Mark| mark.range.start <= piece.start && piece.end <= mark.range.end;
    marks.iter().filter(covers).map(|mark| &mark.kind).collect()
}

/// An address that may be followed from a document: of the web, or of a letter.
fn followed(address: &Safe) -> Option<&str> {
    let lower = address.to_ascii_lowercase();
    let is_one = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    is_one.then_some(&**address)
}

fn marked(piece: &str, kinds: &[&MarkKind], markup: Markup) -> String {
    // Marks may not touch a blank on their inner side.
    let words = piece.trim_matches(' ');
    if words.is_empty() {
        return piece.to_owned();
    }
    let before = &piece[..piece.len() - piece.trim_start_matches(' ').len()];
    let after = &piece[piece.trim_end_matches(' ').len()..];
    let break_ = match markup {
        Markup::Html => "<br>\n",
        Markup::Markdown => "\\\n",
        Markup::Typst => " \\\n",
        Markup::Plain | Markup::Latex | Markup::Org => "\n",
    };
    let has = |kind: MarkKind| kinds.contains(&&kind);
    let mut out = if has(MarkKind::Code) {
        code(words, markup)
    } else {
        let lines = words.split('\n').map(|line| markup.text(line));
        lines.collect::<Vec<_>>().join(break_)
    };
    for (is_set, [open, close]) in [
        (has(MarkKind::Emphasis), emphasis(markup)),
        (has(MarkKind::Strong), strong(markup)),
        (has(MarkKind::Highlight), highlight(markup)),
    ] {
        if is_set {
            out = format!("{open}{out}{close}");
        }
    }
    let link = kinds.iter().rev().find_map(|kind| match kind {
        MarkKind::Link(address) => followed(address),
        _ => None,
    });
    if let Some(address) = link {
        out = markup.link(address, &out);
    }
    format!("{before}{out}{after}")
}

fn code(words: &str, markup: Markup) -> String {
    match markup {
        Markup::Html => format!("<code>{}</code>", markup.text(words)),
        Markup::Markdown => {
            let fence = "`".repeat(longest_run(words, '`') + 1);
            let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
            format!("{fence}{pad}{}{pad}{fence}", words.replace('\n', " "))
        }
        Markup::Typst => format!("#raw({})", typst_string(words)),
        Markup::Plain | Markup::Latex | Markup::Org => markup.text(words),
    }
}

fn emphasis(markup: Markup) -> [&'static str; 2] {
    match markup {
        Markup::Html => ["<em>", "</em>"],
        Markup::Markdown => ["*", "*"],
        Markup::Typst => ["#emph[", "]"],
        Markup::Plain | Markup::Latex | Markup::Org => ["", ""],
    }
}

fn strong(markup: Markup) -> [&'static str; 2] {
    match markup {
        Markup::Html => ["<strong>", "</strong>"],
        Markup::Markdown => ["**", "**"],
        Markup::Typst => ["#strong[", "]"],
        Markup::Plain | Markup::Latex | Markup::Org => ["", ""],
    }
}

fn highlight(markup: Markup) -> [&'static str; 2] {
    match markup {
        Markup::Html => ["<mark>", "</mark>"],
        Markup::Typst => ["#highlight[", "]"],
        // CommonMark has no such mark.
        Markup::Markdown | Markup::Plain | Markup::Latex | Markup::Org => ["", ""],
    }
}

/// The most of one sign that stand side by side.
pub(super) fn longest_run(words: &str, sign: char) -> usize {
    let runs = words.split(|c| c != sign).map(str::len);
    runs.max().unwrap_or(0)
}

/// A string of Typst's scripting language.
pub(super) fn typst_string(words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{words}\"")
}

/// The cells of a table, row by row: where each stands, and whether it is in
/// the head.
pub(super) fn rows(text: &Text) -> Vec<Vec<(Range<usize>, bool)>> {
    let mut end = 0;
    let lines = text.plain.split_inclusive('\n').map(|line| {
        end += line.len();
        end - line.len()..end
    });
    let cells = |line: Range<usize>| {
        let in_line = |mark: &&Mark| line.contains(&mark.range.start) || mark.range == line;
        let cell = |mark: &Mark| match mark.kind {
            MarkKind::Cell(is_head) => Some((mark.range.clone(), is_head)),
            _ => None,
        };
        text.marks.iter().filter(in_line).filter_map(cell).collect()
    };
    lines.map(cells).filter(|row: &Vec<_>| !row.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(plain: &str, marks: &[(Range<usize>, MarkKind)]) -> Text {
        let marks = marks.iter().cloned().map(|(range, kind)| Mark { range, kind }).collect();
        Text { plain: Safe::lines(plain), marks }
    }

    #[test]
    fn marks_that_overlap_are_cut_to_nest() {
        let both = text("a b c", &[(0..3, MarkKind::Emphasis), (2..5, MarkKind::Strong)]);
        assert_eq!(
            inline(&both, Markup::Html),
            "<em>a</em> <strong><em>b</em></strong> <strong>c</strong>"
        );
        assert_eq!(inline(&both, Markup::Typst), "#emph[a] #strong[#emph[b]] #strong[c]");
    }

    #[test]
    fn what_a_page_would_run_is_no_link() {
        let link = |address: &str| text("go", &[(0..2, MarkKind::Link(Safe::line(address)))]);
        assert_eq!(inline(&link("javascript:alert(1)"), Markup::Html), "go");
        assert_eq!(inline(&link("data:text/html,x"), Markup::Typst), "go");
        assert_eq!(
            inline(&link("https://a.example/?a=1&b=\"2"), Markup::Html),
            "<a href=\"https://a.example/?a=1&amp;b=&quot;2\">go</a>"
        );
    }

    #[test]
    fn code_keeps_its_own_quotes() {
        let code = text("a`b\"", &[(0..4, MarkKind::Code)]);
        assert_eq!(inline(&code, Markup::Markdown), "``a`b\"``");
        assert_eq!(inline(&code, Markup::Typst), "#raw(\"a`b\\\"\")");
    }

    #[test]
    fn verse_keeps_its_lines() {
        assert_eq!(inline(&text("one\ntwo", &[]), Markup::Html), "one<br>\ntwo");
        assert_eq!(inline(&text("one\n- two", &[]), Markup::Markdown), "one\\\n\\- two");
    }
}
