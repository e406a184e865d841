//! What citations cost: one after the first, and a bibliography of a thousand.
//!
//! The records are made in memory, the same on every run: two hundred authors,
//! so that many share a name and a year and must be told apart.

use std::hint::black_box;
use std::ops::ControlFlow;

use criterion::{Criterion, criterion_group, criterion_main};
use newsread::cite::{Citer, Form, Format, Record, Style, export, records};

const RECORDS: usize = 1_000;

fn record(rank: usize) -> Record {
    const NOUNS: [&str; 7] = ["rain", "snow", "harbour", "election", "heron", "strike", "bridge"];
    const NAMES: [&str; 5] = ["Doe", "Roe", "van den Berg", "Okafor", "Lindqvist"];
    let pick = |of: &[&'static str], by: usize| of[rank / by % of.len()];
    let json = format!(
        r#"{{"type": "article-newspaper", "title": "The {} of the {}, part {rank}",
        "author": [{{"family": "{}", "given": "{} {}."}}], "container-title": "The {} Courier",
        "issued": {{"date-parts": [[{}, {}, {}]]}}, "URL": "https://courier.example/{rank}",
        "accessed": {{"date-parts": [[2026, 11, 23]]}}, "language": "en"}}"#,
        pick(&NOUNS, 1),
        pick(&NOUNS, 7),
        pick(&NAMES, 1),
        ["Ann", "Bo", "Carla", "Dan"][rank / 5 % 4],
        char::from(b'A' + u8::try_from(rank / 20 % 10).unwrap_or(0)),
        pick(&NOUNS, 3),
        2015 + rank % 10,
        1 + rank % 12,
        1 + rank % 28,
    );
    Record::from_csl_json(&json).expect("a record")
}

fn one(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one citation after the first");
    let record = record(7);
    for style in Style::ALL {
        let mut citer = Citer::default();
        group.bench_function(style.name(), |bencher| {
            bencher.iter(|| citer.cite_record(black_box(&record), style, Form::Entry));
        });
    }
    group.finish();
}

fn thousand(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a bibliography of a thousand");
    group.sample_size(10);
    let records: Vec<Record> = (0..RECORDS).map(record).collect();
    for style in Style::ALL {
        let mut citer = Citer::default();
        group.bench_function(style.name(), |bencher| {
            bencher.iter(|| {
                let go_on = |_| ControlFlow::Continue(());
                citer.bibliography(black_box(&records), style, Form::Entry, go_on)
            });
        });
    }
    group.finish();
}

fn machines(criterion: &mut Criterion) {
    let all: Vec<Record> = (0..RECORDS).map(record).collect();
    let bib = export(&all, Format::Biblatex).expect("a format for machines");
    criterion.bench_function("a thousand records written as BibLaTeX", |bencher| {
        bencher.iter(|| export(black_box(&all), Format::Biblatex));
    });
    criterion.bench_function("a thousand entries of BibLaTeX read", |bencher| {
        bencher.iter(|| records(black_box(&bib)));
    });
}

criterion_group!(benches, one, thousand, machines);
criterion_main!(benches);
