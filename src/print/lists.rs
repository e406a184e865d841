//! What a body is made of, once the items of a list stand together.

use crate::article::{Article, Block, Item, Kind};

/// A part of a body.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// The number of the paragraph that begins here, from 1.
    pub(super) number: Option<usize>,
    /// What stands there.
    pub(super) content: Content<'a>,
}

/// What a part is.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// A block that stands alone.
    Alone(&'a Block),
    /// A list: its items with their blocks.
    List(Vec<(Item, &'a Block)>),
}

/// The parts of an article that are printed, in their order: what it says, its
/// captions, and the rules between.
pub(super) fn parts(article: &Article) -> Vec<Part<'_>> {
    let numbers = article.paragraphs();
    let number = |rank: usize| numbers.binary_search(&rank).ok().map(|before| before + 1);
    let mut parts: Vec<Part<'_>> = Vec::new();
    let is_printed = |block: &Block| {
        let is_blank = block.text.plain.trim().is_empty();
        block.kind == Kind::Rule
            || !is_blank && (block.kind.is_said() || block.kind == Kind::Caption)
    };
    let mut is_in_list = false;
    for (rank, block) in article.body.iter().enumerate().filter(|(_, block)| is_printed(block)) {
        let Kind::ListItem(item) = block.kind else {
            is_in_list = false;
            parts.push(Part { number: number(rank), content: Content::Alone(block) });
            continue;
        };
        match parts.last_mut() {
            Some(Part { content: Content::List(items), .. }) if is_in_list && !item.opens => {
                items.push((item, block));
            }
            _ => {
                let content = Content::List(vec![(item, block)]);
                parts.push(Part { number: number(rank), content });
            }
        }
        is_in_list = true;
    }
    parts
}
