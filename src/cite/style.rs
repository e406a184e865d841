//! The styles that citations are written in, and their names.
//!
//! A style is only named here. How its citations are put together stands in
//! the CSL file that the engine loads for it; what that file cannot say, in
//! its manners.

use std::fmt;
use std::str::FromStr;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{self, IndependentStyle};

use super::{StyleFile, UnknownName};

/// A citation style.
///
/// Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// American Psychological Association, 7th edition (2020).
    #[default]
    Apa,
    /// Modern Language Association, 9th edition (2021).
    Mla,
    /// Chicago Manual of Style, 18th edition (2024), notes and bibliography.
    ChicagoNotes,
    /// Chicago Manual of Style, 18th edition (2024), author and date.
    ChicagoAuthorDate,
    /// Harvard as taught by Cite Them Right, 12th edition (2022).
    Harvard,
    /// Citing Medicine, 2nd edition (2007 to 2023), numbered in order of citation.
    Vancouver,
    /// IEEE Reference Guide (2023).
    Ieee,
    /// AMA Manual of Style, 11th edition (2020).
    Ama,
    /// Turabian's manual: notes after the Chicago Manual of Style, 17th edition (2017).
    Turabian,
    /// Any other style of the processor's archive. Its citations get the
    /// repairs that hold for every style, and keep the headline's own capitals.
    Archived(ArchivedStyle),
    /// A CSL file of the reader's, treated like a style of the archive.
    File(StyleFile),
}

/// The styles of the archive that cite in notes, apart from those that have a
/// name of their own here.
const NOTES: [ArchivedStyle; 3] = [
    ArchivedStyle::ChicagoShortenedNotes,
    ArchivedStyle::Gb77142015Note,
    ArchivedStyle::ModernHumanitiesResearchAssociationNotes,
];

impl Style {
    /// The styles that are examined and tested, in the order in which they are offered.
    pub const ALL: &[Self] = &[
        Self::Apa,
        Self::Mla,
        Self::ChicagoNotes,
        Self::ChicagoAuthorDate,
        Self::Harvard,
        Self::Vancouver,
        Self::Ieee,
        Self::Ama,
        Self::Turabian,
    ];

    /// The other styles of the archive, by their names.
    pub fn archive() -> impl Iterator<Item = Self> {
        let is_other = |style: &&ArchivedStyle| {
            Self::ALL.iter().all(|known| known.archived() != Some(**style))
        };
        ArchivedStyle::all().iter().filter(is_other).map(|style| Self::Archived(*style))
    }

    /// The name that the configuration and the command line give it.
    pub fn name(&self) -> &str {
        match self {
            Self::Apa => "apa",
            Self::Mla => "mla",
            Self::ChicagoNotes => "chicago-notes",
            Self::ChicagoAuthorDate => "chicago-author-date",
            Self::Harvard => "harvard",
            Self::Vancouver => "vancouver",
            Self::Ieee => "ieee",
            Self::Ama => "ama",
            Self::Turabian => "turabian",
            Self::Archived(style) => style.names().first().copied().unwrap_or_default(),
            Self::File(file) => file.name(),
        }
    }

    /// The name and edition that a reader knows it by.
    pub fn label(&self) -> &str {
        match self {
            Self::Apa => "APA 7",
            Self::Mla => "MLA 9",
            Self::ChicagoNotes => "Chicago 18, notes",
            Self::ChicagoAuthorDate => "Chicago 18, author-date",
            Self::Harvard => "Harvard (Cite Them Right)",
            Self::Vancouver => "Vancouver",
            Self::Ieee => "IEEE",
            Self::Ama => "AMA 11",
            Self::Turabian => "Turabian, notes",
            Self::Archived(style) => style.display_name(),
            Self::File(file) => file.label(),
        }
    }

    /// Whether its citations in the text are numbers.
    pub(super) fn is_numbered(&self) -> bool {
        matches!(self, Self::Vancouver | Self::Ieee | Self::Ama)
    }

    /// Whether its citations in the text are notes.
    pub(super) fn cites_in_notes(&self) -> bool {
        match self {
            Self::ChicagoNotes | Self::Turabian => true,
            Self::Archived(style) => NOTES.contains(style),
            Self::File(file) => file.cites_in_notes(),
            _ => false,
        }
    }

    /// Whether it tells when an address was read even if the article is dated.
    pub(super) fn tells_access(&self) -> bool {
        matches!(self, Self::Harvard | Self::Vancouver | Self::Ieee | Self::Ama)
    }

    /// The locale of its terms, dates and quotation marks, where the style
    /// does not name it itself.
    pub(super) fn locale(&self) -> Option<&'static str> {
        (*self == Self::Harvard).then_some("en-GB")
    }

    /// The style of the archive that arranges its citations.
    fn archived(&self) -> Option<ArchivedStyle> {
        Some(match self {
            Self::Apa => ArchivedStyle::AmericanPsychologicalAssociation,
            Self::Mla => ArchivedStyle::ModernLanguageAssociation,
            Self::ChicagoNotes => ArchivedStyle::ChicagoNotes,
            Self::ChicagoAuthorDate => ArchivedStyle::ChicagoAuthorDate,
            Self::Harvard => ArchivedStyle::HarvardCiteThemRight,
            Self::Vancouver => ArchivedStyle::NlmCitationSequence,
            Self::Ieee => ArchivedStyle::InstituteOfElectricalAndElectronicsEngineers,
            Self::Ama => ArchivedStyle::AmericanMedicalAssociation,
            Self::Turabian => ArchivedStyle::TurabianFullnote8,
            Self::Archived(style) => *style,
            Self::File(_) => return None,
        })
    }

    /// The CSL style that arranges its citations; reading it from the archive
    /// takes some milliseconds.
    pub(super) fn read(&self) -> Option<IndependentStyle> {
        if let Self::File(file) = self {
            return Some(file.style().clone());
        }
        match self.archived()?.get() {
            citationberg::Style::Independent(style) => Some(style),
            citationberg::Style::Dependent(_) => None,
        }
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The inverse of [`Style::name`], except for files; the archive's own names
/// are known too.
impl FromStr for Style {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let examined = Self::ALL.iter().find(|style| style.name() == name).cloned();
        examined
            .or_else(|| ArchivedStyle::by_name(name).map(Self::Archived))
            .ok_or_else(|| UnknownName::new("style", name, Self::ALL.iter().map(Self::name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayagriva::citationberg::StyleClass;

    #[test]
    fn every_style_is_found_by_its_name() {
        for style in Style::ALL {
            assert_eq!(style.name().parse().as_ref(), Ok(style));
            assert!(style.read().is_some(), "{style}");
        }
        let nature: Style = "nature".parse().unwrap();
        assert_eq!((nature.name(), nature.label()), ("nature", "Nature"));
    }

    #[test]
    fn the_archives_styles_are_known_to_cite_in_notes_or_not() {
        for style in Style::archive() {
            let class = style.read().map(|file| file.settings.class);
            assert_eq!(style.cites_in_notes(), class == Some(StyleClass::Note), "{style}");
            assert_eq!(style.name().parse().as_ref(), Ok(&style));
        }
    }

    #[test]
    fn a_wrong_name_is_answered_with_the_nearest_right_one() {
        let error = "chicago-note".parse::<Style>().unwrap_err();
        assert_eq!(error.nearest(), "chicago-notes");
        assert_eq!(
            error.to_string(),
            "no style is called ‘chicago-note’; the nearest is ‘chicago-notes’, and all are apa, \
             mla, chicago-notes, chicago-author-date, harvard, vancouver, ieee, ama, turabian"
        );
    }
}
