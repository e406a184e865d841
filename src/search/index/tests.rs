//! What the index finds is what the scanner finds.

use super::*;
use crate::article::{ArticleId, Safe};
use crate::search::{Order, Start, Ticket, Total, Way, Window};
use crate::state::{Change, Marks, Note, Tag};

mod anything;
mod both;

use both::Both;

fn file(name: &str, text: &str) -> (String, String) {
    (format!("{name}.md"), text.to_owned())
}

fn dated(name: &str, date: &str, text: &str) -> (String, String) {
    file(name, &format!("---\ntitle: About {name}\ndate: {date}\n---\n\n{text}\n"))
}

fn articles() -> Vec<(String, String)> {
    let ferry = "---\ntitle: A Ferry to Korčula\nauthor: [Ada King, Bo Diaz]\nlang: en-GB\n\
        tags: [Sea, Climate change]\ndate: 2020-01-09\nsource: The Daily Courier\n---\n\n\
        The ferry left at noon. It is well-known in the U.S. and the US.\n\n\
        Oil fell. The price of oil rose.\n";
    let rates = "---\ntitle: Rates\ndate: 2019\nauthor: Ada King\n---\n\nRates rose, and rates of 4.5% fell.\n";
    vec![
        ("2020/Sea/ferry.md".to_owned(), ferry.to_owned()),
        (
            "2020/port.md".to_owned(),
            "---\ndate: 2020-01\nlang: de\n---\n\nThe port was shut. The ferry waited.\n"
                .to_owned(),
        ),
        file("rates", rates),
        file("rain", "Rain, rain and rain again. 東京は今日も雨。\n"),
        ("torn.xml".to_owned(), "<opml/>".to_owned()),
    ]
}

#[test]
fn every_kind_of_clause_finds_what_the_scanner_finds() {
    let both = Both::over(&articles());
    let ferry = both.archive.read(both.found_id("ferry")).unwrap().id;
    let port = both.found_id("port");
    let tag = |name: &str| name.parse().unwrap();
    let marks = [
        Change::Read(ferry, true),
        Change::Starred(ferry, true),
        Change::Tag(port, tag("Sea"), true),
        Change::Tag(ferry, tag("Climbing"), true),
    ];
    let mut marks: Marks = marks.into_iter().collect();
    let note = Note { on: None, text: Safe::line("Who shut it?") };
    marks.write(&marks.note(port, note));
    for typed in [
        "",
        "ferry ",
        "fer",
        "f",
        "fe",
        "the ferry",
        "\"the ferry\"",
        "\"the fer",
        "\"the f",
        "\"ferry wait",
        "-ferry ",
        "ferry OR rain ",
        "-(ferry OR rain) ",
        "well-known",
        "wellknown",
        "us ",
        "u.s. ",
        "4.5 ",
        "東京",
        "\"oil price\"~3",
        "\"oil price\"~1",
        "\"us ferry\"~20",
        "\"us us\"~20",
        "title:ferry ",
        "title:fer",
        "title:port ",
        "author:\"ada king\"",
        "author:\"king bo\"",
        "source:cour",
        "source:cour ",
        "tag:sea ",
        "tag:clim",
        "tag:climate ",
        "tag:\"climate change\"",
        "lang:en ",
        "lang:EN_gb ",
        "lang:e ",
        "lang:d",
        "in:2020 ",
        "in:2020/sea/ ",
        "in:20 ",
        "in:20",
        "in:2020/port",
        "in:rates.md ",
        "is:read ",
        "is:unread ",
        "is:starred ",
        "has:author ",
        "has:note ",
        "date:2020-01 ",
        "date:2020 ",
        "date:2020-01-09 ",
        "date:2w ",
        "before:2020 ",
        "after:2020-01-02 ",
        "date:..2019 ",
        "='The ferry'",
        "='ferry left at'",
        "-='The ferry'",
        "/r[a-z]+ r/",
        "/FERRY/i rain OR /noon/",
        "ferry -/noon/",
        "xml ",
    ] {
        both.agree(typed, &marks);
    }
}

#[test]
fn the_best_match_comes_first() {
    let both = Both::over(&[
        dated("once", "2020-01-03", "Rain fell. It was a long and dull day in the harbour."),
        dated("often", "2020-01-01", "Rain, rain and more rain."),
        dated("sun", "2020-01-02", "No cloud at all."),
    ]);
    assert_eq!(both.found("rain ", Order::Best), ["often", "once"]);
    assert_eq!(both.found("rain ", Order::Newest), ["once", "often"]);
    assert_eq!(both.found("rain", Order::Best), ["often", "once"]);
}

#[test]
fn a_word_of_the_headline_counts_as_several_of_the_text() {
    let both = Both::over(&[
        dated("rain", "2020-01-01", "It fell all day in the harbour and on the quay."),
        dated("sun", "2020-01-02", "It fell all day: rain in the harbour, rain on the quay."),
    ]);
    for typed in ["rain ", "rain", "\"about rain\" OR rain "] {
        assert_eq!(both.found(typed, Order::Best), ["rain", "sun"], "{typed}");
        both.agree(typed, &Marks::default());
    }
}

