//! The network whose weights the chapter keeps is the one that its records tell of.

use chapter_03::accuracy::by_phenomenon;
use chapter_03::reviews::Dataset;
use chapter_04::learning::ask;
use chapter_04::network::{Network, network};
use chapter_04::sections::held::{TEXTS, texts, typed};
use chapter_04::trace::{MOST_WORDS, Trace};
use chapter_04::units::{follows, together};
use chapter_04::{Rnn, SequenceError, recorded};

/// How far a number may be off on another processor.
const TOLERANCE: f64 = 0.02;

#[test]
fn the_weights_give_what_was_recorded() {
    let data = Dataset::practice().unwrap();
    let recorded = recorded::network().unwrap().measured;
    let network = network(data.vocabulary.vocab_size()).unwrap();
    let right = ask(&network.reader, &data.test).unwrap().right;
    let test = by_phenomenon(&data.test.phenomena, &right);
    assert!((test.all - recorded.test.all).abs() < 0.005, "{test:?}");
    assert!((test.distant - recorded.test.distant).abs() < 0.01, "{test:?}");

    let of = follows(&network.reader, &data).unwrap();
    assert_eq!(of.len(), recorded.follows.len());
    for (found, recorded) in of.iter().zip(&recorded.follows) {
        let difference = (found.correlation - recorded.correlation).abs();
        assert!(found.what == recorded.what && difference < TOLERANCE, "{found:?}");
    }
    // "The last column is higher in every row."
    let together = together(&network.reader, &data).unwrap();
    for (found, together) in of.iter().zip(together) {
        assert!(together > found.correlation.abs(), "{found:?} {together}");
    }

    assert_eq!(recorded.traces.len(), TEXTS);
    for (text, recorded) in texts().unwrap().iter().zip(&recorded.traces) {
        let found = Trace::of(&network.reader, &data.vocabulary, text).unwrap();
        assert_eq!(found.words, recorded.words);
        let numbers = |trace: &Trace| {
            let states = trace.states.iter().flatten();
            states
                .chain(&trace.probabilities)
                .copied()
                .collect::<Vec<_>>()
        };
        for (found, recorded) in numbers(&found).iter().zip(numbers(recorded)) {
            assert!((found - recorded).abs() < TOLERANCE, "{found} {recorded}");
        }
    }
}

#[test]
fn what_the_page_says_of_the_units_is_recorded() {
    let recorded = recorded::network().unwrap().measured;
    let [words, not, weighs, sum, label] = recorded.follows.as_slice() else {
        panic!("{:?}", recorded.follows)
    };
    for weak in [words, not, weighs, sum] {
        assert!(weak.correlation.abs() < 0.4, "{weak:?}");
    }
    assert!(label.correlation.abs() > 0.75, "{label:?}");
    // "After 'not good' the answer is positive still, and 'bad' throws it over."
    let [not_good, not_bad, one, other] = recorded.traces.as_slice() else {
        panic!("four texts")
    };
    let after = |trace: &Trace, word: &str| {
        let place = trace.words.iter().position(|w| w == word).unwrap();
        trace.probabilities[place]
    };
    assert!(after(not_good, "good") > 0.8 && after(not_good, "bad") < 0.1);
    assert!(after(not_bad, "bad") < 0.2 && after(not_bad, "good") > 0.9);
    // "Unit 26 falls at 'good' in the first sentence and rises at it in the second."
    assert!(not_good.most_moving(10).contains(&26));
    let jump = |trace: &Trace| {
        let place = trace.words.iter().position(|w| w == "good").unwrap();
        trace.states[place][26] - trace.states[place - 1][26]
    };
    assert!(jump(not_good) < -0.4 && jump(not_bad) > 0.1);
    // The twins have the same words in their second halves and other answers.
    let middle = one.words.len() / 2;
    assert_eq!(one.words[middle..], other.words[middle..]);
    let last = |trace: &Trace| *trace.probabilities.last().unwrap();
    assert!((last(one) - last(other)).abs() > 0.9);
}

#[test]
fn a_text_without_words_or_with_too_many_is_an_error() {
    for text in ["", " ! ", &"word ".repeat(MOST_WORDS + 1)] {
        let error = typed(text).unwrap_err();
        let error = error.downcast_ref::<SequenceError>().unwrap();
        assert!(matches!(error, SequenceError::Words { .. }), "{error}");
    }
    let long = typed(&"film ".repeat(MOST_WORDS)).unwrap();
    assert_eq!(long.states.len(), MOST_WORDS + 1);
}

#[test]
fn other_weights_are_refused() {
    let weights = include_bytes!("../../results/rnn.safetensors");
    let vocab_size = Dataset::practice().unwrap().vocabulary.vocab_size();
    assert!(Network::<Rnn>::with_weights(vocab_size, weights).is_ok());
    for (vocab_size, weights) in [
        (vocab_size + 1, weights.as_slice()),
        (vocab_size, &weights[..weights.len() / 2]),
        (vocab_size, b""),
    ] {
        assert!(Network::<Rnn>::with_weights(vocab_size, weights).is_err());
    }
}
