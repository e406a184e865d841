//! Takes out of a page's source what no reader of its words needs.
//!
//! Knows where elements, comments and addresses end, not what they mean. What
//! is taken out never was a word of the page.

use std::borrow::Cow;

use crate::article::Picture;

/// How the address of a picture begins that holds its data.
const PICTURES: &[&str] = &["png;", "jpeg;", "jpg;", "gif;", "webp;"];

/// Most bytes of such an address before its data: their type. Without a limit
/// each of many addresses that name none would be read to its end.
const TYPE: usize = 256;

/// The page without addresses that hold their data: a saved page keeps its
/// pictures and fonts in them. Where `html` is all of a file, a picture keeps
/// an address instead that says where in it the data stand.
pub(super) fn without_data(html: &str, is_file: bool) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut from = 0;
    for at in memchr::memmem::find_iter(html.as_bytes(), b"data:") {
        let opener = html[..at].bytes().next_back();
        let closer = match opener {
            Some(quote @ (b'"' | b'\'')) => quote,
            Some(b'(') => b')',
            _ => continue,
        };
        let bytes = &html.as_bytes()[at..];
        let begin = &bytes[..bytes.len().min(TYPE)];
        let sign = memchr::memchr3(b';', b',', closer, begin).map(|at| begin[at]);
        if at < from || sign.is_none_or(|sign| sign == closer) {
            continue;
        }
        let Some(length) = memchr::memchr(closer, bytes) else { break };
        kept.push_str(&html[from..at]);
        from = at + length;
        if is_file && is_picture(&html[..at - 1], &html[at..from]) {
            kept.push_str(&Picture::address_within(&(at..from)));
        }
    }
    if from == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[from..]);
    Cow::Owned(kept)
}

/// Whether data is the picture that an element shows, `before` the quotation
/// mark of its address.
fn is_picture(before: &str, data: &str) -> bool {
    let kind = data.strip_prefix("data:image/");
    before.ends_with("src=")
        && kind.is_some_and(|kind| PICTURES.iter().any(|known| kind.starts_with(known)))
        && data.contains(";base64,")
}

/// Elements that hold no words of a page.
const WORDLESS: &[&str] = &["script", "style", "noscript", "template", "svg", "iframe"];

/// The page without comments and without elements that hold no words: what a
/// reader of words needs of it.
pub(super) fn without_scripts(html: &str) -> String {
    let mut kept = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        let end = match tag.strip_prefix("<!--") {
            Some(inside) => Some(inside.find("-->").map_or(tag.len(), |end| end + 7)),
            None => WORDLESS.iter().find_map(|name| end_of(tag, name)),
        };
        if end.is_none() {
            kept.push('<');
        }
        rest = &tag[end.unwrap_or(1)..];
    }
    kept.push_str(rest);
    kept
}

/// Where an element of this name ends that the tag opens; `None` if it opens
/// another.
fn end_of(tag: &str, name: &str) -> Option<usize> {
    let is_at = |at: usize| {
        let found = tag.as_bytes().get(at..at + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let is_open = is_at(1)
        && tag.as_bytes().get(1 + name.len()).is_some_and(|byte| !byte.is_ascii_alphanumeric());
    if !is_open {
        return None;
    }
    let close = tag.match_indices("</").map(|(at, _)| at).find(|at| is_at(at + 2));
    let from = close.unwrap_or(tag.len());
    Some(tag[from..].find('>').map_or(tag.len(), |end| from + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn data_is_dropped_and_the_word_is_not() {
        let page = "<img src=\"data:image/png;base64,AAAA\"><i style='background:url(data:image/gif;base64,BB)'>the data: it's \"data: ok\"</i>";
        let kept = without_data(page, false);
        assert_eq!(
            kept,
            "<img src=\"\"><i style='background:url()'>the data: it's \"data: ok\"</i>"
        );
    }

    #[test]
    fn a_picture_in_a_file_is_known_by_its_place() {
        let page = "<img src='data:image/png;base64,AAAA'><img src=\"data:image/svg+xml,x\">";
        assert_eq!(without_data(page, true), "<img src='data:@10-36'><img src=\"\">");
    }

    #[test]
    fn scripts_and_comments_are_dropped_and_words_are_not() {
        let page = "<p>The<!-- <p> --> wall<SCRIPT a>if (a<b) '</p>'</script ><svg><path/></svg> fell<scripted>.";
        assert_eq!(without_scripts(page), "<p>The wall fell<scripted>.");
        assert_eq!(without_scripts("a<style>b"), "a");
        assert_eq!(without_scripts("a<!--b"), "a");
    }

    #[test]
    fn an_address_that_does_not_soon_name_a_type_is_kept() {
        let page = format!("(data:{};base64,AAAA)", "x".repeat(TYPE));
        assert_eq!(without_data(&page, true), page);
        assert_eq!(without_data("(data:image/png;base64,AAAA)", true), "()");
    }

    proptest! {
        #[test]
        fn no_page_panics(page in "(<(/?(script|style|svg)|!--|[a-c])>?|-->|data:|[>'\"(é,;]){0,40}") {
            let _ = without_data(&page, true);
            let _ = without_scripts(&page);
        }
    }
}
