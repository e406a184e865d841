//! What is kept of the list for the first frame of the next session.

use super::*;
use crate::state::{Change, Marks};

#[test]
fn the_head_of_the_list_is_there_before_the_index_is_open() {
    let home = Home::with(&[]);
    assert_eq!(home.wanted().head(), None);
    for day in 10..40 {
        let text = format!("---\ntitle: No. {day}\ndate: 20{day}-01-02\n---\n\nRain\n");
        home.write(&format!("{day}.md"), &text);
    }
    home.fill();
    let head = home.wanted().head().unwrap();
    let library = Library::look(&home.wanted(), &HashMap::new());
    let window = Window { len: 100, ..Window::default() };
    let page = library.engine().search(&Request { window, ..Request::default() }, &Stop::never());
    let page = page.unwrap();
    assert_eq!((&head.rows, head.total), (&page.rows, page.total));
}

#[test]
fn the_head_says_what_was_read_and_has_a_star() {
    let home = Home::with(&[("a.md", "Rain"), ("b.md", "Snow")]);
    home.fill();
    let Kind::Filled(index, filler) = Library::fill(&home.wanted()).unwrap().kind else { panic!() };
    let (rain, snow) = (first_id(&*index, "rain"), first_id(&*index, "snow"));
    let mut marks = Marks::default();
    marks.write(&Change::Read(rain, true));
    marks.write(&Change::Starred(snow, true));
    filler.head().keep(Some(&marks));
    let head = home.wanted().head().unwrap();
    let nobody = Marks::default();
    for row in &head.rows {
        assert_eq!(
            (row.is_unread(&nobody), row.is_starred(&nobody)),
            (row.id == snow, row.id == snow)
        );
    }
}

#[test]
fn a_head_that_is_damaged_or_of_other_roots_is_none() {
    let (home, other) = (Home::with(&[("a.md", "Rain")]), Home::with(&[("b.md", "Snow")]));
    let wanted = |home: &Home, cache: &Home| Wanted {
        are_configured: true,
        cache: cache.wanted().cache,
        ..home.wanted()
    };
    let Kind::Filled(_, mut filler) = Library::fill(&wanted(&home, &home)).unwrap().kind else {
        panic!()
    };
    filler.update(Look::AtFiles, &AtomicBool::new(false), |_, _, _| {}).unwrap();
    assert!(wanted(&home, &home).head().is_some());
    assert_eq!(wanted(&other, &home).head(), None);
    let file = home.place().join("head");
    let bytes = fs::read(&file).unwrap();
    for damaged in [&bytes[..bytes.len() / 2], b"", b"no head"] {
        fs::write(&file, damaged).unwrap();
        assert_eq!(wanted(&home, &home).head(), None);
    }
}
