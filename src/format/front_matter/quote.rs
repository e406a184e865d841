//! Puts quotes around a value of YAML that needs them and has none.
//!
//! Knows the line that a parser stopped at; nothing of parsing. One idea: a
//! headline with a colon, `title: Ferry: late again`, is no YAML (1.2.2,
//! 7.3.3) and yet has one meaning only, so that line is read as people meant
//! it and the entries around it stay YAML.

/// The text with the value of one line, from 1, in quotes; `None` where the
/// line holds no value that can only be text.
pub(super) fn quoted(yaml: &str, line: usize) -> Option<String> {
    let at = line.checked_sub(1)?;
    let start = yaml.split_inclusive('\n').take(at).map(str::len).sum();
    let line = yaml.get(start..)?.lines().next()?;
    let value = value_of(line)?;
    let from = start + line.len() - value.len();
    let value = value.trim_end();
    let (before, after) = (&yaml[..from], &yaml[from + value.len()..]);
    Some(format!("{before}'{}'{after}", value.replace('\'', "''")))
}

/// What follows the key, or the dash of a list, in a line.
fn value_of(line: &str) -> Option<&str> {
    let entry = line.trim_start();
    let value = match entry.strip_prefix("- ") {
        Some(item) => item,
        None => entry.split_once(": ")?.1,
    };
    is_text(value.trim()).then(|| value.trim_start())
}

/// Whether a value is text, though not written as YAML wants text: no block,
/// map or reference, no list that may go on in the next line, and not in
/// quotes already.
fn is_text(value: &str) -> bool {
    let mut letters = value.chars();
    let (Some(first), last) = (letters.next(), letters.next_back()) else { return false };
    match first {
        '|' | '>' | '&' | '*' | '{' | '!' | '#' => false,
        '[' => value.contains(']') && last != Some(']'),
        '"' | '\'' => value[1..].contains(first) && last != Some(first),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_value_with_a_colon_is_put_in_quotes() {
        let yaml = "author: Ada\ntitle: Ferry: it’s late, isn't it \nx: 1\n";
        let mended = "author: Ada\ntitle: 'Ferry: it’s late, isn''t it' \nx: 1\n";
        assert_eq!(quoted(yaml, 2).as_deref(), Some(mended));
    }

    #[test]
    fn an_item_of_a_list_is_put_in_quotes() {
        assert_eq!(quoted("  - Ferry: late: again\n", 1).unwrap(), "  - 'Ferry: late: again'\n");
    }

    #[test]
    fn words_after_a_bracket_or_a_quotation_are_text() {
        assert_eq!(quoted("title: [Video] Ferry", 1).unwrap(), "title: '[Video] Ferry'");
        assert_eq!(quoted("title: \"Late\" again", 1).unwrap(), "title: '\"Late\" again'");
    }

    #[test]
    fn what_may_be_more_than_text_is_left() {
        for line in ["a: &x [1, 1]", "a: *x", "a: {b: c: d}", "a: [b,", "a: 'b", "a: |", "a:", "a"]
        {
            assert_eq!(quoted(line, 1), None, "{line}");
        }
        assert_eq!(quoted("a: b: c", 2), None);
        assert_eq!(quoted("a: b: c", 0), None);
    }
}
