//! A terminal reader for an archive of news articles kept as files.
//!
//! # The shape
//!
//! **A functional core with a thin shell**: threads and channels, no async
//! runtime. One value, [`app::App`], is the whole state of a session.
//! [`App::update`](app::App::update) takes a message and returns effects; it is
//! the only way the state changes, and it does no input or output itself.
//! [`tui::view`] draws the state and cannot change it. The shell, [`session`],
//! performs effects on threads and sends what comes of them back as messages
//! into one inbox.
//!
//! ```text
//!                  ┌────────────────────── one thread ───────────────────────┐
//!  keys, mouse ────▶                                                         │
//!  worker ──Found──▶  inbox ─▶ App::update ─▶ Effect ─▶ Shell::perform ──────┼─▶ worker: Engine::search
//!  desk ───Opened──▶             │                                           │  ▶ desk: open, find, cite
//!  ingest ─Indexed─▶           &App ─▶ tui::view ─▶ Frame                    │  ▶ clipboard
//!  state ───State──▶                                                         │  ▶ state writer
//!                  └─────────────────────────────────────────────────────────┘
//! ```
//!
//! # Layers
//!
//! Each may use those above it that its line names; `tests/layers.rs` holds the
//! sources to it.
//!
//! | layer | uses | does not know |
//! |---|---|---|
//! | [`article`] | – | formats, widths, files, terminals |
//! | [`format`](mod@format), [`cite`], [`typeset`] | [`article`] | files, threads, terminals |
//! | [`print`](mod@print), [`versions`] | [`article`]; the first [`cite`], the second [`format`](mod@format) | files, printers, programs |
//! | [`archive`], [`state`] | [`article`], [`format`](mod@format) | the index, terminals |
//! | [`search`] | [`article`], [`versions`], [`archive`], [`state`] | formats, terminals, keys |
//! | [`app`] | all above but [`format`](mod@format); the types of [`cite`] | files, threads, the terminal library |
//! | [`tui`] | [`article`], [`typeset`], [`cite`], [`app`] | the index, the archive |
//! | [`config`] | [`app`]'s keymap, [`tui`]'s theme, [`cite`]'s styles | threads |
//! | [`session`] | all above | arguments |
//! | [`cli`] | all | – |
//!
//! # What carries the rest
//!
//! * **One coordinate system**: a hit, a mark, a line break and a locator are
//!   byte ranges of the text of a block; a [`Place`](article::Place) is a byte
//!   of one.
//! * **A file holds one article or many**: a container is cut into items as a
//!   stream, and from there on an item is like a file ([`archive::Location`]);
//!   so is a file in a zip, which is never unpacked.
//! * **What was kept elsewhere stays with the article** ([`article::Kept`]):
//!   star, read mark and marked passages of a service count until the reader
//!   says otherwise; what a list of links says is lent to the article with the
//!   same address.
//! * **Nothing of a file is left out**: page furniture is a kind of block that
//!   is drawn folded.
//! * **Every field says where it was read**, and whether that is certain
//!   ([`article::Sourced`]); what was not believed is kept as well
//!   ([`article::Claim`]).
//! * **The reader knows better than the file**: a correction is kept in
//!   [`state`] and applied where the article is parsed
//!   ([`archive::Archive::correct`]), so that row, reader, search and citation
//!   agree; the file is never touched.
//! * **Text is cleaned where it enters** ([`article::Safe`]), so no widget,
//!   message or command can forget.
//! * **The first frame needs no index**: it is drawn from one small file beside
//!   the index, and all else is opened behind it ([`search::library::Head`]).
//! * **A page before the count**: what can be told sooner than all is told first
//!   ([`search::Engine::begin`]).
//! * **The newest question wins**: whoever answers has a slot for one question,
//!   and a late answer is known by its ticket.
//! * **Two traits only**: [`search::Engine`], behind which an index lives, and
//!   [`tui::clipboard::Clipboard`].
//! * **An index holds words and rows, never the text, and no path**: where an
//!   article lies is for the catalogue to say, so a renamed folder costs
//!   nothing ([`search::index`], [`search::library`]).
//! * **Who tells the same story is found when articles are in**, by sketches of
//!   what they say, which the index keeps, and where these leave doubt by the
//!   articles themselves; pairs lie beside the index ([`search::copies`]).
//! * **What the reader adds is not in the index**, which can be made again; it
//!   is in [`state`], which cannot.
//! * **No network connection is ever opened**; programs that the reader chose
//!   are called by their arguments, never through a shell
//!   ([`session::program`]).
//! * **What leaves is never written over, what enters is always told**
//!   ([`session::saving`], `newsread import`).
//!
//! # Adding to it
//!
//! `cargo fmt --check`, `cargo clippy --all-targets` and `cargo test` must pass;
//! `.ci/run` does all that is checked. Behaviour, its test and the manual in
//! `articles/` change together.
//!
//! * **An action**: a line in the table of [`app::action`] (the comment is the
//!   help, the string the name in the settings, the list the keys) and its arm
//!   in `app/acts.rs`; the compiler asks for it. `NEWSREAD_UPDATE=1 cargo test
//!   --test readme` writes the table of the README.
//! * **A style of citation**: a variant of [`cite::Style`] with its name and the
//!   CSL style it stands for; where the processor falls short of the manual, a
//!   repair in `cite/repair.rs`. Examples go into `tests/files/citations.rs`.
//! * **A format**: a variant of [`format::Format`], how it is recognised
//!   (`Format::of`, or [`format::container::Container`] if a file holds many),
//!   and a module that makes blocks and says of each field where it was read.
//! * **A paper to print on**: a variant of [`print::Paper`] and a module beside
//!   `print/markdown.rs`.
//! * **A command**: its arguments in one of `cli/arguments/`, its examples in
//!   `cli/examples.rs`, its module; manual pages and completions follow.
//! * **What a user would notice** is a line in `.ci/changelog`, which the package
//!   brings along.
//! * **A crate**: only if it spares more than it brings, with a comment why in
//!   `Cargo.toml`; `.ci/licences` says whether its licence fits. The oldest Rust
//!   that builds it all stands there too, and the lints hold the code to it.

pub mod app;
pub mod archive;
pub mod article;
pub mod cite;
pub mod cli;
pub mod config;
pub mod format;
pub mod print;
pub mod search;
pub mod session;
pub mod state;
pub mod tui;
pub mod typeset;
pub mod versions;
