//! What a person can rely on when a plain text is read.

mod body;
mod head;

use proptest::prelude::*;

use super::read;
use crate::article::{Article, Block, Field, Item, Kind, Origin, Written};

/// A page saved as text: bare headings, a caption, buttons and citations.
const CITED: &str = "\
Island Council Rejects Minister’s ‘Ungrateful’ Remark

The council of Hallig Nord has answered with scorn to a remark by the transport minister, who called the islanders “ungrateful” for wanting a second ferry before the winter storms begin.

The remark fell on February 14 in a debate about the budget for the coast, which was broadcast late in the evening and quoted the next day by a fishermen’s weekly.

Council head Ilse Brandt said that she was “not surprised,” and that the island had paid for its own pier in 1998, when nobody on the mainland would.

Council head Ilse Brandt at the old pier (file photo)

The ministry made no further statement, and its own record of the debate does not mention the island at all.

Second Ferry

A second ferry has been promised three times, most recently after the flood of 2017, when the only ship was out of service for eleven days and bread was brought by helicopter.

‘Not a Word’

Mrs Brandt said the minister had sent “not a word” to the island since then, and asked that he should come and see the pier for himself, preferably in November.

Print Share Tweet Comment Save

Leave a Reply

Coast Wire | Coast Wire (2023-03-02T08:15:40+00:00) » Island Council Rejects Minister’s ‘Ungrateful’ Remark. Retrieved from
\" » Island Council Rejects Minister’s ‘Ungrateful’ Remark.\" Coast Wire | Coast Wire - Wednesday February 15, 2023,
Coast Wire | Coast Wire Wednesday February 15, 2023 » Island Council Rejects Minister’s ‘Ungrateful’ Remark., viewed 2023-03-02T08:15:40+00:00,<>
Coast Wire | Coast Wire - » Island Council Rejects Minister’s ‘Ungrateful’ Remark. [Internet]. [Accessed 2023-03-02T08:15:40+00:00]. Available from:
» Island Council Rejects Minister’s ‘Ungrateful’ Remark | Coast Wire | Coast Wire | | 2023-03-02T08:15:40+00:00
You must be logged in to keep this article.";

/// A page with menus around the article, and comments behind it.
const FULL: &str = "\
Late Frost Ruins the Plums | Valley Courier
Home
News
Weather
Sign in
Late Frost Ruins the Plums
By Marta Lindqvist and Jonas Okafor
Updated 9:12 am, May 4, 2021
Published May 3, 2021
A frost in the first night of May has destroyed most of the plum blossom in the upper valley, and growers fear that they will lose the whole year’s harvest.
“We lit fires between the rows until four in the morning,” said one of them, who has grown plums there for thirty years and has never seen such a night.
The insurers have sent two men with notebooks, who walked through the orchards on Sunday and said little about what they had found under the trees.
Related stories
Cherries Dearer Than Ever
4 comments
Ann says:
May 5, 2021 at 10:01
Poor trees, they were in full bloom when we walked there on Saturday with the children.
Bo says:
May 5, 2021 at 11:40
It was the same in my garden, and nobody is going to pay me anything for it, of course.
Cy says:
May 5, 2021 at 12:10
Plums are overrated, and everybody in the valley knows that very well, so stop your crying.";

fn said(article: &Article, kind: Kind) -> Vec<&str> {
    article.body.iter().filter(|block| block.kind == kind).map(|block| &*block.text.plain).collect()
}

fn published(article: &Article) -> String {
    article.meta.published.map(|published| published.value.to_string()).unwrap_or_default()
}

fn authors(article: &Article) -> Vec<String> {
    let authors = article.meta.authors.iter().flat_map(|authors| &authors.value);
    authors.map(ToString::to_string).collect()
}

fn title(article: &Article) -> &str {
    article.meta.title.as_ref().map_or("", |title| &title.value)
}

