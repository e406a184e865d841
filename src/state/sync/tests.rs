//! Devices that share a folder, or each a copy of one.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::state::journal::tests::written;
use crate::state::store::tests::{named, registers_of};

const DAY: Date = date(2026, 11, 29);

/// A device: its database, and its copy of the shared folder.
struct Device {
    store: Store,
    folder: tempfile::TempDir,
}

impl Device {
    fn called(name: &str) -> Self {
        Self { store: named(name), folder: tempfile::tempdir().unwrap() }
    }

    fn sync(&mut self) -> Synced {
        exchange(&mut self.store, self.folder.path(), DAY).unwrap()
    }

    fn write(&mut self, mut register: Register) {
        // A device writes in its own name, and behind all that it has seen.
        let next = registers_of(&self.store).iter().map(|it| it.version.counter).max();
        register.version.counter = next.unwrap_or(0) + 1;
        register.version.device = self.store.device().to_owned();
        self.store.merge(&[register]).unwrap();
    }

    fn own(&self) -> PathBuf {
        self.folder.path().join("state").join(self.store.device())
    }

    /// Takes over the segments of another as they are there: of the last, only
    /// so many percent of the bytes; `twice` also as a copy beside it.
    fn take_over(&self, other: &Self, percent: usize, twice: bool) {
        let segments = inside(&other.own()).unwrap();
        let to = self.folder.path().join("state").join(other.store.device());
        fs::create_dir_all(&to).unwrap();
        for (rank, segment) in segments.iter().enumerate() {
            let bytes = fs::read(segment).unwrap();
            let is_last = rank + 1 == segments.len();
            let part = if is_last { bytes.len() * percent / 100 } else { bytes.len() };
            let name = segment.file_name().unwrap().to_str().unwrap();
            fs::write(to.join(name), &bytes[..part]).unwrap();
            if twice {
                let copy = name.replace(".jsonl", ".sync-conflict-20261129-101500-ABCDEFG.jsonl");
                fs::write(to.join(copy), &bytes).unwrap();
            }
        }
    }
}

/// What happens to some devices, by their numbers.
#[derive(Clone, Debug)]
enum Event {
    Write(usize, Register),
    Sync(usize),
    TakeOver { to: usize, from: usize, percent: usize, twice: bool },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        3 => (0..3usize, written()).prop_map(|(device, it)| Event::Write(device, it)),
        2 => (0..3usize).prop_map(Event::Sync),
        3 => (0..3usize, 0..3usize, 0..=100usize, any::<bool>()).prop_map(
            |(to, from, percent, twice)| Event::TakeOver { to, from, percent, twice }
        ),
    ];
    prop::collection::vec(event, 0..25)
}

