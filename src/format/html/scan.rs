//! Looks a page over before a tree is built from it.
//!
//! A tree builder cannot be stopped, and takes time that grows with the square
//! of the depth; so its input is bounded first. Knows tags and what is inside
//! them, no more; one linear pass, as in the tokenizer of the HTML standard,
//! with the end tags that browsers imply.

use std::borrow::Cow;

use super::elements::{is_formatting, is_raw, is_void};

/// Deepest nesting of elements.
const DEPTH: usize = 512;

/// Most nodes. A real page has some thousands, a book some ten thousands; each
/// takes half a kilobyte before the page is read.
const NODES: usize = 150_000;

/// Most attributes of one element: finding doubles is quadratic.
const ATTRIBUTES: usize = 500;

/// What a page must not pass to be read as a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    Depth,
    Nodes,
    Attributes,
}

/// Whether a tree of bounded size and depth can be built from a page.
pub(super) fn measure(html: &str) -> Result<(), Excess> {
    let mut measure = Measure::default();
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        measure.nodes += 1;
        match token {
            Token::Start { name, inside, is_closed } => {
                if has_too_many_attributes(inside) {
                    return Err(Excess::Attributes);
                }
                if !is_closed && !is_void(&name) {
                    measure.open(name);
                }
                // There, nothing is kept from being markup.
                if tokens.raw.is_some() && measure.is_in_drawing() {
                    tokens.raw = None;
                }
            }
            Token::End(name) => measure.close(&name),
            Token::Text(_) => {}
            // A tree builder notes each as a fault.
            Token::Comment(inside) => measure.nodes += inside.matches("<!--").count(),
        }
        if measure.stack.len() > DEPTH {
            return Err(Excess::Depth);
        }
        if measure.nodes > NODES {
            return Err(Excess::Nodes);
        }
    }
    Ok(())
}

/// The words of a page without its tags, a line for each block.
pub(super) fn words(html: &str) -> String {
    let mut text = String::new();
    for token in Tokens::new(html) {
        match token {
            Token::Text(words) => text.push_str(words),
            Token::Start { name, .. } | Token::End(name) => {
                if !is_formatting(&name) && !text.ends_with('\n') {
                    text.push('\n');
                }
            }
            Token::Comment(_) => {}
        }
    }
    text
}

#[derive(Debug, Default)]
struct Measure<'a> {
    stack: Vec<Cow<'a, str>>,
    nodes: usize,
    /// Formatting elements that are open: a tree builder opens them anew in
    /// every block.
    formatting: usize,
    /// Paragraphs that are open: what most elements close.
    paragraphs: usize,
}

impl<'a> Measure<'a> {
    fn open(&mut self, name: Cow<'a, str>) {
        let (closes, until): (&[&str], &[&str]) = match &*name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            // These, unlike the others, do not end a drawing either.
            "option" | "optgroup" => (&["option"], &["select", "svg", "math"]),
            "td" | "th" => (&["td", "th"], &["table", "svg", "math"]),
            "tr" => (&["tr"], &["table", "svg", "math"]),
            "tbody" | "thead" | "tfoot" => {
                (&["tbody", "thead", "tfoot"], &["table", "svg", "math"])
            }
            name if self.paragraphs > 0 && !is_formatting(name) => {
                (&["p"], &["td", "th", "button", "object", "template", "table"])
            }
            _ => (&[], &[]),
        };
        if !closes.is_empty() {
            let is_end =
                |open: &Cow<'_, str>| closes.contains(&&**open) || until.contains(&&**open);
            let nearest = self.stack.iter().rposition(is_end);
            if let Some(rank) = nearest.filter(|rank| closes.contains(&&*self.stack[*rank])) {
                self.truncate(rank);
            }
        }
        if is_formatting(&name) {
            self.formatting += 1;
        } else {
            self.nodes += self.formatting;
        }
        self.paragraphs += usize::from(name == "p");
        self.stack.push(name);
    }

    /// Whether a drawing or a formula is open.
    fn is_in_drawing(&self) -> bool {
        self.stack.iter().any(|open| matches!(&**open, "svg" | "math"))
    }

    fn close(&mut self, name: &str) {
        match self.stack.iter().rposition(|open| open == name) {
            Some(rank) if is_formatting(name) => {
                self.stack.remove(rank);
                self.formatting -= 1;
            }
            Some(rank) => self.truncate(rank),
            None => {}
        }
    }

    /// Closes elements, but not the formatting inside them: the tree builder
    /// opens it again behind.
    fn truncate(&mut self, rank: usize) {
        let mut kept = rank;
        for at in rank..self.stack.len() {
            self.paragraphs -= usize::from(self.stack[at] == "p");
            if is_formatting(&self.stack[at]) {
                self.stack.swap(kept, at);
                kept += 1;
            }
        }
        self.stack.truncate(kept);
    }
}

