//! What belongs to the article, and what the page puts between and behind it.

use super::head::with_inside;
use super::*;

/// Three paragraphs about a ferry, with these lines before the last.
fn ferry(lines: &str) -> String {
    format!(
        "The Ferry That Nobody Wanted\n\n\
         The old ferry was sold in spring to a man who breeds geese, and who paid for it with a cart and two of the geese.\n\n\
         It had run for forty years between the island and the town, mostly empty in winter and mostly late in the summer.\n\n\
         {lines}\n\n\
         The goose breeder means to live on it, and says that the engine has never been in better hands than in those of geese.\n"
    )
}

/// Two more paragraphs about a ferry.
fn more() -> &'static str {
    "The council had asked for offers in three papers, and waited for half a year until the first of them came in, from a man with geese.\n\n\
     Nobody on the island has seen the ferry since, but the geese have been heard at night, far out, when the wind comes from the west."
}

fn read_ferry(lines: &str) -> Article {
    read(&ferry(lines), "ferry.txt")
}

#[test]
fn the_same_mark_between_paragraphs_does_not_end_the_article() {
    let paragraph = |n: usize| {
        format!(
            "The council met for the {n}th time on a Monday and spoke for an hour about the ferry, the geese and the pier."
        )
    };
    let paragraphs: Vec<String> = (4..14).map(paragraph).collect();
    let text = format!("The Ferry\n\n{}", paragraphs.join("\n\nArticle text\n\nArticle text\n\n"));
    let article = read(&text, "ferry.txt");
    assert_eq!(said(&article, Kind::Paragraph), paragraphs);
    assert!(said(&article, Kind::Heading(2)).is_empty());
}

#[test]
fn a_headline_of_another_article_behind_a_label_is_no_text() {
    for line in [
        "Related: A Pier for the Geese",
        "Lesen Sie auch: Ein Steg für die Gänse und ihren Züchter",
        "Читайте также: Причал для гусей",
        "Lire aussi : Un quai pour les oies",
    ] {
        assert_eq!(said(&read_ferry(line), Kind::Furniture), [line]);
    }
}

#[test]
fn links_under_their_label_are_no_headings() {
    let paragraphs = |years: std::ops::Range<u32>| {
        let paragraph = |year| {
            format!(
                "In {year} the council took the ferry back, found the cart and the two geese, and sold it again to another man."
            )
        };
        years.map(paragraph).collect::<Vec<_>>().join("\n\n")
    };
    let links = "Related stories\n\nA Pier for the Geese\n\nThe Cart Has Two Wheels";
    let inside = format!("{}\n\n{links}\n\n{}", paragraphs(1950..1956), paragraphs(1956..1962));
    let article = read_ferry(&inside);
    assert!(said(&article, Kind::Heading(2)).is_empty());
    assert_eq!(said(&article, Kind::Paragraph).len(), 15);
}

#[test]
fn a_sentence_with_a_credit_in_brackets_stands_under_a_picture() {
    let line = "The breeder at the pier last week with both of his geese. (Ann Lee/Coast Wire)";
    assert_eq!(said(&read_ferry(line), Kind::Caption), [line]);
    let line =
        "The pier was built in 1998 and repaired in the year of the flood (and the year after).";
    assert_eq!(said(&read_ferry(line), Kind::Caption), [""; 0]);
}

#[test]
fn a_paragraph_printed_twice_is_folded_the_second_time() {
    let line =
        "The council had asked for offers in three papers, and waited half a year for the first.";
    let article = read_ferry(&format!("{line}\n\n{line}"));
    assert_eq!(said(&article, Kind::Furniture), [line]);
    assert_eq!(said(&article, Kind::Paragraph).len(), 4);
}

#[test]
fn items_behind_the_last_sentence_belong_to_the_article() {
    let text = ferry("")
        + "\n\nWhat he took on board:\n\n1. two geese\n\n2. a cart\n\n3. the bell of the old ferry\n\nShare\n";
    let article = read(&text, "ferry.txt");
    let items = article.body.iter().filter(|block| matches!(block.kind, Kind::ListItem(_)));
    assert_eq!(items.count(), 3);
}

#[test]
fn a_table_is_the_article_where_it_says_more_than_the_words_before_it() {
    let rows: Vec<String> =
        (1..20).map(|n| format!("{n} Geese of the {n}th farm {} 4 0 7", 900 - n)).collect();
    let text = format!(
        "The League of Geese\n\nAll results of the season, as the judges have them.\n\n{}\n\nShare\n",
        rows.join("\n\n")
    );
    let article = read(&text, "league.txt");
    let body: Vec<_> = said(&article, Kind::Paragraph);
    assert!(rows.iter().all(|row| body.contains(&row.as_str())), "{body:#?}");
}

