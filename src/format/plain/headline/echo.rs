//! How much a line looks like the page's title, which line one may be.

use super::super::words::likeness;
use super::Scale;

/// How many times as long as the title a line may be to look like it: at 4 it
/// is alike by 0.4 at most, which counts as nothing.
const LONGER: f64 = 4.0;

impl Scale<'_> {
    /// How much a line looks like the page's title, 0 to 1; a short part of
    /// the title is the site's name and counts half.
    pub(super) fn echo(&self, rank: usize) -> f64 {
        let line = &self.lines[rank];
        // A paragraph is unlike a title before its words are compared.
        let is_long = line.words > LONGER * self.lines[0].words;
        if self.parts.is_empty() || rank == 0 || line.folded.is_empty() || is_long {
            return 0.0;
        }
        let whole = &self.lines[0].folded;
        let longest = self.folded.iter().map(|(_, words)| *words).fold(0.0, f64::max);
        let mut echo = likeness(&line.folded, whole);
        for (place, (part, words)) in self.folded.iter().enumerate() {
            let mut alike = likeness(&line.folded, part);
            let is_last = place + 1 == self.parts.len();
            let is_site = *words <= 4.0 || *words < longest || is_last && self.folded[0].1 > 2.0;
            if place > 0 && is_site {
                alike *= 0.5;
            }
            if *words < 3.0 && alike < 1.0 {
                alike = 0.0;
            }
            echo = echo.max(alike);
        }
        // Without a mark between them, the headline and a site's name are not parted.
        let is_most = self.parts.len() > 1 || line.words > 0.6 * self.lines[0].words;
        if line.words >= 4.0 && is_most && whole.contains(&line.folded) {
            echo = echo.max(if whole.starts_with(&line.folded) { 1.0 } else { 0.9 });
        }
        echo
    }

    /// The same, measured once for each candidate.
    pub(super) fn echo_of(&self, rank: usize) -> f64 {
        self.echoes.get(&rank).copied().unwrap_or_default()
    }
}
