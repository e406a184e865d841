//! Other programs, which the reader chose and called.
//!
//! Nothing here knows what is sent to them. A program is called by its
//! arguments and never through a shell, so no word of an article can become a
//! command; what it may want to know of the article it finds in its environment
//! and on its standard input. One idea: a call can be given up at any moment,
//! with all that the program started.

use std::env;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::article::Safe;

/// Most bytes of what a program says that are kept; the rest is read and lost.
const MOST: u64 = 1 << 20;

/// Longest time until a call sees that it is given up.
const GLANCE: Duration = Duration::from_millis(50);

/// From which size on a block of memory goes back to the system when it is given
/// back, for glibc's malloc (`mallopt(3)`).
pub const MALLOC_BOUND: &str = "MALLOC_MMAP_THRESHOLD_";

/// Says that newsread has begun again with its own [`MALLOC_BOUND`].
pub const HAS_BEGUN_AGAIN: &str = "NEWSREAD_HAS_BEGUN_AGAIN";

/// A command that runs a program as it would have run before newsread began again.
pub(super) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    if env::var_os(HAS_BEGUN_AGAIN).is_some() {
        command.env_remove(MALLOC_BOUND).env_remove(HAS_BEGUN_AGAIN);
    }
    command
}

/// A program, and what it gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// The program and its arguments, at least the program.
    pub words: Vec<String>,
    /// What it reads on its standard input.
    pub input: Vec<u8>,
    /// Names and values that are added to its environment.
    pub fields: Vec<(&'static str, String)>,
    /// Longest time that it may take; `None` lets it take any.
    pub limit: Option<Duration>,
}

/// Why a program did not do what it was called for.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    /// No program was named.
    #[error("no program is named; write one and its arguments")]
    NoProgram,
    /// There is no such program.
    #[error("there is no program ‘{0}’; install it, or set another")]
    NotFound(Safe),
    /// It cannot be started.
    #[error("‘{program}’ cannot be started: {source}")]
    Unstartable {
        /// The program.
        program: Safe,
        /// What the system says.
        source: io::Error,
    },
    /// It ended with an error.
    #[error("‘{program}’ ended with {how}{said}")]
    Failed {
        /// The program.
        program: Safe,
        /// Its status or its signal.
        how: String,
        /// Its last words behind a colon; empty if it said nothing.
        said: Safe,
    },
    /// It took too long.
    #[error("‘{program}’ took more than {} seconds and was stopped", limit.as_secs())]
    TooSlow {
        /// The program.
        program: Safe,
        /// Longest time that it was given.
        limit: Duration,
    },
    /// The call was given up.
    #[error("‘{0}’ was stopped")]
    Stopped(Safe),
}

impl Call {
    /// Runs the program to its end and returns what it printed: at most 1 MiB,
    /// cleaned. It is not waited for whether it reads all of its input.
    ///
    /// Once `stop` is true it is killed, with all that it started.
    pub fn run(self, stop: &AtomicBool) -> Result<Safe, ProgramError> {
        let (program, arguments) = self.words.split_first().ok_or(ProgramError::NoProgram)?;
        let name = Safe::line(program);
        let mut command = command(program);
        command.args(arguments).envs(self.fields.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own, so that all of it can be ended.
        let started = command.process_group(0).spawn();
        let mut child = started.map_err(|source| match source.kind() {
            ErrorKind::NotFound => ProgramError::NotFound(name.clone()),
            _ => ProgramError::Unstartable { program: name.clone(), source },
        })?;
        let stdin = child.stdin.take();
        let input = self.input;
        let ended = channel();
        // Whoever does not read its input need not.
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let (printed, told) = (child.stdout.take(), child.stderr.take());
        thread::spawn(move || {
            let told = thread::spawn(move || read(told));
            let printed = read(printed);
            ended.0.send((printed, told.join().unwrap_or_default())).ok();
        });
        let began = Instant::now();
        let (printed, told) = loop {
            match ended.1.recv_timeout(GLANCE) {
                Ok(said) => break said,
                Err(RecvTimeoutError::Disconnected) => break Default::default(),
                Err(RecvTimeoutError::Timeout) if stop.load(Ordering::Relaxed) => {
                    end(&mut child);
                    return Err(ProgramError::Stopped(name));
                }
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(limit) = self.limit.filter(|limit| began.elapsed() > *limit) {
                        end(&mut child);
                        return Err(ProgramError::TooSlow { program: name, limit });
                    }
                }
            }
        };
        let status = child.wait();
        match status {
            Ok(status) if status.success() => Ok(Safe::lines(printed.trim_end())),
            Ok(status) => Err(failed(name, status, &told)),
            Err(source) => Err(ProgramError::Unstartable { program: name, source }),
        }
    }
}

