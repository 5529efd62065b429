//! The course's own book has no problem, and a small one that uses everything has none either.

use std::fs;

use book::check::check;
use course_tests::{SmallBook, root};
use scraper::{Html, Selector};
use tempfile::TempDir;

#[test]
fn the_book_of_the_course_has_no_problem() {
    let html = TempDir::new().unwrap();
    let problems = check(&root(), html.path()).unwrap();
    let listed: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(listed.is_empty(), "\n{}\n", listed.join("\n"));
}

/// Looked for a second time, in another way than the check does it.
#[test]
fn the_rendered_pages_load_nothing_from_other_hosts() {
    let html = TempDir::new().unwrap();
    check(&root(), html.path()).unwrap();
    let loaded =
        Selector::parse("script[src], link[href], img[src], image[href], iframe")
            .unwrap();
    for name in ["index.html", "notation.html", "print.html", "404.html"] {
        let page = Html::parse_document(
            &fs::read_to_string(html.path().join(name)).unwrap(),
        );
        let elements: Vec<String> =
            page.select(&loaded).map(|element| element.html()).collect();
        assert!(
            !elements.is_empty(),
            "{name} loads not even its own style sheet"
        );
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
    check(&root(), html.path()).unwrap();
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

const PAGE: &str = r#"# A page

It reaches {{result ch07.practice.test.accuracy | percent 1}} after $t - 1$ steps; see [below](#below),
[the other page](folder/other.md#a-heading) and [the web](https://www.rust-lang.org/).

<figcaption>chapters/chapter-07/src/lib.rs</figcaption>

```rust
{{#include ../../chapters/chapter-07/src/lib.rs:count}}
```

```text
{{#include ../../chapters/chapter-07/tests/snapshots/output__count.snap:5:}}
```

```console
cargo run -p chapter-07
```

{{figure curve.svg | The loss falls with $t$, see `count`.}}

![A dot](dot.svg)

| Run | Accuracy |
| --- | --- |
| practice | {{result ch07.practice.test.accuracy | percent 1}} |

## Below

$$
h_t = \tanh(a)
$$

A line of prose may show `{{#include}}`, `{{result x}}` and `$5`.
"#;

const CODE: &str =
    "//! Counts.\n// ANCHOR: count\nfn count() {}\n// ANCHOR_END: count\n";

const SNAPSHOT: &str = "---\nsource: chapters/chapter-07/tests/output.rs\nexpression: output\n\
    ---\n3 words\n";

const CURVE: &str = "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 9 9\">\n\n\
    <text>loss_a * b_c</text><path d=\"M0 0\"/></svg>";

#[test]
fn a_small_book_that_uses_everything_has_no_problem() {
    let chapter = "chapters/chapter-07";
    let small = SmallBook::with_page(PAGE)
        .unwrap()
        .file(
            "book/text/SUMMARY.md",
            "- [Page](page.md)\n- [Other](folder/other.md)\n",
        )
        .unwrap()
        .file(
            "book/text/folder/other.md",
            "# Other\n\n## A heading\n\n[back](../page.md#below)\n",
        )
        .unwrap()
        .file("book/text/dot.svg", "<svg/>")
        .unwrap()
        .file("book/figures/curve.svg", CURVE)
        .unwrap()
        .file(&format!("{chapter}/Cargo.toml"), "")
        .unwrap()
        .file(&format!("{chapter}/src/lib.rs"), CODE)
        .unwrap()
        .file(
            &format!("{chapter}/tests/output.rs"),
            "assert_snapshot!(\"count\", output);",
        )
        .unwrap()
        .file(
            &format!("{chapter}/tests/snapshots/output__count.snap"),
            SNAPSHOT,
        )
        .unwrap()
        .file(
            &format!("{chapter}/results/practice.json"),
            r#"{"test": {"accuracy": 0.9713}}"#,
        )
        .unwrap();
    assert_eq!(small.problems().unwrap(), []);

    let page = small.page().unwrap();
    assert!(
        page.contains("It reaches 97.1\u{a0}% after <math>"),
        "{page}"
    );
    assert!(page.contains("<td>97.1\u{a0}%</td>"), "a result in a table");
    assert!(page.contains("fn count() {}"), "the listing");
    assert!(page.contains("3 words"), "the output");
    assert!(
        page.contains("aria-label=\"The loss falls with t, see `count`.\""),
        "the label"
    );
    assert!(
        page.contains("<text>loss_a * b_c</text>"),
        "a drawing is not Markdown"
    );
    assert!(page.contains("see <code>count</code>."), "a caption is");
}
