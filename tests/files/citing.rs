//! Citations, as somebody who must hand in a list of works cited reads them.

use newsread::article::{Field, Meta, Name, Origin, Safe, Sourced, When};
use newsread::cite::{Citer, Form, Format, Record, Style, StyleFile};

fn known<T>(value: T) -> Sourced<T> {
    Sourced::certain(value, Origin::Line)
}

#[allow(clippy::unnecessary_wraps, reason = "a field of Meta is optional")]
fn line(text: &str) -> Option<Sourced<Safe>> {
    Some(known(Safe::line(text)))
}

fn day(year: i16, month: i8, day: i8) -> Option<Sourced<When>> {
    When::day(year, month, day).map(known)
}

/// An article without author and address, as an export of a site states it.
fn smear() -> Meta {
    Meta {
        title: line("Albanian Leaders Dismiss Khamenei’s Purported ‘Sinister’ Smear"),
        title_as_sentence: Some(Safe::line(
            "Albanian leaders dismiss Khamenei’s purported ‘sinister’ smear",
        )),
        source: line("Radio Free"),
        published: day(2020, 1, 9),
        accessed: day(2022, 7, 6),
        ..Meta::default()
    }
}

/// A report of an agency, on the agency's own site.
fn report() -> Meta {
    Meta {
        title: line("Oil Climbs as Producers Weigh Cuts: What Comes Next"),
        title_as_sentence: Some(Safe::line("Oil climbs as producers weigh cuts: what comes next")),
        authors: Some(known(vec![Name::Literal(Safe::line("Reuters"))])),
        source: line("Reuters"),
        published: day(2025, 5, 8),
        accessed: day(2026, 11, 3),
        url: line("https://wire.example/oil"),
        ..Meta::default()
    }
}

/// The same report in a paper, by these authors.
fn by(authors: Vec<Name>) -> Meta {
    Meta { authors: Some(known(authors)), is_newspaper: true, url: None, ..report() }
}

fn person(given: &str, particle: &str, family: &str, suffix: &str) -> Name {
    let part = |text: &str| (!text.is_empty()).then(|| Safe::line(text));
    Name::Person {
        family: Safe::line(family),
        given: part(given),
        particle: part(particle),
        suffix: part(suffix),
    }
}

fn cited(meta: &Meta, style: &Style, form: Form) -> String {
    let citation = Citer::default().cite(meta, style, form).expect("it can be cited");
    citation.write(Format::Markdown).to_string()
}

fn entry(meta: &Meta, style: &Style) -> String {
    cited(meta, style, Form::Entry)
}

#[test]
fn an_article_without_author_and_address_is_cited_from_what_it_states() {
    let expected = "\
apa: *Albanian leaders dismiss Khamenei’s purported ‘sinister’ smear*. (2020, January 9). Radio Free.
mla: “Albanian Leaders Dismiss Khamenei’s Purported ‘Sinister’ Smear.” *Radio Free*, 9 Jan. 2020.
chicago-notes: Radio Free. “Albanian Leaders Dismiss Khamenei’s Purported ‘Sinister’ Smear.” January 9, 2020.
chicago-author-date: Radio Free. 2020. “Albanian Leaders Dismiss Khamenei’s Purported ‘Sinister’ Smear.” January 9.
harvard: *Radio Free* (2020) ‘Albanian leaders dismiss Khamenei’s purported “sinister” smear’, 9 January.
vancouver: Albanian leaders dismiss Khamenei’s purported ‘sinister’ smear. Radio Free. 2020 Jan 9.
ieee: “Albanian leaders dismiss Khamenei’s purported ‘sinister’ smear,” *Radio Free*, Jan. 9, 2020.
ama: Albanian leaders dismiss Khamenei’s purported ‘sinister’ smear. *Radio Free*. January 9, 2020.";
    for line in expected.lines() {
        let (style, expected) = line.split_once(": ").unwrap();
        assert_eq!(entry(&smear(), &style.parse().unwrap()), expected, "{style}");
    }
}

#[test]
fn a_note_begins_with_the_headline_where_nobody_is_named() {
    assert_eq!(
        cited(&smear(), &Style::ChicagoNotes, Form::Note),
        "“Albanian Leaders Dismiss Khamenei’s Purported ‘Sinister’ Smear,” Radio Free, January 9, 2020."
    );
}

