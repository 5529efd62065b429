//! The notes to readers who come from another library, on small books made for one test each.

use book::problem::{Fault, Problem};

use crate::small_book::SmallBook;

const NOTES: &str = "# Words\n\nText.\n\n> [!NOTE]\n> **Coming from Keras.** See [here](#words),\n> [there](../page.md) and\n> [it](https://keras.io/).\n>\n> Two $x$.\n\n> A quotation.\n";

/// A page with this text, and a page of notes in a folder.
fn book(page: &str, notes: &str) -> SmallBook {
    SmallBook::with_page(page)
        .file("book/text/SUMMARY.md", "- [A](page.md)\n- [B](folder/words.md)\n")
        .file("book/text/folder/words.md", notes)
}

#[test]
fn a_page_lists_the_notes_of_all_pages() {
    let small = book("# Page\n\n{{notes Keras}}\n", NOTES);
    assert_eq!(small.problems().unwrap(), []);
    let page = small.page();
    for part in [
        "<a href=\"folder/words.html#coming-from-keras\">Words</a>",
        "See <a href=\"folder/words.html#words\">here</a>,",
        "<a href=\"page.html\">there</a>",
        "<a href=\"https://keras.io/\">it</a>.",
        "<p>Two <math>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("A quotation"), "{page}");
}

#[test]
fn every_note_of_a_page_has_a_place_of_its_own() {
    let second = "> [!NOTE]\n> **Coming from Keras.** Second.\n";
    let small = book("# Page\n\n{{notes Keras}}\n", &format!("{NOTES}\n{second}"));
    assert_eq!(small.problems().unwrap(), []);
    let page = small.page();
    let words = small.rendered("folder/words.html");
    for (id, begins) in [
        ("coming-from-keras", "See"),
        ("coming-from-keras-2", "Second"),
    ] {
        let link = format!("folder/words.html#{id}\">");
        assert!(page.contains(&link), "{page}");
        let (_, behind) = words
            .split_once(&format!("<div id=\"{id}\"></div>"))
            .unwrap();
        let (_, note) = behind.split_once("Coming from Keras.</strong> ").unwrap();
        assert!(note.starts_with(begins), "{words}");
    }
}

#[test]
fn a_book_may_have_notes_and_no_list() {
    assert_eq!(book("# Page\n", NOTES).problems().unwrap(), []);
}

fn refused(small: &SmallBook, page: &str, line: usize, fault: Fault) {
    let (page, line) = (page.to_owned(), Some(line));
    assert_eq!(small.problems().unwrap(), [Problem { page, line, fault }]);
}

#[test]
fn list_of_notes_that_no_page_has() {
    let small = book("# Page\n\n{{notes Keras}} {{notes JAX}}\n", NOTES);
    refused(&small, "book/text/page.md", 3, Fault::NotesMissing("JAX".into()));
}

#[test]
fn note_that_no_page_lists() {
    let notes = format!("{NOTES}\n> [!NOTE]\n> **Coming from JAX.** No.\n");
    let small = book("# Page\n\n{{notes Keras}}\n", &notes);
    refused(
        &small,
        "book/text/folder/words.md",
        14,
        Fault::NoteWithoutList("JAX".into()),
    );
}
