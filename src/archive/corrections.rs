//! What the reader says of articles, put in the place of what their files say.
//!
//! The file is never touched: a correction is applied each time its article is
//! parsed, so that everything made from the article agrees with it. What the
//! file says stays among the evidence.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use crate::article::casing::sentence_title;
use crate::article::{Article, ArticleId, Claim, Corrected, Field, Origin, Safe};
use crate::format::typed;

/// What was corrected, by article.
#[derive(Debug, Default)]
pub(super) struct Corrections(RwLock<HashMap<ArticleId, Corrected>>);

impl Corrections {
    /// From now on the article is corrected so, and no otherwise.
    pub(super) fn set(&self, id: ArticleId, corrected: Corrected) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if corrected.is_empty() {
            all.remove(&id);
        } else {
            all.insert(id, corrected);
        }
    }

    /// Whether the characters of an article are to be repaired, which is done
    /// before it is parsed.
    pub(super) fn repairs(&self, id: ArticleId) -> bool {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let said = all.get(&id).and_then(|corrected| corrected.get(&Field::Characters));
        said.is_some_and(|said| said == typed::REPAIRED)
    }

    /// Whether an article with damaged characters was parsed before the reader
    /// said what is to become of them.
    pub(super) fn is_outdated(&self, article: &Article) -> bool {
        let characters = article.meta.characters.as_ref();
        characters
            .is_some_and(|known| (known.from.origin == Origin::Reader) != self.repairs(article.id))
    }

    /// Corrects an article that was just parsed; not its characters. A value that this version
    /// cannot read leaves what the file says.
    pub(super) fn apply(&self, article: &mut Article) {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let Some(corrected) = all.get(&article.id) else { return };
        for (field, value) in corrected.iter().filter(|(field, _)| **field != Field::Characters) {
            if typed::put(&mut article.meta, *field, value).is_ok() {
                contradict(article, *field);
            }
        }
        if corrected.contains_key(&Field::Title) || corrected.contains_key(&Field::Language) {
            article.meta.title_as_sentence = sentence_title(article);
        }
    }
}