#[test]
fn a_style_without_notes_puts_the_entry_into_them() {
    for style in [Style::Apa, Style::Mla, Style::Vancouver] {
        assert_eq!(cited(&smear(), &style, Form::Note), entry(&smear(), &style));
    }
}

#[test]
fn a_citation_in_the_text_points_to_the_entry() {
    let meta = by(vec![person("Jane", "", "Doe", "")]);
    let expected = [
        (Style::Apa, "(Doe, 2025)"),
        (Style::Mla, "(Doe)"),
        (Style::ChicagoAuthorDate, "(Doe 2025)"),
        (Style::Harvard, "(Doe, 2025)"),
        (Style::Vancouver, "(1)"),
        (Style::Ieee, "\\[1\\]"),
        (Style::Ama, "1"),
    ];
    for (style, expected) in expected {
        assert_eq!(cited(&meta, &style, Form::InText), expected, "{style}");
    }
}

#[test]
fn what_the_file_does_not_say_is_left_out_and_reported() {
    let citation = Citer::default().cite(&smear(), &Style::Apa, Form::Entry).unwrap();
    assert_eq!(citation.missing, [Field::Authors, Field::Url]);
    assert_eq!(&*citation.missing_sentence().unwrap(), "no author, no address in the file");
    let in_text = Citer::default().cite(&smear(), &Style::Apa, Form::InText).unwrap();
    assert_eq!(in_text.missing, [Field::Authors]);
    let number = Citer::default().cite(&smear(), &Style::Ieee, Form::InText).unwrap();
    assert_eq!(number.missing_sentence(), None);
}

#[test]
fn what_was_only_concluded_is_said_to_be_uncertain() {
    let published = When::day(2020, 1, 9).map(|day| Sourced::uncertain(day, Origin::FileName));
    let meta = Meta { published, ..smear() };
    let citation = Citer::default().cite(&meta, &Style::Apa, Form::Entry).unwrap();
    assert_eq!(citation.uncertain, [Field::Published]);
    assert_eq!(&*citation.uncertain_sentence().unwrap(), "uncertain: date");
}

#[test]
fn an_agency_on_its_own_site_is_named_once() {
    assert_eq!(
        entry(&report(), &Style::Apa),
        "Reuters. (2025, May 8). *Oil climbs as producers weigh cuts: What comes next*. <https://wire.example/oil>"
    );
    assert_eq!(
        entry(&report(), &Style::Mla),
        "“Oil Climbs as Producers Weigh Cuts: What Comes Next.” *Reuters*, 8 May 2025, <https://wire.example/oil>."
    );
}

#[test]
fn only_some_styles_have_a_capital_after_a_colon() {
    assert!(entry(&report(), &Style::Ieee).contains("cuts: What comes"));
    assert!(entry(&report(), &Style::Vancouver).contains("cuts: what comes"));
    assert!(entry(&report(), &Style::Harvard).contains("cuts: what comes"));
}

#[test]
fn a_sentence_form_of_another_headline_is_not_used() {
    let meta = Meta { title: line("Rain Comes Back"), ..report() };
    assert!(entry(&meta, &Style::Vancouver).contains("Rain Comes Back. Reuters"));
}

#[test]
fn a_day_of_access_stands_only_beside_an_address() {
    let meta = Meta { url: None, ..report() };
    for style in Style::ALL {
        let said = entry(&meta, style).to_lowercase();
        for word in ["accessed", "cited", "internet", "online", "available"] {
            assert!(!said.contains(word), "{said}");
        }
    }
}

#[test]
fn an_unknown_date_is_said_to_be_unknown_as_each_style_has_it() {
    let meta = Meta { published: None, ..report() };
    assert!(entry(&meta, &Style::Apa).contains("(n.d.)"));
    assert!(entry(&meta, &Style::Apa).contains("Retrieved November 3, 2026, from"));
    assert!(entry(&meta, &Style::Mla).ends_with("Accessed 3 Nov. 2026."));
    assert!(entry(&meta, &Style::Harvard).contains("(no date)"));
    let vancouver = Citer::default().cite(&meta, &Style::Vancouver, Form::Entry).unwrap();
    let vancouver = vancouver.write(Format::Plain);
    assert!(vancouver.contains("[Internet]. [date unknown] [cited 2026 Nov 3]."), "{vancouver}");
    let unread = Meta { accessed: None, ..meta };
    assert!(!entry(&unread, &Style::Apa).contains("Retrieved"));
}

