//! Bounds what was read and not yet handed on, or handed on and not yet taken in.
//!
//! Files differ in size by a million times, so both their number and their
//! bytes are counted. One idea: who reads takes the room, who hands on gives
//! it back; so nothing between the two has to be bounded, and the next in the
//! order is always on its way.
//!
//! Whoever waits is not woken for each file, which would cost a change of threads
//! for each, but when half of the room was given back, or all of it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Some files: how many, and their bytes in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Load {
    pub(crate) files: usize,
    pub(crate) bytes: usize,
}

/// Lets files in as long as there is room for them.
pub(crate) struct Gate {
    most: Load,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    inside: Load,
    /// What left since those that wait were last woken.
    left: Load,
    is_closed: bool,
}

/// Room that somebody has, and gives back when this goes.
pub(crate) struct Room {
    gate: Arc<Gate>,
    bytes: usize,
}

impl Drop for Room {
    fn drop(&mut self) {
        self.gate.leave(self.bytes);
    }
}

impl Gate {
    /// A gate with room for `most`; a file that is larger than that alone is
    /// let in when it is the only one.
    pub(crate) fn new(most: Load) -> Self {
        Self { most, state: Mutex::default(), changed: Condvar::new() }
    }

    /// What there is room for.
    pub(super) fn most(&self) -> Load {
        self.most
    }

    /// Takes room for a file, and waits while there is none; `false` once the
    /// gate is closed.
    pub(super) fn enter(&self, bytes: usize) -> bool {
        let state = self.changed.wait_while(self.state(), |state| self.is_full(state, bytes));
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        state.let_in(bytes);
        !state.is_closed
    }

    /// Takes room, and waits for it so long at most: whoever has it may be a
    /// thread that died, and then it is not given back.
    pub(crate) fn room(self: &Arc<Self>, bytes: usize, patience: Duration) -> Room {
        let is_full = |state: &mut State| self.is_full(state, bytes);
        let waited = self.changed.wait_timeout_while(self.state(), patience, is_full);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.let_in(bytes);
        Room { gate: Arc::clone(self), bytes }
    }

    fn is_full(&self, state: &State, bytes: usize) -> bool {
        !state.is_closed && !self.has_room(state.inside, bytes)
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
        state.left.files += 1;
        state.left.bytes = state.left.bytes.saturating_add(bytes);
        if self.wakes(&state) {
            state.left = Load::default();
            self.changed.notify_all();
        }
    }

    /// Whether so much left that those that wait are to look again.
    fn wakes(&self, state: &State) -> bool {
        let State { inside, left, .. } = state;
        let half = Load { files: self.most.files / 2, bytes: self.most.bytes / 2 };
        inside.files == 0 || left.files >= half.files || left.bytes >= half.bytes
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

impl State {
    fn let_in(&mut self, bytes: usize) {
        self.inside.files += 1;
        self.inside.bytes = self.inside.bytes.saturating_add(bytes);
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
    fn those_that_wait_are_woken_when_half_of_the_room_was_given_back_or_all_of_it() {
        let wakes = |inside, left| gate(8, 100).wakes(&State { inside, left, is_closed: false });
        let load = |files, bytes| Load { files, bytes };
        assert!(!wakes(load(5, 60), load(3, 30)));
        assert!(wakes(load(5, 60), load(4, 30)));
        assert!(wakes(load(5, 60), load(1, 50)));
        assert!(wakes(load(0, 0), load(1, 1)));
    }

    #[test]
    fn room_is_given_back_by_whoever_had_it() {
        let gate = Arc::new(gate(1, 100));
        let room = gate.room(10, Duration::MAX);
        assert_eq!(gate.state().inside, Load { files: 1, bytes: 10 });
        drop(room);
        assert_eq!(gate.state().inside, Load::default());
    }

    #[test]
    fn nobody_waits_for_ever_for_whoever_keeps_the_room() {
        let gate = Arc::new(gate(1, 100));
        let _kept = gate.room(10, Duration::MAX);
        let _late = gate.room(20, Duration::from_millis(1));
        assert_eq!(gate.state().inside, Load { files: 2, bytes: 30 });
    }

    #[test]
    fn nobody_waits_at_a_closed_gate() {
        let gate = gate(1, 100);
        assert!(gate.enter(1));
        gate.close();
        assert!(!gate.enter(1));
    }
}
