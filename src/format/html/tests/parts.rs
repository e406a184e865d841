//! Which blocks a page becomes, and which of them are its article.

use super::*;

fn texts(kind: impl Fn(Kind) -> bool, body: &str) -> Vec<String> {
    said(body).into_iter().filter(|(own, _)| kind(*own)).map(|(_, text)| text).collect()
}

fn is_furniture(kind: Kind) -> bool {
    kind == Kind::Furniture
}

#[test]
fn a_quotation_a_table_a_list_and_code_stay_in_an_article() {
    let body = format!(
        "<article><h1>Wall holds</h1>{}<blockquote><p>It will hold</p></blockquote>
        <table><tr><th>Port<th>Fee<tr><td>East<td>4 marks<tr><td>West<td>4 marks</table>
        <ul><li>2 cups of flour<li>1 egg<li>2 cups of flour</ul><pre>let wall = 1;</pre>{}</article>",
        story(),
        story().replace("boats", "ships")
    );
    assert_eq!(texts(|kind| matches!(kind, Kind::Quote(1)), &body), ["It will hold"]);
    let table = "Port | Fee\nEast | 4 marks\nWest | 4 marks";
    assert_eq!(texts(|kind| kind == Kind::Table, &body), [table]);
    let items = texts(|kind| matches!(kind, Kind::ListItem(_)), &body);
    assert_eq!(items, ["2 cups of flour", "1 egg", "2 cups of flour"]);
    assert_eq!(texts(|kind| kind == Kind::Code, &body), ["let wall = 1;"]);
}

#[test]
fn an_article_that_repeats_itself_is_not_folded() {
    let meal = "<p>Two cups of asparagus with eggs and potatoes.</p><p>One green and one red container.</p>";
    let body = format!("<article><h1>What to eat</h1>{}{}</article>", story(), meal.repeat(8));
    assert_eq!(texts(is_furniture, &body), Vec::<String>::new());
    let twice = format!(
        "<article><h1>Wall holds</h1>{}<p>Read this article again later</p>{}<p>Read this article again later</p></article>",
        story(),
        story().replace("boats", "ships")
    );
    assert_eq!(texts(is_furniture, &twice).len(), 2);
}

#[test]
fn a_figure_shows_its_caption_and_not_its_words_for_the_blind_too() {
    let body = format!(
        "<article><h1>Wall holds</h1>{}<figure><img src='https://a.example/a.png' alt='A long old wall'><figcaption>The wall on Monday</figcaption></figure><p><img src=b alt='Boats in the rain'></p>{}</article>",
        story(),
        story().replace("boats", "ships")
    );
    let captions = texts(|kind| kind == Kind::Caption, &body);
    assert_eq!(captions, ["The wall on Monday", "Boats in the rain"]);
}

#[test]
fn a_link_leads_from_the_address_of_the_page() {
    let reading = page(
        "<link rel=canonical href='https://gazette.example/coast/wall'>",
        &format!("{}<p>The <a href='../port'>port</a> is shut for the winter.</p>", story()),
    );
    let marks: Vec<_> = reading.body.iter().flat_map(|block| &block.text.marks).collect();
    assert_eq!(marks[0].kind, MarkKind::Link(Safe::line("https://gazette.example/port")));
}

#[test]
fn both_headers_of_single_file_are_read() {
    for header in ["Page saved with SingleFile", "Archive processed by SingleFile"] {
        let reading = read(&format!(
            "<!DOCTYPE html><html lang=en><!--\n {header} \n url: https://a.example/wall \n saved date: Sat Mar 06 2021 10:11:12 GMT+0100 (CET)\n-->{}",
            story()
        ));
        let meta = reading.record.meta;
        assert_eq!(meta.url.unwrap().value.to_string(), "https://a.example/wall", "{header}");
        assert!(meta.accessed.is_some(), "{header}");
    }
}

#[test]
fn linked_data_that_is_broken_is_read_as_far_as_it_goes() {
    let head = r#"<title>Wall</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Wall", "author": {"name": "Ada Quill"}, "datePublished": "2021-03-04",}</script>"#;
    let meta = meta(head, &story());
    assert_eq!(authors(&meta), ["Ada Quill"]);
    assert_eq!(day(&meta), "2021-03-04");
}

#[test]
fn rows_of_links_and_notices_at_the_edges_are_folded() {
    let body = format!(
        "<p><a href=a>Home</a> | <a href=b>Guests</a></p><h1>Wall holds</h1>{}{}
        <p><font size=1>Best seen at 800 x 600.</font></p><p>© The Lookout, all rights kept</p>",
        story(),
        story().replace("boats", "ships")
    );
    let folded = texts(is_furniture, &body);
    assert_eq!(
        folded,
        ["Home | Guests", "Best seen at 800 x 600.", "© The Lookout, all rights kept"]
    );
}

#[test]
fn a_byline_inside_a_line_does_not_take_the_line_below() {
    let body = format!(
        "<h1>Wall holds</h1><p>Posted by <span class=author>ann_of_the_quay</span> on May 6th, 2012</p>{}{}",
        story(),
        story().replace("boats", "ships")
    );
    assert!(
        texts(|kind| kind == Kind::Byline, &body).iter().all(|line| line.starts_with("Posted"))
    );
}

#[test]
fn the_captions_of_a_gallery_are_the_article_only_where_nothing_else_is() {
    let caption = "<li><h2>Wall</h2><p>The old wall of the harbour stood for ninety years, and it took the storm of Monday to move a single one of its stones.</p></li>";
    let gallery =
        format!("<div class='wrapper full-gallery'><ul>{}</ul></div>", caption.repeat(30));
    let is_said = |body: &str| {
        let said = texts(|kind| matches!(kind, Kind::Paragraph | Kind::ListItem(_)), body);
        (
            said.iter().any(|text| text.contains("ninety")),
            said.iter().any(|text| text.contains("thirty")),
        )
    };
    let both = format!("<div class=text><h1>Wall holds</h1>{gallery}{}</div>", story());
    assert_eq!(is_said(&both), (false, true));
    let alone = format!("<div class=text><h1>Wall holds</h1>{gallery}</div>");
    assert_eq!(is_said(&alone), (true, false));
}
