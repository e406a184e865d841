//! Sends articles where the reader wants them: files and programs.
//!
//! One thread writes and calls, one order after the other; it reads each
//! article anew, as the reader corrected it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use super::desk::guarded;
use super::opening::Opening;
use super::program::Call;
use super::queue::Queue;
use super::saving::{pdf, save};
use crate::app::Msg;
use crate::app::citing::Cited;
use crate::app::sending::{Sending, Sent, Target};
use crate::archive::Archive;
use crate::article::{Article, Field, Safe};
use crate::cite::{Citer, Form, Record, Run, Style};
use crate::print::{Paper, Sheet, print};

/// What is to be sent, and what gives it up.
type Order = (Sending, Arc<AtomicBool>);

/// The way to the thread that sends.
pub(super) struct Post {
    orders: Queue<Order>,
    /// Gives up the order that was given last.
    stop: Arc<AtomicBool>,
}

impl Post {
    pub(super) fn new(opening: Arc<Opening>, pdf: Vec<String>, inbox: Sender<Msg>) -> Self {
        let orders = Queue::new("post", move |asked: Receiver<Order>| {
            let mut hired = None;
            for (sending, stop) in asked {
                let clerk = hired.get_or_insert_with(|| Clerk {
                    archive: Arc::clone(opening.archive()),
                    citer: Citer::default(),
                    pdf: pdf.clone(),
                });
                let sent = guarded("it cannot be sent", || clerk.send(&sending, &stop));
                let sent = sent.unwrap_or_else(Err);
                if inbox.send(Msg::Sent(sending.ticket, sent)).is_err() {
                    return;
                }
            }
        });
        Self { orders, stop: Arc::default() }
    }

    pub(super) fn send(&mut self, sending: Sending) {
        self.stop = Arc::default();
        self.orders.ask((sending, Arc::clone(&self.stop)));
    }

    /// Gives up what is under way.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Who writes and sends.
struct Clerk {
    archive: Arc<Archive>,
    citer: Citer,
    pdf: Vec<String>,
}

impl Clerk {
    fn send(&mut self, sending: &Sending, stop: &AtomicBool) -> Result<Sent, Safe> {
        let said = |error: &dyn std::fmt::Display| Safe::line(&error.to_string());
        let mut articles = Vec::new();
        for cited in &*sending.articles {
            let loaded = self.archive.load(cited.id).map_err(|error| said(&error))?;
            articles.push(loaded.article);
        }
        let has_citation = sending.to != Target::Program;
        let citations: Vec<Vec<Run>> = (sending.articles.iter())
            .map(|cited| if has_citation { self.cite(cited, &sending.style) } else { Vec::new() })
            .collect();
        let sheets: Vec<Sheet<'_>> = (articles.iter().zip(&citations))
            .map(|(article, citation)| Sheet { article, citation })
            .collect();
        let numbers = sending.has_numbers;
        if sending.to == Target::File {
            let file = expanded(&sending.typed);
            let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let document = if ending.eq_ignore_ascii_case("pdf") {
                pdf(&self.pdf, &sheets, numbers, stop).map_err(|error| said(&error))?
            } else {
                let paper = Paper::of_ending(ending).unwrap_or_default();
                print(&sheets, paper, numbers).as_bytes().to_vec()
            };
            save(&file, &document).map_err(|error| said(&error))?;
            let done = Safe::format(format_args!("saved as {}", file.display()));
            return Ok(Sent { done, output: Safe::EMPTY });
        }
        let words = shell_words::split(&sending.typed)
            .map_err(|_| Safe::line("a quotation mark is not closed"))?;
        let name = Safe::line(words.first().map(String::as_str).unwrap_or_default());
        let input = print(&sheets, Paper::Text, numbers).as_bytes().to_vec();
        let call = Call { words, input, fields: fields(&articles), limit: None };
        let output = call.run(stop).map_err(|error| said(&error))?;
        let done = Safe::format(format_args!("sent to ‘{name}’"));
        Ok(Sent { done, output })
    }

