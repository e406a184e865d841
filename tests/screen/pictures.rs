//! Pictures that are kept with an article, as a reader meets them.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::support::{Session, without_foot};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{Rgb, RgbImage};
use newsread::app::reader::drawings::{Drawing, Ink, Plate, Wanted};
use newsread::app::reader::{Pictures, Print};
use newsread::app::{Effect, Msg, Settings};
use newsread::article::{Picture, Safe};
use newsread::tui::plate::Protocol;
use ratatui::style::Color;
use tempfile::TempDir;

/// Sky over water.
fn harbour(width: u32, height: u32) -> RgbImage {
    let ink = |y: u32| if y < height / 2 { Rgb([90, 150, 220]) } else { Rgb([20, 40, 90]) };
    RgbImage::from_fn(width, height, |_, y| ink(y))
}

/// A folder with one article, and `pictures` in the folder beside it.
fn folder(name: &str, text: &str, pictures: &[(&str, RgbImage)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    let beside = folder.path().join("harbour_files");
    fs::create_dir(&beside).unwrap();
    for (name, picture) in pictures {
        picture.save(beside.join(name)).unwrap();
    }
    folder
}

fn session(folder: &Path, pictures: Pictures) -> Session {
    let print = Print { pictures, ..without_foot().print };
    Session::over_folder_with(Settings { print, ..Settings::default() }, folder.to_str().unwrap())
}

const NOTE: &str = "# The wall holds\n\nThe wall held through the night.\n\n\
    ![Boats behind the wall](harbour_files/wall.png)\n\n![](harbour_files/quay%202.png)\n\n\
    ![Fog](harbour_files/none.png)\n\n![](harbour_files/none.png)\n\nNobody slept.\n";

fn note() -> TempDir {
    folder("wall.md", NOTE, &[("wall.png", harbour(160, 40)), ("quay 2.png", harbour(9, 9))])
}

#[test]
fn a_picture_is_named_by_its_words_or_else_by_its_file() {
    let folder = note();
    let mut session = session(folder.path(), Pictures::Named).sized(60, 18);
    session.press("enter");
    insta::assert_snapshot!(session.screen(), @"
      The wall holds

      1 min

    ¶ The wall held through the night.

        ▣ Boats behind the wall

        ▣ quay 2.png
          Fog

      Nobody slept.





     ¶ 1 of 2 · 100 %         h list · c cite · / find · ? help
    ");
}

#[test]
fn a_picture_is_drawn_over_its_words() {
    let folder = note();
    let mut session = session(folder.path(), Pictures::Drawn).sized(60, 18);
    session.press("enter");
    insta::assert_snapshot!(session.screen(), @"
      The wall holds

      1 min

    ¶ The wall held through the night.

                        ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
                        ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
                        ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
          Boats behind the wall

        ▣ quay 2.png
          Fog

      Nobody slept.


     ¶ 1 of 2 · 100 %         h list · c cite · / find · ? help
    ");
    let sky = Color::Rgb(90, 150, 220);
    let skies = session.styled(|style| style.fg == Some(sky) && style.bg == Some(sky));
    assert_eq!(skies, ["▀".repeat(20)]);
}

#[test]
fn a_picture_is_opened_in_another_program_by_its_letter() {
    let folder = note();
    let mut session = session(folder.path(), Pictures::Named);
    session.press("enter F");
    let screen = session.screen();
    assert!(screen.contains("Boats behind the wall  wall.png"), "{screen}");
    let asked = session.press("s");
    let quay = Picture::Beside(Safe::line("harbour_files/quay 2.png"));
    assert!(matches!(&asked[..], [Effect::Look(_, picture)] if *picture == quay), "{asked:?}");
}

#[test]
fn a_page_shows_the_pictures_it_was_saved_with() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    harbour(80, 40).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let data = STANDARD.encode(bytes.into_inner());
    let prose = "The wall held through the night, and in the morning the boats lay where they had lain the evening before. ".repeat(4);
    let page = format!(
        "<!DOCTYPE html><html><head><title>The wall holds</title></head><body><article><h1>The wall holds</h1>\
         <p>{prose}</p><figure><img src=\"harbour_files/wall.png\"><figcaption>The wall on Monday</figcaption></figure>\
         <p>{prose}</p><p><img width=16 src=\"harbour_files/wall.png\"><img src='data:image/png;base64,{data}' alt='The quay at noon'></p>\
         <p>{prose}</p><p><img src='https://cdn.example/x.png'></p></article></body></html>"
    );
    let folder = folder("harbour.html", &page, &[("wall.png", harbour(160, 40))]);
    let mut session = session(folder.path(), Pictures::Named).sized(70, 40);
    session.press("enter");
    let screen = session.screen();
    let (wall, quay) = (screen.find("▣ wall.png"), screen.find("▣ The quay at noon"));
    assert!(wall < screen.find("The wall on Monday") && wall.is_some(), "{screen}");
    assert!(quay > wall && screen.matches('▣').count() == 2, "{screen}");
    session.press("F");
    let screen = session.screen();
    assert!(screen.contains("The quay at noon  picture"), "{screen}");
    let mut drawn = self::session(folder.path(), Pictures::Drawn).sized(70, 60);
    drawn.press("enter");
    let screen = drawn.screen();
    // 20 columns of the wall in three lines, 10 of the quay in three.
    let wide = |line: &&str| line.matches('▀').count() == 20;
    assert_eq!(screen.lines().filter(wide).count(), 3, "{screen}");
    assert_eq!(screen.matches('▀').count(), 20 * 3 + 10 * 3, "{screen}");
}

#[test]
fn a_picture_that_leads_out_of_the_archive_is_none() {
    let outside = tempfile::tempdir().unwrap();
    harbour(80, 20).save(outside.path().join("secret.png")).unwrap();
    let archive = outside.path().join("news");
    fs::create_dir(&archive).unwrap();
    let text = "# The wall holds\n\n![A secret](../secret.png)\n\nThe wall held.\n";
    fs::write(archive.join("wall.md"), text).unwrap();
    let mut session = session(&archive, Pictures::Drawn);
    session.press("enter");
    let screen = session.screen();
    assert!(screen.contains("A secret") && !screen.contains(['▣', '▀']), "{screen}");
}

#[test]
fn a_picture_that_is_broken_says_so_where_it_would_be() {
    let folder = note();
    let file = folder.path().join("harbour_files/wall.png");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() - 40]).unwrap();
    let mut session = session(folder.path(), Pictures::Drawn);
    session.press("enter");
    let screen = session.screen();
    assert!(
        screen.contains("Boats behind the wall") && screen.contains("Nobody slept."),
        "{screen}"
    );
    assert!(screen.contains("unexpected end of file"), "{screen}");
}

