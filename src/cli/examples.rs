//! Examples and notes of the command line: what a person meets first.
//!
//! They know nothing of how arguments are read. One idea: there is one table,
//! from which help and manual pages are made, and tests run what it says.

/// What stands under the options of newsread itself.
pub(super) const NOTES: &str = "\
newsread reads texts, Markdown, saved pages, letters, feeds, exports and lists of links, also in a
zip; it never changes one. - is standard input, and ./- a file of that name.
A folder that is called like a command is opened with ./ before its name.
When standard output is no terminal, files are shown and folders are listed.

Exit status: 0 done, 1 nothing found, 2 an error, 128 and a signal when that ended it.";

/// Each command, and what can be done with it: lines of a call, at least two
/// blanks, and what it does.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "",
        "
  newsread                          read the archives of your configuration, else a sample
  newsread ~/news                   read a folder of articles
  newsread story.html               read one article
  newsread show story.html | less   its clean text, without the page around it
  newsread cite --style mla *.md    a list of works cited, one a line
  newsread cite -o refs.bib *.md    add articles to a file of BibLaTeX
  newsread list ~/news | sort -r    articles by date, newest first
  newsread search ferry date:2019   the articles that match, newest first
  newsread extract --json *.html    all that is known about articles, as JSON
  newsread doctor                   whether newsread can work here, and what is missing",
    ),
    (
        "show",
        "
  newsread show story.html | less       the clean text, without the page around it
  cat story.html | newsread show -      the same of a page from another program
  newsread search -0 ferry | newsread show -0   the text of all articles that match",
    ),
    (
        "cite",
        "
  newsread cite story.html                      a citation in your style
  newsread cite --style mla *.md                a list of works cited, one a line
  newsread cite --form in-text --locator 'para. 7' a.md   what stands in the running text
  newsread cite --tag thesis                    a list of all that has the tag
  newsread cite -o refs.bib *.md                add articles to a file of BibLaTeX
  newsread cite --format ris refs.bib           convert records
  cat story.html | newsread cite -              cite a page from another program",
    ),
    (
        "print",
        "
  newsread print story.html | less              text with its citation at the foot
  newsread print -n -o heron.html a.md          a page of HTML, with numbers of paragraphs
  newsread print --style mla --format markdown *.md   several as one document
  newsread print --format typst a.md > a.typ    the source of a document for Typst
  newsread search -0 ferry | newsread print -0 -o found.md   all that was found",
    ),
    (
        "import",
        "
  newsread import --into archive story.html             a saved page becomes a file of the archive
  newsread import --into archive --dry-run news         what would become of a folder
  cat story.html | newsread import --into archive -     a page from another program
  newsread import --into archive --json news > report   what became of each item",
    ),
    (
        "diff",
        "
  newsread diff monday.html tuesday.html            what was changed since, word by word
  cat tuesday.html | newsread diff monday.html -    with a page from another program
  newsread diff --json monday.html tuesday.html     as JSON, one object a line",
    ),
    (
        "copies",
        "
  newsread copies                       which articles of your archives tell the same story
  newsread copies --archive ~/news ferry    those of which one matches, in one folder
  newsread copies --json                as JSON, one object for each story",
    ),
    (
        "export",
        "
  newsread export --pack evidence *.html        originals, texts, citations, checksums
  newsread export --pack thesis --tag thesis --style mla   all that has the tag
  newsread export --pack ferry --query 'ferry date:2019'   all that matches",
    ),
    (
        "extract",
        "
  newsread extract story.html           what is known about an article, and where it was read
  newsread extract --json *.html        the same with the text, as JSON
  cat story.html | newsread extract -   of a page from another program",
    ),
    (
        "search",
        "
  newsread search ferry date:2019               the articles that match, newest first
  newsread search --sort rank '\"price of bread\"'   the best match first
  newsread search --json --limit 5 ferry        five of them, as JSON
  newsread search -0 ferry | newsread cite -0   a bibliography of what was found",
    ),
    (
        "list",
        "
  newsread list ~/news | sort -r    articles by date, newest first
  newsread list ferry               those that match
  newsread list --json ~/news       as JSON, one object a line
  newsread list -0 ~/news | xargs -0 ls -l   the files that hold articles",
    ),
    (
        "index",
        "
  newsread index                        take in what changed in the archives of your configuration
  newsread index ~/news                 make the index of a folder, or bring it up to date
  newsread index --json ~/news          the same, with the figures as JSON",
    ),
    (
        "stats",
        "
  newsread stats                        how many articles, of what time, of whom
  newsread stats --archive ~/news --json   of one folder, as JSON",
    ),
    (
        "corrections",
        "
  newsread corrections          what you corrected, the oldest first
  newsread corrections --json   as JSON, one object a line",
    ),
    (
        "notes",
        "
  newsread notes ~/news > notes.md    what you wrote and highlighted, with quotation and citation
  newsread notes --json               as JSON, one object a line",
    ),
    (
        "sync",
        "
  newsread sync ~/Sync/news   exchange what you added with your other devices
  newsread sync               the same through the folder of your configuration",
    ),
    (
        "state",
        "
  newsread state import marks.jsonl      take over what was exported elsewhere
  newsread state export -o marks.jsonl   write all that you added to a file",
    ),
    (
        "state export",
        "
  newsread state export                  print all that you added, one JSON object a line
  newsread state export -o marks.jsonl   write it to a file",
    ),
    (
        "state import",
        "
  newsread state import marks.jsonl   take over what was exported elsewhere",
    ),
    (
        "config",
        "
  newsread config           every setting with its default
  newsread config --check   look for faults in your configuration",
    ),
    (
        "keys",
        "
  newsread keys          the keys that are in force
  newsread keys --json   as JSON, one object a line",
    ),
    (
        "doctor",
        "
  newsread doctor          whether newsread can work here, and what is missing
  newsread doctor --json   as JSON, one object a line",
    ),
    (
        "generate",
        "
  newsread generate man | man -l -            read the manual page
  newsread generate completions bash > FILE   completions to be loaded by a shell",
    ),
    (
        "generate man",
        "
  newsread generate man | man -l -                     read the manual page
  newsread generate man --dir ~/.local/share/man/man1   install one for each command",
    ),
    (
        "generate completions",
        "
  newsread generate completions bash > ~/.local/share/bash-completion/completions/newsread
  newsread generate completions zsh > ~/.zfunc/_newsread
  newsread generate completions fish > ~/.config/fish/completions/newsread.fish
  newsread generate completions powershell >> $PROFILE",
    ),
];

/// The examples of a command, called by its names: `generate man`; that of
/// newsread itself is empty.
pub(super) fn examples(command: &str) -> Option<&'static str> {
    let found = EXAMPLES.iter().find(|(name, _)| *name == command);
    found.map(|(_, examples)| examples.trim_start_matches('\n'))
}
