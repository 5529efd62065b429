//! For each kind of problem, a small book that has it, and is refused with it and nothing else.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use book::problem::{Fault, Problem};
use course_tests::SmallBook;

/// A page, and lines of files beside it.
fn book(page: &str, files: &[(&str, &str)]) -> SmallBook {
    let small = SmallBook::with_page(page).unwrap();
    files
        .iter()
        .fold(small, |small, (path, text)| small.file(path, text).unwrap())
}

/// The only problem of a book.
fn only_problem(small: &SmallBook) -> Problem {
    let problems = small.problems().unwrap();
    assert_eq!(problems.len(), 1, "{problems:#?}");
    problems[0].clone()
}

/// The book's only problem is this one, on the third line of its page.
fn refused_on_line_3(page: &str, files: &[(&str, &str)], fault: Fault) {
    let problem = only_problem(&book(page, files));
    assert!(
        problem.to_string().starts_with("book/text/page.md:3: "),
        "{problem}"
    );
    assert_eq!(
        problem,
        Problem {
            page: "book/text/page.md".into(),
            line: Some(3),
            fault
        }
    );
}

/// The book's only problem is this one, somewhere on its page.
fn refused(page: &str, files: &[(&str, &str)], fault: Fault) {
    let problem = only_problem(&book(page, files));
    assert!(
        problem.to_string().starts_with("book/text/page.md: "),
        "{problem}"
    );
    assert_eq!(
        problem,
        Problem {
            page: "book/text/page.md".into(),
            line: None,
            fault
        }
    );
}

fn include(target: &str) -> String {
    format!("# Page\n\n{{{{#include {target}}}}}\n")
}

#[test]
fn include_of_a_missing_file() {
    let fault = Fault::IncludeWithoutFile("gone.rs".into());
    refused_on_line_3(&include("gone.rs"), &[], fault);
}

#[test]
fn include_of_a_missing_anchor() {
    let files = [(
        "book/text/a.rs",
        "// ANCHOR: other\nfn a() {}\n// ANCHOR_END: other\n",
    )];
    let fault = Fault::IncludeWithoutAnchor("a.rs".into(), "count".into());
    refused_on_line_3(&include("a.rs:count"), &files, fault);
}

#[test]
fn include_of_an_anchor_without_an_end() {
    let files = [(
        "book/text/a.rs",
        "// ANCHOR: count\nfn a() {}\n// ANCHOR_END: counted\n",
    )];
    let fault = Fault::IncludeWithoutAnchorEnd("a.rs".into(), "count".into());
    refused_on_line_3(&include("a.rs:count"), &files, fault);
}

#[test]
fn include_of_an_empty_anchor() {
    let code = "// ANCHOR: a\n\n// ANCHOR: b\n// ANCHOR_END: b\n// ANCHOR_END: a\n";
    let fault = Fault::IncludeEmpty("a.rs:a".into());
    refused_on_line_3(&include("a.rs:a"), &[("book/text/a.rs", code)], fault);
}

#[test]
fn include_of_an_empty_file() {
    let fault = Fault::IncludeEmpty("a.txt".into());
    refused_on_line_3(&include("a.txt"), &[("book/text/a.txt", "\n")], fault);
}

#[test]
fn include_of_empty_lines() {
    let fault = Fault::IncludeEmpty("a.txt:2:3".into());
    refused_on_line_3(
        &include("a.txt:2:3"),
        &[("book/text/a.txt", "one\n\n\nfour\n")],
        fault,
    );
}

#[test]
fn include_of_lines_beyond_the_end() {
    for range in ["a.txt:2:9", "a.txt:3:", "a.txt:7"] {
        let fault = Fault::IncludeBeyondEnd(range.into(), 2);
        refused_on_line_3(
            &include(range),
            &[("book/text/a.txt", "one\ntwo\n")],
            fault,
        );
    }
}

const SNAPSHOT: &str =
    "---\nsource: tests/output.rs\nexpression: text\n---\n3 words\nin all\n";