/// The character of a cell that stands for a part of a picture.
const PLACEHOLDER: char = '\u{10eeee}';

/// The screen with `#` for each cell of a picture.
fn printed(session: &mut Session) -> String {
    let is_mark = |c: char| unicode_normalization::char::canonical_combining_class(c) == 230;
    let screen = session.screen();
    screen
        .chars()
        .filter(|c| !is_mark(*c))
        .map(|c| if c == PLACEHOLDER { '#' } else { c })
        .collect()
}

/// The columns of each line of a picture that is on the screen.
fn widths(session: &mut Session) -> Vec<usize> {
    let screen = printed(session);
    screen.lines().map(|line| line.matches('#').count()).filter(|count| *count > 0).collect()
}

#[test]
fn a_terminal_that_prints_pictures_has_them_over_their_words() {
    let folder = note();
    let session = session(folder.path(), Pictures::Drawn).sized(60, 18);
    let mut session = session.printing_by(Protocol::Kitty);
    session.press("enter");
    insta::assert_snapshot!(printed(&mut session), @"
      The wall holds

      1 min

    ¶ The wall held through the night.

                        ####################
                        ####################
                        ####################
          Boats behind the wall

        ▣ quay 2.png
          Fog

      Nobody slept.


     ¶ 1 of 2 · 100 %         h list · c cite · / find · ? help
    ");
    // Its number is the ink of its cells, whatever the theme is.
    let one = session.styled(|style| style.fg == Some(Color::Rgb(0, 0, 1)));
    assert_eq!(one.len(), 3);
}

#[test]
fn a_printed_picture_scrolls_line_by_line_and_a_popup_covers_it() {
    let folder = note();
    let long = format!("{NOTE}{}", "\nThe water fell.\n".repeat(12));
    fs::write(folder.path().join("wall.md"), long).unwrap();
    let session = session(folder.path(), Pictures::Drawn).sized(60, 10);
    let mut session = session.printing_by(Protocol::Kitty);
    session.press("enter");
    assert_eq!(widths(&mut session), [20, 20, 20]);
    let first = |session: &mut Session| {
        let screen = session.screen();
        let cell = screen.split(PLACEHOLDER).nth(1).map(|cell| cell.chars().next().unwrap());
        cell.map(u32::from)
    };
    // The marks of its first line and of its second.
    assert_eq!(first(&mut session), Some(0x305));
    session.press("?");
    assert!(widths(&mut session).iter().sum::<usize>() < 60, "{}", printed(&mut session));
    session.press("esc");
    assert_eq!(widths(&mut session), [20, 20, 20]);
    let top = "down ".repeat(7);
    session.press(top.trim_end());
    assert_eq!((first(&mut session), widths(&mut session).len()), (Some(0x30d), 2));
}

#[test]
fn pictures_of_an_article_that_is_left_are_let_go_of() {
    let folder = note();
    fs::write(folder.path().join("fog.md"), "# Fog\n\nNothing was seen.\n").unwrap();
    let session = session(folder.path(), Pictures::Drawn).sized(100, 20);
    let mut session = session.printing_by(Protocol::Sixel);
    // Two panes: the article that is selected is on show.
    let wall = ["g g", "j"].into_iter().find(|keys| {
        session.press(keys);
        session.screen().contains(PLACEHOLDER)
    });
    assert!(wall.is_some() && session.app.reader.plates().count() == 1, "{}", session.screen());
    session.press(if wall == Some("j") { "k" } else { "j" });
    assert!(session.screen().contains("Nothing was seen."), "{}", session.screen());
    assert_eq!(session.app.reader.plates().count(), 0);
}

#[test]
fn a_cell_of_more_pixels_wants_the_picture_anew() {
    let folder = note();
    let session = session(folder.path(), Pictures::Drawn).sized(60, 18);
    let mut session = session.printing_by(Protocol::Kitty);
    session.press("enter");
    session.app.reader.set_grain((20, 40));
    let asked = session.press("j");
    let grains: Vec<_> = asked
        .iter()
        .filter_map(|effect| match effect {
            Effect::Draw(wanted) => Some(wanted.grain),
            _ => None,
        })
        .collect();
    assert_eq!(grains, [(20, 40)]);
    let numbers: Vec<u32> = session.app.reader.plates().map(|plate| plate.number).collect();
    assert_eq!(numbers, [2]);
}

/// The picture that is asked for, if one is.
fn asked(effects: Vec<Effect>) -> Option<Wanted> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::Draw(wanted) => Some(wanted),
        _ => None,
    })
}

