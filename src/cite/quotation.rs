//! Quotations: somebody's words, whose they are, and where they stand.
//!
//! The words are the article's own, to the letter; only the quotation marks
//! around and inside them are turned to fit. A quotation is written for the
//! place where it will be pasted, in the [`Markup`] that is used there.

use std::ops::Range;

use super::quotes::{self, Outer};
use super::{Markup, Run, Style};
use crate::article::units::{Unit, last_cluster};
use crate::article::{Block, Place, Safe};

/// Words of an article, ready to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words, a paragraph each; [`Quotation::LEFT_OUT`] stands where the
    /// article says more between two of them.
    pub paragraphs: Vec<Safe>,
    /// The language of the words, as BCP 47 has it, if it is known.
    pub language: Option<Safe>,
    /// What stands in the running text behind the words, with the locator.
    pub in_text: Vec<Run>,
    /// What stands in the list of works cited.
    pub entry: Vec<Run>,
    /// The address of the passage.
    pub link: Option<Safe>,
}

impl Quotation {
    /// Stands for words that were left out.
    pub const LEFT_OUT: &'static str = "[…]";

    /// The same behind the words of a sentence.
    const CUT: &'static str = " […]";

    /// The words of a passage of the article whose `body` this is, a paragraph
    /// each: what the article says, without captions and the words of the page
    /// that stand between. Where it says nothing, such words are quoted.
    ///
    /// A sentence that is begun and not ended gets the sign of words left out
    /// in the style of MLA (Handbook, 9th edition, chapter 6, on ellipses);
    /// the other styles have none at either end.
    pub fn words(body: &[Block], passage: &Range<Place>, style: &Style) -> Vec<Safe> {
        let blocks = passage.start.block..=passage.end.block;
        let is_said = |rank: usize| body.get(rank).is_some_and(|block| block.kind.is_said());
        let says_nothing = !blocks.clone().any(is_said);
        let mut paragraphs: Vec<Safe> = Vec::new();
        let mut is_left_out = false;
        for (rank, block) in body.iter().enumerate().filter(|(rank, _)| blocks.contains(rank)) {
            let text = &*block.text.plain;
            let from = if rank == passage.start.block { passage.start.at } else { 0 };
            let to = if rank == passage.end.block { passage.end.at } else { text.len() };
            let words = text.get(from..to).unwrap_or_default().trim();
            if words.is_empty() {
                continue;
            }
            if !block.kind.is_said() && !says_nothing {
                is_left_out = !paragraphs.is_empty();
                continue;
            }
            let sign = if is_left_out { Self::LEFT_OUT } else { "" };
            let space = if is_left_out { " " } else { "" };
            let is_cut = *style == Style::Mla && breaks_off(text, from..to);
            let end = if is_cut { Self::CUT } else { "" };
            paragraphs.push(Safe::lines(&format!("{sign}{space}{words}{end}")));
            is_left_out = false;
        }
        paragraphs
    }

