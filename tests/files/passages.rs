//! The address of a passage leads a browser to that passage and to no other.
//!
//! The browser here is the specification's search (“URL Fragment Text
//! Directives”), written down step by step over the words of an article, and
//! shares nothing with the code that makes addresses.

use std::fs;
use std::ops::Range;
use std::path::Path;

use newsread::article::{ArticleId, Block, Kind, Place, Safe, Written};
use newsread::cite::passage_address;
use newsread::format::{self, Hint};
use proptest::prelude::*;
use proptest::sample::Index;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A character of the page: how it is compared, and where it stands.
#[derive(Clone, Copy, PartialEq)]
struct Letter {
    folded: char,
    at: Place,
}

/// The page that a browser shows: its letters in order, and at which of them
/// words have borders.
struct Page {
    letters: Vec<Letter>,
    borders: Vec<bool>,
}

const BORDER: char = '\n';

impl Page {
    fn of(body: &[Block]) -> Self {
        let mut page = Self { letters: Vec::new(), borders: Vec::new() };
        for (rank, block) in body.iter().enumerate() {
            let borders: Vec<usize> =
                block.text.plain.split_word_bound_indices().map(|(at, _)| at).collect();
            for (at, c) in block.text.plain.char_indices() {
                let is_border = borders.binary_search(&at).is_ok();
                let folded = fold(if c.is_whitespace() { ' ' } else { c });
                for (nth, folded) in folded.into_iter().enumerate() {
                    page.letters.push(Letter { folded, at: Place { block: rank, at } });
                    page.borders.push(is_border && nth == 0);
                }
            }
            let end = Place { block: rank, at: block.text.plain.len() };
            page.letters.push(Letter { folded: BORDER, at: end });
            page.borders.push(true);
        }
        page.borders.push(true);
        page
    }

    /// “Find a string in range”.
    fn find(
        &self,
        words: &str,
        range: Range<usize>,
        start_bounded: bool,
        end_bounded: bool,
    ) -> Option<Range<usize>> {
        let words: Vec<char> = words.chars().flat_map(fold).collect();
        let here = |at: usize| self.letters.get(at).map(|letter| letter.folded);
        range.clone().find_map(|start| {
            let mut end = start;
            for word in &words {
                if here(end)? != *word {
                    return None;
                }
                end += 1;
                // White space is shown as one blank.
                while *word == ' ' && here(end) == Some(' ') {
                    end += 1;
                }
            }
            let fits = end <= range.end
                && (!start_bounded || self.borders[start])
                && (!end_bounded || self.borders[end]);
            fits.then_some(start..end)
        })
    }

    fn next_word(&self, at: usize) -> usize {
        let blanks =
            self.letters[at..].iter().take_while(|letter| letter.folded.is_whitespace()).count();
        at + blanks
    }

    /// “Find a range from a text directive”.
    fn show(&self, directive: &Directive) -> Option<Range<usize>> {
        let Directive { prefix, start, end, suffix } = directive;
        let last = self.letters.len();
        let mut search = 0;
        while search < last {
            let mut found;
            if let Some(prefix) = prefix {
                let prefix = self.find(prefix, search..last, true, false)?;
                search = prefix.start + 1;
                let at = self.next_word(prefix.end);
                if at >= last {
                    return None;
                }
                let must_end_word = end.is_some() || suffix.is_none();
                found = self.find(start, at..last, false, must_end_word)?;
                if found.start != at {
                    continue;
                }
            } else {
                let must_end_word = end.is_some() || suffix.is_none();
                found = self.find(start, search..last, true, must_end_word)?;
                search = found.start + 1;
            }
            let mut rest = found.end;
            while rest < last {
                if let Some(end) = end {
                    found.end = self.find(end, rest..last, true, suffix.is_none())?.end;
                }
                let Some(suffix) = suffix else { return Some(found) };
                let at = self.next_word(found.end);
                let suffix = self.find(suffix, at..last, false, true)?;
                if suffix.start == at {
                    return Some(found);
                }
                if end.is_none() {
                    break;
                }
                rest = found.end;
            }
            if rest >= last {
                return None;
            }
        }
        None
    }
}

/// Case and accents are not compared.
fn fold(c: char) -> Vec<char> {
    let bare = std::iter::once(c).nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    bare.flat_map(char::to_lowercase).collect::<String>().nfc().collect()
}

struct Directive {
    prefix: Option<String>,
    start: String,
    end: Option<String>,
    suffix: Option<String>,
}

