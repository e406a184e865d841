//! Characters that stand for the words of a record.
//!
//! One idea: the processor sees only where words go, not the words. Headline,
//! source, address and whole names are sent as single characters; so it cannot
//! change their capitals, split their quotation marks or mistake their stops
//! for its own.
//!
//! The stand-ins are noncharacters of Unicode (U+FDD0 to U+FDEF), which no
//! [`Safe`](crate::article::Safe) holds: nothing in a record can pose as one.

use crate::article::name::is_cjk;

use super::Face;
use super::glyph::{self, Glyph, Hand};
use super::names::Names;
use super::quotes::{self, Outer};

/// Stands for the headline.
pub(super) const TITLE: char = '\u{fdd0}';

/// Stands for the source.
pub(super) const SOURCE: char = '\u{fdd1}';

/// Stands for the address.
pub(super) const ADDRESS: char = '\u{fdd2}';

/// Stands for a name that stays whole; its rank follows in digits from [`ZERO`] on.
const NAME: char = '\u{fdd3}';
const ZERO: char = '\u{fde0}';
const NINE: char = '\u{fde9}';

/// Stands for a space inside a family name, where the processor would look for
/// a particle: the “Le” of “Le Pen” is none.
pub(super) const SPACE: &str = "\u{fdd4}";

/// Stand around the first names of an entry in a list.
pub(super) const NAMES_BEGIN: &str = "\u{fdd5}";
pub(super) const NAMES_END: &str = "\u{fdd6}";

/// Stands for a date that is not known: a year that no date of a record has.
pub(super) const UNDATED: i16 = 31_999;

/// What stands for the name of this rank.
pub(super) fn of_name(rank: usize) -> String {
    let digit = |digit: char| char::from_u32(u32::from(ZERO) + digit.to_digit(10)?);
    std::iter::once(NAME).chain(rank.to_string().chars().filter_map(digit)).collect()
}

/// The words that stand-ins stand for, in one style.
#[derive(Debug)]
pub(super) struct StandIns {
    pub(super) title: String,
    pub(super) source: String,
    pub(super) address: String,
    pub(super) names: Names,
    /// What stands for the date, if it is not known and the style wants it said.
    pub(super) undated: Option<String>,
    /// The year of the date, if it is that of a season.
    pub(super) season_of: Option<i16>,
    /// If the source stands in the author's place: whether it is the title of
    /// a paper, which is set in italics.
    pub(super) paper_for_author: Option<bool>,
    /// Whether two institutions have no comma between them.
    pub(super) pairs_institutions: bool,
    /// Whether scripts without italics are set in them all the same.
    pub(super) slants_cjk: bool,
}

impl StandIns {
    /// Puts the words into the places that the processor gave them; the style's
    /// quotations begin with `first`.
    pub(super) fn set(&self, arranged: &[Glyph], first: Outer) -> Vec<Glyph> {
        let mut set = Vec::new();
        let mut rest = arranged.iter().copied().peekable();
        while let Some(glyph) = rest.next() {
            let face = glyph.face;
            match glyph.c {
                TITLE => {
                    let title = self.title_in(&set, first);
                    set.extend(glyph::set(&title, self.upright(face, &title), Hand::Record));
                }
                // The headline has quotation marks only if the processor sees a
                // source; but it has been named.
                SOURCE if self.paper_for_author.is_some() => {
                    while rest.next_if(|glyph| ",. ".contains(glyph.c)).is_some() {}
                }
                SOURCE => {
                    let source = &self.source;
                    set.extend(glyph::set(source, self.upright(face, source), Hand::Record));
                }
                ADDRESS => {
                    // “Retrieved” wants a day behind it.
                    const ALONE: &str = "Retrieved ";
                    if glyph::text(&set).ends_with(ALONE) {
                        set.truncate(set.len() - ALONE.len());
                    }
                    set.extend(glyph::set(&self.address, face, Hand::Address));
                }
                NAME => {
                    let mut rank = 0usize;
                    while let Some(digit) = rest.next_if(|glyph| (ZERO..=NINE).contains(&glyph.c)) {
                        let digit = u32::from(digit.c) - u32::from(ZERO);
                        rank = rank.saturating_mul(10).saturating_add(digit as usize);
                    }
                    let name = self.names.whole.get(rank).map(String::as_str).unwrap_or_default();
                    let is_italic = face.is_italic || self.paper_for_author == Some(true);
                    let face = self.upright(Face { is_italic, ..face }, name);
                    let is_first = !set.iter().any(|glyph: &Glyph| glyph.c.is_alphanumeric());
                    set.extend(glyph::set(name, face, Hand::Record));
                    let is_before_another = || {
                        let joins = [", and ", ", & "];
                        joins.iter().any(|joins| stands_next(rest.clone(), joins))
                    };
                    if is_first && self.pairs_institutions && is_before_another() {
                        rest.next();
                    }
                }
                c if SPACE.contains(c) => set.push(Glyph { c: ' ', ..glyph }),
                _ => set.push(glyph),
            }
        }
        self.tell_undated(&mut set);
        if let Some(year) = self.season_of {
            drop_slashed_season(&mut set, year);
        }
        self.join(set)
    }

