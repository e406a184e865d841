//! Writes the runs of a citation as plain text, Markdown and HTML.
//!
//! All three say the same words in the same order; they differ only in how
//! they show the way a run is set.

use crate::article::Safe;

use super::Run;

/// The words alone.
pub(super) fn plain(runs: &[Run]) -> Safe {
    Safe::join(runs.iter().map(|run| run.text.as_clean()), "")
}

/// One paragraph of `CommonMark`. It has no small capitals and raises nothing:
/// such words are written as they are.
pub(super) fn markdown(runs: &[Run]) -> Safe {
    let mut out = String::new();
    for run in runs {
        // Emphasis may not begin or end with a space.
        let words = run.text.trim();
        let (before, after) = around(&run.text, words);
        let text = match &run.link {
            Some(link) => linked(link),
            None => escaped_markdown(words, out.is_empty()),
        };
        let mark = match (run.face.is_italic, run.face.is_bold) {
            _ if words.is_empty() => "",
            (true, true) => "***",
            (true, false) => "*",
            (false, true) => "**",
            (false, false) => "",
        };
        out.extend([before, mark, &text, mark, after]);
    }
    Safe::line(&out)
}

/// A stretch of HTML, without an element around it.
pub(super) fn html(runs: &[Run]) -> Safe {
    let mut out = String::new();
    for run in runs {
        let link = run.link.as_ref().map(|link| format!("<a href=\"{}\">", escaped_html(link)));
        let elements = [
            (link.as_deref(), "</a>"),
            (run.face.is_italic.then_some("<i>"), "</i>"),
            (run.face.is_bold.then_some("<b>"), "</b>"),
            (run.face.is_small_caps.then_some(SMALL_CAPS), "</span>"),
            (run.face.is_raised.then_some("<sup>"), "</sup>"),
        ];
        let used = || elements.iter().filter_map(|(start, end)| Some(((*start)?, *end)));
        out.extend(used().map(|(start, _)| start));
        out.push_str(&escaped_html(&run.text));
        out.extend(used().rev().map(|(_, end)| end));
    }
    Safe::line(&out)
}

const SMALL_CAPS: &str = "<span style=\"font-variant: small-caps\">";

/// The blanks before and behind `words`, which is `text` without them.
pub(super) fn around<'a>(text: &'a str, words: &str) -> (&'a str, &'a str) {
    let before = text.len() - text.trim_start().len();
    let after = (before + words.len()).min(text.len());
    (&text[..before], &text[after..])
}

/// Text with everything escaped that Markdown would read; at the beginning of
/// a paragraph also what would make it a list, a heading or a quotation.
pub(super) fn escaped_markdown(text: &str, opens: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_numbered = || text[..at].bytes().all(|byte| byte.is_ascii_digit());
        let means = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' => true,
            '&' => begins_entity(&text[at + 1..]),
            '#' | '+' | '-' | '=' => opens && at == 0,
            '.' | ')' => opens && at > 0 && is_numbered(),
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether what follows an ampersand makes it a character's name: `&amp;`.
fn begins_entity(after: &str) -> bool {
    let name = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < after.len() && name.starts_with(';')
}

/// An address that leads to itself; angle brackets are enough unless it holds
/// something that they cannot.
pub(super) fn linked(address: &str) -> String {
    let is_plain = !address.contains(|c: char| c.is_whitespace() || "<>\\&".contains(c));
    if is_plain { format!("<{address}>") } else { linked_as(address, address) }
}

/// Words that lead to an address.
pub(super) fn linked_as(words: &str, address: &str) -> String {
    around_link(&escaped_markdown(words, false), address)
}

/// Markdown that leads to an address.
pub(super) fn around_link(words: &str, address: &str) -> String {
    let target = address.replace('\\', "\\\\").replace('&', "\\&");
    let target = target.replace('<', "%3C").replace('>', "%3E");
    format!("[{words}](<{target}>)")
}

pub(super) fn escaped_html(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::Face;

    fn run(text: &str) -> Run {
        Run { text: Safe::line(text), ..Run::default() }
    }

    fn italic(text: &str) -> Run {
        Run { face: Face { is_italic: true, ..Face::default() }, ..run(text) }
    }

    #[test]
    fn html_escapes_what_it_would_read() {
        let runs = [run("A<b> & “c” \"d\" "), italic("e")];
        assert_eq!(&*html(&runs), "A&lt;b&gt; &amp; “c” &quot;d&quot; <i>e</i>");
    }

    #[test]
    fn markdown_keeps_blanks_out_of_emphasis() {
        let runs = [run("a "), italic("b* "), run("c")];
        assert_eq!(&*markdown(&runs), "a *b\\** c");
    }

    #[test]
    fn a_citation_that_begins_like_a_list_stays_a_paragraph() {
        assert_eq!(&*markdown(&[run("1984. (1949).")]), "1984\\. (1949).");
        assert_eq!(&*markdown(&[run("- so be it")]), "\\- so be it");
    }

    #[test]
    fn a_link_leads_to_its_address() {
        let address = Safe::line("https://a.example/?b&c");
        let runs = [Run { link: Some(address.clone()), text: address, ..Run::default() }];
        assert_eq!(
            &*html(&runs),
            "<a href=\"https://a.example/?b&amp;c\">https://a.example/?b&amp;c</a>"
        );
        assert_eq!(&*markdown(&runs), "[https://a.example/?b&c](<https://a.example/?b\\&c>)");
    }
}
