//! What the names of elements say of what is inside them.
//!
//! Knows names alone: neither attributes nor places.

/// Elements whose words are never words of the page.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "head"
            | "textarea"
            | "object"
            | "video"
            | "audio"
            | "canvas"
            | "map"
            | "select"
            | "option"
            | "link"
            | "meta"
            | "datalist"
    )
}

/// Elements that stand in lines of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "pre"
            | "table"
            | "caption"
            | "tbody"
            | "thead"
            | "tfoot"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "div"
            | "section"
            | "article"
            | "li"
            | "tr"
            | "td"
            | "th"
            | "header"
            | "footer"
            | "aside"
            | "main"
            | "nav"
            | "hr"
            | "form"
            | "fieldset"
            | "legend"
            | "address"
            | "details"
            | "summary"
            | "body"
            | "center"
            | "hgroup"
            | "button"
            | "menu"
            | "dialog"
            | "listing"
            | "xmp"
            | "plaintext"
    )
}

/// Elements that hold no markup.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes"
    )
}

/// Elements that hold nothing.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements within a line.
pub(super) fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
            | "span"
            | "abbr"
            | "mark"
            | "sub"
            | "sup"
            | "q"
            | "cite"
            | "time"
            | "label"
    )
}