#[test]
fn include_of_part_of_a_snapshots_header() {
    let files = [
        ("Cargo.toml", ""),
        ("tests/output.rs", "assert_snapshot!(\"count\", text);"),
        ("tests/snapshots/output__count.snap", SNAPSHOT),
    ];
    for range in [":4:", ":6:", ""] {
        let path = "../../tests/snapshots/output__count.snap";
        let page =
            format!("# Page\n\n```text\n{{{{#include {path}{range}}}}}\n```\n");
        let problem = only_problem(&book(&page, &files));
        assert_eq!(problem.fault, Fault::SnapshotStart(path.into(), 5));
        assert_eq!(problem.line, Some(4));
    }
}

#[test]
fn include_that_mdbook_does_not_understand() {
    for left in ["{{#inclde a.rs}}", "{{#include a.rs}"] {
        let page = format!("# Page\n\n{left}\n");
        refused(
            &page,
            &[("book/text/a.rs", "x")],
            Fault::IncludeLeft(left.into()),
        );
    }
}

#[test]
fn output_or_listing_typed_by_hand() {
    for (block, language) in [
        ("```text\n3 words\n```", "text"),
        ("```\n3 words\n```", "text"),
        ("    3 words", "text"),
        ("```text\n```", "text"),
        ("```rust\nfn a() {}\n```", "rust"),
        ("```rust,ignore\n{{#include a.rs}}\nfn a() {}\n```", "rust"),
        ("```text\n{{#include a.rs}}\n```", "text"),
        ("> ```text\n> 3 words\n> ```", "text"),
    ] {
        let page = format!("# Page\n\n{block}\n");
        let problem = only_problem(&book(&page, &[("book/text/a.rs", "fn a() {}")]));
        assert_eq!(
            problem.fault,
            Fault::TypedByHand(language.into()),
            "{block}"
        );
        assert_eq!(problem.line, Some(3), "{block}");
        assert!(
            problem.to_string().starts_with("book/text/page.md:3: "),
            "{problem}"
        );
    }
}

#[test]
fn result_that_does_not_resolve() {
    let files = [(
        "chapters/chapter-07/results/run.json",
        r#"{"loss": 0.5, "name": "LSTM"}"#,
    )];
    for (expression, why) in [
        (
            "ch08.run.loss",
            "there is no chapters/chapter-08/results/run.json",
        ),
        ("ch07.run.accuracy", "nothing at this path"),
        ("ch07.run", "not a single value"),
        ("ch07", "chNN.NAME.path"),
        ("ch07.run.loss | round 2", "no format is called `round 2`"),
        ("ch07.run.loss | percent", "no format is called `percent`"),
        (
            "ch07.run.loss | fixed two",
            "`two` is not a number of decimals",
        ),
        ("ch07.run.loss | thousands", "0.5 is not a whole number"),
        ("ch07.run.name | fixed 2", "is not a number"),
    ] {
        let page = format!("# Page\n\nIt is {{{{result {expression}}}}}.\n");
        let problem = only_problem(&book(&page, &files));
        let message = problem.to_string();
        assert!(matches!(problem.fault, Fault::Result(..)), "{message}");
        let start = format!("book/text/page.md:3: `{{{{result {expression}}}}}`: ");
        assert!(
            message.starts_with(&start) && message.contains(why),
            "{message}"
        );
    }
}

#[test]
fn equation_that_does_not_parse() {
    for (page, equation) in [
        (r"# Page\n\nSo $\frc{a}{b}$.", r"\frc{a}{b}"),
        (r"# Page\n\n$$\nx_t = \left( a\n$$", r"x_t = \left( a"),
        (r"# Page\n\nSo $x_{t$.", "So $x_{t$."),
        (r"# Page\n\nIt costs $5.", "It costs $5."),
        (r"# Page\n\nSo $$ a_t.", "So $$ a_t."),
    ] {
        let problem = only_problem(&book(&page.replace(r"\n", "\n"), &[]));
        let message = problem.to_string();
        assert!(
            matches!(&problem.fault, Fault::Equation(shown, _) if shown == equation),
            "{message}"
        );
        assert!(message.starts_with("book/text/page.md:3: "), "{message}");
    }
}

