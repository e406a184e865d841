//! What reading costs in time of the processor: an article of 4 KB, and big
//! ones, 10 MB in paragraphs and in one line.
//!
//! The first screen is to be there within 30 ms: reading the beginning of the
//! file, making it ready and drawing it. A key is to take less than 2 ms, also
//! the one that goes to the end, whatever the length of the lines.

#![allow(clippy::print_stdout, reason = "criterion tells means, not the slowest keys")]

mod processor;

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::Measurement;
use criterion::{Criterion, criterion_group, criterion_main};
use newsread::app::keymap::Key;
use newsread::app::reader::{Opened, Print};
use newsread::app::{App, Effect, Msg, Pane, Settings};
use newsread::archive::Archive;
use newsread::article::ArticleId;
use newsread::search::{Page, Query, Row, Total, find};
use newsread::tui::theme::Theme;
use newsread::tui::view;
use processor::Processor;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Bytes of a big article.
const BIG: usize = 10 << 20;

/// The size of the screen.
const SCREEN: (u16, u16) = (80, 24);

/// A text of about so many bytes, with this between its paragraphs.
fn text(between: &str, bytes: usize) -> String {
    let mut text = "The council waits\n\n".to_owned();
    let mut rank = 0;
    while text.len() < bytes {
        for _ in 0..4 {
            rank += 1;
            text += "On day ";
            text += &rank.to_string();
            text += " the council met again and put the question of the harbour wall off, which \
                     the master of the port said was what he had expected. ";
        }
        text.truncate(text.trim_end().len());
        text += between;
    }
    text
}

/// An archive of one file, and the article in it.
fn archive(text: &str) -> (tempfile::TempDir, Archive, ArticleId) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("council.txt"), text).expect("a file");
    let archive = Archive::new(vec![folder.path().to_owned()]);
    let mut id = ArticleId::default();
    archive.ingest(&false.into(), |reads, _| reads.iter().for_each(|read| id = read.id));
    (folder, archive, id)
}

/// A session in which the article is selected, and asked for.
fn session(id: ArticleId) -> App {
    let (mut app, first) = App::new(Settings { is_single: true, ..Settings::default() });
    app.fit(SCREEN.0, SCREEN.1);
    for effect in first {
        if let Effect::Search(request) = effect {
            let rows = vec![Row { id, ..Row::default() }];
            let page = Page { rows, total: Total::Exactly(1), ..Page::default() };
            app.update(Msg::Found(request.ticket, Ok(page)));
        }
    }
    assert!(app.focus == Pane::Reader);
    app
}

fn terminal() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(SCREEN.0, SCREEN.1)).expect("a backend in memory")
}

fn draw(app: &mut App, terminal: &mut Terminal<TestBackend>) {
    let theme = Theme::default();
    app.fit(SCREEN.0, SCREEN.1);
    terminal.draw(|frame| view(app, &theme, frame)).expect("a backend in memory");
}

fn press(app: &mut App, terminal: &mut Terminal<TestBackend>, key: Key) {
    black_box(app.update(Msg::Key(key)));
    draw(app, terminal);
}

fn opened(archive: &Archive, id: ArticleId) -> Opened {
    let document = archive.load(id).expect("an article");
    Opened::new(document.article, document.source, "x", Print::default())
}

fn first_screen(archive: &Archive, id: ArticleId) {
    let mut app = session(id);
    let opened = match archive.load_beginning(id) {
        Some(document) => {
            Box::new(Opened::beginning(document.article, document.source, "x", Print::default()))
        }
        None => Box::new(opened(archive, id)),
    };
    app.update(Msg::Opened(id, Ok(opened)));
    draw(&mut app, &mut terminal());
}

/// An article of 4 KB, read, made ready and drawn: at most 3 ms.
fn small(criterion: &mut Criterion<Processor>) {
    let mut text = text("\n\n", 4 << 10);
    text.push('\n');
    let (_folder, archive, id) = archive(&text);
    criterion.bench_function("open 4 KB", |bench| bench.iter(|| first_screen(&archive, id)));
}

/// Prints what scrolling takes a key: of two thousand, which go down by lines and
/// pages, to the end, back and anywhere, the half and 99 of 100.
fn scroll(name: &str, app: &mut App, terminal: &mut Terminal<TestBackend>) {
    const KEYS: [&str; 10] = ["j", "j", "f", "b", "f", "d", "k", "G", "37%", "u"];
    let mut times: Vec<Duration> = KEYS
        .iter()
        .cycle()
        .flat_map(|keys| keys.chars())
        .take(2_000)
        .map(|key| {
            let start = Processor.start();
            press(app, terminal, Key::Char(key));
            Processor.end(start)
        })
        .collect();
    times.sort_unstable();
    let [half, most] = [50, 99].map(|percent| times[(times.len() - 1) * percent / 100]);
    println!("{name}/a key: half within {half:.1?}, 99 % within {most:.1?}");
}

fn big(criterion: &mut Criterion<Processor>) {
    for (name, between) in [("paragraphs", "\n\n"), ("one line", " ")] {
        let (_folder, archive, id) = archive(&text(between, BIG));
        let mut group = criterion.benchmark_group(format!("10 MB in {name}"));
        group.sample_size(10);
        group.bench_function("first screen", |bench| bench.iter(|| first_screen(&archive, id)));
        group.bench_function("whole", |bench| bench.iter(|| opened(&archive, id)));
        let whole = Box::new(opened(&archive, id));
        let article = whole.article.clone();
        let (mut app, mut terminal) = (session(id), terminal());
        app.update(Msg::Opened(id, Ok(whole)));
        draw(&mut app, &mut terminal);
        group.bench_function("renew", |bench| {
            bench.iter_batched(
                || Box::new(opened(&archive, id)),
                |whole| {
                    app.update(Msg::Opened(id, Ok(whole)));
                    draw(&mut app, &mut terminal);
                },
                criterion::BatchSize::PerIteration,
            );
        });
        group.sample_size(100);
        group.bench_function("a line down", |bench| {
            bench.iter(|| press(&mut app, &mut terminal, Key::Char('j')));
        });
        group.bench_function("a page down", |bench| {
            bench.iter(|| press(&mut app, &mut terminal, Key::Char('f')));
        });
        group.bench_function("the end and the top", |bench| {
            bench.iter(|| {
                press(&mut app, &mut terminal, Key::Char('G'));
                press(&mut app, &mut terminal, Key::Home);
            });
        });
        group.bench_function("narrower and wider", |bench| {
            bench.iter(|| {
                press(&mut app, &mut terminal, Key::Char('-'));
                press(&mut app, &mut terminal, Key::Char('+'));
            });
        });
        scroll(&format!("10 MB in {name}"), &mut app, &mut terminal);
        let query = Query::parse("harbour wall");
        group.sample_size(10);
        group.bench_function("find", |bench| bench.iter(|| find(&article, &query)));
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(Processor);
    targets = small, big
}
criterion_main!(benches);
