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

#[test]
fn it_is_the_widest_in_which_fewer_than_three_quarters_are_right() {
    // 20 reviews at 0.7, half of them right; beyond them, all are.
    let near = (0..20).map(|i| (0.7, i % 2 == 0));
    let far = (0..20).map(|_| (0.9, true));
    let all: Vec<(f32, bool)> = near.chain(far).collect();
    // At 0.9, 30 of 40 are right, which is three quarters.
    assert_eq!(Unsure::chosen_on(&answers(&all)), range(0.11, 0.89));
    let one_more_wrong: Vec<(f32, bool)> =
        [(0.9, false)].into_iter().chain(all.clone()).collect();
    assert_eq!(Unsure::chosen_on(&answers(&one_more_wrong)), range(0.05, 0.95));
    let reversed: Vec<(f32, bool)> =
        all.iter().map(|(p, right)| (1.0 - p, *right)).collect();
    assert_eq!(Unsure::chosen_on(&answers(&reversed)), range(0.11, 0.89));
}

#[test]
fn it_has_a_least_width_where_too_few_reviews_say_anything() {
    let always_right: Vec<(f32, bool)> = (0..100).map(|_| (0.52, true)).collect();
    let few_wrong: Vec<(f32, bool)> = (0..19).map(|_| (0.6, false)).collect();
    for all in [always_right, few_wrong] {
        assert_eq!(Unsure::chosen_on(&answers(&all)), range(0.45, 0.55));
    }
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
