//! What each kind of clause finds.

use super::*;
use crate::article::Name;
use crate::search::Order;
use crate::search::query::{Term, Words};
use crate::search::words::Folded;
use jiff::civil::date;

/// Six articles that differ in all that can be asked for.
fn shelf() -> Scan {
    fn known<T>(value: T) -> Sourced<T> {
        Sourced::certain(value, Origin::FrontMatter)
    }
    let scan = Scan::new(vec!["/news".into()]);
    let read = |file: &str, text: &str, set: &dyn Fn(&mut Article)| {
        let mut read = undated(text);
        read.location.file = file.into();
        set(read.outcome.as_mut().unwrap());
        read
    };
    let name = |name: &str| Name::Literal(Safe::line(name));
    scan.insert(vec![
        read("/news/2020/Sea/ferry.txt", "The ferry left at noon.", &|article| {
            article.meta.title = Some(known(Safe::line("A ferry to Korčula")));
            article.meta.authors = Some(known(vec![name("Ada King"), name("Bo Diaz")]));
            article.meta.language = Some(known(Safe::line("en-GB")));
            article.meta.tags = Some(known(vec![Safe::line("Sea"), Safe::line("Climate change")]));
            article.meta.published = Some(known(When::day(2020, 1, 9).unwrap()));
        }),
        read("/news/2020/port.txt", "The port was shut. The ferry waited.", &|article| {
            article.meta.source = Some(known(Safe::line("The Daily Courier")));
            article.meta.language = Some(known(Safe::line("de")));
            article.meta.published = Some(known(When::Month(2020, 1)));
            article.kept.note = Some(Safe::line("ask again"));
        }),
        read("/news/rates.txt", "Rates rose while the price of oil fell.", &|article| {
            article.kept.is_starred = Some(true);
            article.kept.is_read = Some(true);
            article.meta.published = Some(known(When::Year(2019)));
        }),
        read("/other/rain.txt", "Rain, rain and rain again.", &|_| {}),
    ]);
    scan
}

/// The first word of each text found.
fn names(scan: &Scan, request: Request) -> Vec<String> {
    let window = Window { start: Start::Rank(0), len: 100 };
    let page = asked(scan, Request { window, ..request });
    page.rows.iter().map(|row| row.file.trim_end_matches(".txt").to_owned()).collect()
}

fn finds(typed: &str) -> Vec<String> {
    let today = date(2020, 1, 12);
    names(&shelf(), Request { query: Query::parse(typed), today, ..Request::default() })
}

#[test]
fn clauses_are_joined_by_and_or_and_not() {
    assert_eq!(finds("ferry -port "), ["ferry"]);
    assert_eq!(finds("rain OR rates "), ["rates", "rain"]);
    assert_eq!(finds("ferry (noon OR waited) "), ["ferry", "port"]);
    assert_eq!(finds("-(ferry OR rain) "), ["rates"]);
    assert_eq!(finds("-ferry oil OR noon "), ["ferry", "rates"]);
}

#[test]
fn words_may_be_asked_for_in_one_field() {
    assert_eq!(finds("title:korcula "), ["ferry"]);
    assert_eq!(finds("title:port "), [""; 0]);
    assert_eq!(finds("author:\"ada king\""), ["ferry"]);
    assert_eq!(finds("author:\"king bo\""), [""; 0]);
    assert_eq!(finds("source:cour"), ["port"]);
    assert_eq!(finds("source:cour "), [""; 0]);
}

#[test]
fn a_tag_is_asked_for_as_a_whole() {
    assert_eq!(finds("tag:sea "), ["ferry"]);
    assert_eq!(finds("tag:climate "), [""; 0]);
    assert_eq!(finds("tag:clim"), ["ferry"]);
    assert_eq!(finds("tag:\"climate change\""), ["ferry"]);
}

#[test]
fn a_language_is_also_found_as_it_is_written_somewhere() {
    assert_eq!(finds("lang:en "), ["ferry"]);
    assert_eq!(finds("lang:EN_gb "), ["ferry"]);
    assert_eq!(finds("lang:e "), [""; 0]);
    assert_eq!(finds("lang:d"), ["port"]);
}

