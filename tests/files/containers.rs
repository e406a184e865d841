//! Files that hold many articles, as a reader meets them: each item is an
//! article of its own, and a broken one costs no other.

use std::fmt::Write as _;
use std::fs;
use std::sync::atomic::AtomicBool;

use crate::shelf::Shelf;
use newsread::archive::{Archive, Look};
use newsread::article::{Field, Kind};

/// RSS 2.0 with the modules that papers use.
const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dublin="http://purl.org/dc/elements/1.1/">
<channel>
  <title>The Harbour Gazette</title>
  <link>https://gazette.example/</link>
  <language>en-gb</language>
  <item>
    <title>Storm breaks the harbour wall</title>
    <link>https://gazette.example/2019/storm</link>
    <guid isPermaLink="false">gazette-17</guid>
    <dublin:creator>Ada Quill</dublin:creator>
    <pubDate>Thu, 02 May 2019 18:30:00 +0100</pubDate>
    <category>harbour</category>
    <category>storms</category>
    <description>Four metres fell at dawn.</description>
    <content:encoded><![CDATA[<p>Four metres of the wall fell at dawn, and <b>two boats</b> with them.</p>
      <p>The <a href="/repairs">repairs</a> begin today.</p>]]></content:encoded>
  </item>
  <item>
    <title>Ferry &amp;amp; fares</title>
    <guid>https://gazette.example/2019/ferry</guid>
    <author>desk@gazette.example (Cy Dale)</author>
    <pubDate>Fri, 03 May 2019 09:00:00 +0100</pubDate>
    <description>&lt;p&gt;The ferry costs more.&lt;/p&gt;&lt;p&gt;Nobody knows why.&lt;/p&gt;</description>
  </item>
</channel>
</rss>
"#;

#[test]
fn every_item_of_a_feed_is_an_article() {
    let shelf = Shelf::of("gazette.rss", RSS);
    assert_eq!(shelf.titles(), ["Storm breaks the harbour wall", "Ferry & fares"]);
    assert_eq!(shelf.keys(), ["gazette-17", "https://gazette.example/2019/ferry"]);
}

#[test]
fn an_item_of_rss_says_who_when_and_where() {
    let shelf = Shelf::of("gazette.rss", RSS);
    assert_eq!(
        shelf.facts(0),
        "authors Ada Quill (dc:creator)\n\
         source The Harbour Gazette (channel title)\n\
         published 2019-05-02T18:30:00+01:00 (pubDate)\n\
         url https://gazette.example/2019/storm (link)\n\
         language en-GB (channel language)\n\
         tags harbour, storms (category)"
    );
    assert_eq!(
        shelf.facts(1),
        "authors Cy Dale (author)\n\
         source The Harbour Gazette (channel title)\n\
         published 2019-05-03T09:00:00+01:00 (pubDate)\n\
         url https://gazette.example/2019/ferry (guid)\n\
         language en-GB (channel language)"
    );
}

#[test]
fn the_whole_text_goes_before_its_summary_and_links_lead_somewhere() {
    let shelf = Shelf::of("gazette.rss", RSS);
    assert_eq!(
        shelf.said(0),
        [
            "Four metres of the wall fell at dawn, and two boats with them.",
            "The repairs begin today."
        ]
    );
    assert_eq!(shelf.links(0), ["https://gazette.example/repairs"]);
    assert_eq!(shelf.said(1), ["The ferry costs more.", "Nobody knows why."]);
}

#[test]
fn what_else_an_item_says_is_folded_and_not_lost() {
    let article = Shelf::of("gazette.rss", RSS).document(0).article;
    assert_eq!(article.body[0].kind, Kind::FrontMatter);
    assert!(article.body[0].text.plain.contains("description: Four metres fell at dawn."));
}

#[test]
fn rdf_is_a_feed() {
    let shelf = Shelf::of(
        "news.xml",
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
            xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
          <channel rdf:about="https://gazette.example/"><title>Gazette</title><items/></channel>
          <item rdf:about="https://gazette.example/1"><title>Rain</title>
            <link>https://gazette.example/1</link><dc:date>2004-05-06</dc:date>
            <description>It rained.</description></item>
        </rdf:RDF>"#,
    );
    assert_eq!(
        shelf.facts(0),
        "source Gazette (channel title)\npublished 2004-05-06 (dc:date)\nurl https://gazette.example/1 (link)"
    );
}