#[test]
fn partial_dates_are_said_as_far_as_they_go() {
    let month = Meta { published: Some(known(When::Month(2020, 2))), ..smear() };
    assert!(entry(&month, &Style::Mla).ends_with("*Radio Free*, Feb. 2020."));
    let year = Meta { published: Some(known(When::Year(2020))), ..smear() };
    assert!(entry(&year, &Style::ChicagoAuthorDate).ends_with("Smear.”"));
}

#[test]
fn particles_stand_where_each_style_puts_them() {
    let dutch = by(vec![person("Jan", "van den", "Berg", "")]);
    assert!(entry(&dutch, &Style::Apa).starts_with("van den Berg, J. ("));
    assert!(entry(&dutch, &Style::ChicagoNotes).starts_with("Berg, Jan van den. “"));
    assert!(cited(&dutch, &Style::ChicagoNotes, Form::Note).starts_with("Jan van den Berg, “"));
    assert_eq!(cited(&dutch, &Style::ChicagoAuthorDate, Form::InText), "(van den Berg 2025)");
    let unparted = by(vec![person("Jan", "", "van den Berg", "")]);
    assert_eq!(entry(&unparted, &Style::ChicagoNotes), entry(&dutch, &Style::ChicagoNotes));
    let arabic = by(vec![person("Hana", "al-", "Rashid", "")]);
    assert!(entry(&arabic, &Style::Mla).starts_with("al-Rashid, Hana. “"));
    assert!(entry(&arabic, &Style::Ieee).starts_with("H. al-Rashid, “"));
    assert!(entry(&arabic, &Style::ChicagoNotes).starts_with("Rashid, Hana al-. “"));
    let french = by(vec![person("Luc", "Le", "Pen", "")]);
    assert!(entry(&french, &Style::ChicagoNotes).starts_with("Le Pen, Luc. “"));
}

#[test]
fn initials_and_suffixes_are_written_as_each_style_has_them() {
    let meta = by(vec![person("Seo-yeon", "", "Kim", ""), person("Martin L.", "", "King", "Jr.")]);
    let begins = [
        (Style::Apa, "Kim, S.-Y., & King, M. L., Jr. (2025, May 8)."),
        (Style::Mla, "Kim, Seo-yeon, and Martin L. King Jr. “"),
        (Style::Harvard, "Kim, S.-Y. and King, M.L., Jr. (2025) ‘"),
        (Style::Vancouver, "Kim SY, King ML Jr. Oil"),
        (Style::Ieee, "S.-Y. Kim and M. L. King Jr., “"),
    ];
    for (style, begin) in begins {
        let said = entry(&meta, &style);
        assert!(said.starts_with(begin), "{style}: {said}");
    }
}

#[test]
fn a_chinese_name_is_not_turned_round() {
    let meta = by(vec![person("小明", "", "王", ""), person("Jane", "", "Doe", "")]);
    assert!(entry(&meta, &Style::Apa).starts_with("王小明, & Doe, J. ("));
    assert!(entry(&meta, &Style::ChicagoNotes).starts_with("王小明, and Jane Doe. “"));
}

#[test]
fn a_person_beside_an_institution_keeps_the_comma() {
    let meta = by(vec![person("Jane", "", "Doe", ""), Name::Literal(Safe::line("Acme Inc."))]);
    assert!(entry(&meta, &Style::Apa).starts_with("Doe, J., & Acme Inc. (2025"));
    assert!(entry(&meta, &Style::Mla).starts_with("Doe, Jane, and Acme Inc. “Oil"));
}

#[test]
fn a_headline_keeps_its_own_mark_and_gets_no_second_one() {
    let named = |title: &str| Meta {
        title: line(title),
        title_as_sentence: None,
        ..by(vec![person("Jane", "", "Doe", "")])
    };
    let cases = [
        ("Why Leave the U.S.", Style::Mla, "“Why Leave the U.S.” *"),
        ("Why Leave the U.S.", Style::Ieee, "“Why Leave the U.S.,” *"),
        ("Will It Rain?", Style::Mla, "“Will It Rain?” *"),
        ("Will It Rain?", Style::Harvard, "‘Will It Rain?’, *"),
        // An ellipsis is no stop.
        ("And Then…", Style::Ama, "And Then…. *"),
        ("“Never,” He Said. “No”", Style::Mla, "“‘Never,’ He Said. ‘No.’” *"),
        ("“Never,” He Said. “No”", Style::Harvard, "‘“Never,” He Said. “No”’, *"),
        ("It's \"Over\"", Style::Vancouver, "It’s “Over.” Reuters."),
        ("The Workers’", Style::Vancouver, "The Workers’. Reuters."),
    ];
    for (title, style, expected) in cases {
        let said = entry(&named(title), &style);
        assert!(said.contains(expected), "{style}: {said}");
    }
}

