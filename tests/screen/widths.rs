//! What newsread takes a text's columns to be, beside what a terminal makes of
//! them: tmux, which says where its cursor is.
//!
//! Without tmux there is nobody to ask, and the test says so; where all of the
//! checks run, tmux has to be there.
#![allow(clippy::print_stderr, reason = "says what was not checked")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use newsread::article::Safe;
use newsread::article::safe::columns;

/// How long tmux may take; a machine under load is slow.
const DEADLINE: Duration = Duration::from_secs(60);

/// Words of scripts whose letters combine, are wide, or have no width.
const WORDS: [&str; 40] = [
    "plain",
    "naïve",
    "cafe\u{301}",
    "e\u{301}\u{323}\u{302}x",
    "ﬁne",
    "Ǆ",
    "ß",
    "…",
    "—",
    "“”",
    "東京",
    "週末",
    "サーバー",
    "ｶﾞ",
    "ハﾞ",
    "한국어",
    "한글",
    "ประเทศไทย",
    "ก็",
    "น้ำ",
    "हिन्दी",
    "क्षत्रिय",
    "বাংলা",
    "தமிழ்",
    "മലയാളം",
    "සිංහල",
    "العربية",
    "اللُّغَة",
    "עברית",
    "שָׁלוֹם",
    "Ελληνικά",
    "русский",
    "հայերեն",
    "ქართული",
    "አማርኛ",
    "ᠮᠣᠩᠭᠣᠯ",
    "မြန်မာ",
    "ខ្មែរ",
    "ລາວ",
    "𠮷野家",
];

/// Signs of one and of two columns. A tone of skin, a heart in colour and a
/// keycap are not among them: tmux 3.3 gives them four columns, one and one,
/// and the cursor is put anew behind each.
const SIGNS: [&str; 26] = [
    "🎡",
    "🐐🐐",
    "☃",
    "✈",
    "→",
    "№",
    "™",
    "①",
    "½",
    "ⅷ",
    "±",
    "°",
    "€",
    "₿",
    "█",
    "▁",
    "│",
    "☐",
    "✓",
    "♥",
    "﷽",
    "・",
    "　",
    "～",
    "👨‍👩‍👧",
    "🇳🇱",
];

/// Two hundred strings: each word alone, beside a sign, between signs, in
/// brackets, and doubled.
fn strings() -> Vec<String> {
    let sign = |rank: usize| SIGNS[rank % SIGNS.len()];
    let mut all = Vec::new();
    for (rank, word) in WORDS.iter().enumerate() {
        all.push((*word).to_owned());
        all.push(format!("{word} {}", sign(rank)));
        all.push(format!("{}{word}{}", sign(rank + 1), sign(rank + 2)));
        all.push(format!("（{word}）"));
        all.push(format!("{word}{word}"));
    }
    all
}

/// Where the cursor of tmux is behind each of some strings, from column 0.
fn in_tmux(strings: &[String], work: &Path) -> Vec<usize> {
    let script = "stty -echo raw\nwhile IFS= read -r line; do\n\
        printf '\\r%s\\033[6n' \"$line\" >/dev/tty\n\
        IFS= read -r -d R reply </dev/tty\necho \"${reply##*;}\" >>\"$2\"\n\
        printf '\\033[2K' >/dev/tty\ndone <\"$1\"\nmv \"$2\" \"$3\"\n";
    let file = |name: &str| work.join(name);
    fs::write(file("script"), script).unwrap();
    fs::write(file("strings"), strings.join("\n") + "\n").unwrap();
    let socket = file("socket");
    let tmux = || {
        let mut tmux = Command::new("tmux");
        tmux.env_remove("TMUX").env("LC_ALL", "C.UTF-8").arg("-u").arg("-S").arg(&socket);
        tmux
    };
    let started = tmux()
        .args(["-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "5", "bash"])
        .args([file("script"), file("strings"), file("columns.part"), file("columns")])
        .status();
    assert!(started.unwrap().success(), "tmux does not start");
    let begun = Instant::now();
    while !file("columns").exists() {
        assert!(begun.elapsed() < DEADLINE, "tmux does not answer");
        thread::yield_now();
    }
    // The session has ended with its script.
    tmux().arg("kill-server").output().ok();
    let columns = fs::read_to_string(file("columns")).unwrap();
    columns.lines().map(|column| column.parse::<usize>().unwrap() - 1).collect()
}

#[test]
fn tmux_puts_its_cursor_where_newsread_takes_it_to_be() {
    if Command::new("tmux").arg("-V").output().is_err() {
        assert!(std::env::var_os("NEWSREAD_LONG_TESTS").is_none(), "tmux must be installed here");
        eprintln!("not checked: tmux is not installed");
        return;
    }
    let strings: Vec<String> = strings().iter().map(|text| Safe::line(text).to_string()).collect();
    let work = tempfile::tempdir().unwrap();
    let found = in_tmux(&strings, work.path());
    assert_eq!(found.len(), strings.len());
    let differing: Vec<_> = strings
        .iter()
        .zip(found)
        .filter(|(text, found)| columns(text) != *found)
        .map(|(text, found)| format!("{text}: {} here, {found} in tmux", columns(text)))
        .collect();
    assert_eq!(differing, [""; 0]);
}
