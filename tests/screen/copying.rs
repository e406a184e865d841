//! Citing and copying: what is on the clipboard afterwards.

use std::ops::ControlFlow;

use crate::support::{Session, With, article, five};
use newsread::app::citing::Copying;
use newsread::app::{Effect, Msg, Settings};
use newsread::article::{Article, Origin, Safe, Sourced};
use newsread::cite::Markup;

fn floods() -> Article {
    let mut floods = article("Floods in the north", &["The river rose.", "Nobody was hurt."])
        .on(2024, 3, 18)
        .by("The Courier");
    floods.meta.title_as_sentence = Some(Safe::line("Floods in the north"));
    floods
}

#[test]
fn c_copies_the_citation_in_the_readers_style() {
    let mut session = Session::over(vec![floods()]);
    session.press("c");
    assert_eq!(session.clipboard(), "Floods in the north. (2024, March 18). The Courier.");
}

#[test]
fn the_status_line_says_what_was_copied_and_what_the_file_does_not_say() {
    let mut session = Session::over(vec![floods()]).sized(120, 20);
    session.press("c");
    let screen = session.screen();
    assert!(screen.contains("copied the citation"), "{screen}");
    assert!(screen.contains("address"), "{screen}");
}

#[test]
fn yq_copies_the_paragraph_as_a_quotation_with_its_citation() {
    let mut session = Session::over(vec![floods()]);
    session.press("enter } y q");
    assert_eq!(
        session.clipboard(),
        "“Nobody was hurt.” (Floods in the North, 2024, para. 2)\n\nFloods in the north. (2024, March 18). The Courier."
    );
}

fn with_address(address: &str) -> Article {
    let mut with = floods();
    with.meta.url = Some(Sourced::certain(Safe::line(address), Origin::JsonLd));
    with
}

#[test]
fn a_quotation_leads_to_its_passage() {
    let mut session = Session::over(vec![with_address("https://courier.example/floods")]);
    session.press("enter } y q");
    let link = "\n\nhttps://courier.example/floods#:~:text=Nobody%20was%20hurt.";
    assert!(session.clipboard().ends_with(link), "{}", session.clipboard());
}

#[test]
fn a_quotation_is_written_for_where_it_is_pasted() {
    let settings = Settings { quotation: Some(Markup::Markdown), ..crate::support::without_foot() };
    let mut session = Session::with(settings, &[floods()]);
    session.press("enter } y q");
    assert!(session.clipboard().starts_with("> Nobody was hurt. ("), "{}", session.clipboard());
}

#[test]
fn yl_copies_a_link_to_the_paragraph_or_says_why_not() {
    let mut session = Session::over(vec![with_address("https://courier.example/floods")]);
    session.press("enter y l");
    let link = "https://courier.example/floods#:~:text=The%20river%20rose.";
    assert_eq!(session.clipboard(), link);

    let mut session = Session::over(vec![floods()]);
    session.press("enter y l");
    assert_eq!(session.copied, None);
    assert!(session.screen().contains("no address in the file"));
}

#[test]
fn a_paragraph_that_nothing_tells_from_others_is_given_the_address_of_the_article() {
    let mut twice = article("Rain", &["Rain.", "Rain.", "Rain.", "Rain."]);
    twice.meta.url = Some(Sourced::certain(Safe::line("https://a.example/"), Origin::JsonLd));
    let mut session = Session::over(vec![twice]).sized(100, 20);
    session.press("enter } } y l");
    assert_eq!(session.clipboard(), "https://a.example/");
    assert!(session.screen().contains("nothing tells the passage from others"));
}

#[test]
fn yp_copies_the_logical_paragraph_and_not_the_lines_of_the_screen() {
    let long = "It rained for forty days and for forty nights and then for another day or two.";
    let mut session = Session::over(vec![article("Rain", &[long])]).sized(30, 12);
    session.press("enter y p");
    assert_eq!(session.clipboard(), long);
}

#[test]
fn yu_copies_the_address_or_says_that_there_is_none() {
    let mut session = Session::over(vec![with_address("https://courier.example/floods")]);
    session.press("y u");
    assert_eq!(session.clipboard(), "https://courier.example/floods");

    let mut session = Session::over(five());
    session.press("y u");
    assert_eq!(session.copied, None);
    assert!(session.screen().contains("no address in the file"));
}

#[test]
fn yt_copies_the_headline() {
    let mut session = Session::over(five());
    session.press("j y t");
    assert_eq!(session.clipboard(), "Rates held at four per cent");
}

#[test]
fn without_a_desktop_the_terminal_is_asked_and_the_status_line_says_so() {
    let mut session = Session::over(five()).sized(100, 20);
    let copying =
        Copying { text: Safe::line("words"), what: Safe::line("headline"), aside: Safe::EMPTY };
    let asked = session.tell(Msg::NoDesktop(copying.clone()));
    assert_eq!(asked, [Effect::CopyByTerminal(copying.clone())]);
    session.tell(Msg::Copied(copying.clone(), Ok(newsread::app::citing::Route::Terminal)));
    assert!(session.screen().contains("sent the headline to the terminal"));
    session.tell(Msg::Copied(copying, Err(Safe::line("no clipboard"))));
    assert!(session.screen().contains("nothing was copied: no clipboard"));
}

#[test]
fn what_was_to_be_copied_is_copied_even_if_a_preview_was_asked_for_since() {
    let mut session = Session::over(vec![floods()]);
    let asked = session.app.update(Msg::Key("c".parse().unwrap()));
    let Some(Effect::Cite(order)) = asked.into_iter().next() else {
        panic!("nothing was asked for")
    };
    session.press("C");
    let mut citer = newsread::cite::Citer::default();
    let written = newsread::session::write(&mut citer, &order, |_| ControlFlow::Continue(()));
    session.tell(Msg::Cited(order.ticket, order.purpose, written));
    assert_eq!(session.clipboard(), "Floods in the north. (2024, March 18). The Courier.");
}

#[test]
fn quotation_marks_inside_a_quotation_are_turned() {
    let said = article("Rain", &["She said “it rained” and left."]);
    let mut session = Session::over(vec![said]);
    session.press("enter y q");
    assert!(session.clipboard().starts_with("“She said ‘it rained’ and left.”"));
}

#[test]
fn a_quotation_names_its_paragraph_as_the_style_does_and_says_what_is_missing() {
    let mut session = Session::over(vec![floods()]).sized(140, 20);
    session.press("enter } y q");
    assert!(session.clipboard().contains("(Floods in the North, 2024, para. 2)"));
    let told = "copied the quotation · no author, no address in the file";
    assert!(session.screen().contains(told), "{}", session.screen());
}

#[test]
fn ya_copies_all_that_the_article_says() {
    let mut session = Session::over(vec![floods()]);
    session.press("enter y a");
    assert_eq!(
        session.clipboard(),
        "Floods in the north\nThe Courier · Monday, 18 March 2024\n\nThe river rose.\n\nNobody was hurt."
    );
}

#[test]
fn y_and_a_letter_copies_a_record_for_another_program() {
    let mut session = Session::over(vec![with_address("https://courier.example/floods")]);
    for (keys, begins) in [
        ("y m", "[Floods in the north](<https://courier.example/floods>)"),
        ("y b", "@misc{courier2024floods,"),
        ("y r", "TY  - ELEC"),
        ("y j", "[\n  {"),
        (
            "y w",
            "{{cite web |author=<!-- not stated --> |title=Floods in the north |url=https://courier",
        ),
    ] {
        session.press(keys);
        assert!(session.clipboard().starts_with(begins), "{keys}: {}", session.clipboard());
    }
}
