//! Registers as lines of JSON: to be copied, to travel, and to be read by
//! people.
//!
//! It knows no file. One idea: every line stands for itself. A journal that
//! was cut off, put together twice or holds lines of a newer version is worth
//! every line of it that is whole and understood; the others are counted and
//! passed over. Form: JSON Lines, <https://jsonlines.org>.

use std::io::{self, BufRead, Read};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::register::{COUNTERS, Register, Version};
use crate::article::ArticleId;

/// The form of a line; lines of a higher one are left to newer versions.
const FORM: u32 = 1;

/// Bytes of the longest line that is read: nothing a reader writes is as long.
const LONGEST: u64 = 1 << 20;

/// A register as it is written in a line, in this order.
#[derive(Serialize, Deserialize)]
struct Line {
    /// The form of the line.
    v: u32,
    /// 32 hexadecimal digits, all zero for what is not about an article.
    article: String,
    key: String,
    value: Value,
    counter: i64,
    device: String,
    /// When, by the clock of the device, to the millisecond in UTC.
    when: String,
}

/// What was found in journals.
#[derive(Debug, Default)]
pub(super) struct Journal {
    /// The registers, in the order of the lines.
    pub(super) registers: Vec<Register>,
    /// Lines that are torn, or of a newer version, or none of ours.
    pub(super) passed_over: usize,
}

impl Journal {
    /// Reads lines to the end.
    ///
    /// # Errors
    /// The reader's; what was read before stays.
    pub(super) fn read(&mut self, mut lines: impl BufRead) -> io::Result<()> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if lines.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
                return Ok(());
            }
            if line.len() as u64 == LONGEST && line.last() != Some(&b'\n') {
                lines.skip_until(b'\n')?;
                self.passed_over += 1;
                continue;
            }
            match parse(&line) {
                Some(register) => self.registers.push(register),
                None if line.trim_ascii().is_empty() => {}
                None => self.passed_over += 1,
            }
        }
    }
}

/// The line of a register, with its end; `None` if its value is no JSON, which
/// no version can have written.
pub(super) fn line(register: &Register) -> Option<String> {
    let Register { article, key, version } = register;
    let line = Line {
        v: FORM,
        article: article.to_string(),
        key: key.clone(),
        value: serde_json::from_str(&version.value).ok()?,
        counter: version.counter,
        device: version.device.clone(),
        when: Timestamp::from_millisecond(version.wall).ok()?.to_string(),
    };
    Some(serde_json::to_string(&line).ok()? + "\n")
}

fn parse(line: &[u8]) -> Option<Register> {
    let Line { v, article, key, value, counter, device, when } =
        serde_json::from_slice(line).ok()?;
    let article = ArticleId::named(&article)?;
    if v != FORM || !(0..COUNTERS).contains(&counter) {
        return None;
    }
    let wall = when.parse::<Timestamp>().ok()?.as_millisecond();
    let version = Version { counter, device, value: value.to_string(), wall };
    Some(Register { article, key, version })
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Few articles, keys, counters and devices, so that they meet.
    pub(in crate::state) fn written() -> impl Strategy<Value = Register> {
        let value =
            prop::sample::select(vec!["true", "false", "\"Rain\"", "{\"block\":1,\"at\":2}"]);
        let version =
            (1..5i64, "[abc]", value, 0..2i64).prop_map(|(counter, device, value, wall)| Version {
                counter,
                device,
                value: value.to_owned(),
                wall,
            });
        (0..2u8, "read|place|tag:rain|mood", version).prop_map(|(article, key, version)| Register {
            article: ArticleId([article; 16]),
            key,
            version,
        })
    }

    fn read(bytes: &[u8]) -> Journal {
        let mut journal = Journal::default();
        journal.read(bytes).unwrap();
        journal
    }

    fn rain() -> Register {
        let version =
            Version { counter: 7, device: "a".to_owned(), value: "true".to_owned(), wall: 1_500 };
        Register { article: ArticleId([0xab; 16]), key: "read".to_owned(), version }
    }

    #[test]
    fn a_line_can_be_read_by_people() {
        assert_eq!(
            line(&rain()).unwrap(),
            "{\"v\":1,\"article\":\"abababababababababababababababab\",\"key\":\"read\",\
             \"value\":true,\"counter\":7,\"device\":\"a\",\"when\":\"1970-01-01T00:00:01.5Z\"}\n"
        );
    }

    #[test]
    fn what_is_torn_strange_or_newer_is_passed_over_and_the_rest_is_read() {
        let good = line(&rain()).unwrap();
        let newer = good.replace("\"v\":1", "\"v\":2");
        let hostile = good.replace("\"counter\":7", "\"counter\":9223372036854775807");
        let endless = "x".repeat(3 << 20);
        let torn = &good[..good.len() / 2];
        let journal =
            format!("{good}<<<<<<< HEAD\n\n{newer}{hostile}{endless}\n[1]\n\u{0}\n{good}{torn}");
        let journal = read(journal.as_bytes());
        assert_eq!(journal.registers, [rain(), rain()]);
        assert_eq!(journal.passed_over, 7);
        assert_eq!(read(&[0xff, 0xfe, b'\n']).passed_over, 1);
    }

    #[test]
    fn a_last_line_without_its_end_counts_if_it_is_whole() {
        let good = line(&rain()).unwrap();
        assert_eq!(read(good.trim_end().as_bytes()).registers, [rain()]);
    }

    proptest! {
        #[test]
        fn a_register_is_read_from_its_line_as_it_was_written(register in written()) {
            let line = line(&register).unwrap();
            prop_assert_eq!(read(line.as_bytes()).registers, [register]);
        }

        #[test]
        fn no_journal_is_too_strange_to_read(bytes in any::<Vec<u8>>()) {
            read(&bytes);
        }
    }
}