/// Atom 1.0 (RFC 4287).
const ATOM: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
  <title type="html">Le &lt;i&gt;Quai&lt;/i&gt;</title>
  <id>tag:quai.example,2003:feed</id>
  <link rel="self" href="https://quai.example/feed"/>
  <link href="https://quai.example/"/>
  <author><name>Rédaction du Quai</name></author>
  <entry>
    <title>La digue</title>
    <link rel="enclosure" href="https://quai.example/son.mp3" type="audio/mpeg"/>
    <link rel="alternate" type="text/html" href="https://quai.example/digue"/>
    <id>tag:quai.example,2003:digue</id>
    <published>2003-12-13T08:29:29-04:00</published>
    <updated>2005-07-31T12:29:29Z</updated>
    <author><name>Léa Morel</name><uri>https://quai.example/lea</uri></author>
    <author><name>Jean Petit</name></author>
    <category term="port" label="Le port"/>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
      <p>La digue a <em>cédé</em>.</p></div></content>
  </entry>
  <entry>
    <title>La marée</title>
    <id>tag:quai.example,2003:maree</id>
    <updated>2003-11-01T09:00:00Z</updated>
    <summary>Elle monte.</summary>
  </entry>
</feed>"#;

#[test]
fn an_entry_of_atom_is_an_article() {
    let shelf = Shelf::of("quai.atom", ATOM);
    assert_eq!(
        shelf.facts(0),
        "authors Léa Morel; Jean Petit (author/name)\n\
         source Le Quai (channel title)\n\
         published 2003-12-13T08:29:29-04:00 (published)\n\
         updated 2005-07-31T12:29:29+00:00 (updated)\n\
         url https://quai.example/digue (link)\n\
         language fr (channel xml:lang)\n\
         tags Le port (category)"
    );
    assert_eq!(shelf.said(0), ["La digue a cédé."]);
}

#[test]
fn an_entry_with_one_date_only_has_an_uncertain_one() {
    let published = Shelf::of("quai.atom", ATOM).document(1).article.meta.published.unwrap();
    assert_eq!(
        (published.value.to_string(), published.from.is_certain),
        ("2003-11-01T09:00:00+00:00".into(), false)
    );
}

/// JSON Feed 1.1, its keys in the order of the alphabet.
const JSON_FEED: &str = r#"{
  "authors": [{"name": "The Desk"}],
  "feed_url": "https://gazette.example/feed.json",
  "items": [
    {"id": "7", "url": "https://gazette.example/7", "title": "Storm [and] rain",
     "content_html": "<p>It \"rained\".</p>", "date_published": "2019-05-02T18:30:00+01:00",
     "authors": [{"name": "Ada Quill"}], "tags": ["harbour"], "language": "en"},
    {"id": 8, "content_text": "A note without a headline."}
  ],
  "title": "The Gazette",
  "version": "https://jsonfeed.org/version/1.1"
}"#;

#[test]
fn a_json_feed_is_a_feed() {
    let shelf = Shelf::of("feed.json", JSON_FEED);
    assert_eq!(shelf.keys(), ["7", "8"]);
    assert_eq!(shelf.titles(), ["Storm [and] rain", "A note without a headline."]);
    assert_eq!(
        shelf.facts(0),
        "authors Ada Quill (authors)\n\
         source The Gazette (feed title)\n\
         published 2019-05-02T18:30:00+01:00 (date_published)\n\
         url https://gazette.example/7 (url)\n\
         language en (language)\n\
         tags harbour (tags)"
    );
    assert_eq!(shelf.facts(1), "authors The Desk (feed authors)\nsource The Gazette (feed title)");
}

