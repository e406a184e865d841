//! Everything a key can do. Adding an action starts, and mostly ends, here.

/// Declares the actions: the doc comment is the help text, the string is the
/// name in the configuration, the list holds the default keys, and a word
/// behind it says where they count, if not in the panes alone. A line of its
/// own names the task that the actions below it serve.
macro_rules! actions {
    ($(
        $($task:literal:)?
        #[doc = $help:literal] $action:ident = $name:literal [$($key:literal),*] $($scope:ident)?,
    )*) => {
        /// Something the reader can ask for with a key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $(#[doc = $help] $action,)* }

        impl Action {
            /// Every action, in the order in which help lists them.
            pub const ALL: &[Self] = &[$(Self::$action,)*];

            /// The name that the configuration file uses.
            pub fn name(self) -> &'static str {
                match self { $(Self::$action => $name,)* }
            }

            /// One line for the help screen, without a full stop.
            pub fn help(self) -> &'static str {
                match self { $(Self::$action => $help.trim_ascii(),)* }
            }

            /// The keys that do this unless the configuration says otherwise.
            pub fn default_keys(self) -> &'static [&'static str] {
                match self { $(Self::$action => &[$($key),*],)* }
            }

            /// The task that it serves, under which help lists it.
            pub fn task(self) -> &'static str {
                let begun = TASKS.iter().rev().find(|(first, _)| *first as usize <= self as usize);
                begun.map_or("", |(_, task)| task)
            }

            /// Where its keys count.
            pub fn scope(self) -> Scope {
                match self { $(Self::$action => actions!(@$($scope)?),)* }
            }
        }

        /// The tasks, each with its first action.
        const TASKS: &[(Action, &str)] = &[$($((Action::$action, $task),)?)*];
    };
    (@) => { Scope::Panes };
    (@everywhere) => { Scope::Everywhere };
    (@selecting) => { Scope::Selecting };
}

/// What the reader is doing, which decides what keys mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Going about in the list or in an article.
    Panes,
    /// Selecting text in an article.
    Selecting,
}

/// Where the keys of an action count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the panes, unless text is being selected.
    Panes,
    /// While text is being selected.
    Selecting,
    /// In the panes and while text is being selected.
    Everywhere,
}

impl Scope {
    /// Whether the keys count in this mode.
    pub fn covers(self, mode: Mode) -> bool {
        match self {
            Self::Panes => mode == Mode::Panes,
            Self::Selecting => mode == Mode::Selecting,
            Self::Everywhere => true,
        }
    }
}