#[test]
fn a_page_s_title_tells_a_short_article_from_a_long_footer() {
    let about = "The Harbour Gazette prints books, calendars and maps of the whole coast, and sells them in its own shops.";
    let footer: Vec<String> =
        (0..19).map(|n| format!("{about} This is shop number {n}.")).collect();
    let text = format!(
        "Goose Breeder Purchases Island Ferry | Harbour Gazette\n\nHome\n\nNews\n\n\
         Goose Breeder Purchases Island Ferry\n\n\
         A breeder of geese has purchased the old ferry of the island, and paid for it with a cart and two of the geese.\n\n\
         The breeder means to live on the ferry with the geese, and says that no engine was ever in better hands than his.\n\n\
         He has two carts and forty geese, and none of them has been at sea before, but all of them have been taken to the pier.\n\n\
         {}\n\n{}\n",
        "Menu\n\n".repeat(30),
        footer.join("\n\n")
    );
    let article = read(&text, "ferry.txt");
    assert_eq!(title(&article), "Goose Breeder Purchases Island Ferry");
    assert_eq!(said(&article, Kind::Paragraph).len(), 3);
}

#[test]
fn words_to_subscribers_end_no_article() {
    let line = "As a subscriber you can follow us on Facebook and read all of it a day earlier.";
    let article = read(&(ferry("") + "\n\n" + line), "ferry.txt");
    assert_eq!(said(&article, Kind::Paragraph).len(), 3);
}

#[test]
fn a_list_of_a_few_words_each_between_paragraphs_is_text() {
    let list = "For the goose\n\n2 cups of oats\n\nsalt\n\nFor the ferry\n\na rope\n\ntar";
    let article = read_ferry(&format!("{list}\n\n{}", more()));
    for item in list.split("\n\n") {
        let block = article.body.iter().find(|block| &*block.text.plain == item);
        assert!(block.is_some_and(|block| block.kind.is_said()), "{item}");
    }
    let article = read_ferry("Home\n\nSport\n\nShare\n\nTweet\n\nMost read\n\nLatest");
    let menu = |line: &&Block| ["Home", "Tweet", "Latest"].contains(&&*line.text.plain);
    assert!(!article.body.iter().filter(menu).any(|block| block.kind.is_said()));
}

#[test]
fn a_long_list_that_a_colon_announces_is_text() {
    let items: Vec<String> =
        (1..=15).map(|n| format!("feather of the goose that came as number {n}")).collect();
    let article = read_ferry(&format!("Not allowed on board:\n\n{}", items.join("\n\n")));
    assert_eq!(said(&article, Kind::Paragraph).len(), 3 + 1 + items.len());
}

#[test]
fn a_table_of_one_cell_on_each_line_is_text() {
    let cells: Vec<String> =
        (1..=20).flat_map(|n| [format!("{n}"), format!("Goose of {n}"), "14".to_owned()]).collect();
    let text = format!(
        "The Fastest Geese of the Island\n\nThese are the fastest geese of the island, as they came in on Monday.\n\n{}",
        cells.join("\n\n")
    );
    let said: Vec<_> =
        read(&text, "").body.into_iter().filter(|block| block.kind.is_said()).collect();
    assert_eq!(said.len(), 1 + cells.len());
}

#[test]
fn a_box_of_facts_behind_the_last_paragraph_is_text() {
    let text = ferry("")
        + "\nThe Ferry in Years\n\n1961: It is built.\n\n1980: It sinks.\n\n1981: It is raised.\n";
    let article = read(&text, "");
    assert!(said(&article, Kind::Paragraph).contains(&"1980: It sinks."));
}

#[test]
fn who_took_a_picture_and_for_whom_is_no_heading() {
    let article = read_ferry("Ann Stone/Harbour Press");
    assert_eq!(said(&article, Kind::Caption), ["Ann Stone/Harbour Press"]);
}

#[test]
fn the_numbers_of_a_chart_and_a_row_of_buttons_do_not_part_the_text() {
    let chart = ["$915", "billion", "600", "300", "0", "’17", "’18", "’19", "’20", "’21", "’22"];
    let buttons = ["Facebook", "Twitter", "WhatsApp", "Messenger", "Pinterest", "LinkedIn"];
    for lines in [chart.repeat(3), buttons.repeat(3)] {
        let text = format!("{}\n{}\n", with_inside(&lines.join("\n\n")), more());
        let article = read(&text, "ferry.txt");
        assert_eq!(said(&article, Kind::Paragraph).len(), 6, "{lines:?}");
    }
}

#[test]
fn a_language_without_stops_has_running_text() {
    let paragraph = "เรือข้ามฟากออกจากท่าเวลาเจ็ดโมงเช้า และจนถึงเที่ยงวันก็ยังไม่มีใครบนท่าเรือบอกได้อย่างมั่นใจว่าเรือจะกลับมาก่อนสิ้นสัปดาห์หรือไม่";
    let text = format!("เรือข้ามฟากล่าช้าอีกครั้งในวันจันทร์\n\n{paragraph}\n\n{paragraph} อีก\n\nเมนู\n");
    let article = read(&text, "");
    assert_eq!(said(&article, Kind::Paragraph).len(), 2);
}
