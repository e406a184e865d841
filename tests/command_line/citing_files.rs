//! `newsread cite` with files of records, bibliographies and files to write.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use assert_cmd::Command;

const HERON: &str = "---\ntitle: A heron moves into the lock\nauthor: Jan van den Berg\n\
    site: The Canal Weekly\ndate: 2024-03-18\nurl: https://canal.example/heron\nlang: en\n---\n\n\
    The keeper saw it first, at dawn.\n";

const BIB: &str = "@string{p = {The Post}}\n\
    @article{roe, author = {Roe, Ann}, title = {Snow}, journal = p, year = 2023}\n\
    @article{adams, author = {Adams, Bo}, title = {Hail}, journal = p, year = 2024}\n";

/// A folder with files in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn with(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            fs::write(desk.0.path().join(name), text).unwrap();
        }
        desk
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// Cites with arguments that bars separate: exit code, output, and what is told.
    fn cite(&self, arguments: &str) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_newsread"))
            .current_dir(self.0.path())
            .env_clear()
            .env("HOME", self.0.path())
            .args(arguments.split('|'))
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn out(&self, arguments: &str) -> String {
        let (code, out, told) = self.cite(arguments);
        assert_eq!(code, 0, "{told}");
        out
    }
}

#[test]
fn one_record_is_an_entry_and_several_are_a_bibliography() {
    let one = "@book{roe, author = {Roe, Ann}, title = {Snow}, publisher = {Acme}, year = 2023}";
    let desk = Desk::with(&[("one", one), ("two.bib", BIB)]);
    assert_eq!(desk.out("cite|--style|ieee|one"), "A. Roe, Snow. Acme, 2023.\n");
    let list = desk.out("cite|--style|ieee|two.bib");
    assert_eq!(
        list,
        "[1] A. Roe, “Snow,” The Post, 2023.\n[2] B. Adams, “Hail,” The Post, 2024.\n"
    );
    let list = desk.out("cite|--style|apa|two.bib");
    assert_eq!(list, "Adams, B. (2024). Hail. The Post.\nRoe, A. (2023). Snow. The Post.\n");
}

#[test]
fn articles_and_records_are_one_list_in_which_nothing_stands_twice() {
    let again = "@online{x, title = {A heron moves into the lock}, date = {2024-03-18}, \
                 url = {https://canal.example/heron}}";
    let desk = Desk::with(&[("heron.md", HERON), ("refs.bib", BIB), ("again.bib", again)]);
    let list = desk.out("cite|--style|chicago-notes|heron.md|refs.bib|again.bib|heron.md");
    let begins: Vec<&str> = list.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(begins, ["Adams", "Berg", "Roe"]);
}

#[test]
fn records_are_converted_to_every_format() {
    let desk = Desk::with(&[("refs.bib", BIB)]);
    let ris = desk.out("cite|--format|ris|refs.bib");
    assert!(ris.starts_with("TY  - JOUR\r\nAU  - Roe, Ann\r\nTI  - Snow\r\n"), "{ris}");
    fs::write(desk.0.path().join("refs.ris"), ris).unwrap();
    let csl = desk.out("cite|--format|csl-json|refs.ris");
    assert_eq!(csl, desk.out("cite|--format|csl-json|refs.bib"));
    let link = desk.out("cite|--format|plain-link|refs.bib");
    assert_eq!(link, "Snow. The Post, 2023.\nHail. The Post, 2024.\n");
}

#[test]
fn a_bad_entry_is_told_with_file_and_line_and_the_others_are_cited() {
    let desk = Desk::with(&[("refs.bib", &BIB.replace("= p, year = 2024", "= q, year = 2024"))]);
    let (code, out, told) = desk.cite("cite|refs.bib");
    assert_eq!((code, &*out), (2, "Roe, A. (2023). Snow. The Post.\n"));
    assert!(told.starts_with("newsread: refs.bib:3:65: ‘q’ is not defined; put it into"), "{told}");
}

