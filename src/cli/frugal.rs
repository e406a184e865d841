//! Has malloc give back what an index no longer needs while it is made.
//!
//! Knows nothing of indexes. Its one idea: glibc's malloc keeps the room of ever
//! larger blocks for later, once it was given one of that size back; a bound in
//! the environment ends that, but it is read only when a program begins. So this
//! one begins again, before it has done anything.

use std::env;
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// From which size on a block has room of its own, which goes back to the system
/// with it (`mallopt(3)`).
const VARIABLE: &str = "MALLOC_MMAP_THRESHOLD_";

/// Half of what the index asks for at once, time and again. An index of a hundred
/// thousand articles took 102 MB for 132 to 148, and no more time.
const BYTES: &str = "524288";

/// Begins the program again in its own place, with its arguments, the first of
/// which is its name. Returns where somebody has set a bound, if only by this, or
/// where it cannot be: then more memory is taken, and all else is the same.
pub(super) fn begin_again(arguments: &[OsString]) {
    let [name, arguments @ ..] = arguments else { return };
    if env::var_os(VARIABLE).is_some() || !cfg!(all(target_os = "linux", target_env = "gnu")) {
        return;
    }
    if let Ok(program) = env::current_exe() {
        drop(Command::new(program).arg0(name).args(arguments).env(VARIABLE, BYTES).exec());
    }
}
