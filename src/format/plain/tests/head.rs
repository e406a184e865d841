//! What stands between headline and text, and what only looks like it.

use super::*;

/// Four paragraphs, and these lines between the third and the fourth.
fn with_inside(lines: &str) -> String {
    format!(
        "The Ferry That Nobody Wanted\n\n\
         The old ferry was sold in spring to a man who breeds geese, and who paid for it with a cart and two of the geese.\n\n\
         It had run for forty years between the island and the town, mostly empty in winter and mostly late in the summer.\n\n\
         The council had asked for offers in three papers, and waited for half a year until the first of them came in.\n\n\
         {lines}\n\n\
         The goose breeder means to live on it, and says that the engine has never been in better hands than in those of geese.\n"
    )
}

#[test]
fn a_heading_between_paragraphs_is_no_byline() {
    for heading in ["Stone Quay, Copper Roofs", "Three Geese", "Karl Weber", "By Rail Alone"] {
        let text = with_inside(heading);
        let article = read(&text, "ferry.txt");
        assert_eq!(authors(&article), [""; 0], "{heading}");
        assert_eq!(said(&article, Kind::Heading(2)), [heading]);
        assert_eq!(said(&article, Kind::Paragraph).len(), 4);
    }
}

#[test]
fn numbers_are_no_names() {
    let article = under_headline("Two Geese\n\n18 October 2019");
    assert_eq!(authors(&article), [""; 0]);
}

#[test]
fn a_byline_may_follow_the_deck_and_a_heading_the_first_paragraph() {
    let under_deck = |line: &str| {
        let text = with_inside("").replacen("\n\nIt had", &format!("\n\n{line}\n\nIt had"), 1);
        authors(&read(&text, "ferry.txt"))
    };
    assert_eq!(under_deck("By Ann Lee"), ["Ann Lee"]);
    assert_eq!(under_deck("Stone Quay, Copper Roofs"), [""; 0]);
}

/// The page with citations, its line one changed.
fn corrected(line: &str) -> String {
    let (_, rest) = CITED.split_once('\n').unwrap();
    format!("{line}\n{rest}")
}

#[test]
fn citations_may_have_the_headline_as_it_was_before_a_correction() {
    for line in [
        "Island Council Rejects Minister’s ‘Ungracious’ Remark",
        "Island Council Dismisses Minister’s “Ungrateful” Remark",
    ] {
        let text = corrected(line);
        let article = read(&text, "remark.txt");
        assert_eq!(title(&article), line);
        assert!(!article.meta.title.clone().unwrap().from.is_certain);
        assert_eq!(article.meta.source.as_ref().map(|source| &*source.value), Some("Coast Wire"));
        let is_other = |claim: &&crate::article::Claim| {
            (claim.field, claim.origin, claim.is_taken) == (Field::Title, Origin::Citations, false)
        };
        let other = article.evidence.iter().find(is_other).unwrap();
        assert_eq!(&*other.value, "Island Council Rejects Minister’s ‘Ungrateful’ Remark");
        assert_eq!(said(&article, Kind::Citation).len(), 5);
        assert_eq!(article.meta.authors, None);
    }
}

#[test]
fn citations_that_quote_the_headline_with_other_marks_agree() {
    let text = corrected("Island Council Rejects Minister's 'Ungrateful' Remark");
    let article = read(&text, "remark.txt");
    assert!(article.meta.title.unwrap().from.is_certain);
    assert_eq!(article.meta.source.as_ref().map(|source| &*source.value), Some("Coast Wire"));
}

#[test]
fn the_headline_of_the_citations_may_be_like_the_name_of_the_site() {
    let text = corrected("Coast Wire Man Rejects Remark").replace(
        "Island Council Rejects Minister’s ‘Ungrateful’ Remark",
        "Coast Wire Rejects Remark",
    );
    let article = read(&text, "remark.txt");
    assert_eq!(article.meta.source.as_ref().map(|source| &*source.value), Some("Coast Wire"));
}
