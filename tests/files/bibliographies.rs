//! Bibliographies, case by case, each with the rule that decides it.

use std::ops::ControlFlow;

use newsread::cite::{CiteError, Citer, Form, Format, Progress, Record, Style, distinct, records};

/// A list that a rule decides.
struct Case {
    /// What it shows, and the rule.
    rule: &'static str,
    style: Style,
    form: Form,
    /// BibLaTeX, in the order in which it is cited.
    cited: &'static str,
    list: &'static [&'static str],
}

fn given(bib: &str) -> Vec<Record> {
    let given = records(bib).expect("a file of records");
    assert_eq!(given.faults, []);
    given.records
}

fn list(records: &[Record], style: &Style, form: Form) -> Vec<String> {
    let go_on = |_: Progress| ControlFlow::Continue(());
    let list = Citer::default().bibliography(records, style, form, go_on).expect("a list");
    let written = list.into_iter().map(|listed| listed.citation.map(|c| c.write(Format::Plain)));
    written.map(|citation| citation.expect("a citation").to_string()).collect()
}

const CASES: &[Case] = &[
    Case {
        rule: "one author and year: letters behind the year, in the order of the headlines (APA 7, §9.47)",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@online{a, author={Doe, Jane}, title={Snow}, organization={Post}, date={2024-03}}
            @online{b, author={Doe, Jane}, title={The rain}, organization={Post}, date={2024-03}}
            @online{c, author={Doe, Jane}, title={Hail}, organization={Post}, date={2023}}",
        list: &[
            "Doe, J. (2023). Hail. Post.",
            "Doe, J. (2024a, March). The rain. Post.",
            "Doe, J. (2024b, March). Snow. Post.",
        ],
    },
    Case {
        rule: "the same letters stand in the text, in the order in which it cites (APA 7, §8.19)",
        style: Style::Apa,
        form: Form::InText,
        cited: "@online{a, author={Doe, Jane}, title={Snow}, organization={Post}, date={2024-03}}
            @online{b, author={Doe, Jane}, title={The rain}, organization={Post}, date={2024-03}}",
        list: &[
            "(Doe, 2024b)",
            "(Doe, 2024a)",
        ],
    },
    Case {
        rule: "one family name: by initials, which stand in the text too whatever the year (APA 7, §8.20)",
        style: Style::Apa,
        form: Form::InText,
        cited: "@online{a, author={Doe, Jane}, title={Snow}, date={2024}}
            @online{b, author={Doe, Adam}, title={Rain}, date={2023}}
            @online{c, author={Roe, Jane}, title={Hail}, date={2023}}",
        list: &[
            "(J. Doe, 2024)",
            "(A. Doe, 2023)",
            "(Roe, 2023)",
        ],
    },
    Case {
        rule: "one family name: Adam before Jane, nothing before something (APA 7, §§9.44 and 9.48)",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@online{a, author={Doe, Jane}, title={Snow}, date={2020}}
            @online{b, author={Doe, Adam}, title={Rain}, date={2023}}
            @online{c, author={Doe, Adam and Roe, R.}, title={Hail}, date={2019}}
            @online{d, author={Doering, A.}, title={Fog}, date={2018}}",
        list: &[
            "Doe, A. (2023). Rain.",
            "Doe, A., & Roe, R. (2019). Hail.",
            "Doe, J. (2020). Snow.",
            "Doering, A. (2018). Fog.",
        ],
    },
    Case {
        rule: "no author: by the headline without its article (APA 7, §9.49)",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@article{a, title={The zebra}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}
            @article{b, author={Young, Y.}, title={Snow}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}
            @article{c, title={A yacht}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}",
        list: &[
            "A yacht. (2024). Post.",
            "Young, Y. (2024). Snow. Post.",
            "The zebra. (2024). Post.",
        ],
    },
    Case {
        rule: "particles belong to the family name (APA 7, §9.45)",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@online{a, author={van den Berg, Jan}, title={Snow}, date={2024}}
            @online{b, author={Carr, C.}, title={Rain}, date={2024}}
            @online{c, author={Berger, B.}, title={Hail}, date={2024}}",
        list: &[
            "Berger, B. (2024). Hail.",
            "Carr, C. (2024). Rain.",
            "van den Berg, J. (2024). Snow.",
        ],
    },
    Case {
        rule: "a particle comes behind the given names and counts last (Chicago 18, ch. 13; the CSL file demotes it)",
        style: Style::ChicagoNotes,
        form: Form::Entry,
        cited: "@article{a, author={van den Berg, Jan}, title={Snow}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}
            @article{b, author={Carr, C.}, title={Rain}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}
            @article{c, author={Berger, B.}, title={Hail}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}",
        list: &[
            "Berg, Jan van den. “Snow.” Post, 2024.",
            "Berger, B. “Hail.” Post, 2024.",
            "Carr, C. “Rain.” Post, 2024.",
        ],
    },
    Case {
        rule: "institutions stand whole among persons; equal ones get letters, different ones none (APA 7, §9.47)",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@online{a, author={{World Weather Office}}, title={Snow}, date={2024}}
            @online{b, author={{World Weather Office}}, title={Rain}, date={2024}}
            @online{c, author={{The Met Office}}, title={Hail}, date={2024}}
            @online{d, author={Young, Y.}, title={Fog}, date={2024}}
            @online{e, author={Norris, N.}, title={Ice}, date={2024}}",
        list: &[
            "The Met Office. (2024). Hail.",
            "Norris, N. (2024). Ice.",
            "World Weather Office. (2024a). Rain.",
            "World Weather Office. (2024b). Snow.",
            "Young, Y. (2024). Fog.",
        ],
    },
    Case {
        rule: "undated before dated, with letters of their own (APA 7, §§9.46 and 9.47)",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@online{a, author={Doe, Jane}, title={Snow}, date={2024}}
            @online{b, author={Doe, Jane}, title={Rain}}
            @online{c, author={Doe, Jane}, title={Hail}}",
        list: &[
            "Doe, J. (n.d.-a). Hail.",
            "Doe, J. (n.d.-b). Rain.",
            "Doe, J. (2024). Snow.",
        ],
    },
    Case {
        rule: "numbered styles keep the order in which they are cited, with stops behind the numbers (Citing Medicine)",
        style: Style::Vancouver,
        form: Form::Entry,
        cited: "@article{a, author={Young, Yan}, title={Snow}, journaltitle={Post}, entrysubtype={newspaper}, date={2024-03-02}}
            @article{b, author={Adams, Ann}, title={Rain}, journaltitle={Post}, entrysubtype={newspaper}, date={2024-03-01}}",
        list: &[
            "1. Young Y. Snow. Post. 2024 Mar 2.",
            "2. Adams A. Rain. Post. 2024 Mar 1.",
        ],
    },
    Case {
        rule: "numbers in brackets (IEEE Reference Guide)",
        style: Style::Ieee,
        form: Form::Entry,
        cited: "@article{a, author={Young, Yan}, title={Snow}, journaltitle={Post}, entrysubtype={newspaper}, date={2024-03-02}}
            @article{b, author={Adams, Ann}, title={Rain}, journaltitle={Post}, entrysubtype={newspaper}, date={2024-03-01}}",
        list: &[
            "[1] Y. Young, “Snow,” Post, Mar. 2, 2024.",
            "[2] A. Adams, “Rain,” Post, Mar. 1, 2024.",
        ],
    },
    Case {
        rule: "the numbers of the list stand in the text (IEEE Reference Guide)",
        style: Style::Ieee,
        form: Form::InText,
        cited: "@article{a, author={Young, Yan}, title={Snow}, date={2024-03-02}}
            @article{b, author={Adams, Ann}, title={Rain}, date={2024-03-01}}",
        list: &[
            "[1]",
            "[2]",
        ],
    },
    Case {
        rule: "a suffix counts behind the given names (APA 7, §9.45)",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@online{a, author={King, Jr., Martin}, title={Snow}, date={2024}}
            @online{b, author={King, Martin}, title={Rain}, date={2025}}
            @online{c, author={King, Nora}, title={Hail}, date={2024}}",
        list: &[
            "King, M. (2025). Rain.",
            "King, M., Jr. (2024). Snow.",
            "King, N. (2024). Hail.",
        ],
    },
    Case {
        rule: "many authors with the same first: as many names as tell them apart (APA 7, §8.18)",
        style: Style::Apa,
        form: Form::InText,
        cited: "@online{a, author={Doe, J. and Roe, R. and Low, L.}, title={Snow}, date={2024}}
            @online{b, author={Doe, J. and Ray, R. and Low, L.}, title={Rain}, date={2024}}",
        list: &[
            "(Doe, Roe, et al., 2024)",
            "(Doe, Ray, et al., 2024)",
        ],
    },
    Case {
        rule: "partial dates: a year before its months, these before days, whatever the headlines (APA 7, §9.47)",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@online{a, author={Doe, Jane}, title={Snow}, date={2024-05-03}}
            @online{b, author={Doe, Jane}, title={Rain}, date={2024-05}}
            @online{c, author={Doe, Jane}, title={Hail}, date={2024}}
            @online{d, author={Doe, Jane}, title={Fog}, date={2023-12-31}}",
        list: &[
            "Doe, J. (2023, December 31). Fog.",
            "Doe, J. (2024a). Hail.",
            "Doe, J. (2024b, May). Rain.",
            "Doe, J. (2024c, May 3). Snow.",
        ],
    },
    Case {
        rule: "several works of one author: headlines tell them apart in the text (MLA 9, ch. 6)",
        style: Style::Mla,
        form: Form::InText,
        cited: "@article{a, author={Doe, Jane}, title={Snow over Town}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}
            @article{b, author={Doe, Jane}, title={A Rain}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}
            @article{c, author={Roe, Jane}, title={Hail}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}",
        list: &[
            "(Doe, “Snow over Town”)",
            "(Doe, “A Rain”)",
            "(Roe)",
        ],
    },
    Case {
        rule: "three dashes for the same names as in the entry before (MLA 9, ch. 5)",
        style: Style::Mla,
        form: Form::Entry,
        cited: "@article{a, author={Doe, Jane}, title={Snow over Town}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}
            @article{b, author={Doe, Jane}, title={A Rain}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}
            @article{c, author={Doe, Jane and Roe, R.}, title={Hail}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}",
        list: &[
            "Doe, Jane. “A Rain.” Post, 2024.",
            "———. “Snow over Town.” Post, 2024.",
            "Doe, Jane, and R. Roe. “Hail.” Post, 2024.",
        ],
    },
    Case {
        rule: "authors of one family name: initials in the text, whole names if these are the same (MLA 9, ch. 6)",
        style: Style::Mla,
        form: Form::InText,
        cited: "@article{a, author={Doe, Jane}, title={Snow}, date={2024}}
            @article{b, author={Doe, Adam}, title={Rain}, date={2024}}
            @article{c, author={Doe, Joan}, title={Hail}, date={2024}}",
        list: &[
            "(Jane Doe)",
            "(A. Doe)",
            "(Joan Doe)",
        ],
    },
    Case {
        rule: "a range of dates is said whole, with an en dash (APA 7, §6.6)",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@online{a, author={Doe, Jane}, title={Snow}, date={2024-03-18/2024-03-20}}
            @online{b, author={Roe, Jane}, title={Rain}, date={2024-03-18/2024-04-02}}
            @online{c, author={Zoe, Jane}, title={Hail}, date={2023/2024}}",
        list: &[
            "Doe, J. (2024, March 18–20). Snow.",
            "Roe, J. (2024, March 18–April 2). Rain.",
            "Zoe, J. (2023–2024). Hail.",
        ],
    },
    Case {
        rule: "a season stands for the month (MLA 9, §5.75)",
        style: Style::Mla,
        form: Form::Entry,
        cited: "@article{a, author={Doe, Jane}, title={Snow}, journaltitle={Post}, entrysubtype={magazine}, date={2024-21}}",
        list: &["Doe, Jane. “Snow.” Post, Spring 2024."],
    },
    Case {
        rule: "one headline of two papers is told apart by the letters of the year (Cite Them Right 12)",
        style: Style::Harvard,
        form: Form::InText,
        cited: "@article{a, title={Rain}, journaltitle={Post}, entrysubtype={newspaper}, date={2024-01-01}}
            @article{b, title={Rain}, journaltitle={Post}, entrysubtype={newspaper}, date={2024-02-01}}",
        list: &[
            "(Post, 2024a)",
            "(Post, 2024b)",
        ],
    },
    Case {
        rule: "names in other scripts come behind Latin ones, by the Unicode collation; they are not inverted",
        style: Style::Apa,
        form: Form::Entry,
        cited: "@online{a, author={王, 小明}, title={雪}, langid={zh}, date={2024}}
            @online{b, author={Zeman, Z.}, title={Rain}, date={2024}}
            @online{c, author={李, 华}, title={雨}, langid={zh}, date={2024}}
            @online{d, author={Ångström, A.}, title={Hail}, date={2024}}",
        list: &[
            "Ångström, A. (2024). Hail.",
            "Zeman, Z. (2024). Rain.",
            "李华. (2024). 雨.",
            "王小明. (2024). 雪.",
        ],
    },
    Case {
        rule: "letters behind the year by headline; an initial for authors of one family name (Chicago 18, ch. 13)",
        style: Style::ChicagoAuthorDate,
        form: Form::InText,
        cited: "@article{a, author={Doe, Jane}, title={Snow}, journaltitle={Post}, entrysubtype={newspaper}, date={2024-01-02}}
            @article{b, author={Doe, Jane}, title={Rain}, journaltitle={Post}, entrysubtype={newspaper}, date={2024-01-01}}
            @article{c, author={Doe, Adam}, title={Hail}, journaltitle={Post}, entrysubtype={newspaper}, date={2024-01-01}}",
        list: &[
            "(J. Doe 2024b)",
            "(J. Doe 2024a)",
            "(A. Doe 2024)",
        ],
    },
    Case {
        rule: "by author, then by headline without its article; without author by paper (Chicago 18, ch. 13)",
        style: Style::ChicagoNotes,
        form: Form::Entry,
        cited: "@article{a, author={Doe, Jane}, title={The Snow}, journaltitle={Post}, entrysubtype={newspaper}, date={2022}}
            @article{b, author={Doe, Jane}, title={A Rain}, journaltitle={Post}, entrysubtype={newspaper}, date={2024}}
            @article{c, title={Zebra Seen}, journaltitle={The Courier}, entrysubtype={newspaper}, date={2024}}",
        list: &[
            "The Courier. “Zebra Seen.” 2024.",
            "Doe, Jane. “A Rain.” Post, 2024.",
            "Doe, Jane. “The Snow.” Post, 2022.",
        ],
    },
];