#[test]
fn a_word_is_found_from_its_first_letter_on() {
    let both = Both::over(&articles());
    for typed in ["r", "東", "4", "ra", "f", "z"] {
        both.agree(typed, &Marks::default());
    }
    assert!(!both.found("r", Order::Newest).is_empty());
}

#[test]
fn a_window_may_stand_around_the_next_unread_article() {
    let days = (1..=9).map(|day| dated(&day.to_string(), &format!("2020-01-0{day}"), "Rain"));
    let both = Both::over(&days.collect::<Vec<_>>());
    let read = [1, 3, 4, 6, 7, 9].map(|day| Change::Read(both.found_id(&day.to_string()), true));
    let marks: Marks = read.into_iter().collect();
    let next = |typed: &str, order: Order, day: &str, way: Way| {
        let window = Window { start: Start::Unread(both.found_id(day), way), len: 3 };
        let request = Request { order, window, ..Both::request(typed, &marks) };
        let pages = [both.indexed(&request), both.scanned(&request)].map(|page| {
            let names: String = page.rows.iter().map(|row| row.file[..1].to_owned()).collect();
            (page.start, page.middle, names)
        });
        assert_eq!(pages[0], pages[1], "{typed}, {way:?} of {day}");
        pages[0].clone()
    };
    for (typed, order) in [("", Order::Newest), ("rain ", Order::Newest), ("rain ", Order::Best)] {
        let next = |day, way| next(typed, order, day, way);
        assert_eq!(next("5", Way::Down), (6, Some(7), "321".to_owned()));
        assert_eq!(next("5", Way::Up), (0, Some(1), "987".to_owned()));
        assert_eq!(next("1", Way::Up), (6, Some(7), "321".to_owned()));
        // Where there is none it stands around the one itself.
        assert_eq!(next("2", Way::Down), (6, Some(7), "321".to_owned()));
        assert_eq!(next("9", Way::Up), (0, Some(0), "987".to_owned()));
    }
    let nowhere = next("date:2020-01-02", Order::Newest, "5", Way::Down);
    assert_eq!(nowhere, (0, None, "2".to_owned()));
}

#[test]
fn an_edited_article_takes_its_own_place() {
    let mut both =
        Both::over(&[dated("a", "2020-01-01", "Rain"), dated("b", "2020-01-02", "Snow")]);
    both.write(&[dated("a", "2020-01-03", "Hail, and a longer text than before")]);
    assert_eq!(both.found("", Order::Newest), ["a", "b"]);
    for typed in ["", "hail ", "rain ", "date:2020-01-03 "] {
        both.agree(typed, &Marks::default());
    }
}

#[test]
fn a_mark_set_between_two_questions_counts() {
    let both = Both::over(&articles());
    let id = both.found_id("rain");
    let mut marks = Marks::default();
    both.agree("is:unread ", &marks);
    marks.write(&Change::Read(id, true));
    both.agree("is:unread ", &marks);
    marks.write(&Change::Read(id, false));
    both.agree("is:unread ", &marks);
}

#[test]
fn one_word_never_counts_for_two_that_are_near() {
    let both = Both::over(&[file("0", "U.S. bc U.S."), file("1", "The U.S. and us")]);
    for typed in ["\"u.s. us\"~0", "\"u.s. us\"~1", "\"us u.s.\"~1", "\"u.s. bc us\"~1"] {
        both.agree(typed, &Marks::default());
    }
}

#[test]
fn a_tag_of_the_reader_is_found_like_one_of_the_file() {
    let both = Both::over(&articles());
    let tag: Tag = "Sea level".parse().unwrap();
    let id = both.found_id("rain");
    let mut marks = Marks::default();
    for set in [true, false] {
        marks.write(&Change::Tag(id, tag.clone(), set));
        for typed in ["tag:sea", "tag:sea ", "tag:\"sea level\" ", "-tag:sea ", "tag:\"sea l"] {
            both.agree(typed, &marks);
        }
    }
}

#[test]
fn a_window_may_stand_anywhere_and_around_an_article() {
    let files: Vec<_> =
        (1..=9).map(|day| dated(&day.to_string(), &format!("2020-01-0{day}"), "Rain")).collect();
    let both = Both::over(&files);
    for order in [Order::Newest, Order::Best] {
        for typed in ["", "rain "] {
            for start in [
                Start::Rank(0),
                Start::Rank(4),
                Start::Rank(8),
                Start::Rank(20),
                Start::Around(both.found_id("5")),
                Start::Around(both.found_id("9")),
                Start::Around(ArticleId::default()),
            ] {
                let window = Window { start, len: 3 };
                let request = Request { order, window, ..Both::request(typed, &Marks::default()) };
                let (indexed, scanned) = (both.indexed(&request), both.scanned(&request));
                assert_eq!((indexed.start, indexed.rows), (scanned.start, scanned.rows));
            }
        }
    }
}

