//! Takes a label from before a name: “Beküldte: Kovács Anna”, “Publicada por
//! Marta Reis”, “来源：江城 作者：周晓岚”.
//!
//! Knows where a label ends, not the languages of all who write labels: in an
//! element that is marked as the author's, any word with a colon is one, unless
//! it speaks of pictures.

use crate::format::html::text::Parts;
use crate::format::names;

/// Words of labels that name who made a picture, in lower case.
static PICTURES: Parts = Parts::new(&[
    "photo",
    "foto",
    "bild",
    "image",
    "imag",
    "illust",
    "kuva",
    "kép",
    "zdj",
    "fot",
    "фото",
    "φωτ",
    "사진",
    "写真",
    "摄影",
    "攝影",
    "图",
    "ảnh",
    "gambar",
    "ภาพ",
    "צילום",
    "תצלום",
    "تصوير",
    "फोटो",
    "video",
    "camera",
    "kamera",
    "grafi",
    "via",
    "source",
    "quelle",
    "categor",
    "κατηγορ",
]);

/// What the press in Han calls the author of a text.
const HAN: &[&str] = &["作者", "记者", "記者", "撰文", "执笔", "執筆", "撰稿", "文"];

/// How lines begin that name who edited, translated or drew.
const HELPERS: &[&str] = &[
    "edited by",
    "translated by",
    "illustrated by",
    "illustration by",
    "photos by",
    "photo by",
    "photography by",
    "übersetzt von",
    "übersetzung",
    "traduit par",
    "traducción",
    "traducido por",
    "editado por",
    "tradução",
    "vertaald door",
    "перевод",
];

/// Words of a label at most.
const WORDS: usize = 3;

/// The name behind a label, in an element that is marked as the author's;
/// `None` where nothing tells a label from the name.
pub(super) fn behind(text: &str) -> Option<&str> {
    let colon = text.find([':', '：']);
    let (label, rest) = match colon {
        Some(at) => {
            let sign = text[at..].chars().next().map_or(1, char::len_utf8);
            (&text[..at], text[at + sign..].trim())
        }
        None => by(text)?,
    };
    let label = label.to_lowercase();
    let is_label =
        (1..=WORDS).contains(&label.split_whitespace().count()) && !is_of_picture(&label);
    let name = rest.split([',', '|', '·', '(', '-']).next().unwrap_or(rest).trim();
    (is_label && names::is_name(name, true)).then_some(rest)
}

/// Whether a label in lower case speaks of a picture rather than of words.
pub(super) fn is_of_picture(label: &str) -> bool {
    PICTURES.are_in(label)
}

/// Whether a text says who made a picture: “Foto: Ada Quill”.
pub(super) fn is_credit(text: &str) -> bool {
    let label = text.split([':', '：']).next().filter(|label| label.len() < text.len());
    label.is_some_and(|label| label.len() < 30 && is_of_picture(&label.to_lowercase()))
}

/// Whether a line of a byline names who helped, not who wrote: “Edited by Cy Dale”.
pub(super) fn is_of_helper(text: &str) -> bool {
    let text = text.to_lowercase();
    HELPERS.iter().any(|words| text.starts_with(words))
}

/// The words before and behind a “by” that is not the first word.
fn by(text: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    for (rank, word) in text.split_inclusive(char::is_whitespace).enumerate() {
        let bare = word.trim();
        if (1..=WORDS).contains(&rank) && names::is_by(bare) && !names::is_short_by(bare) {
            return Some((&text[..at], text[at + word.len()..].trim()));
        }
        at += word.len();
    }
    None
}

/// “周晓岚” of “来源：江城新闻网 作者：周晓岚”, and “김하늘” of “김하늘 기자 입력 …”.
pub(super) fn inside(text: &str) -> Option<&str> {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let of = |label: &&str| {
        let at = text.find(&format!("{label}：")).or_else(|| text.find(&format!("{label}:")))?;
        let before = text[..at].chars().next_back();
        let rest = text[at + label.len()..].trim_start_matches([':', '：', ' ', '\u{3000}']);
        let end = rest.find(|c| !is_han(c)).unwrap_or(rest.len());
        let is_whole = !rest[end..].starts_with([':', '：']) && before.is_none_or(|c| !is_han(c));
        (is_whole && (2..=4).contains(&rest[..end].chars().count())).then(|| &rest[..end])
    };
    let is_named_in_han = |label: &&&str| text.contains(**label);
    HAN.iter().filter(is_named_in_han).find_map(of).or_else(|| names::named_by_post(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_label_stands_before_a_name() {
        assert_eq!(behind("Beküldte: Kovács Anna"), Some("Kovács Anna"));
        assert_eq!(behind("Publicada por Marta Reis"), Some("Marta Reis"));
        assert_eq!(behind("Ditulis ulang oleh Rini Kusuma"), Some("Rini Kusuma"));
        for other in ["Kuvat: Mikko Salo", "Κατηγορία: Ιστορία", "Foto: Ada Quill", "Ada Quill"]
        {
            assert_eq!(behind(other), None, "{other}");
        }
    }

    #[test]
    fn a_line_of_east_asia_names_the_author_inside_it() {
        assert_eq!(inside("2017-03-10 08:42 来源：江城新闻网 作者：周晓岚"), Some("周晓岚"));
        assert_eq!(inside("김하늘 기자 입력 2021.03.04 15:20"), Some("김하늘"));
        assert_eq!(inside("作者：责任编辑：肖春芳"), None);
        assert_eq!(inside("来源：江城新闻网"), None);
        assert_eq!(inside("기자 회견 열려"), None);
    }
}
