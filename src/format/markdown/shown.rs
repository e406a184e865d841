//! Finds headline, authors, day and site where a Markdown text shows them.
//!
//! Knows blocks, not how they were written. One idea: what front matter says
//! is believed first; the lines around the headline only fill what it leaves
//! open, and are judged as those of a plain text are.

use url::Url;

use super::blocks;
use crate::article::{Block, Field, Kind, MarkKind, Origin, Provenance, Safe, Written};
use crate::format::dates::{Order, dates};
use crate::format::record::{Record, Statement, can_be_name};
use crate::format::{names, plain};

/// Blocks under the headline in which a byline and a date are looked for.
const HEAD: usize = 8;

/// Longest byline or dateline, in bytes.
const LINE: usize = 160;

/// Blocks that are looked at to judge those of the head.
const LOOKED_AT: usize = 40;

/// What may part a headline from the name of its site.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " · ", " » "];

/// Takes in what the blocks of a text show, and says which they are.
pub(super) fn take_in(record: &mut Record, body: &mut [Block], source: &str) {
    cut(record);
    name(record, body);
    cut(record);
    fold(record, body);
    sign(record, body);
    ask(record, body, source);
}

/// The first heading of the first degree is the headline, and so is a heading
/// that repeats the headline of the front matter.
fn name(record: &mut Record, body: &mut [Block]) {
    let title = record.meta.title.as_ref().map(|title| title.value.trim().to_lowercase());
    let is_headline = |block: &&mut Block| match (&title, block.kind) {
        (None, Kind::Heading(1)) => true,
        (Some(title), Kind::Heading(_)) => {
            let heading = block.text.plain.trim().to_lowercase();
            let behind = heading.strip_prefix(&**title);
            behind.is_some_and(|rest| {
                rest.is_empty() || SEPARATORS.iter().any(|sign| rest.starts_with(sign))
            })
        }
        _ => false,
    };
    let Some(block) = body.iter_mut().find(is_headline) else { return };
    block.kind = Kind::Title;
    let from = Provenance { origin: Origin::Line, is_certain: true };
    let values = &[block.text.plain.to_string()];
    let at = bytes(block);
    record.state(&Statement { field: Field::Title, values, from, key: "first heading", at });
}

/// Cuts the name of the site from the end of the headline, where the address
/// or the source tells that it is one.
fn cut(record: &mut Record) {
    let Some(title) = &record.meta.title else { return };
    let text = title.value.to_string();
    let last = SEPARATORS.iter().filter_map(|sign| Some((text.rfind(sign)?, sign.len()))).max();
    let Some((at, sign)) = last else { return };
    let (head, tail) = (text[..at].trim(), text[at + sign..].trim());
    if head.is_empty() || !is_site(tail, record) {
        return;
    }
    let value = Safe::line(head);
    let is_title = |field: Field, is_taken: bool| field == Field::Title && is_taken;
    for claim in record.claims.iter_mut().filter(|claim| is_title(claim.field, claim.is_taken)) {
        claim.value = value.clone();
        claim.because = Some(Safe::line("without the site’s name"));
    }
    if let Some(title) = &mut record.meta.title {
        title.value = value;
    }
    let from = Provenance { origin: Origin::Line, is_certain: false };
    let values = &[tail.to_owned()];
    let key = "behind the headline";
    record.state(&Statement { field: Field::Source, values, from, key, at: None });
}

