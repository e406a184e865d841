//! What a frame costs, by the size of the screen and of the results.
//!
//! The cost must not depend on the number of results: compare the lines of
//! one screen. A frame is to take at most 0.25 ms of the processor at 80 × 24,
//! and 2.5 ms at 300 × 100. “Down” opens another article each time.

mod processor;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use newsread::app::keymap::Key;
use newsread::app::reader::{Opened, Print};
use newsread::app::{App, Effect, Msg, Settings};
use newsread::article::{
    Article, ArticleId, Block, Calendar, Kind, Meta, Origin, Safe, Sourced, When, Written,
};
use newsread::search::{Page, Row, Start, Total, Window};
use newsread::tui::theme::Theme;
use newsread::tui::view;
use processor::Processor;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Numbers of results.
const RESULTS: &[usize] = &[10, 1_000, 1_000_000];

/// Sizes of the screen.
const SCREENS: &[(u16, u16)] = &[(80, 24), (300, 100)];

fn id(rank: usize) -> ArticleId {
    ArticleId::of(&rank.to_le_bytes(), 0)
}

fn row(rank: usize) -> Row {
    let day = i8::try_from(28 - rank / 7 % 28).unwrap_or(1);
    let title =
        format!("Council puts off question {rank} until the spring, and then again until autumn");
    let meta = Meta {
        title: Some(Sourced::certain(Safe::line(&title), Origin::Line)),
        source: Some(Sourced::certain(Safe::line("The Harbour Courier"), Origin::Line)),
        published: When::day(2024, 3, day).map(|day| Sourced::certain(day, Origin::Line)),
        ..Meta::default()
    };
    Row { id: id(rank), meta, words: 900, ..Row::default() }
}

fn article(rank: usize) -> Article {
    let words =
        "The council met again on Tuesday and put the question off until the spring. ".repeat(5);
    let block = |kind, words: &str| Block {
        kind,
        text: Safe::line(words).into(),
        written: Written::Words(words.to_owned()),
    };
    let mut body = vec![block(Kind::Title, "Council puts off the question")];
    body.extend((0..60).map(|_| block(Kind::Paragraph, words.trim())));
    Article { id: id(rank), body, ..Article::default() }
}

/// A window of results without end, as an index would answer.
fn page(window: Window, total: usize) -> Page {
    let start = match window.start {
        Start::Rank(rank) => rank.min(total.saturating_sub(window.len)),
        Start::Around(_) | Start::Unread(..) => 0,
    };
    let rows = (start..total.min(start + window.len)).map(row).collect();
    Page { start, rows, total: Total::Exactly(total), ..Page::default() }
}

fn perform(app: &mut App, effects: Vec<Effect>, total: usize) {
    for effect in effects {
        let msg = match effect {
            Effect::Search(request) => Msg::Found(request.ticket, Ok(page(request.window, total))),
            Effect::Open(id) => Msg::Opened(
                id,
                Ok(Box::new(Opened::new(article(0), "source".to_owned(), "x", Print::default()))),
            ),
            _ => continue,
        };
        let next = app.update(msg);
        perform(app, next, total);
    }
}

fn frames(criterion: &mut Criterion<Processor>) {
    for &(width, height) in SCREENS {
        let mut group = criterion.benchmark_group(format!("frame {width}x{height}"));
        for &total in RESULTS {
            let mut settings = Settings::default();
            settings.print.calendar = Calendar::of("en-US").expect("a language");
            let (mut app, first) = App::new(settings);
            app.fit(width, height);
            perform(&mut app, first, total);
            let mut terminal =
                Terminal::new(TestBackend::new(width, height)).expect("a backend in memory");
            let theme = Theme::default();
            group.bench_with_input(
                BenchmarkId::new("down and draw", total),
                &total,
                |bench, &total| {
                    // Down and up in turn, so that the window of rows stays loaded.
                    let mut keys = [Key::Char('j'), Key::Char('k')].into_iter().cycle();
                    bench.iter(|| {
                        let effects = app.update(Msg::Key(keys.next().expect("keys without end")));
                        perform(&mut app, effects, total);
                        app.fit(width, height);
                        terminal
                            .draw(|frame| view(&app, &theme, frame))
                            .expect("a backend in memory");
                    });
                },
            );
            group.bench_with_input(BenchmarkId::new("draw", total), &total, |bench, _| {
                bench.iter(|| {
                    app.fit(width, height);
                    terminal.draw(|frame| view(&app, &theme, frame)).expect("a backend in memory");
                });
            });
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(Processor);
    targets = frames
}
criterion_main!(benches);
