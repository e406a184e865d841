//! A text of several lines being typed.
//!
//! It knows what is typed and where the cursor stands, not what for. The lines
//! of the screen are ranges of the text, made anew when they are asked for: a
//! note is short.

use std::ops::Range;

use crate::app::keymap::Key;
use crate::article::Safe;
use crate::article::units::{Unit, cluster, last_cluster};
use crate::typeset;

/// A text, the cursor in it, and the lines it is looked at through.
#[derive(Clone, Debug)]
pub struct Editor {
    text: String,
    /// The byte before which the cursor stands.
    at: usize,
    /// The column that the cursor keeps to while it goes from line to line.
    column: Option<usize>,
    /// Bytes that the text may have.
    most: usize,
    width: u16,
    height: usize,
    top: usize,
}

impl Editor {
    /// A text to go on with, the cursor at its end; it may grow to `most` bytes.
    pub fn new(text: String, most: usize) -> Self {
        let at = text.len();
        Self { text, at, column: None, most, width: 1, height: 1, top: 0 }
    }

    /// What has been typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Learns how many columns and lines it is looked at through.
    pub fn fit(&mut self, width: u16, height: usize) {
        (self.width, self.height) = (width.max(2), height.max(1));
        let (row, _) = self.cursor();
        self.top = self.top.clamp((row + 1).saturating_sub(self.height), row);
        self.top = self.top.min(self.rows().len().saturating_sub(self.height));
    }

    /// The lines on show, top first.
    pub fn shown(&self) -> Vec<Safe> {
        let rows = self.rows().into_iter().skip(self.top).take(self.height);
        rows.map(|row| Safe::line(&self.text[row])).collect()
    }

    /// How many lines the text takes in so many columns.
    pub fn line_count(&self, width: u16) -> usize {
        rows(&self.text, width.max(2)).len()
    }

    /// The column and the line of the cursor among those on show.
    pub fn cursor_on_show(&self) -> (u16, u16) {
        let (row, column) = self.cursor();
        let number = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        (number(column).min(self.width - 1), number(row.saturating_sub(self.top)))
    }

    /// Puts text in at the cursor, cleaned, as far as there is room for it.
    pub fn insert(&mut self, text: &str) {
        let mut text = &*Safe::lines(text);
        let room = self.most.saturating_sub(self.text.len());
        if text.len() > room {
            text = &text[..last_cluster(text, room + 1)];
        }
        self.text.insert_str(self.at, text);
        self.go(self.at + text.len());
    }

    /// Puts another text in the place of all; the cursor stands at its end.
    pub fn replace(&mut self, text: &str) {
        self.text.clear();
        self.go(0);
        self.insert(text);
    }

    /// Takes a key; `false` if it is none for a text.
    pub fn press(&mut self, key: Key) -> bool {
        let line = self.line();
        match key {
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Enter => self.insert("\n"),
            Key::Backspace => self.cut(last_cluster(&self.text, self.at)..self.at),
            Key::Ctrl('w') => self.cut(self.word_before()..self.at),
            Key::Ctrl('u') => self.cut(line.start..self.at),
            Key::Ctrl('k') if self.at < line.end => self.cut(self.at..line.end),
            Key::Delete | Key::Ctrl('d' | 'k') => self.cut(cluster(&self.text, self.at)),
            Key::Left | Key::Ctrl('b') => self.go(last_cluster(&self.text, self.at)),
            Key::Right | Key::Ctrl('f') => self.go(cluster(&self.text, self.at).end),
            Key::CtrlLeft | Key::Alt('b') => self.go(self.word_before()),
            Key::CtrlRight | Key::Alt('f') => {
                let word = Unit::Word.ending_behind(&self.text, self.at);
                self.go(word.map_or(self.text.len(), |word| word.end));
            }
            Key::Home | Key::Ctrl('a') => self.go(line.start),
            Key::End | Key::Ctrl('e') => self.go(line.end),
            Key::Up | Key::Ctrl('p') => self.go_by_lines(-1),
            Key::Down | Key::Ctrl('n') => self.go_by_lines(1),
            Key::PageUp => self.go_by_lines(-isize::try_from(self.height).unwrap_or(1)),
            Key::PageDown => self.go_by_lines(isize::try_from(self.height).unwrap_or(1)),
            _ => return false,
        }
        true
    }

    fn cut(&mut self, range: Range<usize>) {
        self.text.replace_range(range.clone(), "");
        self.go(range.start);
    }

    /// Goes to a byte; within a cluster, as where a mark has come behind a
    /// letter, to the end of it.
    fn go(&mut self, at: usize) {
        let here = cluster(&self.text, at);
        (self.at, self.column) = (if here.start < at { here.end } else { at }, None);
    }

