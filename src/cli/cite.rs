//! `newsread cite`: citations of articles and records, and bibliographies.

mod gather;
mod tagged;
mod told;

use std::ops::ControlFlow;
use std::path::Path;

use super::arguments::{Archives, Cite};
use super::config::{Source, style_of};
use super::error::CliError;
use super::exit::Exit;
use super::input::Input;
use super::out::Out;
use super::whole;
use crate::archive;
use crate::article::Safe;
use crate::cite::{
    Citer, Fault, Form, Format, Listed, Progress, Record, Remark, Style, distinct, export, notes,
    update,
};
use gather::{Gathered, gather};
use tagged::tagged;
use told::Told;

/// Cites everything that was named: one citation alone, several as a
/// bibliography; what is missing or uncertain goes to standard error.
pub(super) fn cite(wanted: &Cite, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    if wanted.locator.is_some() && wanted.form == Form::Entry {
        return Err(CliError::LocatorInEntry);
    }
    let style = style_of(wanted.style.as_deref(), source)?;
    let ending = wanted.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
    let format = wanted.format.or(ending.and_then(Format::of_ending)).unwrap_or_default();
    let input = Input::named(wanted.files.clone(), &wanted.names)?;
    let (mut gathered, mut exit) = gather(&input, source, out)?;
    if !wanted.tags.is_empty() {
        let archives = Archives { paths: wanted.archives.clone() };
        let (more, found) = tagged(&wanted.tags, archives, source, out)?;
        gathered.extend(more);
        exit = exit.and(found);
    }
    let records: Vec<Record> = gathered.iter().map(|one| one.record.clone()).collect();
    let kept = distinct(&records);
    let gathered: Vec<&Gathered> = kept.iter().map(|rank| &gathered[*rank]).collect();
    let records: Vec<Record> = kept.iter().map(|rank| records[*rank].clone()).collect();
    let mut told = Told::default();
    let cited = if format.is_styled() {
        styled(&gathered, &records, wanted, &style, format, out, &mut told)?
    } else {
        for one in &gathered {
            told.add(&one.place, notes_of(one, &style, wanted.form, format, &[]));
        }
        String::new()
    };
    told.say(out);
    let written = match &wanted.output {
        Some(file) => {
            let old = || whole::text(file);
            let new = match format {
                Format::Bibtex | Format::Biblatex => grown(file, &old()?, &records, format)?,
                format => export(&records, format).unwrap_or_else(|| cited.clone()),
            };
            if !gathered.is_empty() {
                whole::write(file, &new)?;
            }
            return Ok(exit);
        }
        None => export(&records, format).filter(|_| !records.is_empty()).unwrap_or(cited),
    };
    if written.is_empty() && !gathered.is_empty() {
        exit = exit.and(Exit::Error);
    }
    out.own(written.as_bytes())?;
    Ok(exit)
}

/// The text of a file of BibTeX that has grown.
fn grown(file: &Path, old: &str, records: &[Record], format: Format) -> Result<String, CliError> {
    let broken = |fault: Fault| CliError::BrokenFile { file: whole::said(file), fault };
    update(old, records, format).unwrap_or(Ok(String::new())).map_err(broken)
}

/// Citations in a style, each a paragraph of its format, with a line end.
fn styled(
    gathered: &[&Gathered],
    records: &[Record],
    wanted: &Cite,
    style: &Style,
    format: Format,
    out: &mut Out,
    told: &mut Told,
) -> Result<String, CliError> {
    let mut citer = Citer::default();
    let alone = |(rank, record), citer: &mut Citer| Listed {
        record: rank,
        citation: citer.cite_at(record, style, wanted.form, wanted.locator.as_ref()),
    };
    // A place in an article is cited alone, and so is a single record.
    let listed = if wanted.locator.is_some() || records.len() == 1 {
        records.iter().enumerate().map(|one| alone(one, &mut citer)).collect()
    } else {
        out.begin_progress();
        let show = |Progress { done, all }| {
            out.show_progress(archive::Progress { done, found: all, is_walked: true });
            ControlFlow::Continue(())
        };
        let listed = citer.bibliography(records, style, wanted.form, show);
        out.end_progress();
        listed?
    };
    let mut citations = Vec::new();
    for Listed { record, citation } in listed {
        let one = gathered[record];
        match citation {
            Ok(citation) => {
                citations.push(citation.write(format));
                let notes = notes_of(one, style, wanted.form, format, &citation.remarks);
                told.add(&one.place, notes);
            }
            Err(error) => {
                out.complain(&format_args!("{}: {error}", one.place));
            }
        }
    }
    Ok(match &*citations {
        [] => String::new(),
        [one] => format!("{one}\n"),
        several => format!("{}\n", format.in_paragraphs(several)),
    })
}

/// What the reader should know about a citation.
fn notes_of(
    one: &Gathered,
    style: &Style,
    form: Form,
    format: Format,
    remarks: &[Remark],
) -> Vec<Safe> {
    let mut told = notes(&one.record, one.meta.as_ref(), style, form, format);
    if remarks.contains(&Remark::NoPlace) {
        told.push(Safe::line(Remark::NoPlace.in_words()));
    }
    told
}
