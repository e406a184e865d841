//! Reads JSON as pages have it, with what their makers break.
//!
//! Knows no vocabulary. Seen in the wild and mended here: comments and CDATA
//! around it, control characters and stray backslashes in strings, commas
//! before a closing bracket, several values in a row, escaped quotes of HTML.

use serde_json::{Deserializer, Map, Value};

use crate::format::html::text::decoded;

/// The values in a script; as a last resort, an article put together from the
/// fields that can be found in broken JSON.
pub(super) fn values(text: &str) -> Vec<Value> {
    let text = bare(text);
    if text.is_empty() {
        return Vec::new();
    }
    if let Ok(value) = serde_json::from_str(text) {
        return vec![value];
    }
    let mended = mended(text);
    let found = stream(&mended);
    if !found.is_empty() {
        return found;
    }
    if text.contains("&quot;") {
        let found = stream(&self::mended(&text.replace("&quot;", "\"")));
        if !found.is_empty() {
            return found;
        }
    }
    picked(text).into_iter().collect()
}

fn stream(text: &str) -> Vec<Value> {
    Deserializer::from_str(text).into_iter::<Value>().map_while(Result::ok).collect()
}

/// The text without what scripts put around it.
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..3 {
        for start in ["<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/", "//-->", "// <![CDATA["]
        {
            text = text.strip_prefix(start).unwrap_or(text).trim();
        }
        for end in ["-->", "//]]>", "]]>", "/*]]>*/", "// ]]>", ";", "//"] {
            text = text.strip_suffix(end).unwrap_or(text).trim();
        }
    }
    text
}

/// The text with strings and commas made as JSON wants them.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        if !in_string {
            match c {
                '"' => in_string = true,
                ']' | '}' => {
                    let end = out.trim_end().len();
                    if out[..end].ends_with(',') {
                        out.truncate(end - 1);
                    }
                }
                _ => {}
            }
            out.push(c);
            continue;
        }
        match c {
            '"' => {
                in_string = false;
                out.push(c);
            }
            '\\' => match chars.next_if(|next| "\"\\/bfnrtu".contains(*next)) {
                Some(next) => out.extend(['\\', next]),
                None => out.push_str("\\\\"),
            },
            c if c < ' ' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An article made of the fields that stand plainly in broken JSON.
fn picked(text: &str) -> Option<Value> {
    let mut node = Map::new();
    for key in ["headline", "datePublished", "dateModified"] {
        if let Some(value) = string_after(text, key) {
            node.insert(key.to_owned(), Value::String(value));
        }
    }
    if let Some(author) = after(text, "author") {
        let end = author.find([']', '}']).unwrap_or(author.len());
        let name = match author.strip_prefix('"') {
            Some(_) => string(author),
            None => string_after(&author[..end], "name"),
        };
        node.extend(name.map(|name| ("author".to_owned(), Value::String(name))));
    }
    if node.is_empty() {
        return None;
    }
    let kind = string_after(text, "@type").unwrap_or_else(|| "Article".to_owned());
    node.insert("@type".to_owned(), Value::String(kind));
    Some(Value::Object(node))
}

/// What follows `"key":`.
fn after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let quoted = format!("\"{key}\"");
    let rest = &text[text.find(&quoted)? + quoted.len()..];
    rest.trim_start().strip_prefix(':').map(str::trim_start)
}

fn string_after(text: &str, key: &str) -> Option<String> {
    string(after(text, key)?)
}

/// The string that begins here.
fn string(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = inside.find(|c: char| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    })?;
    let value = decoded(&inside[..end].replace("\\\"", "\"").replace("\\/", "/"));
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_pages_break_is_mended() {
        for text in [
            r#"{"a": "b c"}"#,
            "<!-- {\"a\": \"b c\"} -->",
            "//<![CDATA[\n{\"a\": \"b c\"}\n//]]>",
            "{\"a\": \"b\nc\",}",
            r#"{"a": "b c"};"#,
            r"{&quot;a&quot;: &quot;b c&quot;}",
        ] {
            assert_eq!(values(text), [json!({"a": "b c"})], "{text}");
        }
        assert_eq!(values(r#"{"a": "\d"}"#), [json!({"a": "\\d"})]);
        assert_eq!(values(r#"{"a": 1} {"a": 2}"#).len(), 2);
    }

    #[test]
    fn fields_are_picked_out_of_broken_json() {
        let found = values(
            r#"{"@type": "NewsArticle", "headline": "A "wall" fell", "author": {"name": "Ada Quill"}, "datePublished": "2021-03-04"}"#,
        );
        assert_eq!(found[0]["datePublished"], "2021-03-04");
        assert_eq!(found[0]["author"], "Ada Quill");
    }

    proptest! {
        #[test]
        fn no_script_panics(text in "[{}\\[\\]\":,\\\\a/<!\\->;\n&é]{0,60}") {
            let _ = values(&text);
        }
    }
}
