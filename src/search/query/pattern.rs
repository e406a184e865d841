//! Regular expressions of a query: the syntax of the [`regex`] crate, which
//! takes time linear in the text whatever the expression.

use regex::{Regex, RegexBuilder};

/// Longest expression, in bytes: a pasted page is none.
const LONGEST: usize = 1000;

/// Memory of a compiled expression and of its cache, in bytes.
const MEMORY: usize = 1 << 20;

/// Makes an expression ready; `^` and `$` match at the ends of lines too.
///
/// `None` if it is none, or if it is too large.
pub fn compile(text: &str, is_folded: bool) -> Option<Regex> {
    let mut builder = RegexBuilder::new(text);
    builder.case_insensitive(is_folded).multi_line(true);
    builder.size_limit(MEMORY).dfa_size_limit(MEMORY).nest_limit(32);
    builder.build().ok().filter(|_| text.len() <= LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_take_too_much_memory_is_refused() {
        assert!(compile("(a{100}){100}", false).is_some());
        assert!(compile("((a{100}){100}){100}", false).is_none());
        assert!(compile(&"a".repeat(LONGEST + 1), false).is_none());
        assert!(compile(&"(".repeat(50), false).is_none());
    }
}
