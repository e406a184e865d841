//! What was noted about an article, as Markdown.

use crate::article::{Article, Safe};
use crate::state::Marks;

/// The notes and highlights at an article, the reader's own and those of
/// services; `None` if there are none.
pub(super) fn notes_on(article: &Article, marks: &Marks) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for (_, note, others) in marks.notes(article.id) {
        let quote = note.on.as_ref().map(|on| on.exact.clone()).unwrap_or_default();
        parts.extend(noted(&quote, &note.text));
        let others = others.iter().map(|other| format!("*On another device:* {}", other.text));
        parts.extend(others);
    }
    parts.extend(article.kept.note.iter().flat_map(|text| noted(&Safe::EMPTY, text)));
    for highlight in &article.kept.highlights {
        let text = highlight.note.clone().unwrap_or_default();
        parts.extend(noted(&highlight.quote, &text));
    }
    (!parts.is_empty()).then(|| parts.join("\n\n") + "\n")
}

/// The words, set off, and what was written of them.
fn noted(quote: &Safe, text: &Safe) -> Vec<String> {
    let lines: Vec<String> = quote.lines().map(|line| format!("> {line}")).collect();
    let parts = [lines.join("\n"), text.to_string()];
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect()
}
