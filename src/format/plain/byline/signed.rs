//! Finds who signs below the article: a lone name under its last words, or one
//! in brackets behind them.

use super::super::beside::unspaced_label;
use super::super::published::Places;
use super::super::words::{fold, is_unspaced};
use super::{Byline, is_capitals};
use crate::format::names;

/// A lone name under the article's last paragraph.
pub(super) fn find(places: &Places<'_>) -> Option<Byline> {
    let last = places.run.last;
    let end = places.lines.len().min(last + 3);
    let is_signed = |rank: &usize| {
        let line = &places.lines[*rank];
        let found = names::people(&line.text, false);
        let is_whole = fold(&found.join(" ")) == line.folded;
        !found.is_empty()
            && is_whole
            && !line.is_break
            && !line.is_notice
            && !is_capitals(&found[0])
            && !line.text.chars().any(is_unspaced)
    };
    let Some(line) = (last + 1..end).find(is_signed) else { return in_brackets(places) };
    let names = names::people(&places.lines[line].text, false);
    Some(Byline { line, names, strength: 0.0, more: Vec::new() })
}

/// The name in brackets behind the article's last words, where a label of Han
/// or hangul stands before or behind it: `（記者・秋野澄子）`.
fn in_brackets(places: &Places<'_>) -> Option<Byline> {
    let line = places.run.last;
    let text = places.lines[line].text.trim_end();
    let inner = text.strip_suffix(['）', ')'])?;
    let (_, inner) = inner.rsplit_once(['（', '('])?;
    let name = unspaced_label(inner).filter(|_| inner.chars().count() < 20)?;
    Some(Byline { line, names: vec![name], strength: 0.0, more: Vec::new() })
}
