//! A parser that breaks down or takes too long costs one article.

use super::*;
use std::io;
use std::net::{TcpListener, TcpStream};

fn job(text: &str) -> Job {
    let contents = Contents { bytes: text.into(), changed: 0, warning: None };
    Job::new(ArticleId::default(), Path::new("rain.txt"), contents)
}

/// Parses anything; what begins with `!` breaks it, and a port number
/// keeps it waiting until the test hangs up.
fn parse(job: Job) -> Result<usize, Why> {
    let text = String::from_utf8(job.bytes).map_err(|_| Why::Unknown)?;
    assert!(!text.starts_with('!'), "what the parser cannot bear");
    if let Ok(port) = text.parse::<u16>() {
        let line = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let _ = io::Read::read(&mut &line, &mut [0]);
    }
    Ok(text.len())
}

fn parser(abandoned: &Abandoned) -> Parser<usize> {
    let mut parser = Parser::new(parse, abandoned.clone());
    parser.patience = Duration::from_millis(20);
    parser
}

#[test]
fn a_parser_that_breaks_down_loses_one_article_only() {
    let (mut parser, go) = (parser(&Abandoned::default()), AtomicBool::new(false));
    parser.patience = PATIENCE;
    assert_eq!(parser.parse(job("!"), &go), Err(Why::Broken));
    assert_eq!(parser.parse(job("rain"), &go), Ok(4));
}

/// What comes of texts that are parsed one after the other.
fn outcomes(parser: &mut Parser<usize>, texts: &[&str]) -> Vec<Result<usize, Why>> {
    let mut outcomes = Vec::new();
    let jobs = texts.iter().map(|text| job(text)).collect();
    parser.parse_all(jobs, &AtomicBool::new(false), |more| outcomes.extend(more));
    outcomes
}

#[test]
fn what_is_parsed_together_comes_in_its_order_and_only_what_breaks_the_parser_is_lost() {
    let mut parser = parser(&Abandoned::default());
    parser.patience = PATIENCE;
    let expected = [Ok(4), Err(Why::Broken), Ok(5), Ok(7)];
    assert_eq!(outcomes(&mut parser, &["rain", "!", "sleet", "drizzle"]), expected);
    assert_eq!(outcomes(&mut parser, &["hail"]), [Ok(4)]);
}

#[test]
fn what_comes_before_or_after_an_article_that_takes_too_long_is_parsed() {
    let gate = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut parser = parser(&Abandoned::default());
    // Long enough for a thread to begin on a busy machine.
    parser.patience = Duration::from_millis(200);
    let expected = [Ok(4), Err(Why::TooSlow), Ok(5), Err(Why::Broken)];
    assert_eq!(outcomes(&mut parser, &["rain", &slow(&gate), "sleet", "!"]), expected);
}

#[test]
fn all_that_waits_is_given_up_when_nobody_wants_it_any_more() {
    let (mut parser, stop) = (parser(&Abandoned::default()), AtomicBool::new(false));
    parser.patience = PATIENCE;
    let gate = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut outcomes = Vec::new();
    let jobs = ["rain", &slow(&gate), "sleet"].map(job).into();
    parser.parse_all(jobs, &stop, |more| {
        // Not before the first is done.
        stop.store(true, Ordering::Relaxed);
        outcomes.extend(more);
    });
    assert_eq!(outcomes, [Ok(4), Err(Why::TooSlow), Err(Why::TooSlow)]);
}

#[test]
fn an_article_that_takes_too_long_is_given_up_and_the_next_one_parsed() {
    let (abandoned, go) = (Abandoned::default(), AtomicBool::new(false));
    let gate = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut parser = parser(&abandoned);
    assert_eq!(parser.parse(job(&slow(&gate)), &go), Err(Why::TooSlow));
    parser.patience = PATIENCE;
    assert_eq!(parser.parse(job("rain"), &go), Ok(4));
}

/// A text that keeps its parser waiting as long as the gate is there.
fn slow(gate: &TcpListener) -> String {
    gate.local_addr().unwrap().port().to_string()
}

#[test]
fn no_more_than_two_parsers_are_left_behind_and_replaced() {
    let (abandoned, stop) = (Abandoned::default(), AtomicBool::new(false));
    let gate = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut parser = parser(&abandoned);
    for _ in 0..=LEFT_BEHIND {
        assert_eq!(parser.parse(job(&slow(&gate)), &stop), Err(Why::TooSlow));
    }
    let alive = Arc::downgrade(&Arc::new(()));
    assert!(!abandoned.take(&Late { article: ArticleId::default(), alive }));
    stop.store(true, Ordering::Relaxed);
    assert_eq!(parser.parse(job("rain"), &stop), Err(Why::TooSlow), "or else it would wait");
}

#[test]
fn a_parser_that_comes_to_an_end_after_all_is_used_again() {
    let (abandoned, go) = (Abandoned::default(), AtomicBool::new(false));
    let gate = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut parser = parser(&abandoned);
    for _ in 0..=LEFT_BEHIND {
        assert_eq!(parser.parse(job(&slow(&gate)), &go), Err(Why::TooSlow));
    }
    for _ in 0..=LEFT_BEHIND {
        gate.accept().unwrap();
    }
    parser.patience = PATIENCE;
    // What nobody waits for any more is not taken for one of these.
    assert_eq!(outcomes(&mut parser, &["rain", "sleet"]), [Ok(4), Ok(5)]);
}

#[test]
fn who_parses_a_single_file_waits_for_no_other() {
    let (abandoned, go) = (Abandoned::default(), AtomicBool::new(false));
    let gate = TcpListener::bind("127.0.0.1:0").unwrap();
    for _ in 0..LEFT_BEHIND + 2 {
        assert_eq!(parser(&abandoned).parse(job(&slow(&gate)), &go), Err(Why::TooSlow));
    }
    let mut parser = parser(&abandoned);
    parser.patience = PATIENCE;
    assert_eq!(parser.parse(job("rain"), &go), Ok(4));
}

#[test]
fn what_a_parser_is_still_at_is_known() {
    let (abandoned, go) = (Abandoned::default(), AtomicBool::new(false));
    let gate = TcpListener::bind("127.0.0.1:0").unwrap();
    assert!(!abandoned.holds(ArticleId::default()));
    assert_eq!(parser(&abandoned).parse(job(&slow(&gate)), &go), Err(Why::TooSlow));
    assert!(abandoned.holds(ArticleId::default()));
}