#[test]
fn a_folder_is_asked_for_by_its_names_below_the_root() {
    assert_eq!(finds("in:2020 "), ["ferry", "port"]);
    assert_eq!(finds("in:2020/sea/ "), ["ferry"]);
    assert_eq!(finds("in:20 "), [""; 0]);
    assert_eq!(finds("in:20"), ["ferry", "port"]);
    assert_eq!(finds("in:other "), ["rain"]);
}

#[test]
fn marks_are_those_of_the_reader_and_else_of_the_file() {
    let of = |typed: &str, marks: &[Change]| {
        let marks = marks.iter().cloned().collect();
        names(&shelf(), Request { query: Query::parse(typed), marks, ..Request::default() })
    };
    let ferry = ArticleId::of(b"The ferry left at noon.", 0);
    let rates = ArticleId::of(b"Rates rose while the price of oil fell.", 0);
    assert_eq!(of("is:read", &[]), ["rates"]);
    assert_eq!(of("is:read", &[Change::Read(ferry, true)]), ["ferry", "rates"]);
    assert_eq!(of("is:unread ferry ", &[Change::Read(ferry, true)]), ["port"]);
    assert_eq!(of("is:starred", &[Change::Starred(rates, false)]), [""; 0]);
    assert_eq!(of("has:note", &[]), ["port"]);
    let note = Note { on: None, text: Safe::line("Which port?") };
    assert_eq!(of("has:note", &[Marks::default().note(ferry, note)]), ["ferry", "port"]);
    assert_eq!(of("has:author", &[]), ["ferry"]);
}

#[test]
fn a_mark_set_between_two_questions_counts() {
    let scan = shelf();
    let ask = |marks: &[Change]| {
        let marks = marks.iter().cloned().collect();
        let query = Query::parse("is:unread rain ");
        names(&scan, Request { query, marks, ..Request::default() })
    };
    assert_eq!(ask(&[]), ["rain"]);
    assert_eq!(
        ask(&[Change::Read(ArticleId::of(b"Rain, rain and rain again.", 0), true)]),
        [""; 0]
    );
}

#[test]
fn a_time_holds_what_was_surely_published_in_it() {
    assert_eq!(finds("date:2020-01"), ["ferry", "port"]);
    assert_eq!(finds("date:2020-01-09"), ["ferry"]);
    assert_eq!(finds("before:2020"), ["rates"]);
    assert_eq!(finds("after:2020-01-01"), ["ferry", "port"]);
    assert_eq!(finds("date:7d"), ["ferry"]);
    assert_eq!(finds("-date:2019.."), ["rain"]);
}

#[test]
fn near_exact_and_expressions_are_searched_in_each_passage() {
    assert_eq!(finds("\"oil price\"~1"), ["rates"]);
    assert_eq!(finds("\"oil price\"~0"), [""; 0]);
    assert_eq!(finds("='Rain, rain'"), ["rain"]);
    assert_eq!(finds("='rain, rain'"), [""; 0]);
    assert_eq!(finds("/[Pp]ort .*shut/"), ["port"]);
}

#[test]
fn the_best_match_comes_first_if_that_is_asked_for() {
    let best = |typed: &str| {
        let query = Query::parse(typed);
        names(&shelf(), Request { query, order: Order::Best, ..Request::default() })
    };
    // In the headline, and in fewer words.
    assert_eq!(best("ferry "), ["ferry", "port"]);
    // A rare word counts for more than a frequent one.
    assert_eq!(best("the OR rain "), ["rain", "port", "rates", "ferry"]);
    assert_eq!(best("-snow "), ["ferry", "port", "rates", "rain"]);
}

#[test]
fn the_passage_shown_holds_what_is_lit() {
    let window = Window { start: Start::Rank(0), len: 9 };
    let snippet = |typed: &str| {
        let page =
            asked(&shelf(), Request { query: Query::parse(typed), window, ..Request::default() });
        page.rows[0].snippet.clone().map(|snippet| {
            snippet.hits.iter().map(|hit| snippet.text[hit.clone()].to_owned()).collect::<Vec<_>>()
        })
    };
    assert_eq!(snippet("='noon.'"), Some(vec!["noon.".to_owned()]));
    assert_eq!(snippet("title:ferry "), Some(vec!["ferry".to_owned()]));
    assert_eq!(snippet("is:starred"), None);
}

