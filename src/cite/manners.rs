//! What a style's manual asks for and its CSL file cannot say.

use super::casing::Small;
use super::{Form, Style};

/// How a style treats what the processor leaves to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a manner of its own")]
pub(super) struct Manners {
    /// How the headline is capitalised.
    pub(super) titles: Titles,
    /// Whether a site that is no newspaper is cited as a web page.
    pub(super) knows_sites: bool,
    /// Whether a headline without a paper must be cited as a web page.
    pub(super) wants_paper: bool,
    /// How names are written.
    pub(super) names: Names,
    /// How the source is capitalised.
    pub(super) source: Source,
    /// Two institutions have no comma between them: neither is turned round,
    /// and what a comma parts is the names of one.
    pub(super) pairs_institutions: bool,
    /// What happens where nobody is named as author.
    pub(super) nobody: Nobody,
    /// What is left out where the author is the source: “Reuters”.
    pub(super) same: Same,
    /// Whether Chinese, Japanese and Korean titles are set in italics too,
    /// which their scripts do not have.
    pub(super) slants_cjk: bool,
    /// What stands for a date that is not known, where the CSL file has nothing.
    pub(super) undated: Option<&'static str>,
}

/// How names are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a manner of its own")]
pub(super) struct Names {
    /// Given names are cut to initials.
    pub(super) has_initials: bool,
    /// Initials have a space between them, as the processor must see them.
    pub(super) spaces_initials: bool,
    /// Particles go behind the given names: “Berg, Jan van den”.
    pub(super) demotes_particles: bool,
    /// “Jr” has no stop.
    pub(super) has_bare_suffix: bool,
    /// Names are written in full, and so Korean ones stay whole.
    pub(super) has_whole_hangul: bool,
}

/// How headlines are capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Titles {
    /// As printed.
    AsPrinted,
    /// Like a sentence; whether a capital follows a colon.
    Sentence { after_colon: bool },
    /// Every word but these.
    Title(Small),
}

/// How the source is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// As it calls itself.
    AsStated,
    /// “the Guardian” is The Guardian.
    Article,
    /// Like a title, every word but these.
    Title(Small),
}

/// What happens where nobody is named as author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nobody {
    /// The CSL file knows.
    AsArranged,
    /// The paper takes the author's place.
    Paper,
}

/// What is left out where the author is the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Same {
    Nothing,
    Source,
    Author,
}

impl Manners {
    /// The manners of `style` in citations of this form.
    pub(super) fn of(style: &Style, form: Form) -> Self {
        let plain = Self {
            titles: Titles::AsPrinted,
            knows_sites: false,
            wants_paper: false,
            names: Names {
                has_initials: true,
                spaces_initials: true,
                has_whole_hangul: form != Form::InText || style.cites_in_notes(),
                ..Names::default()
            },
            source: Source::AsStated,
            pairs_institutions: false,
            nobody: Nobody::AsArranged,
            same: Same::Nothing,
            slants_cjk: false,
            undated: None,
        };
        let in_full = Names { has_initials: false, ..plain.names };
        let chicago = |small, nobody| Self {
            titles: Titles::Title(small),
            knows_sites: true,
            wants_paper: true,
            names: Names { demotes_particles: form == Form::Entry, ..in_full },
            pairs_institutions: true,
            source: Source::Title(small),
            nobody,
            ..plain
        };
        // A note begins with the headline; only a list is sorted by paper.
        let in_a_list = if form == Form::Entry { Nobody::Paper } else { Nobody::AsArranged };
        let sentence = |after_colon| Self { titles: Titles::Sentence { after_colon }, ..plain };
        match style {
            // In the text APA sets headlines in title case (APA 7, §8.14).
            Style::Apa if form == Form::InText => Self {
                titles: Titles::Title(Small::Apa),
                knows_sites: true,
                source: Source::Title(Small::Apa),
                ..plain
            },
            Style::Apa => Self {
                knows_sites: true,
                same: Same::Source,
                slants_cjk: true,
                pairs_institutions: true,
                source: Source::Title(Small::Apa),
                ..sentence(true)
            },
            Style::Mla => Self {
                titles: Titles::Title(Small::Mla),
                names: in_full,
                pairs_institutions: true,
                source: Source::Title(Small::Mla),
                same: Same::Author,
                ..plain
            },
            Style::ChicagoNotes => chicago(Small::Chicago18, in_a_list),
            Style::ChicagoAuthorDate => chicago(Small::Chicago18, Nobody::Paper),
            Style::Turabian => chicago(Small::Chicago17, in_a_list),
            Style::Harvard => {
                Self { wants_paper: true, source: Source::Article, ..sentence(false) }
            }
            Style::Vancouver => Self {
                names: Names { has_bare_suffix: true, ..plain.names },
                undated: Some("[date unknown]"),
                ..sentence(false)
            },
            Style::Ama => {
                Self { names: Names { has_bare_suffix: true, ..plain.names }, ..sentence(false) }
            }
            Style::Ieee => sentence(true),
            Style::File(file) => {
                let names = Names { spaces_initials: file.has_initials(), ..in_full };
                let titles = Titles::Title(Small::Csl);
                let titles = if file.has_title_case() { titles } else { Titles::AsPrinted };
                Self { titles, names, ..plain }
            }
            Style::Archived(_) => Self { names: in_full, ..plain },
        }
    }
}
