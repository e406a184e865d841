//! Files that are small to write and large to read.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// Files of about `size` bytes, each named for what it does.
#[expect(clippy::too_many_lines, reason = "a list of files, one after the other")]
pub(crate) fn bombs(size: usize) -> Vec<(String, Vec<u8>)> {
    let fill = |unit: &str| unit.repeat(size / unit.len()).into_bytes();
    let around = |before: &str, unit: &str, after: &str| {
        [before.as_bytes(), &fill(unit), after.as_bytes()].concat()
    };
    let deep = |before: &str, open: &str, inside: &str, close: &str, after: &str| {
        let depth = (size / (open.len() + close.len())).min(200_000);
        [before, &open.repeat(depth), inside, &close.repeat(depth), after].concat().into_bytes()
    };
    let laughs = |name: &str| {
        let mut text = format!("<?xml version=\"1.0\"?><!DOCTYPE {name} [<!ENTITY a \"ha\">");
        for (new, old) in ('b'..='z').zip('a'..) {
            let again = format!("&{old};").repeat(10);
            write!(text, "<!ENTITY {new} \"{again}\">").unwrap();
        }
        text + "]>"
    };
    let yaml = {
        let mut text = String::from("---\na: &a [x, x, x, x, x, x, x, x, x]\n");
        for (new, old) in ('b'..='m').zip('a'..) {
            let again = vec![format!("*{old}"); 9].join(", ");
            writeln!(text, "{new}: &{new} [{again}]").unwrap();
        }
        text + "title: *m\n---\n\nWords.\n"
    };
    let rss = |item: &str| {
        format!("<rss version=\"2.0\"><channel><title>t</title>{item}</channel></rss>")
    };
    let named = [
        ("one-line.txt", fill("all of it on one line, without an end ")),
        ("line-ends.txt", fill("\n")),
        ("two-words.txt", fill("By Jane\n12 March 2024\n")),
        ("controls.txt", fill("\u{1b}[31m\u{202e}abc\u{2066}\u{301}\u{301}\u{7}\n")),
        ("marks.txt", around("a", "\u{301}", " of words\n")),
        ("tabs.txt", fill("\t")),
        ("misread.txt", fill("Ã© ")),
        ("nul.txt", fill("a\0")),
        ("half-utf-16.txt", [b"\xff\xfe".as_slice(), &fill("a\0b")].concat()),
        ("quotes.md", fill("> ")),
        ("brackets.md", fill("[")),
        ("links.md", fill("[a](b ")),
        ("emphasis.md", fill("*a **b ")),
        ("headings.md", fill("# \n")),
        ("table.md", around("|a|\n|-|\n", "|", "\n")),
        ("yaml-laughs.md", yaml.into_bytes()),
        ("yaml-deep.md", deep("---\na: ", "[", "", "]", "\n---\n\nWords.\n")),
        ("toml-deep.md", deep("+++\na = ", "[", "", "]", "\n+++\n\nWords.\n")),
        ("no-end.md", around("---\n", "key: value\n", "")),
        ("divs.html", deep("<body>", "<div>", "words", "</div>", "")),
        ("drawn.html", around("<p>words</p><svg><style>", "<div>", "")),
        ("open.html", around("<body>", "<b><i>", "words")),
        ("tables.html", deep("<body>", "<table><tr><td>", "words", "</td></tr></table>", "")),
        ("attributes.html", around("<p ", "a=b ", ">words</p>")),
        ("comment.html", around("<body><p>words</p><!--", " - ", "")),
        ("comments.html", around("<body><p>words</p>", "<!--", "")),
        ("entities.html", around("<p>", "&lt;&amp;&nbsp;&#x202e;", "</p>")),
        ("title.html", around("<title>", "long ", "</title><p>words</p>")),
        ("ld-deep.html", deep("<script type=application/ld+json>", "[", "", "]", "</script>")),
        ("metas.html", around("<head>", "<meta name=author content=A>", "</head>")),
        ("links.html", around("<body>", "<a href=/>link</a> ", "")),
        ("laughs.rss", (laughs("rss") + &rss("<item><title>&z;</title></item>")).into_bytes()),
        (
            "items.rss",
            around("<rss><channel>", "<item><title>t</title></item>", "</channel></rss>"),
        ),
        ("deep.rss", deep("<rss><channel><item>", "<a>", "", "</a>", "</item></channel></rss>")),
        ("no-end.rss", around("<rss><channel><item><title>t</title><description>", "word ", "")),
        (
            "cdata.atom",
            around(
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content>\
            <![CDATA[",
                "]]&gt;",
                "]]></content></entry></feed>",
            ),
        ),
        (
            "deep.json",
            deep("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":", "[", "", "]", "}"),
        ),
        (
            "types.json",
            b"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":5,\"items\":\
            [1,null,\"a\",[],{},{\"id\":{},\"title\":[1],\"content_html\":7,\"tags\":\"x\"}]}"
                .to_vec(),
        ),
        (
            "types.jsonl",
            b"1\n\"a\"\nnull\n[]\n{}\n{\"title\":{\"a\":1},\"text\":[1]}\n{\"title\":\n".to_vec(),
        ),
        ("deep.jsonl", deep("{\"title\":\"t\",\"text\":", "[", "", "]", "}\n")),
        ("long.jsonl", around("{\"title\":\"t\",\"text\":\"", "word ", "\"}\n")),
        ("number.jsonl", around("{\"title\":\"t\",\"text\":\"x\",\"date\":1", "9", "}\n")),
        (
            "wallabag.json",
            b"[{\"title\":5,\"content\":{},\"url\":[],\"created_at\":1e999,\"tags\":\
            {},\"annotations\":7,\"is_starred\":\"x\"},3]"
                .to_vec(),
        ),
        ("froms.mbox", fill("From a Tue Mar 12 08:00:00 2024\n")),
        ("header.eml", around("Subject: ", "x", "\n\nWords.\n")),
        ("headers.eml", around("", "X-A: b\n", "\nWords.\n")),
        (
            "parts.eml",
            around(
                "Content-Type: multipart/mixed; boundary=x\n\n",
                "--x\nContent-Type: multipart/mixed; boundary=x\n\n",
                "",
            ),
        ),
        (
            "base64.eml",
            around("Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n", "!", ""),
        ),
        ("quote.csv", around("title,url,time_added,tags,status\n\"", "a,b\n", "")),
        ("columns.csv", around("title,url,time_added,tags,status\n", ",", "\n")),
        ("zeros.zip", packed(&[("zeros.txt", &vec![b'0'; size * 8])])),
        ("in-itself.zip", packed(&[("inner.zip", &packed(&[("a.txt", b"words")]))])),
        ("many.zip", packed(&vec![("a.txt", b"words".as_slice()); 300])),
        ("cut-off.zip", {
            let mut zip = packed(&[("a.txt", b"words")]);
            zip.truncate(40);
            zip
        }),
    ];
    named.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

/// Files that try to have `path` read.
pub(crate) fn spies(path: &str) -> Vec<(String, Vec<u8>)> {
    let up = format!("../../../../../../../..{path}");
    let named = [
        (
            "entity.rss",
            format!(
                "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file://{path}\">]><rss>\
             <channel><item><title>t</title><description>&x;</description></item></channel></rss>"
            ),
        ),
        (
            "include.html",
            format!(
                "<p>words</p><iframe src=\"file://{path}\"></iframe><object data=\"{path}\"></object>"
            ),
        ),
        ("include.md", format!("![[{path}]]\n\n![a](file://{path})\n\nWords.\n")),
        (
            "metadata_0_to_1.json",
            format!(
                "[{{\"id\":\"1\",\"slug\":\"{up}\",\"title\":\"t\",\"url\":\"https://a.example/\"}}]"
            ),
        ),
    ];
    let mut files: Vec<_> =
        named.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    files.push(("names.zip".to_owned(), packed(&[(&*up, b"words"), ("/etc/motd.txt", b"words")])));
    files
}

/// Whether nothing needs to be said of a file that holds no article: lists and
/// JSON of other programs lie in many folders.
pub(crate) fn is_of_others(name: &str) -> bool {
    [".csv", ".json"].iter().any(|ending| name.ends_with(ending))
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (rank, (name, bytes)) in files.iter().enumerate() {
        let name = if files.len() > 2 { format!("{rank}-{name}") } else { (*name).to_owned() };
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
