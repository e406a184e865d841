//! An update that fails loses nothing for good.

use super::*;
use crate::article::{Corrected, Field};

#[test]
fn what_an_update_lost_when_it_failed_is_taken_in_by_the_next() {
    let home = Home::with(&[("a.md", "Rain")]);
    let library = Library::fill(&home.wanted()).unwrap();
    let Kind::Filled(index, mut filler) = library.kind else { panic!() };
    let mut update = || filler.update(Look::AtFiles, &AtomicBool::new(false), |_, _, _| {});
    assert_eq!(update().unwrap(), figures(1, 0, 0));
    // More than may wait for threads that cannot write.
    let more = 600;
    for n in 0..more {
        home.write(&format!("{n}.md"), "Snow");
    }
    let (words, away) = (home.place().join("words"), home.place().join("away"));
    fs::rename(&words, &away).unwrap();
    assert!(update().is_err());
    assert_eq!(found(&*index, "rain"), ["a.md"]);
    fs::rename(&away, &words).unwrap();
    assert_eq!(update().unwrap(), figures(more, 0, 0));
    assert_eq!(index.len(), more + 1);
}

#[test]
fn a_correction_that_fails_during_an_update_takes_no_article_for_gone() {
    let home = Home::with(&[("a.md", "Rain")]);
    let library = Library::fill(&home.wanted()).unwrap();
    let Kind::Filled(index, mut filler) = library.kind else { panic!() };
    let never = AtomicBool::new(false);
    filler.update(Look::AtFiles, &never, |_, _, _| {}).unwrap();
    let (words, away) = (home.place().join("words"), home.place().join("away"));
    let corrected = Corrected::from([(Field::Title, "Weather".to_owned())]);
    let corrections = vec![(first_id(&*index, "rain"), corrected)];
    home.write("b.md", "Snow");
    let mut is_corrected = false;
    let done = filler.update(Look::AtFiles, &never, |filler, _, _| {
        if !std::mem::replace(&mut is_corrected, true) {
            fs::rename(&words, &away).unwrap();
            assert!(filler.correct(corrections.clone()).is_err());
            fs::rename(&away, &words).unwrap();
        }
    });
    assert!(done.is_err());
    let next = filler.update(Look::AtFiles, &never, |_, _, _| {}).unwrap();
    assert_eq!((next, index.len()), (figures(1, 0, 0), 2));
}
