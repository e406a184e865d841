//! Finds authors who sign at the end of an article, or above it, where no
//! element is marked and no line says “by”.
//!
//! Last resorts, asked where nothing else names a person: a name that stands
//! alone at the right or in an element called a signature, “编辑：焦鹏” at the
//! end of a page in Han, a name in bold right before the first prose, and a
//! line anywhere that says “Author:” or has a name and a day.

use super::marks::looks_like_name;
use super::shown::Scope;
use super::{Kind, Named, split};
use crate::format::dates::{Order, dates};
use crate::format::html::page::At;
use crate::format::names;

/// Longest signature, in bytes.
const LONGEST: usize = 60;

/// Longest line that says who wrote, in bytes.
const LABELLED: usize = 100;

/// Shortest prose, in bytes.
const PROSE: usize = 120;

/// Lines behind the headline in which prose must begin.
const NEAR: usize = 40;

/// Words before the name of who wrote or edited a page in Han.
const CREDITS: &[&str] =
    &["责任编辑", "責任編輯", "责编", "编辑", "編輯", "作者", "记者", "記者", "撰文", "文"];

/// The first of the last resorts that names somebody.
pub(super) fn find(scope: &Scope<'_>) -> Option<Named> {
    of_signature(scope)
        .or_else(|| of_credit(scope))
        .or_else(|| of_opening(scope))
        .or_else(|| of_labelled(scope))
}

/// “Author: Ada Quill” or “Ada Quill | 4.3.2021, 14:26”, far from the headline.
fn of_labelled(scope: &Scope<'_>) -> Option<Named> {
    scope.around.lines.iter().filter(|line| line.text.len() <= LABELLED).find_map(|line| {
        let text = line.text.as_str();
        let (rest, had_by) = names::without_by(text);
        let is_label = || text.find([':', '：']).is_some_and(|at| at <= text.len() - rest.len());
        let day = || dates(text, Order::Unknown).into_iter().find(|day| day.when.date().is_some());
        let names = if !had_by {
            let before = text.get(..day()?.range.start)?;
            only_name(before.trim_end_matches([' ', '|', '·', ','])).into_iter().collect()
        } else if let Some(name) = only_name(rest.trim_end_matches('.')) {
            vec![name]
        } else if is_label() || day().is_some() {
            split(rest).into_iter().filter(|name| looks_like_name(name, false)).collect()
        } else {
            return None;
        };
        let is_above = Some(line.at) < scope.around.headline;
        let is_beside = is_above || scope.is_elsewhere(line.at, true) || scope.is_linked(line.at);
        let (key, at) = ("line".to_owned(), Some(line.at));
        (!names.is_empty() && !is_beside).then_some(Named { kind: Kind::Signed, key, names, at })
    })
}

/// A name of two to four words and nothing else.
fn only_name(text: &str) -> Option<String> {
    let is_full = |name: &String| {
        (2..=4).contains(&name.split_whitespace().count()) && looks_like_name(name, false)
    };
    let mut names = (text.len() <= LONGEST).then(|| split(text))?.into_iter();
    let name = names.next().filter(is_full)?;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    (names.next().is_none() && letters(&name) == letters(text)).then_some(name)
}

fn named(key: &str, name: String, at: At) -> Named {
    Named { kind: Kind::Signed, key: key.to_owned(), names: vec![name], at: Some(at) }
}

/// A paragraph at the right margin, or called a signature, that is a name.
fn of_signature(scope: &Scope<'_>) -> Option<Named> {
    let page = scope.page;
    page.named(&["p", "div"]).filter(|at| Some(*at) > scope.around.headline).find_map(|at| {
        let style = page.attribute(at, "style").replace(' ', "").to_ascii_lowercase();
        let is_right = style.contains("text-align:right")
            || page.attribute(at, "align").eq_ignore_ascii_case("right");
        let is_called = || {
            let words = page.label(at).split([' ', '-', '_']);
            words.into_iter().any(|word| matches!(word, "signature" | "sign" | "firma"))
        };
        if !is_right && !is_called() || page.end(at) > at + 20 || scope.is_elsewhere(at, false) {
            return None;
        }
        let name = only_name(&page.line(at, |_| false))?;
        (!page.is_out_of_sight(at)).then(|| named("signature", name, at))
    })
}

/// “责任编辑：焦鹏”, the last of them on the page.
fn of_credit(scope: &Scope<'_>) -> Option<Named> {
    scope.around.lines.iter().rev().find_map(|line| {
        let text = line.text.trim_end_matches([']', ')', '）', '】']);
        let (before, name) = text.rsplit_once([':', '：', '/', '／'])?;
        let is_credit = CREDITS.iter().any(|word| before.trim_end().ends_with(word));
        let name = name.trim();
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let is_name = (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
        let is_short = text.chars().count() < 40;
        (is_credit && is_name && is_short).then(|| named("line", name.to_owned(), line.at))
    })
}

/// A name in bold that stands alone right before the first prose.
fn of_opening(scope: &Scope<'_>) -> Option<Named> {
    let page = scope.page;
    let lines: Vec<_> = scope.near(0, NEAR).collect();
    let prose = lines.iter().position(|(_, text, _)| text.len() >= PROSE)?;
    let (_, text, at) = *lines.get(prose.checked_sub(1)?)?;
    let is_strong = page.ancestors(at).take(3).any(|at| matches!(page.name(at), "b" | "strong"));
    if !is_strong || Some(at) <= scope.around.headline || scope.is_elsewhere(at, false) {
        return None;
    }
    Some(named("line", only_name(text)?, at))
}