/// Whether words are the name of the source, or that of its address.
fn is_site(words: &str, record: &Record) -> bool {
    let letters = |words: &str| -> String {
        words.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let meta = &record.meta;
    let name = letters(words);
    let bare = name.strip_prefix("the").unwrap_or(&name);
    let url = meta.url.as_ref().and_then(|url| Url::parse(&url.value).ok());
    let is_label = |label: &str| {
        let label = letters(label);
        label.len() > 2 && (label == name || label == bare || bare.starts_with(&label))
    };
    let is_host = url.as_ref().and_then(Url::host_str).is_some_and(|host| {
        let labels: Vec<&str> = host.trim_start_matches("www.").split('.').collect();
        labels[..labels.len() - 1].iter().any(|label| is_label(label))
    });
    let is_source = meta.source.as_ref().is_some_and(|source| letters(&source.value) == name);
    !name.is_empty() && (is_source || is_host && words.split_whitespace().count() <= 4)
}

/// Folds what only links elsewhere around the headline; a link to the front
/// page there names the site.
fn fold(record: &mut Record, body: &mut [Block]) {
    let Some(title) = body.iter().position(|block| block.kind == Kind::Title) else { return };
    if title > LOOKED_AT {
        return;
    }
    let is_text = |block: &Block| block.kind == Kind::Paragraph && block.text.plain.len() > LINE;
    let head = body.iter().skip(title).take(HEAD).position(is_text).unwrap_or(HEAD);
    for (rank, block) in body.iter_mut().take(title + head).enumerate() {
        let is_name = rank > title && names::is_name(&block.text.plain, true);
        if !matches!(block.kind, Kind::Paragraph | Kind::ListItem(_)) || !is_link(block) || is_name
        {
            continue;
        }
        block.kind = Kind::Furniture;
        let site = if rank < title { site(record, block) } else { None };
        if let Some(site) = site {
            let from = Provenance { origin: Origin::Line, is_certain: false };
            let (field, key, at) = (Field::Source, "link to the front page", bytes(block));
            record.state(&Statement { field, values: &[site], from, key, at });
        }
    }
}

/// Whether all the letters of a block belong to links.
fn is_link(block: &Block) -> bool {
    let links: Vec<_> =
        block.text.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Link(_))).collect();
    let mut letters = block.text.plain.char_indices().filter(|(_, c)| c.is_alphanumeric());
    // A line has few links; a long one is none.
    block.text.plain.len() <= LINE
        && !links.is_empty()
        && letters.all(|(at, _)| links.iter().any(|link| link.range.contains(&at)))
}

/// The words of the link to the front page of the article's site.
fn site(record: &Record, block: &Block) -> Option<String> {
    let own = record.meta.url.as_ref().and_then(|url| Url::parse(&url.value).ok());
    block.text.marks.iter().find_map(|mark| {
        let MarkKind::Link(target) = &mark.kind else { return None };
        let target = Url::parse(target).ok().filter(|target| target.path() == "/")?;
        let is_own = own.as_ref().is_none_or(|own| own.host_str() == target.host_str());
        let words = block.text.plain[mark.range.clone()].trim();
        (target.has_host() && is_own && can_be_name(words)).then(|| words.to_owned())
    })
}

/// Short paragraphs under the headline may name the author and the day.
fn sign(record: &mut Record, body: &mut [Block]) {
    let Some(title) = body.iter().position(|block| block.kind == Kind::Title) else { return };
    for block in body.iter_mut().skip(title + 1).take(HEAD) {
        let text = block.text.plain.to_string();
        if block.kind != Kind::Paragraph || text.len() > LINE {
            continue;
        }
        let from = Provenance { origin: Origin::Line, is_certain: false };
        let at = bytes(block);
        let values = std::slice::from_ref(&text);
        let said = |field| Statement { field, values, from, key: "line", at: at.clone() };
        let (rest, had_by) = names::without_by(&text);
        let day =
            dates(&text, Order::Unknown).into_iter().find(|found| found.when.date().is_some());
        if had_by && !names::people(rest, false).is_empty() {
            block.kind = Kind::Byline;
            record.state(&said(Field::Authors));
        } else if day.as_ref().is_some_and(|day| day.range.len() * 2 > text.len()) {
            block.kind = Kind::Dateline;
        }
        if let Some(day) = day.filter(|_| matches!(block.kind, Kind::Byline | Kind::Dateline)) {
            let values = &[day.when.to_string()];
            record.state(&Statement { values, ..said(Field::Published) });
        }
    }
}

