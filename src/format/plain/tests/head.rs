//! What stands between headline and text, and what only looks like it.

use super::*;

/// Four paragraphs, and these lines between the third and the fourth.
pub(super) fn with_inside(lines: &str) -> String {
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

fn source(article: &Article) -> Option<&str> {
    let source = article.meta.source.as_ref()?;
    assert!(!source.from.is_certain || source.from.origin != Origin::Line);
    Some(&source.value)
}

#[test]
fn a_line_that_ends_as_papers_are_called_names_the_source() {
    for (stamp, paper, by) in [
        ("Harbour Gazette\n18 October 2019", "Harbour Gazette", None),
        ("18 October 2019\nThe Lower Valley Courier", "The Lower Valley Courier", None),
        ("By Ann Lee\nInselzeitung", "Inselzeitung", Some("Ann Lee")),
        ("Ann Lee\n18 October 2019\nHarbour Post", "Harbour Post", Some("Ann Lee")),
        ("Journal du Port\n18 octobre 2019", "Journal du Port", None),
    ] {
        let article = under_headline(stamp);
        assert_eq!(source(&article), Some(paper), "{stamp}");
        assert_eq!(authors(&article).first().map(String::as_str), by, "{stamp}");
    }
}

#[test]
fn a_lone_line_beside_the_date_names_the_source() {
    for (stamp, source_of_it) in [
        ("The pilots’ manual\nFriday, 18 October 2019", Some("The pilots’ manual")),
        ("Friday, 18 October 2019\nNotes from the pier", Some("Notes from the pier")),
        ("Ann Lee\n18 October 2019", None),
        ("Stone Quay, Kent\n18 October 2019", None),
        ("18 October 2019\n5 min read", None),
        ("18 October 2019\nShare this article", None),
        ("18 October 2019\nPrint this article", None),
        ("18 October 2019\nAssociated Press", None),
        ("World\n18 October 2019", None),
        ("18 October 2019\nWho paid for the cow, and why?", None),
    ] {
        assert_eq!(source(&under_headline(stamp)), source_of_it, "{stamp}");
    }
}

#[test]
fn a_heading_called_after_a_paper_is_no_source() {
    let text = with_inside("The Harbour Post");
    assert_eq!(source(&read(&text, "ferry.txt")), None);
}

const HAN: &str = "港の古い鐘\n\n2024年5月7日（火曜日）\nBYLINE\n浜辺新報\n\n\
    港の古い鐘は、三十年のあいだ鳴らされなかったが、先週の朝、漁師たちの手で磨かれ、また塔の上に吊るされた。\n\n\
    鐘の音は島まで届いたという。老人たちは、子どものころに聞いた音と少しも変わらないと言って、しばらく海を見ていた。\n";

#[test]
fn a_han_byline_may_have_its_label_before_a_wide_blank() {
    for byline in ["記者　秋野澄子", "秋野澄子　記者", "記者・秋野澄子"] {
        let text = HAN.replace("BYLINE", byline);
        let article = read(&text, "鐘.txt");
        assert_eq!(authors(&article), ["秋野澄子"], "{byline}");
        assert_eq!(said(&article, Kind::Byline).len(), 1);
        assert_eq!(source(&article), Some("浜辺新報"));
    }
}

#[test]
fn the_day_of_publication_under_a_deck_is_no_paragraph() {
    for stamp in ["March 3, 2021 5:04 PM ET", "March 3, 2021 5:04 p.m."] {
        let inside = with_inside("");
        let text =
            inside.replacen("\n\nIt had", &format!("\n\nBy Ann Lee\n\n{stamp}\n\nIt had"), 1);
        let article = read(&text, "ferry.txt");
        assert_eq!(published(&article), "2021-03-03T17:04:00");
        assert_eq!(said(&article, Kind::Dateline), [stamp]);
        assert_eq!(said(&article, Kind::Paragraph).len(), 4);
    }
}

#[test]
fn a_clock_of_twelve_hours_tells_the_order_of_numbers_whatever_blank_it_has() {
    for clock in ["5:04 PM", "5:04PM", "5:04\u{202f}PM", "5:04\u{a0}p.m."] {
        let article = under_headline(&format!("By Ann Lee\n\n3/4/2021 {clock}"));
        assert_eq!(published(&article), "2021-03-04T17:04:00", "{clock:?}");
        assert!(!article.meta.published.unwrap().from.is_certain);
    }
    assert!(published(&under_headline("By Ann Lee\n\n3/4/2021")).starts_with("2021-04-03"));
}

#[test]
fn several_names_beside_a_date_need_no_commas() {
    let article = under_headline("Anna Maria Berg Jonas Holm\n\n18 October 2019");
    assert_eq!(authors(&article), ["Anna Maria Berg", "Jonas Holm"]);
    assert!(!article.meta.authors.unwrap().from.is_certain);
    let article = under_headline("Lena Voss Jan Kamp Ute Roth 18 October 2019");
    assert_eq!(authors(&article), ["Lena Voss", "Jan Kamp", "Ute Roth"]);
}

#[test]
fn an_agency_below_the_headline_is_the_author() {
    for line in ["Reuters", "The Associated Press", "AFP, MANILA", "Anadolu Ajansı"] {
        let article = under_headline(&format!("{line}\n\n18 October 2019"));
        let agency = line.split(',').next().unwrap();
        assert_eq!(authors(&article), [agency]);
    }
    let article = under_headline("Author of the article:\n\nThe Canadian Press\n\n18 October 2019");
    assert_eq!(authors(&article), ["The Canadian Press"]);
}

#[test]
fn a_short_pen_name_may_follow_a_by_word() {
    assert_eq!(authors(&under_headline("by oz on December 4, 2006")), ["oz"]);
}

#[test]
fn words_in_han_beside_a_date_are_a_name_only_with_a_known_family() {
    assert_eq!(authors(&under_headline("2024/12/03 22:53 港湾問題")), [""; 0]);
    assert_eq!(authors(&under_headline("2024/12/03 22:53 王小明")), ["王小明"]);
}

#[test]
fn a_headline_with_the_site_s_name_yields_to_the_same_without_it() {
    let paragraph = "The old ferry was sold in spring to a man who breeds geese, and who paid for it with a cart and two of the geese.";
    let text = format!(
        "Menu\n\nThe Ferry That Nobody Wanted | Kent Post\n\nNews\n\nThe Ferry That Nobody Wanted\n\n{paragraph}\n\nAnd {paragraph}\n"
    );
    assert_eq!(title(&read(&text, "ferry.txt")), "The Ferry That Nobody Wanted");
}

#[test]
fn links_past_the_menu_are_no_headline() {
    let paragraph = "Die alte Fähre ging im Frühjahr an einen Mann, der Gänse züchtet, und er bezahlte sie mit einem Karren und zwei Gänsen.";
    let text = format!(
        "Zum Inhalt springen Zur Fähre springen Zum Fuß der Seite springen\n\nDie Fähre, die niemand wollte\n\n{paragraph}\n\nUnd noch einmal: {paragraph}\n"
    );
    assert_eq!(title(&read(&text, "x.txt")), "Die Fähre, die niemand wollte");
}

#[test]
fn a_day_beside_the_headline_said_again_is_the_day_of_publication() {
    let page = "The Ferry That Nobody Wanted - Lookout\nMenu\nSport\nWeather\nThe Ferry That Nobody Wanted\n\
         The old ferry was sold in spring to a man who breeds geese, and who paid for it with two of the geese.\n\
         It had run for forty years between the island and the town, mostly empty and mostly late, until 2 June 2019.\n\
         Latest news\nA pier for the geese\n4 May 2020\nThe Ferry That Nobody Wanted\n3 May 2020\nImprint";
    let published = read(page, "").meta.published.unwrap();
    assert_eq!(published.value.to_string(), "2020-05-03");
}

#[test]
fn a_day_inside_the_text_is_uncertain() {
    let article = read(&with_inside("Offers had to be in by 3 May 2019"), "");
    assert!(!article.meta.published.unwrap().from.is_certain);
}

#[test]
fn names_below_by_and_below_and_are_both_authors() {
    let article = under_headline("By\n\nAnn Lee\n\nand\n\nTom Reed\n\n18 October 2019");
    assert_eq!(authors(&article), ["Ann Lee", "Tom Reed"]);
}

#[test]
fn a_part_of_the_headline_in_small_letters_is_no_site() {
    let title = "The ferry came back from the north of the island – empty again";
    let text = with_inside("").replacen("The Ferry That Nobody Wanted", title, 1);
    assert_eq!(&*read(&text, "").meta.title.unwrap().value, title);
}

#[test]
fn a_lone_citation_names_paper_address_and_days() {
    let text = with_inside("")
        + "\nLee, A. The Ferry That Nobody Wanted. The Quay Sheet, 2 March 2011. \
           Retrieved 6 May 2013, from http://quay.example/ferry\n";
    let meta = read(&text, "").meta;
    assert_eq!(&*meta.source.unwrap().value, "The Quay Sheet");
    assert_eq!(&*meta.url.unwrap().value, "http://quay.example/ferry");
    assert_eq!(meta.accessed.unwrap().value.to_string(), "2013-05-06");
}

#[test]
fn a_key_at_the_end_may_name_the_address() {
    let text = with_inside("") + "\nSource: https://quay.example/ferry\n";
    assert_eq!(&*read(&text, "").meta.url.unwrap().value, "https://quay.example/ferry");
}

#[test]
fn a_byline_among_paragraphs_counts_where_its_name_returns() {
    let returns = with_inside("By Karl Weber") + "\nKarl Weber\n";
    assert_eq!(authors(&read(&returns, "ferry.txt")), ["Karl Weber"]);
}

#[test]
fn line_one_may_hold_an_address_or_a_word_of_a_notice() {
    let under = |line: &str| {
        let text = with_inside("").replacen("The Ferry That Nobody Wanted", line, 1);
        title(&read(&text, "ferry.txt")).to_owned()
    };
    for line in
        ["Court: geese.example must name its ferry", "The ferry’s terms of use", "Old ferry"]
    {
        assert_eq!(under(line), line);
    }
    // A page’s address over a page is none.
    assert_ne!(under("https://geese.example/the-old-ferry"), "https://geese.example/the-old-ferry");
}

#[test]
fn a_word_on_line_one_is_the_headline_where_no_better_line_stands_near_the_article() {
    let steps: Vec<String> = (1..14).map(|n| format!("Step of matrix {n}")).collect();
    let steps = steps.join("\n");
    let text = format!(
        "Hermitian matrices\nFrom the free encyclopedia\n{steps}\nSome more words here at last\n{}",
        "A Hermitian matrix is a square matrix that is equal to its own conjugate transpose, as was shown long ago.\n".repeat(6)
    );
    assert_eq!(title(&read(&text, "")), "Hermitian matrices");
}