#[test]
fn json_is_never_cited_as_the_words_of_a_headline() {
    let odd = ["[]", "{", r#"{"rows": [1, 2]}"#];
    for json in odd {
        let desk = Desk::with(&[("odd.json", json)]);
        let (code, out, told) = desk.cite("cite|odd.json");
        assert_eq!((code, &*out), (2, ""), "{json}");
        assert!(told.starts_with("newsread: odd.json: this JSON holds neither"), "{told}");
    }
    let desk = Desk::with(&[("empty.json", r#"[{"id": "a"}, {"title": "Rain", "author": [{}]}]"#)]);
    let (code, out, told) = desk.cite("cite|empty.json");
    assert_eq!((code, &*out), (2, "Rain. (n.d.).\n"));
    assert!(told.starts_with("newsread: empty.json:1:2: this item has neither title"), "{told}");
}

#[test]
fn what_many_records_lack_is_told_once() {
    let record = |rank| format!("@misc{{m{rank}, title = {{Rain in week {rank}}}, year = 2024}}\n");
    let desk = Desk::with(&[("many.bib", &(0..30).map(record).collect::<String>())]);
    let (code, out, told) = desk.cite("cite|many.bib");
    assert_eq!((code, out.lines().count()), (0, 30));
    assert!(told.contains(" and 27 more: no author"), "{told}");
    assert!(told.lines().count() < 4, "{told}");
}

#[test]
fn a_file_of_bibtex_grows_and_keeps_what_others_wrote() {
    let desk = Desk::with(&[("heron.md", HERON), ("refs.bib", BIB)]);
    let path = desk.0.path().join("refs.bib");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("refs.bib", desk.0.path().join("link.bib")).unwrap();
    assert_eq!(desk.out("cite|-o|link.bib|heron.md"), "");
    let grown = desk.read("refs.bib");
    let added = grown.strip_prefix(BIB).unwrap();
    assert!(added.starts_with("\n@online{berg2024heron,\n"), "{added}");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    desk.out("cite|-o|refs.bib|heron.md");
    assert_eq!(desk.read("refs.bib"), grown);
    assert_eq!(fs::read_dir(desk.0.path()).unwrap().count(), 3);
}

#[test]
fn a_broken_file_is_not_written_to() {
    let broken = format!("{BIB}@misc{{open, title = {{x}}\n");
    let desk = Desk::with(&[("heron.md", HERON), ("refs.bib", &broken)]);
    let (code, _, told) = desk.cite("cite|-o|refs.bib|heron.md");
    assert_eq!(code, 2);
    let expected = "newsread: refs.bib:4:1: this entry is never closed; add the missing ‘}’ first; \
                    nothing was written\n";
    assert!(told.ends_with(expected), "{told}");
    assert_eq!(desk.read("refs.bib"), broken);
}

#[test]
fn the_ending_of_a_file_to_write_says_its_format() {
    let desk = Desk::with(&[("refs.bib", BIB)]);
    for (file, begins) in [("a.json", "[\n"), ("a.ris", "TY  - "), ("a.yaml", "references:")] {
        desk.out(&format!("cite|-o|{file}|refs.bib"));
        assert!(desk.read(file).starts_with(begins), "{file}");
    }
    desk.out("cite|--style|mla|-o|works.md|refs.bib");
    assert_eq!(
        desk.read("works.md"),
        "Adams, Bo. “Hail.” *The Post*, 2024.\n\nRoe, Ann. “Snow.” *The Post*, 2023.\n"
    );
    let (code, _, told) = desk.cite("cite|-o|no/where.txt|refs.bib");
    assert_eq!(code, 2);
    assert!(told.contains("newsread: cannot write ‘no/where.txt’: "), "{told}");
}

#[test]
fn a_place_in_an_article_is_cited_as_each_style_has_it() {
    let desk = Desk::with(&[("heron.md", HERON)]);
    let placed = |style: &str| {
        let arguments = format!("cite|--form|in-text|--locator|para. 7|--style|{style}|heron.md");
        desk.out(&arguments).trim_end().to_owned()
    };
    assert_eq!(placed("apa"), "(van den Berg, 2024, para. 7)");
    assert_eq!(placed("mla"), "(van den Berg, par. 7)");
    assert_eq!(placed("chicago-author-date"), "(van den Berg 2024, para. 7)");
    assert_eq!(placed("harvard"), "(van den Berg, 2024, para. 7)");
    assert_eq!(placed("ieee"), "[1, Para. 7]");
    let note = placed("chicago-notes");
    assert!(note.contains("March 18, 2024, para. 7, https://"), "{note}");
    let (code, _, told) = desk.cite("cite|--locator|para. 7|heron.md");
    assert_eq!(code, 2);
    assert!(told.contains("write --form in-text or --form note too"), "{told}");
}

const HOUSE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>House</title><id>house</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout prefix="[" suffix="]"><text variable="title"/></layout></bibliography>
</style>"#;

#[test]
fn a_csl_file_of_the_configuration_is_named_like_its_file() {
    let config = "style = \"house\"\n[cite]\nstyles = [\"house.csl\"]\n";
    let desk = Desk::with(&[("house.csl", HOUSE), ("c.toml", config), ("heron.md", HERON)]);
    let expected = "[A heron moves into the lock]\n";
    assert_eq!(desk.out("--config|c.toml|cite|heron.md"), expected);
    assert_eq!(desk.out("--config|c.toml|cite|--style|house|heron.md"), expected);
    assert!(desk.out("--config|c.toml|cite|--style|apa|heron.md").starts_with("van den Berg, J."));
}

#[test]
fn a_wrong_csl_file_is_told_with_its_line() {
    let wrong = HOUSE.replace("suffix=\"]\"", "suffix=\"]\" text-case=\"huge\"");
    let wrong = wrong.replace("<text variable=\"title\"/></layout></b", "<text/></layout></b");
    let config = "[cite]\nstyles = [\"bad.csl\"]\n";
    let desk = Desk::with(&[("bad.csl", &wrong), ("c.toml", config), ("heron.md", HERON)]);
    let (code, _, told) = desk.cite("cite|--style|bad.csl|heron.md");
    assert_eq!(code, 2);
    assert!(told.starts_with("newsread: bad.csl:4:"), "{told}");
    let (code, _, told) = desk.cite("--config|c.toml|cite|heron.md");
    assert_eq!(code, 2);
    assert!(told.contains("c.toml:2:11: ") && told.contains("bad.csl:4:"), "{told}");
}
