//! The course's own book has no problem.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use book::check::check;
use book::serve::content_type;
use checkout::{plain, root};
use ignore::Walk;
use scraper::{Html, Selector};
use tempfile::TempDir;

use crate::shipped::shipped;

/// A book after it has been rendered.
struct Rendered {
    problems: Vec<String>,
    /// By their path in the folder of the pages.
    files: BTreeMap<String, Vec<u8>>,
}

/// The book of this checkout.
static BOOK: LazyLock<Rendered> = LazyLock::new(|| rendered(&root().unwrap()));

fn rendered(root: &Path) -> Rendered {
    let html = TempDir::new().unwrap();
    let problems = check(root, html.path()).unwrap();
    let paths = Walk::new(html.path()).map(|entry| entry.unwrap().into_path());
    let files = paths.filter(|path| path.is_file()).map(|path| {
        let name = path.strip_prefix(html.path()).unwrap().to_str().unwrap();
        (name.replace('\\', "/"), fs::read(&path).unwrap())
    });
    Rendered {
        problems: problems.iter().map(ToString::to_string).collect(),
        files: files.collect(),
    }
}

fn text(file: &[u8]) -> &str {
    str::from_utf8(file).unwrap()
}

#[test]
fn the_book_of_the_course_has_no_problem() {
    let problems = &BOOK.problems;
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// Looked for a second time, in another way than the check does it.
#[test]
fn the_rendered_pages_load_nothing_from_other_hosts() {
    let loaded =
        Selector::parse("script[src], link[href], img[src], image[href], iframe")
            .unwrap();
    for name in ["index.html", "notation.html", "print.html", "404.html"] {
        let page = Html::parse_document(text(&BOOK.files[name]));
        let elements: Vec<String> =
            page.select(&loaded).map(|element| element.html()).collect();
        assert!(!elements.is_empty(), "{name} loads not even its own style sheet");
        let offsite: Vec<_> = elements
            .iter()
            .filter(|element| element.contains("//"))
            .collect();
        assert!(offsite.is_empty(), "{name}: {offsite:?}");
    }
}

#[test]
fn the_math_font_comes_with_the_book_and_with_its_licence() {
    for start in ["fonts/texgyrepagella-math", "fonts/GUST-FONT-LICENSE"] {
        let mut names = BOOK.files.keys();
        assert!(names.any(|name| name.starts_with(start)), "there is no {start}");
    }
}

#[test]
fn the_server_knows_every_kind_of_file_that_a_book_has() {
    let unknown: Vec<_> = BOOK
        .files
        .keys()
        .filter(|name| content_type(Path::new(name)) == "application/octet-stream")
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// A copy of the checkout as git makes it on Windows without `.gitattributes`, with a byte order mark
/// before every text as well.
fn kept_otherwise() -> TempDir {
    let (root, copy) = (root().unwrap(), TempDir::new().unwrap());
    for file in shipped() {
        let to = copy.path().join(file.strip_prefix(&root).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        match checkout::read(&file) {
            Ok(text) => {
                let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
                fs::write(to, text).unwrap();
            }
            Err(_) => drop(fs::copy(&file, to).unwrap()),
        }
    }
    copy
}

/// The name of a file that mdBook copies as it is kept, without the hash of its bytes.
fn without_hash(name: &str) -> Option<String> {
    let (start, rest) = name.rsplit_once('-')?;
    let (hash, ending) = rest.split_once('.')?;
    let is_copied = hash.len() == 8 && ["css", "txt"].contains(&ending);
    is_copied.then(|| format!("{start}.{ending}"))
}

/// The files of a rendered book as far as they have to be the same whatever checkout it comes from.
/// What is copied means the same to a browser with any line ends.
fn comparable(book: &Rendered) -> BTreeMap<String, Vec<u8>> {
    let copied: Vec<(&str, String)> = book
        .files
        .keys()
        .filter_map(|name| Some((name.as_str(), without_hash(name)?)))
        .collect();
    let named = |text: &str| {
        let names = copied.iter();
        names.fold(text.to_owned(), |text, (name, new)| text.replace(name, new))
    };
    let file = |(name, file): (&String, &Vec<u8>)| {
        let made = [".html", ".js", ".json"]
            .iter()
            .any(|end| name.ends_with(end));
        let file = match str::from_utf8(file) {
            Ok(page) if made => named(page).into_bytes(),
            Ok(copied) => plain(copied).into_bytes(),
            Err(_) => file.clone(),
        };
        (named(name), file)
    };
    book.files.iter().map(file).collect()
}

#[test]
fn the_pages_are_the_same_in_a_checkout_of_any_kind() {
    let other = rendered(kept_otherwise().path());
    assert!(other.problems.is_empty(), "\n{}\n", other.problems.join("\n"));
    let (ours, others) = (comparable(&BOOK), comparable(&other));
    let pages = ours.keys().filter(|name| name.ends_with(".html"));
    assert!(pages.count() > 50, "hardly a page was found");
    let mut names: BTreeSet<&String> = ours.keys().chain(others.keys()).collect();
    names.retain(|name| ours.get(*name) != others.get(*name));
    assert!(names.is_empty(), "these differ: {names:?}");
}
