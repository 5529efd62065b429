//! What becomes of a text that somebody types.

use anyhow::bail;
use chapter_02::sections::encode::{typed, typed_by};
use chapter_02::{Corpus, Label, Review};

fn report(text: &str) -> String {
    let mut out = Vec::new();
    typed(text, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn unknown_words_are_named_and_pieces_bring_them_back() {
    let report = report("The PLOT was zzz");
    assert!(report.contains("unknown  zzz\n"), "{report}");
    assert!(
        report.contains("back     <start> the plot was <unknown>\n"),
        "{report}"
    );
    assert!(report.contains("back     the plot was zzz\n"), "{report}");
}

#[test]
fn what_a_terminal_would_obey_is_not_printed() {
    let report = report("good \u{1b}[2J\u{7} film");
    let is_command = |letter: char| letter.is_control() && letter != '\n';
    assert!(!report.contains(is_command), "{report:?}");
}

#[test]
fn a_text_without_words_is_an_error_that_shows_how() {
    for text in ["", " ", "...!", "\n\t"] {
        let error = typed(text, &mut Vec::new()).unwrap_err().to_string();
        assert!(error.contains("encode \"the plot was good\""), "{text:?}: {error}");
    }
}

#[test]
fn another_corpus_makes_other_ids() {
    let review = Review {
        text: "zzz zzz film".to_owned(),
        label: Label::Positive,
        stars: None,
        phenomenon: None,
        distance: None,
    };
    let corpus = Corpus {
        train: vec![review],
        ..Corpus::default()
    };
    let mut out = Vec::new();
    typed_by(|| Ok(corpus), "a zzz film", &mut out).unwrap();
    let report = String::from_utf8(out).unwrap();
    assert!(
        report.contains("unknown  a\n\nwords\nids      [1, 2, 4, 5]\n"),
        "{report}"
    );
}

/// The real reviews are not fetched for nothing.
#[test]
fn no_corpus_is_read_for_a_text_without_words() {
    let error =
        typed_by(|| bail!("it is read"), "...", &mut Vec::new()).unwrap_err();
    assert!(error.to_string().starts_with("there is no word"), "{error}");
}
