//! A sound file of each format, small enough to be broken in every way.

/// Names and texts; every one is read without a complaint.
pub(crate) const SEEDS: &[(&str, &str)] = &[
    (
        "scrape.txt",
        "The ferry is late again\n\nBy Jane Doe\n\n12 March 2024\n\nShare\n\nThe ferry to the \
         island was late again on Tuesday, and the master of the harbour said that the fog was \
         to blame for it.\n\nNobody was surprised, because it had been late on Monday, too, \
         and on the Friday before that.\n\n",
    ),
    (
        "clipped.md",
        "---\ntitle: \"The lamp is lit\"\nauthor: [\"[[Jane Doe]]\", John Roe]\npublished: \
         2024-03-12\ncreated: 2024-03-15\nsource: https://courier.example/lamp\ntags: [light, \
         sea]\n---\n\n# The lamp is lit\n\nThe lamp was **lit** at [six](https://a.example).\n\n\
         > It was dark.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    ),
    (
        "hugo.md",
        "+++\ntitle = \"The tide table\"\ndate = 2024-03-12T10:00:00Z\nauthors = [\"Jane \
         Doe\"]\n+++\n\nThe tide comes twice a day.\n",
    ),
    (
        "page.html",
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>The bridge is open \
         | The Courier</title><meta property=\"article:published_time\" \
         content=\"2024-03-12T08:00:00+01:00\"><script type=\"application/ld+json\">{\"@context\":\
         \"https://schema.org\",\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"The bridge \
         is open\",\"author\":[{\"@type\":\"Person\",\"name\":\"Jane Doe\"}],\"datePublished\":\
         \"2024-03-12\"}]}</script></head><body><nav><a href=\"/\">Home</a></nav><article><h1>The \
         bridge is open</h1><p>The bridge across the river was opened on Tuesday, after four \
         years of work and two of waiting.</p><table><tr><th>Year</th><th>Cars</th></tr><tr><td>\
         2024</td><td>12</td></tr></table><p>It is narrow, but it holds, and the \
         <em>engineers</em> are proud of it.</p></article></body></html>",
    ),
    (
        "feed.rss",
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\
         \"http://purl.org/rss/1.0/modules/content/\"><channel><title>The Courier</title><link>\
         https://courier.example/</link><item><title>Rain</title><link>\
         https://courier.example/rain</link><guid>1</guid><pubDate>Tue, 12 Mar 2024 08:00:00 \
         +0100</pubDate><description>It rains.</description><content:encoded><![CDATA[<p>It \
         rains &amp; rains.</p>]]></content:encoded></item></channel></rss>",
    ),
    (
        "feed.atom",
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The \
         Courier</title><id>urn:a</id><updated>2024-03-12T08:00:00Z</updated><entry><title>Snow\
         </title><id>urn:b</id><link href=\"https://courier.example/snow\"/><author><name>Jane \
         Doe</name></author><published>2024-03-12T08:00:00Z</published><content \
         type=\"html\">&lt;p&gt;It snows.&lt;/p&gt;</content></entry></feed>",
    ),
    (
        "feed.json",
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"The Courier\",\"items\":[{\
         \"id\":\"1\",\"url\":\"https://courier.example/hail\",\"title\":\"Hail\",\
         \"content_html\":\"<p>It hails.</p>\",\"date_published\":\"2024-03-12T08:00:00Z\",\
         \"authors\":[{\"name\":\"Jane Doe\"}],\"tags\":[\"weather\"]}]}",
    ),
    (
        "set.jsonl",
        "{\"title\":\"Fog\",\"text\":\"It is foggy.\",\"url\":\"https://courier.example/fog\",\
         \"date\":\"2024-03-12\",\"authors\":[\"Jane Doe\"]}\n{\"title\":\"Mist\",\"text\":\"It \
         is misty.\",\"date\":\"2024-03-13\"}\n",
    ),
    (
        "letter.eml",
        "From: The Courier <news@courier.example>\r\nSubject: =?utf-8?q?The_week?=\r\nDate: Tue, \
         12 Mar 2024 08:00:00 +0100\r\nMessage-ID: <1@courier.example>\r\nMIME-Version: \
         1.0\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: \
         text/plain; charset=utf-8\r\n\r\nIt rained all week.\r\n--x\r\nContent-Type: text/html; \
         charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>It rained =\r\nall \
         week.</p>\r\n--x--\r\n",
    ),
    (
        "letters.mbox",
        "From news@courier.example Tue Mar 12 08:00:00 2024\nFrom: The Courier \
         <news@courier.example>\nSubject: Monday\nDate: Mon, 11 Mar 2024 08:00:00 \
         +0100\nMessage-ID: <2@courier.example>\n\nIt rained.\n\nFrom news@courier.example Wed Mar \
         13 08:00:00 2024\nFrom: The Courier <news@courier.example>\nSubject: Tuesday\nDate: Tue, \
         12 Mar 2024 08:00:00 +0100\nMessage-ID: <3@courier.example>\n\nIt rained again.\n",
    ),
    (
        "wallabag.json",
        "[{\"id\":1,\"title\":\"Wind\",\"url\":\"https://courier.example/wind\",\"content\":\
         \"<p>It is windy.</p>\",\"created_at\":\"2024-03-12T08:00:00+0000\",\"published_at\":\
         \"2024-03-11T08:00:00+0000\",\"published_by\":[\"Jane Doe\"],\"language\":\"en\",\
         \"tags\":[\"air\"],\"is_starred\":1,\"is_archived\":0,\"annotations\":[{\"text\":\"true\",\
         \"quote\":\"windy\",\"ranges\":[]}]}]",
    ),
];