impl Directive {
    /// “Parse a text directive”.
    fn read(address: &str) -> Self {
        let (_, text) = address.split_once("#:~:text=").expect("a text directive");
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".,-_~%".contains(c);
        assert!(text.chars().all(allowed), "{text}");
        let mut parts: Vec<&str> = text.split(',').collect();
        let prefix = parts[0].strip_suffix('-').map(decoded);
        if prefix.is_some() {
            parts.remove(0);
        }
        let suffix = parts.last().and_then(|part| part.strip_prefix('-')).map(decoded);
        if suffix.is_some() {
            parts.pop();
        }
        assert!((1..=2).contains(&parts.len()), "{text}");
        assert!(parts.iter().all(|part| !part.contains('-') && !part.is_empty()), "{text}");
        Self { prefix, start: decoded(parts[0]), end: parts.get(1).map(|end| decoded(end)), suffix }
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(&tail[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("hexadecimal"));
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// The articles that come with newsread.
fn articles() -> Vec<Vec<Block>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
    let files = fs::read_dir(folder).expect("the sample articles");
    let read = |path: &Path| {
        let bytes = fs::read(path).expect("an article");
        let hint = Hint { file_name: path.to_str().expect("a name in UTF-8"), ..Hint::default() };
        format::read(ArticleId::default(), bytes, &hint).ok().map(|document| document.article.body)
    };
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let bodies: Vec<_> = paths.iter().filter_map(|path| read(path)).collect();
    assert!(bodies.len() > 15, "only {} articles were read", bodies.len());
    // Menus and the cells of tables repeat themselves beyond all telling apart.
    let is_prose = |block: &Block| block.kind.is_said() && block.kind != Kind::Table;
    bodies.into_iter().map(|body| body.into_iter().filter(is_prose).collect()).collect()
}

/// Text of few words, which repeats itself and so needs its neighbours.
fn repetitive() -> impl Strategy<Value = Vec<Block>> {
    let word = prop::sample::select(vec![
        "the", "The", "rain", "ráin", "fell", "on", "2,000", "A-B", "roofs.", "“so”", "и", "雨",
        "が",
    ]);
    let paragraph = prop::collection::vec(word, 1..40).prop_map(|words| {
        let text = Safe::line(&words.join(" "));
        Block {
            kind: Kind::Paragraph,
            written: Written::Words(text.to_string()),
            text: text.into(),
        }
    });
    prop::collection::vec(paragraph, 1..12)
}

/// A passage between two places of the article, in whole characters.
fn passage(body: &[Block], ends: [(Index, Index); 2]) -> Range<Place> {
    let place = |(block, at): (Index, Index)| {
        let block = block.index(body.len());
        let text = &*body[block].text.plain;
        let at = at.index(text.len() + 1);
        let at = (0..=at).rfind(|at| text.is_char_boundary(*at)).unwrap_or(0);
        Place { block, at }
    };
    let [one, other] = ends.map(place);
    one.min(other)..one.max(other)
}

/// Checks that the address leads to the passage; `false` if there is none.
fn leads_there(body: &[Block], passage: &Range<Place>) -> bool {
    let Some(address) = passage_address("https://a.example/x", body, passage) else { return false };
    let page = Page::of(body);
    let shown = page.show(&Directive::read(&address));
    let shown = shown.unwrap_or_else(|| panic!("{address} leads nowhere"));
    let is_word = |at: usize| page.letters[at].folded.is_alphanumeric();
    // Half words are made whole, blanks at the ends do not count.
    let inside = |at: &usize| passage.contains(&page.letters[*at].at);
    let wanted: Vec<usize> = (0..page.letters.len()).filter(inside).collect();
    let words: Vec<usize> = wanted.iter().copied().filter(|&at| is_word(at)).collect();
    assert!(words.iter().all(|at| shown.contains(at)), "{address} leads elsewhere");
    let (first, last) = (wanted[0], wanted[wanted.len() - 1]);
    assert!(shown.start <= last && shown.end > first, "{address} leads elsewhere");
    let is_blank = |at: usize| page.letters[at].folded.is_whitespace();
    for at in shown.filter(|at| *at < first || *at > last) {
        let (from, to) = if at < first { (at, first) } else { (last, at) };
        let is_same_word = !(from + 1..=to).any(|at| page.borders[at]);
        assert!(is_same_word || is_blank(at), "{address} shows more than the passage");
    }
    true
}

/// Whether a letter or a digit stands between the ends of the passage.
fn holds_a_word(body: &[Block], passage: &Range<Place>) -> bool {
    let letters = Page::of(body).letters;
    let inside = letters.iter().filter(|letter| passage.contains(&letter.at));
    inside.into_iter().any(|letter| letter.folded.is_alphanumeric())
}

fn places() -> impl Strategy<Value = [(Index, Index); 2]> {
    any::<[(Index, Index); 2]>()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn a_passage_of_any_article_has_an_address_of_its_own(
        passages in prop::collection::vec((any::<Index>(), places()), 1000)
    ) {
        let articles = articles();
        let (mut wanted, mut led) = (0, 0);
        for (article, ends) in passages {
            let body = article.get(&articles);
            let passage = passage(body, ends);
            wanted += usize::from(holds_a_word(body, &passage));
            led += usize::from(leads_there(body, &passage));
        }
        // A passage that ends with the first word of a heading may have none:
        // an end is found by its own words and those of its own block.
        prop_assert!(led * 100 >= wanted * 99, "{led} of {wanted} passages have an address");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn words_that_repeat_are_told_apart_or_left_alone(body in repetitive(), ends in places()) {
        leads_there(&body, &passage(&body, ends));
    }
}
