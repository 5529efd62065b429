//! What stands above a listing, and the faults of its source, on small books made for one test each.

use book::problem::{Fault, Problem};

use crate::small_book::SmallBook;

const FILE: &str = "chapters/a/src/lib.rs";

/// A book whose page includes the anchor `a` of this code.
fn book(code: &str) -> SmallBook {
    let page = format!(
        "# Page\n\n```rust\n{{{{#include ../../{FILE}:a}}}}\n```\n\nText.\n"
    );
    SmallBook::with_page(&page).file(FILE, code)
}

/// The caption of the page, without its tags.
fn caption(small: &SmallBook) -> String {
    assert_eq!(small.problems().unwrap(), []);
    let page = small.page();
    let figure = page.split("<figure class=\"listing\">").nth(1).unwrap();
    assert!(figure.contains("</pre>"), "{page}");
    let caption = figure.split("<figcaption>").nth(1).unwrap();
    let caption = caption.split("</figcaption>").next().unwrap();
    scraper::Html::parse_fragment(caption)
        .root_element()
        .text()
        .collect()
}

/// The item in the caption of what stands between ⟨ and ⟩ in the code.
fn item(code: &str) -> String {
    let code = code
        .replace('⟨', "\n// ANCHOR: a\n")
        .replace('⟩', "\n// ANCHOR_END: a\n");
    let caption = caption(&book(&code));
    let item = caption.strip_prefix(FILE).unwrap().trim();
    item.to_owned()
}

#[test]
fn a_listing_from_inside_has_the_whole_signature() {
    for (code, found) in [
        (
            "fn f(\n    a: &[f64], // (n,)\n    b: usize,\n) -> Vec<f64> { match b { ⟨0 => vec![],⟩ _ => g() } }",
            "fn f(a: &[f64], b: usize) -> Vec<f64>",
        ),
        ("fn f<T: Ord>(t: T) { ⟨g();⟩ }", "fn f<T: Ord>(t: T)"),
        (
            "impl<T> Layer for Lstm<T> { const fn step(&mut self, x: T) -> Self { ⟨x⟩ } }",
            "impl Layer for Lstm<T> › fn step(&mut self, x: T) -> Self",
        ),
        (
            "mod m { fn f() { fn g(x: u8) { ⟨h();⟩ } } }",
            "mod m › fn f › fn g(x: u8)",
        ),
        ("trait T { fn f(&self) { ⟨g();⟩ } }", "trait T › fn f(&self)"),
        ("struct Pair {\n a: u8,⟨ b: u8,⟩ }", "struct Pair"),
        ("enum E<T> {\n⟨A(T),⟩ B }", "enum E<T>"),
        ("const N: [u8; 2] = [\n1,⟨2,⟩];", "const N: [u8; 2]"),
        ("static S: &str =⟨\"a\"⟩;", "static S: &str"),
        ("proptest! {\n⟨fn f() {}⟩ }", "proptest!"),
    ] {
        assert_eq!(item(code), found);
    }
}

#[test]
fn a_listing_that_shows_the_signature_has_the_short_name() {
    for (code, found) in [
        ("⟨/// Says.\n#[must_use]\nfn f(a: u8) -> u8 { a }⟩", "fn f"),
        ("⟨// Says.\n\nfn f(a: u8) -> u8 { a }⟩", "fn f"),
        ("impl Adam { ⟨fn step(&mut self, g: f64) {}⟩ }", "impl Adam › fn step"),
        ("⟨impl Adam {\nfn step(&mut self) {} }⟩", "impl Adam"),
        ("⟨const N: u8 = 1;⟩", "const N"),
        ("⟨use std::fs;\nfn f() {}⟩", ""),
        ("⟨// Says.⟩", ""),
    ] {
        assert_eq!(item(code), found);
    }
}

