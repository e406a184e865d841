//! What the name of a file tells: words, and perhaps a day.

use crate::article::When;
use crate::format::dates::{self, Order};

fn stem(file_name: &str) -> &str {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    base.rsplit_once('.').map_or(base, |(stem, _)| if stem.is_empty() { base } else { stem })
}

/// The words of a file's name without its date.
pub(super) fn title_in(file_name: &str) -> String {
    let mut stem = stem(file_name).to_owned();
    for dated in dates::dates(&stem, Order::Unknown).into_iter().rev() {
        stem.replace_range(dated.range, " ");
    }
    let words = stem.replace(['-', '_'], " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The day in a file's name, if it can be read in one way only.
pub(super) fn date_in(file_name: &str) -> Option<When> {
    let stem = stem(file_name).replace('_', " ");
    let found = dates::dates(&stem, Order::Unknown);
    found
        .first()
        .filter(|dated| dated.is_certain)
        .and_then(|dated| dated.when.date())
        .map(When::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_day_are_told_apart() {
        let day = |name| date_in(name).map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(title_in("saved/2020-01-09-rain_over-kent.txt"), "rain over kent");
        assert_eq!(day("saved/2020-01-09-rain_over-kent.txt"), "2020-01-09");
        assert_eq!(day("rain_20.txt"), "");
        assert_eq!(title_in(".txt"), ".txt");
    }
}