#[test]
fn pictures_that_take_much_room_are_kept_only_while_they_are_near() {
    let text = "The wall held.\n\n".repeat(80);
    let text = format!("# Wall\n\n![](harbour_files/a.png)\n\n{text}![](harbour_files/b.png)\n");
    let pictures = [("a.png", harbour(160, 40)), ("b.png", harbour(160, 40))];
    let folder = folder("wall.md", &text, &pictures);
    let mut session = session(folder.path(), Pictures::Drawn).sized(60, 18);
    session.press("enter");
    // Another grain wants them anew; nobody draws them but this test.
    session.app.reader.set_grain((9, 18));
    let mut press = |key: &str| {
        let effects = session.app.update(Msg::Key(key.parse().unwrap()));
        session.app.fit(60, 18);
        let wanted = asked(effects).or_else(|| session.app.reader.want_drawing());
        if let Some(wanted) = wanted.clone() {
            let number = u32::try_from(wanted.block).unwrap();
            let parts = vec![vec![0; 20 << 20]];
            let plate = Plate { number, columns: wanted.cells.0, parts };
            let drawing = Drawing {
                columns: wanted.cells.0,
                lines: wanted.cells.1,
                grain: wanted.grain,
                ink: Ink::Plate(Arc::new(plate)),
            };
            session.app.update(Msg::Drawn(wanted, Ok(drawing)));
        }
        let kept: Vec<u32> = session.app.reader.plates().map(|plate| plate.number).collect();
        (wanted.map(|wanted| wanted.block), kept)
    };
    assert_eq!(press("g"), (Some(1), vec![1]));
    assert_eq!(press("G"), (Some(82), vec![82]));
    press("g");
    assert_eq!(press("g"), (Some(1), vec![1]));
}
