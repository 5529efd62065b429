//! What becomes of a text that somebody types.

use chapter_02::sections::encode::typed;

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
