//! Who wrote a page, and when, by what only people see and by the dialects of
//! meta elements.

use super::{authors, day, meta, story};

const TITLE: &str = "<title>Old wall holds in the storm</title>";

fn wrote(head: &str, body: &str) -> Vec<String> {
    authors(&meta(&format!("{TITLE}{head}"), body))
}

/// A page with this between its headline and its text, and this behind.
fn body(above: &str, below: &str) -> String {
    format!("<article><h1>Old wall holds in the storm</h1>{above}{}{below}</article>", story())
}

#[test]
fn every_dialect_of_meta_elements_names_authors_and_days() {
    for (author, published) in [
        ("citation_author", "citation_publication_date"),
        ("parsely-author", "parsely-pub-date"),
        ("sailthru.author", "sailthru.date"),
        ("DC.creator", "DC.date.issued"),
        ("article:author", "article:published_time"),
        ("author", "bt:firstPublished"),
    ] {
        let head = format!(
            "{TITLE}<meta name='{author}' content='Ada Quill'><meta name='{published}' content='2021-03-04'>"
        );
        let meta = meta(&head, &body("", ""));
        assert_eq!(authors(&meta), ["Ada Quill"], "{author}");
        assert_eq!(day(&meta), "2021-03-04", "{published}");
    }
}

#[test]
fn several_authors_stand_in_elements_of_their_own() {
    let head = "<meta name=citation_author content='Ada Quill'><meta name=citation_author content='Dale, Cy'>";
    assert_eq!(wrote(head, &body("", "")), ["Ada Quill", "Cy Dale"]);
}

#[test]
fn twitter_says_who_wrote_only_under_that_label() {
    let data = |label: &str| {
        format!(
            "<meta name=twitter:label1 content='{label}'><meta name=twitter:data1 content='Ada Quill'>"
        )
    };
    assert_eq!(wrote(&data("Written by"), &body("", "")), ["Ada Quill"]);
    assert!(wrote(&data("Reading time"), &body("", "")).is_empty());
}

#[test]
fn who_posted_a_page_is_its_author() {
    let line = "<p>Posted by Ada Quill on March 4, 2021</p>";
    assert_eq!(wrote("", &body(line, "")), ["Ada Quill"]);
}

#[test]
fn a_nickname_counts_in_an_element_for_authors_only() {
    assert_eq!(wrote("", &body("<p>by <span class='author vcard'>oz</span></p>", "")), ["oz"]);
    assert!(wrote("", &body("<p><span class='mood'>oz</span></p>", "")).is_empty());
}

#[test]
fn who_made_a_picture_did_not_write_the_page() {
    let figure = "<figure itemscope itemtype='http://schema.org/ImageObject'><img src=a><span itemprop=author>Cy Dale</span></figure>";
    assert!(wrote("", &body(figure, "")).is_empty());
    let both = format!("{figure}<p itemprop=author>Ada Quill</p>");
    assert_eq!(wrote("", &body(&both, "")), ["Ada Quill"]);
}

#[test]
fn a_headline_with_by_in_it_names_nobody() {
    let page = format!("<h1>Wall repaired by Monday Crews</h1>{}", story());
    let head = "<title>Wall repaired by Monday Crews</title>";
    assert_eq!(meta(head, &page).authors, None);
}

#[test]
fn a_profile_may_be_told_by_a_query() {
    let line = "<p><a href='/user-list/?u=7'>MarshBen</a> 4.3.2021, 15:07</p>";
    assert_eq!(wrote("", &body(line, "")), ["MarshBen"]);
}

#[test]
fn a_name_beside_the_date_is_a_guess() {
    let found = meta(TITLE, &body("<p>4 March 2021 | Ada Quill</p>", "")).authors.unwrap();
    assert_eq!(found.value[0].to_string(), "Ada Quill");
    assert!(!found.from.is_certain);
}

