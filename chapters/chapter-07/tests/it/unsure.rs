//! The range in which a model takes no side.
use chapter_03::training::{Evaluation, Score};
use chapter_07::unsure::Unsure;

/// Answers with these probabilities, right and wrong.
fn answers(answers: &[(f32, bool)]) -> Evaluation {
    Evaluation {
        score: Score {
            loss: 0.0,
            accuracy: 0.0,
        },
        right: answers.iter().map(|(_, right)| *right).collect(),
        logits: answers.iter().map(|(p, _)| (p / (1.0 - p)).ln()).collect(),
    }
}

fn range(low: f32, high: f32) -> Unsure {
    Unsure { low, high }
}

/// So many answers with this probability, of which so many are right.
fn band(probability: f32, right: usize, of: usize) -> Vec<(f32, bool)> {
    (0..of)
        .map(|answer| (probability, answer < right))
        .collect()
}

#[test]
fn it_ends_before_the_first_band_in_which_two_thirds_are_right() {
    for (name, bands, expected) in [
        ("nothing is known", vec![], range(0.45, 0.55)),
        (
            "always right",
            vec![band(0.52, 30, 30), band(0.57, 30, 30)],
            range(0.45, 0.55),
        ),
        ("wrong once more", vec![band(0.57, 19, 30)], range(0.4, 0.6)),
        ("two thirds are right", vec![band(0.57, 20, 30)], range(0.45, 0.55)),
        (
            "on both sides together",
            vec![band(0.57, 9, 15), band(0.43, 10, 15)],
            range(0.4, 0.6),
        ),
        (
            "two bands",
            vec![band(0.57, 0, 20), band(0.37, 0, 20)],
            range(0.35, 0.65),
        ),
        (
            "a band between them is right",
            vec![band(0.57, 20, 20), band(0.37, 0, 20)],
            range(0.45, 0.55),
        ),
        ("too few to say", vec![band(0.57, 0, 19)], range(0.45, 0.55)),
    ] {
        assert_eq!(Unsure::chosen_on(&answers(&bands.concat())), expected, "{name}");
    }
}

#[test]
fn a_model_that_is_always_wrong_is_certain_of_something() {
    let bands = (0..10).map(|number| band(0.525 + 0.05 * number as f32, 0, 20));
    let all: Vec<(f32, bool)> = bands.flatten().collect();
    assert_eq!(Unsure::chosen_on(&answers(&all)), range(0.05, 0.95));
}

#[test]
fn its_ends_belong_to_it() {
    for (probability, expected) in [
        (0.4, true),
        (0.6, true),
        (0.5, true),
        (0.399, false),
        (0.601, false),
    ] {
        assert_eq!(range(0.4, 0.6).holds(probability), expected, "{probability}");
    }
}
