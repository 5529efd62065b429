//! What becomes of equations and results, and how mdBook's own program gets them.

use book::equations;
use book::preprocess::protocol;
use book::results::formatted;
use mdbook_driver::MDBook;
use serde_json::json;

use crate::small_book::SmallBook;

/// The page after its equations are replaced, which all parse.
fn expanded(text: &str) -> String {
    let expanded = equations::expand(text);
    assert_eq!(expanded.faults, []);
    expanded.text
}

#[test]
fn an_equation_in_a_line() {
    let html = expanded("The state $h_t$ stays.");
    assert_eq!(
        html,
        "The state <math><msub><mi>h</mi><mi>t</mi></msub></math> stays."
    );
}

#[test]
fn an_equation_on_its_own() {
    for text in ["$$ a $$", "$$\na\n$$", "> $$\n> a\n> $$"] {
        assert!(
            expanded(text).contains("<math display=\"block\"><mi>a</mi></math>"),
            "{text}"
        );
    }
}

#[test]
fn code_and_escaped_dollars_stay() {
    for text in [
        "`$h_t$`",
        "``a ` $b$``",
        "```console\n$ cargo run\n$ ls\n```",
        "~~~sh\necho $A $B\n~~~",
        "    $indented$",
        r"It costs \$5 or \$6.",
    ] {
        assert_eq!(expanded(text), text);
    }
}

/// The symbols pass through Markdown once more, where `*` and `_` would have a meaning.
#[test]
fn symbols_are_safe_from_markdown() {
    let page = r"$a * b * c$, $a < b$, $P(a|b)$, $f'$, $\text{d*e*f \& g}$";
    let small = SmallBook::with_page(&format!(
        "{page}\n\n| $a|b$ |\n| --- |\n| $\\lvert c \\rvert$ |"
    ));
    assert_eq!(small.problems().unwrap(), []);
    let html = small.page();
    let main = html
        .split("<main>")
        .nth(1)
        .unwrap()
        .split("</main>")
        .next()
        .unwrap();
    assert!(!main.contains("<em>"), "{main}");
    assert!(main.contains("&lt;"), "{main}");
    assert!(main.contains("<mtext>d*e*f") && main.contains("&amp;g"), "{main}");
}

#[test]
fn formats_of_results() {
    for (value, format, shown) in [
        (json!(0.8531), "percent 1", "85.3\u{a0}%"),
        (json!(0.5), "percent 0", "50\u{a0}%"),
        (json!(1), "percent 2", "100.00\u{a0}%"),
        (json!(0.39544), "fixed 4", "0.3954"),
        (json!(2.0), "fixed 0", "2"),
        (json!(967_425), "thousands", "967,425"),
        (json!(1_000), "thousands", "1,000"),
        (json!(999), "thousands", "999"),
        (json!(-1_234_567), "thousands", "−1,234,567"),
        (json!(3.42), "duration", "3.4\u{a0}s"),
        (json!(42.4), "duration", "42\u{a0}s"),
        (json!(59.7), "duration", "1\u{a0}min 0\u{a0}s"),
        (json!(190), "duration", "3\u{a0}min 10\u{a0}s"),
        (json!(7_500), "duration", "2\u{a0}h 5\u{a0}min"),
    ] {
        assert_eq!(formatted(&value, format).as_deref(), Ok(shown));
    }
}

#[test]
fn results_are_read_from_their_files_but_not_in_code() {
    let page = "{{result ch07.run.epochs.1.loss}} {{result ch07.run.name}} `{{result ch07.x}}`\n\n\
        ```console\n{{result ch07.y}}\n```\n";
    let json = r#"{"name": "an *LSTM* | two_layers", "epochs": [{"loss": 0.7}, {"loss": 0.25}]}"#;
    let small = SmallBook::with_page(page);
    let small = small.file("chapters/chapter-07/results/run.json", json);
    assert_eq!(small.problems().unwrap(), []);
    let html = small.page();
    assert!(
        html.contains(
            "<p>0.25 an *LSTM* | two_layers <code>{{result ch07.x}}</code>"
        ),
        "{html}"
    );
    assert!(html.contains("{{result ch07.y}}\n"), "{html}");
}

/// What the mdbook program writes to a preprocessor: the context and the book.
pub(crate) fn input(small: &SmallBook) -> Vec<u8> {
    let book = MDBook::load(small.root()).unwrap();
    let context = json!({
        "root": small.root(), "config": book.config, "renderer": "html", "mdbook_version": "0.5.4",
    });
    serde_json::to_vec(&json!([context, book.book])).unwrap()
}

#[test]
fn the_mdbook_program_gets_the_expanded_book() {
    let mut output = Vec::new();
    let small = SmallBook::with_page("$h_t$\n");
    protocol(input(&small).as_slice(), &mut output).unwrap();
    let book: serde_json::Value = serde_json::from_slice(&output).unwrap();
    assert!(
        book["items"][0]["Chapter"]["content"]
            .as_str()
            .unwrap()
            .starts_with("<math>")
    );
}

#[test]
fn listings_begin_at_the_margin() {
    let source = "fn f() {\n    // ANCHOR: a\n    if x {\n\n        y();\n    }\n    // ANCHOR_END: a\n}\n";
    let page = "```rust\n{{#include ../../chapters/a/src/lib.rs:a}}\n```\n\n```console\n  typed\n```\n";
    let small = SmallBook::with_page(page);
    let small = small.file("chapters/a/src/lib.rs", source);
    assert_eq!(small.problems().unwrap(), []);
    let html = small.page();
    assert!(html.contains(">if x {\n\n    y();\n}\n<"), "{html}");
    assert!(html.contains(">  typed\n"), "{html}");
}

#[test]
fn the_mdbook_program_gets_listings_that_begin_at_the_margin() {
    let mut output = Vec::new();
    let small = SmallBook::with_page("```rust\n    f();\n```\n");
    book::dedent::protocol(input(&small).as_slice(), &mut output).unwrap();
    let book: serde_json::Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(book["items"][0]["Chapter"]["content"], "```rust\nf();\n```\n");
}

/// mdBook hands on the lines of a page as a checkout keeps them.
#[test]
fn the_mdbook_program_gets_the_same_book_from_a_checkout_of_any_kind() {
    let page = "{{figure a.svg | A.}}\n\n```rust\n    f();\n```\n";
    let [plain, crlf] = [page.to_owned(), page.replace('\n', "\r\n")].map(|page| {
        let small = SmallBook::with_page(&page).file("book/figures/a.svg", "<svg/>");
        let [mut expanded, mut dedented] = [const { Vec::new() }; 2];
        protocol(input(&small).as_slice(), &mut expanded).unwrap();
        book::dedent::protocol(input(&small).as_slice(), &mut dedented).unwrap();
        [expanded, dedented].map(|book| String::from_utf8(book).unwrap())
    });
    assert!(plain[0].contains("<svg role"), "{plain:?}");
    assert_eq!(plain, crlf);
}

#[test]
fn the_mdbook_program_stops_at_a_problem() {
    let mut output = Vec::new();
    let small = SmallBook::with_page("$\\x$ {{result ch07.a.b}}\n");
    let message = protocol(input(&small).as_slice(), &mut output)
        .unwrap_err()
        .to_string();
    assert_eq!(message.matches("book/text/page.md:1: ").count(), 2, "{message}");
    assert!(output.is_empty());
}
