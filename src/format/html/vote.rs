//! Weighs a second opinion on which blocks of a page are its article.
//!
//! It is asked where the first choice looks doubtful: a kept paragraph does
//! not end as sentences do (a button, a notice, a label), prose between kept
//! blocks was left out, or little was kept at all. Where both extractions
//! found the same article, the second one corrects the first: a paragraph or
//! heading that it rejects is folded, and prose that it has, and that is
//! marked up as the article is, comes back. Tables, lists, code and
//! quotations stay whatever it says. Where they found different articles, the
//! first is believed.

use std::collections::{HashMap, HashSet};

use super::opinion::Opinion;
use super::page::Page;
use super::text::norm;
use super::walk::Piece;
use crate::article::Kind;

/// Letters that both have, of those that the first kept, for both to have
/// found the same article.
const AGREEMENT: f64 = 0.8;

/// Shortest text, in bytes, that no second opinion is asked about.
const LITTLE: usize = 600;

/// Shortest prose, in bytes.
const PROSE: usize = 80;

/// What ends a sentence, or closes what does.
const ENDS: &[char] = &[
    '.', '!', '?', '…', ':', ';', '"', '\'', '”', '’', '»', '«', '“', ')', ']', '。', '！', '？',
    '」', '』', '）', '।', '؟', '۔', '።', '។',
];

/// Corrects which pieces are the article, each `Some` with its kind or
/// `None`. `asks` gives the opinion, `kind` the kind of a piece that comes
/// back.
pub(super) fn hear(
    page: &Page,
    pieces: &[Piece],
    kinds: &mut [Option<Kind>],
    asks: impl FnOnce() -> Option<Opinion>,
    kind: impl Fn(usize) -> Kind,
) {
    if !is_doubtful(pieces, kinds) {
        return;
    }
    let Some(opinion) = asks() else { return };
    let shares: Vec<f64> = pieces.iter().map(|piece| opinion.share(&piece.finished.raw)).collect();
    if agreement(pieces, kinds, &shares) < AGREEMENT {
        return;
    }
    let back = missed(page, pieces, kinds, &shares);
    for (rank, own) in kinds.iter_mut().enumerate() {
        let is_foldable = matches!(own, Some(Kind::Paragraph | Kind::Heading(_)));
        if is_foldable && shares[rank] < 0.5 {
            *own = None;
        }
    }
    for rank in back {
        kinds[rank] = Some(kind(rank));
    }
}

fn is_prose(piece: &Piece) -> bool {
    let raw = piece.finished.raw.trim_end();
    raw.len() >= PROSE && !piece.is_hidden && piece.linked * 3 < raw.len()
}

fn ends_like_prose(piece: &Piece) -> bool {
    let raw = piece.finished.raw.trim_end();
    raw.is_empty() || raw.ends_with(ENDS)
}

/// The first and the last kept piece.
fn ends(kinds: &[Option<Kind>]) -> Option<(usize, usize)> {
    let first = kinds.iter().position(Option::is_some)?;
    Some((first, kinds.iter().rposition(Option::is_some)?))
}

fn is_doubtful(pieces: &[Piece], kinds: &[Option<Kind>]) -> bool {
    let Some((first, last)) = ends(kinds) else { return true };
    let kept = || pieces.iter().zip(kinds).filter(|(_, kind)| kind.is_some());
    let length: usize = kept().map(|(piece, _)| piece.finished.raw.len()).sum();
    let has_label =
        kept().any(|(piece, kind)| *kind == Some(Kind::Paragraph) && !ends_like_prose(piece));
    let has_gap = (first..last).any(|rank| {
        let piece = &pieces[rank];
        kinds[rank].is_none() && is_prose(piece) && ends_like_prose(piece)
    });
    length < LITTLE || has_label || has_gap
}

/// How much of what was kept the opinion has, 0 to 1; 1 where nothing was kept.
fn agreement(pieces: &[Piece], kinds: &[Option<Kind>], shares: &[f64]) -> f64 {
    let (mut all, mut both) = (0.0, 0.0);
    for (rank, piece) in pieces.iter().enumerate().filter(|(rank, _)| kinds[*rank].is_some()) {
        let length = f64::from(u32::try_from(piece.finished.raw.len()).unwrap_or(u32::MAX));
        all += length;
        both += length * shares[rank];
    }
    if all > 0.0 { both / all } else { 1.0 }
}