#[test]
fn figure_without_a_drawing() {
    let files = [
        ("book/figures/a.svg", "<svg></svg>"),
        ("book/figures/b.svg", "no drawing"),
    ];
    for (line, why) in [
        (
            "{{figure gone.svg | A curve.}}",
            "there is no book/figures/gone.svg",
        ),
        ("{{figure a.svg}}", "say what it shows"),
        ("{{figure a.svg | }}", "say what it shows"),
        ("{{figure b.svg | A curve.}}", "no <svg> element"),
        ("See {{figure a.svg | A curve.}}", "on a line by itself"),
    ] {
        let problem = only_problem(&book(&format!("# Page\n\n{line}\n"), &files));
        let message = problem.to_string();
        assert!(matches!(problem.fault, Fault::Figure(..)), "{message}");
        assert!(
            message.starts_with("book/text/page.md:3: ") && message.contains(why),
            "{message}"
        );
    }
}

/// An equation of three lines becomes one line; the numbers of the lines after it stay.
#[test]
fn lines_are_counted_as_the_author_sees_them() {
    let page = "# Page\n\n$$\na\n$$\n\nIt is {{result ch07}}.\n\n{{figure a.svg | A $t$.}}\n\n$\\x$\n";
    let lines: Vec<_> = book(page, &[])
        .problems()
        .unwrap()
        .iter()
        .map(|p| p.line)
        .collect();
    assert_eq!(lines, [Some(7), Some(11), Some(9)]);
}

#[test]
fn page_that_is_not_in_the_summary() {
    let problem = only_problem(&book(
        "# Page\n",
        &[("book/text/folder/lost.md", "# Lost\n")],
    ));
    assert_eq!(problem.fault, Fault::NotInSummary);
    assert!(
        problem
            .to_string()
            .starts_with("book/text/folder/lost.md: "),
        "{problem}"
    );
}

#[test]
fn page_that_is_in_the_summary_only() {
    let small = book(
        "# Page\n",
        &[("book/text/SUMMARY.md", "- [A](page.md)\n- [B](b.md)\n")],
    );
    let message = format!("{:#}", small.problems().unwrap_err());
    assert!(message.contains("b.md"), "{message}");
    assert!(
        !small.root().join("book/text/b.md").exists(),
        "mdBook has made an empty page"
    );
}

#[test]
fn broken_link() {
    for (markdown, href) in [
        ("gone.md", "gone.html"),
        ("../page.md", "../page.html"),
        ("gone.pdf", "gone.pdf"),
    ] {
        let page = format!("# Page\n\n[there]({markdown})\n");
        let files = [
            ("book/text/SUMMARY.md", "- [A](folder/page.md)\n"),
            ("book/text/folder/page.md", page.as_str()),
        ];
        let small = book(&page, &files);
        std::fs::remove_file(small.root().join("book/text/page.md")).unwrap();
        let problem = only_problem(&small);
        assert_eq!(problem.fault, Fault::LinkBroken(href.into()));
        assert!(
            problem
                .to_string()
                .starts_with("book/text/folder/page.md: "),
            "{problem}"
        );
    }
}

#[test]
fn link_to_a_missing_heading() {
    let page = "# Page\n\n[here](#not-here)\n";
    refused(page, &[], Fault::LinkWithoutAnchor("#not-here".into()));

    let files = [
        (
            "book/text/SUMMARY.md",
            "- [Page](page.md)\n- [Other](other.md)\n",
        ),
        ("book/text/other.md", "# Other\n\n## There\n"),
    ];
    let page =
        "# Page\n\n[there](other.md#there) and [not there](other.md#not-there)\n";
    refused(
        page,
        &files,
        Fault::LinkWithoutAnchor("other.html#not-there".into()),
    );
}

#[test]
fn missing_image() {
    refused(
        "# Page\n\n![A dot](dot.svg)\n",
        &[],
        Fault::ImageMissing("dot.svg".into()),
    );
}