/// A part of a page; names are in lower case.
#[derive(Debug)]
enum Token<'a> {
    Start {
        name: Cow<'a, str>,
        /// What stands behind the name.
        inside: &'a str,
        is_closed: bool,
    },
    End(Cow<'a, str>),
    Text(&'a str),
    /// What stands in a comment, and the end of it.
    Comment(&'a str),
}

/// The tags, texts and comments of a page, without what is none of them.
struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// An element whose inside is not HTML.
    raw: Option<Cow<'a, str>>,
}

impl<'a> Tokens<'a> {
    fn new(html: &'a str) -> Self {
        Self { html, at: 0, raw: None }
    }

    fn to(&mut self, end: usize) -> &'a str {
        let part = &self.html[self.at..end];
        self.at = end;
        part
    }

    fn skip_past(&mut self, what: &str) {
        let rest = &self.html[self.at..];
        self.at += rest.find(what).map_or(rest.len(), |found| found + what.len());
    }

    /// The tag that begins here, up to the first `>` outside quotes.
    fn tag(&mut self) -> &'a str {
        let bytes = self.html.as_bytes();
        let start = self.at + 1;
        let mut at = start;
        while let Some(length) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) {
            let (before, sign) = (&bytes[start..at + length], bytes[at + length]);
            at += length + 1;
            if sign == b'>' {
                return self.to(at);
            }
            // A quote opens a value only behind an equals sign.
            if before.trim_ascii_end().ends_with(b"=") {
                let Some(length) = memchr::memchr(sign, &bytes[at..]) else { break };
                at += length + 1;
            }
        }
        self.to(self.html.len())
    }

    fn raw_text(&mut self, name: &str) {
        let rest = &self.html.as_bytes()[self.at..];
        let ends = |at: &usize| {
            let tag = &rest[at + 2..];
            tag.len() >= name.len() && tag[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        };
        let candidates = memchr::memmem::find_iter(rest, b"</");
        let end = { candidates }.find(ends).unwrap_or(rest.len());
        self.at += end;
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            self.raw_text(&name);
        }
        let rest = &self.html[self.at..];
        if rest.is_empty() {
            return None;
        }
        let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
        Some(if rest.starts_with("<!--") {
            self.at += 4;
            let inside = self.at;
            self.skip_past("-->");
            Token::Comment(&self.html[inside..self.at])
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            // A tree builder makes comments of them.
            let inside = self.at + 2;
            self.skip_past(">");
            Token::Comment(&self.html[inside..self.at])
        } else if rest.starts_with("</") || rest.starts_with('<') && next.is_ascii_alphabetic() {
            tag(self.tag(), &mut self.raw)
        } else {
            let end = memchr::memchr(b'<', &rest.as_bytes()[1..]);
            let end = end.map_or(rest.len(), |at| at + 1);
            Token::Text(self.to(self.at + end))
        })
    }
}

fn tag<'a>(tag: &'a str, raw: &mut Option<Cow<'a, str>>) -> Token<'a> {
    let is_end = tag.starts_with("</");
    let inside = &tag[if is_end { 2 } else { 1 }..];
    let length =
        inside.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(inside.len());
    let name = &inside[..length];
    let is_small = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    let name = if is_small { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) };
    if name.is_empty() {
        return Token::Comment("");
    }
    if is_end {
        return Token::End(name);
    }
    if is_raw(&name) {
        *raw = Some(name.clone());
    }
    Token::Start { name, inside: &inside[length..], is_closed: tag.ends_with("/>") }
}

