//! Reads what text browsers write: pages whose links are numbered, `[4]News`,
//! with a list of their addresses under the word “References”, and in which
//! marks stand for buttons, fields and pictures.
//!
//! Numbers and marks are no words of the page. The numbers are taken out only
//! where the list stands at the end, and marks where several lines have one,
//! so that a text with notes in brackets keeps them.

use crate::format::dates::Order;

use super::header;
use super::survey::Line;

/// Addresses that make a list.
const FEWEST: usize = 3;

/// Links in a line of few words that make it a menu.
const MENU: u32 = 2;

/// Marks of a text browser in brackets end so when they stand for a picture.
const PICTURES: &[&str] = &[".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];

/// Takes the numbers of links and the marks out of the lines of such a page;
/// `order` is that of its days and months in numbers.
pub(super) fn unmark(lines: &mut [Line], order: Order) {
    unnumber(lines, order);
    let is_marked = |line: &Line| bare(&line.text).is_some();
    if lines.iter().filter(|line| is_marked(line)).take(FEWEST).count() < FEWEST {
        return;
    }
    for line in lines {
        match bare(&line.text) {
            Some(text) if text.is_empty() => line.is_notice = true,
            Some(text) => line.say(text, order),
            None => {}
        }
    }
}

/// A line without the marks of buttons, fields and pictures, if it has any.
fn bare(text: &str) -> Option<String> {
    if text.starts_with("IFRAME: ") {
        return Some(String::new());
    }
    memchr::memchr3(b'[', b'_', b'(', text.as_bytes())?;
    let is_field = |word: &&str| word.len() >= 4 && word.bytes().all(|byte| byte == b'_');
    let is_mark = |word: &&str| *word == "(BUTTON)" || is_field(word) || is_picture(word);
    let words = text.split_whitespace();
    if !words.clone().any(|word| is_mark(&word)) {
        return None;
    }
    Some(words.filter(|word| !is_mark(word)).collect::<Vec<_>>().join(" "))
}

/// Whether a word is the mark of a picture: `[harbour.jpg]`, `[harbour-se]`.
fn is_picture(word: &str) -> bool {
    let name = word.strip_prefix('[').and_then(|word| word.strip_suffix(']'));
    name.is_some_and(|name| {
        let is_file = PICTURES.iter().any(|end| name.to_ascii_lowercase().ends_with(end));
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        is_file || name.len() >= 6 && name.contains(['-', '_']) && name.chars().all(is_part)
    })
}

fn unnumber(lines: &mut [Line], order: Order) {
    let Some(list) = lines.iter().rposition(|line| line.folded == "references") else { return };
    let entries = lines[list + 1..].iter().filter(|line| is_entry(&line.text)).count();
    if entries < FEWEST || entries * 2 < lines.len() - list - 1 {
        return;
    }
    for line in &mut lines[..list] {
        if line.text.contains('[') {
            let (text, count) = without_numbers(&line.text);
            line.say(text, order);
            line.is_notice |= count >= MENU && line.words <= 3.0 * f64::from(count);
        }
    }
    for line in &mut lines[list..] {
        line.is_notice = true;
    }
}

/// Whether a line is a number and an address: `  4. https://a.example/b`.
fn is_entry(text: &str) -> bool {
    text.split_once(". ").is_some_and(|(number, rest)| {
        number.bytes().all(|byte| byte.is_ascii_digit()) && header::address(rest.trim()).is_some()
    })
}

/// A line without the numbers of its links and the marks of its pictures, and
/// how many there were.
fn without_numbers(text: &str) -> (String, u32) {
    let mut links = 0;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        let inner = &rest[at + 1..];
        let end = inner.find(']').filter(|end| {
            let mark = &inner[..*end];
            let is_number = !mark.is_empty() && mark.bytes().all(|byte| byte.is_ascii_digit());
            is_number || matches!(mark, "INLINE" | "LINK" | "IMAGE" | "EMBED")
        });
        if end.is_none() {
            out.push('[');
        }
        links += u32::from(end.is_some());
        rest = &inner[end.map_or(0, |end| end + 1)..];
    }
    out.push_str(rest);
    (out.split_whitespace().collect::<Vec<_>>().join(" "), links)
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const PAGE: &str = "   [1]News [2]Sport\n\n                Ferry late again on Monday\n\n\
        \x20  By [3]Ann Lee - 17 April 2009\n\n\
        \x20  The ferry was late again, said the [4]harbour master, who could not say why [5].\n\n\
        \x20  Nor could he say when it would be late the next time, or whether it would be.\n\n\
        References\n\n   1. http://a.example/1\n   2. http://a.example/2\n\
        \x20  3. http://a.example/3\n   4. http://a.example/4\n";

    #[test]
    fn the_numbers_of_links_are_no_words() {
        let article = read(PAGE, "");
        assert_eq!(&*article.meta.title.unwrap().value, "Ferry late again on Monday");
        assert_eq!(article.meta.authors.unwrap().value[0].to_string(), "Ann Lee");
        let said = article.body.iter().filter(|block| block.kind.is_said());
        let said: Vec<&str> = said.map(|block| &*block.text.plain).collect();
        assert!(said[0].contains("said the harbour master, who"), "{said:?}");
    }

    #[test]
    fn marks_of_buttons_fields_and_pictures_are_no_words() {
        let page = "   IFRAME: http://a.example/frame\n\n   ____________ (BUTTON) Search\n\n\
            \x20  [harbour-se] Ferry late again on Monday\n\n   [ferry.jpg]\n\n\
            \x20  The ferry was late again, said the harbour master, who could not say why.\n\n\
            \x20  Nor could he say when it would be late the next time, or whether it would be.\n";
        let article = read(page, "");
        assert_eq!(&*article.meta.title.unwrap().value, "Ferry late again on Monday");
    }

    #[test]
    fn notes_in_brackets_stay_where_no_list_of_addresses_is() {
        let text = PAGE.split("References").next().unwrap();
        let article = read(text, "");
        assert!(article.body.iter().any(|block| block.text.plain.contains("[4]harbour")));
    }
}
