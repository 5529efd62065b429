//! A small book that uses everything has no problem, and shows what it should, in a checkout of any
//! kind.

use crate::small_book::SmallBook;

const PAGE: &str = r#"# A page

It reaches {{result ch07.practice.test.accuracy | percent 1}} after $t - 1$ steps; see [below](#below),
[the other page](folder/other.md#a-heading), {{cite kingma2015}} and [the web](https://www.rust-lang.org/).

```rust
{{#include ../../chapters/chapter-07/src/lib.rs:count}}
```

```text
{{#include ../../chapters/chapter-07/tests/it/snapshots/it__output__count.snap:5:}}
```

```rust
{{#include ../../chapters/chapter-07/src/sections.rs}}
```

```console
cargo run -p chapter-07
```

> [!NOTE]
> **Coming from Keras.** Its `Dense` is
> [below](#below).

{{figure curve.svg | The loss falls with $t$, see `count`.}}

{{figure boxes.svg | Boxes.}}

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

const SUMMARY: &str = "- [Page](page.md)\n- [Other](folder/other.md)\n\n[Notes](notes.md)\n[Glossary](glossary.md)\n[References](references.md)\n";

const REFERENCES: &str = r#"[{"key": "kingma2015", "authors": ["Kingma, Diederik P."], "year": 2015,
    "title": "Adam", "place": "ICLR", "link": "https://arxiv.org/abs/1412.6980"}]"#;

const SECTIONS: &str =
    "pub const ALL: &[Block] = &[Block::new(\"page\", \"count\", count)];\n";

const CODE: &str =
    "//! Counts.\n// ANCHOR: count\nfn count() {}\n// ANCHOR_END: count\n";

const SNAPSHOT: &str = "---\nsource: chapters/chapter-07/tests/it/output.rs\nexpression: output\n\
    ---\n3 words\n";

const CURVE: &str = "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 9 9\">\n\n\
    <text>loss_a * b_c</text><path d=\"M0 0\"/></svg>";

const BOXES: &str = "<svg viewBox=\"0 0 9 9\">\n<desc>The token &lt;start&gt; in a \"box\".</desc>\n\
    <rect width=\"9\" height=\"9\"/>\n</svg>\n";

fn everything() -> SmallBook {
    let chapter = "chapters/chapter-07";
    SmallBook::with_page(PAGE)
        .file("book/text/notes.md", "# Notes\n\n{{notes Keras}}\n")
        .file("book/text/SUMMARY.md", SUMMARY)
        .file(
            "book/text/folder/other.md",
            "# Other\n\n## A heading\n\n[back](../page.md#below)\n",
        )
        .file("book/text/references.md", "# References\n\n{{references}}\n")
        .file("book/references.json", REFERENCES)
        .file("book/text/glossary.md", "# Glossary\n\nStep\n: A row.\n")
        .file("book/text/dot.svg", "<svg/>")
        .file("book/figures/curve.svg", CURVE)
        .file("book/figures/boxes.svg", BOXES)
        .file(&format!("{chapter}/Cargo.toml"), "")
        .file(&format!("{chapter}/src/lib.rs"), CODE)
        .file(&format!("{chapter}/src/sections.rs"), SECTIONS)
        .file(&format!("{chapter}/tests/it/output.rs"), "")
        .file(
            &format!("{chapter}/tests/it/snapshots/it__output__count.snap"),
            SNAPSHOT,
        )
        .file(
            &format!("{chapter}/results/practice.json"),
            r#"{"test": {"accuracy": 0.9713}}"#,
        )
}

#[test]
fn a_small_book_that_uses_everything_has_no_problem() {
    let small = everything();
    assert_eq!(small.problems().unwrap(), []);

    let page = small.page();
    assert!(page.contains("It reaches 97.1\u{a0}% after <math>"), "{page}");
    assert!(page.contains("<td>97.1\u{a0}%</td>"), "a result in a table");
    assert!(page.contains("fn count() {}"), "the listing");
    assert!(page.contains("<code>fn count</code></figcaption>"), "{page}");
    assert!(page.contains("#kingma2015\">Kingma\u{a0}2015</a>"), "the citation");
    assert!(page.contains("3 words"), "the output");
    assert!(
        page.contains("aria-label=\"The loss falls with t, see `count`.\""),
        "the label"
    );
    // What a drawing says of itself goes before the caption, and is read once.
    let label = "aria-label=\"The token &lt;start&gt; in a &quot;box&quot;.\"";
    assert!(page.contains(label) && !page.contains("<desc>"), "{page}");
    assert!(page.contains("<text>loss_a * b_c</text>"), "a drawing is not Markdown");
    assert!(page.contains("see <code>count</code>."), "a caption is");
}

/// `core.autocrlf` of git makes the line ends of Windows; editors put a byte order mark before a text.
#[test]
fn the_pages_are_the_same_whatever_a_checkout_has_made_of_the_texts() {
    let plain = everything();
    assert_eq!(plain.problems().unwrap(), []);
    for (marked, end) in [("", "\r\n"), ("\u{feff}", "\n"), ("\u{feff}", "\r\n")] {
        let kind = format!("{marked:?} {end:?}");
        let small =
            everything().kept(|text| format!("{marked}{}", text.replace('\n', end)));
        assert_eq!(small.problems().unwrap(), [], "{kind}");
        for page in [
            "page.html",
            "folder/other.html",
            "notes.html",
            "references.html",
        ] {
            let same = small.rendered(page) == plain.rendered(page);
            assert!(same, "{kind}: {page}\n{}", small.rendered(page));
        }
    }
}
