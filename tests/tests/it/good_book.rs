//! The course's own book has no problem.

use std::fs;

use book::check::check;
use book::checkout::root;
use scraper::{Html, Selector};
use tempfile::TempDir;

#[test]
fn the_book_of_the_course_has_no_problem() {
    let html = TempDir::new().unwrap();
    let problems = check(&root().unwrap(), html.path()).unwrap();
    let listed: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(listed.is_empty(), "\n{}\n", listed.join("\n"));
}

/// Looked for a second time, in another way than the check does it.
#[test]
fn the_rendered_pages_load_nothing_from_other_hosts() {
    let html = TempDir::new().unwrap();
    check(&root().unwrap(), html.path()).unwrap();
    let loaded =
        Selector::parse("script[src], link[href], img[src], image[href], iframe")
            .unwrap();
    for name in ["index.html", "notation.html", "print.html", "404.html"] {
        let page = Html::parse_document(
            &fs::read_to_string(html.path().join(name)).unwrap(),
        );
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
    let html = TempDir::new().unwrap();
    check(&root().unwrap(), html.path()).unwrap();
    let fonts: Vec<String> = fs::read_dir(html.path().join("fonts"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for start in ["texgyrepagella-math", "GUST-FONT-LICENSE"] {
        assert!(
            fonts.iter().any(|name| name.starts_with(start)),
            "no {start} in {fonts:?}"
        );
    }
}
