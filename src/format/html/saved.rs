//! What the program that saved a page wrote into it.
//!
//! `SingleFile` writes a comment after `<html>` with the address and the date;
//! browsers write `saved from url=(0035)https://…` before it.

use crate::format::record::address;

/// Bytes at the start of a page in which the comment is looked for.
const HEAD: usize = 16 * 1024;

/// What was found; empty where nothing is said.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Saved {
    /// The address that was saved.
    pub(super) url: Option<String>,
    /// When, as it is written.
    pub(super) date: Option<String>,
}

/// Looks for the comment.
pub(super) fn find(source: &str) -> Saved {
    let mut saved = Saved::default();
    let head = source.get(..HEAD).unwrap_or(source);
    for comment in head.split("<!--").skip(1).filter_map(|rest| rest.split("-->").next()) {
        if comment.contains("SingleFile") {
            let value = |key: &str| {
                let line = comment.lines().find_map(|line| line.trim().strip_prefix(key));
                line.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
            };
            saved.url = value("url:").filter(|url| address(url).is_some());
            saved.date = value("saved date:");
            break;
        }
        if let Some((_, rest)) = comment.split_once("saved from url=(")
            && let Some((_, url)) = rest.split_once(')')
        {
            saved.url = Some(url.trim().to_owned()).filter(|url| address(url).is_some());
        }
    }
    saved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_that_saved_a_page_says_where_and_when() {
        let saved = find(
            "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://a.example/x \n saved date: Sat Mar 02 2024 10:11:12 GMT+0100 (CET)\n--><p>",
        );
        assert_eq!(saved.url.as_deref(), Some("https://a.example/x"));
        assert_eq!(saved.date.as_deref(), Some("Sat Mar 02 2024 10:11:12 GMT+0100 (CET)"));
        let saved = find("<!-- saved from url=(0021)https://a.example/x -->");
        assert_eq!(saved.url.as_deref(), Some("https://a.example/x"));
    }
}