#[test]
fn citations_tell_source_publication_and_retrieval() {
    let article = read(CITED, "remark.txt");
    let meta = &article.meta;
    assert_eq!(title(&article), "Island Council Rejects Minister’s ‘Ungrateful’ Remark");
    let source = meta.source.clone().unwrap();
    assert_eq!((&*source.value, source.from.origin), ("Coast Wire", Origin::Citations));
    let published = meta.published.unwrap();
    assert_eq!(published.value.to_string(), "2023-02-15");
    assert!(published.from.is_certain, "Wednesday agrees");
    assert_eq!(meta.accessed.unwrap().value.to_string(), "2023-03-02T08:15:40+00:00");
    assert_eq!((&meta.authors, &meta.url, &meta.updated), (&None, &None, &None));
}

#[test]
fn every_part_of_a_saved_page_is_labelled() {
    let article = read(CITED, "remark.txt");
    assert_eq!(said(&article, Kind::Title).len(), 1);
    assert_eq!(said(&article, Kind::Heading(2)), ["Second Ferry", "‘Not a Word’"]);
    assert_eq!(
        said(&article, Kind::Caption),
        ["Council head Ilse Brandt at the old pier (file photo)"]
    );
    assert_eq!(said(&article, Kind::Citation).len(), 5);
    assert_eq!(said(&article, Kind::Paragraph).len(), 6);
    assert_eq!(
        said(&article, Kind::Furniture),
        [
            "Print Share Tweet Comment Save",
            "Leave a Reply",
            "You must be logged in to keep this article."
        ]
    );
}

#[test]
fn evidence_says_why_it_was_taken_or_not() {
    let article = read(CITED, "remark.txt");
    let dates: Vec<_> =
        article.evidence.iter().filter(|claim| claim.field == Field::Published).collect();
    let because = |rank: usize| dates[rank].because.as_deref();
    assert_eq!((dates[0].is_taken, because(0)), (true, Some("Wednesday agrees")));
    let retrieval =
        dates.iter().find(|claim| claim.because.as_deref() == Some("the day of retrieval"));
    assert!(retrieval.is_some_and(|claim| !claim.is_taken));
    for claim in &article.evidence {
        let Some(at) = claim.at.clone() else { continue };
        assert!(!CITED[at].trim().is_empty());
    }
}

#[test]
fn menus_and_comments_are_folded_away_from_the_article() {
    let article = read(FULL, "frost.txt");
    assert_eq!(title(&article), "Late Frost Ruins the Plums");
    assert_eq!(authors(&article), ["Marta Lindqvist", "Jonas Okafor"]);
    assert_eq!(published(&article), "2021-05-03");
    assert_eq!(
        article.meta.updated.map(|updated| updated.value.to_string()),
        Some("2021-05-04".into())
    );
    assert_eq!(said(&article, Kind::Paragraph).len(), 3);
    assert_eq!(said(&article, Kind::Byline), ["By Marta Lindqvist and Jonas Okafor"]);
    assert!(said(&article, Kind::Furniture).contains(&"Ann says:"));
}

#[test]
fn hard_wrapped_lines_become_paragraphs_and_lists_stay_lists() {
    let text = "Notes on the Harbour\n\n\
        The harbour was dredged in spring, which took eleven weeks, and\n\
        since then even the large ships have come in at low water. The\n\
        pilots are content, and so is the master of the harbour.\n\n\
        What is left to do, according to the plan that was passed after\n\
        the flood, and which nobody has looked at since then, is this:\n\n\
        - repair the crane on the northern quay\n\
        - paint the light\n\
        - find the key\n\n\
        The council will talk about it once more in autumn, as it did in\n\
        the last two years, and then will most likely wait for better\n\
        weather.\n";
    let article = read(text, "notes.txt");
    assert_eq!(said(&article, Kind::Paragraph).len(), 3);
    let item = |opens| Kind::ListItem(Item { depth: 1, number: None, opens, goes_on: false });
    assert_eq!(said(&article, item(true)), ["repair the crane on the northern quay"]);
    assert_eq!(said(&article, item(false)), ["paint the light", "find the key"]);
}

#[test]
fn what_the_text_does_not_say_the_file_name_may() {
    let article = read("…", "2020-01-09-rain_over-kent.txt");
    let title = article.meta.title.clone().unwrap();
    assert_eq!((&*title.value, title.from.origin), ("rain over kent", Origin::FileName));
    assert!(!title.from.is_certain);
    assert_eq!(published(&article), "2020-01-09");
    assert_eq!(article.meta.published.unwrap().from.origin, Origin::FileName);
}