#[test]
fn a_long_signature_is_shortened() {
    let [a, b, c] = [20, 30, 40].map(|length| "a".repeat(length));
    let result = "candle_core::Result<T::Item>";
    for (signature, found) in [
        (
            format!("fn f(x: my_crate::Type, {a}: u8) -> {result}"),
            format!("fn f(x: my_crate::Type, {a}: u8) -> {result}"),
        ),
        (
            format!("fn f({a}: my_crate::Type, {b}: u8) -> {result}"),
            format!("fn f({a}: Type, {b}: u8) -> Result<T::Item>"),
        ),
        (
            format!("fn f<T: Clone>({a}: Vec<Vec<Vec<f64>>>, {b}: u8) -> {result}"),
            format!("fn f({a}, {b}) -> Result<T::Item>"),
        ),
        (
            format!("fn f({a}: u8, {b}: u8, {c}: u8) -> Vec<u8>"),
            "fn f(…) -> Vec<u8>".to_owned(),
        ),
        (format!("fn f({a}: u8) -> {c}{c}{c}"), "fn f(…)".to_owned()),
    ] {
        assert_eq!(item(&format!("{signature} {{ ⟨g()⟩ }}")), found);
    }
}

#[test]
fn a_caption_leads_to_the_line_in_the_repository() {
    let code = "fn f() {\n    // ANCHOR: a\n    g();\n    // ANCHOR_END: a\n}\n";
    let small = book(code);
    assert_eq!(small.problems().unwrap(), []);
    assert!(!small.page().contains("/blob/main/"), "{}", small.page());

    let toml = "[book]\nsrc = \"book/text\"\n[preprocessor.hidden-state]\nbefore = [\"links\"]\n\
        [output.html]\ngit-repository-url = \"https://example.org/a/b/\"\n";
    let small = small.file("book.toml", toml);
    assert_eq!(small.problems().unwrap(), []);
    let link =
        "<a href=\"https://example.org/a/b/blob/main/chapters/a/src/lib.rs#L3\">";
    assert!(small.page().contains(link), "{}", small.page());
}

#[test]
fn a_block_with_two_includes_has_one_caption() {
    let code = "// ANCHOR: a\nfn f() {}\n// ANCHOR_END: a\n// ANCHOR: b\nfn g() {}\n// ANCHOR_END: b\n";
    let include = format!("{{{{#include ../../{FILE}");
    let page =
        format!("# Page\n\n```rust\n{include}:a}}}}\n{include}:b}}}}\n```\nmore\n");
    let small = book(code).file("book/text/page.md", &page);
    assert_eq!(caption(&small), format!("{FILE} fn f"));
    let html = small.page();
    assert_eq!(html.matches("<figcaption>").count(), 1, "{html}");
    let figure = html.split("<figure").nth(1).unwrap();
    let figure = figure.split("</figure>").next().unwrap();
    assert!(figure.contains("fn g() {}") && !figure.contains("more"), "{html}");
}

#[test]
fn a_whole_file_says_by_its_path_what_it_is() {
    let page = format!("# Page\n\n```rust\n{{{{#include ../../{FILE}}}}}\n```\n");
    let small = book("fn f() {}\n").file("book/text/page.md", &page);
    assert_eq!(caption(&small), FILE);
}

fn refused(small: &SmallBook, page: &str, line: usize, fault: Fault) {
    let (page, line) = (page.to_owned(), Some(line));
    assert_eq!(small.problems().unwrap(), [Problem { page, line, fault }]);
}

#[test]
fn source_that_does_not_parse() {
    let small = book("fn f() {}\n// ANCHOR: a\nfn g( {}\n// ANCHOR_END: a\n");
    let problems = small.problems().unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(matches!(problems[0].fault, Fault::SourceNotParsed(_)), "{problems:?}");
    let place = "chapters/a/src/lib.rs:3: does not parse as Rust";
    assert!(problems[0].to_string().starts_with(place), "{problems:?}");
}

#[test]
fn listing_that_begins_outside_of_every_item() {
    let small =
        book("fn f() {}\n// ANCHOR: a\n#![allow(dead_code)]\n// ANCHOR_END: a\n");
    let small = small.file(
        FILE,
        "// ANCHOR: a\n#![allow(dead_code)]\n// ANCHOR_END: a\nfn f() {}\n",
    );
    refused(&small, FILE, 2, Fault::ListingWithoutItem("a".into()));
}

#[test]
fn caption_written_by_hand() {
    for caption in [
        "<figcaption>chapters/a/src/lib.rs</figcaption>",
        "<figcaption>A</figcaption> b",
    ] {
        let page = format!("# Page\n\n{caption}\n\n`<figcaption>`\n");
        let small = SmallBook::with_page(&page);
        refused(
            &small,
            "book/text/page.md",
            3,
            Fault::CaptionByHand(caption.into()),
        );
    }
}
