//! Lists of links, as a reader meets them: what a list says of an article that
//! is there belongs to the article; of the others it keeps the address.

use std::fs;
use std::io::{Cursor, Write};

use crate::shelf::Shelf;
use newsread::cite::{Citer, Form, Style};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What Pocket exports.
const POCKET: &str = "\
title,url,time_added,tags,status
\"Storm, and after\",https://www.gazette.example/2019/storm/?utm_source=pocket,1556791200,harbour|storms,archive
https://gazette.example/ferry,https://gazette.example/ferry,1556877600,,unread
";

#[test]
fn a_list_of_pocket_keeps_addresses() {
    let shelf = Shelf::of("part_000000.csv", POCKET);
    assert_eq!(
        shelf.facts(0),
        "accessed 2019-05-02T10:00:00+00:00 (time_added)\n\
         url https://www.gazette.example/2019/storm/?utm_source=pocket (url)\n\
         tags harbour, storms (tags)"
    );
    assert_eq!(shelf.title(0).as_deref(), Some("Storm, and after"));
    assert_eq!((shelf.kept(0), shelf.kept(1)), ("read yes".to_owned(), "read no".to_owned()));
    assert_eq!(shelf.title(1), None, "the address is no headline");
    assert!(shelf.document(1).article.is_link);
    assert!(shelf.document(1).article.warnings.is_empty());
}

#[test]
fn the_page_that_pocket_exported_is_a_list_of_links() {
    let page = "<!DOCTYPE html>\n<html>\n<head><title>Pocket Export</title></head>\n<body>\n\
        <h1>Unread</h1>\n<ul>\n<li><a href=\"https://gazette.example/ferry?a=1&b=2\" time_added=\"1556877600\" tags=\"\">Ferry &amp; fares</a></li>\n</ul>\n\
        <h1>Read Archive</h1>\n<ul>\n<li><a href=\"https://gazette.example/storm\" time_added=\"1556791200\" tags=\"harbour,storms\">Storm</a></li>\n</ul>\n</body></html>";
    let shelf = Shelf::of("ril_export.html", page);
    assert_eq!(shelf.title(0).as_deref(), Some("Ferry & fares"));
    assert_eq!((shelf.kept(0), shelf.kept(1)), ("read no".to_owned(), "read yes".to_owned()));
    assert_eq!(
        shelf.facts(1),
        "accessed 2019-05-02T10:00:00+00:00 (time_added)\n\
         url https://gazette.example/storm (href)\n\
         tags harbour, storms (tags)"
    );
}

#[test]
fn a_list_of_instapaper_has_a_selection_and_folders_that_are_marks() {
    let list = "URL,Title,Selection,Folder,Timestamp,Tags\n\
        https://gazette.example/storm,Storm,\"two boats\nwent with it\",Archive,1556791200,\"[\"\"harbour\"\"]\"\n\
        https://gazette.example/ferry,Ferry,,Travel,1556877600,[]\n\
        https://gazette.example/geese,Geese,,Starred,1556877600,[]\n";
    let shelf = Shelf::of("instapaper-export.csv", list);
    assert_eq!(shelf.kept(0), "read yes\nhighlight “two boats went with it”");
    assert_eq!(shelf.kept(1), "folder Travel");
    assert_eq!(shelf.kept(2), "starred yes");
    assert!(shelf.facts(0).ends_with("tags harbour (Tags)"));
}

#[test]
fn a_list_of_raindrop_has_notes_highlights_and_stars() {
    let list = "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n\
        7,Storm,read twice,What fell at dawn.,https://gazette.example/storm,Harbour,\"storms, walls\",2019-05-02T10:00:00.000Z,,\"Highlight:It fell.\nNote:did it\",true\n";
    let shelf = Shelf::of("raindrop.csv", list);
    assert_eq!(
        shelf.kept(0),
        "starred yes\nfolder Harbour\nnote read twice\nhighlight “It fell.” did it"
    );
    assert_eq!(
        shelf.facts(0),
        "accessed 2019-05-02T10:00:00+00:00 (created)\n\
         url https://gazette.example/storm (url)\n\
         tags storms, walls (tags)"
    );
}

#[test]
fn a_list_of_readwise_has_topics_and_what_was_read() {
    let list = "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n\
        Storm,https://gazette.example/storm,01h,\"['harbour', 'storms']\",2019-05-02 10:00:00+00:00,0.4,archive,True\n\
        Ferry,https://gazette.example/ferry,02h,,2019-05-03 10:00:00+00:00,0,later,False\n";
    let shelf = Shelf::of("reader.csv", list);
    assert_eq!((shelf.kept(0), shelf.kept(1)), ("read yes".to_owned(), "read no".to_owned()));
    assert!(shelf.facts(0).ends_with("tags harbour, storms (Document tags)"));
}

#[test]
fn bookmarks_are_a_list_of_links() {
    let page = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n<DT><H3 ADD_DATE=\"1\">Harbour</H3>\n<DL><p>\n<DT><A HREF=\"https://gazette.example/storm\" ADD_DATE=\"1556791200\" TAGS=\"storms\">Storm</A>\n</DL>";
    let shelf = Shelf::of("bookmarks.html", page);
    assert_eq!(shelf.kept(0), "folder Harbour");
    assert!(shelf.facts(0).starts_with("accessed 2019-05-02T10:00:00+00:00 (add_date)"));
}

