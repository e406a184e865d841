//! CSL files of the reader's own.
//!
//! A style is a file of the Citation Style Language, version 1.0. Only files
//! that the reader chose come here, and only as text: who reads them from a
//! disk is not known.

mod tree;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::panic::catch_unwind;
use std::sync::Arc;

use hayagriva::citationberg::{IndependentStyle, Style as Parsed, StyleClass};

use crate::article::Safe;

use super::{CiteError, Fault};
use tree::Tree;

/// A style that was read from a CSL file. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct StyleFile(Arc<Read>);

#[derive(Clone, PartialEq, Eq)]
struct Read {
    name: Safe,
    label: Safe,
    has_title_case: bool,
    has_initials: bool,
    style: IndependentStyle,
}

impl StyleFile {
    /// The style that `csl` describes; `name` is what the reader calls it, its
    /// path for instance.
    ///
    /// A dependent style has no rules of its own, only a parent: it is refused
    /// with the parent's address.
    pub fn new(name: &str, csl: &str) -> Result<Self, CiteError> {
        let name = Safe::line(name);
        let wrong = |at: usize, reason: &str| CiteError::NotCsl {
            name: name.clone(),
            fault: Fault::at(csl, at, reason),
        };
        let tree = Tree::of(csl).map_err(|(at, reason)| wrong(at, &reason))?;
        let parsed = catch_unwind(|| Parsed::from_xml(csl));
        let style = match parsed.map_err(|_| wrong(0, "the processor cannot understand it"))? {
            Ok(Parsed::Independent(style)) => style,
            Ok(Parsed::Dependent(style)) => {
                let parent = Safe::line(&style.parent_link.href);
                return Err(CiteError::DependentStyle { name, parent });
            }
            Err(error) => {
                let path = error.path.as_ref().map(ToString::to_string).unwrap_or_default();
                return Err(wrong(tree.place(&path), &error.source.to_string()));
            }
        };
        let label = Safe::line(&style.info.title.value);
        let has_title_case = csl.split('<').any(|element| {
            let element = element.split('>').next().unwrap_or_default();
            element.contains("variable=\"title\"") && element.contains("text-case=\"title\"")
        });
        let has_initials = csl.contains("initialize-with=");
        Ok(Self(Arc::new(Read { name, label, has_title_case, has_initials, style })))
    }

    /// The same style under another name.
    #[must_use]
    pub fn called(&self, name: &str) -> Self {
        Self(Arc::new(Read { name: Safe::line(name), ..(*self.0).clone() }))
    }

    /// What the reader calls it.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The title that the file gives itself.
    pub fn label(&self) -> &str {
        &self.0.label
    }

    /// Whether it sets headlines in title case: the processor, which sees no
    /// headline, cannot.
    pub(super) fn has_title_case(&self) -> bool {
        self.0.has_title_case
    }

    /// Whether it cuts given names to initials anywhere.
    pub(super) fn has_initials(&self) -> bool {
        self.0.has_initials
    }

    /// Whether its citations are notes.
    pub(super) fn cites_in_notes(&self) -> bool {
        self.0.style.settings.class == StyleClass::Note
    }

    pub(super) fn style(&self) -> &IndependentStyle {
        &self.0.style
    }
}

impl Hash for StyleFile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl fmt::Debug for StyleFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StyleFile").field(&self.0.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_style_is_refused_with_its_name() {
        let error = StyleFile::new("mine.csl", "<style>").unwrap_err().to_string();
        assert_eq!(error, "mine.csl:1:1: this is no CSL style: <style> is never closed");
        let error = StyleFile::new("mine.csl", "\n<html></html>").unwrap_err().to_string();
        assert!(error.starts_with("mine.csl:2:1: "), "{error}");
    }

    fn with(macros: &str) -> Result<StyleFile, CiteError> {
        let csl = format!(
            r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
            <info><title>House</title><id>house</id><updated>2026-01-01T00:00:00Z</updated></info>
            {macros}
            <citation><layout><text macro="a"/></layout></citation></style>"#
        );
        StyleFile::new("house.csl", &csl)
    }

    #[test]
    fn what_the_processor_cannot_understand_is_told_with_its_line() {
        let wrong = "<macro name=\"a\"><group>\n<text variable=\"title\"/>\n<names variable=\"author\">\
                     \n  <name form=\"tall\"/></names></group></macro>";
        let error = with(wrong).unwrap_err().to_string();
        assert!(error.starts_with("house.csl:6:3: this is no CSL style: "), "{error}");
        assert!(error.contains("tall"), "{error}");
    }

    #[test]
    fn macros_that_call_themselves_are_refused() {
        let ring = "<macro name=\"a\"><text macro=\"b\"/></macro>\
                    <macro name=\"b\"><group><text macro=\"a\"/></group></macro>";
        let error = with(ring).unwrap_err().to_string();
        assert_eq!(error, "house.csl:3:13: this is no CSL style: the macro ‘a’ calls itself");
        assert!(with(&"<group>".repeat(100_000)).is_err());
        let chain = "<macro name=\"a\"><text macro=\"b\"/></macro>\
                     <macro name=\"b\"><text variable=\"title\"/></macro>";
        assert!(with(chain).is_ok());
    }

    #[test]
    fn a_dependent_style_is_refused_with_its_parent() {
        let csl = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">
            <info><title>Child</title><id>child</id><updated>2026-01-01T00:00:00Z</updated>
            <link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info>
            </style>"#;
        let error = StyleFile::new("child.csl", csl).unwrap_err().to_string();
        assert!(error.contains("http://www.zotero.org/styles/apa"), "{error}");
    }
}
