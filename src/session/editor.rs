//! The reader's own editor, to which a note is lent.
//!
//! It knows a text and a program; what the text is for and how the terminal is
//! lent are others' business. One idea: the text lies in a file that only the
//! reader can see, and the file goes only when all that is in it came back.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Read, Write, stdin};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::desk::guarded;
use super::private_folder;
use super::program::{ProgramError, command, failed};
use crate::app::Msg;
use crate::app::noting::Edited;
use crate::article::Safe;
use crate::state::LONGEST_NOTE;

/// What POSIX says is there.
const USUAL: &str = "vi";

/// Time in which nobody writes a note: an editor that ended within it, and changed
/// nothing, may have opened a window and gone.
const HASTY: Duration = Duration::from_secs(1);

/// The way to the editor, while there is one.
pub(super) struct Editor {
    inbox: Sender<Msg>,
    child: Arc<Mutex<Option<Pid>>>,
    /// Whether the session ends, so that nobody takes a text back any more.
    is_ending: Arc<AtomicBool>,
}

impl Editor {
    pub(super) fn new(inbox: Sender<Msg>) -> Self {
        Self { inbox, child: Arc::default(), is_ending: Arc::default() }
    }

    /// Has a text edited on the terminal, which must have been lent; what came
    /// of it is told.
    pub(super) fn edit(&self, text: Safe) {
        let (inbox, child) = (self.inbox.clone(), Arc::clone(&self.child));
        let is_ending = Arc::clone(&self.is_ending);
        let work = move || {
            let edited = guarded("the editor cannot be called", || {
                let words = words(|name| std::env::var(name).ok())?;
                edit(&text, &words, &is_ending, |started| {
                    *child.lock().unwrap_or_else(PoisonError::into_inner) = started;
                })
            });
            let untouched = |told| Edited { text: None, told: Some(told) };
            let edited = edited.unwrap_or_else(Err).unwrap_or_else(untouched);
            inbox.send(Msg::Edited(edited)).ok();
        };
        if let Err(error) = thread::Builder::new().name("editor".to_owned()).spawn(work) {
            let told = Safe::format(format_args!("the editor cannot be called: {error}"));
            self.inbox.send(Msg::Edited(Edited { text: None, told: Some(told) })).ok();
        }
    }

    /// Asks the editor to end, if there is one; its file stays.
    pub(super) fn end(&self) {
        self.is_ending.store(true, Ordering::SeqCst);
        let child = *self.child.lock().unwrap_or_else(PoisonError::into_inner);
        child.map(|child| kill_process(child, Signal::TERM));
    }
}

/// The editor and its arguments, as `VISUAL`, else `EDITOR` says. They are words
/// as in a shell, but no shell reads them.
fn words(variable: impl Fn(&str) -> Option<String>) -> Result<Vec<String>, Safe> {
    let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        variable(name).filter(|value| !value.trim().is_empty()).map(|value| (name, value))
    });
    let Some((name, value)) = named else { return Ok(vec![USUAL.to_owned()]) };
    shell_words::split(&value)
        .map_err(|_| Safe::format(format_args!("in {name} a quotation mark is not closed")))
}

/// Has a text edited; an error says why nothing was. `tell` gets the process
/// while it runs.
fn edit(
    text: &Safe,
    words: &[String],
    is_ending: &AtomicBool,
    tell: impl Fn(Option<Pid>),
) -> Result<Edited, Safe> {
    let written = private_folder().and_then(|folder| {
        let file = folder.path().join("note.md");
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        options.open(&file)?.write_all(text.as_bytes())?;
        Ok((folder, file))
    });
    let (folder, file) = written.map_err(|error| {
        Safe::format(format_args!("the note cannot be written for the editor: {error}"))
    })?;
    let begun = Instant::now();
    let mut child = start(words, &file).map_err(|error| Safe::line(&error.to_string()))?;
    tell(i32::try_from(child.id()).ok().and_then(Pid::from_raw));
    let ended = child.wait();
    tell(None);
    let program = Safe::line(words.first().map(String::as_str).unwrap_or_default());
    let trouble = match ended {
        Ok(status) if status.success() && is_ending.load(Ordering::SeqCst) => {
            Some(format!("‘{program}’ was asked to end"))
        }
        Ok(status) if status.success() => None,
        Ok(status) => Some(failed(program.clone(), status, "").to_string()),
        Err(error) => Some(format!("‘{program}’ cannot be waited for: {error}")),
    };
    if trouble.is_none() && begun.elapsed() < HASTY && is_unchanged(text, &file) {
        let file = kept(folder, &file);
        let told = Safe::format(format_args!(
            "‘{program}’ changed nothing; one that opens a window must be told to wait: its file is {}",
            file.display()
        ));
        return Ok(Edited { text: None, told: Some(told) });
    }
    Ok(take(text, folder, &file, trouble))
}

