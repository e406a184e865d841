//! The numbers of links, and the list of their addresses at the end.
//!
//! An address has one number, however often it is linked to. One that stands
//! in the text itself needs none.

use std::collections::HashMap;

use super::pieces::{Piece, Role, Words, add};
use crate::article::{Block, Mark, MarkKind, Safe, Text};
use crate::typeset::paragraph::Note;

/// Links that are numbered; a page with more is a directory.
const MOST: usize = 999;

/// Numbers the links of the blocks on a page, and lists their addresses under
/// it.
pub(super) fn number(pieces: &mut Vec<Piece>, body: &[Block]) {
    let mut numbers: HashMap<&Safe, usize> = HashMap::new();
    let mut addresses = Vec::new();
    let shown = pieces.iter_mut().filter(|piece| piece.words == Words::Block && has_notes(piece));
    for piece in shown {
        let Some(Block { text, .. }) = body.get(piece.block) else { continue };
        for mark in &text.marks {
            let MarkKind::Link(address) = &mark.kind else { continue };
            if !is_worth(address, text, mark) || addresses.len() == MOST {
                continue;
            }
            let number = *numbers.entry(address).or_insert_with(|| {
                addresses.push(address);
                addresses.len()
            });
            piece.notes.push(Note { at: mark.range.end, sign: raised(number) });
        }
        // Links may nest, and the outer one ends last.
        piece.notes.sort_by_key(|note| note.at);
    }
    if addresses.is_empty() {
        return;
    }
    let end = body.len();
    add(pieces, Role::Heading(2), Words::Own(Safe::line("Links").into()), end);
    for (address, number) in addresses.into_iter().zip(1..) {
        let kind = MarkKind::Link(address.clone());
        let marks = vec![Mark { range: 0..address.len(), kind }];
        let text = Text { plain: address.clone(), marks };
        add(pieces, Role::Item(1, Some(number), false), Words::Own(text), end);
    }
}

/// Whether a piece is set as running words, in which a number has its place.
fn has_notes(piece: &Piece) -> bool {
    !matches!(
        piece.role,
        Role::Code
            | Role::Raw
            | Role::Drawing(_)
            | Role::Table
            | Role::Fold
            | Role::Furniture
            | Role::Headline
    )
}

/// Whether a link leads out of the article, to what its words do not say.
fn is_worth(address: &Safe, text: &Text, mark: &Mark) -> bool {
    let is_web = address.starts_with("http://") || address.starts_with("https://");
    let words = text.plain.get(mark.range.clone()).unwrap_or_default();
    is_web && !words.trim().is_empty() && !words.contains(&**address)
}

/// A number as small raised digits.
fn raised(number: usize) -> Safe {
    const DIGITS: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
    let digits = number.to_string();
    let raised = digits.bytes().filter_map(|digit| DIGITS.get(usize::from(digit - b'0')));
    Safe::line(&raised.copied().collect::<String>())
}
