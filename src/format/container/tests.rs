//! Small files of each kind, whole, cut off, changed and hostile.

use super::*;
use crate::article::ArticleId;
use crate::format::{Beside, Hint, read_item};
use proptest::prelude::*;

/// A small file of each kind.
const FILES: &[(Container, &str)] = &[
    (
        Container::Feed,
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e 'x'>]><rss xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>G</title><!-- <item> --><item><guid>1</guid><c:encoded><![CDATA[<p>a</item>]]></c:encoded></item><item><title>é &amp; &e;</title><link>https://a.example</link></item></channel></rss>",
    ),
    (
        Container::Feed,
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>Q</title><entry><id>a</id><author><name>L</name></author><content type='xhtml'><div><p>x<br/>y</p></div></content></entry><entry/></feed>",
    ),
    (
        Container::JsonFeed,
        "{\"title\":\"G\",\"items\":[{\"id\":\"1\",\"content_html\":\"<p>\\\"]}\\u00e9\"},{\"id\":2,\"authors\":[{\"name\":\"A\"}]}],\"version\":\"https://jsonfeed.org/version/1\"}",
    ),
    (
        Container::Wallabag,
        "[{\"is_archived\":1,\"url\":\"https://a.example\",\"content\":\"<b>x\"},{\"id\":[1,{\"a\":null}]}]",
    ),
    (
        Container::JsonArray,
        "[\n{\"title\":\"A\",\"body\":\"<p>x, \\\"y\\\"\",\"link\":\"https://a.example\"},{\"title\":2}]",
    ),
    (
        Container::JsonLines,
        "\u{feff}{\"id\":1,\"text\":\"a\"}\r\n\n[1]\n{\"title\":true,\"date\":1e400}\n",
    ),
    (
        Container::LinkTable,
        "\u{feff}title,url,time_added,tags,status\n\"A \"\"b\"\"\nc\",https://a.example,1556791200,x|y,archive\r\n\n,mailto:b,soon,,\n",
    ),
    (
        Container::LinkPage,
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul><li><a href=\"https://a.example/?a&b\" time_added=\"1556791200\" tags=\"x,y\">A</a></li></ul><h1>Read Archive</h1><a href='https://b.example'>B</a>",
    ),
    (
        Container::Mailbox,
        "From a 10:00\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=x\nContent-Transfer-Encoding: base64\n\nPGI+eA==\n--b\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n--b--\n\nFrom b 11:00\n\n>From c\n",
    ),
];

/// All items of a file, each of them read.
fn items(container: Container, bytes: &[u8]) -> Vec<Item> {
    let items = Items::new(container, bytes).unwrap();
    let head = Arc::clone(items.head());
    let items: Vec<_> = items.map(Result::unwrap).collect();
    for item in &items {
        if let Ok(bytes) = &item.bytes {
            let _ = read_item(
                ArticleId::default(),
                bytes,
                &head,
                item.line,
                &Beside::default(),
                &Hint { file_name: "a", ..Hint::default() },
            );
        }
    }
    items
}

/// A file of each kind is cut into as many items, at these lines.
#[test]
fn files_are_cut_at_their_items() {
    let counts: Vec<_> =
        FILES.iter().map(|(kind, text)| items(*kind, text.as_bytes()).len()).collect();
    assert_eq!(counts, [2, 2, 2, 2, 2, 3, 2, 2, 2]);
}

#[test]
fn the_bytes_of_an_item_are_those_of_the_file() {
    for (container, text) in FILES {
        for item in items(*container, text.as_bytes()) {
            let Some(range) = item.range else { continue };
            let within = |at: u64| usize::try_from(at).unwrap();
            let bytes = &text.as_bytes()[within(range.start)..within(range.end)];
            assert_eq!(item.bytes.unwrap(), bytes);
        }
    }
}

#[test]
fn a_file_cut_off_anywhere_is_still_cut_into_items() {
    for (container, text) in FILES {
        for end in 0..text.len() {
            assert!(!items(*container, &text.as_bytes()[..end]).is_empty());
        }
    }
}

