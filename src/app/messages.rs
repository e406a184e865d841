//! What the world tells the app, and what the app asks of the world.
//!
//! Both are plain values: a test sends the one and compares the other.

use std::sync::Arc;

use super::Pace;
use super::citing::{Copying, Purpose, Route, Wanted, Written};
use super::keymap::Key;
use super::notebook::listing::{Listing, Notes};
use super::noting::{Anchored, Anchoring, Edited, Tying};
use super::pointing::Mouse;
use super::reader::drawings::{self, Drawing};
use super::reader::{Opened, Raw};
use super::sending::{Sending, Sent};
use crate::archive::Progress;
use crate::article::{Anchor, Article, ArticleId, Corrected, Picture, Safe};
use crate::cite;
use crate::search::{Facets, Field, Hit, Page, Query, Request, SearchError, Story, Ticket};
use crate::state::{Change, Report};
use crate::versions::Comparison;

/// Something that happened outside.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Pasted(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The screen may have another size.
    Resized,
    /// More of the archive has been read.
    Indexed(Progress),
    /// How fast it is being read, once that can be told.
    Paced(Option<Pace>),
    /// The question with this ticket was answered.
    Found(Ticket, Result<Page, SearchError>),
    /// The search for the question with this ticket has looked at so many articles, of
    /// so many.
    Looked(Ticket, usize, usize),
    /// The question with this ticket about what articles have in common was
    /// answered.
    Faceted(Ticket, Result<Facets, SearchError>),
    /// The question with this ticket about who tells the same story was
    /// answered.
    Story(Ticket, Result<Story, SearchError>),
    /// What was to be compared with this ticket was, or why it could not be.
    Compared(Ticket, Result<Box<Comparison>, Safe>),
    /// The paragraph of this rank of what was to be translated with this ticket
    /// was, or why it could not be.
    Translated(Ticket, usize, Result<Safe, Safe>),
    /// The question with this ticket about values of a field was answered.
    Completed(Ticket, Vec<Safe>),
    /// An article was opened, or why it could not be.
    Opened(ArticleId, Result<Box<Opened>, Safe>),
    /// The raw text of an article was read, or why it could not be.
    RawRead(ArticleId, Result<Box<Raw>, Safe>),
    /// The question with this ticket about the article on show was answered.
    FoundInArticle(Ticket, Vec<Hit>),
    /// What was wanted with this ticket was written, or why it could not be.
    Cited(Ticket, Purpose, Result<Written, Safe>),
    /// A picture was scaled, or why it could not be.
    Drawn(drawings::Wanted, Result<Drawing, Safe>),
    /// How far the list of citations with this ticket is.
    Citing(Ticket, cite::Progress),
    /// What was sent with this ticket is there, or why it is not.
    Sent(Ticket, Result<Sent, Safe>),
    /// This is on a clipboard, or why it is on none.
    Copied(Copying, Result<Route, Safe>),
    /// The desktop has no clipboard; the terminal may have one.
    NoDesktop(Copying),
    /// A note was to be tied to words, and this is what to find them by; `None`
    /// if they cannot be told from others.
    Tied(Tying, Option<Anchor>),
    /// The words of notes were looked for.
    Anchored(Anchored),
    /// The reader's editor has ended, and the terminal is free again.
    Edited(Edited),
    /// The notes were listed.
    NotesListed(Notes),
    /// These articles were parsed again, as the reader corrected them.
    Corrected(Vec<ArticleId>),
    /// What became of what the reader added.
    State(Report),
    /// Something to tell that answers no question.
    Told(Safe),
    /// The system asks to stop in the background.
    Suspend,
    /// The system asks to end.
    Terminate,
}

/// Something to be done outside; [`App`](super::App) itself does nothing but change.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the index this, and forget what it was asked before.
    Search(Request),
    /// Ask the index what the articles found have in common, and forget what it
    /// was asked about that before.
    Facets(Request),
    /// Ask the index which articles tell the story of this one.
    Story(Ticket, ArticleId),
    /// Compare these, the old one first, and forget what was to be compared
    /// before.
    Compare(Ticket, [ArticleId; 2]),
    /// Have these paragraphs translated, and forget what was to be translated
    /// before.
    Translate(Ticket, Arc<[Safe]>),
    /// Give up what is being translated.
    StopTranslating,
    /// Ask the index for values of this field that begin so, and forget what
    /// was to be completed before.
    Complete(Ticket, Field, String),
    /// Read this article, and forget which was to be read before.
    Open(ArticleId),
    /// Read the raw text of this article.
    ReadRaw(ArticleId),
    /// Find this in the article on show, and forget what was to be found before.
    Find(Ticket, Arc<Article>, Query),
    /// Write this; it makes a preview that was asked for before worthless.
    Cite(Wanted),
    /// Write nothing more of what was wanted with this ticket or one before.
    StopCiting(Ticket),
    /// Put this on a clipboard, the desktop's or the terminal's.
    Copy(Copying),
    /// Ask the terminal to take this to its clipboard.
    CopyByTerminal(Copying),
    /// Send this out of the archive.
    Send(Sending),
    /// Give up what is being sent with this ticket.
    StopSending(Ticket),
    /// Open this address in another program.
    Visit(Safe),
    /// Open this picture of an article in another program.
    Look(ArticleId, Picture),
    /// Scale this picture.
    Draw(drawings::Wanted),
    /// Find out how to find these words again.
    Tie(Tying),
    /// Find the words that notes are tied to.
    Anchor(Anchoring),
    /// Lend the terminal to the reader's editor, for this text.
    Edit(Safe),
    /// Take the terminal back that was lent.
    TakeBack,
    /// List these notes, and forget which were to be listed before.
    ListNotes(Listing),
    /// List no more notes.
    StopListing,
    /// Keep what the reader added.
    Keep(Change),
    /// Parse these articles again, each with all that the reader says of it.
    Correct(Vec<(ArticleId, Corrected)>),
    /// Look what changed in the files of the archive.
    Rescan,
    /// Listen to the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Draw every cell anew.
    Redraw,
    /// Stop in the background.
    Suspend,
    /// End the session.
    Quit,
}