#[test]
fn every_case_is_listed_as_its_rule_says() {
    for case in CASES {
        let said = list(&given(case.cited), &case.style, case.form);
        assert_eq!(said, case.list, "{}: {}", case.style, case.rule);
    }
}

#[test]
fn the_order_in_which_entries_are_given_does_not_matter_to_a_style_that_sorts() {
    for case in CASES.iter().filter(|case| case.form == Form::Entry && case.style != Style::Ieee) {
        let mut records = given(case.cited);
        if case.style != Style::Vancouver {
            records.reverse();
            assert_eq!(list(&records, &case.style, case.form), case.list, "{}", case.rule);
        }
    }
}

#[test]
fn what_is_known_of_one_article_twice_is_listed_once() {
    let bib = "@online{a, title={Rain}, date={2024}, url={https://a.example}, urldate={2026}}
        @online{b, title={RAIN}, date={2024}, url={https://a.example}}
        @online{c, title={Rain}, date={2023}, url={https://a.example}}
        @online{d, title={Rain}, date={2024}}
        @online{e, title={Rain}, date={2024}}
        @online{f, title={Rain}, date={2024}, organization={Post}}";
    assert_eq!(distinct(&given(bib)).len(), 4);
}

#[test]
fn a_record_that_cannot_be_cited_stands_at_the_end_with_its_error() {
    let mut records = given("@misc{a, title={Snow}} @misc{b, title={Rain}}");
    let empty = Record::of(&newsread::article::Meta::default());
    records.insert(0, empty);
    let go_on = |_: Progress| ControlFlow::Continue(());
    let list = Citer::default().bibliography(&records, &Style::Apa, Form::Entry, go_on).unwrap();
    let ranks: Vec<usize> = list.iter().map(|listed| listed.record).collect();
    assert_eq!(ranks, [2, 1, 0]);
    assert_eq!(list[2].citation, Err(CiteError::Empty));
}

#[test]
fn a_bibliography_tells_how_far_it_is_and_can_be_stopped() {
    let records = given("@misc{a, title={Snow}} @misc{b, title={Rain}} @misc{c, title={Hail}}");
    let mut seen = Vec::new();
    let mut cite = |stop_at: usize| {
        Citer::default().bibliography(&records, &Style::Apa, Form::Entry, |progress| {
            seen.push(progress);
            if progress.done == stop_at {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
    };
    assert_eq!(cite(2), Err(CiteError::Stopped));
    assert!(cite(99).is_ok());
    let done: Vec<usize> = seen.iter().map(|progress| progress.done).collect();
    assert_eq!(done[..2], [1, 2]);
    assert_eq!(done[2..], (1..=seen[0].all).collect::<Vec<_>>());
}
