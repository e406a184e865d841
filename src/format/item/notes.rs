//! Reads the notes on an article that lie beside it in Markdown: what was
//! marked is quoted, and what was noted about it stands below.
//!
//! Source: what Omnivore exports to `highlights/`. One idea: a quotation begins
//! a highlight, and whatever follows up to the next one is the note on it;
//! what stands before the first is a note on the whole article.

use crate::article::kept::words;
use crate::article::{Highlight, Kept};

/// Most passages of an article that are kept.
pub(super) const HIGHLIGHTS: usize = 2_000;

/// Reads the highlights and notes of a file.
pub(in crate::format) fn read(text: &str) -> Kept {
    let mut kept = Kept::default();
    let mut noted = String::new();
    let mut quoted: Option<String> = None;
    let mut is_in_quote = false;
    for line in text.lines() {
        let inside = line.trim_start().strip_prefix('>');
        if let Some(inside) = inside {
            if !is_in_quote {
                take(&mut kept, quoted.take(), &mut noted);
            }
            let quote = quoted.get_or_insert_default();
            *quote += inside.strip_prefix(' ').unwrap_or(inside);
            quote.push('\n');
        } else {
            noted += line;
            noted.push('\n');
        }
        is_in_quote = inside.is_some();
        if kept.highlights.len() >= HIGHLIGHTS {
            break;
        }
    }
    take(&mut kept, quoted, &mut noted);
    kept
}

fn take(kept: &mut Kept, quoted: Option<String>, noted: &mut String) {
    let note = std::mem::take(noted);
    let note = (!note.trim().is_empty()).then(|| words(&note));
    match quoted {
        Some(quote) => {
            let quote = words(&quote);
            kept.highlights.push(Highlight { quote, note, ..Highlight::default() });
        }
        None => kept.note = note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_a_highlight_and_what_follows_is_its_note() {
        let kept = read(
            "On the whole dry.\n\n> It rained\n> all day. \n\nSo it did.\n\nTwice.\n\n> Snow.\n",
        );
        let told: Vec<_> = kept.highlights.iter().map(|one| one.told().to_string()).collect();
        assert_eq!(kept.note.as_deref(), Some("On the whole dry."));
        assert_eq!(told, ["“It rained all day.” So it did.  Twice.", "“Snow.”"]);
        assert_eq!(&*kept.highlights[0].quote, "It rained\nall day.");
    }

    #[test]
    fn an_empty_file_keeps_nothing() {
        assert!(read("").is_empty() && read("\n\n").is_empty());
    }
}