    /// Puts the words for an unknown date into its place.
    fn tell_undated(&self, glyphs: &mut Vec<Glyph>) {
        let Some(words) = &self.undated else { return };
        let year = UNDATED.to_string();
        let found = glyphs.windows(year.len()).position(|window| glyph::text(window) == year);
        if let Some(at) = found {
            let words = glyph::set(words, glyphs[at].face, Hand::Style);
            glyphs.splice(at..at + year.len(), words);
        }
    }

    /// The face without italics where the script of the words has none.
    fn upright(&self, face: Face, words: &str) -> Face {
        let first = words.split(' ').next().unwrap_or_default();
        Face { is_italic: face.is_italic && (self.slants_cjk || !is_cjk(first)), ..face }
    }

    /// The headline, its quotation marks curled, and turned if it stands inside
    /// others.
    fn title_in(&self, before: &[Glyph], first: Outer) -> String {
        let title = quotes::curled_as(&self.title, first);
        match before.last().filter(|glyph| glyph.hand == Hand::Style).map(|glyph| glyph.c) {
            Some('“') => quotes::turned(&title, Outer::Double),
            Some('‘') => quotes::turned(&title, Outer::Single),
            _ => title,
        }
    }

    /// Takes the space out that the processor puts behind “al-”.
    fn join(&self, mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
        for apart in &self.names.joins {
            let apart: Vec<char> = apart.chars().collect();
            let Some(space) = apart.iter().position(|c| *c == ' ') else { continue };
            // Some styles set family names in capitals.
            let is_alike = |glyph: &Glyph, c: &char| glyph.c.to_lowercase().eq(c.to_lowercase());
            let found = glyphs
                .windows(apart.len())
                .position(|window| window.iter().zip(&apart).all(|(g, c)| is_alike(g, c)));
            if let Some(at) = found {
                glyphs.remove(at + space);
            }
        }
        glyphs
    }
}

/// Takes out the season that the processor puts before this year where the
/// style wants the year alone: “Spring/2021”.
fn drop_slashed_season(glyphs: &mut Vec<Glyph>, year: i16) {
    let slashed = format!("/{year}");
    let is_slashed = |at: &usize| {
        let behind = &glyphs[*at..(*at + slashed.len()).min(glyphs.len())];
        behind.iter().all(|glyph| glyph.hand == Hand::Style) && glyph::text(behind) == slashed
    };
    let places: Vec<usize> = (0..glyphs.len()).filter(is_slashed).collect();
    for at in places.into_iter().rev() {
        let before = glyphs[..at].iter().rposition(|glyph| !glyph.c.is_alphabetic());
        glyphs.drain(before.map_or(0, |before| before + 1)..=at);
    }
}

/// Whether a name that stays whole follows behind these characters.
fn stands_next(mut rest: impl Iterator<Item = Glyph>, joins: &str) -> bool {
    let said = rest.by_ref().take(joins.chars().count());
    said.map(|glyph| glyph.c).eq(joins.chars()) && rest.next().is_some_and(|next| next.c == NAME)
}
