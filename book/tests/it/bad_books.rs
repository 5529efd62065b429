//! For each kind of problem, a small book that has it, and is refused with it and nothing else.

use std::path::Path;

use book::problem::{Fault, Problem};

use crate::small_book::SmallBook;

/// A page, and lines of files beside it.
fn book(page: &str, files: &[(&str, &str)]) -> SmallBook {
    let small = SmallBook::with_page(page);
    files
        .iter()
        .fold(small, |small, (path, text)| small.file(path, text))
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
    assert!(problem.to_string().starts_with("book/text/page.md:3: "), "{problem}");
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
    assert!(problem.to_string().starts_with("book/text/page.md: "), "{problem}");
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
    let files = [("book/text/a.rs", "// ANCHOR_END: count\nfn a() {}\n")];
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
    let code = "// ANCHOR: a\n\n// ANCHOR_END: b\n// ANCHOR_END: a\n";
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
    "---\nsource: tests/it/output.rs\nexpression: text\n---\n3 words\nin all\n";

#[test]
fn include_of_part_of_a_snapshots_header() {
    let files = [
        ("Cargo.toml", ""),
        ("tests/it/output.rs", "assert_snapshot!(\"count\", text);"),
        ("tests/it/snapshots/it__output__count.snap", SNAPSHOT),
    ];
    for range in [":4:", ":6:", ""] {
        let path = "../../tests/it/snapshots/it__output__count.snap";
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
        refused(&page, &[("book/text/a.rs", "x")], Fault::IncludeLeft(left.into()));
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
        assert_eq!(problem.fault, Fault::TypedByHand(language.into()), "{block}");
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
        ("ch08.run.loss", "there is no chapters/chapter-08/results/run.json"),
        ("ch07.run.accuracy", "nothing at this path"),
        ("ch07.run", "not a single value"),
        ("ch07", "chNN.NAME.path"),
        ("ch07.run.loss | round 2", "no format is called `round 2`"),
        ("ch07.run.loss | percent", "no format is called `percent`"),
        ("ch07.run.loss | fixed two", "`two` is not a number of decimals"),
        ("ch07.run.loss | thousands", "0.5 is not a whole number"),
        ("ch07.run.name | fixed 2", "is not a number"),
    ] {
        let page = format!("# Page\n\nIt is {{{{result {expression}}}}}.\n");
        let problem = only_problem(&book(&page, &files));
        let message = problem.to_string();
        assert!(matches!(problem.fault, Fault::Result(..)), "{message}");
        let start = format!("book/text/page.md:3: `{{{{result {expression}}}}}`: ");
        assert!(message.starts_with(&start) && message.contains(why), "{message}");
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
    let drawing = "<svg></svg>";
    for (line, file, why) in [
        (
            "{{figure gone.svg | A curve.}}",
            None,
            "there is no book/figures/gone.svg",
        ),
        ("{{figure a.svg}}", Some(drawing), "say what it shows"),
        ("{{figure a.svg | }}", Some(drawing), "say what it shows"),
        ("{{figure a.svg | A curve.}}", Some("no drawing"), "no <svg> element"),
        ("See {{figure a.svg | A curve.}}", Some(drawing), "on a line by itself"),
    ] {
        let files: Vec<_> = file
            .iter()
            .map(|text| ("book/figures/a.svg", *text))
            .collect();
        let problem = only_problem(&book(&format!("# Page\n\n{line}\n"), &files));
        let message = problem.to_string();
        assert!(matches!(problem.fault, Fault::Figure(..)), "{message}");
        assert!(
            message.starts_with("book/text/page.md:3: ") && message.contains(why),
            "{message}"
        );
    }
}

/// Not on a page, but in the file that has to be mended.
fn refused_in(file: &str, line: Option<usize>, small: &SmallBook, fault: Fault) {
    let page = file.to_owned();
    let problem = only_problem(small);
    let place = line.map_or(page.clone(), |line| format!("{page}:{line}"));
    assert!(problem.to_string().starts_with(&place), "{problem}");
    assert_eq!(problem, Problem { page, line, fault });
}

const LISTING: &str =
    "# Page\n\n```rust\n{{#include ../../chapters/a/src/lib.rs:a}}\n```\n";

#[test]
fn anchor_that_no_page_includes() {
    let code = "// ANCHOR: a\nfn a() {\n    // ANCHOR: b\n    b();\n    // ANCHOR_END: b\n}\n\
        // ANCHOR_END: a\n";
    let fault = Fault::AnchorWithoutPage("b".into());
    let files = [("chapters/a/src/lib.rs", code)];
    refused_in("chapters/a/src/lib.rs", Some(3), &book(LISTING, &files), fault);

    // Also in a file of the chapter that no page includes anything from.
    let included = "// ANCHOR: a\nfn a() {}\n// ANCHOR_END: a\n";
    let test = "// ANCHOR: a\nfn test() {}\n// ANCHOR_END: a\n";
    let fault = Fault::AnchorWithoutPage("a".into());
    let files = [
        ("chapters/a/src/lib.rs", included),
        ("chapters/a/tests/it/a.rs", test),
    ];
    refused_in("chapters/a/tests/it/a.rs", Some(1), &book(LISTING, &files), fault);

    // And in a file that is not of a chapter.
    let page = "# Page\n\n```toml\n{{#include ../../a.toml:3}}\n```\n";
    let fault = Fault::AnchorWithoutPage("name".into());
    let files = [("a.toml", "# ANCHOR: name\n\na = 1\n")];
    refused_in("a.toml", Some(1), &book(page, &files), fault);
}

/// A function with one line of code that has this many characters without its indentation.
fn listing_with_a_line_of(characters: usize) -> SmallBook {
    let comment = "ä".repeat(characters - "// ".len());
    let code = format!(
        "fn a() {{\n    // ANCHOR: a\n    if b {{\n    // {comment}\n    }}\n    // ANCHOR_END: a\n}}\n"
    );
    book(LISTING, &[("chapters/a/src/lib.rs", &code)])
}

#[test]
fn line_of_a_listing_that_is_too_long() {
    assert_eq!(listing_with_a_line_of(85).problems().unwrap(), []);
    let fault = Fault::LineTooLong(86, "book/text/page.md".into());
    refused_in("chapters/a/src/lib.rs", Some(4), &listing_with_a_line_of(86), fault);
}

/// The reader sees a block as a whole: one line at the margin keeps the others where they are.
#[test]
fn line_of_a_listing_is_measured_in_its_block() {
    let include = "{{#include ../../chapters/a/src/lib.rs";
    let page = format!("# Page\n\n```rust\n{include}:1}}}}\n{include}:2}}}}\n```\n");
    let code = format!("fn a() {{\n    {}\n}}\n", "a".repeat(85));
    let fault = Fault::LineTooLong(89, "book/text/page.md".into());
    let small = book(&page, &[("chapters/a/src/lib.rs", &code)]);
    refused_in("chapters/a/src/lib.rs", Some(2), &small, fault);
}

#[test]
fn figure_that_no_page_shows() {
    let page =
        "# Page\n\n{{figure a.svg | A curve.}}\n\n`{{figure b.svg | Code.}}`\n";
    let files = [
        ("book/figures/a.svg", "<svg></svg>"),
        ("book/figures/b.svg", "<svg></svg>"),
    ];
    let fault = Fault::FigureWithoutPage("b.svg".into());
    refused_in("book/figures/b.svg", None, &book(page, &files), fault);
}

/// A page with a glossary beside it that explains one term.
fn with_term(term: &str, page: &str) -> SmallBook {
    let glossary = format!("# Glossary\n\n{term}\n: What a {term} is.\n");
    let files = [
        ("book/text/SUMMARY.md", "- [Page](page.md)\n- [Glossary](glossary.md)\n"),
        ("book/text/glossary.md", glossary.as_str()),
    ];
    book(page, &files)
}

#[test]
fn term_of_the_glossary_that_no_page_uses() {
    for (term, page) in [
        ("Gate", "# Page\n\nA gateway, gated.\n"),
        ("Gate", "# Page\n\n`gate`\n\n```console\ngate\n```\n"),
        ("Bias", "# Page\n\n[Here](#bias)\n\n## Term {#bias}\n"),
        ("Cell state", "# Page\n\nCells state it: a cell, a state.\n"),
        ("Glossary", "# Page\n"),
    ] {
        let fault = Fault::TermWithoutPage(term.into());
        let small = with_term(term, page);
        refused_in("book/text/glossary.md", Some(3), &small, fault);
    }
}

#[test]
fn term_of_the_glossary_that_a_page_uses_is_no_problem() {
    for (term, page) in [
        ("Hidden state", "# Page\n\nThe *hidden\nstate*.\n"),
        ("Hidden state", "# Hidden states\n"),
        ("Look-back", "# Page\n\n| look back |\n| --- |\n"),
        ("Batch", "# Page\n\nTwo batches.\n"),
        ("Vocabulary", "# Page\n\nTwo vocabularies.\n"),
        ("Zipf's law", "# Page\n\nZipf’s law.\n"),
    ] {
        let small = with_term(term, page);
        assert_eq!(small.problems().unwrap(), [], "{term}");
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
    let problem =
        only_problem(&book("# Page\n", &[("book/text/folder/lost.md", "# Lost\n")]));
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
        ("book/text/SUMMARY.md", "- [Page](page.md)\n- [Other](other.md)\n"),
        ("book/text/other.md", "# Other\n\n## There\n"),
    ];
    let page =
        "# Page\n\n[there](other.md#there) and [not there](other.md#not-there)\n";
    refused(page, &files, Fault::LinkWithoutAnchor("other.html#not-there".into()));
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
        ("![A dot](http://cdn.example/a.png)", "http://cdn.example/a.png"),
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
        refused(&format!("# Page\n\n{html}\n"), &[], Fault::Offsite(url.into()));
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

/// A crate with one snapshot, and the book's problems with it.
fn with_snapshot(test: &str, sections: &str) -> Vec<Problem> {
    let snapshot = "---\nsource: chapters/a/tests/it/output.rs\nexpression: text\n---\n3 words\n";
    let files = [
        ("chapters/a/Cargo.toml", ""),
        ("chapters/a/src/sections.rs", sections),
        ("chapters/a/tests/it/output.rs", test),
        ("chapters/a/tests/it/other.rs", "assert_snapshot!(\"count\", text);"),
        (SNAPSHOT_OF_A, snapshot),
    ];
    book("# Page\n", &files).problems().unwrap()
}

const SNAPSHOT_OF_A: &str = "chapters/a/tests/it/snapshots/it__output__count.snap";

#[test]
fn snapshot_with_its_test_is_no_problem() {
    for test in [
        "assert_snapshot!(\"count\", text);",
        "fn count() {}",
        "fn test_count() {}",
    ] {
        assert_eq!(with_snapshot(test, ""), [], "{test}");
    }
    for sections in [
        "[Block::new(\"page\", \"few\", few), Block::new(\"page\", \"count\", count)]",
        "[Block::new(\n    \"page\",\n    \"count\",\n    count,\n)]",
    ] {
        assert_eq!(with_snapshot("for block in ALL {}", sections), [], "{sections}");
    }
}

#[test]
fn a_snapshot_may_be_named_in_a_module_of_its_source() {
    let snapshot = "---\nsource: chapters/a/tests/it/output.rs\n---\n3 words\n";
    let problems = |module: &str| {
        let files = [
            ("chapters/a/Cargo.toml", ""),
            ("chapters/a/tests/it/output.rs", "mod kind;"),
            (module, "snapshot(\"count\");"),
            (SNAPSHOT_OF_A, snapshot),
        ];
        book("# Page\n", &files).problems().unwrap().len()
    };
    assert_eq!(problems("chapters/a/tests/it/output/kind.rs"), 0);
    assert_eq!(problems("chapters/a/tests/it/other/kind.rs"), 1);
}

#[test]
fn snapshot_without_its_test() {
    for (test, sections) in [
        ("assert_snapshot!(\"counts\", text);", ""),
        ("for block in ALL {}", "let count = \"count\";"),
        ("for block in ALL {}", "Block::new(\"count\", \"counts\", count)"),
    ] {
        let problems = with_snapshot(test, sections);
        assert_eq!(problems.len(), 1, "{problems:#?}");
        let problem = &problems[0];
        assert!(matches!(problem.fault, Fault::OrphanSnapshot(_)), "{problem}");
        assert!(
            problem.to_string().contains(
                "neither that file nor a `Block::new` of the crate names it; delete the snapshot"
            ),
            "{problem}"
        );
        assert_eq!(problem.page, SNAPSHOT_OF_A);
    }
}

#[test]
fn snapshot_without_its_source_or_header() {
    let path = "a/src/snapshots/a__count.snap";
    for (snapshot, why) in [
        ("---\nsource: a/src/gone.rs\n---\n3 words\n", "comes from a/src/gone.rs"),
        ("3 words\n", "no header"),
    ] {
        let files = [
            ("a/Cargo.toml", ""),
            ("a/src/lib.rs", "\"count\""),
            (path, snapshot),
        ];
        let problem = only_problem(&book("# Page\n", &files));
        assert!(matches!(problem.fault, Fault::OrphanSnapshot(_)), "{problem}");
        assert!(problem.to_string().contains(why), "{problem}");
    }
}

/// All problems are listed at once: nobody likes to mend them one run at a time.
#[test]
fn all_problems_are_found_together() {
    let page = "# Page\n\n{{#include gone.rs}}\n\n$\\x$ {{result ch07.a.b}} [x](gone.md)\n\n```text\nx\n```\n";
    assert_eq!(book(page, &[]).problems().unwrap().len(), 5);
}