    /// The line between two line ends that the cursor is on.
    fn line(&self) -> Range<usize> {
        let start = self.text[..self.at].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[self.at..].find('\n').map_or(self.text.len(), |end| self.at + end);
        start..end
    }

    fn word_before(&self) -> usize {
        let line = self.line();
        let word = Unit::Word.beginning_before(&self.text, self.at).map_or(0, |word| word.start);
        // The end of the line before is a step of its own.
        let least = if self.at == line.start { line.start.saturating_sub(1) } else { line.start };
        word.max(least)
    }

    /// The cursor's line and its column, in lines of the screen.
    fn cursor(&self) -> (usize, usize) {
        let rows = self.rows();
        let row = rows.partition_point(|row| row.start <= self.at).saturating_sub(1);
        let start = rows.get(row).map_or(0, |row| row.start);
        (row, Safe::line(&self.text[start..self.at]).as_clean().columns())
    }

    fn go_by_lines(&mut self, step: isize) {
        let rows = self.rows();
        let (row, column) = self.cursor();
        let column = self.column.unwrap_or(column);
        let row = row.saturating_add_signed(step).min(rows.len().saturating_sub(1));
        let Some(range) = rows.get(row) else { return };
        let line = &self.text[range.clone()];
        let (mut at, mut used) = (0, 0);
        while at < line.len() && used < column {
            let next = cluster(line, at);
            used += Safe::line(&line[next.clone()]).as_clean().columns();
            at = next.end;
        }
        (self.at, self.column) = (range.start + at, Some(column));
    }

    fn rows(&self) -> Vec<Range<usize>> {
        rows(&self.text, self.width)
    }
}

/// The lines of a text on a screen: at least one, and one for each blank line.
fn rows(text: &str, width: u16) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        // The cursor needs a column behind the last word.
        let set = typeset::lines(line, width - 1);
        if set.is_empty() {
            rows.push(start..start);
        }
        rows.extend(set.into_iter().map(|row| start + row.start..start + row.end));
        start += line.len() + 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(text: &str) -> Editor {
        let mut editor = Editor::new(String::new(), 1_000);
        editor.fit(20, 5);
        editor.insert(text);
        editor
    }

    fn press(editor: &mut Editor, keys: &str) {
        for key in keys.split(' ') {
            assert!(editor.press(key.parse().unwrap()), "{key}");
        }
        editor.fit(20, 5);
    }

    #[test]
    fn a_text_is_edited_as_in_a_shell_and_over_its_lines() {
        let mut editor = typed("Ask the clerk.\nAsk her.");
        press(&mut editor, "ctrl-w ctrl-w up home ctrl-right");
        assert_eq!(editor.text(), "Ask the clerk.\n");
        assert_eq!(editor.cursor_on_show(), (3, 0));
        press(&mut editor, "ctrl-k enter w h o ? backspace del del");
        assert_eq!(editor.text(), "Ask\nwho");
        press(&mut editor, "ctrl-u backspace x");
        assert_eq!(editor.text(), "Askx");
    }

    #[test]
    fn the_cursor_goes_by_the_lines_that_are_seen_and_keeps_its_column() {
        let mut editor =
            typed("Who was the twelfth one of those who voted?\n\nAsk the clerk about it.");
        let seen: Vec<_> = editor.shown().iter().map(ToString::to_string).collect();
        assert_eq!(seen[..3], ["Who was the twelfth", "one of those who", "voted?"]);
        press(&mut editor, "home up up");
        press(&mut editor, "end up up down down x");
        assert!(editor.text().contains("voted?x"), "{}", editor.text());
    }

    #[test]
    fn a_cluster_is_deleted_as_one_and_a_note_has_an_end() {
        let mut editor = typed("ne\u{301}");
        press(&mut editor, "backspace");
        assert_eq!(editor.text(), "n");
        editor.insert(&"é".repeat(800));
        assert_eq!(editor.text().len(), 999);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_the_cursor_stays_in_sight_and_between_clusters(
            text in "[a-z東é\u{301} \n]{0,60}",
            keys in prop::collection::vec(prop::sample::select(vec![
                "a", "enter", "backspace", "del", "ctrl-w", "ctrl-u", "ctrl-k", "left", "right",
                "ctrl-left", "ctrl-right", "home", "end", "up", "down", "pgup", "pgdn",
            ]), 0..40),
            (width, height) in (0u16..12, 0usize..6),
        ) {
            let mut editor = Editor::new(text, 100);
            for key in keys {
                editor.press(key.parse().unwrap());
                editor.fit(width, height);
                let (x, y) = editor.cursor_on_show();
                prop_assert!(x < width.max(2) && usize::from(y) < height.max(1), "{x}, {y}");
                prop_assert_eq!(cluster(&editor.text, editor.at).start, editor.at);
            }
        }
    }
}
