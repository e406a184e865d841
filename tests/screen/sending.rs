//! Articles that leave the archive from the screen: opened in the browser,
//! saved, printed, piped to a program.

use crate::support::{Session, With, article, five};
use newsread::app::sending::{Sending, Sent, Target};
use newsread::app::{Effect, Msg, Settings};
use newsread::article::{Article, Mark, MarkKind, Origin, Safe, Sourced};

/// What the last of some effects sends.
fn sent(effects: &[Effect]) -> Sending {
    match effects.iter().rev().find(|effect| matches!(effect, Effect::Send(_))) {
        Some(Effect::Send(sending)) => sending.clone(),
        _ => panic!("nothing is sent: {effects:?}"),
    }
}

fn session() -> Session {
    let mut quay = article("The quay: what it cost", &["It rained.", "It snowed."]).on(2024, 3, 18);
    let url = Safe::line("https://canal.example/quay");
    quay.meta.url = Some(Sourced::certain(url, Origin::MetaTag));
    Session::over(vec![quay, article("The ferry is late", &["It rained."])])
}

/// The screen with what is typed into a popup replaced.
fn typed(session: &mut Session, text: &str) {
    session.press("ctrl-u");
    session.type_text(text);
}

#[expect(clippy::unnecessary_wraps, reason = "the answer of a thread, which may fail")]
fn answer(done: &str, output: &str) -> Result<Sent, Safe> {
    Ok(Sent { done: Safe::line(done), output: Safe::lines(output) })
}

#[test]
fn the_original_is_opened_in_the_browser() {
    let mut session = session();
    let url = Safe::line("https://canal.example/quay");
    assert_eq!(session.press("o").last(), Some(&Effect::Visit(url)));
    let asked = session.press("j o");
    assert!(!asked.iter().any(|effect| matches!(effect, Effect::Visit(_))));
    assert!(session.screen().contains("no address in the file"), "{}", session.screen());
}

#[test]
fn an_article_is_saved_under_a_name_that_is_offered() {
    let mut session = session();
    session.press("S");
    let screen = session.screen();
    for shown in ["Save as", "The quay: what it cost", "› the-quay-what-it-cost.md", ".pdf"] {
        assert!(screen.contains(shown), "{shown}\n{screen}");
    }
    let sending = sent(&session.press("enter"));
    assert_eq!((sending.to, &*sending.typed), (Target::File, "the-quay-what-it-cost.md"));
    assert_eq!(sending.articles.len(), 1);
    session.tell(Msg::Sent(sending.ticket, answer("saved as the-quay-what-it-cost.md", "")));
    session.draw();
    assert!(session.screen().contains("saved as the-quay-what-it-cost.md"));
    assert!(!session.screen().contains("Save as"));
}

#[test]
fn nothing_leaves_before_enter() {
    let mut session = session();
    for key in ["S", "P", "|"] {
        let asked = session.press(&format!("{key} x esc"));
        assert!(!asked.iter().any(|effect| matches!(effect, Effect::Send(_))), "{key}");
        assert!(session.app.popup.is_none(), "{key}");
    }
}

#[test]
fn the_printer_is_that_of_the_settings_and_is_shown_first() {
    let settings = Settings { printer: "lp -d upstairs".to_owned(), ..Settings::default() };
    let mut session = Session::with(settings, &[article("Rain", &["It rained."])]);
    session.press("P");
    assert!(session.screen().contains("| lp -d upstairs"), "{}", session.screen());
    let sending = sent(&session.press("enter"));
    assert_eq!((sending.to, &*sending.typed), (Target::Printer, "lp -d upstairs"));
}

#[test]
fn the_articles_that_are_marked_leave_together() {
    let mut session = session();
    session.press("v j v P");
    assert!(session.screen().contains("2 articles"), "{}", session.screen());
    assert_eq!(sent(&session.press("enter")).articles.len(), 2);
}

#[test]
fn what_a_program_makes_of_the_text_is_shown_in_lines_that_fit() {
    let mut session = session();
    session.press("|");
    typed(&mut session, "trans -b :de");
    let sending = sent(&session.press("enter"));
    assert_eq!((sending.to, &*sending.typed), (Target::Program, "trans -b :de"));
    assert!(session.screen().contains("under way"));
    let long = format!("{}\nEnde.", "Es regnete am Kai den ganzen Tag. ".repeat(8).trim());
    session.tell(Msg::Sent(sending.ticket, answer("sent", &long)));
    session.draw();
    let screen = session.screen();
    assert_eq!(screen.matches("regnete").count(), 8, "{screen}");
    assert!(screen.contains("Ende."));
    session.press("esc |");
    assert!(session.screen().contains("| trans -b :de"), "the last program is offered again");
}

