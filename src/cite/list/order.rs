//! The order of a list.

use hayagriva::citationberg::json::{Item, NameValue, Value};

use crate::cite::record::Record;
use crate::cite::{CiteError, Citer, Form, Style, arrange};

/// The records of these ranks in the order of the style; `step` is called for
/// each of them.
///
/// They are put in order roughly first, so that the processor, which is slow,
/// has little more to say of each than that it belongs behind the last.
pub(super) fn order(
    citer: &mut Citer,
    records: &[Record],
    ranks: Vec<usize>,
    style: &Style,
    step: &mut impl FnMut() -> Result<(), CiteError>,
) -> Result<Vec<usize>, CiteError> {
    if !citer.engine.sorts(style) {
        return Ok(ranks);
    }
    let item = |at: &usize| {
        let record = &records[*at];
        let arranged = arrange::arrange(record, style, Form::Entry);
        let mut item = arranged.sortable(record.language.as_deref());
        item.0.insert("id".to_owned(), Value::String(at.to_string()));
        (*at, item)
    };
    let mut items: Vec<(usize, Item)> = ranks.iter().map(item).collect();
    items.sort_by_cached_key(|(_, item)| roughly(item));
    let mut order: Vec<(usize, Item)> = Vec::new();
    for next in items {
        step()?;
        // Where the processor knows no order, that of the records holds.
        let mut is_before = |one: &(usize, Item), other: &(usize, Item)| {
            let (one, other, is_earlier) =
                if one.0 < other.0 { (other, one, true) } else { (one, other, false) };
            let before = citer.engine.comes_before(&one.1, &other.1, style)?.unwrap_or(false);
            Ok::<bool, CiteError>(before != is_earlier)
        };
        let (mut from, mut to) = match order.last() {
            Some(last) if is_before(&next, last)? => (0, order.len() - 1),
            _ => (order.len(), order.len()),
        };
        while from < to {
            let middle = from.midpoint(to);
            if is_before(&next, &order[middle])? { to = middle } else { from = middle + 1 }
        }
        order.insert(from, next);
    }
    Ok(order.into_iter().map(|(at, _)| at).collect())
}

/// What most styles sort by: the first name or the headline, then the date.
fn roughly(item: &Item) -> (String, String, String) {
    let text = |name: &str| item.0.get(name).and_then(Value::to_str).unwrap_or_default();
    let authors = match item.0.get("author") {
        Some(Value::Names(names)) => names.as_slice(),
        _ => &[],
    };
    let name = |name: &NameValue| match name {
        NameValue::Literal(name) => name.literal.clone(),
        NameValue::Item(name) => {
            format!("{} {}", name.family, name.given.as_deref().unwrap_or_default())
        }
    };
    let who: Vec<String> = authors.iter().take(3).map(name).collect();
    let who = if who.is_empty() { text("title").into_owned() } else { who.join(" ") };
    let when = match item.0.get("issued") {
        Some(Value::Date(date)) => format!("{date:?}"),
        _ => String::new(),
    };
    (who.to_lowercase(), when, text("title").to_lowercase())
}
