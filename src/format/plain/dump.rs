//! Reads what text browsers write: pages whose links are numbered, `[4]News`,
//! with a list of their addresses under the word “References”.
//!
//! The numbers are no words of the page. They are taken out only where the
//! list stands at the end, so a text with notes in brackets keeps them.

use super::header;
use super::survey::Line;

/// Addresses that make a list.
const FEWEST: usize = 3;

/// Links in a line of few words that make it a menu.
const MENU: u32 = 2;

/// Takes the numbers of the links out of the lines of such a page.
pub(super) fn unmark(lines: &mut [Line]) {
    let Some(list) = lines.iter().rposition(|line| line.folded == "references") else { return };
    let entries = lines[list + 1..].iter().filter(|line| is_entry(&line.text)).count();
    if entries < FEWEST || entries * 2 < lines.len() - list - 1 {
        return;
    }
    for line in &mut lines[..list] {
        if line.text.contains('[') {
            let (text, count) = without_numbers(&line.text);
            line.say(text);
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
    fn notes_in_brackets_stay_where_no_list_of_addresses_is() {
        let text = PAGE.split("References").next().unwrap();
        let article = read(text, "");
        assert!(article.body.iter().any(|block| block.text.plain.contains("[4]harbour")));
    }
}
