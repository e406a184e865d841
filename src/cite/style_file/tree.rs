//! The elements of a CSL file and where they stand.
//!
//! The processor says which element it cannot understand, but not its line;
//! and it follows macros that call themselves without end. So the file is
//! looked through once before it is given away.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements inside each other; the deepest style of the archive has 20.
const DEEPEST: usize = 200;

/// Something that is wrong at a byte of the file.
pub(super) type Wrong = (usize, String);

#[derive(Debug)]
struct Element {
    name: String,
    at: usize,
    children: Vec<usize>,
    /// The macro that it defines or calls.
    part: Option<String>,
}

/// The elements of a file; the first is the root.
#[derive(Debug, Default)]
pub(super) struct Tree(Vec<Element>);

impl Tree {
    /// Looks a file through.
    pub(super) fn of(xml: &str) -> Result<Self, Wrong> {
        let mut reader = Reader::from_str(xml);
        let mut tree = Self::default();
        let mut open: Vec<usize> = Vec::new();
        loop {
            let at = place(reader.buffer_position());
            match reader.read_event() {
                Ok(Event::Start(start)) => {
                    let rank = tree.add(&start, at, open.last());
                    open.push(rank);
                    if open.len() > DEEPEST {
                        return Err((
                            at,
                            format!("more than {DEEPEST} elements stand inside each other"),
                        ));
                    }
                }
                Ok(Event::Empty(start)) => {
                    tree.add(&start, at, open.last());
                }
                Ok(Event::End(_)) => {
                    open.pop();
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => return Err((place(reader.error_position()), error.to_string())),
            }
        }
        if let Some(rank) = open.last() {
            let Element { name, at, .. } = &tree.0[*rank];
            return Err((*at, format!("<{name}> is never closed")));
        }
        tree.check_root()?;
        tree.check_macros()?;
        Ok(tree)
    }

    fn add(&mut self, start: &BytesStart<'_>, at: usize, parent: Option<&usize>) -> usize {
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        let attribute = if name == "macro" { "name" } else { "macro" };
        let part = start.try_get_attribute(attribute).ok().flatten();
        let part = part.map(|part| String::from_utf8_lossy(&part.value).into_owned());
        let rank = self.0.len();
        self.0.push(Element { name, at, children: Vec::new(), part });
        if let Some(parent) = parent {
            self.0[*parent].children.push(rank);
        }
        rank
    }

    fn check_root(&self) -> Result<(), Wrong> {
        match self.0.first() {
            Some(root) if root.name == "style" => Ok(()),
            Some(root) => {
                Err((root.at, format!("a style begins with <style>, not <{}>", root.name)))
            }
            None => Err((0, "a style begins with <style>".to_owned())),
        }
    }

    /// Whether no macro calls itself, through others or not.
    fn check_macros(&self) -> Result<(), Wrong> {
        let macros = self.0.iter().filter(|element| element.name == "macro");
        let by_name: HashMap<&str, &Element> =
            macros.filter_map(|part| Some((part.part.as_deref()?, part))).collect();
        let calls: HashMap<&str, Vec<&str>> =
            by_name.iter().map(|(name, part)| (*name, self.calls(part))).collect();
        // Macros that call none but those that are done are done themselves.
        let mut left: Vec<&str> = by_name.keys().copied().collect();
        loop {
            let is_open = |name: &&str, left: &[&str]| {
                calls[*name].iter().any(|called| left.contains(called))
            };
            let open: Vec<&str> = left.iter().copied().filter(|n| is_open(n, &left)).collect();
            if open.len() == left.len() {
                break;
            }
            left = open;
        }
        match left.iter().min_by_key(|name| by_name[**name].at) {
            Some(name) => Err((by_name[name].at, format!("the macro ‘{name}’ calls itself"))),
            None => Ok(()),
        }
    }

    /// The macros that are called inside an element.
    fn calls<'a>(&'a self, element: &'a Element) -> Vec<&'a str> {
        let mut open: Vec<usize> = element.children.clone();
        let mut calls = Vec::new();
        while let Some(rank) = open.pop() {
            let inside = &self.0[rank];
            calls.extend(inside.part.as_deref());
            open.extend(&inside.children);
        }
        calls
    }

    /// Where the element of a path stands, as far as the path can be followed:
    /// `macro[85].$value[0].group`.
    pub(super) fn place(&self, path: &str) -> usize {
        let mut here = 0;
        for segment in path.split('.') {
            let (name, rank) = segment.split_once('[').unwrap_or((segment, "0]"));
            let rank = rank.trim_end_matches(']').parse().unwrap_or(0);
            let Some(element) = self.0.get(here) else { break };
            if element.name == name {
                continue;
            }
            let is_it = |child: &&usize| name == "$value" || self.0[**child].name == name;
            match element.children.iter().filter(is_it).nth(rank) {
                Some(child) => here = *child,
                None => break,
            }
        }
        self.0.get(here).map_or(0, |element| element.at)
    }
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