    /// The quotation as it is pasted.
    ///
    /// As plain text the words stand in the quotation marks of their language
    /// (in English those of the style), with an opening mark before every
    /// paragraph; in all others they are set off as a block, which has no
    /// marks. What stands in the text follows the words, the entry and the
    /// address follow in paragraphs of their own.
    pub fn write(&self, markup: Markup, style: &Style) -> Safe {
        let paragraphs: Vec<String> = match markup {
            Markup::Plain => self.marked(style),
            _ => self.paragraphs.iter().map(|words| markup.text(words)).collect(),
        };
        let in_text = markup.runs(&self.in_text);
        let words = markup.quotation(&paragraphs, &in_text, self.link.as_deref());
        let entry = markup.paragraph(&markup.runs(&self.entry));
        let link = self.link.as_deref().map(|link| markup.paragraph(&markup.address(link)));
        let parts = [Some(words), Some(entry), link];
        Safe::lines(&parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n"))
    }

    /// The paragraphs in quotation marks.
    fn marked(&self, style: &Style) -> Vec<String> {
        let marks = Marks::of(self.language.as_deref(), style);
        let last = self.paragraphs.len().saturating_sub(1);
        let paragraphs = self.paragraphs.iter().enumerate();
        paragraphs
            .map(|(rank, words)| {
                let close = if rank == last { marks.close } else { "" };
                format!("{}{}{close}", marks.open, marks.turned(words.trim()))
            })
            .collect()
    }
}

/// Whether a stretch of text begins its last sentence and does not end it.
fn breaks_off(text: &str, words: Range<usize>) -> bool {
    let last = last_cluster(text, words.end);
    let sentence = Unit::Sentence.holding(text, last);
    sentence.is_some_and(|sentence| {
        let rest = text.get(words.end..sentence.end).unwrap_or_default();
        sentence.start >= words.start && rest.contains(char::is_alphanumeric)
    })
}

/// The quotation marks of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marks {
    open: &'static str,
    close: &'static str,
    /// For a quotation in the quotation.
    inner: [&'static str; 2],
}

const fn marks(open: &'static str, close: &'static str, inner: [&'static str; 2]) -> Marks {
    Marks { open, close, inner }
}

const DOUBLE: Marks = marks("“", "”", ["‘", "’"]);
const SINGLE: Marks = marks("‘", "’", ["“", "”"]);
const GUILLEMETS: Marks = marks("«", "»", ["“", "”"]);

impl Marks {
    /// Marks by the Unicode CLDR (`delimiters`, release 46); where it has a
    /// single mark that is also the apostrophe, the double one. English, and
    /// words of no known language, are marked as the style does.
    fn of(language: Option<&str>, style: &Style) -> Self {
        let english = if *style == Style::Harvard { SINGLE } else { DOUBLE };
        let Some(tag) = language.map(str::to_ascii_lowercase) else { return english };
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary {
            "en" => english,
            "de" | "cs" | "sk" | "sl" | "bg" | "is" | "lt" | "et" => marks("„", "“", ["‚", "‘"]),
            "pl" | "hr" | "sr" | "bs" => marks("„", "”", ["‚", "’"]),
            "hu" | "ro" => marks("„", "”", ["»", "«"]),
            "fr" => marks("«\u{a0}", "\u{a0}»", ["“", "”"]),
            "ru" | "uk" | "be" => marks("«", "»", ["„", "“"]),
            "it" | "es" | "ca" | "el" | "nb" | "no" | "nn" | "fa" | "sq" | "hy" => GUILLEMETS,
            "sv" | "fi" | "he" => marks("”", "”", ["’", "’"]),
            "ja" => marks("「", "」", ["『", "』"]),
            "zh" if tag.contains("tw") || tag.contains("hk") || tag.contains("hant") => {
                marks("「", "」", ["『", "』"])
            }
            _ => DOUBLE,
        }
    }

    /// The words with the quotation marks in them turned to those that stand
    /// inside these.
    fn turned(&self, words: &str) -> String {
        match *self {
            DOUBLE => quotes::turned(words, Outer::Double),
            SINGLE => quotes::turned(words, Outer::Single),
            _ => {
                let [open, close] = self.inner;
                let (outer_open, outer_close) = (self.open.trim_end(), self.close.trim_start());
                if outer_open == outer_close {
                    return words.replace(outer_open, open);
                }
                words.replace(outer_open, open).replace(outer_close, close)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Kind, Written};

    fn citation(text: &str, italic: &str) -> Vec<Run> {
        let mut runs = vec![Run { text: Safe::line(text), ..Run::default() }];
        let mut set = Run { text: Safe::line(italic), ..Run::default() };
        set.face.is_italic = true;
        runs.extend((!italic.is_empty()).then_some(set));
        runs
    }

    fn quotation(paragraphs: &[&str], language: Option<&str>) -> Quotation {
        Quotation {
            paragraphs: paragraphs.iter().map(|words| Safe::line(words)).collect(),
            language: language.map(Safe::line),
            in_text: citation("(Doe, 2024, para. 3)", ""),
            entry: citation("Doe, J. (2024). Rain & 5% more. ", "Courier"),
            link: Some(Safe::line("https://a.example/#:~:text=rain")),
        }
    }

    fn words(paragraphs: &[&str], language: Option<&str>, style: &Style) -> String {
        let written = quotation(paragraphs, language).write(Markup::Plain, style);
        written.split(" (Doe").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn what_stands_between_the_words_is_left_out_and_marked() {
        let body = [
            block(Kind::Paragraph, "It rained all day."),
            block(Kind::Caption, "Photo: J. Doe"),
            block(Kind::Furniture, "Share"),
            block(Kind::Paragraph, "The river rose."),
        ];
        let words = quoted(&body, (0, 3), (3, 9), &Style::Apa);
        assert_eq!(
            words.iter().map(|words| &**words).collect::<Vec<_>>(),
            ["rained all day.", "[…] The river"]
        );
    }

    fn quoted(
        body: &[Block],
        from: (usize, usize),
        to: (usize, usize),
        style: &Style,
    ) -> Vec<Safe> {
        let place = |(block, at)| Place { block, at };
        Quotation::words(body, &(place(from)..place(to)), style)
    }

    fn block(kind: Kind, text: &str) -> Block {
        let text_of = Safe::line(text).into();
        Block { kind, text: text_of, written: Written::Words(text.to_owned()) }
    }

    #[test]
    fn only_mla_marks_a_sentence_that_is_begun_and_not_ended() {
        let body = [block(Kind::Paragraph, "It rained. The river rose by two metres.")];
        for (from, to, mla) in [
            (0, 25, "It rained. The river rose […]"),
            (11, 25, "The river rose […]"),
            (15, 25, "river rose"),
            (0, 39, "It rained. The river rose by two metres"),
            (0, 10, "It rained."),
        ] {
            let words = |style| quoted(&body, (0, from), (0, to), style)[0].to_string();
            assert_eq!(words(&Style::Mla), mla);
            assert_eq!(words(&Style::Apa), mla.trim_end_matches(" […]"));
        }
    }

    #[test]
    fn what_the_article_does_not_say_is_quoted_if_there_is_nothing_else() {
        let body = [block(Kind::Title, "Rain"), block(Kind::Byline, "By J. Doe")];
        let words = quoted(&body, (0, 0), (1, 9), &Style::Apa);
        assert_eq!(words.iter().map(|it| &**it).collect::<Vec<_>>(), ["Rain", "By J. Doe"]);
    }

    #[test]
    fn words_stand_in_the_marks_of_their_language() {
        let said = "Es regnet";
        assert_eq!(words(&[said], Some("de-AT"), &Style::Apa), "„Es regnet“");
        assert_eq!(words(&[said], Some("fr"), &Style::Apa), "«\u{a0}Es regnet\u{a0}»");
        assert_eq!(words(&[said], Some("ja"), &Style::Apa), "「Es regnet」");
        assert_eq!(words(&[said], None, &Style::Apa), "“Es regnet”");
        assert_eq!(words(&[said], Some("en-GB"), &Style::Harvard), "‘Es regnet’");
    }

    #[test]
    fn a_quotation_in_the_quotation_is_turned() {
        assert_eq!(words(&["He said “no”."], Some("en"), &Style::Apa), "“He said ‘no’.”");
        assert_eq!(words(&["Er sagte „nein“."], Some("de"), &Style::Apa), "„Er sagte ‚nein‘.“");
    }

    #[test]
    fn every_paragraph_opens_with_a_mark_and_the_last_one_closes() {
        assert_eq!(words(&["One.", "Two."], None, &Style::Apa), "“One.\n\n“Two.”");
    }

    #[test]
    fn markdown_sets_the_words_off() {
        let written =
            quotation(&["1. One.", "Two *x*."], None).write(Markup::Markdown, &Style::Apa);
        assert_eq!(
            &*written,
            "> 1\\. One.\n>\n> Two \\*x\\*. (Doe, 2024, para. 3)\n\n\
             Doe, J. (2024). Rain & 5% more. *Courier*\n\n<https://a.example/#:~:text=rain>"
        );
    }

    #[test]
    fn latex_escapes_what_it_would_read() {
        let written = quotation(&["100 % of $5_000"], None).write(Markup::Latex, &Style::Apa);
        assert_eq!(
            &*written,
            "\\begin{quote}\n100 \\% of \\$5\\_000 (Doe, 2024, para. 3)\n\\end{quote}\n\n\
             Doe, J. (2024). Rain \\& 5\\% more. \\emph{Courier}\n\n\
             \\url{https://a.example/\\#:~:text=rain}"
        );
    }

    #[test]
    fn typst_escapes_what_it_would_read() {
        let written = quotation(&["#1 in [x] -- a_b"], None).write(Markup::Typst, &Style::Apa);
        assert_eq!(
            &*written,
            "#quote(block: true)[\\#1 in \\[x\\] \\-- a\\_b (Doe, 2024, para. 3)]\n\n\
             Doe, J. (2024). Rain & 5% more. #emph[Courier]\n\n\
             #link(\"https://a.example/#:~:text=rain\")"
        );
    }

    #[test]
    fn org_escapes_what_it_would_read() {
        let written = quotation(&["* a /b/ c-d"], None).write(Markup::Org, &Style::Apa);
        assert_eq!(
            &*written,
            "#+begin_quote\n\\ast{} a \\slash{}b/ c-d (Doe, 2024, para. 3)\n#+end_quote\n\n\
             Doe, J. (2024). Rain & 5% more. /Courier/\n\n[[https://a.example/#:~:text=rain]]"
        );
    }

    #[test]
    fn html_says_where_the_words_stand() {
        let written = quotation(&["a < b"], None).write(Markup::Html, &Style::Apa);
        assert_eq!(
            &*written,
            "<blockquote cite=\"https://a.example/#:~:text=rain\">\n\
             <p>a &lt; b (Doe, 2024, para. 3)</p>\n</blockquote>\n\n\
             <p>Doe, J. (2024). Rain &amp; 5% more. <i>Courier</i></p>\n\n\
             <p><a href=\"https://a.example/#:~:text=rain\">https://a.example/#:~:text=rain</a></p>"
        );
    }
}