/// Whether an element has more attributes than it may, by what stands behind
/// its name.
fn has_too_many_attributes(inside: &str) -> bool {
    // Each takes two bytes at least.
    if inside.len() <= 2 * ATTRIBUTES {
        return false;
    }
    // An attribute needs a blank, a quote or a slash before it.
    let is_between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
    let attributes = inside
        .as_bytes()
        .windows(2)
        .filter(|pair| is_between(&pair[0]) && (pair[1].is_ascii_alphabetic() || pair[1] >= 0x80))
        .count();
    // Words inside quoted values count too; few pages come near the limit.
    attributes.min(inside.matches('=').count().max(attributes / 8)) > ATTRIBUTES
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn depth_is_bounded() {
        assert_eq!(measure(&"<div>".repeat(513)), Err(Excess::Depth));
        assert_eq!(measure(&"<div></div>".repeat(5000)), Ok(()));
        assert_eq!(measure(&"<p>one<p>two<li>three".repeat(5000)), Ok(()));
        assert_eq!(measure(&"<br><img src='>'>".repeat(5000)), Ok(()));
    }

    #[test]
    fn in_a_drawing_all_is_markup() {
        let deep = "<div>".repeat(513);
        for before in ["<svg><style>", "<math><title>", "<table><td><svg><td><style>"] {
            assert_eq!(measure(&format!("{before}{deep}")), Err(Excess::Depth), "{before}");
        }
        for before in ["<svg><path></svg><script>", "<svg/><style>", "<svg><style>a</svg><xmp>"] {
            assert_eq!(measure(&format!("{before}{deep}")), Ok(()), "{before}");
        }
    }

    #[test]
    fn what_is_no_markup_is_counted_as_the_comments_it_becomes() {
        for comment in ["<![CDATA[x]]>", "<?x>", "</ x>", "<!-->", "<!x>"] {
            assert_eq!(measure(&comment.repeat(2 * NODES)), Err(Excess::Nodes), "{comment}");
        }
    }

    #[test]
    fn formatting_that_multiplies_is_counted() {
        let page = "<b class=a>".repeat(400) + &"<p>x".repeat(5000);
        assert_eq!(measure(&page), Err(Excess::Nodes));
    }

    #[test]
    fn a_flood_of_attributes_is_refused() {
        let many = (0..600).map(|n| format!(" a{n}='1'")).collect::<Vec<_>>().concat();
        assert_eq!(measure(&format!("<p{many}>")), Err(Excess::Attributes));
        let long = format!("<p title='{}'>", "word ".repeat(2000));
        assert_eq!(measure(&long), Ok(()));
    }

    #[test]
    fn a_flood_of_comments_within_one_is_refused() {
        assert_eq!(measure(&"<!--".repeat(NODES + 1)), Err(Excess::Nodes));
        assert_eq!(measure(&format!("<!--{}-->", " - ".repeat(NODES))), Ok(()));
    }

    #[test]
    fn words_come_without_tags_and_scripts() {
        let page =
            "<p>The <b>wall</b><!-- x --><script>if (a<b) {}</script><style>p>a{}</style><p>fell";
        let words = words(page);
        let lines: Vec<_> = words.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["The wall", "fell"]);
    }

    #[test]
    fn a_quote_holds_a_tag_open_only_where_it_opens_a_value() {
        let said = |page| words(page).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(said("<p title = 'a > b'>The<p it's>wall<p a=\"\" b>fell"), "The wall fell");
        assert_eq!(said("<p title='it\"s'>The<p title=\"a>b>c"), "The");
    }

    #[test]
    fn a_page_of_one_letter_of_two_bytes_is_measured() {
        assert!(measure("é").is_ok());
        assert_eq!(words("é").trim(), "é");
    }

    proptest! {
        #[test]
        fn no_page_panics(page in "[<>/a-c!='\"\\-é& \n?]{0,80}") {
            let _ = measure(&page);
            let _ = words(&page);
        }
    }
}
