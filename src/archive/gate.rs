//! Bounds what was read and not yet handed on.
//!
//! Files differ in size by a million times, so both their number and their
//! bytes are counted. One idea: who reads takes the room, who hands on gives
//! it back; so nothing between the two has to be bounded, and the next in the
//! order is always on its way.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Some files: how many, and their bytes in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) files: usize,
    pub(super) bytes: usize,
}

/// Lets files in as long as there is room for them.
pub(super) struct Gate {
    most: Load,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    inside: Load,
    is_closed: bool,
}

impl Gate {
    /// A gate with room for `most`; a file that is larger than that alone is
    /// let in when it is the only one.
    pub(super) fn new(most: Load) -> Self {
        Self { most, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Takes room for a file, and waits until there is some; `false` once the
    /// gate is closed.
    pub(super) fn enter(&self, bytes: usize) -> bool {
        let is_full = |state: &mut State| !state.is_closed && !self.has_room(state.inside, bytes);
        let state = self.changed.wait_while(self.state(), is_full);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        state.inside.files += 1;
        state.inside.bytes += bytes;
        !state.is_closed
    }

    fn has_room(&self, inside: Load, bytes: usize) -> bool {
        let fits = inside.bytes.saturating_add(bytes) <= self.most.bytes;
        inside.files == 0 || inside.files < self.most.files && fits
    }

    /// Gives back the room of a file of so many bytes.
    pub(super) fn leave(&self, bytes: usize) {
        let mut state = self.state();
        state.inside.files = state.inside.files.saturating_sub(1);
        state.inside.bytes = state.inside.bytes.saturating_sub(bytes);
        self.changed.notify_all();
    }

    /// Lets nobody in any more, and nobody wait.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    fn gate(files: usize, bytes: usize) -> Gate {
        Gate::new(Load { files, bytes })
    }

    #[test]
    fn there_is_room_for_so_many_files_and_so_many_bytes() {
        let has_room = |files, bytes, more| gate(2, 100).has_room(Load { files, bytes }, more);
        assert!(has_room(1, 60, 40));
        assert!(!has_room(1, 60, 41));
        assert!(!has_room(2, 0, 0));
    }

    #[test]
    fn a_file_larger_than_all_room_is_let_in_alone() {
        assert!(gate(2, 100).enter(1000));
    }

    #[test]
    fn who_waits_is_let_in_when_another_leaves() {
        let gate = gate(1, 100);
        assert!(gate.enter(10));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| gate.enter(20));
            gate.leave(10);
            assert!(waiting.join().unwrap());
        });
        assert_eq!(gate.state().inside, Load { files: 1, bytes: 20 });
    }

    #[test]
    fn nobody_waits_at_a_closed_gate() {
        let gate = gate(1, 100);
        assert!(gate.enter(1));
        gate.close();
        assert!(!gate.enter(1));
    }
}