fn is_unchanged(text: &Safe, file: &Path) -> bool {
    read(file).is_ok_and(|(bytes, _)| bytes == text.as_bytes())
}

fn start(words: &[String], file: &Path) -> Result<Child, ProgramError> {
    let (program, arguments) = words.split_first().ok_or(ProgramError::NoProgram)?;
    let mut command = command(program);
    command.args(arguments).arg(file);
    if !stdin().is_terminal() {
        // An article came in there; the keys come from the terminal.
        command.stdin(File::open("/dev/tty").map_or_else(|_| Stdio::null(), Stdio::from));
    }
    command.spawn().map_err(|source| match source.kind() {
        ErrorKind::NotFound => ProgramError::NotFound(Safe::line(program)),
        _ => ProgramError::Unstartable { program: Safe::line(program), source },
    })
}

/// Takes back what the editor left. The text of one that failed is not taken,
/// and what is not taken stays where it is and is told.
fn take(text: &Safe, folder: TempDir, file: &Path, trouble: Option<String>) -> Edited {
    let stays = |folder: TempDir, why: String| {
        let file = kept(folder, file);
        Safe::format(format_args!("{why}; what it wrote is in {}", file.display()))
    };
    match (read(file), trouble) {
        (Ok((bytes, _)), Some(trouble)) if bytes == text.as_bytes() => {
            Edited { text: None, told: Some(Safe::line(&trouble)) }
        }
        (_, Some(trouble)) => Edited { text: None, told: Some(stays(folder, trouble)) },
        (Err(error), None) => {
            let told = format!("what the editor wrote cannot be read: {error}");
            Edited { text: None, told: Some(stays(folder, told)) }
        }
        (Ok((bytes, is_whole)), None) => {
            let decoded = String::from_utf8_lossy(&bytes);
            let is_text = matches!(decoded, std::borrow::Cow::Borrowed(_));
            // The last line end is the editor's, not the note's.
            let text = Safe::lines(decoded.trim_end());
            let is_whole = is_whole && text.len() <= LONGEST_NOTE;
            let why = match (is_whole, is_text) {
                (false, _) => Some(format!("a note has at most {} KiB", LONGEST_NOTE >> 10)),
                (true, false) => Some("some bytes are not UTF-8".to_owned()),
                (true, true) => None,
            };
            Edited { text: Some(text), told: why.map(|why| stays(folder, why)) }
        }
    }
}

/// The bytes of a file, at most a little more than a note may have, and whether
/// these are all.
fn read(file: &Path) -> io::Result<(Vec<u8>, bool)> {
    let most = LONGEST_NOTE as u64 + 1;
    let mut bytes = Vec::new();
    if !fs::metadata(file)?.is_file() {
        return Err(io::Error::other("it is no file any more"));
    }
    File::open(file)?.take(most).read_to_end(&mut bytes)?;
    let is_whole = (bytes.len() as u64) < most;
    Ok((bytes, is_whole))
}