#[test]
fn a_name_at_the_right_margin_is_a_signature() {
    let signed = "<p style='text-align: right'><b>Ada Quill</b></p>";
    assert_eq!(wrote("", &body("", signed)), ["Ada Quill"]);
    let site = "<meta name=author content='Harbour Gazette'><meta property=og:site_name content='Harbour Gazette'>";
    assert_eq!(wrote(site, &body("", signed)), ["Ada Quill"]);
    let other = "<meta name=author content='Cy Dale'>";
    assert_eq!(wrote(other, &body("", signed)), ["Cy Dale"]);
    assert!(wrote("", &body("", "<p align=right>All rights reserved</p>")).is_empty());
}

#[test]
fn a_name_in_bold_above_the_text_signs_it() {
    assert_eq!(wrote("", &body("<p><b>ADA QUILL</b></p>", "")), ["Ada Quill"]);
    assert!(wrote("", &body("<p>Stormy Weather</p>", "")).is_empty());
}

#[test]
fn a_page_in_han_names_its_editor_at_the_end() {
    assert_eq!(wrote("", &body("", "<p>（责任编辑：王小明）</p>")), ["王小明"]);
    assert!(wrote("", &body("", "<p>来源：王小明</p>")).is_empty());
}

#[test]
fn three_witnesses_outvote_linked_data() {
    let linked = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old wall holds in the storm", "author": {"@type": "Person", "name": "Cy Dale"}}</script>"#;
    let script = "<script>track({'author': 'Ada Quill', 'editor': 'Cy Dale'})</script>";
    let shown = "<div class=byline>Ada Quill</div><p>By Ada Quill</p>";
    let head = format!("{linked}{script}");
    assert_eq!(wrote(&head, &body(shown, "")), ["Ada Quill"]);
    assert_eq!(wrote(linked, &body("<div class=byline>Ada Quill</div>", "")), ["Cy Dale"]);
}

#[test]
fn a_variable_of_a_script_does_not_contradict_the_site() {
    let head = r#"<meta property=og:site_name content="Harbour Gazette"><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old wall holds in the storm", "author": {"@type": "Person", "name": "Harbour Gazette"}}</script><script>x = {author: "Ada Quill"}</script>"#;
    assert_eq!(wrote(head, &body("", "")), ["Harbour Gazette"]);
    assert_eq!(wrote("<script>x = {author: 'Ada Quill'}</script>", &body("", "")), ["Ada Quill"]);
}

#[test]
fn a_date_of_an_update_far_below_is_used_where_it_is_the_only_one() {
    let filler = "<p>Line of a long list</p>".repeat(40);
    let below = format!("{filler}<p>Updated: 30.12.2016</p>");
    let published = |above: &str| day(&meta(TITLE, &body(above, &below)));
    assert_eq!(published(""), "2016-12-30");
    assert_eq!(published("<p>4 December 2016</p>"), "2016-12-04");
}

#[test]
fn a_post_that_is_quoted_has_a_day_of_its_own() {
    let post = "<blockquote>The wall, live <time datetime='2018-03-12T19:30:12+00:00'>Mar 12, 2018</time></blockquote>";
    let shown = format!("{post}<p class=x>29 January 2019</p>");
    assert_eq!(day(&meta(TITLE, &body(&shown, ""))), "2019-01-29");
    assert_eq!(day(&meta(TITLE, &body(post, ""))), "");
}

#[test]
fn the_day_of_a_teaser_far_below_does_not_count_against_the_one_above() {
    let filler = "<p>Line of a <b>long</b> list</p>".repeat(250);
    let teaser = format!("{filler}<p>Other wall <time datetime=2019-07-30>30 July</time></p>");
    assert_eq!(day(&meta(TITLE, &body("<p>27 June 2019</p>", &teaser))), "2019-06-27");
    assert_eq!(day(&meta(TITLE, &body("", &teaser))), "2019-07-30");
}

