//! The languages of documents into which citations and quotations are pasted.
//!
//! Each is a handful of signs: how a stretch is set, what has to be escaped,
//! how words are set off. Sources: `CommonMark` 0.31, `LaTeX2e` (Lamport 1994),
//! the Typst reference 0.13, the Org manual 9.7, HTML (WHATWG).

use std::fmt;
use std::str::FromStr;

use super::{Run, UnknownName, write};

/// What a quotation is pasted into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Markup {
    /// Text without marks: italics are lost.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
    /// LaTeX.
    Latex,
    /// Typst.
    Typst,
    /// Org, as Emacs has it.
    Org,
    /// HTML.
    Html,
}

impl Markup {
    /// Every markup, in the order in which they are offered.
    pub const ALL: &[Self] =
        &[Self::Plain, Self::Markdown, Self::Latex, Self::Typst, Self::Org, Self::Html];

    /// The name that the configuration gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Markdown => "markdown",
            Self::Latex => "latex",
            Self::Typst => "typst",
            Self::Org => "org",
            Self::Html => "html",
        }
    }

    /// Words that mean nothing but themselves, at the beginning of a paragraph.
    pub fn text(self, words: &str) -> String {
        match self {
            Self::Plain => words.to_owned(),
            Self::Markdown => write::escaped_markdown(words, true),
            Self::Latex => latex(words),
            Self::Typst => typst(words),
            Self::Org => org(words),
            Self::Html => write::escaped_html(words),
        }
    }

    /// Runs of a citation.
    pub fn runs(self, runs: &[Run]) -> String {
        match self {
            Self::Plain => write::plain(runs).to_string(),
            Self::Markdown => write::markdown(runs).to_string(),
            Self::Html => write::html(runs).to_string(),
            Self::Latex | Self::Typst | Self::Org => runs.iter().map(|run| self.run(run)).collect(),
        }
    }

    fn run(self, run: &Run) -> String {
        if let Some(link) = &run.link {
            return self.address(link);
        }
        let text = match self {
            Self::Typst => typst(&run.text),
            Self::Org => org(&run.text),
            _ => latex(&run.text),
        };
        let faces =
            [run.face.is_italic, run.face.is_bold, run.face.is_small_caps, run.face.is_raised];
        let signs = match self {
            Self::Typst => {
                [("#emph[", "]"), ("#strong[", "]"), ("#smallcaps[", "]"), ("#super[", "]")]
            }
            Self::Org => [("/", "/"), ("*", "*"), ("", ""), ("^{", "}")],
            _ => [
                ("\\emph{", "}"),
                ("\\textbf{", "}"),
                ("\\textsc{", "}"),
                ("\\textsuperscript{", "}"),
            ],
        };
        // Marks may not touch a blank on their inner side.
        let words = text.trim();
        let (before, after) = write::around(&text, words);
        let used = || faces.iter().zip(signs).filter(|(is_set, _)| **is_set && !words.is_empty());
        let open: String = used().map(|(_, (open, _))| open).collect();
        let close: String = used().rev().map(|(_, (_, close))| close).collect();
        format!("{before}{open}{words}{close}{after}")
    }

    /// An address that can be followed.
    pub fn address(self, address: &str) -> String {
        match self {
            Self::Plain => address.to_owned(),
            Self::Markdown => write::linked(address),
            Self::Latex => {
                format!("\\url{{{}}}", address.replace('%', "\\%").replace('#', "\\#"))
            }
            Self::Typst => {
                format!("#link(\"{}\")", address.replace('\\', "\\\\").replace('"', "\\\""))
            }
            Self::Org => format!("[[{}]]", address.replace('[', "%5B").replace(']', "%5D")),
            Self::Html => {
                let address = write::escaped_html(address);
                format!("<a href=\"{address}\">{address}</a>")
            }
        }
    }

    /// Words that are written already, leading to an address; the markups
    /// without a form for that have the words alone.
    pub fn link(self, address: &str, words: &str) -> String {
        match self {
            Self::Plain | Self::Latex | Self::Org => words.to_owned(),
            Self::Markdown => write::around_link(words, address),
            Self::Typst => format!("{}[{words}]", self.address(address)),
            Self::Html => format!("<a href=\"{}\">{words}</a>", write::escaped_html(address)),
        }
    }

    /// A paragraph of text that is written already.
    pub(super) fn paragraph(self, written: &str) -> String {
        match self {
            Self::Html => format!("<p>{written}</p>"),
            _ => written.to_owned(),
        }
    }

    /// Paragraphs set off as somebody else's words; `in_text` follows the last.
    pub(super) fn quotation(self, written: &[String], in_text: &str, link: Option<&str>) -> String {
        let mut written = written.to_vec();
        if let Some(last) = written.last_mut()
            && !in_text.is_empty()
        {
            last.push(' ');
            last.push_str(in_text);
        }
        let words = written.join("\n\n");
        match self {
            Self::Plain => words,
            Self::Markdown => {
                let lines = words.lines().map(|line| format!("> {line}").trim_end().to_owned());
                lines.collect::<Vec<_>>().join("\n")
            }
            Self::Latex => format!("\\begin{{quote}}\n{words}\n\\end{{quote}}"),
            Self::Typst => format!("#quote(block: true)[{words}]"),
            Self::Org => format!("#+begin_quote\n{words}\n#+end_quote"),
            Self::Html => {
                let cite = link.map(|link| format!(" cite=\"{}\"", write::escaped_html(link)));
                let paragraphs: Vec<_> =
                    written.iter().map(|words| self.paragraph(words)).collect();
                let cite = cite.unwrap_or_default();
                format!("<blockquote{cite}>\n{}\n</blockquote>", paragraphs.join("\n"))
            }
        }
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The inverse of [`Markup::name`].
impl FromStr for Markup {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let markup = Self::ALL.iter().copied().find(|markup| markup.name() == name);
        let names = || Self::ALL.iter().map(|markup| markup.name());
        markup.ok_or_else(|| UnknownName::new("markup", name, names()))
    }
}

fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

fn typst(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let is_first = text[..at].trim_start().is_empty();
        let is_number = || text[..at].bytes().all(|byte| byte.is_ascii_digit());
        let means = match c {
            '\\' | '#' | '$' | '*' | '_' | '`' | '<' | '@' | '[' | ']' | '~' | '"' | '\'' => true,
            '=' | '+' => is_first,
            '-' => is_first || matches!(next, Some('-' | '?')),
            '/' => is_first || matches!(next, Some('/' | '*')),
            '.' => next == Some('.') || at > 0 && is_number(),
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Org has no escape: what would begin a mark is written by its name.
fn org(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let name = match c {
            '*' => "ast",
            '/' => "slash",
            '_' => "under",
            '=' => "equal",
            '~' => "tilde",
            '+' => "plus",
            '[' => "lbrack",
            '\\' => "backslash",
            '#' => "num",
            '|' => "vert",
            _ => "",
        };
        let begins_word = before.is_none_or(|c: char| !c.is_alphanumeric());
        let opens = begins_word && next.is_some_and(|c| !c.is_whitespace());
        let means = match c {
            '\\' => true,
            '[' => matches!(next, Some('[' | 'f')),
            '#' | '|' => before.is_none(),
            _ => before.is_none() || opens,
        };
        if !name.is_empty() && means {
            out.extend(["\\", name, "{}"]);
        } else {
            out.push(c);
        }
        before = Some(c);
    }
    out
}
