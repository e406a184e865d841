//! What a source file says of the modules: which paths it names, and which
//! files it declares.
//!
//! A tokenizer that knows comments and literals, and no more of the language:
//! wherever a path may stand, it is read with all the branches of its groups.
//! It knows no rule; those are in `layers.rs`.

/// A path that a file names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Its parts; one into this crate begins with `crate`, whatever way it was
    /// written. An import of everything ends with `*`.
    pub(crate) path: Vec<String>,
    /// The line it is on, from 1.
    pub(crate) line: usize,
    /// Whether it stands in a module of tests.
    pub(crate) in_tests: bool,
}

/// The paths that `source` names, if it is the file of `module`.
pub(crate) fn named(source: &str, module: &[&str]) -> Vec<Named> {
    let tokens = tokens(source);
    let mut modules: Vec<&str> = module.to_vec();
    let (mut depth, mut inner) = (0, Vec::new());
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(token) = tokens.get(at) {
        let before = at.checked_sub(1).map_or("", |at| tokens[at].text);
        at += 1;
        match token.text {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                if inner.last() == Some(&depth) {
                    inner.pop();
                    modules.pop();
                }
            }
            "mod" if text(&tokens, at + 1) == "{" => {
                inner.push(depth);
                modules.push(text(&tokens, at));
                at += 1;
            }
            // Visibility names no module; `use` is followed by a path.
            "crate" | "super" | "self" if before == "(" && text(&tokens, at) == ")" => {}
            word if is_word(word) && word != "use" => {
                let mut branches = Vec::new();
                at = branch(&tokens, at - 1, &[], &mut branches);
                found.extend(branches.into_iter().filter_map(|path| {
                    let in_tests = modules.contains(&"tests");
                    Some(Named { path: resolve(&path, &modules)?, line: token.line, in_tests })
                }));
            }
            _ => {}
        }
    }
    found
}

/// The modules that `source` declares to be in files of their own.
pub(crate) fn declared(source: &str) -> Vec<&str> {
    let tokens = tokens(source);
    let is_file = |three: &&[Token<'_>]| three[0].text == "mod" && three[2].text == ";";
    tokens.windows(3).filter(is_file).map(|three| three[1].text).collect()
}

/// The words of `source` that are not in comments and literals, with their lines.
pub(crate) fn words(source: &str) -> impl Iterator<Item = (&str, usize)> {
    let words = tokens(source).into_iter().filter(|token| is_word(token.text));
    words.map(|token| (token.text, token.line))
}

#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    line: usize,
}

fn text<'a>(tokens: &[Token<'a>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.text)
}

/// Reads the path at `at` behind the parts before it, with all its branches,
/// and returns where it ends.
fn branch<'a>(
    tokens: &[Token<'a>],
    mut at: usize,
    before: &[&'a str],
    found: &mut Vec<Vec<&'a str>>,
) -> usize {
    let mut path = before.to_vec();
    loop {
        match text(tokens, at) {
            "{" => {
                at += 1;
                while !matches!(text(tokens, at), "}" | "") {
                    let start = at;
                    at = branch(tokens, at, &path, found);
                    // What is no path: the comma, or `as` and a name.
                    at = at.max(start + 1);
                    while !matches!(text(tokens, at), "," | "}" | "") {
                        at += 1;
                    }
                    at += usize::from(text(tokens, at) == ",");
                }
                return at + 1;
            }
            part if is_word(part) || part == "*" => path.push(part),
            _ => break,
        }
        at += 1;
        let goes_on = text(tokens, at) == "::" && {
            let next = text(tokens, at + 1);
            is_word(next) || matches!(next, "{" | "*")
        };
        if !goes_on {
            break;
        }
        at += 1;
    }
    found.push(path);
    at
}

/// The path from the root of the crate, or from that of another; `None` for a
/// single word.
fn resolve(path: &[&str], module: &[&str]) -> Option<Vec<String>> {
    let (head, mut rest) = path.split_first()?;
    let mut base = match *head {
        "crate" | "newsread" => vec!["crate"],
        "self" | "super" if path.len() > 1 || *head == "super" => {
            let up = usize::from(*head == "super");
            [&["crate"], &module[..module.len().saturating_sub(up)]].concat()
        }
        _ if rest.is_empty() => return None,
        head => vec![head],
    };
    while let [first @ ("self" | "super"), others @ ..] = rest {
        if *first == "super" && base.len() > 1 {
            base.pop();
        }
        rest = others;
    }
    Some(base.into_iter().chain(rest.iter().copied()).map(str::to_owned).collect())
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The words and marks of a source, without blanks, comments and literals.
fn tokens(source: &str) -> Vec<Token<'_>> {
    let (mut found, mut line, mut rest) = (Vec::new(), 1, source);
    while let Some(first) = rest.chars().next() {
        let literal = skipped(rest);
        let len = literal.unwrap_or_else(|| word_or_mark(rest));
        let (text, behind) = rest.split_at(len);
        if literal.is_none() && !first.is_whitespace() {
            found.push(Token { text: text.trim_start_matches("r#"), line });
        }
        line += text.matches('\n').count();
        rest = behind;
    }
    found
}

fn word_or_mark(rest: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let raw = if rest.starts_with("r#") { 2 } else { 0 };
    let word = rest[raw..].find(|c| !is_part(c)).unwrap_or(rest.len() - raw);
    match word {
        0 if rest.starts_with("::") => 2,
        0 => rest.chars().next().map_or(0, char::len_utf8),
        _ => raw + word,
    }
}

/// The length of the comment, the literal or the lifetime that `rest` begins with.
fn skipped(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment(rest));
    }
    let open = rest.trim_start_matches(['b', 'c']);
    let prefix = rest.len() - open.len();
    if prefix < 2 && open.starts_with('"') {
        return Some(prefix + escaped(open, '"'));
    }
    if prefix < 2 && open.starts_with('r') {
        let fence: String = open[1..].chars().take_while(|c| *c == '#').collect();
        let body = 1 + fence.len() + 1;
        if open[1 + fence.len()..].starts_with('"') {
            let close = format!("\"{fence}");
            let end = open[body..].find(&close).map_or(open.len(), |at| body + at + close.len());
            return Some(prefix + end);
        }
    }
    if prefix < 2 && open.starts_with('\'') {
        let mut chars = open[1..].chars();
        let (first, second) = (chars.next()?, chars.next());
        if first == '\\' || second == Some('\'') {
            return Some(prefix + escaped(open, '\''));
        }
        return Some(prefix + 1 + word_or_mark(&open[1..]));
    }
    None
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    loop {
        let behind = &rest[at..];
        match () {
            () if behind.starts_with("/*") => (depth, at) = (depth + 1, at + 2),
            () if behind.starts_with("*/") => (depth, at) = (depth - 1, at + 2),
            () => at += behind.chars().next().map_or(1, char::len_utf8),
        }
        if depth == 0 || at >= rest.len() {
            return at.min(rest.len());
        }
    }
}

/// The length of a literal that ends at the next `quote` without a backslash.
fn escaped(open: &str, quote: char) -> usize {
    let mut chars = open.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == quote {
            return at + 1;
        }
    }
    open.len()
}
