//! Scripts and styles, which are kept away from the parser.

use super::*;

/// The page as it is made with its scripts and styles kept away, and whether
/// they could be.
fn made(html: &str) -> (String, bool) {
    let programs = scan::measure(html).unwrap();
    let document = Document::from(strip::numbered(html, &programs));
    let mut page = Page::of(&document);
    let is_same = page.put_back(programs.iter().map(|range| &html[range.clone()]));
    (written(&page), is_same)
}

/// The nodes of a page, wherever their texts lie in memory.
fn written(page: &Page) -> String {
    format!("{page:?}").replace("(shared: ", "(owned: ")
}

fn whole(html: &str) -> String {
    written(&Page::of(&Document::from(html)))
}

#[test]
fn scripts_and_styles_are_what_they_would_have_been() {
    for html in [
        "<style>p{}</style><script>if (a<b) '</p>'</script><p>The wall<script></script>",
        "<script type='application/ld+json'>{}</script ><p>The<STYLE media=x>\n\na</Style>",
        "<p>The wall<script>1</script><script>0</script><script>never ended",
        "<noscript><style>p{}</style></noscript><p>The<script/>a</script> wall",
        "<script>a\r\nb\rc\r\r\nd\0</script><style>\r</style>",
        "<script>a</scripts></script><table><script>b</script><tr><style>c</style></table>",
    ] {
        assert_eq!(made(html), (whole(html), true), "{html}");
    }
}

#[test]
fn what_only_looks_like_a_script_stays_where_it_is() {
    for html in [
        "<svg><style>a</svg><p>The wall</style>",
        "<p title='<script>a</script>'><textarea><script>a</script></textarea>",
        "<script><!-- <script> a </script> b --></script><p>The wall",
        "<template><style>a</style></template><!-- <style>a</style> -->",
    ] {
        assert_eq!(made(html), (whole(html), true), "{html}");
    }
}

#[test]
fn where_a_number_is_not_in_a_script_the_page_is_made_again() {
    for html in [
        "<plaintext><script>The wall</script>",
        "<frameset><script>The wall</script>",
        "<table><tr><td><svg><td><style>a</svg>The wall</style>",
        "<svg><style>0</style></svg><noscript><script><!--</script>0<script>a</script>",
    ] {
        let programs = scan::measure(html).unwrap();
        assert_eq!(written(&tree(html, &programs).1), whole(html), "{html}");
    }
    assert!(!made("<plaintext><script>The wall</script>").1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn a_page_is_the_same_with_its_scripts_kept_away(
        parts in prop::collection::vec(prop::sample::select(vec![
            "<script>", "<script a='", "</script>", "</SCRIPT x", "<style>", "</style >", "<svg>", "</svg>",
            "<math>", "</math>", "<template>", "</template>", "<noscript>", "</noscript>", "<foreignObject>",
            "<title>", "</title>", "<plaintext>", "<select>", "<table>", "<td>", "</table>", "<frameset>",
            "<!--", "-->", "<![CDATA[", "]]>", "'", "\"", "=", ">", "/>", "<p>", "</p>", "0", "1", "wall\n", "\r\n", "\r", "\0", "&lt;",
        ]), 0..24)
    ) {
        let html = parts.concat();
        if let Ok(programs) = scan::measure(&html) {
            let (_, page) = tree(&html, &programs);
            prop_assert_eq!(written(&page), whole(&html));
        }
    }
}
