//! Works, citations and their faults, on small books made for one test each.

use book::problem::{Fault, Problem};

use crate::small_book::SmallBook;

const KINGMA: &str = r#"{
  "key": "kingma2015",
  "authors": ["Kingma, Diederik P.", "Ba, Jimmy"],
  "year": 2015,
  "title": "Adam: A *Method*",
  "place": "ICLR",
  "link": "https://arxiv.org/abs/1412.6980"
}"#;

const FILE: &str = "book/references.json";
const CODE: &str = "chapters/chapter-06/src/adam.rs";

/// A book with these entries, a page of the references and a page in a folder.
fn book(entries: &str, page: &str) -> SmallBook {
    let summary = "- [Page](page.md)\n- [Deep](folder/deep.md)\n- [References](references.md)\n";
    SmallBook::with_page(page)
        .file("book/text/SUMMARY.md", summary)
        .file("book/text/folder/deep.md", "# Deep\n\n")
        .file("book/text/references.md", "# References\n\n{{references}}\n")
        .file(FILE, &format!("[\n{entries}\n]\n"))
}

fn only_problem(small: &SmallBook) -> Problem {
    let problems = small.problems().unwrap();
    assert_eq!(problems.len(), 1, "{problems:#?}");
    problems[0].clone()
}

fn problem(page: &str, line: usize, fault: Fault) -> Problem {
    let (page, line) = (page.to_owned(), Some(line));
    Problem { page, line, fault }
}

#[test]
fn a_citation_leads_to_its_entry() {
    let small =
        book(KINGMA, "# Page\n\nSee {{cite kingma2015}} and `{{cite x}}`.\n")
            .file("book/text/folder/deep.md", "# Deep\n\n{{cite kingma2015}}\n");
    assert_eq!(small.problems().unwrap(), []);
    let label = "Kingma &amp; Ba\u{a0}2015</a>";
    let cited = format!("See <a href=\"references.html#kingma2015\">{label} and");
    assert!(small.page().contains(&cited), "{}", small.page());
    let deep = small.rendered("folder/deep.html");
    assert!(
        deep.contains(&format!("\"../references.html#kingma2015\">{label}")),
        "{deep}"
    );

    let list = small.rendered("references.html");
    for part in [
        "<a id=\"kingma2015\"></a>Diederik P. Kingma, Jimmy Ba (2015). ",
        "<a href=\"https://arxiv.org/abs/1412.6980\">Adam: A *Method*</a>. ICLR.",
    ] {
        assert!(list.contains(part), "{list}");
    }
}

#[test]
fn names_are_shortened_by_their_number() {
    for (authors, label) in [
        (r#""tmddn0311""#, "tmddn0311\u{a0}2015"),
        (r#""Graves, Alex""#, "Graves\u{a0}2015"),
        (r#""A, B", "C, D", "E, F""#, "A et al.\u{a0}2015"),
    ] {
        let entry = KINGMA.replace(r#""Kingma, Diederik P.", "Ba, Jimmy""#, authors);
        let small = book(&entry, "# Page\n\n{{cite kingma2015}}\n");
        assert_eq!(small.problems().unwrap(), []);
        assert!(small.page().contains(&format!(">{label}</a>")), "{}", small.page());
    }
}

#[test]
fn the_list_is_in_the_order_of_the_names() {
    let adam = KINGMA
        .replace("kingma2015", "ada1843")
        .replace("Kingma, Diederik P.", "ada");
    let page = "# Page\n\n{{cite kingma2015}}, {{cite ada1843}}\n";
    let small = book(&format!("{KINGMA},\n{adam}"), page);
    assert_eq!(small.problems().unwrap(), []);
    let list = small.rendered("references.html");
    assert!(list.find("id=\"ada1843\"") < list.find("id=\"kingma2015\""), "{list}");
}

#[test]
fn a_comment_of_the_code_cites_too() {
    let code =
        "/// Adam (cite: kingma2015).\nfn a() {} // what a page cites: nothing\n";
    let small = book(KINGMA, "# Page\n").file(CODE, code);
    assert_eq!(small.problems().unwrap(), []);
}

#[test]
fn citation_of_an_unknown_work() {
    let page = "# Page\n\n{{cite kingma2015}}, {{cite kingma2014}}\n";
    let fault = Fault::CiteWithoutReference("kingma2014".into());
    let found = only_problem(&book(KINGMA, page));
    assert_eq!(found, problem("book/text/page.md", 3, fault.clone()));

    let code = "//! (cite: kingma2015)\n\n/// Adam (algorithm 1; cite: kingma2014).\nfn a() {}\n";
    let found = only_problem(&book(KINGMA, "# Page\n").file(CODE, code));
    assert_eq!(found, problem(CODE, 3, fault));
}

#[test]
fn work_that_nothing_cites() {
    let fault = Fault::ReferenceWithoutCite("kingma2015".into());
    let test = "chapters/chapter-06/tests/it/adam.rs";
    for (file, code) in [
        (CODE, "/// Kingma and Ba 2015\nfn a() {}\n"),
        (CODE, "const A: &str = \"(cite: kingma2015)\";\n"),
        (test, "// (cite: kingma2015)\n"),
    ] {
        let found = only_problem(&book(KINGMA, "# Page\n").file(file, code));
        assert_eq!(found, problem(FILE, 3, fault.clone()), "{code}");
    }
}

#[test]
fn work_with_a_missing_field() {
    for (field, without) in [
        ("authors", r#""authors": ["Kingma, Diederik P.", "Ba, Jimmy"],"#),
        ("year", r#""year": 2015,"#),
        ("title", r#""title": "Adam: A *Method*","#),
        ("place", r#""place": "ICLR","#),
        ("link", r#"  "link": "https://arxiv.org/abs/1412.6980""#),
    ] {
        let entry = KINGMA
            .replace(without, "")
            .replace("\"ICLR\",\n\n}", "\"ICLR\"\n}");
        assert_ne!(entry, KINGMA);
        let fault = Fault::ReferenceWithout("kingma2015".into(), field);
        let found = only_problem(&book(&entry, "# Page\n"));
        assert_eq!(found, problem(FILE, 3, fault));
    }
    let nameless = KINGMA.replace("\"key\"", "\"name\"");
    let found = only_problem(&book(&nameless, "# Page\n"));
    assert_eq!(found.fault, Fault::ReferenceWithout(String::new(), "key"));
}

#[test]
fn two_works_of_one_key() {
    let entries = format!("{KINGMA},\n{KINGMA}");
    let found = only_problem(&book(&entries, "# Page\n\n{{cite kingma2015}}\n"));
    assert_eq!(found, problem(FILE, 11, Fault::ReferenceTwice("kingma2015".into())));
}

#[test]
fn list_of_works_that_cannot_be_read() {
    let found = only_problem(&book("{", "# Page\n"));
    assert!(matches!(found.fault, Fault::References(_)), "{found}");
    assert!(
        found
            .to_string()
            .starts_with("book/references.json:3: is not a list"),
        "{found}"
    );
}
