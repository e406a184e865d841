//! The state of a process that is killed, that has no disk left, or that may
//! not write: each played by this test in a process of its own.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use newsread::state::{Change, Report, State};
use rustix::process::{Resource, Rlimit, geteuid, getrlimit, setrlimit};

use super::folder;
use super::keeper::{DEADLINE, Keeper, article};

/// Where the process that plays a part finds the state.
const PATH: &str = "NEWSREAD_TEST_STATE";

/// The arguments that make a test play its part in a process of its own: the
/// test of this name, which finds [`PATH`] set.
fn part(test: &str) -> [String; 3] {
    let test = format!("surviving::{test}");
    ["--exact", &test, "--nocapture"].map(str::to_owned)
}

/// The state of the part to be played; `None` in the process that judges it.
fn part_to_play() -> Option<PathBuf> {
    std::env::var_os(PATH).map(PathBuf::from)
}

#[test]
fn every_acknowledged_mark_survives_a_kill() {
    if let Some(path) = part_to_play() {
        return marking_without_end(&path);
    }
    let (_folder, path) = folder();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(part("every_acknowledged_mark_survives_a_kill"))
        .env(PATH, &path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = 0;
    for line in lines {
        let Ok(number) = line.unwrap().parse() else { continue };
        acknowledged = number;
        if acknowledged > 40 {
            // Killed once; what is still in the pipe was acknowledged before.
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(acknowledged > 40);
    let mut keeper = Keeper::at(&path);
    assert_eq!(keeper.untold(), Vec::<String>::new(), "the next start asks nothing");
    let lost = (0..acknowledged).filter(|number| !keeper.marks.is_read(article(*number)));
    assert_eq!(lost.count(), 0);
}

fn marking_without_end(path: &Path) {
    let (tell, reports) = std::sync::mpsc::channel();
    let state = State::open(Some(path.to_owned()), move |report| {
        tell.send(report).ok();
    });
    let state = state.unwrap();
    let mut saved = 0;
    for number in 0.. {
        state.write(Change::Read(article(number), true));
        // A few are always under way.
        while number > saved + 20 {
            if let Report::Saved(number) = reports.recv().unwrap() {
                saved = number;
                // Written straight to the pipe: a killed process prints no buffer.
                std::io::stdout().write_all(format!("{saved}\n").as_bytes()).unwrap();
            }
        }
    }
}

#[test]
fn marks_wait_in_memory_while_the_disk_is_full() {
    if let Some(path) = part_to_play() {
        return marking_until_the_disk_is_full(&path, || {
            let Rlimit { maximum, .. } = getrlimit(Resource::Fsize);
            setrlimit(Resource::Fsize, Rlimit { current: maximum, maximum }).unwrap();
        });
    }
    let (_folder, path) = folder();
    // Files may grow to 128 blocks of 512 or 1,024 bytes, as a quota would have it.
    let limited = r#"trap "" XFSZ; ulimit -S -f 128; exec "$0" "$@""#;
    // What the child prints may go to a file that is long already.
    let output = Command::new("sh")
        .args(["-c", limited])
        .arg(std::env::current_exe().unwrap())
        .args(part("marks_wait_in_memory_while_the_disk_is_full"))
        .env(PATH, &path)
        .output();
    assert!(output.unwrap().status.success());
    let marks = Keeper::at(&path).marks;
    assert_eq!(marks.read().len(), 301);
}

/// A disk of 2 MiB, where somebody else takes half: where nobody may mount one,
/// only the quota above is tried, and `.ci/run` says so.
#[test]
fn marks_wait_in_memory_while_a_small_disk_is_full() {
    if let Some(path) = part_to_play() {
        let others = path.with_extension("others");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&others, vec![1; 1 << 20]).unwrap();
        marking_until_the_disk_is_full(&path, || fs::remove_file(others).unwrap());
        // The disk goes with this process.
        assert_eq!(Keeper::at(&path).marks.read().len(), 301);
        return;
    }
    let (folder, path) = folder();
    let mounted = r#"mount -t tmpfs -o size=2m none "$DISK" || exit 99; exec "$0" "$@""#;
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", mounted])
        .arg(std::env::current_exe().unwrap())
        .args(part("marks_wait_in_memory_while_a_small_disk_is_full"))
        .env(PATH, &path)
        .env("DISK", folder.path())
        .output();
    let Ok(output) = output else { return };
    let may_not = output.status.code() == Some(99) || output.stderr.starts_with(b"unshare:");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(may_not || output.status.success(), "{told}");
}

/// Marks until nothing more can be kept, and goes on when `make_room` has.
fn marking_until_the_disk_is_full(path: &Path, make_room: impl FnOnce()) {
    let mut keeper = Keeper::at(path);
    for number in 0..300 {
        keeper.write(Change::Read(article(number), true));
        // One by one, so that the log grows with each.
        keeper.state.flush(DEADLINE);
    }
    assert!(keeper.trouble().contains("kept in memory"));
    assert!(!keeper.state.flush(DEADLINE));
    assert_eq!(keeper.untold(), Vec::<String>::new(), "it is told once");
    assert_eq!(keeper.marks.read().len(), 300);

    make_room();
    keeper.write(Change::Read(article(300), true));
    assert!(keeper.state.flush(DEADLINE));
    keeper.wait_for(article(300));
}

#[test]
fn a_state_that_may_only_be_read_is_read() {
    if let Some(path) = part_to_play() {
        return reading_what_may_not_be_written(&path);
    }
    let (folder, path) = folder();
    let mut keeper = Keeper::at(&path);
    keeper.write(Change::Read(article(1), true));
    drop(keeper);
    let permit = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode));
    permit(folder.path(), 0o755).unwrap();
    permit(&path, 0o444).unwrap();
    permit(path.parent().unwrap(), 0o555).unwrap();
    // The superuser may write anywhere, so somebody else plays the part, from
    // a copy that he can reach.
    let program = folder.path().join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let mut child = Command::new(program);
    child.args(part("a_state_that_may_only_be_read_is_read")).env(PATH, &path);
    if geteuid().is_root() {
        child.uid(65_534).gid(65_534);
    }
    let status = child.current_dir("/").status().unwrap();
    permit(path.parent().unwrap(), 0o755).unwrap();
    assert!(status.success());
    assert!(!Keeper::at(&path).marks.is_starred(article(1)));
}

fn reading_what_may_not_be_written(path: &Path) {
    let mut keeper = Keeper::at(path);
    assert!(keeper.marks.is_read(article(1)));
    assert!(keeper.trouble().contains("can be read but not written"));
    keeper.write(Change::Starred(article(1), true));
    assert!(!keeper.state.flush(DEADLINE));
    assert!(keeper.marks.is_starred(article(1)) && keeper.marks.is_pending(article(1)));
    assert_eq!(keeper.untold(), Vec::<String>::new(), "it is told once");
}