#[test]
fn a_file_is_known_by_its_name_or_by_how_it_begins() {
    for (container, text) in FILES {
        let name = match container {
            Container::Feed => "a.xml",
            Container::JsonFeed
            | Container::Omnivore
            | Container::Wallabag
            | Container::JsonArray => "a.json",
            Container::JsonLines => "a.ndjson",
            Container::LinkTable => "a.csv",
            Container::LinkPage => "a.html",
            Container::Mailbox => "a.MBOX",
        };
        assert_eq!(Container::recognise(name, text.as_bytes()), Some(*container));
        assert_eq!(Container::recognise("a.txt", text.as_bytes()), None);
    }
    let page = b"<?xml version='1.0'?><html><body><item>x</item></body></html>";
    assert_eq!(Container::recognise("a.xml", page), None);
}

#[test]
fn openings_without_ends_take_no_longer_than_text() {
    let opened = ["<item>", "<item><![CDATA[", "<!--", "<?", "<item a='", "<item><a>", "<a><b>"];
    for opening in opened {
        let feed = format!("<rss>{}", opening.repeat(20_000));
        assert!(items(Container::Feed, feed.as_bytes()).len() <= 20_000);
    }
    for opening in ["[", "{\"a\":", "\"", "{\"items\":[", "[{\"a\":[", "}"] {
        let array = format!("[{}", opening.repeat(20_000));
        assert!(!items(Container::Wallabag, array.as_bytes()).is_empty());
        items(Container::JsonFeed, array.as_bytes());
        items(Container::JsonLines, array.as_bytes());
    }
    for opening in ["<h1>", "<a ", "<a href=x></", "<", "<h1 <a >"] {
        let page = opening.repeat(20_000);
        assert!(!items(Container::LinkPage, page.as_bytes()).is_empty());
    }
    for opening in ["\"", "\"\n", "a,\"b\n", "\n\n"] {
        let table = format!("url,title,tags\n{}", opening.repeat(2001));
        assert!(!items(Container::LinkTable, table.as_bytes()).is_empty());
    }
}

#[test]
fn what_nests_too_deep_is_a_reason() {
    let deep = format!("{{\"content\": {}1{}}}", "[".repeat(5000), "]".repeat(5000));
    let head = Head::new(Container::JsonLines);
    let error = read_item(
        ArticleId::default(),
        deep.as_bytes(),
        &head,
        3,
        &Beside::default(),
        &Hint::default(),
    )
    .unwrap_err();
    assert!(error.to_string().starts_with("line 3: recursion limit exceeded"), "{error}");
}

#[test]
fn fields_of_the_wrong_type_are_no_trouble() {
    let line = r#"{"title": {"a": []}, "text": 7, "content": ["x"], "url": true, "authors": [[null, 3]], "date": {}, "id": {}}"#;
    let head = Head::new(Container::JsonLines);
    let hint = Hint { file_name: "set.jsonl", ..Hint::default() };
    let article =
        read_item(ArticleId::default(), line.as_bytes(), &head, 1, &Beside::default(), &hint)
            .unwrap()
            .article;
    assert_eq!(&*article.meta.title.unwrap().value, "set");
}

#[test]
fn no_more_small_items_are_read_than_fifty_thousand() {
    let export = format!("[{{}}{}]", ",{}".repeat(ITEMS + 2));
    for (container, file) in [
        (Container::Feed, format!("<rss>{}</rss>", "<item/>".repeat(ITEMS + 2))),
        (
            Container::LinkTable,
            format!("url,title,tags\n{}", "https://a.example,A,\n".repeat(ITEMS + 2)),
        ),
        (Container::JsonLines, "{}\n".repeat(ITEMS + 2)),
        (Container::JsonArray, export),
    ] {
        let items: Vec<_> = Items::new(container, file.as_bytes()).unwrap().collect();
        assert_eq!(items.len(), ITEMS + 1, "{container:?}");
        let last = items.last().unwrap().as_ref().unwrap();
        assert_eq!(last.bytes, Err(FormatError::TooManyItems));
    }
}

#[test]
fn an_array_of_other_objects_is_no_file_of_articles() {
    for text in
        ["[{\"name\": \"A\", \"url\": \"https://a.example\"}]", "[{\"title\": \"A\"}]", "[1]"]
    {
        assert_eq!(Container::recognise("a.json", text.as_bytes()), None, "{text}");
    }
}

