//! The settings of the page that have names for their values.

use super::fault::Faults;
use super::nearest::nearest;
use super::setting::{Value, refuse};
use crate::app::reader::{Bidi, Edge, Print};
use crate::tui::plate::{Protocol, Wish};

const EDGES: &[(&str, Edge)] = &[("ragged", Edge::Ragged), ("straight", Edge::Straight)];

const BIDI: &[(&str, Bidi)] = &[("terminal", Bidi::Terminal), ("newsread", Bidi::Newsread)];

const PICTURES: &[(&str, Wish)] = &[
    ("named", Wish::Named),
    ("blocks", Wish::Blocks),
    ("drawn", Wish::Best),
    ("kitty", Wish::By(Protocol::Kitty)),
    ("sixel", Wish::By(Protocol::Sixel)),
    ("iterm2", Wish::By(Protocol::Iterm2)),
];

pub(super) fn pictures(pictures: &mut Wish, value: &Value<'_>, faults: &mut Faults<'_>) {
    choose(pictures, PICTURES, value, faults);
}

pub(super) fn edge(print: &mut Print, value: &Value<'_>, faults: &mut Faults<'_>) {
    choose(&mut print.edge, EDGES, value, faults);
}

pub(super) fn bidi(print: &mut Print, value: &Value<'_>, faults: &mut Faults<'_>) {
    choose(&mut print.bidi, BIDI, value, faults);
}

/// Sets one of a few values by its name.
fn choose<T: Copy>(chosen: &mut T, all: &[(&str, T)], value: &Value<'_>, faults: &mut Faults<'_>) {
    let names = || all.iter().map(|(name, _)| *name);
    let Some(name) = value.get_ref().as_str() else {
        return refuse(value, "a name in quotes", faults);
    };
    if let Some((_, named)) = all.iter().find(|(known, _)| *known == name) {
        *chosen = *named;
        return;
    }
    let right = nearest(name, names()).map(|right| format!("; did you mean ‘{right}’?"));
    let right =
        right.unwrap_or_else(|| format!(", but {}", names().collect::<Vec<_>>().join(" or ")));
    faults.add(value.span().start, format_args!("‘{name}’ is none of its values{right}"));
}
