//! Sets tables: in columns, with fine rules, where they fit, else row by row
//! as `header: value`.
//!
//! A cell is a range of the table's text, like a line; nothing is copied.

use std::ops::Range;

use super::lines;
use super::paragraph::Segment;
use crate::article::safe::columns;
use crate::article::{MarkKind, Text};

/// Columns between two columns of a table.
const GAP: usize = 2;

/// One line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Cells, or parts of them.
    Cells(Vec<Segment>),
    /// The name of a column, the place of the colon behind it, and the cell if
    /// it fits on the line.
    Named(Segment, u16, Option<Segment>),
    /// A fine rule, so many columns long: above and under the whole, and under
    /// the head.
    Rule(u16),
    /// A line between two records.
    Blank,
}

/// A cell: where it stands, and whether it belongs to the head.
type Cell = (Range<usize>, bool);

/// Sets a table in at most `width` columns.
pub fn table(text: &Text, width: u16) -> Vec<Row> {
    let rows = rows(text);
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| columns(&text.plain[cell.0.clone()]))
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(widest).collect();
    let total = widths.iter().sum::<usize>() + GAP * count.saturating_sub(1);
    if total <= usize::from(width) {
        in_columns(&rows, &widths, column(total))
    } else {
        by_record(text, &rows, width)
    }
}

/// The cells, line by line; a cell belongs to the line that it begins on.
fn rows(text: &Text) -> Vec<Vec<Cell>> {
    let mut cells = text
        .marks
        .iter()
        .filter_map(|mark| match mark.kind {
            MarkKind::Cell(head) => Some((mark.range.clone(), head)),
            _ => None,
        })
        .peekable();
    let mut rows = Vec::new();
    let mut end = 0;
    for line in text.plain.split_inclusive('\n') {
        end += line.len();
        // An empty cell may stand at the very end of the text.
        let last = end == text.plain.len() && !line.ends_with('\n');
        let mut row = Vec::new();
        while let Some(cell) = cells.next_if(|(range, _)| range.start < end || last) {
            row.push(cell);
        }
        rows.push(row);
    }
    rows
}

fn in_columns(rows: &[Vec<Cell>], widths: &[usize], total: u16) -> Vec<Row> {
    let mut set = vec![Row::Rule(total)];
    for (rank, row) in rows.iter().enumerate() {
        let mut x = 0;
        let segments = row.iter().zip(widths).map(|(cell, width)| {
            let segment = Segment::new(column(x), cell.0.clone());
            x += width + GAP;
            segment
        });
        set.push(Row::Cells(segments.collect()));
        let heads = row.iter().any(|cell| cell.1);
        if heads && !rows.get(rank + 1).is_some_and(|next| next.iter().any(|cell| cell.1)) {
            set.push(Row::Rule(total));
        }
    }
    set.push(Row::Rule(total));
    set
}

fn by_record(text: &Text, rows: &[Vec<Cell>], width: u16) -> Vec<Row> {
    let head = rows.first().filter(|row| row.iter().any(|cell| cell.1));
    let mut set = Vec::new();
    for row in rows.iter().skip(usize::from(head.is_some())) {
        if !set.is_empty() {
            set.push(Row::Blank);
        }
        for (rank, (cell, _)) in row.iter().enumerate() {
            let name = head.and_then(|head| head.get(rank)).map(|(name, _)| name.clone());
            record_line(text, name, cell, width, &mut set);
        }
    }
    set
}

/// A cell under its column's name; what does not fit goes on below, indented.
fn record_line(
    text: &Text,
    name: Option<Range<usize>>,
    cell: &Range<usize>,
    width: u16,
    set: &mut Vec<Row>,
) {
    let named = name.as_ref().map_or(0, |name| columns(&text.plain[name.clone()]) + 2);
    let beside = usize::from(width).saturating_sub(named);
    let fits = columns(&text.plain[cell.clone()]) <= beside;
    let shift = |line: Range<usize>| cell.start + line.start..cell.start + line.end;
    if let Some(name) = name {
        let value = fits.then(|| Segment::new(column(named), cell.clone()));
        set.push(Row::Named(Segment::new(0, name), column(named - 2), value));
        if fits {
            return;
        }
    }
    for line in lines(&text.plain[cell.clone()], width.saturating_sub(2)) {
        set.push(Row::Cells(vec![Segment::new(2, shift(line))]));
    }
}

fn column(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Mark, Safe};

    fn sample() -> Text {
        let plain = Safe::lines("Agency | Founded\nReuters | 1851\nAP | 1846");
        let cell =
            |from: usize, to: usize, head| Mark { range: from..to, kind: MarkKind::Cell(head) };
        let marks = vec![
            cell(0, 6, true),
            cell(9, 16, true),
            cell(17, 24, false),
            cell(27, 31, false),
            cell(32, 34, false),
            cell(37, 41, false),
        ];
        Text { plain, marks }
    }

    fn drawn(width: u16) -> Vec<String> {
        let text = sample();
        let word = |segment: &Segment| text.plain[segment.range.clone()].to_owned();
        let line = |row: Row| match row {
            Row::Blank => String::new(),
            Row::Rule(columns) => "─".repeat(columns.into()),
            Row::Named(name, _, value) => {
                format!("{}: {}", word(&name), value.as_ref().map(word).unwrap_or_default())
            }
            Row::Cells(cells) => cells.iter().fold(String::new(), |mut line, cell| {
                line.push_str(&" ".repeat(usize::from(cell.x) - line.len()));
                line + &word(cell)
            }),
        };
        table(&text, width).into_iter().map(line).collect()
    }

    #[test]
    fn a_table_that_fits_stands_in_columns() {
        let rule = "────────────────";
        assert_eq!(
            drawn(40),
            [rule, "Agency   Founded", rule, "Reuters  1851", "AP       1846", rule]
        );
    }

    #[test]
    fn a_table_too_wide_is_told_row_by_row() {
        assert_eq!(
            drawn(15),
            ["Agency: Reuters", "Founded: 1851", "", "Agency: AP", "Founded: 1846"]
        );
    }
}