#[test]
fn a_line_of_json_lines_is_an_article() {
    let shelf = Shelf::of(
        "set.jsonl",
        r#"{"url": "https://gazette.example/1", "title": "Rain", "maintext": "It rained.\nAll day.", "tags": ["rain"], "is_starred": true, "authors": ["Ada Quill"], "date_publish": "2019-05-02 10:00:00", "source_domain": "gazette.example", "language": "en"}

{"title": "Snow", "text": "<p>It <i>snowed</i>.</p>", "date": 1556791200}
{"title": "broken",
{"title": "Sun", "content": "It shone."}"#,
    );
    assert_eq!(shelf.keys(), ["https://gazette.example/1", "line 3", "line 4", "line 5"]);
    assert_eq!(
        shelf.facts(0),
        "authors Ada Quill (authors)\n\
         source gazette.example (source_domain)\n\
         published 2019-05-02T10:00:00 (date_publish)\n\
         url https://gazette.example/1 (url)\n\
         language en (language)\n\
         tags rain (tags)"
    );
    assert_eq!(shelf.kept(0), "starred yes");
    assert_eq!(shelf.said(0), ["It rained.", "All day."]);
    assert_eq!(shelf.said(1), ["It snowed."]);
    assert_eq!(shelf.facts(1), "published 2019-05-02T10:00:00+00:00 (date)");
    assert_eq!(shelf.trouble(2), "line 4: EOF while parsing a value (byte 19 of its last line)");
    assert_eq!(shelf.said(3), ["It shone."]);
}

/// A newsletter as a page and as text, its words in Latin-1 and quoted.
const LETTER: &str = "From: =?utf-8?q?Harbour_Gazette?= <news@gazette.example>\r
To: reader@example.org\r
Subject: =?iso-8859-1?Q?Digue_et_mar=E9e?=\r
Date: Thu, 2 May 2019 18:30:00 +0100\r
Message-ID: <digue.17@gazette.example>\r
List-Id: Morning letter <morning.gazette.example>\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary=\"b\"\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
The text.\r
--b\r
Content-Type: text/html; charset=iso-8859-1\r
Content-Transfer-Encoding: quoted-printable\r
\r
<html><body><h1>Bonjour</h1><p>La mar=E9e =\r
monte.</p></body></html>\r
--b--\r
";

#[test]
fn a_letter_is_an_article() {
    let shelf = Shelf::of("letter.eml", LETTER);
    assert_eq!(shelf.titles(), ["Digue et marée"]);
    assert_eq!(
        shelf.facts(0),
        "authors Harbour Gazette (From)\n\
         source Morning letter (List-Id)\n\
         published 2019-05-02T18:30:00+01:00 (Date)"
    );
    assert_eq!(shelf.said(0), ["Bonjour", "La marée monte."]);
}

#[test]
fn a_letter_in_a_mailbox_is_an_article() {
    let mailbox = format!(
        "From news@gazette.example Thu May  2 18:30:00 2019\n{}\n\
         From ada@example.org Fri May  3 08:00:00 2019\n\
         From: Ada Quill <ada@example.org>\nSubject: On commas\nDate: Fri, 3 May 2019 08:00:00 +0000\n\n\
         From where I sit they are too many, and I have been sitting here for\n\
         longer than the desk has had chairs, which is saying something indeed.\n\
         \n\
         >From now on I count.\n",
        LETTER.replace('\r', "")
    );
    let shelf = Shelf::of("letters.mbox", &mailbox);
    assert_eq!(shelf.titles(), ["Digue et marée", "On commas"]);
    assert_eq!(shelf.keys(), ["digue.17@gazette.example", "line 23"]);
    let said = shelf.said(1);
    assert!(said[0].ends_with("is saying something indeed."), "{said:?}");
    assert_eq!(said[1], "From now on I count.");
}

#[test]
fn a_letter_in_a_maildir_is_known_by_its_headers() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["cur", "new", "tmp"] {
        fs::create_dir_all(folder.path().join("inbox").join(name)).unwrap();
    }
    fs::write(folder.path().join("inbox/cur/1556791200.M1P2.host:2,S"), LETTER).unwrap();
    fs::write(folder.path().join("inbox/dovecot.index"), "x").unwrap();
    assert_eq!(Shelf::over(folder).titles(), ["Digue et marée"]);
}

#[test]
fn an_object_in_an_array_of_json_is_an_article() {
    let shelf = Shelf::of(
        "set.json",
        r#"[
  {"headline": "Rain", "link": "https://gazette.example/1", "byline": "Ada Quill", "body": "It rained."},
  {"headline": "broken", "link": },
  {"headline": "Sun", "body": "It shone.", "date": "2019-05-02"}
]"#,
    );
    assert_eq!(shelf.keys(), ["https://gazette.example/1", "line 3", "line 4"]);
    assert_eq!(shelf.facts(0), "authors Ada Quill (byline)\nurl https://gazette.example/1 (link)");
    assert_eq!(shelf.said(0), ["It rained."]);
    assert!(shelf.trouble(1).starts_with("line 3: expected value"), "{}", shelf.trouble(1));
    assert_eq!(shelf.facts(2), "published 2019-05-02 (date)");
}

