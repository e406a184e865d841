//! Pictures that are kept with an article.
//!
//! Nothing here knows what a picture looks like, or opens a file. One idea:
//! only what is kept with the article is a picture of it; what would have to be
//! fetched from elsewhere is none.

use std::fmt::Write as _;
use std::ops::Range;

use super::Safe;

/// Longest path, in bytes.
const LONGEST: usize = 4096;

/// Where a picture is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Picture {
    /// In a file of its own: its path, from the folder of the article's file.
    Beside(Safe),
    /// Within the article's file: these bytes of the decoded file are a `data:`
    /// address (RFC 2397).
    Within(Range<usize>),
}

impl Picture {
    /// The picture at an address, as a page or a note writes it; `None` if that
    /// leads out to the web, or to where the article does not lie.
    ///
    /// ```
    /// use newsread::article::Picture;
    ///
    /// let wall = Picture::at("wall_files/old%20wall.jpg").unwrap();
    /// assert_eq!(&*wall.name(), "old wall.jpg");
    /// assert_eq!(Picture::at("https://gazette.example/wall.jpg"), None);
    /// assert_eq!(Picture::at("/home/ada/wall.jpg"), None);
    /// ```
    pub fn at(address: &str) -> Option<Self> {
        let address = address.trim();
        if let Some(range) = address.strip_prefix(WITHIN) {
            let (start, end) = range.split_once('-')?;
            return Some(Self::Within(start.parse().ok()?..end.parse().ok()?));
        }
        let path = address.split(['?', '#']).next()?;
        let is_here = !path.is_empty()
            && path.len() <= LONGEST
            && !path.starts_with(['/', '\\'])
            && !path.split('/').next().is_some_and(|first| first.contains(':'));
        is_here.then(|| Self::Beside(Safe::line(&unescaped(path))))
    }

    /// The address by which [`Self::at`] knows what stands at these bytes of the
    /// file.
    pub fn address_within(range: &Range<usize>) -> String {
        let mut address = WITHIN.to_owned();
        write!(address, "{}-{}", range.start, range.end).expect("a string can be written to");
        address
    }

    /// The name of its file; `picture` if it has none.
    pub fn name(&self) -> Safe {
        match self {
            Self::Beside(path) => Safe::line(path.rsplit('/').next().unwrap_or_default()),
            Self::Within(_) => Safe::line("picture"),
        }
    }
}

/// What the address of a picture begins with that stands within the file.
const WITHIN: &str = "data:@";

/// A path with the bytes in it that were written as `%20` (RFC 3986, 2.1).
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = (*first == b'%').then(|| behind.get(..2)).flatten();
        let digits = digits.and_then(|digits| str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_elsewhere_is_no_picture_of_the_article() {
        for address in
            ["", "//cdn.example/a.png", "file:///etc/passwd", "C:\\a.png", "data:,x", "#top", "/a"]
        {
            assert_eq!(Picture::at(address), None, "{address}");
        }
    }

    #[test]
    fn a_path_is_written_without_its_escapes_and_its_query() {
        let path = |address| match Picture::at(address) {
            Some(Picture::Beside(path)) => path.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(path("./a%20b.png?x=1#y"), "./a b.png");
        assert_eq!(path("%E6%9D%B1.png"), "東.png");
        assert_eq!(path("50%.png"), "50%.png");
    }

    #[test]
    fn what_stands_within_the_file_is_known_by_its_bytes() {
        let address = Picture::address_within(&(7..90));
        assert_eq!(Picture::at(&address), Some(Picture::Within(7..90)));
        assert_eq!(Picture::at("data:@7-x"), None);
    }
}
