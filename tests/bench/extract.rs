//! What reading a file costs: a text of 4 KB, and a saved page by what is on it.
//!
//! A text is to take less than half a millisecond on one core.
//!
//! A page of nothing but prose is read with one extraction; one with buttons
//! and teasers between its paragraphs is read with two. On one core the first
//! is to take less than 5 ms and the second less than 20 ms. Real pages carry
//! scripts and menus as well; the generated ones do too.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use newsread::article::ArticleId;
use newsread::format::{Hint, read};

/// Paragraphs of an article.
const PARAGRAPHS: usize = 25;

/// Links of the menus around it.
const LINKS: usize = 300;

fn sentence(rank: usize) -> String {
    format!(
        "The council met again on day {rank} and put the question of the harbour wall off, \
         which the master of the port, who had asked for it, said was what he had expected."
    )
}

/// A page with this behind every fourth paragraph.
fn page(between: &str) -> String {
    let menu: String = (0..LINKS).fold("<nav><ul>".to_owned(), |menu, rank| {
        menu + &format!("<li class='menu-item level-2'><a href='/part/{rank}'>Part {rank}</a></li>")
    }) + "</ul></nav>";
    let body = (0..PARAGRAPHS).fold(String::new(), |body, rank| {
        let between = if rank % 4 == 3 { between } else { "" };
        body + &format!("<p>{} {}</p>{between}", sentence(rank), sentence(rank + 100))
    });
    let script = "var page = {\"section\": \"harbour\", \"id\": 17};\n".repeat(1000);
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Wall put off | Harbour Courier</title>
        <script>{script}</script><script type='application/ld+json'>{{\"@type\": \"NewsArticle\",
        \"headline\": \"Wall put off\", \"author\": {{\"@type\": \"Person\", \"name\": \"Ada Quill\"}},
        \"datePublished\": \"2024-03-04T10:00:00+01:00\"}}</script></head><body>{menu}
        <main><article><h1>Wall put off</h1><p class=byline>By Ada Quill</p>{body}</article></main>
        {menu}<footer>All rights reserved</footer></body></html>"
    )
}

/// A text of 4 KB as one copies it off a page.
fn text() -> String {
    let head = "Home\nNews\nHarbour\n\nWall put off\nBy Ada Quill\n4 March 2024, 10:00\n\n";
    let paragraphs = (0..12).map(|rank| format!("{} {}\n\n", sentence(rank), sentence(rank + 100)));
    head.to_owned() + &paragraphs.collect::<String>() + "Share\nSubscribe\nAll rights reserved\n"
}

fn extract(criterion: &mut Criterion) {
    let buttons = "<div class=box><p>Sign in to read on</p><p>More from the port</p></div>";
    let files = [
        ("text", "text.txt", text()),
        ("prose", "page.html", page("")),
        ("buttons", "page.html", page(buttons)),
    ];
    for (name, file_name, file) in &files {
        criterion.bench_function(&format!("extract/{name}"), |bench| {
            let hint = Hint { file_name, ..Hint::default() };
            bench.iter_batched(
                || file.as_bytes().to_vec(),
                |bytes| read(ArticleId::default(), bytes, &hint),
                BatchSize::LargeInput,
            );
        });
    }
}

criterion_group!(benches, extract);
criterion_main!(benches);