/// Has the first blocks judged as lines of a plain text, for what is still
/// open: authors and day, where short paragraphs show them.
fn ask(record: &mut Record, body: &mut [Block], source: &str) {
    let open =
        [Field::Authors, Field::Published].map(|field| (field, record.meta.value(field).is_none()));
    let Some(title) = record.meta.title.as_ref().filter(|_| open.iter().any(|(_, open)| *open))
    else {
        return;
    };
    let first = body.iter().position(|block| block.kind == Kind::Title).map_or(0, |at| at + 1);
    let mut text = format!("{}\n\n", title.value);
    let mut places = Vec::new();
    for (rank, block) in body.iter().enumerate().skip(first).take(LOOKED_AT) {
        if matches!(block.kind, Kind::Furniture | Kind::FrontMatter) {
            continue;
        }
        places.push((text.len(), rank));
        text.push_str(&printed(block, source));
        text.push_str("\n\n");
    }
    let found = plain::read(&text, "");
    let from = Provenance { origin: Origin::Line, is_certain: false };
    for claim in found.evidence.iter().filter(|claim| claim.is_taken) {
        if !open.contains(&(claim.field, true)) {
            continue;
        }
        let field = claim.field;
        let values: Vec<String> = claim.value.split("; ").map(str::to_owned).collect();
        let mut statement = Statement { field, values: &values, from, key: "line", at: None };
        let Some(start) = claim.at.as_ref().map(|at| at.start) else { continue };
        let before = places.partition_point(|(place, _)| *place <= start);
        let Some((_, rank)) = before.checked_sub(1).map(|place| places[place]) else { continue };
        let block = &mut body[rank];
        let is_head = rank < first + HEAD && block.text.plain.len() <= LINE;
        if !is_head || !matches!(block.kind, Kind::Paragraph | Kind::Byline | Kind::Dateline) {
            continue;
        }
        statement.at = bytes(block);
        if record.state(&statement) && field == Field::Authors {
            block.kind = Kind::Byline;
        }
    }
}

/// The words of a block, a short one in the lines in which it was written.
fn printed(block: &Block, source: &str) -> String {
    let plain = || block.text.plain.to_string();
    if block.kind != Kind::Paragraph || block.text.plain.len() > LINE {
        return plain();
    }
    let words = |line: &str| {
        let read = blocks::read(line, 0).blocks;
        read.iter().map(|block| &*block.text.plain).collect::<Vec<_>>().join(" ")
    };
    let lines: Vec<String> = block.written.original(source).trim().lines().map(words).collect();
    if lines.is_empty() { plain() } else { lines.join("\n") }
}

/// Where a block stands in the file.
fn bytes(block: &Block) -> Option<std::ops::Range<usize>> {
    match &block.written {
        Written::Bytes(range) => Some(range.clone()),
        Written::Words(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Kind};
    use crate::format::markdown::read;

    fn article(source: &str) -> Article {
        let reading = read(source);
        Article { meta: reading.record.meta, body: reading.body, ..Article::default() }
    }

    fn kinds(article: &Article) -> Vec<Kind> {
        article.body.iter().map(|block| block.kind).collect()
    }

    const TEXT: &str = "The wall of the old harbour held through the night, and in the morning the boats went out as they always had. Nobody on the quay had slept, and nobody said that they had been afraid of the sea.\n";

    #[test]
    fn a_name_and_a_day_under_the_headline_sign_the_article() {
        let article = article(&format!("# Wall holds\n\n**Ada Quill**\n28 Nov 2022\n\n{TEXT}"));
        assert_eq!(kinds(&article), [Kind::Title, Kind::Byline, Kind::Paragraph]);
        assert_eq!(article.meta.authors.unwrap().value[0].to_string(), "Ada Quill");
        let published = article.meta.published.unwrap();
        assert_eq!(
            (&*published.value.to_string(), published.from.is_certain),
            ("2022-11-28", false)
        );
    }

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_headline() {
        let meta = |head: &str| article(&format!("{head}\n\n{TEXT}")).meta;
        let url = "---\nsource: https://www.harbourpost.example/wall\n---\n";
        let found = meta(&format!("{url}# Wall holds | Harbour Post"));
        assert_eq!(&*found.title.unwrap().value, "Wall holds");
        assert_eq!(&*found.source.unwrap().value, "Harbour Post");
        let found = meta(&format!("{url}# Wall holds | Boats safe"));
        assert_eq!(&*found.title.unwrap().value, "Wall holds | Boats safe");
    }

    #[test]
    fn links_around_the_headline_are_folded_and_name_the_site() {
        let article = article(&format!(
            "[Harbour Digest](https://post.example/) » [Sea](https://post.example/sea)\n\n# Wall holds\n\n- [Boats](https://post.example/boats)\n\n{TEXT}"
        ));
        let furniture = Kind::Furniture;
        assert_eq!(kinds(&article), [furniture, Kind::Title, furniture, Kind::Paragraph]);
        assert_eq!(&*article.meta.source.unwrap().value, "Harbour Digest");
    }
}