/// Whether a query of words holds of a text, decided by its tokens alone: what
/// an index knows.
fn holds(clause: &Clause, text: &str) -> bool {
    match clause {
        Clause::All(clauses) => clauses.iter().all(|clause| holds(clause, text)),
        Clause::Any(clauses) => clauses.iter().any(|clause| holds(clause, text)),
        Clause::Not(clause) => !holds(clause, text),
        Clause::Text(Term::Words(words)) => is_said(words, text),
        clause => panic!("no query of words: {clause:?}"),
    }
}

/// Whether words stand at positions in a row, the last of them perhaps longer;
/// a compound may also stand as one word, and a short word with dots.
fn is_said(words: &Words, text: &str) -> bool {
    let tokens = |text: &str| {
        let mut folded = Folded::default();
        folded.fold(text);
        folded.tokens().map(|token| (token.position, token.text.to_owned())).collect::<Vec<_>>()
    };
    let (sought, said) = (tokens(&words.text), tokens(text));
    let in_a_row = sought.iter().enumerate().take_while(|(rank, (at, _))| rank == at).count();
    let row: Vec<&str> = sought[..in_a_row].iter().map(|(_, word)| &**word).collect();
    let joined = sought.get(in_a_row).map(|(_, word)| &**word);
    let joined = joined.filter(|joined| *joined == row.concat());
    let is_short = |word: &str| (2..=4).contains(&word.chars().count()) && !word.contains('.');
    let mut short = 0;
    // Each word in its forms: only the first three short ones have a second.
    let row: Vec<Vec<String>> = row
        .iter()
        .map(|word| {
            short += usize::from(is_short(word));
            let dotted = word.chars().map(String::from).collect::<Vec<_>>().join(".");
            let has_dots = is_short(word) && short <= 3;
            std::iter::once((*word).to_owned()).chain(has_dots.then_some(dotted)).collect()
        })
        .collect();
    let is_at = |row: &[Vec<String>], first: usize| {
        row.iter().enumerate().all(|(rank, forms)| {
            let is_open = words.is_open && rank + 1 == row.len();
            let is_it = |said: &String| {
                forms.iter().any(|form| said == form || is_open && said.starts_with(form))
            };
            said.iter().any(|(at, said)| *at == first + rank && is_it(said))
        })
    };
    let joined = joined.map(|word| vec![vec![word.to_owned()]]);
    std::iter::once(row).chain(joined).any(|row| said.iter().any(|(at, _)| is_at(&row, *at)))
}

proptest! {
    #[test]
    fn positions_of_tokens_tell_what_is_found(
        texts in prop::collection::vec("(a|b|ab|a\\.b\\.|a-b|’s|b’s|東| ){1,9}", 1..5),
        typed in "(a|b|ab|a\\.b\\.|a-b|b’|東|\"| |\\*| -| OR |\\(|\\)){1,9}",
    ) {
        let scan = over(texts.iter().map(|text| undated(text)).collect());
        let query = Query::parse(&typed);
        let mut expected: Vec<_> = texts
            .iter()
            .filter(|text| query.clause().is_none_or(|clause| holds(clause, text)))
            .map(|text| ArticleId::of(text.as_bytes(), 0))
            .collect();
        let window = Window { start: Start::Rank(0), len: 100 };
        let page = asked(&scan, Request { query, window, ..Request::default() });
        let mut found: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        found.sort();
        expected.sort();
        expected.dedup();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn not_finds_what_is_left(typed in "(rain|ferry|the|oil|pri\\*|is:read|date:2020|tag:sea|\\(rain OR the\\)|/o/|='e ')") {
        let mut all = finds(&format!("{typed} "));
        all.extend(finds(&format!("-{typed} ")));
        all.sort();
        prop_assert_eq!(all, ["ferry", "port", "rain", "rates"]);
    }
}
