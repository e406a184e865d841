//! A frame as an SVG picture, in light or dark as the page that shows it.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

/// Width and height of a cell, in pixels.
const CELL: (f32, f32) = (8.4, 18.0);

/// Pixels around the screen.
const EDGE: f32 = 12.0;

/// Draws a frame: each stretch of one style is one element, held to its cells.
pub(crate) fn picture(buffer: &Buffer) -> String {
    let width = CELL.0 * f32::from(buffer.area.width) + 2.0 * EDGE;
    let height = CELL.1 * f32::from(buffer.area.height) + 2.0 * EDGE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <style>\n\
         .page {{ fill: #fdfcf8 }} text {{ fill: #22262a; white-space: pre }}\n\
         .dim {{ fill: #6b7177 }} .accent {{ fill: #9a2d86 }} .warn {{ fill: #b3261e }}\n\
         .bold {{ font-weight: bold }} .italic {{ font-style: italic }} .under {{ text-decoration: underline }}\n\
         @media (prefers-color-scheme: dark) {{\n\
         .page {{ fill: #16181b }} text {{ fill: #dcdfe3 }} .dim {{ fill: #8d949b }}\n\
         .accent {{ fill: #e08fd0 }} .warn {{ fill: #f2837b }}\n\
         }}\n\
         </style>\n\
         <rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"8\"/>\n"
    );
    for y in 0..buffer.area.height {
        row(buffer, y, &mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

fn row(buffer: &Buffer, y: u16, svg: &mut String) {
    let mut x = 0;
    while x < buffer.area.width {
        let style = buffer[(x, y)].style();
        let (start, mut words) = (x, String::new());
        while x < buffer.area.width && buffer[(x, y)].style() == style {
            let symbol = buffer[(x, y)].symbol();
            words.push_str(symbol);
            x += u16::try_from(symbol.width()).unwrap().max(1);
        }
        if words.trim().is_empty() {
            continue;
        }
        let blanks = u16::try_from(words.len() - words.trim_start().len()).unwrap();
        let words = words.trim();
        let left = EDGE + CELL.0 * f32::from(start + blanks);
        let length = CELL.0 * f32::from(u16::try_from(words.width()).unwrap());
        let base = EDGE + CELL.1 * (f32::from(y) + 0.75);
        let class = class(style);
        writeln!(
            svg,
            "<text x=\"{left:.1}\" y=\"{base:.1}\" textLength=\"{length:.1}\"{class}>{}</text>",
            words.replace('&', "&amp;").replace('<', "&lt;")
        )
        .unwrap();
    }
}

fn class(style: Style) -> String {
    let has = |modifier| style.add_modifier.contains(modifier);
    let mut classes = Vec::new();
    match style.fg {
        Some(Color::Magenta) => classes.push("accent"),
        Some(Color::Red) => classes.push("warn"),
        _ if has(Modifier::DIM) => classes.push("dim"),
        _ => {}
    }
    let shapes =
        [(Modifier::BOLD, "bold"), (Modifier::ITALIC, "italic"), (Modifier::UNDERLINED, "under")];
    classes.extend(shapes.iter().filter(|(modifier, _)| has(*modifier)).map(|(_, class)| class));
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
}
