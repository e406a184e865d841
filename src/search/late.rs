//! A thread that begins when it is first needed.
//!
//! Most of what may be asked for is never asked for in a session: who waits to
//! be asked costs nothing until then.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

type Work = Box<dyn FnOnce() + Send>;

/// Such a thread.
pub struct Late {
    name: &'static str,
    /// What it will do; `None` once it does.
    work: Arc<Mutex<Option<Work>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Late {
    /// A thread of this name that has not begun.
    pub fn new(name: &'static str, work: impl FnOnce() + Send + 'static) -> Self {
        let work: Work = Box::new(work);
        Self { name, work: Arc::new(Mutex::new(Some(work))), thread: Mutex::default() }
    }

    /// Has it begin, if it has not. Where the system has no thread left, the
    /// next call tries again.
    pub fn begin(&self) {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.is_some() {
            return;
        }
        let work = Arc::clone(&self.work);
        let begun = thread::Builder::new().name(self.name.to_owned()).spawn(move || {
            let work = work.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(work) = work {
                work();
            }
        });
        *thread = begun.ok();
    }

    /// Waits for its end, if it has begun.
    pub fn join(self) {
        let thread = self.thread.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = thread {
            thread.join().ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn it_begins_once_and_only_when_it_is_needed() {
        let (tell, told) = channel();
        let late = Late::new("test", move || tell.send(thread::current().id()).unwrap());
        assert!(told.try_recv().is_err());
        late.begin();
        late.begin();
        late.join();
        assert_eq!(told.iter().count(), 1);
    }

    #[test]
    fn what_never_began_is_let_go() {
        let (tell, told) = channel::<()>();
        drop(Late::new("test", move || drop(tell)));
        assert!(told.recv().is_err());
    }
}
