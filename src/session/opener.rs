//! Opens addresses and files in the program of the reader's choice.
//!
//! It knows nothing of articles: what may be opened was decided before. The
//! program is called by its arguments, and what is opened is one of them.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;
use std::thread;

use super::program::Call;
use crate::app::Msg;
use crate::app::visit::{Visit, call};
use crate::article::Safe;

/// The program that opens, and the way to tell what came of it.
#[derive(Clone)]
pub(super) struct Opener {
    program: Vec<String>,
    inbox: Sender<Msg>,
}

impl Opener {
    pub(super) fn new(program: Vec<String>, inbox: Sender<Msg>) -> Self {
        Self { program, inbox }
    }

    /// Opens an address, and tells whose it is.
    pub(super) fn visit(&self, address: &str) {
        match Visit::of(address) {
            Some(visit) => self.open(visit.call(&self.program), &visit.host),
            None => self.tell(Safe::line("the address is none of the web, so it is not opened")),
        }
    }

    /// Opens a file, by its whole path, and tells its name.
    pub(super) fn show(&self, file: &Path, name: &Safe) {
        match file.to_str().filter(|_| file.is_absolute()) {
            Some(path) => self.open(call(&self.program, path), name),
            None => self.tell(Safe::format(format_args!("‘{name}’ has a name no program can get"))),
        }
    }

    fn open(&self, words: Vec<String>, what: &Safe) {
        let call = Call { words, ..Call::default() };
        self.tell(Safe::format(format_args!("opening {what}")));
        let teller = self.clone();
        // Some programs stay as long as their window.
        let open = move || {
            if let Err(error) = call.run(&AtomicBool::new(false)) {
                teller.tell(Safe::format(format_args!("{error}")));
            }
        };
        thread::Builder::new().name("opener".to_owned()).spawn(open).ok();
    }

    /// Tells something that answers no question.
    pub(super) fn tell(&self, words: Safe) {
        self.inbox.send(Msg::Told(words)).ok();
    }
}
