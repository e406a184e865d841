//! Pictures are printed by the terminal, where it can and the reader wishes it.

use std::fs;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use icy_sixel::SixelImage;
use image::{Rgb, RgbImage};
use tempfile::TempDir;

use super::pty::Terminal;

/// The ink of the picture.
const INK: Rgb<u8> = Rgb([20, 200, 60]);

/// A folder with a note that has a picture, and settings.
fn desk(pictures: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    fs::create_dir(place("news")).unwrap();
    fs::create_dir(place("newsread")).unwrap();
    let note = "# The wall holds\n\n![Boats](wall.png)\n\nNobody slept.\n";
    fs::write(place("news/wall.md"), note).unwrap();
    RgbImage::from_pixel(160, 80, INK).save(place("news/wall.png")).unwrap();
    fs::write(place("newsread/config.toml"), format!("pictures = \"{pictures}\"\n")).unwrap();
    folder
}

/// A session that is opened with these keys already typed.
fn session(desk: &TempDir, typed: &[u8]) -> Terminal {
    let variables = [("XDG_CONFIG_HOME", desk.path().to_str().unwrap())];
    let mut terminal = Terminal::start_with(&[&desk.path().join("news")], 100, 30, &variables);
    terminal.type_bytes(typed);
    terminal.wait_for(|screen| screen.contains("Nobody slept.") && screen.contains("Boats"));
    terminal
}

fn sent(terminal: &Terminal) -> String {
    String::from_utf8(terminal.sent.clone()).unwrap()
}

#[test]
fn kitty_is_sent_the_pixels_once_and_asked_to_forget_them_before_it_is_given_back() {
    let desk = desk("kitty");
    let mut terminal = session(&desk, b"");
    terminal.wait_until_sent("\x1b[?2026l");
    let all = sent(&terminal);
    let (_, picture) = all.split_once("\x1b_Ga=T,").unwrap();
    let (head, data) = picture.split_once("\x1b\\").unwrap().0.split_once(';').unwrap();
    assert_eq!(head, "q=2,f=100,t=d,U=1,i=1,c=20,r=5,m=0");
    let png = BASE64_STANDARD.decode(data).unwrap();
    let shown = image::load_from_memory(&png).unwrap().into_rgb8();
    assert_eq!((shown.dimensions(), shown[(100, 50)]), ((200, 100), INK));
    assert!(!all.contains("\x1b[c") && !all.contains("\x1b[16t"), "it was asked");

    terminal.type_bytes(b"\x0c");
    terminal.type_bytes(b"q");
    terminal.wait_for_end();
    terminal.assert_given_back();
    let all = sent(&terminal);
    let (last, left) = (all.rfind("\x1b_Ga=d,q=2,d=I,i=1\x1b\\"), all.rfind("\x1b[?1049l"));
    assert!(last.is_some() && last < left, "{last:?} {left:?}");
}

#[test]
fn a_terminal_that_says_that_it_shows_sixels_is_sent_them_in_its_own_pixels() {
    let desk = desk("drawn");
    let mut terminal = session(&desk, b"\x1b[6;16;8t\x1b[?62;4c");
    terminal.wait_until_sent("\x1b[?2026l");
    let all = sent(&terminal);
    assert!(all.contains("\x1b[16t\x1b[c"), "it was not asked");
    let lines: Vec<&str> = all.split("\x1bP").skip(1).collect();
    assert_eq!(lines.len(), 5);
    for line in lines {
        let line = format!("\x1bP{}\x1b\\", line.split_once("\x1b\\").unwrap().0);
        assert!(line.contains("q\"1;1;160;16#"), "{line}");
        let line = SixelImage::decode(line.as_bytes()).unwrap();
        let ink = &line.pixels[4 * 80..4 * 80 + 3];
        assert!(ink.iter().zip(INK.0).all(|(a, b)| a.abs_diff(b) <= 3), "{ink:?}");
    }
    // What it said is no key.
    assert!(!terminal.screen().contains("type to filter"), "{}", terminal.screen());
    terminal.type_bytes(b"q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}

#[test]
fn a_terminal_that_says_nothing_has_half_blocks_and_what_was_typed_is_obeyed() {
    let desk = desk("drawn");
    let mut terminal = session(&desk, b"");
    terminal.wait_for(|screen| screen.contains('▀'));
    // An answer that comes too late.
    terminal.type_bytes(b"\x1b[6;16;8t\x1b[?62;4c?");
    terminal.wait_for(|screen| screen.contains("type to filter"));
    assert!(!sent(&terminal).contains("\x1bP"));
}

#[test]
fn without_colours_pictures_are_named_and_nothing_is_asked() {
    let desk = desk("drawn");
    let home = desk.path().to_str().unwrap();
    let variables = [("XDG_CONFIG_HOME", home), ("NO_COLOR", "1"), ("TERM", "xterm-kitty")];
    let mut terminal = Terminal::start_with(&[&desk.path().join("news")], 100, 30, &variables);
    terminal.wait_for(|screen| screen.contains("▣ Boats"));
    assert!(!sent(&terminal).contains("\x1b_G") && !sent(&terminal).contains("\x1b[c"));
}

#[test]
fn a_key_that_is_typed_while_the_terminal_is_asked_is_no_answer() {
    let desk = desk("drawn");
    let variables = [("XDG_CONFIG_HOME", desk.path().to_str().unwrap())];
    let mut terminal = Terminal::start_with(&[&desk.path().join("news")], 100, 30, &variables);
    terminal.type_bytes(b"?\x1b[?1;2c");
    terminal.wait_for(|screen| screen.contains("type to filter"));
}

#[test]
fn iterm2_is_sent_each_line_and_again_after_ctrl_z() {
    let desk = desk("iterm2");
    let mut terminal = session(&desk, b"");
    terminal.wait_until_sent("\x1b]1337;File=");
    terminal.wait_until_sent("\x1b[?2026l");
    let count = |terminal: &Terminal| sent(terminal).matches("\x1b]1337;File=size=").count();
    assert_eq!(count(&terminal), 5);
    terminal.type_bytes(b"\x1a");
    terminal.wait_for_state('T');
    terminal.signal(rustix::process::Signal::CONT);
    terminal.wait_until(vt100::Screen::alternate_screen);
    terminal.wait_for(|screen| screen.contains("Nobody slept."));
    terminal.type_bytes(b"q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!(count(&terminal), 10);
}
