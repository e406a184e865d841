//! `newsread cite`: citations of articles and records, and bibliographies.

mod gather;
mod tagged;

use std::ops::ControlFlow;
use std::path::Path;

use super::arguments::{Archives, Cite};
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::input::Input;
use super::out::Out;
use super::whole;
use crate::article::Safe;
use crate::cite::{
    Citer, Fault, Form, Format, Listed, Record, Remark, Style, distinct, export, notes, update,
};
use crate::config::style;
use gather::{Gathered, gather};
use tagged::tagged;

/// Cites everything that was named: one citation alone, several as a
/// bibliography; what is missing or uncertain goes to standard error.
pub(super) fn cite(wanted: &Cite, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    if wanted.locator.is_some() && wanted.form == Form::Entry {
        return Err(CliError::LocatorInEntry);
    }
    let style = chosen(wanted.style.as_ref(), source)?;
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
    let cited = if format.is_styled() {
        styled(&gathered, &records, wanted, &style, format, out)?
    } else {
        for one in &gathered {
            tell(one, &style, wanted.form, format, &[], out);
        }
        String::new()
    };
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

/// The style that is asked for, else that of the configuration.
pub(super) fn chosen(wanted: Option<&String>, source: &Source) -> Result<Style, CliError> {
    let config = || source.config();
    let Some(name) = wanted else {
        return Ok(config()?.style.unwrap_or_default());
    };
    match style(name, Path::new("")) {
        Ok(style) => Ok(style),
        // Only who names a style that is not our own needs the configuration.
        Err(error) => {
            let named = config()?.styles.into_iter().find(|style| style.name() == name);
            named.ok_or(error.into())
        }
    }
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
        let go_on = |_| ControlFlow::Continue(());
        citer.bibliography(records, style, wanted.form, go_on)?
    };
    let mut citations = Vec::new();
    for Listed { record, citation } in listed {
        let one = gathered[record];
        match citation {
            Ok(citation) => {
                citations.push(citation.write(format));
                tell(one, style, wanted.form, format, &citation.remarks, out);
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

/// Says what the reader should know about a citation.
fn tell(
    one: &Gathered,
    style: &Style,
    form: Form,
    format: Format,
    remarks: &[Remark],
    out: &mut Out,
) {
    let mut told = notes(&one.record, one.meta.as_ref(), style, form, format);
    if remarks.contains(&Remark::NoPlace) {
        told.push(Safe::line(Remark::NoPlace.in_words()));
    }
    if !told.is_empty() {
        let told: Vec<&str> = told.iter().map(|note| &**note).collect();
        out.remark(&format_args!("{}: {}", one.place, told.join("; ")));
    }
}