/// Cases of each property: few at a desk, many where the long loops run.
fn cases() -> ProptestConfig {
    let is_long = std::env::var_os("NEWSREAD_LONG_TESTS").is_some();
    ProptestConfig { cases: if is_long { 300 } else { 24 }, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn devices_that_were_apart_agree_after_they_met(events in events()) {
        let mut devices = ["a", "b", "c"].map(Device::called);
        for event in events {
            match event {
                Event::Write(device, register) => devices[device].write(register),
                Event::Sync(device) => {
                    devices[device].sync();
                }
                Event::TakeOver { to, from, percent, twice } if to != from => {
                    devices[to].take_over(&devices[from], percent, twice);
                }
                Event::TakeOver { .. } => {}
            }
        }
        // They meet: each says what it knows, all of it arrives, and is read.
        for device in &mut devices {
            device.sync();
        }
        for (to, from) in (0..3).flat_map(|to| (0..3).map(move |from| (to, from))) {
            if to != from {
                devices[to].take_over(&devices[from], 100, false);
            }
        }
        for device in &mut devices {
            device.sync();
        }
        let [a, b, c] = devices.each_ref().map(|device| registers_of(&device.store));
        prop_assert_eq!(&a, &b);
        prop_assert_eq!(&b, &c);
    }

    #[test]
    fn segments_cut_off_anywhere_and_read_in_any_order_lose_nothing_in_the_end(
        written in prop::collection::vec(written(), 1..20),
        cuts in prop::collection::vec(0..=100usize, 1..5),
    ) {
        let (mut ours, mut once, mut often) =
            (Device::called("a"), Device::called("b"), Device::called("b"));
        for register in written {
            ours.write(register);
        }
        ours.sync();
        once.take_over(&ours, 100, false);
        once.sync();
        for percent in cuts.into_iter().chain([100]) {
            often.take_over(&ours, percent, percent % 2 == 0);
            often.sync();
        }
        prop_assert_eq!(registers_of(&often.store), registers_of(&once.store));
    }
}

fn register(key: &str) -> Register {
    let version = Version { counter: 0, device: String::new(), value: "true".to_owned(), wall: 0 };
    Register { article: crate::article::ArticleId([1; 16]), key: key.to_owned(), version }
}

#[test]
fn what_is_known_there_is_not_written_again() {
    let (mut ours, mut theirs) = (Device::called("a"), Device::called("b"));
    ours.write(register("read"));
    assert_eq!(ours.sync(), Synced { went: 1, ..Synced::default() });
    assert_eq!(ours.sync(), Synced::default());
    theirs.take_over(&ours, 100, false);
    assert_eq!(theirs.sync(), Synced { came: 1, devices: 1, ..Synced::default() });
    assert!(!theirs.own().exists(), "there is nothing to say");
}

#[test]
fn a_segment_that_was_lost_is_written_again() {
    let mut ours = Device::called("a");
    ours.write(register("read"));
    ours.sync();
    fs::remove_dir_all(ours.own()).unwrap();
    assert_eq!(ours.sync().went, 1);
}

#[test]
fn a_line_that_was_torn_is_left_and_written_again_behind_it() {
    let mut ours = Device::called("a");
    ours.write(register("read"));
    ours.sync();
    let segment = ours.own().join("000001-2026-11.jsonl");
    let whole = fs::read_to_string(&segment).unwrap();
    fs::write(&segment, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(ours.sync(), Synced { went: 1, passed_over: 1, ..Synced::default() });
    let text = fs::read_to_string(&segment).unwrap();
    assert_eq!(text, format!("{}\n{whole}", &whole[..whole.len() / 2]));
}

#[test]
fn a_segment_is_sealed_at_its_size_and_at_the_end_of_the_month() {
    let folder = tempfile::tempdir().unwrap();
    let line = "x".repeat(400 << 10) + "\n";
    let add =
        |count: usize, today| append(folder.path(), &vec![line.clone(); count], today).unwrap();
    add(5, date(2026, 11, 30));
    add(1, date(2026, 12, 1));
    add(1, date(2026, 12, 2));
    // A clock that goes wrong begins segments too, and opens none again.
    add(1, date(1970, 1, 1));
    add(1, date(2026, 12, 3));
    let segments = inside(folder.path()).unwrap();
    let told = segments.iter().map(|path| {
        let lines = fs::read_to_string(path).unwrap().lines().count();
        format!("{} {lines}", path.file_name().unwrap().to_str().unwrap())
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "000001-2026-11.jsonl 3",
            "000002-2026-11.jsonl 2",
            "000003-2026-12.jsonl 2",
            "000004-1970-01.jsonl 1",
            "000005-2026-12.jsonl 1",
        ]
    );
}

#[test]
fn what_is_no_segment_is_left_alone() {
    let mut ours = Device::called("a");
    let state = ours.folder.path().join("state");
    fs::create_dir_all(state.join("b/folder.jsonl")).unwrap();
    fs::write(state.join("README"), "hello").unwrap();
    fs::write(state.join("b/notes.txt"), "hello").unwrap();
    let pipe = state.join("b/pipe.jsonl");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();
    ours.write(register("read"));
    assert_eq!(ours.sync(), Synced { went: 1, devices: 1, ..Synced::default() });
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let (path, share) = (folder.path().join("state.db"), folder.path().join("stick"));
    let told = sync(&path, &share, DAY).unwrap_err().to_string();
    assert!(told.contains("connect the disk"), "{told}");
    assert!(!share.exists());
}
