//! The programs that newsread calls when it is asked to.

use toml::de::DeValue;

use super::Config;
use super::fault::Faults;
use super::nearest::nearest;
use super::setting::{Value, refuse};

/// Calls of programs: each the program and its arguments, which no shell reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// Prints what it gets on its standard input.
    pub printer: Vec<String>,
    /// Opens the address that stands in the place of `%u`.
    pub opener: Vec<String>,
    /// Makes PDF of the file at `%html` or `%typst`, into the one at `%pdf`.
    pub pdf: Vec<String>,
    /// Translates what it gets on its standard input; empty for none, and then
    /// nothing is ever translated.
    pub translator: Vec<String>,
}

impl Default for Programs {
    fn default() -> Self {
        let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        let call = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            printer: call(&["lp"]),
            opener: call(&[opener, "%u"]),
            pdf: call(&["weasyprint", "%html", "%pdf"]),
            translator: Vec::new(),
        }
    }
}

/// What has to stand in a call; an address is an argument of its own.
type Places = fn(&[String]) -> Option<&'static str>;

const NAMES: [(&str, Places); 4] =
    [("printer", |_| None), ("opener", address), ("pdf", files), ("translator", |_| None)];

fn address(call: &[String]) -> Option<&'static str> {
    let is_whole = call.iter().skip(1).any(|word| word == "%u");
    (!is_whole).then_some("%u as an argument of its own, which stands for the address,")
}

fn files(call: &[String]) -> Option<&'static str> {
    let has = |sign: &str| call.iter().skip(1).any(|word| word.contains(sign));
    let is_right = has("%pdf") && (has("%html") != has("%typst"));
    (!is_right).then_some("%pdf, and either %html or %typst,")
}

/// Sets what stands in `[programs]`.
pub(super) fn set(config: &mut Config, value: &Value<'_>, faults: &mut Faults<'_>) {
    let Some(table) = value.get_ref().as_table() else {
        return refuse(value, "a table, as in [programs],", faults);
    };
    for (name, value) in table {
        let written: &str = name.get_ref();
        let names = || NAMES.iter().map(|(name, _)| *name);
        let Some((_, places)) = NAMES.iter().find(|(name, _)| *name == written) else {
            let message = match nearest(written, names()) {
                Some(right) => format!("no program is called ‘{written}’; did you mean ‘{right}’?"),
                None => format!(
                    "[programs] has no ‘{written}’; it has printer, opener, pdf and translator"
                ),
            };
            faults.add(name.span().start, message);
            continue;
        };
        // No translator is the usual one.
        let is_none = written == "translator" && is_empty(value);
        let Some(call) = call(value).or(is_none.then(Vec::new)) else {
            refuse(value, "a program and its arguments, as in [\"lp\"],", faults);
            continue;
        };
        if let Some(wanted) = places(&call) {
            refuse(value, wanted, faults);
            continue;
        }
        match written {
            "printer" => config.programs.printer = call,
            "opener" => config.programs.opener = call,
            "translator" => config.programs.translator = call,
            _ => config.programs.pdf = call,
        }
    }
}

/// Whether a list has nothing in it.
fn is_empty(value: &Value<'_>) -> bool {
    value.get_ref().as_array().is_some_and(|words| words.is_empty())
}

/// A list of words of which the first names a program.
fn call(value: &Value<'_>) -> Option<Vec<String>> {
    let DeValue::Array(words) = value.get_ref() else { return None };
    let words = words.iter().map(|word| word.get_ref().as_str().map(str::to_owned));
    let words: Vec<String> = words.collect::<Option<_>>()?;
    words.first().is_some_and(|program| !program.is_empty()).then_some(words)
}