#[test]
fn a_sentence_that_quotes_a_citation_stays_text() {
    let text = "The Last Typewriter\n\n\
        The workshop in the old mill repairs typewriters for lovers and for offices that distrust computers, and it has work for two years.\n\n\
        Spare parts are retrieved from machines that nobody wants any more, the owner said, and each one is cleaned, oiled and kept in a labelled tin.\n\n\
        He does not think that anybody will follow him, for the pay is small and the noise is great, but he would not have done anything else.";
    let article = read(text, "x.txt");
    assert_eq!(said(&article, Kind::Paragraph).len(), 3);
}

#[test]
fn a_header_names_title_address_and_date() {
    let text = "Title: The Crane Is Back\nURL: https://example.org/crane\nPublished: 2021-05-04\nSource: Coast Wire\n\n\
        The crane on the northern quay was put up again on Tuesday, eleven weeks after it had fallen over in a storm and killed a cow.\n";
    let article = read(text, "x.txt");
    let value = |field: &Option<crate::article::Sourced<crate::article::Safe>>| {
        field.as_ref().map(|field| field.value.to_string()).unwrap_or_default()
    };
    assert_eq!(title(&article), "The Crane Is Back");
    assert_eq!(value(&article.meta.url), "https://example.org/crane");
    assert_eq!(value(&article.meta.source), "Coast Wire");
    assert_eq!(published(&article), "2021-05-04");
    assert_eq!(said(&article, Kind::Paragraph).len(), 1);
}

#[test]
fn an_agency_beside_a_person_is_no_author() {
    let text = "Hafen bekommt neuen Kran\n\nVon Karl Weber (dpa)\n5. März 2021\n\n\
        Der Hafen bekommt nach elf Jahren einen neuen Kran, wie der Rat in einer langen Sitzung beschlossen hat.\n";
    let article = read(text, "x.txt");
    assert_eq!(authors(&article), ["Karl Weber"]);
    assert_eq!(article.meta.agency.as_ref().map(|agency| &*agency.value), Some("dpa"));
    assert_eq!(published(&article), "2021-03-05");
}

/// An article with these lines between headline and text.
fn under_headline(stamp: &str) -> Article {
    let text = format!(
        "The Crane Is Back\n\n{stamp}\n\n\
         The crane on the northern quay was put up again this week, long after it had fallen over in a storm and killed a cow.\n\n\
         The master of the harbour said that the crane would stand for thirty years, and that the owner of the cow had been paid.\n"
    );
    read(&text, "")
}

#[test]
fn bylines_are_found_in_many_shapes() {
    for (stamp, names) in [
        ("By Ann Lee", vec!["Ann Lee"]),
        ("Written by Ann Lee and Bo Hansen, harbour correspondent", vec!["Ann Lee", "Bo Hansen"]),
        ("By\n\nAnn Lee", vec!["Ann Lee"]),
        ("ByAnn Lee", vec!["Ann Lee"]),
        ("Ann Lee 18.10.2019, 15:07 Uhr", vec!["Ann Lee"]),
        ("18.10.2019 - Ann Lee", vec!["Ann Lee"]),
        ("18 October 2019 by Ann Lee", vec!["Ann Lee"]),
        ("ANN LEE-O’HARA\n\nOctober 18, 2019", vec!["Ann Lee-O’Hara"]),
        ("2.10.2019von Ann Lee", vec!["Ann Lee"]),
        ("By Ann Lee, a deputy editor of the paper. She writes of harbours.", vec!["Ann Lee"]),
        ("Share this text\n\nAnn Lee\n\nJournalist", vec!["Ann Lee"]),
        ("作者：王小明", vec!["王小明"]),
        ("編集委員 秋野澄子", vec!["秋野澄子"]),
        ("News - Reuters\n\nShare", vec!["Reuters"]),
        ("Harbour News 18 October 2019tides, ferries", vec![]),
        ("October 18, 2019", vec![]),
        ("Photo: Ann Lee", vec![]),
    ] {
        assert_eq!(authors(&under_headline(stamp)), names, "{stamp}");
    }
}