#[test]
fn a_headline_in_another_language_keeps_its_capitals() {
    let title = line("Bundestag beschließt die Reform der Bremse");
    let meta = Meta { title, title_as_sentence: None, language: line("de-DE"), ..report() };
    assert!(entry(&meta, &Style::Mla).contains("“Bundestag beschließt die Reform der Bremse.”"));
}

#[test]
fn what_a_record_states_twice_is_said_twice() {
    let json = r#"{"type": "webpage", "title": "Oil climbs", "author": [{"literal": "Reuters"}],
        "container-title": "Reuters"}"#;
    let record = Record::from_csl_json(json).unwrap();
    let citation = Citer::default().cite_record(&record, &Style::Apa, Form::Entry).unwrap();
    assert_eq!(&*citation.write(Format::Plain), "Reuters. (n.d.). Oil climbs. Reuters.");
}

#[test]
fn dates_that_would_break_the_processor_are_left_out() {
    let dates = ["[[]]", "[]", "[[2024, 0, 9]]", "[[2024, 3, 77]]", "[[2024, 3, 9], [2025]]", "7"];
    for parts in dates {
        let json = format!(r#"{{"title": "Rain", "issued": {{"date-parts": {parts}}}}}"#);
        let record = Record::from_csl_json(&json).unwrap();
        for style in Style::ALL {
            let citation = Citer::default().cite_record(&record, style, Form::Entry).unwrap();
            assert!(citation.write(Format::Plain).contains("Rain"), "{style} {parts}");
        }
    }
}

#[test]
fn an_item_that_says_nothing_is_refused() {
    let refused = |json: &str| Record::from_csl_json(json).unwrap_err().to_string();
    assert!(refused("{").starts_with("this is no item of CSL-JSON: EOF"));
    assert!(refused("[]").ends_with("an item must be an object, { … }"));
    assert!(refused("{}").starts_with("neither title nor author nor source is known"));
    assert!(Citer::default().cite(&Meta::default(), &Style::Apa, Form::Entry).is_err());
}

#[test]
fn every_style_of_the_archive_can_cite() {
    for name in ["nature", "elsevier-harvard", "iso-690-numeric", "spie", "gb-7714-2015-note"] {
        let style: Style = name.parse().unwrap();
        let meta = by(vec![person("Jane", "", "Doe", "")]);
        let said = entry(&meta, &style);
        assert!(said.to_lowercase().contains("doe") && said.contains("2025"), "{name}: {said}");
        assert!(!said.starts_with(['1', '[', '\\', '.']), "{name}: {said}");
    }
}

/// A note in the manner of the law reviews.
const LAW: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>Law</title><id>law</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout suffix="."><group delimiter=", ">
    <names variable="author"/>
    <text variable="title" font-style="italic" text-case="title"/>
    <text variable="container-title" font-variant="small-caps"/>
    <date variable="issued" form="text"/>
  </group></layout></citation>
</style>"#;

#[test]
fn a_style_file_of_the_reader_can_cite() {
    let style = Style::File(StyleFile::new("law.csl", LAW).unwrap());
    assert_eq!((style.name(), style.label()), ("law.csl", "Law"));
    let meta = Meta {
        title: line("Courts rule on “quiet” over rain"),
        ..by(vec![person("Jane", "", "Doe", "")])
    };
    let citation = Citer::default().cite(&meta, &style, Form::Note).unwrap();
    assert_eq!(
        &*citation.write(Format::Html),
        "Jane Doe, <i>Courts Rule on “Quiet” over Rain</i>, \
         <span style=\"font-variant: small-caps\">Reuters</span>, May 8, 2025."
    );
}

#[test]
fn a_citer_keeps_apart_what_it_was_asked_for() {
    let mut citer = Citer::default();
    let mut write = |style: &Style| {
        citer.cite(&report(), style, Form::Entry).unwrap().write(Format::Plain).to_string()
    };
    let first: Vec<String> = Style::ALL.iter().map(&mut write).collect();
    let again: Vec<String> = Style::ALL.iter().rev().map(&mut write).collect();
    assert!(first.iter().eq(again.iter().rev()));
}

/// The entry of a report by these authors in each of some styles.
fn entries<const N: usize>(authors: &[Name], styles: [Style; N]) -> [String; N] {
    let meta = by(authors.to_vec());
    styles.map(|style| {
        let entry = Citer::default().cite(&meta, &style, Form::Entry).unwrap();
        let entry = entry.write(Format::Plain).to_string();
        entry.split([':', '“', '‘']).next().unwrap().trim_end().to_owned()
    })
}

#[test]
fn initials_without_a_space_between_them_are_initials_all_the_same() {
    let authors = [person("J.R.", "", "Roe", ""), person("P.D.", "", "Doe", "")];
    let styles = [Style::Apa, Style::Mla, Style::Harvard, Style::Vancouver];
    assert_eq!(
        entries(&authors, styles),
        [
            "Roe, J. R., & Doe, P. D. (2025, May 8). Oil climbs as producers weigh cuts",
            "Roe, J. R., and P. D. Doe.",
            "Roe, J.R. and Doe, P.D. (2025)",
            "Roe JR, Doe PD. Oil climbs as producers weigh cuts",
        ]
    );
}

#[test]
fn two_institutions_have_no_comma_between_them_but_a_person_and_one_do() {
    let styles = [Style::Mla, Style::ChicagoNotes, Style::ChicagoAuthorDate];
    let guard = Name::Literal(Safe::line("Coast Guard"));
    let authors = [guard.clone(), Name::Literal(Safe::line("Navy"))];
    let expected =
        ["Coast Guard and Navy.", "Coast Guard and Navy.", "Coast Guard and Navy. 2025."];
    assert_eq!(entries(&authors, styles.clone()), expected);
    let authors = [guard.clone(), person("Ada", "", "Roe", "")];
    let expected = [
        "Coast Guard, and Ada Roe.",
        "Coast Guard, and Ada Roe.",
        "Coast Guard, and Ada Roe. 2025.",
    ];
    assert_eq!(entries(&authors, styles), expected);
    let authors = [person("Ada", "", "Roe", ""), guard];
    assert_eq!(entries(&authors, [Style::Mla]), ["Roe, Ada, and Coast Guard."]);
}

#[test]
fn a_given_name_in_a_script_without_capitals_has_an_initial_too() {
    let authors = [person("علي", "", "حسن", "")];
    let [apa, vancouver] = entries(&authors, [Style::Apa, Style::Vancouver]);
    assert!(apa.starts_with("حسن, ع. (2025"), "{apa}");
    assert!(vancouver.starts_with("حسن ع. "), "{vancouver}");
}

#[test]
fn a_headline_as_printed_keeps_its_capitals_in_every_style() {
    let record = Record::of(&smear()).as_printed();
    for style in Style::ALL {
        let entry = Citer::default().cite_record(&record, style, Form::Entry).unwrap();
        let entry = entry.write(Format::Plain);
        let kept = "Albanian Leaders Dismiss Khamenei’s Purported";
        assert!(entry.contains(kept), "{style}: {entry}");
    }
}

#[test]
fn straight_apostrophes_in_names_are_printed_as_apostrophes() {
    let authors = [person("Pat", "", "O'Neil", ""), Name::Literal(Safe::line("Seamen's Union"))];
    let [mla] = entries(&authors, [Style::Mla]);
    assert!(mla.starts_with("O’Neil, Pat, and Seamen’s Union"), "{mla}");
}

#[test]
fn a_korean_name_in_its_own_script_is_not_turned_round() {
    let authors = [person("철수", "", "김", ""), person("Ada", "", "Roe", "")];
    let [apa, ieee] = entries(&authors, [Style::Apa, Style::Ieee]);
    assert!(apa.starts_with("김철수, & Roe, A."), "{apa}");
    assert!(ieee.starts_with("김철수 and A. Roe"), "{ieee}");
}

#[test]
fn a_paper_that_writes_its_article_small_has_a_capital_where_titles_have() {
    let meta = Meta { source: line("the Guardian"), authors: None, ..by(Vec::new()) };
    let cited = |style| Citer::default().cite(&meta, &style, Form::Entry).unwrap();
    let cited = |style| cited(style).write(Format::Plain).to_string();
    assert!(cited(Style::ChicagoNotes).starts_with("The Guardian. “Oil"));
    assert!(cited(Style::Mla).contains(" The Guardian, 8 May 2025"));
}