#[test]
fn values_of_fields_are_offered_as_the_scanner_offers_them() {
    let both = Both::over(&articles());
    for field in Field::ALL {
        for beginning in ["", "a", "ki", "the d", "2020/", "se", "E"] {
            let offered = |engine: &dyn Engine| engine.complete(field, beginning, 10);
            assert_eq!(offered(&*both.index), offered(&both.scan), "{field:?} {beginning}");
        }
    }
}

#[test]
fn articles_of_one_moment_stand_in_the_order_of_their_headlines() {
    let named = |name: &str, title: &str| {
        file(name, &format!("---\ntitle: {title}\ndate: 2020-01-01\n---\n\nRain, {name}.\n"))
    };
    let both = Both::over(&[
        named("a", "The same beginning, and then b"),
        named("b", "The same beginning, and then a"),
        named("c", "Alone"),
        named("d", "The same beginning, and then a"),
    ]);
    both.agree("", &Marks::default());
    assert_eq!(both.found("", Order::Newest), ["c", "b", "d", "a"]);
}

#[test]
fn a_search_that_nobody_waits_for_stops() {
    let both = Both::over(&articles());
    let stop = Stop { newest: Arc::default(), mine: Ticket::default().next(), looked: None };
    let request = Both::request("ferry", &Marks::default());
    assert!(matches!(both.index.search(&request, &stop), Err(SearchError::Stopped)));
}

#[test]
fn who_opens_the_index_again_finds_what_was_committed() {
    let both = Both::over(&articles());
    let folder = both.words.path().to_owned();
    let again = Index::open(&folder, Arc::clone(&both.archive)).unwrap();
    let request = Both::request("ferry", &Marks::default());
    assert_eq!(
        again.search(&request, &Stop::never()).unwrap().rows,
        both.index.search(&request, &Stop::never()).unwrap().rows
    );
    assert!(matches!(Writer::new(Arc::new(again)), Err(IndexError::Busy)));
}

#[test]
fn whoever_goes_on_writing_where_another_began_writes_no_article_twice() {
    let mut both = Both::over(&[]);
    let later = Index::open(both.words.path(), Arc::clone(&both.archive)).unwrap();
    both.write(&articles());
    let Both { files: _files, words: _words, archive, index, writer, .. } = both;
    drop(writer);
    let later = Arc::new(later);
    let mut writer = Writer::new(Arc::clone(&later)).unwrap();
    let ids = index.now().ids().unwrap();
    writer.insert(ids.iter().filter_map(|id| archive.read(*id)).collect()).unwrap();
    writer.commit().unwrap();
    assert_eq!((later.len(), ids.len()), (articles().len(), articles().len()));
}

#[test]
fn an_index_at_rest_is_in_one_piece_and_has_the_same_articles() {
    let mut both = Both::over(&[]);
    for n in 1..=12 {
        both.write(&[dated(&format!("{n:02}"), &format!("2020-01-{n:02}"), "Rain, and wind")]);
    }
    both.writer.settle(false).unwrap();
    assert_eq!(both.index.now().segments().count(), 1);
    both.agree("rain ", &Marks::default());
    assert_eq!(both.index.len(), 12);
}

#[test]
fn what_is_told_at_once_is_how_the_whole_begins() {
    let files: Vec<_> = (0..300)
        .map(|n| {
            let words = if n % 5 == 0 { "Rain and wind" } else { "Sun" };
            dated(&format!("{n}"), &format!("2020-01-{:02}", n % 28 + 1), words)
        })
        .collect();
    let both = Both::over(&files);
    let questions = [
        ("rain", true),
        ("ra", true),
        ("win", true),
        ("\"rain a", true),
        ("rain OR sun", true),
        ("-sun ", true),
        ("rain -wind ", false),
        ("date:2020-01-03", false),
    ];
    for (typed, is_begun) in questions {
        let request = Both::request(typed, &Marks::default());
        let request = Request { window: Window { len: 2, ..request.window }, ..request };
        let begun = both.index.newest(&request, 1, &Stop::never()).unwrap();
        let all = both.index.search(&request, &Stop::never()).unwrap();
        // Two of few, or of those that are old, are not found sooner than all.
        assert_eq!(begun.is_some(), is_begun, "‘{typed}’");
        let folded = Request { is_folded: true, ..request };
        let folded = both.index.newest(&folded, 1, &Stop::never()).unwrap();
        assert!(folded.is_none(), "‘{typed}’: what is folded away is not known yet");
        let Some(begun) = begun else { continue };
        assert_eq!(begun.rows, all.rows, "‘{typed}’");
        assert!(begun.total.count() <= all.total.count(), "‘{typed}’");
        assert!(matches!(begun.total, Total::AtLeast(_)));
    }
}

#[test]
fn whoever_goes_far_among_the_best_finds_all_in_order() {
    let files: Vec<_> = (0..60)
        .map(|n| dated(&format!("{n:02}"), "2020-01-09", &"rain ".repeat(n % 9 + 1)))
        .collect();
    let both = Both::over(&files);
    let request = Request { order: Order::Best, ..Both::request("rain ", &Marks::default()) };
    let (near, far) = (both.best(&request, 3), both.best(&request, usize::MAX));
    assert_eq!((near.len(), far.len()), (3, 60));
    assert_eq!(near, far[..3]);
}
