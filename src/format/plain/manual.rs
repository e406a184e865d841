//! Finds the headline of a manual page that was printed as text: the line of
//! its first section, `NAME`, that says in a few words what the page is about.
//!
//! A manual page tells itself by its first line, which has its name and the
//! number of its part at both ends: `tides(7)   Harbour Notes   tides(7)`.

use super::headline::Headline;
use super::survey::Line;

/// Lines in which the section is looked for.
const HEAD: usize = 8;

/// The headline, if the text is a manual page.
pub(super) fn headline(lines: &[Line]) -> Option<Headline> {
    let first = &lines.first()?.text;
    let (name, _) = first.split_once(' ')?;
    let end = first.rsplit(' ').next()?;
    let (_, part) = name.split_once('(')?;
    let is_part = part.len() > 1 && part.ends_with(')') && part.starts_with(char::is_numeric);
    if name != end || !is_part {
        return None;
    }
    let section = lines.iter().take(HEAD).position(|line| line.folded == "name")?;
    let line = lines.get(section + 1).filter(|line| !line.text.is_empty())?;
    Some(Headline { line: section + 1, text: line.text.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn a_manual_page_is_headed_by_its_name_and_what_it_does() {
        let page = "tides(7)          Harbour Notes          tides(7)\n\nNAME\n\
                    \x20      tides - when the water comes and goes\n\nDESCRIPTION\n\
                    \x20      The water comes twice a day, and goes twice a day again.\n";
        let title = read(page, "").meta.title.unwrap();
        assert_eq!(&*title.value, "tides - when the water comes and goes");
    }
}
