//! `newsread copies`: which articles tell the same story.

use serde_json::{Value, json};

use super::arguments::Copies;
use super::config::Source;
use super::desk::{Desk, query};
use super::error::CliError;
use super::exit::Exit;
use super::json::Line;
use super::out::Out;
use super::row::{columns, object};
use crate::article::Safe;
use crate::search::Story;

/// Prints the articles of each story of which there is more than one, the
/// earliest first: the number of the story, date, source, headline, path, and
/// whether it is the earliest or the agency’s, with tabs between them.
pub(super) fn copies(wanted: Copies, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let Copies { json, archives, query: words } = wanted;
    let query = query(&words, out);
    let desk = Desk::open(archives, source, out)?;
    let (mut exit, mut number) = (Exit::Nothing, 0);
    desk.stories(&query, |story| {
        exit = Exit::Done;
        number += 1;
        let remarks = remarks(&story);
        let rows = story.rows.into_iter().zip(remarks);
        let articles = rows.filter_map(|(row, remark)| Some((desk.listed(row)?, remark)));
        if json {
            let article = |(listed, (earliest, agency)): (_, (bool, bool))| {
                let mut article = object(&listed);
                article["earliest"] = earliest.into();
                article["agency"] = agency.into();
                article
            };
            let articles: Vec<Value> = articles.map(article).collect();
            return out.json(&Line::of(&json!({"articles": articles})));
        }
        for (listed, (earliest, agency)) in articles {
            let said = [(earliest, "the earliest"), (agency, "the agency’s")];
            let said: Vec<&str> =
                said.iter().filter(|(is_so, _)| *is_so).map(|(_, words)| *words).collect();
            let mut cells = vec![Safe::format(format_args!("{number}"))];
            cells.extend(columns(&listed));
            cells.push(Safe::line(&said.join(", ")));
            out.row(&cells)?;
        }
        Ok(())
    })?;
    Ok(desk.exit.and_found(exit))
}

/// Of each article, whether it is the earliest and whether it is the agency’s.
fn remarks(story: &Story) -> Vec<(bool, bool)> {
    let is = |rank, that: Option<usize>| that == Some(rank);
    let of = |rank| (is(rank, story.earliest()), is(rank, story.agency));
    (0..story.rows.len()).map(of).collect()
}
