//! Has paragraphs translated by the program that the reader named, and keeps
//! what it said.
//!
//! One thread calls it, one paragraph after the other. A translation is kept in
//! the cache under the hash of the call and of the words, so that the same
//! words are sent once; it can be deleted at any time.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

use super::desk::guarded;
use super::program::Call;
use super::queue::Queue;
use super::saving::save;
use crate::app::Msg;
use crate::article::Safe;
use crate::search::Ticket;

/// Longest time that the program may take for a paragraph.
const LIMIT: Duration = Duration::from_secs(60);

struct Order {
    ticket: Ticket,
    paragraphs: Arc<[Safe]>,
    stop: Arc<AtomicBool>,
}

/// The way to the thread that has things translated.
pub(super) struct Translator {
    orders: Queue<Order>,
    /// Gives up the order that was given last.
    stop: Arc<AtomicBool>,
}

impl Translator {
    /// `call` is the program and its arguments, `cache` the folder of all that
    /// can be made again.
    pub(super) fn new(call: Vec<String>, cache: Option<PathBuf>, inbox: Sender<Msg>) -> Self {
        let agent = Agent { call, kept: cache.map(|cache| cache.join("translations")) };
        let orders = Queue::new("translator", move |asked: Receiver<Order>| {
            for Order { ticket, paragraphs, stop } in asked {
                for (rank, paragraph) in paragraphs.iter().enumerate() {
                    let outcome =
                        guarded("it cannot be translated", || agent.translate(paragraph, &stop));
                    let outcome = outcome.unwrap_or_else(Err);
                    let failed = outcome.is_err();
                    if inbox.send(Msg::Translated(ticket, rank, outcome)).is_err() {
                        return;
                    }
                    // What failed once fails again: the rest is not sent.
                    if failed || stop.load(Ordering::Relaxed) {
                        break;
                    }
                }
            }
        });
        Self { orders, stop: Arc::default() }
    }

    pub(super) fn translate(&mut self, ticket: Ticket, paragraphs: Arc<[Safe]>) {
        self.stop();
        self.stop = Arc::default();
        let stop = Arc::clone(&self.stop);
        self.orders.ask(Order { ticket, paragraphs, stop });
    }

    /// Gives up what is under way.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Calls the program, and keeps what it says.
struct Agent {
    call: Vec<String>,
    kept: Option<PathBuf>,
}

impl Agent {
    fn translate(&self, paragraph: &Safe, stop: &AtomicBool) -> Result<Safe, Safe> {
        let file = self.kept.as_ref().map(|kept| kept.join(self.name(paragraph)));
        if let Some(known) = file.as_ref().and_then(|file| fs::read_to_string(file).ok()) {
            return Ok(Safe::lines(&known));
        }
        let call = Call {
            words: self.call.clone(),
            input: paragraph.as_bytes().to_vec(),
            limit: Some(LIMIT),
            ..Call::default()
        };
        let said = call.run(stop).map_err(|error| Safe::format(format_args!("{error}")))?;
        if said.trim().is_empty() {
            return Err(Safe::line("the translator said nothing; look at [programs]"));
        }
        if let Some((file, folder)) = file.as_ref().zip(self.kept.as_ref()) {
            // A cache that cannot be written costs a call, and nothing else.
            fs::create_dir_all(folder).ok();
            save(file, said.as_bytes()).ok();
        }
        Ok(said)
    }

    /// The name under which a translation is kept.
    fn name(&self, paragraph: &Safe) -> String {
        let mut hasher = blake3::Hasher::new_derive_key("newsread translation");
        for word in &self.call {
            hasher.update(word.as_bytes());
            hasher.update(&[0]);
        }
        hasher.update(&[0]);
        hasher.update(paragraph.as_bytes());
        hasher.finalize().to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(script: &str, kept: &std::path::Path) -> Agent {
        let call = ["sh", "-c", script].map(str::to_owned).to_vec();
        Agent { call, kept: Some(kept.to_owned()) }
    }

    fn translated(agent: &Agent, text: &str) -> Result<String, String> {
        let outcome = agent.translate(&Safe::line(text), &AtomicBool::new(false));
        outcome.map(|text| text.to_string()).map_err(|reason| reason.to_string())
    }

    #[test]
    fn the_same_words_are_sent_once() {
        let folder = tempfile::tempdir().unwrap();
        let count = folder.path().join("count");
        let kept = folder.path().join("kept");
        let script = format!("echo x >> {}; tr a-z A-Z", count.display());
        let shouting = agent(&script, &kept);
        assert_eq!(translated(&shouting, "it rained"), Ok("IT RAINED".to_owned()));
        assert_eq!(translated(&shouting, "it rained"), Ok("IT RAINED".to_owned()));
        assert_eq!(fs::read_to_string(&count).unwrap(), "x\n");
        translated(&shouting, "it snowed").unwrap();
        assert_eq!(fs::read_to_string(&count).unwrap(), "x\nx\n");
        // Another call is another translation.
        assert_eq!(translated(&agent("cat", &kept), "it rained"), Ok("it rained".to_owned()));
    }

    #[test]
    fn what_failed_is_told_and_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let failing = agent("echo no network >&2; exit 1", folder.path());
        let told = translated(&failing, "it rained").unwrap_err();
        assert_eq!(told, "‘sh’ ended with status 1: no network");
        assert!(translated(&agent("true", folder.path()), "it rained").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
