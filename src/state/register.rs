//! A register, and who wins when it was written twice.
//!
//! The winner is the greatest [`Version`]; the greatest of a set does not
//! depend on the order in which it is gone through, nor on how often a member
//! is met. So merging is commutative, associative and idempotent.
//! Source: Shapiro, Preguiça, Baquero and Zawirski, “Conflict-free Replicated
//! Data Types”, 2011.

use rusqlite::types::Type;
use rusqlite::{Connection, Error, Row, params};

use crate::article::ArticleId;

/// Counters from here on are not believed: a damaged or hostile one would
/// leave none for the writers after it. Also the last that JSON carries exactly.
pub(super) const COUNTERS: i64 = 1 << 53;

/// What was written to a register, when, and by whom.
///
/// The order of the fields decides who wins. The value is next to last for
/// the case that two devices share a name, as a copied home makes them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    /// Higher than every counter that its writer had seen (Lamport 1978).
    pub(super) counter: i64,
    /// The database that it was written to first.
    pub(super) device: String,
    /// What was written, in JSON.
    pub(super) value: String,
    /// When, by the clock of the device, in milliseconds since 1970: to be
    /// shown, not to be trusted.
    pub(super) wall: i64,
}

/// One fact about one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Register {
    /// Which article; the nil id for what is not about an article.
    pub(super) article: ArticleId,
    /// Which fact.
    pub(super) key: String,
    /// Its last version.
    pub(super) version: Version,
}

impl Register {
    /// A register from a row of article, key, counter, device, value and wall.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let version = Version {
            counter: row.get(2)?,
            device: row.get(3)?,
            value: row.get(4)?,
            wall: row.get(5)?,
        };
        if !(0..COUNTERS).contains(&version.counter) {
            let problem = "a counter out of range".into();
            return Err(Error::FromSqlConversionFailure(2, Type::Integer, problem));
        }
        Ok(Self { article: ArticleId(row.get(0)?), key: row.get(1)?, version })
    }

    /// The counter of whoever writes next to this database.
    pub(super) fn next_counter(database: &Connection) -> rusqlite::Result<i64> {
        let last: Option<i64> = database
            .prepare_cached("SELECT max(counter) FROM register WHERE counter < ?1")?
            .query_one([COUNTERS], |row| row.get(0))?;
        Ok(last.map_or(1, |last| last + 1).min(COUNTERS - 1))
    }

    /// Writes it, unless what is there wins; says which it was.
    pub(super) fn merge(&self, database: &Connection) -> rusqlite::Result<bool> {
        let theirs = database
            .prepare_cached(
                "SELECT article, key, counter, device, value, wall FROM register
                 WHERE article = ?1 AND key = ?2",
            )?
            .query_one(params![self.article.0, self.key], Self::read);
        match theirs {
            Ok(theirs) if theirs.version >= self.version => return Ok(false),
            // What cannot be read loses.
            Ok(_) | Err(Error::QueryReturnedNoRows | Error::FromSqlConversionFailure(..)) => {}
            Err(error) => return Err(error),
        }
        let Self { article, key, version } = self;
        // Replacing gives the row a new number, by which other instances find it.
        database
            .prepare_cached(
                "INSERT OR REPLACE INTO register (article, key, counter, device, value, wall)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                article.0,
                key,
                version.counter,
                version.device,
                version.value,
                version.wall
            ])?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::state::store::tests::{in_memory, registers};

    /// Few articles, counters and devices, so that they meet.
    fn written() -> impl Strategy<Value = Register> {
        let version = (1..4i64, "[ab]", "[0-2]", 0..2i64)
            .prop_map(|(counter, device, value, wall)| Version { counter, device, value, wall });
        (0..2u8, "read|place", version).prop_map(|(article, key, version)| Register {
            article: ArticleId([article; 16]),
            key,
            version,
        })
    }

    fn merged<'a>(written: impl IntoIterator<Item = &'a Register>) -> Vec<Register> {
        let database = in_memory();
        for register in written {
            register.merge(&database).unwrap();
        }
        registers(&database)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_same_registers_in_any_order_and_number_leave_the_same_state(
            (written, shuffled) in prop::collection::vec(written(), 0..12)
                .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        ) {
            let once = merged(&written);
            prop_assert_eq!(&merged(&shuffled), &once);
            prop_assert_eq!(&merged(written.iter().chain(&shuffled)), &once);
        }

        #[test]
        fn states_merged_in_any_grouping_are_the_same(
            a in prop::collection::vec(written(), 0..6),
            b in prop::collection::vec(written(), 0..6),
            c in prop::collection::vec(written(), 0..6),
        ) {
            let b_and_c = merged(b.iter().chain(&c));
            let a_and_b = merged(a.iter().chain(&b));
            prop_assert_eq!(merged(a.iter().chain(&b_and_c)), merged(a_and_b.iter().chain(&c)));
        }
    }

    #[test]
    fn the_later_writer_wins_whatever_the_clocks_say() {
        let version = |counter, device: &str, wall| Version {
            counter,
            device: device.to_owned(),
            value: "true".to_owned(),
            wall,
        };
        assert!(version(2, "a", 0) > version(1, "b", 9_999));
        assert!(version(2, "b", 0) > version(2, "a", 9_999));
    }

    #[test]
    fn a_counter_that_leaves_none_after_it_is_not_believed() {
        let database = in_memory();
        let register = Register {
            article: ArticleId([1; 16]),
            key: "read".to_owned(),
            version: Version {
                counter: i64::MAX,
                device: "a".to_owned(),
                value: "true".to_owned(),
                wall: 0,
            },
        };
        register.merge(&database).unwrap();
        assert_eq!(Register::next_counter(&database), Ok(1));
        let ours = Register { version: Version { counter: 1, ..register.version }, ..register };
        ours.merge(&database).unwrap();
        assert_eq!(registers(&database), [ours]);
    }
}
