//! The bag's answer to a text, word by word.

use chapter_02::{UNKNOWN, Vocabulary};
use chapter_03::BagOfEmbeddings;
use chapter_03::answer::answer;
use chapter_03::sections::ask::typed;
use course::parameters::Parameters;

#[test]
fn the_shares_and_the_bias_add_up_to_the_logit() {
    let text = "the plot was not good it was bad";
    let vocabulary = Vocabulary::fit([text], 100).unwrap();
    let vocab_size = vocabulary.vocab_size();
    let bag = BagOfEmbeddings::new(vocab_size, 8, &mut Parameters::new(3)).unwrap();
    let answer = answer(&bag, &vocabulary, "The plot was zzz, zzz!").unwrap();
    let words: Vec<&str> = answer
        .shares
        .iter()
        .map(|share| share.word.as_str())
        .collect();
    assert_eq!(words, ["<start>", "the", "plot", "was", "zzz", "zzz"]);
    assert_eq!((answer.unknown(), answer.words()), (2, 5));
    assert_eq!(answer.shares[4].id, UNKNOWN);
    assert_eq!(answer.shares[4].share, answer.shares[5].share);
    let sum: f64 = answer.shares.iter().map(|share| share.share).sum();
    assert!((sum + answer.bias - answer.logit).abs() < 1e-6, "{answer:?}");
    assert!(answer.logit.abs() > 1e-5, "nothing to add up");
    assert!((answer.probability() > 0.5) == (answer.logit > 0.0));
}

#[test]
fn a_text_without_words_is_an_error_that_shows_how() {
    for text in ["", "...", "\t"] {
        let error = typed(text, &mut Vec::new()).unwrap_err().to_string();
        assert!(error.contains("ask \"the plot was good\""), "{text:?}: {error}");
    }
}

/// The end of what the trained bag says to a text.
fn said(text: &str) -> String {
    let mut out = Vec::new();
    typed(text, &mut out).unwrap();
    let said = String::from_utf8(out).unwrap();
    said.lines().last().unwrap().to_owned()
}

#[test]
fn the_answer_tells_how_many_words_are_unknown() {
    assert!(said("It was good").starts_with("positive, with"));
    assert_eq!(
        said("It was zzz, 정말"),
        "unknown: 2 of 4 words; their row has never been trained"
    );
    for text in ["zzz", "👍", "'"] {
        assert_eq!(
            said(text),
            "the bag knows none of these words: its answer says nothing about them",
            "{text}"
        );
    }
}