fn read(stream: Option<impl Read>) -> String {
    let Some(mut stream) = stream else { return String::new() };
    let mut bytes = Vec::new();
    let kept = (&mut stream).take(MOST).read_to_end(&mut bytes);
    // A program that is not read any more would wait for ever.
    if kept.is_ok() {
        io::copy(&mut stream, &mut io::sink()).ok();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn end(child: &mut Child) {
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if group.is_none_or(|group| kill_process_group(group, Signal::KILL).is_err()) {
        child.kill().ok();
    }
    child.wait().ok();
}

/// Why a program failed, by its status and what it said.
pub(super) fn failed(program: Safe, status: ExitStatus, told: &str) -> ProgramError {
    let how = match (status.code(), status.signal()) {
        (Some(code), _) => format!("status {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "no status".to_owned(),
    };
    let last = told.lines().rfind(|line| !line.trim().is_empty());
    let said = last.map(|line| Safe::format(format_args!(": {}", line.trim()))).unwrap_or_default();
    ProgramError::Failed { program, how, said }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(words: &[&str], input: &str) -> Result<Safe, ProgramError> {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let fields = vec![("NEWSREAD_TITLE", "Rain; rm -rf ~".to_owned())];
        Call { words, input: input.into(), fields, limit: None }.run(&AtomicBool::new(false))
    }

    #[test]
    fn a_program_gets_the_text_and_the_fields_and_no_shell_reads_them() {
        assert_eq!(&*call(&["cat"], "It rained.\n").unwrap(), "It rained.");
        assert_eq!(&*call(&["echo", "$HOME", "`id`;x"], "").unwrap(), "$HOME `id`;x");
        let title = call(&["sh", "-c", "printf %s \"$NEWSREAD_TITLE\""], "").unwrap();
        assert_eq!(&*title, "Rain; rm -rf ~");
    }

    #[test]
    fn what_a_program_prints_is_cleaned() {
        assert_eq!(&*call(&["printf", "a\\033[31mb"], "").unwrap(), "a␛[31mb");
    }

    #[test]
    fn a_program_need_not_read_its_input() {
        assert_eq!(&*call(&["true"], &"word ".repeat(100_000)).unwrap(), "");
    }

    #[test]
    fn a_program_that_says_much_is_read_to_its_end() {
        let text = "word ".repeat(1 << 19);
        let printed = call(&["cat"], &text).unwrap().len();
        assert_eq!(u64::try_from(printed), Ok(MOST));
    }

    #[test]
    fn why_a_program_failed_is_told_in_its_own_words() {
        let told = |words: &[&str]| call(words, "").unwrap_err().to_string();
        assert_eq!(
            told(&["sh", "-c", "echo no paper >&2; exit 3"]),
            "‘sh’ ended with status 3: no paper"
        );
        assert_eq!(told(&["sh", "-c", "kill -9 $$"]), "‘sh’ ended with signal 9");
        let none = told(&["no-such-program"]);
        assert_eq!(none, "there is no program ‘no-such-program’; install it, or set another");
        assert_eq!(told(&[]), "no program is named; write one and its arguments");
    }

    #[test]
    fn a_call_that_takes_too_long_ends() {
        let words = ["sh", "-c", "sleep 1000"].map(str::to_owned).to_vec();
        let limit = Some(Duration::ZERO);
        let error = Call { words, limit, ..Call::default() }.run(&AtomicBool::new(false));
        let told = error.unwrap_err().to_string();
        assert_eq!(told, "‘sh’ took more than 0 seconds and was stopped");
    }

    #[test]
    fn a_call_that_is_given_up_ends_with_all_it_started() {
        let words = ["sh", "-c", "sleep 1000 & cat /dev/zero"].map(str::to_owned).to_vec();
        let call = Call { words, ..Call::default() };
        let error = call.run(&AtomicBool::new(true)).unwrap_err();
        assert_eq!(error.to_string(), "‘sh’ was stopped");
    }
}