/// What Wallabag exports.
const WALLABAG: &str = r#"[{"is_archived": 1, "is_starred": 0, "tags": ["harbour"], "id": 4, "title": "Rain",
  "url": "https://gazette.example/rain", "content": "<p>It rained.</p>",
  "created_at": "2020-01-05T10:00:00+0000", "updated_at": "2020-02-05T10:00:00+0000",
  "published_at": "2019-05-02T18:30:00+0100", "published_by": ["Ada Quill"],
  "annotations": [{"text": "so true", "quote": "rained"}], "language": "en", "domain_name": "gazette.example"}]"#;

#[test]
fn an_entry_of_wallabag_is_an_article() {
    let shelf = Shelf::of("wallabag.json", WALLABAG);
    assert_eq!(
        shelf.facts(0),
        "authors Ada Quill (published_by)\n\
         source gazette.example (domain_name)\n\
         published 2019-05-02T18:30:00+01:00 (published_at)\n\
         accessed 2020-01-05T10:00:00+00:00 (created_at)\n\
         url https://gazette.example/rain (url)\n\
         language en (language)\n\
         tags harbour (tags)"
    );
    let article = shelf.document(0).article;
    assert!(article.body[0].text.plain.contains("annotations: text so true, quote rained"));
    assert_eq!(article.meta.provenance(Field::Url).unwrap().origin.name(), "entry");
}

#[test]
fn what_wallabag_kept_belongs_to_the_article() {
    let kept = r#"[{"is_archived": 1, "is_starred": "1", "id": 4, "title": "Rain",
      "url": "https://gazette.example/rain", "content": "<p>It rained <b>all</b> day.</p><p>It did.</p>",
      "annotations": [
        {"text": "so true", "quote": "rained all", "created_at": "2020-01-05T10:00:00+0000", "ranges": []},
        {"text": "", "quote": "snow"}, {"text": "", "quote": ""}, 7, null]}]"#;
    let shelf = Shelf::of("wallabag.json", kept);
    assert_eq!(
        shelf.kept(0),
        "starred yes\n\
         read yes\n\
         highlight “rained all” so true (2020-01-05T10:00:00+00:00)\n\
         highlight “snow”"
    );
    assert_eq!(shelf.lit(0), ["rained all"]);
}

#[test]
fn what_was_kept_in_a_strange_form_is_passed_over_and_costs_nothing() {
    let kept = r#"[{"is_archived": {"a": 1}, "is_starred": "perhaps", "id": 1, "url": "https://gazette.example/rain",
      "title": "Rain", "content": "<p>It rained.</p>", "tags": {"label": "harbour"}, "folder": 7, "note": ["x"],
      "annotations": {"quote": "rained"}},
     {"is_archived": true, "is_starred": false, "id": 2, "title": "Snow", "url": "https://gazette.example/snow",
      "content": "<p>It snowed.</p>", "annotations": [["rained"], {"quote": {"a": []}, "text": 7}, {"quote": "It"}]}]"#;
    let shelf = Shelf::of("wallabag.json", kept);
    assert_eq!((shelf.kept(0), shelf.tags(0)), (String::new(), "harbour".to_owned()));
    assert_eq!(shelf.kept(1), "starred no\nread yes\nhighlight “It”");
    let deep = format!(
        r#"[{{"is_archived": 1, "url": "x", "annotations": {}{}}}, {{"id": 2, "title": "Snow"}}]"#,
        "[".repeat(3000),
        "]".repeat(3000)
    );
    let shelf = Shelf::of("wallabag.json", &deep);
    assert!(shelf.trouble(0).starts_with("line 1: recursion limit exceeded"));
    assert_eq!(shelf.title(1).as_deref(), Some("Snow"));
}

#[test]
fn an_export_that_was_cut_off_gives_what_is_whole_and_tells_the_rest() {
    let whole = WALLABAG.replace("\"en\", \"domain_name\"", "\"en\"}, {\"id\": 5, \"domain_name\"");
    let shelf = Shelf::of("wallabag.json", whole.trim_end_matches("}]"));
    assert_eq!(shelf.said(0), ["It rained."]);
    assert_eq!(shelf.trouble(1), "line 5: the file ends within this item");
}

/// The list of what Omnivore exports; the texts are pages beside it.
const OMNIVORE: &str = r#"[{"id": "4f", "slug": "rain-17", "title": "Rain", "description": "A wet day.",
  "author": "Ada Quill", "url": "https://gazette.example/rain", "state": "Archived", "labels": ["harbour"],
  "savedAt": "2023-01-05T10:00:00.000Z", "updatedAt": "2023-02-05T10:00:00.000Z",
  "publishedAt": "2019-05-02T18:30:00.000Z"},
 {"id": "50", "slug": "../../secret", "title": "Snow", "savedAt": "2023-01-06T10:00:00.000Z"}]"#;