const STORM: &str = "---\ntitle: Storm breaks the wall\nsource: https://gazette.example/2019/storm\ntags: [weather]\n---\n\nFour metres fell at dawn.\n";

/// A folder with the article and a list, whose names decide which comes first.
fn folder(article: &str, list: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [(article, STORM), (list, POCKET)] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn what_a_list_says_is_lent_to_the_article_with_its_address() {
    for (article, list) in [("storm.md", "pocket.csv"), ("a/storm.md", "z/pocket.csv")] {
        let shelf = Shelf::over(folder(article, list));
        assert_eq!(shelf.len(), 2, "{list}: the other entry is an address only");
        let storm = usize::from(!article.starts_with("a/"));
        assert_eq!(
            shelf.facts(storm),
            "accessed 2019-05-02T10:00:00+00:00 (pocket.csv, line 2)\n\
             url https://gazette.example/2019/storm (source)\n\
             tags weather (tags)\n\
             tags weather, harbour, storms (pocket.csv, line 2)"
                .replace("tags weather, harbour, storms", "tags harbour, storms")
        );
        assert_eq!(shelf.title(storm).as_deref(), Some("Storm breaks the wall"));
        assert_eq!(shelf.tags(storm), "weather, harbour, storms");
        assert_eq!(shelf.kept(storm), "read yes");
        assert_eq!(shelf.read(storm), Some(shelf.document(storm).article), "{list}");
        assert!(shelf.document(1 - storm).article.is_link);
    }
}

#[test]
fn a_headline_is_lent_only_where_the_file_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let page = "---\nsource: http://gazette.example/2019/storm#top\n---\n\nFour metres fell.\n";
    fs::write(folder.path().join("untitled.md"), page).unwrap();
    fs::write(folder.path().join("pocket.csv"), POCKET).unwrap();
    let shelf = Shelf::over(folder);
    assert_eq!(shelf.title(1).as_deref(), Some("Storm, and after"));
}

#[test]
fn marked_words_of_a_list_are_lit_in_the_article() {
    let folder = tempfile::tempdir().unwrap();
    let list = "URL,Title,Selection,Folder,Timestamp\nhttps://gazette.example/2019/storm,x,fell at dawn,Unread,1\n";
    fs::write(folder.path().join("list.csv"), list).unwrap();
    fs::write(folder.path().join("storm.md"), STORM).unwrap();
    assert_eq!(Shelf::over(folder).lit(0), ["fell at dawn"]);
}

#[test]
fn entries_with_one_address_are_listed_once() {
    let folder = tempfile::tempdir().unwrap();
    let again = "url,title,tags,created\nhttp://gazette.example/2019/storm,Storm,late,2020-01-01\n";
    fs::write(folder.path().join("a.csv"), POCKET).unwrap();
    fs::write(folder.path().join("b.csv"), again).unwrap();
    let shelf = Shelf::over(folder);
    assert_eq!((shelf.len(), shelf.tags(0)), (2, "harbour, storms, late".to_owned()));
}

#[test]
fn a_list_in_a_zip_is_a_list() {
    let folder = folder("storm.md", "else.csv");
    fs::remove_file(folder.path().join("else.csv")).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("pocket/part_000000.csv", SimpleFileOptions::default()).unwrap();
    writer.write_all(POCKET.as_bytes()).unwrap();
    fs::write(folder.path().join("pocket.zip"), writer.finish().unwrap().into_inner()).unwrap();
    let shelf = Shelf::over(folder);
    assert_eq!(shelf.kept(1), "read yes");
    assert!(shelf.facts(1).contains("(pocket.zip › pocket/part_000000.csv, line 2)"));
    assert!(shelf.document(0).article.is_link);
}

#[test]
fn a_link_is_cited_as_far_as_it_is_known() {
    let meta = Shelf::of("pocket.csv", POCKET).document(0).article.meta;
    let cited = Citer::default().cite(&meta, &Style::default(), Form::Entry).unwrap();
    let text = cited.write(newsread::cite::Format::Plain);
    assert!(
        text.contains("Storm, and after") && text.contains("gazette.example/2019/storm"),
        "{text}"
    );
}

#[test]
fn a_broken_line_costs_no_other() {
    let list = "url,title,tags\nhttps://a.example/1,One,\nnone,Two,\nhttps://a.example/3,\"Three,\nhttps://a.example/4,Four,x\nhttps://a.example/5,Five,\"y\"\n";
    let shelf = Shelf::of("list.csv", list);
    let titles: Vec<_> = (0..shelf.len()).map(|rank| shelf.outcome(rank)).collect();
    assert_eq!(
        titles,
        [
            "One",
            "line 3: ‘none’ is no web address",
            "line 4: the quotation marks in this line have no end",
            "Four",
            "Five"
        ]
    );
}

#[test]
fn a_table_that_is_no_list_of_links_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("prices.csv"), "fish,price\ncod,4\n").unwrap();
    fs::write(
        folder.path().join("texts.csv"),
        "url,title,text,created\nhttps://a.example,A,It rained.,1\n",
    )
    .unwrap();
    fs::write(folder.path().join("pocket.csv"), POCKET).unwrap();
    assert_eq!(Shelf::over(folder).len(), 2);
}

#[test]
fn a_list_in_another_charset_is_read() {
    let text = POCKET.replace("and after", "après");
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let narrow: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [wide, narrow] {
        let shelf = Shelf::of_bytes("pocket.csv", &bytes);
        assert_eq!(shelf.title(0).as_deref(), Some("Storm, après"));
    }
}
