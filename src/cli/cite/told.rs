//! What the reader should know about citations: a line each, or, of a long
//! list, a line for what many have in common.

use crate::article::Safe;
use crate::cli::out::Out;

/// Citations that have a line each at most.
const FEW: usize = 12;

/// Citations that are named where many have something in common.
const NAMED: usize = 3;

/// What is to be said, in the order of the citations.
#[derive(Debug, Default)]
pub(super) struct Told {
    of_each: Vec<(Safe, Vec<Safe>)>,
}

impl Told {
    /// Takes what is to be said of the citation of what is at `place`.
    pub(super) fn add(&mut self, place: &Safe, notes: Vec<Safe>) {
        if !notes.is_empty() {
            self.of_each.push((place.clone(), notes));
        }
    }

    /// Says it.
    pub(super) fn say(self, out: &mut Out) {
        if self.of_each.len() > FEW {
            for line in self.in_common() {
                out.remark(&line);
            }
        } else {
            for (place, notes) in self.of_each {
                let notes: Vec<&str> = notes.iter().map(|note| &**note).collect();
                out.remark(&format_args!("{place}: {}", notes.join("; ")));
            }
        }
    }

    /// A line for each thing to be said, with the first places that it is said of.
    fn in_common(&self) -> Vec<String> {
        let mut common: Vec<(&Safe, Vec<&Safe>)> = Vec::new();
        for (place, notes) in &self.of_each {
            for note in notes {
                match common.iter_mut().find(|(said, _)| *said == note) {
                    Some((_, places)) => places.push(place),
                    None => common.push((note, vec![place])),
                }
            }
        }
        let line = |(note, places): (&Safe, Vec<&Safe>)| {
            let named: Vec<&str> = places.iter().take(NAMED).map(|place| &***place).collect();
            match places.len() - named.len() {
                0 => format!("{}: {note}", named.join(", ")),
                rest => format!("{} and {rest} more: {note}", named.join(", ")),
            }
        };
        common.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_have_in_common_is_said_once() {
        let mut told = Told::default();
        for rank in 0..20 {
            let mut notes = vec![Safe::line("no address in the file")];
            notes.extend((rank % 10 == 0).then(|| Safe::line("no author in the file")));
            told.add(&Safe::line(&format!("r{rank}")), notes);
        }
        let lines =
            ["r0, r1, r2 and 17 more: no address in the file", "r0, r10: no author in the file"];
        assert_eq!(told.in_common(), lines);
    }
}