#[test]
fn an_entry_of_omnivore_has_its_text_from_the_page_beside_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join("export").join(name);
    fs::create_dir_all(file("content")).unwrap();
    fs::write(file("metadata_0_to_20.json"), OMNIVORE).unwrap();
    fs::write(file("content/rain-17.html"), "<div><p>It rained.</p></div>").unwrap();
    fs::write(folder.path().join("secret.html"), "<p>Not of this export.</p>").unwrap();
    let shelf = Shelf::over(folder);
    assert_eq!((shelf.len(), shelf.said(0)), (3, vec!["It rained.".to_owned()]));
    assert_eq!(
        shelf.facts(0),
        "authors Ada Quill (author)\n\
         published 2019-05-02T18:30:00+00:00 (publishedAt)\n\
         accessed 2023-01-05T10:00:00+00:00 (savedAt)\n\
         url https://gazette.example/rain (url)\n\
         tags harbour (labels)"
    );
    assert_eq!(shelf.said(1), [""; 0]);
}

#[test]
fn what_omnivore_kept_belongs_to_the_article_and_lies_beside_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    fs::create_dir_all(file("content")).unwrap();
    fs::create_dir_all(file("highlights")).unwrap();
    fs::write(file("metadata_0_to_20.json"), OMNIVORE).unwrap();
    fs::write(file("content/rain-17.html"), "<div><p>It rained all day.</p></div>").unwrap();
    fs::write(file("highlights/rain-17.md"), "> rained all\n\nSo it did.\n\n> Snow.\n").unwrap();
    let shelf = Shelf::over(folder);
    assert_eq!(shelf.titles(), ["Rain", "Snow"]);
    assert_eq!(shelf.kept(0), "read yes\nhighlight “rained all” So it did.\nhighlight “Snow.”");
    assert_eq!(shelf.lit(0), ["rained all"]);
    assert_eq!(shelf.kept(1), "");
}

#[test]
fn an_xml_file_that_is_no_feed_says_so() {
    let shelf = Shelf::of("settings.xml", "<?xml version='1.0'?><settings/>");
    assert_eq!(shelf.trouble(0), "this XML file is no feed");
}

#[test]
fn in_a_folder_json_counts_only_where_it_is_a_feed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("package.json"), "{\"name\": \"x\", \"items\": []}").unwrap();
    fs::write(folder.path().join("feed.json"), JSON_FEED).unwrap();
    fs::write(folder.path().join("wallabag.json"), WALLABAG).unwrap();
    assert_eq!(
        Shelf::over(folder).titles(),
        ["Storm [and] rain", "A note without a headline.", "Rain"]
    );
}

#[test]
fn a_container_without_items_is_listed_with_that_reason() {
    let trouble = |name, text| Shelf::of(name, text).trouble(0);
    assert_eq!(trouble("a.rss", "<rss><channel/></rss>"), "this feed holds no articles");
    assert_eq!(trouble("a.jsonl", "\n\n"), "this file holds no articles");
    assert_eq!(trouble("a.mbox", ""), "this mailbox holds no letters");
}

#[test]
fn a_broken_item_costs_no_other() {
    let feed = RSS.replace("<title>Storm", "<title <Storm");
    let shelf = Shelf::of("gazette.rss", &feed);
    assert_eq!(shelf.len(), 2);
    assert_eq!(shelf.said(1), ["The ferry costs more.", "Nobody knows why."]);
    let unclosed = RSS.replacen("</item>", "", 1);
    let shelf = Shelf::of("gazette.rss", &unclosed);
    assert_eq!(shelf.trouble(0), "line 8: this item has no end");
    assert_eq!(shelf.said(1)[0], "The ferry costs more.");
}

#[test]
fn a_file_that_was_cut_off_gives_what_is_whole_and_tells_the_rest() {
    let shelf = Shelf::of("gazette.rss", &RSS[..RSS.find("Nobody").unwrap()]);
    assert_eq!(shelf.said(0).len(), 2);
    assert_eq!(shelf.trouble(1), "line 20: the file ends within this item");
    let shelf = Shelf::of("feed.json", &JSON_FEED[..JSON_FEED.find("A note").unwrap()]);
    assert_eq!(shelf.trouble(1), "line 8: the file ends within this item");
}