#[test]
fn what_is_longer_than_the_screen_can_be_scrolled() {
    let mut session = session();
    session.press("|");
    typed(&mut session, "seq 100");
    let ticket = sent(&session.press("enter")).ticket;
    let lines: Vec<String> = (1..=100).map(|n| format!("line {n}.")).collect();
    session.tell(Msg::Sent(ticket, answer("sent", &lines.join("\n"))));
    session.draw();
    assert!(session.screen().contains("line 1.") && !session.screen().contains("line 100."));
    session.press("G");
    assert!(session.screen().contains("line 100.") && !session.screen().contains("line 1.\n"));
    session.press("g j");
    assert!(!session.screen().contains("line 1."), "{}", session.screen());
    session.press("q");
    assert!(session.app.popup.is_none());
}

#[test]
fn why_something_was_not_sent_stands_below_what_was_typed() {
    let mut session = session();
    session.press("S");
    let ticket = sent(&session.press("enter")).ticket;
    let taken = "‘the-quay-what-it-cost.md’ is there already and stays as it is; take another name";
    session.tell(Msg::Sent(ticket, Err(Safe::line(taken))));
    session.draw();
    let screen = session.screen();
    let is_told = screen.contains("› the-quay-what-it-cost.md") && screen.contains("another name");
    assert!(is_told, "{screen}");
    session.press("ctrl-u");
    session.press("enter");
    assert!(session.screen().contains("type the name of a file"));
}

#[test]
fn esc_stops_what_is_under_way_and_its_answer_comes_to_nothing() {
    let mut session = session();
    session.press("|");
    typed(&mut session, "sleep 100");
    let ticket = sent(&session.press("enter")).ticket;
    assert_eq!(session.press("esc"), [Effect::StopSending(ticket)]);
    assert!(session.screen().contains("stopped"));
    session.tell(Msg::Sent(ticket, answer("sent", "it slept")));
    session.draw();
    assert!(!session.screen().contains("it slept"), "{}", session.screen());
}

#[test]
fn the_popup_is_drawn_at_any_size() {
    let mut session = session();
    session.press("S");
    for (width, height) in [(40, 12), (20, 5), (1, 1), (120, 40)] {
        session.resize(width, height);
    }
    assert!(session.screen().contains("› the-quay-what-it-cost.md"));
}

/// An article with three links, one of which is a script.
fn linked() -> Article {
    let link = |range: std::ops::Range<usize>, address: &str| Mark {
        range,
        kind: MarkKind::Link(Safe::line(address)),
    };
    let mut article = article("Pumps", &["The pump was repaired.", "The council paid, they say."]);
    let [.., first, second] = &mut *article.body else { panic!("two paragraphs") };
    first.text.marks =
        vec![link(4..8, "https://canal.example/pump"), link(13..21, "javascript:alert(1)")];
    second.text.marks = vec![link(4..11, "https://аpple.example/council")];
    article
}

#[test]
fn f_shows_where_each_link_leads_and_a_letter_opens_it() {
    let mut session = Session::over(vec![linked()]);
    session.press("enter F");
    let screen = session.screen();
    assert!(screen.contains("a  pump  canal.example"), "{screen}");
    // Letters of two scripts are no apple.
    assert!(screen.contains("s  council  xn--pple-43d.example"), "{screen}");
    assert!(!screen.contains("repaired  "), "a script is no link: {screen}");
    assert_eq!(session.press("d"), [], "no link has this letter");
    let url = Safe::line("https://аpple.example/council");
    assert_eq!(session.press("s").last(), Some(&Effect::Visit(url)));
    assert!(!session.screen().contains("letter open"), "{}", session.screen());
}

#[test]
fn links_are_reached_line_by_line_too_and_an_article_without_any_says_so() {
    let mut session = Session::over(vec![linked()]);
    let asked = session.press("enter F j enter");
    assert!(matches!(asked.last(), Some(Effect::Visit(url)) if url.contains("council")));
    let mut session = Session::over(five());
    session.press("enter F");
    assert!(session.screen().contains("this article has no link or picture to open"));
}
