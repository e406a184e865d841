//! `newsread search`: the articles that match, one a line.

use super::arguments::{Search, Sort};
use super::config::Source;
use super::desk::{Desk, query};
use super::error::CliError;
use super::exit::Exit;
use super::json::Line;
use super::out::Out;
use super::row::{Paths, columns, object};
use crate::search::Order;

/// Prints date, source, headline, path and passage of every article that
/// matches, with tabs between them; what is not known is empty.
pub(super) fn search(wanted: Search, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let Search { json, print0, limit, sort, archives, query: words } = wanted;
    let query = query(&words, out);
    let desk = Desk::open(archives, source, out)?;
    let order = match sort {
        Sort::Date => Order::Newest,
        Sort::Rank => Order::Best,
    };
    let (mut exit, mut paths) = (Exit::Nothing, Paths::default());
    desk.each(&query, order, limit.unwrap_or(usize::MAX), !print0, |row| {
        let Some(listed) = desk.listed(row) else { return Ok(()) };
        exit = Exit::Done;
        if print0 {
            return paths.write(&listed.location, out);
        }
        if json {
            return out.json(&Line::of(&object(&listed)));
        }
        let mut cells = columns(&listed).to_vec();
        cells.push(listed.snippet.unwrap_or_default());
        out.row(&cells)
    })?;
    Ok(desk.exit.and_found(exit))
}