actions! {
    "Going about":
    /// Next article, or scroll a line down
    Down = "down" ["j", "down"] everywhere,
    /// Previous article, or scroll a line up
    Up = "up" ["k", "up"] everywhere,
    /// A page down; at the end of an article, on to the next unread one
    ReadOn = "read-on" ["space"],
    /// A page down
    PageDown = "page-down" ["f", "pgdn", "ctrl-f"],
    /// A page up
    PageUp = "page-up" ["b", "pgup", "ctrl-b"],
    /// Half a page down
    HalfDown = "half-page-down" ["d", "ctrl-d"],
    /// Half a page up
    HalfUp = "half-page-up" ["u", "ctrl-u"],
    /// To the top
    Top = "top" ["g g", "home", "<"] everywhere,
    /// To the end; after a number, to that article or paragraph
    Bottom = "bottom" ["G", "end", ">"] everywhere,
    /// To so many per cent, as in 50%
    Percent = "percent" ["%"],
    /// Next day, or next paragraph
    NextPart = "next-part" ["}"] everywhere,
    /// Previous day, or previous paragraph
    PreviousPart = "previous-part" ["{"] everywhere,
    /// Next heading
    NextHeading = "next-heading" ["]"],
    /// Previous heading
    PreviousHeading = "previous-heading" ["["],
    /// Open the article and read it
    Open = "open" ["enter", "l", "right"],
    /// Back to the list
    Back = "back" ["h", "left"],
    /// To the other pane
    OtherPane = "other-pane" ["tab", "shift-tab"],
    /// Next article, from either pane
    NextArticle = "next-article" ["J"],
    /// Previous article, from either pane
    PreviousArticle = "previous-article" ["K"],
    "Searching":
    /// Search the archive, or find in the article, as you type
    Search = "search" ["/"] everywhere,
    /// Narrow the list by more words, or the article to the paragraphs that match
    Filter = "filter" ["&"],
    /// Newest or best match first
    ToggleOrder = "toggle-order" ["g s"],
    /// Show the other copies and versions of the story, and what differs
    Copies = "copies" ["D"],
    /// One row for each story, or one for each of its copies
    FoldCopies = "fold-copies" ["g c"],
    /// Narrow what the list shows by source, author or time
    Facets = "facets" ["g f"],
    /// Saved and recent searches, to make one again; while typing a search ctrl-s saves it
    Searches = "searches" ["g h"],
    /// Next match, on into the next article; without a search, next unread article
    NextMatch = "next-match" ["n"] everywhere,
    /// Previous match, back into the article before; without a search, previous unread article
    PreviousMatch = "previous-match" ["N"] everywhere,
    /// End the search or the selection; while typing a search, back to where you were
    Clear = "clear" ["esc"] everywhere,
    "Citing and copying":
    /// Copy the citation in your style; of a selection, the quotation with it
    Cite = "cite" ["c"] everywhere,
    /// Choose the style of citation, with a preview
    ChooseStyle = "choose-style" ["C"],
    /// Copy the citation in your style
    CopyCitation = "copy-citation" ["y y"] everywhere,
    /// Copy the selection or the paragraph as a quotation, with its citation
    CopyQuotation = "copy-quotation" ["y q"] everywhere,
    /// Choose what the quotation is pasted into, and its style, with a preview
    ChooseQuotation = "choose-quotation" ["y Q"] everywhere,
    /// Copy the selection or the paragraph
    CopyParagraph = "copy-paragraph" ["y p"] everywhere,
    /// Copy the address
    CopyAddress = "copy-address" ["y u"] everywhere,
    /// Copy a link to the selection or the paragraph
    CopyLink = "copy-link" ["y l"] everywhere,
    /// Copy the headline
    CopyTitle = "copy-title" ["y t"] everywhere,
    /// Copy a link for Markdown
    CopyMarkdownLink = "copy-markdown-link" ["y m"] everywhere,
    /// Copy an entry for BibTeX
    CopyBibtex = "copy-bibtex" ["y b"] everywhere,
    /// Copy a record of RIS
    CopyRis = "copy-ris" ["y r"] everywhere,
    /// Copy a record of CSL-JSON
    CopyCslJson = "copy-csl-json" ["y j"] everywhere,
    /// Copy a template for Wikipedia
    CopyWikipedia = "copy-wikipedia" ["y w"] everywhere,
    /// Copy the whole text
    CopyText = "copy-text" ["y a"] everywhere,
    "Sending on":
    /// Open the original in the browser
    Visit = "visit" ["o"],
    /// Open a link or a picture of the article: a letter chooses it, beside where it leads
    Links = "links" ["F"],
    /// Save the article in a file: text, Markdown, HTML, Typst or PDF
    Save = "save" ["S"],
    /// Print the article with its citation
    Print = "print" ["P"],
    /// Pipe the text to a program, and show what it makes of it
    Pipe = "pipe" ["|"],
    /// Translate the selection or the paragraph, by the program of your choice
    Translate = "translate" ["g t"] everywhere,
    /// Translate the article
    TranslateArticle = "translate-article" ["g T"],
    "Marking and selecting":
    /// Mark the article, to cite or copy several together; in the reader, select by character
    Mark = "mark" ["v"] everywhere,
    /// Mark all from the article marked last to this one; in the reader, select by paragraph
    MarkRange = "mark-range" ["V"] everywhere,
    /// While selecting: the end a character back
    SelectLeft = "select-left" ["h", "left"] selecting,
    /// While selecting: the end a character on
    SelectRight = "select-right" ["l", "right"] selecting,
    /// While selecting: the end on to the beginning of the next word
    SelectWord = "select-word" ["w"] selecting,
    /// While selecting: the end on to the end of a word
    SelectWordEnd = "select-word-end" ["e"] selecting,
    /// While selecting: the end back to the beginning of a word
    SelectWordBack = "select-word-back" ["b"] selecting,
    /// While selecting: the end on to the end of a sentence
    SelectSentence = "select-sentence" [")"] selecting,
    /// While selecting: the end back to the beginning of a sentence
    SelectSentenceBack = "select-sentence-back" ["("] selecting,
    /// While selecting: the end to the beginning of the line
    SelectLineStart = "select-line-start" ["0"] selecting,
    /// While selecting: the end to the end of the line
    SelectLineEnd = "select-line-end" ["$"] selecting,
    /// While selecting: go on from the other end
    OtherEnd = "other-end" ["o"] selecting,
    /// While selecting: search the archive for the words
    SearchSelection = "search-selection" ["*"] selecting,
    "Keeping and correcting":
    /// Star the article, or take the star away
    Star = "star" ["s"],
    /// Mark the article as read or unread
    ToggleRead = "toggle-read" ["r"],
    /// Show what is known about the article, and where it was read
    Trust = "trust" ["i"],
    /// Correct what is known about the article
    Correct = "correct" ["e"],
    /// Tag the article or the marked ones; -name takes a tag away
    Tag = "tag" ["t"],
    /// Narrow what the list shows to a tag
    FilterByTag = "filter-by-tag" ["T"],
    /// Note or highlight the selection or the paragraph; in the list, note the article
    Note = "note" ["a"] everywhere,
    /// All notes: search them, go to their words, edit and remove them
    AllNotes = "all-notes" ["A"],
    /// Set a bookmark; the next key is its letter
    SetBookmark = "set-bookmark" ["m"],
    /// Go to a bookmark; the next key is its letter, or space for where you jumped from
    GoToBookmark = "go-to-bookmark" ["'"],
    /// Back to where you were before a jump
    JumpBack = "jump-back" ["ctrl-o"],
    /// On again after going back
    JumpOn = "jump-on" ["alt-o"],
    /// Undo the last note, correction, star, tag, bookmark or read mark of this session
    Undo = "undo" ["U"],
    /// Do again what was undone
    Redo = "redo" ["ctrl-r"],
    "The page":
    /// Narrower column
    Narrower = "narrower" ["-"],
    /// Wider column
    Wider = "wider" ["+"],
    /// Column of the usual width
    UsualWidth = "usual-width" ["="],
    /// The reader on the whole screen, or the list beside it again
    FullWidth = "full-width" ["z"],
    /// Move the divider of the panes left, or up
    DividerBack = "divider-back" ["ctrl-left"],
    /// Move the divider of the panes right, or down
    DividerOn = "divider-on" ["ctrl-right"],
    /// Rows of the list in two lines, or in one
    Density = "density" ["g d"],
    /// Show page furniture, then the raw text, then fold both again
    Unfold = "unfold" ["x"],
    /// Numbers of paragraphs in the margin, or none
    ParagraphNumbers = "paragraph-numbers" ["g n"],
    /// Mouse on or off; off, the terminal itself selects text
    ToggleMouse = "toggle-mouse" ["g m"],
    "The program":
    /// Look for new, changed and deleted files
    Rescan = "rescan" ["R"],
    /// Draw the screen anew
    Redraw = "redraw" ["ctrl-l"],
    /// Go back to the shell; fg returns
    Suspend = "suspend" ["ctrl-z"],
    /// Show the keys; type to filter them
    Help = "help" ["?"],
    /// Take a first look at newsread, as on the first day
    Tour = "tour" ["g ?"],
    /// Back to the list, or leave newsread
    Quit = "quit" ["q"],
    /// Leave newsread at once
    QuitNow = "quit-now" ["Q", "Z Z", ": q"],
}
