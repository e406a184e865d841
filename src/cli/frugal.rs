//! Has malloc give back what an index no longer needs while it is made.
//!
//! Knows nothing of indexes. Its one idea: glibc's malloc keeps the room of ever
//! larger blocks for later, once it was given one of that size back; a bound in
//! the environment ends that, but it is read only when a program begins. So this
//! one begins again, before it has done anything.

use std::env;
use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;

use signal_hook::consts::SIGPIPE;

/// From which size on a block has room of its own, which goes back to the system
/// with it (`mallopt(3)`).
const BOUND: &str = "MALLOC_MMAP_THRESHOLD_";

/// Half of what the index asks for at once, time and again. An index of a hundred
/// thousand articles took 102 MB for 132 to 148, and no more time.
const BYTES: &str = "524288";

/// Says that it has begun again: the system may withhold the other.
const BEGUN: &str = "NEWSREAD_HAS_BEGUN_AGAIN";

/// Begins the program again in its own place, with its arguments, the first of
/// which is its name. Returns where that was done, where somebody else has set a
/// bound, and where it cannot be: then more memory is taken.
pub(super) fn begin_again(arguments: &[OsString]) {
    let [name, arguments @ ..] = arguments else { return };
    let is_set = [BOUND, BEGUN].iter().any(|variable| env::var_os(variable).is_some());
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
    again.arg0(name).args(arguments).env(BOUND, BYTES).env(BEGUN, "1");
    drop(again.exec());
    // It could not; but what Rust ignores, an output that nobody reads any more,
    // would end it from now on.
    drop(signal_hook::flag::register(SIGPIPE, Arc::default()));
}