/// The prose that the opinion has and the first choice has not: between kept
/// pieces, or in elements that are called as those of kept prose are. What
/// stands twice on the page is a teaser.
fn missed(page: &Page, pieces: &[Piece], kinds: &[Option<Kind>], shares: &[f64]) -> Vec<usize> {
    let is_sure = |rank: usize| kinds[rank].is_some() && is_prose(&pieces[rank]);
    let sure: Vec<usize> =
        (0..pieces.len()).filter(|rank| is_sure(*rank) && shares[*rank] >= 0.9).collect();
    let (first, last) = match (sure.first(), sure.last(), ends(kinds)) {
        (Some(first), Some(last), _) => (*first, *last),
        (_, _, None) => (0, pieces.len()),
        _ => return Vec::new(),
    };
    let places: HashSet<_> = sure.iter().map(|rank| place(page, &pieces[*rank])).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for piece in pieces {
        *counts.entry(norm(&piece.finished.raw)).or_default() += 1;
    }
    let is_missed = |rank: &usize| {
        let piece = &pieces[*rank];
        let is_once = || counts.get(&norm(&piece.finished.raw)) == Some(&1);
        kinds[*rank].is_none()
            && shares[*rank] >= 0.9
            && is_prose(piece)
            && is_once()
            && ((first..=last).contains(rank) || places.contains(&place(page, piece)))
    };
    (0..pieces.len()).filter(is_missed).collect()
}

/// What the element of a piece and the two around it are called.
fn place<'a>(page: &'a Page, piece: &Piece) -> Vec<(&'a str, &'a str)> {
    let blocks = page.lineage(piece.at).filter(|at| page.is_block(*at)).take(3);
    blocks.map(|at| (page.name(at), page.label(at))).collect()
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::super::walk;
    use super::*;

    const PROSE_A: &str = "The harbour master said on Monday that the old wall would hold, whatever the storm, and that all boats were safe.";
    const PROSE_B: &str = "The council has paid for a new gate since, which engineers of the port will put into the wall before the winter comes.";

    /// What is left of the pieces of a page of which those with `+` in front
    /// were kept, where `opinion` is asked.
    fn heard(html: &str, opinion: Option<&str>) -> Vec<String> {
        let page = Page::of(&Document::from(html));
        let pieces = walk::walk(&page, &HashSet::new(), None).pieces;
        let own = |piece: &Piece| piece.finished.raw.starts_with('+').then_some(piece.kind);
        let mut kinds: Vec<Option<Kind>> = pieces.iter().map(own).collect();
        let asks = || opinion.map(Opinion::new);
        hear(&page, &pieces, &mut kinds, asks, |rank| pieces[rank].kind);
        let left = pieces.iter().zip(kinds).filter(|(_, kind)| kind.is_some());
        left.map(|(piece, _)| piece.finished.raw.chars().take(12).collect()).collect()
    }

    #[test]
    fn what_the_second_opinion_rejects_is_folded() {
        let html = format!("<p>+{PROSE_A}<p>+Sign in to read on<h2>+Read this too<p>+{PROSE_B}");
        let opinion = format!("{PROSE_A}\n{PROSE_B}");
        assert_eq!(heard(&html, Some(&opinion)), ["+The harbour", "+The council"]);
        assert_eq!(heard(&html, None).len(), 4);
    }

    #[test]
    fn lists_tables_and_quotations_stay_whatever_it_says() {
        let html = format!(
            "<p>+{PROSE_A}<ul><li>+2 cups of flour</ul><blockquote>+It holds</blockquote><table><tr><td>+East<td>4<tr><td>West<td>4</table><p>+{PROSE_B}"
        );
        let opinion = format!("{PROSE_A}\n{PROSE_B}");
        assert_eq!(heard(&html, Some(&opinion)).len(), 5);
    }

    #[test]
    fn prose_that_was_left_out_between_or_in_the_same_markup_comes_back() {
        let other = PROSE_B.replace("council", "mayor");
        let html = format!(
            "<div class=body><p>+{PROSE_A}</p><i>{PROSE_B}</i><p>+{PROSE_A}</div><div class=body><p>{other}</div><div class=teasers><p>{}</div>",
            PROSE_A.replace("wall", "quay")
        );
        let opinion = format!("{PROSE_A}\n{PROSE_B}\n{other}\n{}", PROSE_A.replace("wall", "quay"));
        let left = heard(&html, Some(&opinion));
        assert_eq!(left, ["+The harbour", "The council ", "+The harbour", "The mayor ha"]);
    }

    #[test]
    fn the_first_choice_is_believed_where_the_two_found_different_articles() {
        let html = format!("<p>+{PROSE_A}<p>+Sign in to read on<p>{PROSE_B}");
        assert_eq!(heard(&html, Some(PROSE_B)).len(), 2);
    }

    #[test]
    fn a_page_of_nothing_but_prose_is_not_doubtful() {
        let html = format!("<p>+{PROSE_A}").repeat(6);
        assert_eq!(heard(&html, Some("Sign in to read on")).len(), 6);
        let page = Page::of(&Document::from(&*html));
        let pieces = walk::walk(&page, &HashSet::new(), None).pieces;
        let mut kinds: Vec<_> = pieces.iter().map(|piece| Some(piece.kind)).collect();
        hear(&page, &pieces, &mut kinds, || panic!("nobody asks"), |rank| pieces[rank].kind);
    }
}