/// Lets the evidence say that the reader knows better.
fn contradict(article: &mut Article, field: Field) {
    for claim in article.evidence.iter_mut().filter(|claim| claim.field == field) {
        if std::mem::take(&mut claim.is_taken) {
            claim.because = Some(Safe::line("you corrected it"));
        }
    }
    let said = Claim {
        field,
        value: article.meta.value(field).unwrap_or_default(),
        origin: Origin::Reader,
        key: None,
        at: None,
        is_taken: true,
        because: None,
    };
    article.evidence.insert(0, said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, Read};
    use std::fs;
    use std::sync::atomic::AtomicBool;

    const RAIN: &str = "---\ntitle: Rain Falls on Porto\nauthor: Ada Quill\ndate: 2020-01-09\n---\n\nThe rain falls on Porto, again.\n";

    fn archive() -> (tempfile::TempDir, Archive, ArticleId) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("rain.md"), RAIN).unwrap();
        let archive = Archive::new(vec![folder.path().to_owned()]);
        (folder, archive, ArticleId::of(RAIN.as_bytes(), 0))
    }

    fn ingested(archive: &Archive) -> Vec<Read> {
        let mut found = Vec::new();
        archive.ingest(&AtomicBool::new(false), |reads, _| found.extend(reads));
        found
    }

    fn said(fields: &[(Field, &str)]) -> Corrected {
        fields.iter().map(|(field, typed)| (*field, (*typed).to_owned())).collect()
    }

    #[test]
    fn all_that_is_made_of_an_article_agrees_with_its_correction() {
        let (_folder, archive, id) = archive();
        archive.correct(id, said(&[(Field::Title, "Rain Falls on Porto Again")]));
        let found = ingested(&archive)[0].outcome.clone().unwrap();
        let title = found.meta.title.clone().unwrap();
        assert_eq!(
            (&*title.value, title.from.origin),
            ("Rain Falls on Porto Again", Origin::Reader)
        );
        let as_sentence = found.meta.title_as_sentence.clone().unwrap();
        assert_eq!(&*as_sentence, "Rain falls on Porto again");
        assert_eq!(archive.load(id).unwrap().article, found);
        assert_eq!(archive.read(id).unwrap().outcome, Ok(found));
    }

    const CAFE: &str = "# The cafÃ©\n\nItâ€™s open.\n";

    fn cafe() -> (tempfile::TempDir, Archive, ArticleId) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("cafe.md"), CAFE).unwrap();
        let archive = Archive::new(vec![folder.path().to_owned()]);
        (folder, archive, ArticleId::of(CAFE.as_bytes(), 0))
    }

    fn title(read: &Read) -> String {
        read.outcome.as_ref().unwrap().meta.title.as_ref().unwrap().value.to_string()
    }

    #[test]
    fn damaged_characters_are_repaired_for_all_that_is_made_of_an_article() {
        let (_folder, archive, id) = cafe();
        let before = ingested(&archive);
        assert_eq!(title(&before[0]), "The cafÃ©");
        archive.correct(id, said(&[(Field::Characters, "repaired")]));
        let found = ingested(&archive);
        assert_eq!(title(&found[0]), "The café");
        let document = archive.load(id).unwrap();
        assert_eq!(Ok(&document.article), found[0].outcome.as_ref());
        assert_eq!(document.source, "# The café\n\nIt’s open.\n");
        assert_eq!(archive.read(id).as_ref(), found.first());
        archive.correct(id, Corrected::new());
        assert_eq!(ingested(&archive), before);
    }

    #[test]
    fn a_repair_that_is_wanted_meanwhile_holds_for_what_was_parsed_already() {
        let (_folder, archive, id) = cafe();
        let mut found = ingested(&archive).remove(0);
        archive.correct(id, said(&[(Field::Characters, "repaired")]));
        assert!(archive.corrections.is_outdated(found.outcome.as_ref().unwrap()));
        super::super::ingest::handing::complete(&archive, &mut found);
        assert_eq!(title(&found), "The café");
        assert!(!archive.corrections.is_outdated(found.outcome.as_ref().unwrap()));
    }

    #[test]
    fn what_the_file_says_stays_among_the_evidence() {
        let (_folder, archive, id) = archive();
        ingested(&archive);
        archive.correct(id, said(&[(Field::Authors, "Dale, Cy")]));
        let evidence = archive.load(id).unwrap().article.evidence;
        let of_authors = |claim: &&Claim| claim.field == Field::Authors;
        let told: Vec<_> = evidence
            .iter()
            .filter(of_authors)
            .map(|claim| (&*claim.value, claim.is_taken, claim.because.as_deref()))
            .collect();
        assert_eq!(told, [("Cy Dale", true, None), ("Ada Quill", false, Some("you corrected it"))]);
    }

    #[test]
    fn a_field_that_is_not_stated_has_no_value() {
        let (_folder, archive, id) = archive();
        ingested(&archive);
        archive.correct(id, said(&[(Field::Published, "")]));
        assert_eq!(archive.load(id).unwrap().article.meta.published, None);
    }

    #[test]
    fn without_a_correction_the_file_is_believed_again() {
        let (_folder, archive, id) = archive();
        let before = ingested(&archive);
        archive.correct(id, said(&[(Field::Title, "Snow")]));
        archive.correct(id, Corrected::new());
        assert_eq!(ingested(&archive), before);
        assert_eq!(archive.read(id).as_ref(), before.first());
    }

    #[test]
    fn a_correction_that_cannot_be_read_leaves_what_the_file_says() {
        let (_folder, archive, id) = archive();
        let before = ingested(&archive);
        archive.correct(id, said(&[(Field::Published, "some day in the future")]));
        assert_eq!(ingested(&archive), before);
    }

    #[test]
    fn a_correction_made_meanwhile_holds_for_all_that_is_handed_on_later() {
        let folder = tempfile::tempdir().unwrap();
        let texts: Vec<String> =
            (0..400).map(|n| format!("Rain, report {n}\n\nIt rained.\n")).collect();
        for (n, text) in texts.iter().enumerate() {
            fs::write(folder.path().join(format!("{n:03}.txt")), text).unwrap();
        }
        let archive = Archive::new(vec![folder.path().to_owned()]);
        let mut calls = 0;
        archive.ingest(&AtomicBool::new(false), |reads, _| {
            for read in reads {
                let title = read.outcome.unwrap().meta.title.unwrap();
                assert_eq!(&*title.value == "Snow", calls > 0, "{}", title.value);
            }
            calls += 1;
            for text in &texts {
                archive.correct(ArticleId::of(text.as_bytes(), 0), said(&[(Field::Title, "Snow")]));
            }
        });
    }

    #[test]
    fn the_file_is_not_touched() {
        let (folder, archive, id) = archive();
        archive.correct(id, said(&[(Field::Title, "Snow"), (Field::Url, "https://a.example/")]));
        ingested(&archive);
        assert_eq!(fs::read_to_string(folder.path().join("rain.md")).unwrap(), RAIN);
    }
}
