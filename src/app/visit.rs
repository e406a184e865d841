//! Addresses that are opened in another program.
//!
//! An address of an article is hostile until it was parsed: only those of the
//! web are opened, written anew (WHATWG URL), as one argument.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use idna::uts46::{Hyphens, Uts46};
use url::Url;

use crate::article::Safe;

/// Stands in the call of the opener for the address.
const ADDRESS: &str = "%u";

/// An address that may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The address, written anew.
    address: String,
    /// Whose it is, to be shown: in its own letters, or in punycode where
    /// letters of several scripts stand in one word.
    pub host: Safe,
}

impl Visit {
    /// The address, if it is one of the web.
    pub fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address.trim()).ok()?;
        let host = url.host_str().filter(|_| matches!(url.scheme(), "http" | "https"))?;
        let uts = Uts46::new();
        let keep = |label: &[char], _: &[char], _: bool| is_of_one_script(label);
        let (shown, _) =
            uts.to_user_interface(host.as_bytes(), idna::AsciiDenyList::URL, Hyphens::Allow, keep);
        Some(Self { host: Safe::line(&shown), address: url.into() })
    }

    /// The call of the opener.
    pub fn call(&self, opener: &[String]) -> Vec<String> {
        call(opener, &self.address)
    }
}

/// The call of the opener for what is named by `named`, as one argument.
pub fn call(opener: &[String], named: &str) -> Vec<String> {
    let word = |word: &String| if word == ADDRESS { named.to_owned() } else { word.clone() };
    opener.iter().map(word).collect()
}

/// Whether all letters of a word are of one script; those that Japanese, Korean
/// and Chinese write together count as one (UTS 39, “Highly Restrictive”).
fn is_of_one_script(label: &[char]) -> bool {
    const TOGETHER: [&[Script]; 3] = [
        &[Script::Han, Script::Hiragana, Script::Katakana],
        &[Script::Han, Script::Hangul],
        &[Script::Han, Script::Bopomofo],
    ];
    let script = CodePointMapData::<Script>::new();
    let of = |c: &char| script.get(*c);
    let mut scripts: Vec<Script> = label
        .iter()
        .map(of)
        .filter(|script| !matches!(*script, Script::Common | Script::Inherited))
        .collect();
    scripts.dedup();
    let first = scripts.first().copied();
    scripts.iter().all(|script| Some(*script) == first)
        || TOGETHER.iter().any(|all| scripts.iter().all(|script| all.contains(script)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(address: &str) -> Option<String> {
        Visit::of(address).map(|visit| visit.host.to_string())
    }

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        for hostile in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "--help",
            "-x https://a.example",
            "https://",
            "",
        ] {
            assert_eq!(host(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn the_address_is_written_anew_and_is_one_argument() {
        let visit = Visit::of(" HTTPS://Paper.example/a b?c=\"d\"$(id)\n").unwrap();
        let opener = ["open", "%u", "x%u"].map(str::to_owned);
        assert_eq!(
            visit.call(&opener),
            ["open", "https://paper.example/a%20b?c=%22d%22$(id)", "x%u"]
        );
    }

    #[test]
    fn the_host_is_shown_in_its_letters_unless_scripts_mix() {
        assert_eq!(host("https://münchen.example/x").as_deref(), Some("münchen.example"));
        assert_eq!(
            host("https://東京のニュース.example").as_deref(),
            Some("東京のニュース.example")
        );
        // The first letter is Cyrillic.
        assert_eq!(host("https://аpple.example").as_deref(), Some("xn--pple-43d.example"));
        assert_eq!(host("https://user@a.example:8080/").as_deref(), Some("a.example"));
    }
}
