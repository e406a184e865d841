//! What a key press costs: the scanning engine over articles made in memory.
//!
//! Ten thousand articles of some four kilobytes, words drawn by Zipf's law
//! from twenty thousand, the same on every run.

#[path = "words.rs"]
mod words;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsread::archive::{Location, Read};
use newsread::article::{
    Article, ArticleId, Block, Kind, Origin, Safe, Sourced, Text, When, Written,
};
use newsread::search::scan::Scan;
use newsread::search::{Engine, Query, Request, Start, Stop, Window, find};
use words::Dice;

const ARTICLES: usize = 10_000;

fn block(kind: Kind, text: &str) -> Block {
    Block { kind, text: Text::from(Safe::line(text)), written: Written::Bytes(0..text.len()) }
}

fn article(dice: &mut Dice, paragraphs: usize) -> Article {
    let mut body = vec![block(Kind::Title, &dice.paragraph(8))];
    body.extend((0..paragraphs).map(|_| block(Kind::Paragraph, &dice.paragraph(60))));
    Article { body, ..Article::default() }
}

fn reads() -> Vec<Read> {
    let mut dice = Dice::new(1);
    (0..ARTICLES)
        .map(|n| {
            let id = ArticleId::of(&n.to_le_bytes(), 0);
            let mut article = Article { id, ..article(&mut dice, 12) };
            let day = i8::try_from(dice.roll() % 28 + 1).unwrap_or(1);
            article.meta.published =
                When::day(2020, 1, day).map(|day| Sourced::certain(day, Origin::Line));
            let location = Location { file: format!("news/{n}.txt").into(), item: None };
            Read { id, location, outcome: Ok(article), changed: Some(0) }
        })
        .collect()
}

fn searching(c: &mut Criterion) {
    let reads = reads();
    let blocks =
        reads.iter().flat_map(|read| &read.outcome.as_ref().expect("all are articles").body);
    let bytes: usize = blocks.map(|block| block.text.plain.len()).sum();
    let mut group = c.benchmark_group("search");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("insert 10,000 articles", |b| {
        b.iter_with_setup(
            || reads.clone(),
            |reads| {
                let scan = Scan::default();
                scan.insert(reads);
                scan
            },
        );
    });
    group.bench_function("insert 10,000 articles, 100 at a time", |b| {
        b.iter_with_setup(
            || reads.chunks(100).map(<[Read]>::to_vec).collect::<Vec<_>>(),
            |parts| {
                let scan = Scan::default();
                for part in parts {
                    scan.insert(part);
                }
                scan
            },
        );
    });
    let scan = Scan::default();
    scan.insert(reads);
    let window = Window { start: Start::Rank(0), len: 50 };
    let ask = |typed: &str| {
        // Another question between, so that no answer is kept.
        for typed in ["zzz ", typed] {
            let request = Request { query: Query::parse(typed), window, ..Request::default() };
            let page = scan.search(&request, &Stop::never());
            black_box(page.expect("it is never stopped"));
        }
    };
    group.sample_size(30);
    group.bench_function("nothing", |b| b.iter(|| ask("zzz ")));
    for typed in ["b", "ba", "bada", "bada cefi ", "\"ba ce\"", "bada cefi gopu "] {
        group.bench_function(format!("‘{typed}’ and nothing"), |b| b.iter(|| ask(typed)));
    }
    group.finish();
}

fn finding(c: &mut Criterion) {
    let article = article(&mut Dice::new(2), 27_000);
    let bytes: usize = article.body.iter().map(|block| block.text.plain.len()).sum();
    let mut group = c.benchmark_group("find in one article");
    group.sample_size(20).throughput(Throughput::Bytes(bytes as u64));
    for typed in ["zzz ", "bada", "b"] {
        let query = Query::parse(typed);
        group.bench_function(format!("‘{typed}’"), |b| b.iter(|| find(&article, &query)));
    }
    group.finish();
}

criterion_group!(benches, searching, finding);
criterion_main!(benches);
