//! What is typed, and what is understood.

use super::*;
use proptest::prelude::*;

/// A query as it is understood, written with all that it says.
fn understood(typed: &str) -> String {
    fn words(words: &Words) -> String {
        format!("[{}{}]", words.text, if words.is_open { "…" } else { "" })
    }
    fn shown(clause: &Clause) -> String {
        let list = |clauses: &[Clause]| clauses.iter().map(shown).collect::<Vec<_>>();
        match clause {
            Clause::All(parts) => format!("({})", list(parts).join(" & ")),
            Clause::Any(sides) => format!("({})", list(sides).join(" | ")),
            Clause::Not(clause) => format!("!{}", shown(clause)),
            Clause::Text(Term::Words(text)) => words(text),
            Clause::Text(Term::Near(text, within)) => format!("[{text}]~{within}"),
            Clause::Text(Term::Exact(text)) => format!("={text}="),
            Clause::Text(Term::Pattern { text, is_folded }) => format!("/{text}/{is_folded}"),
            Clause::Filter(Filter::Says(field, text)) => {
                format!("{}{}", field.name(), words(text))
            }
            Clause::Filter(Filter::Is(mark)) => format!("{mark:?}"),
            Clause::Filter(Filter::Published(period)) => period.to_string(),
        }
    }
    Query::parse(typed).clause().map(shown).unwrap_or_default()
}

fn unclear(typed: &str) -> Vec<&str> {
    Reading::of(typed).unclear.into_iter().map(|range| &typed[range]).collect()
}

#[test]
fn what_asks_for_nothing_is_unclear_once_it_is_typed() {
    for typed in ["€", "🚢", "='", "- —"] {
        assert_eq!(unclear(typed), [""; 0], "{typed}");
        let Reading { query, unclear } = Reading::of_complete(typed);
        assert_eq!((query.is_empty(), unclear.len()), (true, 1), "{typed}");
        assert_eq!(unclear[0], 0..typed.len(), "{typed}");
    }
    assert_eq!(unclear("rain - snow "), [""; 0]);
}

#[test]
fn what_comes_behind_the_last_term_is_unclear() {
    let many = "rain ".repeat(64);
    assert_eq!(unclear(&format!("{many}-snow hail ")), ["-snow hail "]);
    assert_eq!(unclear(&many), [""; 0]);
    assert_eq!(unclear(&"rain)))) ".repeat(2)), ["))))", "))))"]);
}

#[test]
fn a_star_within_a_phrase_is_unclear_but_at_its_end() {
    assert_eq!(unclear("\"oil price*\" "), [""; 0]);
    assert_eq!(unclear("\"ra*n ferry\" "), ["\"ra*n ferry\""]);
    assert_eq!(unclear("\"oil price*\"~5 "), ["\"oil price*\"~5"]);
}

#[test]
fn the_last_word_is_a_beginning_until_a_space_ends_it() {
    assert_eq!(understood("clim"), "[clim…]");
    assert_eq!(understood("clim "), "[clim]");
    assert_eq!(understood("rain clim"), "([rain] & [clim…])");
    assert_eq!(Query::complete("clim"), Query::parse("clim "));
}

#[test]
fn a_star_makes_a_beginning_of_any_word() {
    assert_eq!(understood("clim* rain "), "([clim…] & [rain])");
    assert_eq!(understood("\"central ba*\" "), "[central ba…]");
    assert_eq!(Query::complete("clim*"), Query::parse("clim"));
}

#[test]
fn quotation_marks_of_any_shape_hold_a_phrase() {
    for typed in ["\"central bank\"", "“central bank”", "«central  bank»", "„central bank“"]
    {
        assert_eq!(understood(typed), "[central bank]", "{typed}");
    }
}

#[test]
fn a_phrase_under_way_ends_with_a_beginning() {
    assert_eq!(understood("\"central ba"), "[central ba…]");
    assert_eq!(understood("\"central "), "[central]");
}

#[test]
fn what_has_no_word_is_left_out() {
    for typed in [" - \" %% \u{301}", "()", "=''", "//", "-()", "*", "\"\"~5", "OR "] {
        assert!(understood(typed).is_empty() || typed == "OR ", "{typed}");
    }
    assert_eq!(understood("rain -"), "[rain]");
}

#[test]
fn a_minus_before_a_word_a_phrase_a_group_or_a_field_denies_it() {
    assert_eq!(understood("-rain sun "), "(![rain] & [sun])");
    assert_eq!(understood("-\"central bank\""), "![central bank]");
    assert_eq!(understood("-(rain OR -tag:sea )"), "!([rain] | !tag[sea])");
    assert_eq!(understood("-(-rain)"), "[rain]");
    assert_eq!(understood("well-known - --dash "), "([well-known] & [--dash])");
}

#[test]
fn a_word_that_must_not_be_there_is_whole_while_it_is_typed() {
    assert_eq!(understood("sun -rai"), "([sun] & ![rai])");
    assert_eq!(understood("sun -rai*"), "([sun] & ![rai…])");
}

#[test]
fn or_binds_weaker_than_standing_side_by_side() {
    assert_eq!(understood("a b OR c d "), "(([a] & [b]) | ([c] & [d]))");
    assert_eq!(understood("a (b OR c) d "), "([a] & ([b] | [c]) & [d])");
    assert_eq!(understood("a or b "), "([a] & [or] & [b])");
    assert_eq!(understood("(a OR (b OR c))"), "([a] | [b] | [c])");
}

#[test]
fn an_or_waits_for_its_other_side_and_is_a_word_without_the_first() {
    assert_eq!(understood("rain OR"), "[rain]");
    assert_eq!(understood("rain OR "), "[rain]");
    assert_eq!(understood("OR rain "), "([OR] & [rain])");
    assert_eq!(unclear("OR rain"), ["OR"]);
    assert_eq!(understood("OR"), "[OR…]");
}

