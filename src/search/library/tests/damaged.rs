//! What is done with an index that is damaged, or was never filled to the end.

use super::*;

#[test]
fn a_damaged_index_is_made_anew() {
    let damages: [fn(&Path); 4] = [
        |place| fs::write(place.join("words/meta.json"), "{").unwrap(),
        |place| fs::remove_file(place.join("words/meta.json")).unwrap(),
        |place| fs::write(place.join("catalogue.db"), "no database, by far").unwrap(),
        |place| {
            for entry in fs::read_dir(place.join("words")).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|ending| ending == "fast" || ending == "term") {
                    fs::write(path, "").unwrap();
                }
            }
        },
    ];
    for damage in damages {
        let home = Home::with(&[("a.md", "Rain")]);
        home.fill();
        damage(&home.place());
        let library = Library::open(&home.wanted());
        assert!(library.notice.unwrap().contains("damaged"));
        let Kind::Filled(index, mut filler) = library.kind else { panic!() };
        filler.update(Look::AtFiles, &AtomicBool::new(false), |_, _, _| {}).unwrap();
        assert_eq!(found(&*index, "rain"), ["a.md"]);
    }
}

#[test]
fn whoever_fills_an_index_by_command_has_all_of_it_checked() {
    let flip = |file: &Path| {
        let mut bytes = fs::read(file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..].iter_mut().for_each(|byte| *byte ^= 1);
        fs::write(file, bytes).unwrap();
    };
    for ending in ["store", "term", "fast", "db"] {
        let home = Home::with(&[("a.md", "Rain")]);
        home.fill();
        let files = fs::read_dir(home.place())
            .unwrap()
            .chain(fs::read_dir(home.place().join("words")).unwrap());
        let paths = files.map(|file| file.unwrap().path());
        let damaged = paths.filter(|path| path.extension().is_some_and(|it| it == ending));
        damaged.for_each(|path| flip(&path));
        let library = Library::fill(&home.wanted()).unwrap();
        assert!(library.notice.as_ref().is_some_and(|it| it.contains("damaged")), "{ending}");
        drop(library);
        assert_eq!(home.fill(), figures(1, 0, 0), "{ending}");
        assert_eq!(home.found("rain"), ["a.md"]);
    }
}

#[test]
fn an_index_awaits_filling_until_that_was_once_done_to_the_end() {
    let home = Home::with(&[("a.md", "Rain")]);
    assert!(!home.wanted().awaits_filling(), "one file is read in a moment");
    let Kind::Filled(_, mut filler) = Library::fill(&home.wanted()).unwrap().kind else { panic!() };
    filler.update(Look::AtFiles, &AtomicBool::new(true), |_, _, _| {}).unwrap();
    assert!(home.wanted().awaits_filling(), "it was stopped");
    assert!(home.wanted().is_being_filled());
    filler.update(Look::AtFiles, &AtomicBool::new(false), |_, _, _| {}).unwrap();
    assert!(!home.wanted().awaits_filling() && !home.wanted().is_being_filled());
    assert!(!filler.is_first());
}
