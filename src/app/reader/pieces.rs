//! An article as the pieces of a page, from its headline to its end.
//!
//! A piece is a block of the article, or words about it: the line of source
//! and date, the fold that stands for page furniture. Nothing is set in lines
//! here, and no width is known; a piece says only what part it plays.

use std::collections::HashMap;

use super::drawings::{Size, picture_of};
use super::links;
use super::print::{Pictures, Print};
use crate::article::{
    Article, Block, Calendar, Field, Highlight, Kind, Mark, MarkKind, Meta, Origin, Picture, Safe,
    Text, minutes,
};
use crate::typeset::paragraph::Note;

/// How much of the file is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The article; page furniture and ready-made citations are folded.
    #[default]
    Folded,
    /// Everything, as the article's blocks.
    Unfolded,
    /// The raw text of the file.
    Raw,
}

/// What part a piece plays, for the theme and the setting of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The part of the paper, above the headline.
    Kicker,
    /// The headline.
    Headline,
    /// What stands under it and sums up the article.
    Deck,
    /// Source, date and length.
    Details,
    /// A heading, 1 to 6.
    Heading(u8),
    /// Running text.
    Body,
    /// Somebody else's words; how deep.
    Quote(u8),
    /// An item of a list: how deep, its number, whether it goes on.
    Item(u8, Option<u32>, bool),
    /// Text whose spaces matter.
    Code,
    /// The raw text of the file.
    Raw,
    /// A table.
    Table,
    /// What a picture shows.
    Caption,
    /// What stands for a picture that could be looked at.
    Picture,
    /// A picture of this size, drawn.
    Drawing(Size),
    /// Page furniture or ready-made citations, shown on request.
    Furniture,
    /// What stands for folded furniture.
    Fold,
    /// A break between parts.
    Rule,
    /// Why the file cannot be shown, or what is wrong with it.
    Warning,
    /// The citation at the foot, under a fine rule.
    Foot,
}

impl Role {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Title => Self::Headline,
            Kind::Subtitle => Self::Deck,
            Kind::Byline | Kind::Dateline => Self::Details,
            Kind::Heading(level) => Self::Heading(level),
            Kind::Paragraph => Self::Body,
            Kind::Quote(depth) => Self::Quote(depth),
            Kind::ListItem(item) => Self::Item(item.depth, item.number, item.goes_on),
            Kind::Code => Self::Code,
            Kind::Table => Self::Table,
            Kind::Caption => Self::Caption,
            Kind::FrontMatter | Kind::Furniture | Kind::Citation => Self::Furniture,
            Kind::Rule => Self::Rule,
        }
    }
}

/// One piece of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// What part it plays.
    pub role: Role,
    /// Its words.
    pub words: Words,
    /// Rank of the block it shows, or of the first it stands for.
    pub block: usize,
    /// Blank lines above it.
    pub gap: usize,
    /// The numbers of the links in its words, in order.
    pub notes: Vec<Note>,
}

/// Where a piece's words are.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// In the block.
    Block,
    /// Here.
    Own(Text),
    /// At the foot: the citation, once it is written.
    Foot,
}

/// What the head of the page tells.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The article.
    pub article: &'a Article,
    /// Words in it.
    pub words: usize,
    /// How it is printed.
    pub print: Print,
    /// The pictures that are there, by their blocks, with the sizes of those that
    /// can be drawn.
    pub pictures: &'a HashMap<usize, Option<Size>>,
}

