//! The links and the pictures of the article on show: a letter opens one, and
//! whose it is stands beside it before.

use std::collections::HashSet;

use super::keymap::Key;
use super::reader::Reader;
use super::visit::Visit;
use super::{App, Effect, Popup};
use crate::article::{ArticleId, Mark, MarkKind, Picture, Safe};

/// The letters that choose a link, in the order in which fingers rest; `j`,
/// `k` and `q` do what they do everywhere.
const LETTERS: &str = "asdfglhwertyuiopzxcvbnm";

/// Links that are listed at most; a page with more is a directory.
const MOST: usize = 999;

/// A link of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words that are linked.
    pub words: Safe,
    /// Whose it is, to be shown before it is opened; of a picture the name of
    /// its file.
    pub host: Safe,
    to: Target,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Target {
    Address(Safe),
    Picture(Picture),
}

/// The links of an article, a window of which has letters.
#[derive(Clone, Debug, Default)]
pub struct Links {
    article: ArticleId,
    all: Vec<Link>,
    /// The rank of the one under the cursor.
    at: usize,
}

impl Links {
    /// The links of the article on show that lead to the web, and its pictures,
    /// each once, in its order; the cursor is on the first at or after `block`.
    /// `None` if no article is open.
    fn of(reader: &Reader, block: usize) -> Option<Self> {
        let article = reader.article()?;
        let mut links = Self { article: article.id, ..Self::default() };
        let mut known = HashSet::new();
        for (rank, shown) in article.body.iter().enumerate() {
            for mark in &shown.text.marks {
                let Some((host, to)) = target(reader, rank, mark) else { continue };
                if links.all.len() == MOST || !known.insert(to.clone()) {
                    continue;
                }
                let words = shown.text.plain.get(mark.range.clone()).unwrap_or_default();
                links.at += usize::from(rank < block);
                links.all.push(Link { words: Safe::line(words), host, to });
            }
        }
        links.at = links.at.min(links.all.len().saturating_sub(1));
        Some(links)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// As many as have letters, with them, and whether each is under the cursor.
    pub fn shown(&self) -> impl Iterator<Item = (char, &Link, bool)> {
        let from = self.window();
        let links = self.all[from..].iter().enumerate();
        let at = self.at - from;
        LETTERS.chars().zip(links).map(move |(letter, (rank, link))| (letter, link, rank == at))
    }

    /// The first that has a letter: the cursor goes through window by window.
    fn window(&self) -> usize {
        self.at - self.at % LETTERS.len()
    }

    fn lettered(&self, letter: char) -> Option<&Link> {
        let rank = LETTERS.find(letter)?;
        self.all.get(self.window() + rank)
    }
}

/// What a mark leads to, and whose that is; `None` if nowhere.
fn target(reader: &Reader, block: usize, mark: &Mark) -> Option<(Safe, Target)> {
    match &mark.kind {
        MarkKind::Link(address) => {
            Some((Visit::of(address)?.host, Target::Address(address.clone())))
        }
        MarkKind::Picture(picture) => {
            reader.picture(block).map(|_| (picture.name(), Target::Picture(picture.clone())))
        }
        _ => None,
    }
}

impl App {
    /// Shows the links of the article on show.
    pub(super) fn show_links(&mut self) -> Vec<Effect> {
        let block = self.reader.place().unwrap_or_default().block;
        let Some(links) = Links::of(&self.reader, block) else {
            return self.notify(Safe::line("no article is open"));
        };
        if links.all.is_empty() {
            return self.notify(Safe::line("no link in this article leads to the web"));
        }
        self.popup = Some(Popup::Links(links));
        Vec::new()
    }

    pub(super) fn press_in_links(&mut self, key: Key) -> Vec<Effect> {
        let Some(Popup::Links(links)) = &mut self.popup else { return Vec::new() };
        let last = links.all.len() - 1;
        let chosen = match key {
            Key::Esc | Key::Char('q') => {
                self.popup = None;
                return Vec::new();
            }
            Key::Enter => links.all.get(links.at),
            Key::Char(letter) if LETTERS.contains(letter) => links.lettered(letter),
            _ => {
                links.at = match key {
                    Key::Down | Key::Char('j') => links.at + 1,
                    Key::Up | Key::Char('k') => links.at.saturating_sub(1),
                    Key::PageDown => links.at + LETTERS.len(),
                    Key::PageUp => links.at.saturating_sub(LETTERS.len()),
                    Key::Home => 0,
                    Key::End => last,
                    _ => links.at,
                }
                .min(last);
                None
            }
        };
        let Some(to) = chosen.map(|link| link.to.clone()) else { return Vec::new() };
        let article = links.article;
        self.popup = None;
        match to {
            Target::Address(address) => vec![Effect::Visit(address)],
            Target::Picture(picture) => vec![Effect::Look(article, picture)],
        }
    }
}
