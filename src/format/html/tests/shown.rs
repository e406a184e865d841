//! What a page shows, where its head says less or something else.

use super::{authors, day, meta, page, story};

const TITLE: &str = "<title>Old wall holds in the storm</title>";

fn body(above: &str, below: &str) -> String {
    format!("<h1>Old wall holds in the storm</h1>{above}<div>{}</div>{below}", story())
}

fn wrote(head: &str, above: &str, below: &str) -> Vec<String> {
    authors(&meta(&format!("{TITLE}{head}"), &body(above, below)))
}

fn published(head: &str, above: &str, below: &str) -> String {
    day(&meta(&format!("{TITLE}{head}"), &body(above, below)))
}

fn headline(head: &str, body: &str) -> String {
    page(head, body).record.meta.title.map(|title| title.value.to_string()).unwrap_or_default()
}

#[test]
fn a_label_in_any_language_is_no_part_of_a_name() {
    for byline in
        ["Beküldte: Anna Kovács", "Publicada por Anna Kovács", "By Anna Kovács Fotó: Cy Dale"]
    {
        let above = format!("<p class=byline>{byline}</p>");
        assert_eq!(wrote("", &above, ""), ["Anna Kovács"], "{byline}");
    }
    assert!(wrote("", "<p class=byline>Kuvat: Anna Kovács</p>", "").is_empty());
}

#[test]
fn a_name_stands_below_a_by_that_stands_alone() {
    let by = "<span>by</span><h3><a href=/profile/7>Wickham</a></h3>";
    assert_eq!(wrote("", by, ""), ["Wickham"]);
    assert!(wrote("", "<span>by</span><h3>Wickham</h3>", "").is_empty());
}

#[test]
fn a_reporter_is_printed_where_the_head_has_only_an_agency() {
    let agency = "<meta name=author content=AP>";
    assert_eq!(wrote(agency, "<p>By ADA QUILL 10/06/11</p>", ""), ["Ada Quill"]);
    assert_eq!(wrote(agency, "", ""), ["AP"]);
    let desk = "<meta name=author content='Harbour Institute'>";
    assert_eq!(wrote(desk, "<p>By Ada Quill</p>", ""), ["Harbour Institute"]);
    let both = "<div class=byline>Ada Quill</div><p>By Ada Quill</p>";
    assert_eq!(wrote(desk, both, ""), ["Ada Quill"]);
}

#[test]
fn who_built_the_site_or_took_the_picture_did_not_write() {
    let firm = "<meta name=author content='Arden - www.arden.example'>";
    assert!(wrote(firm, "", "").is_empty());
    assert!(wrote("", "<small>Photo by Cy Dale</small>", "").is_empty());
    assert!(wrote("", "<div class=bildautor>Foto: Cy Dale</div>", "").is_empty());
    let login = "<form><label class=username>Username</label><input></form>";
    assert!(wrote("", login, "").is_empty());
}

#[test]
fn the_line_with_the_author_may_stand_at_the_end() {
    for line in ["Author: Ada Quill", "Posted by Ada Quill.", "Ada Quill | 29.07.2006 um 14:26"] {
        assert_eq!(
            wrote("", "", &format!("<div class=right>{line}</div>")),
            ["Ada Quill"],
            "{line}"
        );
    }
    let remark = "<ol class=commentlist><li>Cy Dale | 29.07.2006 um 16:43</ol>";
    assert!(wrote("", "", remark).is_empty());
}

#[test]
fn an_account_is_a_name_only_whole() {
    let account = "<span class=author>quill7</span>";
    assert_eq!(wrote("", account, ""), ["quill7"]);
    let number = "<meta name=author content=QQ7567>";
    assert_eq!(wrote(number, "<span class=author>Ada Quill</span>", ""), ["Ada Quill"]);
}

#[test]
fn the_state_of_a_script_names_its_author() {
    let state = r#"<script type="application/json">{"page": {"author": {"id": 7, "name": "Ada Quill"}}}</script>"#;
    assert_eq!(wrote(state, "", ""), ["Ada Quill"]);
}

#[test]
fn days_of_remarks_are_not_the_articles() {
    let remark = "<ol class=comment-list><li><time datetime='2019-08-09T02:14:00Z'>9 August 2019</time></ol>";
    assert_eq!(published("", "<div>7 August 2019</div>", remark), "2019-08-07");
    assert_eq!(published("", "", remark), "");
}