/// The pieces of an article whose blocks are `body`, top first, its furniture
/// folded or not.
pub fn pieces(head: &Head<'_>, body: &[Block], is_folded: bool, fold_key: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(body.len() + 3);
    let titled = body.iter().any(|block| block.kind == Kind::Title);
    if !titled {
        begin(&mut pieces, head);
    }
    let mut corrected = corrected_title(head.article);
    // What stands above the headline of a page is no way to begin: it is folded
    // away wholly until everything is shown.
    let headline = body.iter().position(|block| block.kind == Kind::Title);
    let mut rank = 0;
    while rank < body.len() {
        let kind = body[rank].kind;
        let run = if is_folded { run_length(&body[rank..]) } else { 0 };
        if run > 0 && headline.is_some_and(|headline| rank < headline) {
            rank += run;
            continue;
        }
        if run > 0 {
            let lines = body[rank..rank + run].iter().map(lines_of).sum();
            add(&mut pieces, Role::Fold, Words::Own(fold(kind, lines, fold_key)), rank);
            rank += run;
            continue;
        }
        if let Some(size) = head.pictures.get(&rank) {
            let size = size.filter(|size| head.print.pictures == Pictures::Drawn && size.is_seen());
            picture(&mut pieces, size, &body[rank], rank);
            rank += 1;
            continue;
        }
        let is_told =
            is_folded && matches!(kind, Kind::Byline | Kind::Dateline | Kind::FrontMatter);
        if !is_told && (kind == Kind::Rule || !body[rank].text.plain.is_empty()) {
            let is_headline = kind == Kind::Title && is_folded;
            let words = corrected.take_if(|_| is_headline).map_or(Words::Block, Words::Own);
            if is_headline {
                kicker(&mut pieces, &head.article.meta, rank);
            }
            add(&mut pieces, Role::of(kind), words, rank);
        }
        if kind == Kind::Title {
            details(&mut pieces, head, rank);
        }
        rank += 1;
    }
    told_elsewhere(&mut pieces, head.article);
    if head.print.numbers_links {
        links::number(&mut pieces, body);
    }
    if head.print.cites {
        add(&mut pieces, Role::Foot, Words::Foot, body.len());
    }
    pieces
}

/// The pieces of a text that is shown as it stands.
pub fn raw(body: &[Block]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(body.len());
    for (rank, _) in body.iter().enumerate().filter(|(_, block)| !block.text.plain.is_empty()) {
        add(&mut pieces, Role::Raw, Words::Block, rank);
    }
    pieces
}

/// A picture, drawn in its size or named, with its words; without any, its file's name stands for them.
fn picture(pieces: &mut Vec<Piece>, size: Option<Size>, block: &Block, rank: usize) {
    let is_silent = block.text.plain.is_empty();
    if let Some(size) = size {
        add(pieces, Role::Drawing(size), Words::Own(Text::default()), rank);
        if !is_silent {
            add(pieces, Role::Caption, Words::Block, rank);
        }
        return;
    }
    let name = || block.text.marks.iter().find_map(picture_of).map(Picture::name);
    let words =
        if is_silent { Words::Own(name().unwrap_or_default().into()) } else { Words::Block };
    add(pieces, Role::Picture, words, rank);
}

/// What the reader noted elsewhere, under the article: notes, and marked
/// passages that are not lit in the text.
fn told_elsewhere(pieces: &mut Vec<Piece>, article: &Article) {
    let kept = &article.kept;
    let is_told = |highlight: &&Highlight| highlight.note.is_some() || highlight.place.is_none();
    let told: Vec<&Highlight> = kept.highlights.iter().filter(is_told).collect();
    if kept.note.is_none() && told.is_empty() {
        return;
    }
    let end = article.body.len();
    let mut add = |role, words: &Safe| add(pieces, role, Words::Own(words.clone().into()), end);
    add(Role::Heading(2), &Safe::line("Your notes elsewhere"));
    kept.note.iter().for_each(|note| add(Role::Body, note));
    for highlight in told {
        if !highlight.quote.is_empty() {
            add(Role::Quote(1), &highlight.quote);
        }
        highlight.note.iter().for_each(|note| add(Role::Body, note));
    }
}

/// The headline as the reader corrected it.
fn corrected_title(article: &Article) -> Option<Text> {
    let title = article.meta.title.as_ref()?;
    (title.from.origin == Origin::Reader).then(|| title.value.clone().into())
}

/// The one piece of a file that cannot be shown.
pub fn trouble(file: &Safe, reason: &Safe) -> Vec<Piece> {
    let mut pieces = Vec::new();
    add(&mut pieces, Role::Headline, Words::Own(file.clone().into()), 0);
    add(&mut pieces, Role::Warning, Words::Own(reason.clone().into()), 0);
    pieces
}

/// How many blocks from here on are folded into one line.
fn run_length(body: &[Block]) -> usize {
    let first = body[0].kind;
    let belongs =
        |block: &&Block| block.kind == first && matches!(first, Kind::Furniture | Kind::Citation);
    body.iter().take_while(belongs).count()
}

fn lines_of(block: &Block) -> usize {
    block.text.plain.lines().filter(|line| !line.trim().is_empty()).count()
}

