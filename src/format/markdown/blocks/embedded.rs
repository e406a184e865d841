//! HTML within Markdown, and what looks like it and is none.
//!
//! Agencies write names between angle brackets, as in `<Placid Oil Company>`, and
//! to `CommonMark` that is a tag. One idea: a tag has a name that HTML knows, a
//! custom one with a hyphen, or attributes with values; anything else is what
//! somebody said.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::HashSet;

use super::Walk;
use crate::article::Kind;
use crate::format::html;

/// The elements of the HTML standard (section 4, and 16 for those that are
/// obsolete), and the usual ones of `MathML` and SVG.
static ELEMENTS: LazyLock<HashSet<&str>> = LazyLock::new(|| NAMES.split_whitespace().collect());

const NAMES: &str = "\
    a abbr acronym address annotation applet area article aside audio b base basefont bdi bdo \
    bgsound big blink blockquote body br button canvas caption center circle cite code col \
    colgroup data datalist dd defs del details dfn dialog dir div dl dt ellipse em embed \
    fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header \
    hgroup hr html i iframe img input ins kbd label legend li line link main map mark marquee \
    math menu merror meta meter mfrac mi mn mo mover mpadded mphantom mprescripts mroot mrow ms \
    mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover nav nobr \
    noembed noframes none noscript object ol optgroup option output p param path picture \
    plaintext polygon polyline pre progress q rb rect rp rt rtc ruby s samp script search \
    section select semantics slot small source span strike strong style sub summary sup svg \
    symbol table tbody td template text textarea tfoot th thead time title tr track tspan tt u \
    ul use var video wbr xmp";

impl Walk<'_> {
    /// Takes a tag within a line.
    pub(super) fn inline_html(&mut self, tag: &str, at: Range<usize>) {
        if !is_markup(tag) {
            self.words(tag, at);
        } else if tag.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("<br")) {
            self.end_line();
        }
    }

    /// Ends blocks of HTML.
    pub(super) fn end_html(&mut self) {
        let Some((html, at)) = self.html.take() else { return };
        if !is_markup(&html) {
            self.begin_here(at);
            self.words(&html.replace('\n', " "), at..at + html.len());
            return self.end(at + html.len());
        }
        let Some(blocks) = html::fragment(&html) else {
            self.begin(Kind::Code, at);
            self.words(&html, at..at + html.len());
            return self.end(at + html.len());
        };
        let end = self.start + at + html.len();
        let mut written = self.start + at..end;
        for (kind, finished) in blocks {
            self.read.has_hidden |= finished.has_hidden;
            self.put(kind, finished.text, written);
            written = end..end;
        }
    }
}

/// Whether what `CommonMark` takes for HTML, from its `<` on, begins as HTML does.
fn is_markup(html: &str) -> bool {
    let Some(inner) = html.trim_start().strip_prefix('<') else { return false };
    // Comments, declarations and instructions.
    if inner.starts_with(['!', '?']) {
        return true;
    }
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let inner = inner.split_once('>').map_or(inner, |(inner, _)| inner);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(end);
    let is_known = ELEMENTS.contains(&*name.to_ascii_lowercase());
    // `<Data General Corp>`: whoever writes an attribute in capitals gives it a value.
    let is_said =
        !attributes.contains('=') && attributes.contains(|c: char| c.is_ascii_uppercase());
    (is_known || name.contains('-') || attributes.contains('=')) && !is_said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_a_name_of_html_and_attributes() {
        for tag in [
            "<b>",
            "</b>",
            "<BR/>",
            "<br />",
            "<details open>",
            "<a href=\"x\">",
            "<!-- no -->",
            "<IMG SRC=\"A B\" ALT=x>",
            "<x-card>",
            "<?php ?>",
            "<h2\n id=x>",
            "<mi>",
            "<widget id=1>",
        ] {
            assert!(is_markup(tag), "{tag}");
        }
        for said in
            ["<Placid Oil Company>", "<Data General Corp>", "<Mark Twain>", "<sic>", "</irony>"]
        {
            assert!(!is_markup(said), "{said}");
        }
    }
}