#[test]
fn a_day_that_the_page_shows_beats_the_next_one_in_utc() {
    let bare = "<meta name=sailthru.date content=2014-06-30>";
    assert_eq!(published(bare, "<p>on June 29, 2014 08:08 pm</p>", ""), "2014-06-29");
    assert_eq!(published(bare, "<p>on June 12, 2014</p>", ""), "2014-06-30");
    let time = "<time datetime='2016-12-01T23:29:49Z'>December 2, 2016</time>";
    assert_eq!(published("", time, ""), "2016-12-02");
    let saved = "<time datetime='2019-07-03T10:18:46Z'>Published on 29 June 2019</time>";
    assert_eq!(published("", saved, ""), "2019-06-29");
}

#[test]
fn a_day_may_open_the_first_paragraph() {
    let opening = format!("<p>April 17, 2015 -- {}</p>", "The wall held all night. ".repeat(12));
    assert_eq!(published("", &opening, ""), "2015-04-17");
    let inside = format!("<p>On April 17, 2015 {}</p>", "the wall held all night. ".repeat(12));
    assert_eq!(published("", &inside, ""), "");
}

#[test]
fn published_and_updated_are_told_apart_in_many_languages() {
    let finnish = "<p>Päivitetty 4.2.2020 10:02 | Julkaistu 3.2.2020 7:30</p>";
    assert_eq!(published("", finnish, ""), "2020-02-03");
    let korean = "<p>수정 2021.03.05 09:01</p><p>입력 2021.03.04 15:20</p>";
    assert_eq!(published("", korean, ""), "2021-03-04");
}

#[test]
fn a_heading_that_leads_to_the_front_page_is_the_name_of_a_blog() {
    let blog = |link: &str| {
        format!(
            "<h1><a href='{link}'>Harbour Notes</a></h1><h2><a href='/notes/2013/wall'>Old wall holds</a></h2>{}",
            story()
        )
    };
    let title = "<title>Harbour Notes » Blog Archive » Old wall holds</title>";
    assert_eq!(headline(title, &blog("/notes/")), "Old wall holds");
    assert_eq!(
        headline("<title>Harbour Notes: Old wall holds</title>", &blog("/")),
        "Old wall holds"
    );
    let permanent =
        format!("<h2>Mathlog</h2><h1><a href='/2013/wall'>Old wall holds</a></h1>{}", story());
    assert_eq!(headline("<title>Old wall holds – Mathlog</title>", &permanent), "Old wall holds");
}

#[test]
fn a_headline_that_is_cut_short_is_taken_whole() {
    let head = "<title>Old wall holds in the storm again | Gazette</title>\
        <meta property=og:site_name content=Gazette><meta property=og:title content='Old wall holds in the...'>";
    assert_eq!(headline(head, &story()), "Old wall holds in the storm again");
}

#[test]
fn what_is_printed_wins_over_what_is_declared_in_other_words() {
    let head = "<title>Old wall holds in the storm: the whole story</title><meta property=og:title content='Old wall holds in the storm: the whole story'>\
        <script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Old wall holds in the storm: the whole story\"}</script>";
    let body = format!("<h1>Old wall holds in the storm: what we know</h1>{}", story());
    assert_eq!(headline(head, &body), "Old wall holds in the storm: what we know");
    let slug = "<meta property=og:title content=old-wall-holds-2018><title>GAZETTE</title>";
    assert_eq!(headline(slug, &body), "Old wall holds in the storm: what we know");
}

#[test]
fn a_page_without_a_title_of_its_own_has_its_first_heading() {
    let body = format!("<h1>Gazette Newsletter</h1><h1>Old wall holds again</h1>{}", story());
    assert_eq!(headline("<title>GAZETTE</title>", &body), "Old wall holds again");
}

#[test]
fn an_underscore_parts_a_title_in_han() {
    let title = "<title>江边最后一位送报人：四十年没有停过一天_文化频道_江城新闻网</title>";
    assert_eq!(headline(title, &story()), "江边最后一位送报人：四十年没有停过一天");
}

#[test]
fn the_name_of_a_site_is_cut_off_behind_any_arrow() {
    for sign in ["‹", "›", "@", "|"] {
        let head = format!(
            "<title>Old wall holds in the storm {sign} Harbour Gazette</title><meta property=og:site_name content='Harbour Gazette'>"
        );
        assert_eq!(headline(&head, &story()), "Old wall holds in the storm", "{sign}");
    }
    let live = "<title>The Lookouts live @ Old Wall</title>";
    assert_eq!(headline(live, &story()), "The Lookouts live @ Old Wall");
}