#[test]
fn items_with_one_key_are_two_articles() {
    let shelf =
        Shelf::of("a.jsonl", "{\"id\":1,\"text\":\"Rain.\"}\n{\"id\":1,\"text\":\"Snow.\"}\n");
    assert_eq!(shelf.keys(), ["1", "1 (2)"]);
    assert_eq!(shelf.said(1), ["Snow."]);
}

#[test]
fn an_item_keeps_its_identity_when_the_file_grows() {
    let shelf = Shelf::of("gazette.rss", RSS);
    let before = shelf.ids();
    let newest = "<item><guid>n</guid><title>New</title><description>x</description></item>";
    let grown = RSS.replacen("<item>", &format!("{newest}<item>"), 1);
    assert_eq!(Shelf::of("gazette.rss", &grown).ids()[1..], before);
    let lines = "{\"id\":1,\"text\":\"Rain.\"}\n";
    let before = Shelf::of("a.jsonl", lines).ids();
    assert_eq!(Shelf::of("a.jsonl", &format!("{lines}{{\"id\":2}}\n")).ids()[..1], before);
}

#[test]
fn an_item_is_found_again_in_a_file_that_changed() {
    let shelf =
        Shelf::of("a.jsonl", "{\"id\":1,\"text\":\"Rain.\"}\n{\"id\":2,\"text\":\"Snow.\"}\n");
    shelf.write("{\"id\":0,\"text\":\"Sun.\"}\n{\"id\":1,\"text\":\"Rain.\"}\n{\"id\":2,\"text\":\"Hail.\"}\n");
    assert_eq!(shelf.said(1), ["Hail."]);
    shelf.write("{\"id\":0,\"text\":\"Sun.\"}\n");
    assert!(shelf.error(1).contains("no longer holds this article"));
}

#[test]
fn an_item_that_is_read_during_an_update_costs_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let item = |n: usize| format!("{{\"id\":{n},\"text\":\"Rain.\"}}\n");
    write("a.jsonl", &item(1));
    let archive = Archive::new(vec![folder.path().to_owned()]);
    let update = |each: &dyn Fn()| {
        let mut ids = Vec::new();
        let gone = archive.update(Look::AtFiles, &AtomicBool::new(false), |reads, _| {
            archive.keep(reads.iter().map(|read| read.id));
            ids.extend(reads.iter().map(|read| read.id));
            each();
        });
        (ids, gone)
    };
    let (first, _) = update(&|| ());
    write("b.md", "Snow.");
    // The file was looked at before, and grows while the rest is.
    let (second, gone) = update(&|| {
        write("a.jsonl", &(item(1) + &item(2)));
        assert!(archive.read(first[0]).unwrap().outcome.is_ok());
    });
    assert_eq!(second.len(), 1, "the other file");
    assert!(!gone.contains(&first[0]));
    let (third, gone) = update(&|| ());
    assert_eq!(third.len(), 2, "with the new item");
    assert!(gone.iter().all(|id| !third.contains(id)));
}

#[test]
fn a_feed_is_read_in_its_own_charset() {
    let mut bytes = b"<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Le Quai</title><item><title>La mar\xe9e</title><description>Elle a c\xe9d\xe9.</description></item></channel></rss>".to_vec();
    let shelf = Shelf::of_bytes("quai.rss", &bytes);
    assert_eq!(
        (shelf.titles(), shelf.said(0)),
        (vec!["La marée".to_owned()], vec!["Elle a cédé.".to_owned()])
    );
    bytes = RSS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.splice(0..0, [0xff, 0xfe]);
    let shelf = Shelf::of_bytes("gazette.rss", &bytes);
    assert_eq!(shelf.said(1), ["The ferry costs more.", "Nobody knows why."]);
}

#[test]
fn no_entity_that_a_file_declares_is_expanded() {
    let mut bomb = "<!DOCTYPE rss [<!ENTITY a \"haha\">".to_owned();
    for step in ('b'..='j').zip('a'..) {
        let (name, before) = step;
        write!(bomb, "<!ENTITY {name} \"{}\">", format!("&{before};").repeat(10)).unwrap();
    }
    bomb += "<!ENTITY x SYSTEM \"file:///etc/hostname\">]><rss><channel><item><title>T</title><description>&j; &x; end</description></item></channel></rss>";
    let said = Shelf::of("bomb.rss", &bomb).said(0).join("\n");
    assert_eq!(said, "&j; &x; end");
}