fn kept(folder: TempDir, file: &Path) -> PathBuf {
    let folder = folder.keep();
    file.file_name().map_or_else(|| folder.clone(), |name| folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// What comes of a text when a script edits the file `$1`.
    fn edited(text: &str, script: &str) -> Edited {
        let words = ["sh", "-c", script, "sh"].map(str::to_owned);
        edit(&Safe::lines(text), &words, &AtomicBool::new(false), |_| {}).unwrap()
    }

    /// The file that is told of.
    fn left(edited: &Edited) -> PathBuf {
        let told = edited.told.as_ref().unwrap();
        PathBuf::from(told.rsplit_once(" is in ").unwrap().1)
    }

    #[test]
    fn what_the_editor_wrote_comes_back_cleaned_and_nothing_stays() {
        let edited = edited("Ask", "printf ' her.\\033[2J\\n' >>\"$1\"; echo \"${1%/*}\" >&2");
        assert_eq!(edited.text.as_deref(), Some("Ask her.␛[2J"));
        assert_eq!(edited.told, None);
    }

    #[test]
    fn an_editor_that_is_gone_at_once_may_have_opened_a_window() {
        let edited = edited("Ask", "true");
        assert_eq!(edited.text, None);
        let file = PathBuf::from(edited.told.unwrap().rsplit_once(" is ").unwrap().1);
        assert_eq!(fs::read_to_string(&file).unwrap(), "Ask");
        fs::remove_dir_all(file.parent().unwrap()).unwrap();
    }

    #[test]
    fn the_file_is_for_the_reader_alone_and_gone_afterwards() {
        let paper = tempfile::tempdir().unwrap();
        let told = paper.path().join("told");
        let script =
            format!("stat -c '%a %n' \"$1\" \"${{1%/*}}\" >{}; echo >>\"$1\"", told.display());
        edited("Ask her.", &script);
        let told = fs::read_to_string(told).unwrap();
        let lines: Vec<_> = told.lines().map(|line| line.split_once(' ').unwrap()).collect();
        assert_eq!([lines[0].0, lines[1].0], ["600", "700"]);
        assert!(!Path::new(lines[1].1).exists());
    }

    #[test]
    fn an_editor_that_fails_changes_nothing_and_what_it_wrote_stays() {
        for (script, how) in [("exit 3", "status 3"), ("kill -9 $$", "signal 9")] {
            let untouched = edited("Ask her.", script);
            let told = format!("‘sh’ ended with {how}");
            assert_eq!((untouched.text, untouched.told.as_deref()), (None, Some(&*told)));
            let failed = edited("Ask her.", &format!("echo Ask him. >\"$1\"; {script}"));
            assert_eq!(failed.text, None);
            let file = left(&failed);
            assert_eq!(fs::read_to_string(&file).unwrap(), "Ask him.\n");
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
            fs::remove_dir_all(file.parent().unwrap()).unwrap();
        }
    }

    #[test]
    fn an_editor_that_takes_the_file_away_takes_nothing_from_the_note() {
        for script in ["rm \"$1\"", "rm \"$1\"; mkfifo \"$1\""] {
            let edited = edited("Ask her.", script);
            assert_eq!(edited.text, None);
            let told = edited.told.as_deref().unwrap();
            assert!(told.starts_with("what the editor wrote cannot be read"), "{told}");
            fs::remove_dir_all(left(&edited).parent().unwrap()).unwrap();
        }
    }

    #[test]
    fn what_is_too_long_or_no_text_is_left_in_the_file() {
        let long = edited("", "head -c 70000 /dev/zero | tr '\\0' x >\"$1\"");
        assert!(long.told.as_ref().unwrap().starts_with("a note has at most 64 KiB"));
        assert_eq!(fs::metadata(left(&long)).unwrap().len(), 70_000);
        let odd = edited("", "printf 'a\\377b' >\"$1\"");
        assert_eq!(odd.text.as_deref(), Some("a\u{fffd}b"));
        assert_eq!(fs::read(left(&odd)).unwrap(), b"a\xffb");
        for edited in [long, odd] {
            fs::remove_dir_all(left(&edited).parent().unwrap()).unwrap();
        }
    }

    #[test]
    fn the_editor_is_what_the_reader_says_and_no_shell_reads_it() {
        let of = |visual: &str, editor: &str| {
            let (visual, editor) = (visual.to_owned(), editor.to_owned());
            words(move |name| Some(if name == "VISUAL" { visual.clone() } else { editor.clone() }))
        };
        assert_eq!(of("code --wait", "ed").unwrap(), ["code", "--wait"]);
        assert_eq!(of(" ", "'my editor' -x `id`").unwrap(), ["my editor", "-x", "`id`"]);
        assert_eq!(of("", "").unwrap(), ["vi"]);
        assert_eq!(&*of("vi '", "").unwrap_err(), "in VISUAL a quotation mark is not closed");
        let missing = edit(
            &Safe::line("Ask."),
            &["no-such-editor".to_owned()],
            &AtomicBool::new(false),
            |_| {},
        );
        let told = missing.unwrap_err();
        assert!(told.contains("there is no program ‘no-such-editor’"), "{told}");
    }
}
