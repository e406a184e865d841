//! Has malloc give back what an index no longer needs while it is made.
//!
//! Knows nothing of indexes. Its one idea: glibc's malloc keeps the room of ever
//! larger blocks for later, once it was given one of that size back; a bound in
//! the environment ends that, but it is read only when a program begins. So this
//! one begins again, before it has done anything.

use std::env;
use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;

use signal_hook::consts::SIGPIPE;

use crate::session::program::{HAS_BEGUN_AGAIN, MALLOC_BOUND};

/// Half of what the index asks for at once, time and again. An index of a hundred
/// thousand articles took 102 MB for 132 to 148, and no more time; a screen that
/// had filled 130,000 of a million 123 MB for 615, for each commit of Tantivy has its
/// threads begun anew, with what they may keep.
const BYTES: &str = "524288";

/// Begins the program again in its own place, with its arguments. Returns where
/// that was done, where somebody else has set a bound, and where it cannot be: then
/// more memory is taken.
pub(super) fn begin_again() {
    let mut arguments = env::args_os();
    let Some(name) = arguments.next() else { return };
    // The system may withhold the bound.
    let is_set =
        [MALLOC_BOUND, HAS_BEGUN_AGAIN].iter().any(|variable| env::var_os(variable).is_some());
    if is_set || !cfg!(all(target_os = "linux", target_env = "gnu")) {
        return;
    }
    // Under another name it may be what runs programs, such as the loader.
    let is_this = |file: Option<&OsStr>| file == Some(OsStr::new(env!("CARGO_PKG_NAME")));
    let Some(program) = env::current_exe().ok().filter(|program| is_this(program.file_name()))
    else {
        return;
    };
    let mut again = Command::new(program);
    again.arg0(name).args(arguments).env(MALLOC_BOUND, BYTES).env(HAS_BEGUN_AGAIN, "1");
    drop(again.exec());
    // It could not; but what Rust ignores, an output that nobody reads any more,
    // would end it from now on.
    drop(signal_hook::flag::register(SIGPIPE, Arc::default()));
}
