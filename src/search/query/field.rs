//! The names before the colon, and the words that may stand behind `is:` and
//! `has:`.

/// A field of an article that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The words of the headline.
    Title,
    /// The words of any one author's name.
    Author,
    /// The words of the name of the paper, agency or site.
    Source,
    /// A tag, whole: of the file, or given by the reader.
    Tag,
    /// The language, or the beginning of its tag up to a hyphen.
    Language,
    /// The first names of the path below the root, capitals being the same as
    /// small letters.
    Folder,
}

/// What an article is or has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It has still to be read.
    Unread,
    /// It was read.
    Read,
    /// It has a star.
    Starred,
    /// The reader wrote a note on it.
    Note,
    /// It says who wrote it.
    Author,
}

/// What a name before a colon asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Field(Field),
    Is,
    Has,
    Date,
    After,
    Before,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Title, Self::Author, Self::Source, Self::Tag, Self::Language, Self::Folder];

    /// Its name in a query, without the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Author => "author",
            Self::Source => "source",
            Self::Tag => "tag",
            Self::Language => "lang",
            Self::Folder => "in",
        }
    }

    /// Whether it is made of words, and not of other signs too.
    pub(super) fn is_of_words(self) -> bool {
        !matches!(self, Self::Language | Self::Folder)
    }
}

impl Mark {
    /// Each as it is asked for.
    pub(super) const NAMES: [(Self, &'static str, &'static str); 5] = [
        (Self::Unread, "is", "unread"),
        (Self::Read, "is", "read"),
        (Self::Starred, "is", "starred"),
        (Self::Note, "has", "note"),
        (Self::Author, "has", "author"),
    ];

    /// The one that is asked for with these words; else whether the value is
    /// the beginning of one.
    pub(super) fn named(name: &str, value: &str) -> Result<Self, bool> {
        let value = value.to_ascii_lowercase();
        let mut of_name = Self::NAMES.iter().filter(|(_, of, _)| *of == name);
        let found = of_name.clone().find(|(.., called)| *called == value);
        found.map(|(mark, ..)| *mark).ok_or_else(|| of_name.any(|(.., it)| it.starts_with(&value)))
    }
}

/// Whether a word of a query names a field: `in:2020/clips`, `-date:2019`.
pub fn names_a_field(word: &str) -> bool {
    let name = word.trim_start_matches([' ', '-']).split_once(':').map(|(name, _)| name);
    name.and_then(Name::of).is_some()
}

impl Name {
    /// Those that ask for no field.
    const OTHERS: [(Self, &'static str); 5] = [
        (Self::Is, "is"),
        (Self::Has, "has"),
        (Self::Date, "date"),
        (Self::After, "after"),
        (Self::Before, "before"),
    ];

    /// Every name, without the colon.
    pub(super) fn all() -> impl Iterator<Item = &'static str> {
        let others = Self::OTHERS.iter().map(|(_, name)| *name);
        Field::ALL.into_iter().map(Field::name).chain(others)
    }

    /// What stands before the colon, in any case.
    pub(super) fn of(written: &str) -> Option<Self> {
        let is_it = |name: &str| name.eq_ignore_ascii_case(written);
        let field = Field::ALL.into_iter().find(|field| is_it(field.name()));
        let other = Self::OTHERS.iter().find(|(_, name)| is_it(name));
        field.map(Self::Field).or(other.map(|(name, _)| *name))
    }
}