#[test]
fn image_without_a_text() {
    let files = [("book/text/dot.svg", "<svg/>")];
    refused(
        "# Page\n\n![](dot.svg)\n",
        &files,
        Fault::ImageWithoutText("dot.svg".into()),
    );
    refused(
        "# Page\n\n<img src=\"dot.svg\">\n",
        &files,
        Fault::ImageWithoutText("dot.svg".into()),
    );
}

#[test]
fn page_that_loads_from_another_host() {
    for (html, url) in [
        (
            "<script src=\"https://cdn.example/a.js\"></script>",
            "https://cdn.example/a.js",
        ),
        (
            "![A dot](http://cdn.example/a.png)",
            "http://cdn.example/a.png",
        ),
        (
            "<link rel=\"stylesheet\" href=\"//cdn.example/a.css\">",
            "//cdn.example/a.css",
        ),
        (
            "<b style=\"background: url('https://cdn.example/a')\">b</b>",
            "https://cdn.example/a",
        ),
        (
            "<style>@import \"https://cdn.example/a.css\";</style>",
            "https://cdn.example/a.css",
        ),
        (
            "<svg><image href=\"https://cdn.example/a.png\"/></svg>",
            "https://cdn.example/a.png",
        ),
    ] {
        refused(
            &format!("# Page\n\n{html}\n"),
            &[],
            Fault::Offsite(url.into()),
        );
    }
}

#[test]
fn style_sheet_that_loads_from_another_host() {
    let config = "[book]\nsrc = \"book/text\"\n[preprocessor.hidden-state]\nbefore = [\"links\"]\n\
        [output.html]\nadditional-css = [\"own.css\"]\n";
    let style = "@font-face { src: url(https://cdn.example/font.woff2) }";
    let problem = only_problem(&book(
        "# Page\n",
        &[("book.toml", config), ("own.css", style)],
    ));
    assert_eq!(
        problem.fault,
        Fault::Offsite("https://cdn.example/font.woff2".into())
    );
    assert!(
        Path::new(&problem.page)
            .extension()
            .is_some_and(|e| e == "css"),
        "{problem}"
    );
}

#[test]
fn snapshot_without_its_test() {
    let path = "chapters/a/tests/snapshots/output__count.snap";
    let snapshot =
        "---\nsource: chapters/a/tests/output.rs\nexpression: text\n---\n3 words\n";
    let files = |test: &'static str| {
        [
            ("chapters/a/Cargo.toml", ""),
            ("chapters/a/tests/output.rs", test),
            (path, snapshot),
        ]
    };
    for test in [
        "assert_snapshot!(\"count\", text);",
        "fn count() {}",
        "fn test_count() {}",
    ] {
        assert_eq!(
            book("# Page\n", &files(test)).problems().unwrap(),
            [],
            "{test}"
        );
    }

    let problem = only_problem(&book(
        "# Page\n",
        &files("assert_snapshot!(\"counts\", text);"),
    ));
    assert!(
        matches!(problem.fault, Fault::OrphanSnapshot(_)),
        "{problem}"
    );
    assert!(
        problem
            .to_string()
            .contains("no test of that crate names it"),
        "{problem}"
    );
    assert_eq!(problem.page, path);
}

#[test]
fn snapshot_without_its_source_or_header() {
    let path = "a/src/snapshots/a__count.snap";
    for (snapshot, why) in [
        (
            "---\nsource: a/src/gone.rs\n---\n3 words\n",
            "comes from a/src/gone.rs",
        ),
        ("3 words\n", "no header"),
    ] {
        let files = [
            ("a/Cargo.toml", ""),
            ("a/src/lib.rs", "\"count\""),
            (path, snapshot),
        ];
        let problem = only_problem(&book("# Page\n", &files));
        assert!(
            matches!(problem.fault, Fault::OrphanSnapshot(_)),
            "{problem}"
        );
        assert!(problem.to_string().contains(why), "{problem}");
    }
}

/// All problems are listed at once: nobody likes to mend them one run at a time.
#[test]
fn all_problems_are_found_together() {
    let page = "# Page\n\n{{#include gone.rs}}\n\n$\\x$ {{result ch07.a.b}} [x](gone.md)\n\n```text\nx\n```\n";
    assert_eq!(book(page, &[]).problems().unwrap().len(), 5);
}
