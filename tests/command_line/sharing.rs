//! What the reader added, on its way to other devices, into files and back, as
//! a shell meets it.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use assert_cmd::Command;
use newsread::article::ArticleId;
use newsread::state::{Change, Marks, State, marks};
use serde_json::Value;

const RAIN: ArticleId = ArticleId([1; 16]);
const VOTE: ArticleId = ArticleId([2; 16]);

/// A home on a device of its own.
struct Device(tempfile::TempDir);

impl Device {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn state(&self) -> PathBuf {
        self.0.path().join(".local/state/newsread/state.db")
    }

    fn write(&self, changes: &[Change]) {
        let state = State::open(Some(self.state()), |_| {}).unwrap();
        for change in changes {
            state.write(change.clone());
        }
        assert!(state.flush(Duration::from_secs(20)));
    }

    fn marks(&self) -> Marks {
        marks(&self.state()).unwrap()
    }

    /// Runs newsread; returns its exit code and what it printed and told.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsread"));
        command.current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        let output = command.args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn print(&self, arguments: &[&str]) -> String {
        let (code, out, told) = self.run(arguments);
        assert_eq!((code, &*told), (0, ""), "{out}");
        out
    }
}

#[test]
fn two_devices_agree_after_both_were_at_the_shared_folder() {
    let (desk, train, share) = (Device::new(), Device::new(), tempfile::tempdir().unwrap());
    let share = share.path().to_str().unwrap();
    let tag = |name: &str| Change::Tag(RAIN, name.parse().unwrap(), true);
    desk.write(&[Change::Starred(RAIN, true), tag("Weather")]);
    train.write(&[Change::Read(VOTE, true), tag("to quote")]);
    assert_eq!(
        desk.print(&["sync", share]),
        "0 changes came, 2 went · no other device has been here yet\n"
    );
    assert_eq!(train.print(&["sync", share]), "2 changes came, 2 went · 1 other device\n");
    assert_eq!(desk.print(&["sync", share]), "2 changes came, 0 went · 1 other device\n");
    assert_eq!(desk.marks(), train.marks());
    let tags: Vec<_> = desk.marks().tags(RAIN).map(ToString::to_string).collect();
    assert_eq!(tags, ["to quote", "Weather"]);
}

#[test]
fn the_folder_may_be_named_in_the_configuration() {
    let device = Device::new();
    let (code, _, told) = device.run(&["sync"]);
    assert_eq!(code, 2);
    assert!(told.contains("[sync]"), "{told}");
    fs::create_dir_all(device.0.path().join(".config/newsread")).unwrap();
    fs::create_dir(device.0.path().join("Sync")).unwrap();
    let settings = device.0.path().join(".config/newsread/config.toml");
    fs::write(settings, "[sync]\nfolder = \"~/Sync\"").unwrap();
    device.write(&[Change::Starred(RAIN, true)]);
    assert!(device.print(&["sync"]).starts_with("0 changes came, 1 went"));
}

#[test]
fn what_is_torn_or_newer_in_the_folder_is_told_and_costs_nothing() {
    let (device, share) = (Device::new(), tempfile::tempdir().unwrap());
    let theirs = share.path().join("state/b");
    fs::create_dir_all(&theirs).unwrap();
    let line = "{\"v\":1,\"article\":\"01010101010101010101010101010101\",\"key\":\"read\",\
                \"value\":true,\"counter\":1,\"device\":\"b\",\"when\":\"2026-11-29T10:00:00Z\"}\n";
    let newer = line.replace("\"v\":1", "\"v\":9");
    fs::write(theirs.join("000001-2026-11.jsonl"), [line, &newer, &line[..40]].concat()).unwrap();
    let (code, out, told) = device.run(&["sync", share.path().to_str().unwrap()]);
    assert_eq!((code, &*out), (0, "1 change came, 0 went · 1 other device\n"));
    assert_eq!(told, "newsread: 2 lines were passed over: they are torn, or of a newer newsread\n");
    assert!(device.marks().is_read(RAIN));
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let (code, _, told) = Device::new().run(&["sync", "/nowhere/at/all"]);
    assert_eq!(code, 2);
    assert!(told.contains("‘/nowhere/at/all’") && told.contains("connect the disk"), "{told}");
}

#[test]
fn what_was_exported_is_there_again_after_an_import() {
    let (old, new) = (Device::new(), Device::new());
    assert_eq!(old.run(&["state", "export"]).0, 1, "there is nothing yet");
    old.write(&[Change::Starred(RAIN, true), Change::Read(VOTE, true)]);
    let lines = old.print(&["state", "export"]);
    let keys =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["key"].clone());
    assert_eq!(keys.collect::<Vec<_>>(), ["starred", "read"]);

    let copy = new.0.path().join("copy.jsonl");
    old.print(&["state", "export", "-o", copy.to_str().unwrap()]);
    assert_eq!(
        new.print(&["state", "import", copy.to_str().unwrap()]),
        "2 changes taken over of 2 read\n"
    );
    assert_eq!(new.marks(), old.marks());
    assert_eq!(
        new.print(&["state", "import", copy.to_str().unwrap()]),
        "0 changes taken over of 2 read\n"
    );
}

#[test]
fn an_export_that_cannot_be_written_leaves_the_file_that_was() {
    let device = Device::new();
    device.write(&[Change::Starred(RAIN, true)]);
    let (code, _, told) = device.run(&["state", "export", "-o", "/dev/full"]);
    assert_eq!(code, 2);
    assert!(told.contains("/dev/full"), "{told}");
    let (code, _, told) = device.run(&["state", "import", "gone.jsonl"]);
    assert_eq!(code, 2);
    assert!(told.contains("gone.jsonl"), "{told}");
}