#[test]
fn a_feed_longer_than_what_is_held_of_it_is_read_to_its_end() {
    let item = |bytes: usize| format!("<item><x>{}</x></item>\n", "x".repeat(bytes));
    let (longest, too_long) = (item(ITEM - 20), item(ITEM - 19));
    let comment = format!("<!-- {} <item> -->", "x\n".repeat(ITEM / 3));
    let feed = format!("<rss><channel>{longest}{comment}{too_long}<item><guid>last</guid></item>");
    let items: Vec<Item> =
        Items::new(Container::Feed, feed.as_bytes()).unwrap().map(Result::unwrap).collect();
    let line = 2 + ITEM / 3;
    let keys: Vec<&str> = items.iter().map(|item| &*item.key).collect();
    assert_eq!(keys, ["line 1", &*format!("line {line}"), "last"]);
    assert_eq!(items[0].bytes.as_ref().unwrap().len(), ITEM);
    let why = items[1].bytes.as_ref().unwrap_err().to_string();
    assert_eq!(why, format!("line {line}: this item has more than 16 MiB"));
    let last = items[2].range.clone().unwrap();
    assert_eq!(last.end, feed.len() as u64);
    assert_eq!(last.end - last.start, items[2].bytes.as_ref().unwrap().len() as u64);
}

#[test]
fn characters_behind_the_sample_are_those_that_the_feed_declares() {
    let blank = " ".repeat(usize::try_from(SAMPLE).unwrap());
    let feed = format!("<?xml version='1.0' encoding='ISO-8859-1'?><rss>{blank}<item><title>caf");
    let feed = [feed.as_bytes(), b"\xe9</title></item></rss>"].concat();
    let head = Arc::clone(Items::new(Container::Feed, &*feed).unwrap().head());
    assert_eq!(head.encoding, "windows-1252");
}

#[test]
fn a_line_longer_than_an_item_is_passed_over_without_being_kept() {
    let mut file = vec![b'x'; ITEM + 5];
    file.extend(b"\n{\"id\":2}\n");
    let items = items(Container::JsonLines, &file);
    assert_eq!(
        items[0].bytes.as_ref().unwrap_err().to_string(),
        "line 1: this line has more than 16 MiB"
    );
    assert_eq!((&*items[1].key, items[1].line), ("2", 2));
}

#[test]
fn an_export_of_more_items_than_small_ones_are_read_is_read_to_its_end() {
    let words = "It rained. ".repeat(12);
    let export = format!("[{{\"id\":0}}{}]", format!(",\n{{\"text\":\"{words}\"}}").repeat(ITEMS));
    let items = Items::new(Container::Wallabag, export.as_bytes()).unwrap().map(Result::unwrap);
    let last = items.last().unwrap();
    assert_eq!((last.rank, last.line), (ITEMS, ITEMS as u64 + 1));
}

proptest! {
    #[test]
    fn an_export_is_cut_the_same_in_whatever_pieces_it_is_read(
        text in "[\\[\\]{}\",: \\\\a\n]{0,40}",
        piece in 1..9usize,
    ) {
        let text = format!("[{text}");
        let cut = |piece| -> Vec<Item> {
            let input = io::BufReader::with_capacity(piece, text.as_bytes());
            Items::new(Container::Wallabag, input).unwrap().map(Result::unwrap).collect()
        };
        prop_assert_eq!(cut(piece), cut(100));
    }

    #[test]
    fn no_bytes_panic_in_any_container(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for (container, _) in FILES {
            items(*container, &bytes);
        }
    }

    #[test]
    fn no_change_of_a_file_panics(which in 0..FILES.len(), at in any::<prop::sample::Index>(), with in "[<>&\\[\\]{}\",:\\\\a\n]{0,4}") {
        let (container, text) = FILES[which];
        let at = at.index(text.len());
        let mut bytes = text.as_bytes().to_vec();
        bytes.splice(at..(at + 2).min(text.len()), with.bytes());
        items(container, &bytes);
    }
}