#[test]
fn parentheses_need_not_match() {
    assert_eq!(understood("(rain OR snow"), "([rain] | [snow…])");
    assert_eq!(understood("rain) snow "), "([rain] & [snow])");
    assert_eq!(unclear("rain) snow "), [")"]);
    assert_eq!(understood(&("(".repeat(100) + "rain")), "[rain…]");
}

#[test]
fn a_number_behind_a_phrase_lets_its_words_lie_apart() {
    assert_eq!(understood("\"oil price\"~5"), "[oil price]~5");
    assert_eq!(understood("\"oil price\"~"), "[oil price]");
    assert_eq!(understood("\"oil\"~5 rain "), "([oil] & [rain])");
    assert_eq!(understood("\"oil price\"~99999"), "[oil price]~1000");
}

#[test]
fn exact_characters_are_kept_as_they_are() {
    assert_eq!(understood("='As  is, (OR) “so”'"), "=As  is, (OR) “so”=");
    assert_eq!(understood("=\"it's\" rain "), "(=it's= & [rain])");
    assert_eq!(understood("='on the w"), "=on the w=");
    assert_eq!(understood("=rain "), "[=rain]");
}

#[test]
fn an_expression_stands_between_slashes() {
    assert_eq!(understood("/20[0-9]{2} a\\/b/ rain "), "(/20[0-9]{2} a\\/b/false & [rain])");
    assert_eq!(understood("/cl.m/i"), "/cl.m/true");
    assert_eq!(understood("/cl.m"), "/cl.m/false");
    assert_eq!(understood("and/or "), "[and/or]");
}

#[test]
fn an_expression_that_is_none_is_searched_as_words() {
    assert_eq!(understood("/(rain fell/ sun "), "([/(rain fell/] & [sun])");
    assert_eq!(unclear("a /(rain fell/ sun "), ["/(rain fell/"]);
    assert_eq!(understood("/(/"), "");
    assert_eq!(unclear("/(/"), ["/(/"]);
}

#[test]
fn a_name_before_a_colon_asks_for_a_field() {
    assert_eq!(understood("title:rat"), "title[rat…]");
    assert_eq!(understood("Author:\"ada king\" "), "author[ada king]");
    assert_eq!(understood("in:news/2020 lang:en-GB "), "(in[news/2020] & lang[en-GB])");
    assert_eq!(understood("source:cour* tag:sea "), "(source[cour…] & tag[sea])");
    assert_eq!(understood("is:unread is:Read has:note "), "(Unread & Read & Note)");
    assert_eq!(understood("12:30 http://a.b/c "), "([12:30] & [http://a.b/c])");
}

#[test]
fn a_time_is_asked_for_in_three_ways() {
    assert_eq!(understood("date:2020-1"), "date:2020-01");
    assert_eq!(understood("date:2019..2020-06"), "date:2019..2020-06");
    assert_eq!(understood("after:2020 before:7d "), "(date:2020.. & before:7d)");
}

#[test]
fn what_cannot_be_understood_is_searched_as_words_and_told() {
    let typed = "date:foo is:purple auther:king cl*mate title: rain ";
    assert_eq!(
        understood(typed),
        "([date:foo] & [is:purple] & [auther:king] & [cl*mate] & [title:] & [rain])"
    );
    assert_eq!(unclear(typed), ["date:foo", "is:purple", "auther:king", "cl*mate", "title:"]);
}

#[test]
fn what_is_typed_half_waits_for_its_rest() {
    for typed in ["rain is:un", "rain title:", "rain date:20", "rain -has:", "rain date:2020..1"] {
        assert_eq!((understood(typed).as_str(), unclear(typed).len()), ("[rain]", 0), "{typed}");
    }
    assert_eq!(unclear("rain is:un "), ["is:un"]);
    assert_eq!(Reading::of_complete("is:un").unclear.len(), 1);
}

#[test]
fn a_pasted_page_is_cut_to_its_first_words() {
    assert_eq!(Query::parse(&"rain ".repeat(1000)).terms().len(), 64);
}

/// Texts of which most mean something.
fn typed() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "rain", "U.S.", "clim*", "-", "(", ")", " OR ", "\"", "“", "~5", "=", "'", "/", "/i", "\\",
        "[a-z]+", "*", ":", "title:", "in:", "is:", "unread", "date:", "2020", "-01", "..", "7d",
        "before:", "tag:", "東", "\u{301}", ".", "OR", "or",
    ]);
    prop::collection::vec((part, prop::bool::ANY), 0..12).prop_map(|parts| {
        parts.iter().flat_map(|(part, space)| [*part, if *space { " " } else { "" }]).collect()
    })
}

proptest! {
    #[test]
    fn a_query_written_down_is_the_same_query(typed in any::<String>()) {
        let query = Query::parse(&typed);
        prop_assert_eq!(Query::parse(&query.to_string()), query);
    }

    #[test]
    fn a_query_of_parts_written_down_is_the_same(typed in typed()) {
        let query = Query::parse(&typed);
        prop_assert_eq!(Query::parse(&query.to_string()), query);
    }

    #[test]
    fn a_complete_query_written_down_is_the_same_while_no_word_is_open(typed in typed()) {
        let query = Query::complete(&(typed + " rain"));
        prop_assert_eq!(Query::complete(&query.to_string()), query);
    }

    #[test]
    fn what_is_unclear_stands_in_order_in_the_text(typed in typed()) {
        let mut end = 0;
        for range in Reading::of(&typed).unclear {
            prop_assert!(range.start >= end && typed.get(range.clone()).is_some());
            end = range.end;
        }
    }
}