fn fold(kind: Kind, lines: usize, key: &str) -> Text {
    let what = match (kind, lines) {
        (Kind::Citation, 1) => "line of ready-made citations",
        (Kind::Citation, _) => "lines of ready-made citations",
        (_, 1) => "line of page furniture",
        _ => "lines of page furniture",
    };
    Safe::format(format_args!(
        "▸ {lines} {what} · {key} shows {}",
        if lines == 1 { "it" } else { "them" }
    ))
    .into()
}

/// The head of an article that prints no headline.
fn begin(pieces: &mut Vec<Piece>, head: &Head<'_>) {
    let meta = &head.article.meta;
    kicker(pieces, meta, 0);
    if let Some(title) = &meta.title {
        add(pieces, Role::Headline, Words::Own(title.value.clone().into()), 0);
    }
    if let Some(deck) = &meta.subtitle
        && !head.article.body.iter().any(|block| block.kind == Kind::Subtitle)
    {
        add(pieces, Role::Deck, Words::Own(deck.value.clone().into()), 0);
    }
    details(pieces, head, 0);
}

/// The part of the paper that the article stood in, above its headline.
fn kicker(pieces: &mut Vec<Piece>, meta: &Meta, rank: usize) {
    if let Some(section) = &meta.section {
        add(pieces, Role::Kicker, Words::Own(section.value.clone().into()), rank);
    }
}

/// The line of byline, source, date and length, then what is wrong with the file.
fn details(pieces: &mut Vec<Piece>, head: &Head<'_>, rank: usize) {
    let Head { article, words, .. } = head;
    let meta = &article.meta;
    let mut parts = Vec::new();
    if let Some(authors) = &meta.authors {
        let names: Vec<String> = authors.value.iter().map(ToString::to_string).collect();
        parts.push(names.join(", "));
    }
    let agency = meta.agency.as_ref().map(|agency| agency.value.to_string());
    parts.extend(agency);
    let source = meta.source.as_ref().map(|source| source.value.to_string());
    parts.extend(source.filter(|source| !parts.contains(source)));
    let calendar = head.print.calendar;
    parts.extend(meta.published.map(|published| calendar.in_full(published.value)));
    parts.push(match minutes(*words) {
        _ if article.is_link => "address only".to_owned(),
        minutes => format!("{minutes} min"),
    });
    let line = Safe::format(format_args!("{}", parts.join(" · ")));
    add(pieces, Role::Details, Words::Own(line.into()), rank);
    for warning in &article.warnings {
        add(pieces, Role::Warning, Words::Own(warning.clone().into()), rank);
    }
    if article.is_link {
        link(pieces, meta, calendar, rank);
    }
}

/// What is known of an article of which only the address was kept.
fn link(pieces: &mut Vec<Piece>, meta: &Meta, calendar: Calendar, rank: usize) {
    if let Some(url) = &meta.url {
        let plain = url.value.clone();
        let (range, kind) = (0..plain.len(), MarkKind::Link(plain.clone()));
        let text = Text { plain, marks: vec![Mark { range, kind }] };
        add(pieces, Role::Body, Words::Own(text), rank);
    }
    let saved = meta.accessed.map(|saved| format!("saved {}", calendar.in_full(saved.value)));
    let tags = meta.value(Field::Tags).map(|tags| tags.to_string());
    let told: Vec<String> = [saved, tags].into_iter().flatten().collect();
    if !told.is_empty() {
        add(pieces, Role::Details, Words::Own(Safe::line(&told.join(" · ")).into()), rank);
    }
}

pub(super) fn add(pieces: &mut Vec<Piece>, role: Role, words: Words, block: usize) {
    let gap = pieces.last().map_or(0, |above| gap(above.role, role));
    pieces.push(Piece { role, words, block, gap, notes: Vec::new() });
}

/// Blank lines between two pieces.
fn gap(above: Role, below: Role) -> usize {
    match (above, below) {
        (Role::Item(..), Role::Item(..))
        | (Role::Furniture, Role::Furniture)
        | (Role::Code, Role::Code)
        | (Role::Raw, Role::Raw)
        | (Role::Kicker, Role::Headline)
        | (Role::Warning, Role::Warning)
        | (Role::Picture | Role::Drawing(_), Role::Caption)
        | (Role::Fold, Role::Fold) => 0,
        (Role::Headline | Role::Heading(_), Role::Heading(_)) => 1,
        (_, Role::Heading(_) | Role::Foot) => 2,
        _ => 1,
    }
}