#[test]
fn the_day_of_publication_is_told_from_other_days() {
    for (stamp, day) in [
        ("Updated October 20, 2019\n\nPublished October 18, 2019", "2019-10-18"),
        ("October 18, 2019\n\nPhoto taken on October 1, 2019 (file photo)", "2019-10-18"),
        ("Fri, Oct 18, 20194:29 PM", "2019-10-18T16:29:00"),
        ("Coast WireOctober 18, 2019", "2019-10-18"),
        ("By Ann Lee", ""),
    ] {
        assert_eq!(published(&under_headline(stamp)), day, "{stamp}");
    }
}

#[test]
fn a_day_that_could_be_a_month_is_not_certain() {
    let certain = |stamp: &str| under_headline(stamp).meta.published.map(|day| day.from.is_certain);
    assert_eq!(certain("By Ann Lee\n\n3/4/2020 4:15 PM"), Some(false));
    assert_eq!(certain("By Ann Lee\n\n3/14/2020 4:15 PM"), Some(true));
}

#[test]
fn verse_is_text_although_no_line_is_a_sentence() {
    let text = "The Ferry\n\nThe rope is wet\nthe gulls are fed\nthe lamp is lit\n\nand all the names\nthat were on the slate\nare rain";
    let article = read(text, "ferry.txt");
    assert_eq!(title(&article), "The Ferry");
    assert_eq!(said(&article, Kind::Paragraph).len(), 6);
}

#[test]
fn an_empty_file_is_an_empty_article() {
    assert!(read("", "").body.is_empty());
    assert_eq!(read("\n \n", "").body.len(), 1);
}

fn tiles(source: &str, article: &Article) -> bool {
    let mut end = 0;
    for block in &article.body {
        let Written::Bytes(range) = &block.written else { return false };
        if range.start != end || range.is_empty() {
            return false;
        }
        end = range.end;
    }
    end == source.len()
}

fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

proptest! {
    #[test]
    fn blocks_tile_any_text(source in any::<String>(), name in any::<String>()) {
        let article = read(&source, &name);
        prop_assert!(tiles(&source, &article));
    }

    #[test]
    fn blocks_tile_heaps_of_press_phrases_and_lose_no_letter(
        source in "(By Ann Lee|Rain |Leave a Reply|, the ferry was late|\\. |\n|\n\n|\r\n|- |1\\. |> |9 May 2020|2020-01-09T10:11:12Z|Retrieved from|Photo: |©|10:15|\\| |» |雨が|王小明 記者|3 hours ago|von |…){0,60}"
    ) {
        let article = read(&source, "2020.txt");
        prop_assert!(tiles(&source, &article));
        prop_assert_eq!(&read(&source, "2020.txt"), &article);
        for block in &article.body {
            let original = letters(block.written.original(&source));
            prop_assert!(original.ends_with(&letters(&block.text.plain)), "{:?}", block);
        }
    }

    #[test]
    fn reading_the_cleaned_words_again_changes_none(
        source in "([A-Z][a-z]{2,8}( [a-z]{1,9}){0,30}[.!?]?\n\n){1,8}"
    ) {
        let once = read(&source, "");
        let words: Vec<String> = once.body.iter().map(|block| block.text.plain.to_string()).collect();
        let twice = read(&words.join("\n\n"), "");
        let again: Vec<String> = twice.body.iter().map(|block| block.text.plain.to_string()).collect();
        prop_assert_eq!(words, again);
    }
}

#[test]
fn entities_that_a_scraper_left_are_decoded_once_in_all_parts() {
    let text = "Fish &amp; chips at the caf&eacute;\n\nThe cook said: &quot;We sell &amp;amp; we fry, as we have done here since the spring of 1987.&quot;\n";
    let article = read(text, "fish.txt");
    assert_eq!(title(&article), "Fish & chips at the café");
    assert!(article.body.iter().any(|block| block.text.plain.contains("\"We sell &amp; we fry,")));
}