#[test]
fn a_day_of_which_a_sentence_tells_is_not_that_of_the_page() {
    let told = "<li>The act on harbours was signed into law on August 14, 1935</li>";
    assert_eq!(day(&meta(TITLE, &body(told, ""))), "");
    assert_eq!(day(&meta(TITLE, &body("<p>August 14, 1935</p>", ""))), "1935-08-14");
}

#[test]
fn the_address_of_a_site_is_no_author() {
    let head = "<meta name=author content='gazette.com'>";
    assert_eq!(wrote(head, &body("<p class=firma>Ada Quill | Port</p>", "")), ["Ada Quill"]);
    assert_eq!(wrote(head, &body("", "")), ["gazette.com"]);
}

#[test]
fn an_agency_that_the_page_prints_is_named_before_the_site() {
    let site = "<meta name=author content='Harbour Gazette'><meta property=og:site_name content='Harbour Gazette'>";
    let shown = "<div class=author>By The Associated Press</div>";
    assert_eq!(wrote(site, &body(shown, "")), ["The Associated Press"]);
    assert_eq!(wrote(site, &body("", "")), ["Harbour Gazette"]);
    let linked = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old wall holds in the storm", "author": {"@type": "Organization", "name": "Harbour Gazette"}}</script>"#;
    assert_eq!(wrote(&format!("{site}{linked}"), &body(shown, "")), ["Harbour Gazette"]);
}

#[test]
fn a_line_with_by_counts_more_than_a_link_that_looks_like_a_profile() {
    let link = "<p><a href='/members/index'>Member Services</a></p>";
    assert_eq!(wrote("", &body("<p>By Ada Quill</p>", link)), ["Ada Quill"]);
}

#[test]
fn an_account_in_the_head_gives_way_to_the_person_whom_the_page_prints() {
    let head = "<meta name=author content=dehlix>";
    assert_eq!(wrote(head, &body("<p class=byline>Ada Quill</p>", "")), ["Ada Quill"]);
    assert_eq!(wrote(head, &body("", "")), ["dehlix"]);
}

#[test]
fn who_edited_or_translated_did_not_write() {
    let byline = "<p class='byline author'>Written by Ada Quill<br>Edited by Cy Dale</p>";
    assert_eq!(wrote("", &body(byline, "")), ["Ada Quill"]);
}

#[test]
fn a_particle_stands_behind_the_given_name_where_the_family_comes_first() {
    let head = "<meta name=DC.Creator content='Jong, Michiel de'>";
    assert_eq!(wrote(head, &body("", "")), ["Michiel de Jong"]);
}

#[test]
fn a_line_in_the_text_that_says_who_wrote_it_counts_before_the_site() {
    let site = "<meta property=og:site_name content='Harbour Gazette'>";
    let shown = "<p>By <a rel=author href=/author/gazette>Harbour Gazette</a></p><p><em>Written by: <a href='https://port.example/7'>Ada Quill</a> </em></p>";
    assert_eq!(wrote(site, &body(shown, "")), ["Ada Quill"]);
}

#[test]
fn a_card_of_facts_beside_an_article_names_no_author() {
    let card = "<table class='infobox vcard'><tr><th class=fn>Mozilla</th></tr><tr><th>Founded</th><td>1998</td></tr></table>";
    assert!(wrote("", &body(card, "")).is_empty());
}

#[test]
fn words_around_a_date_and_prose_name_nobody() {
    for line in [
        "<p class=submitted>Submitted on 4 March 2021</p>",
        "<p>Letzte Aktualisierung</p><p>4.3.2021</p>",
        "<h2>Walls of every shape: von Rund bis Eckig</h2>",
        "<p>The old wall stands despite the storms sent by North Winds</p>",
    ] {
        assert!(wrote("", &body(line, "")).is_empty(), "{line}");
    }
    assert_eq!(wrote("", &body("<p>A column by Ada Quill</p>", "")), ["Ada Quill"]);
}
