//! Which articles are found to tell the same story, over the life of an index.

use super::*;
use crate::versions::Sketch;

fn words(numbers: std::ops::Range<u32>) -> String {
    numbers.map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ")
}

/// How many stories the index tells of more than one article.
fn stories(home: &Home) -> usize {
    let Kind::Filled(index, _) = Library::fill(&home.wanted()).unwrap().kind else {
        panic!("an index that nobody fills is filled here")
    };
    index.kin().now().iter().count()
}

#[test]
fn copies_that_were_not_found_to_the_end_are_found_though_nothing_changed() {
    let home = Home::with(&[("a.md", &words(0..300)), ("b.md", &words(0..290))]);
    home.fill();
    fs::remove_file(home.place().join("copies/pairs.db")).unwrap();
    assert_eq!(home.fill(), figures(0, 0, 0));
    assert_eq!(stories(&home), 1);
}

#[test]
fn a_damaged_file_of_copies_is_made_anew_and_the_index_stays() {
    let home = Home::with(&[("a.md", &words(0..300)), ("b.md", &words(0..290))]);
    home.fill();
    fs::write(home.place().join("copies/pairs.db"), "no database, by far").unwrap();
    assert_eq!(home.fill(), figures(0, 0, 0));
    assert_eq!(stories(&home), 1);
    fs::remove_dir_all(home.place().join("copies")).unwrap();
    assert_eq!(home.fill(), figures(0, 0, 0));
    assert_eq!(stories(&home), 1);
}

#[test]
fn finding_copies_that_is_stopped_goes_on_the_next_time() {
    let home = Home::with(&[("a.md", &words(0..300)), ("b.md", &words(0..290))]);
    let Kind::Filled(_, mut filler) = Library::fill(&home.wanted()).unwrap().kind else {
        panic!("an index that nobody fills is filled here")
    };
    let stop = AtomicBool::new(false);
    // Everything was read by then, and nothing compared.
    let end = |_: &mut Filler, _: &[_], progress: crate::archive::Progress| {
        stop.store(progress.done == 2, std::sync::atomic::Ordering::Relaxed);
    };
    filler.update(Look::AtFiles, &stop, end).unwrap();
    drop(filler);
    assert_eq!(stories(&home), 0);
    home.fill();
    assert_eq!(stories(&home), 1);
}

#[test]
fn where_sketches_leave_it_open_the_files_are_read_again() {
    let pair = |start: u32| [words(start..start + 300), words(start + 190..start + 490)];
    let is_missed = |texts: &[String; 2]| {
        let [one, other] = texts.each_ref().map(|text| Sketch::of(text.split(' ')));
        !one.likeness(&other).is_copy()
    };
    let mut missed = (0..).map(|n| pair(n * 1_000)).filter(is_missed);
    let [one, other] = missed.next().unwrap();
    let home = Home::with(&[("a.md", &one), ("b.md", &other)]);
    home.fill();
    assert_eq!(stories(&home), 1);
}

#[test]
fn a_paragraph_that_all_articles_have_makes_no_copies_of_them() {
    let text =
        |n: u32, paragraph: &str| format!("{} {paragraph}", words(n * 1_000..n * 1_000 + 150));
    // One that takes sketches in: by chance much of what is kept is of it.
    let takes_in = |paragraph: &String| {
        let [one, other] = [1, 2].map(|n| Sketch::of(text(n, paragraph).split(' ')));
        let likeness = one.likeness(&other);
        likeness.is_copy() && likeness.is_doubtful()
    };
    let mut paragraphs = (100..).map(|n| words(n * 1_000..n * 1_000 + 45));
    let paragraph = paragraphs.find(takes_in).unwrap();
    // More than are compared closely.
    let texts: Vec<_> = (1..=40).map(|n| (format!("{n}.md"), text(n, &paragraph))).collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    let home = Home::with(&files);
    home.fill();
    assert_eq!(stories(&home), 0);
}