    fn cite(&mut self, cited: &Cited, style: &Style) -> Vec<Run> {
        let record = Record::of(&cited.meta).of_article(cited.id);
        let record = if cited.is_as_printed { record.as_printed() } else { record };
        // Of what nothing is known there is nothing to cite.
        let citation = self.citer.cite_record(&record, style, Form::Entry);
        citation.map(|citation| citation.runs).unwrap_or_default()
    }
}

/// What a program may want to know: how many articles, and of a single one the
/// fields that are known.
fn fields(articles: &[Article]) -> Vec<(&'static str, String)> {
    const NAMES: [(&str, Field); 7] = [
        ("NEWSREAD_TITLE", Field::Title),
        ("NEWSREAD_AUTHORS", Field::Authors),
        ("NEWSREAD_SOURCE", Field::Source),
        ("NEWSREAD_PUBLISHED", Field::Published),
        ("NEWSREAD_URL", Field::Url),
        ("NEWSREAD_LANGUAGE", Field::Language),
        ("NEWSREAD_TAGS", Field::Tags),
    ];
    let mut fields = vec![("NEWSREAD_COUNT", articles.len().to_string())];
    if let [article] = articles {
        fields.push(("NEWSREAD_ID", article.id.to_string()));
        let known = NAMES.iter().map(|(name, field)| {
            (*name, article.meta.value(*field).map(|value| value.to_string()).unwrap_or_default())
        });
        fields.extend(known);
    }
    fields
}

/// A path as it was typed, with the home folder in the place of `~`.
fn expanded(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => Path::new(typed).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::search::Ticket;
    use std::fs;

    const RAIN: &str =
        "---\ntitle: Rain\nauthor: Ada Byron\nurl: https://a.example/rain\n---\n\nIt rained.\n";

    /// Sends an article to where `typed` says, from a folder of its own.
    fn send(to: Target, typed: &str) -> (tempfile::TempDir, Result<Sent, Safe>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("rain.md"), RAIN).unwrap();
        let archive = Arc::new(Archive::new(vec![folder.path().to_owned()]));
        let mut metas = Vec::new();
        archive.ingest(&AtomicBool::new(false), |reads, _| {
            metas.extend(reads.into_iter().filter_map(|read| read.outcome.ok()));
        });
        let is_as_printed = false;
        let cited = |it: Article| Cited { id: it.id, meta: it.meta, is_as_printed };
        let sending = Sending {
            ticket: Ticket::default(),
            articles: metas.into_iter().map(cited).collect(),
            style: Style::Apa,
            has_numbers: true,
            to,
            typed: typed.replace("FOLDER", &folder.path().to_string_lossy()),
        };
        let mut clerk = Clerk { archive, citer: Citer::default(), pdf: Vec::new() };
        let sent = clerk.send(&sending, &AtomicBool::new(false));
        (folder, sent)
    }

    #[test]
    fn a_program_gets_the_text_and_what_is_known() {
        let script =
            "sh -c 'cat; echo $NEWSREAD_TITLE, $NEWSREAD_AUTHORS, $NEWSREAD_URL, $NEWSREAD_COUNT'";
        let (_folder, sent) = send(Target::Program, script);
        assert_eq!(
            &*sent.unwrap().output,
            "Rain\nAda Byron\n\n[1] It rained.\nRain, Ada Byron, https://a.example/rain, 1"
        );
    }

    #[test]
    fn what_is_printed_ends_with_the_citation() {
        let (_folder, sent) = send(Target::Printer, "tail -n 1");
        assert_eq!(&*sent.unwrap().output, "Byron, A. (n.d.). Rain. https://a.example/rain");
    }

    #[test]
    fn a_file_is_what_its_ending_says_and_none_is_written_over() {
        let (folder, sent) = send(Target::File, "FOLDER/out.html");
        assert!(sent.unwrap().done.ends_with("/out.html"));
        let page = fs::read_to_string(folder.path().join("out.html")).unwrap();
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<footer"));
        let (folder, sent) = send(Target::File, "FOLDER/rain.md");
        assert!(sent.unwrap_err().contains("is there already"));
        assert_eq!(fs::read_to_string(folder.path().join("rain.md")).unwrap(), RAIN);
    }

    #[test]
    fn what_is_typed_is_no_line_for_a_shell() {
        let (_folder, sent) = send(Target::Program, "echo $HOME '; rm x' `id`");
        assert_eq!(&*sent.unwrap().output, "$HOME ; rm x `id`");
        let (_folder, sent) = send(Target::Program, "echo 'x");
        assert_eq!(&*sent.unwrap_err(), "a quotation mark is not closed");
    }

    #[test]
    fn an_article_that_is_gone_is_told() {
        let archive = Arc::new(Archive::new(Vec::new()));
        let mut clerk = Clerk { archive, citer: Citer::default(), pdf: Vec::new() };
        let id = ArticleId::of(b"rain", 0);
        let cited = Cited { id, meta: crate::article::Meta::default(), is_as_printed: false };
        let sending = Sending {
            ticket: Ticket::default(),
            articles: [cited].into(),
            style: Style::Apa,
            has_numbers: false,
            to: Target::Printer,
            typed: "cat".to_owned(),
        };
        let told = clerk.send(&sending, &AtomicBool::new(false)).unwrap_err();
        assert!(told.contains("the archive has no such article"), "{told}");
    }
}
