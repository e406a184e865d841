//! Reads files and gives them identities, or finds what is the matter.
//!
//! Has nothing parsed but entries of lists of links. It runs on one thread, in the
//! order of the walk; the items of a file that holds many go on like files.

use std::ops::{ControlFlow, Deref};
use std::path::Path;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, Sender};

use super::{Met, Pass, Place, Ticket, Waiting, read};
use crate::archive::items::{self, Many, Naming, Taken};
use crate::archive::open::{self, Opened};
use crate::archive::parse::Job;
use crate::archive::walk::Found;
use crate::archive::{Archive, Location, Read, Why};
use crate::article::ArticleId;

/// Where what was read goes.
struct Queues<'a, A, T> {
    archive: &'a A,
    /// What awaits its parser.
    queue: &'a Sender<Waiting<A>>,
    /// What has none to wait for.
    troubles: &'a Sender<Vec<Met<T>>>,
}

impl<A: Deref<Target = Archive> + Clone + Send, T: Send> Pass<'_, A, T> {
    /// Reads what is found, until no more is or nobody waits for it.
    pub(super) fn read(
        &self,
        found: &Receiver<Box<(A, Found)>>,
        queue: &Sender<Waiting<A>>,
        troubles: &Sender<Vec<Met<T>>>,
    ) {
        for found in found {
            let (archive, (file, why)) = *found;
            if self.is_stopped() {
                return;
            }
            if self.only_changes && why.is_none() {
                let mut catalogue = archive.catalogue();
                if catalogue.is_as_kept(&file) && !catalogue.is_list(&file) {
                    self.found.fetch_sub(1, Ordering::Relaxed);
                    continue;
                }
            }
            let queues = Queues { archive: &archive, queue, troubles };
            let opened = why.map_or_else(|| open::open(&file), Err);
            let is_heard = match opened.and_then(|opened| self.take(&file, opened, &queues)) {
                Ok(is_heard) => is_heard,
                Err(why) => {
                    let id = archive.catalogue().identify_unread(&file);
                    let location = Location { file, item: None };
                    self.tell(read(id, location, None, Err(why)), troubles)
                }
            };
            if !is_heard {
                return;
            }
        }
    }

    /// Takes a file, or the items in it; returns whether anybody waits.
    fn take(
        &self,
        file: &Path,
        mut opened: Opened,
        queues: &Queues<'_, A, T>,
    ) -> Result<bool, Why> {
        if let Some(many) = Many::recognise(file, &opened.head()?) {
            return self.take_items(many, file, opened, queues);
        }
        let stamp = opened.stamp;
        let contents = opened.contents()?;
        let id = {
            let mut catalogue = queues.archive.catalogue();
            let id = catalogue.identify(file, &contents.bytes, stamp);
            if self.only_changes && catalogue.is_only_moved(id, stamp) {
                self.found.fetch_sub(1, Ordering::Relaxed);
                return Ok(true);
            }
            id
        };
        let changed = contents.changed;
        let job = Job::new(id, file, contents);
        let location = Location { file: file.to_owned(), item: None };
        Ok(self.queue(location, id, changed, job, queues))
    }

    fn take_items(
        &self,
        many: Many,
        file: &Path,
        opened: Opened,
        queues: &Queues<'_, A, T>,
    ) -> Result<bool, Why> {
        let changed = opened.stamp.changed;
        let mut is_heard = true;
        let mut has_lent = false;
        let taken = items::take(Naming::Noting(queues.archive), many, file, opened, |taken| {
            let taken = items::lend(queues.archive, file, changed, taken);
            let Some(Taken { id, part, job, .. }) = taken else {
                has_lent = true;
                return ControlFlow::Continue(());
            };
            // The next item is counted before this one can be done, so that
            // nobody takes the part for the whole.
            self.found.fetch_add(1, Ordering::Relaxed);
            let location = Location { file: file.to_owned(), item: Some(part) };
            is_heard = !self.is_stopped()
                && match job {
                    Ok(job) => self.queue(location, id, changed, job, queues),
                    Err(why) => {
                        let trouble = read(id, location, Some(changed), Err(why));
                        self.tell(trouble, queues.troubles)
                    }
                };
            if is_heard { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        queues.archive.catalogue().lends(file, has_lent);
        if has_lent {
            let mut lenders = self.lenders.lock().unwrap_or_else(PoisonError::into_inner);
            lenders.push(queues.archive.clone());
        }
        if taken.is_ok() {
            // There was no next one. A file that broke off is listed itself.
            self.found.fetch_sub(1, Ordering::Relaxed);
        }
        taken.map(|()| is_heard)
    }

    /// Lets something wait for its parser; returns whether anybody waits for it.
    fn queue(
        &self,
        location: Location,
        id: ArticleId,
        changed: i64,
        job: Job,
        queues: &Queues<'_, A, T>,
    ) -> bool {
        let Some(ticket) = self.enter(job.len()) else { return false };
        let archive = queues.archive.clone();
        let job = job.repairing(archive.corrections.repairs(id));
        let place = Place { archive, ticket, location, id, changed };
        queues.queue.send(Waiting { place, job }).is_ok()
    }

    /// Tells what could not be read; returns whether anybody hears it.
    fn tell(&self, read: Read<T>, troubles: &Sender<Vec<Met<T>>>) -> bool {
        self.enter(0).is_some_and(|ticket| troubles.send(vec![Met { ticket, read }]).is_ok())
    }

    /// Waits for room; `None` if nobody waits for more. Called on one thread.
    fn enter(&self, bytes: usize) -> Option<Ticket> {
        let is_wanted = self.gate.enter(bytes);
        is_wanted.then(|| Ticket { rank: self.met.fetch_add(1, Ordering::Relaxed), bytes })
    }
}
