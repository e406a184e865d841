//! The file of settings, as a person writes it.

use std::path::{Path, PathBuf};

use newsread::app::action::Action;
use newsread::app::keymap::Keymap;
use newsread::article::When;
use newsread::cite::{Markup, Style};
use newsread::config::{Config, ConfigError, commented_defaults, theme};
use newsread::tui::plate::{Protocol, Wish};
use newsread::tui::theme::Theme;
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};

fn parse(text: &str) -> Result<Config, Vec<String>> {
    let config = Config::parse(text, Path::new("/etc/ada"), Some(Path::new("/home/ada")));
    config.map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

fn right(text: &str) -> Config {
    parse(text).unwrap()
}

fn wrong(text: &str) -> Vec<String> {
    parse(text).unwrap_err()
}

/// The commented defaults, with every setting in force.
fn defaults_in_force() -> String {
    let lines = commented_defaults();
    let lines = lines.lines().map(|line| match line.strip_prefix('#') {
        Some(setting) if !setting.is_empty() && !setting.starts_with(' ') => setting,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_empty_file_changes_nothing() {
    assert_eq!(right(""), Config::default());
}

#[test]
fn the_printed_defaults_change_nothing_as_they_are() {
    assert_eq!(right(&commented_defaults()), Config::default());
}

#[test]
fn the_printed_defaults_are_the_defaults_of_the_program() {
    // These two have no default but what was used last.
    let (style, quotation) = (Some(Style::default()), Some(Markup::default()));
    let expected = Config { style, quotation, ..Config::default() };
    assert_eq!(right(&defaults_in_force()), expected);
}

#[test]
fn the_printed_defaults_explain_every_setting_and_action() {
    let printed = defaults_in_force();
    let explained: Vec<&str> = printed
        .lines()
        .zip(printed.lines().skip(1))
        .filter(|(before, _)| before.starts_with("# "))
        .filter_map(|(_, line)| line.split_once(" = ").map(|(name, _)| name))
        .collect();
    let settings = [
        "archives",
        "theme",
        "measure",
        "edge",
        "hyphenate",
        "bidi",
        "links",
        "foot",
        "pictures",
        "dates",
        "style",
        "quotation",
        "mouse",
        "keymap",
    ];
    let actions = Action::ALL.iter().map(|action| action.name());
    assert_eq!(explained, settings.into_iter().chain(actions).collect::<Vec<_>>());
}

#[test]
fn what_is_set_is_set_and_the_rest_keeps_its_default() {
    let config = right("theme = \"monochrome\"\nmeasure = 60\nstyle = \"mla\"\nmouse = false");
    let expected = Config {
        theme: Theme::monochrome(),
        measure: 60,
        style: Some(Style::Mla),
        mouse: false,
        ..Config::default()
    };
    assert_eq!(config, expected);
}

#[test]
fn pictures_are_shown_as_well_as_can_be_or_in_the_way_that_is_named() {
    for (name, wish) in [
        ("named", Wish::Named),
        ("blocks", Wish::Blocks),
        ("drawn", Wish::Best),
        ("kitty", Wish::By(Protocol::Kitty)),
        ("sixel", Wish::By(Protocol::Sixel)),
        ("iterm2", Wish::By(Protocol::Iterm2)),
    ] {
        assert_eq!(right(&format!("pictures = \"{name}\"")).pictures, wish);
    }
    assert_eq!(
        wrong("pictures = \"sixels\"\npictures_ = 1"),
        [
            "1:12: ‘sixels’ is none of its values; did you mean ‘sixel’?",
            "2:1: no setting is called ‘pictures_’; did you mean ‘pictures’?"
        ]
    );
    assert_eq!(
        wrong("pictures = \"never\""),
        [
            "1:12: ‘never’ is none of its values, but named or blocks or drawn or kitty or sixel or iterm2"
        ]
    );
}

#[test]
fn a_keymap_may_be_newsboats_with_single_keys_of_ones_own() {
    let config = right("keymap = \"newsboat\"\n[keys]\nstar = \"b\"\npage-up = \"pgup\"");
    assert_eq!(config.keymap.keys(Action::ToggleRead), ["N"]);
    assert_eq!(config.keymap.keys(Action::Star), ["b"]);
    let told = wrong("keymap = \"mutt\"").join("");
    assert!(told.contains("\"newsread\" or \"newsboat\" is wanted here"), "{told}");
}

#[test]
fn archives_may_lie_at_home_or_beside_the_file() {
    let config =
        right(r#"archives = ["~/news", "$HOME/clips", "${HOME}", "~", "/srv", "old", "~x"]"#);
    let expected = [
        "/home/ada/news",
        "/home/ada/clips",
        "/home/ada/",
        "/home/ada/",
        "/srv",
        "/etc/ada/old",
        "/etc/ada/~x",
    ];
    assert_eq!(config.archives, expected.map(PathBuf::from));
}

#[test]
fn without_a_home_a_path_in_it_is_a_fault() {
    let faults = Config::parse("archives = [\"~/news\"]", Path::new(""), None).unwrap_err();
    assert_eq!(
        faults[0].to_string(),
        "1:13: no home folder is known for ‘~/news’; write the whole path"
    );
}

#[test]
fn a_setting_that_does_not_exist_is_told_with_the_nearest_name() {
    assert_eq!(
        wrong("\n\nmesure = 60"),
        ["3:1: no setting is called ‘mesure’; did you mean ‘measure’?"]
    );
    assert_eq!(
        wrong("colour = 1"),
        [
            "1:1: no setting is called ‘colour’; the settings are archives, theme, measure, edge, hyphenate, bidi, links, foot, pictures, dates, style, quotation, cite, mouse, programs, sync, keymap, keys"
        ]
    );
}

#[test]
fn a_wrong_value_is_told_with_what_is_wanted() {
    assert_eq!(
        wrong("measure = 200"),
        ["1:11: a whole number from 24 to 160 is wanted here, not ‘200’"]
    );
    assert_eq!(wrong("mouse = \"on\""), ["1:9: true or false is wanted here, not ‘\"on\"’"]);
    assert_eq!(wrong("style = 7"), ["1:9: a name in quotes is wanted here, not ‘7’"]);
    assert_eq!(
        wrong("archives = \"~/news\""),
        ["1:12: a list of paths, as in [\"~/news\"], is wanted here, not ‘\"~/news\"’"]
    );
    assert_eq!(wrong("theme = \"drak\""), ["1:9: no theme is called ‘drak’; did you mean ‘dark’?"]);
    assert!(
        wrong("style = \"apq\"")[0]
            .starts_with("1:9: no style is called ‘apq’; the nearest is ‘apa’")
    );
}

#[test]
fn a_style_may_be_a_file_beside_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let parse = |text: &str| Config::parse(text, folder.path(), Some(folder.path()));
    std::fs::write(folder.path().join("house.csl"), house_style()).unwrap();
    for written in ["house.csl", "~/house.csl"] {
        let style = parse(&format!("style = \"{written}\"")).unwrap().style.unwrap();
        assert_eq!(style.label(), "House style");
    }
    let fault = &parse("style = \"none.csl\"").unwrap_err()[0].to_string();
    assert!(fault.starts_with("1:9: cannot read the style ‘"), "{fault}");
}

/// A style that says the headline alone.
fn house_style() -> &'static str {
    r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
      <info><title>House style</title><id>house</id><updated>2026-01-01T00:00:00Z</updated></info>
      <citation><layout><text variable="title"/></layout></citation>
      <bibliography><layout><text variable="title"/></layout></bibliography>
    </style>"#
}

#[test]
fn all_faults_are_told_at_once_from_top_to_bottom() {
    let faults = wrong("[keys]\nstra = \"s\"\ndown = \"pagedown\"\n");
    assert_eq!(faults[0], "2:1: no action is called ‘stra’; did you mean ‘star’?");
    assert!(faults[1].starts_with("3:8: no key is called ‘pagedown’; write "), "{}", faults[1]);
}

#[test]
fn columns_are_counted_in_characters() {
    assert_eq!(wrong("archives = [\"Größe\", 1]")[0].split(':').nth(1), Some("22"));
}

#[test]
fn a_file_that_is_no_toml_is_told_where_it_breaks() {
    assert_eq!(wrong("measure = 60\nmeasure = 61"), ["2:1: duplicate key: measure"]);
    assert!(wrong("archives = [")[0].starts_with("1:13: unclosed array"));
}

#[test]
fn naming_an_action_replaces_its_keys_and_leaves_the_others() {
    let keymap = right("[keys]\nstar = [\"*\", \"g x\"]\ncite = \"s\"").keymap;
    assert_eq!(keymap.keys(Action::Star), ["*", "g x"]);
    assert_eq!(keymap.keys(Action::Cite), ["s"]);
    assert_eq!(keymap.keys(Action::Down), Keymap::default().keys(Action::Down));
}

#[test]
fn none_takes_an_actions_keys_away() {
    assert!(right("[keys]\nstar = \"none\"").keymap.keys(Action::Star).is_empty());
    assert_eq!(
        wrong("[keys]\nstar = [\"none\", \"*\"]"),
        ["2:9: ‘none’ takes all keys away and stands alone: = \"none\""]
    );
}

#[test]
fn keys_may_change_hands_in_any_order() {
    let keymap = right("[keys]\ncite = \"s\"\nstar = \"c\"").keymap;
    assert_eq!(keymap.keys(Action::Cite), ["s"]);
    assert_eq!(keymap.keys(Action::Star), ["c"]);
}

#[test]
fn a_conflict_names_both_actions_and_where_the_other_one_is_bound() {
    assert_eq!(
        wrong("[keys]\ncite = \"s\""),
        ["2:8: ‘s’ is bound to both cite and star (by default); give one of them other keys"]
    );
    assert_eq!(
        wrong("[keys]\ntop = [\"home\", \"Y Y\"]\ncite = \"Y\""),
        [
            "3:8: ‘Y’ is bound to both cite and top (as ‘Y Y’, in line 2); give one of them other keys"
        ]
    );
}

#[test]
fn there_is_always_a_key_that_leaves() {
    assert_eq!(
        wrong("[keys]\nquit = \"none\"\nquit-now = \"none\""),
        ["3:12: no key leaves newsread; bind quit or quit-now"]
    );
    assert!(parse("[keys]\nquit = \"none\"").is_ok());
}

#[test]
fn no_color_takes_the_colours_away_if_it_is_not_empty() {
    let theme = |value: &'static str| {
        let environment = |name: &str| (name == "NO_COLOR").then(|| value.into());
        Config::default().with_environment(environment).theme
    };
    assert_eq!((theme("1"), theme("")), (Theme::monochrome(), Theme::terminal()));
}

#[test]
fn dates_are_written_as_the_setting_says_or_else_as_the_environment_does() {
    let day = When::day(2020, 1, 9).unwrap();
    let written = |text: &str, environment: &[(&str, &str)]| {
        let value = |name: &str| environment.iter().find(|(known, _)| *known == name);
        let value_of = |name: &str| value(name).map(|(_, value)| (*value).into());
        right(text).with_environment(value_of).print.calendar.in_full(day)
    };
    let german = ("LC_TIME", "de_AT.UTF-8");
    assert_eq!(written("", &[]), "Thursday, 9 January 2020");
    assert_eq!(written("", &[german]), "Donnerstag, 9. Jänner 2020");
    assert_eq!(written("", &[german, ("LC_ALL", "C")]), "Thursday, 9 January 2020");
    assert_eq!(written("", &[("LC_ALL", ""), ("LANG", "fr_FR")]), "jeudi 9 janvier 2020");
    assert_eq!(written("dates = \"en-US\"", &[german]), "Thursday, January 9, 2020");
    assert_eq!(written("dates = \"system\"", &[german]), "Donnerstag, 9. Jänner 2020");
    assert_eq!(
        wrong("dates = \"qq\""),
        ["1:9: no language is called ‘qq’; write a tag such as en-GB, de or ja"]
    );
}

#[test]
fn a_theme_is_named_or_described_by_its_roles() {
    assert_eq!(right("theme = \"light\"").theme, Theme::light());
    let described =
        right("[theme]\ninherits = \"dark\"\nlink = \"75\"\npage = \"on #101010\"").theme;
    let mut expected = Theme::dark();
    expected.link = expected.link.fg(Color::Indexed(75));
    expected.page = expected.page.bg(Color::Rgb(16, 16, 16));
    assert_eq!(described, expected);
    assert_eq!(right("theme = {}").theme, Theme::terminal());
}

#[test]
fn a_fault_in_a_theme_is_told_where_it_stands_with_the_nearest_right_name() {
    let faults = wrong("[theme]\ninherits = \"lihgt\"\nlnik = \"blue\"\nhit = \"bold undrline\"");
    assert_eq!(
        faults,
        [
            "2:12: no theme is called ‘lihgt’; did you mean ‘light’?",
            "3:1: no role is called ‘lnik’; did you mean ‘link’?",
            "4:13: ‘undrline’ is no look; did you mean ‘underline’?",
        ]
    );
    assert_eq!(wrong("theme.hit = \"bold on\""), ["1:19: ‘on’ wants a colour behind it"]);
    assert!(
        wrong("theme.hit = \"#12345\"")[0]
            .starts_with("1:14: ‘#12345’ is no look; write #rrggbb, ")
    );
    assert_eq!(
        wrong("theme = 3"),
        ["1:9: a name in quotes, or a table of roles, is wanted here, not ‘3’"]
    );
}

#[test]
fn a_theme_may_be_a_file_beside_the_settings_that_changes_another() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("paper.toml", "inherits = \"light\"\npage = \"on 230\"");
    write("mine.toml", "inherits = \"paper.toml\"\nheadline = \"underline\"");
    let mut expected = Theme::light();
    expected.page = expected.page.bg(Color::Indexed(230));
    expected.headline.add_modifier = Modifier::UNDERLINED;
    let config = Config::parse("theme = \"mine.toml\"", folder.path(), None).unwrap();
    assert_eq!(config.theme, expected);

    write("wrong.toml", "inherits = \"paper.toml\"\nlink = \"bleu\"");
    let error = theme("wrong.toml", folder.path()).unwrap_err().to_string();
    assert!(error.ends_with("wrong.toml:2:9: ‘bleu’ is no look; did you mean ‘blue’?"), "{error}");
    write("snake.toml", "inherits = \"snake.toml\"");
    let error = theme("snake.toml", folder.path()).unwrap_err().to_string();
    assert!(error.contains("inherits from itself"), "{error}");
    let error = theme("none.toml", folder.path()).unwrap_err().to_string();
    assert!(error.starts_with("cannot read the theme ‘"), "{error}");
}

#[test]
fn the_manual_names_every_role_and_its_example_is_right() {
    let manual = include_str!("../../articles/reading.md");
    for (role, _) in Theme::ROLES {
        assert!(manual.contains(&format!("`{role}`")), "{role} is not in the manual");
    }
    let example = manual.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    assert_ne!(right(&format!("[theme]\n{example}")).theme, Theme::light());
}

#[test]
fn an_error_names_the_file_on_every_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, "mesure = 1\nmouse = 2").unwrap();
    let error = Config::read(&file, None).unwrap_err();
    assert!(matches!(&error, ConfigError::Faults { faults, .. } if faults.len() == 2));
    for line in error.to_string().lines() {
        assert!(line.starts_with(&format!("{}:", file.display())), "{line}");
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_told_where() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, b"# Gr\xc3\xb6\xc3\x9fe\nstyle = \"\xe9\"").unwrap();
    let error = Config::read(&file, None).unwrap_err().to_string();
    assert!(error.ends_with(":2:10: this is not UTF-8; save the file as UTF-8"), "{error}");
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader_of_settings(text in any::<String>()) {
        drop(parse(&text));
    }

    #[test]
    fn no_value_breaks_the_reader_of_settings(
        name in "archives|theme|theme.hit|theme.inherits|measure|style|mouse|keys|keys.down|keys.quit",
        value in "[\\[\\]{}\"a-z0-9 ,.=~$-]{0,24}",
    ) {
        drop(parse(&format!("{name} = {value}")));
    }
}

#[test]
fn a_folder_to_share_through_may_lie_at_home_and_is_none_when_empty() {
    let share = |text: &str| right(text).share;
    assert_eq!(share("[sync]\nfolder = \"~/Sync\""), Some(PathBuf::from("/home/ada/Sync")));
    assert_eq!(share("[sync]\nfolder = \"\""), None);
    assert_eq!(
        wrong("[sync]\nfolder = 3\nwhen = \"daily\""),
        [
            "2:10: a path in quotes is wanted here, not ‘3’",
            "3:1: [sync] has no ‘when’; it has ‘folder’"
        ]
    );
}
