//! How far rows move, and in how many reviews a word is.
use candle_core::{Device, Tensor};
use chapter_03::bag::BagOfEmbeddings;
use chapter_03::bag_training::{EMBEDDING_DIM, SEED};
use chapter_03::movement::{GROUPS, by_frequency, distances, review_counts};
use chapter_03::reviews::{Dataset, Part};
use course::parameters::Parameters;

#[test]
fn a_distance_is_the_length_of_the_difference() {
    let table = |rows: &[[f32; 2]; 2]| Tensor::new(rows, &Device::Cpu).unwrap();
    let before = table(&[[1.0, 1.0], [5.0, 0.0]]);
    let after = table(&[[4.0, 5.0], [5.0, 0.0]]);
    assert_eq!(distances(&before, &after).unwrap(), [5.0, 0.0]);
}

#[test]
fn a_word_counts_once_in_a_review() {
    let part = Part {
        ids: vec![vec![1, 3, 3], vec![3, 2, 3]],
        targets: vec![1.0, 0.0],
        phenomena: vec![None; 2],
    };
    assert_eq!(review_counts(&part, 5), [0, 1, 1, 2, 0]);
}

#[test]
fn every_word_is_in_one_group_and_has_not_moved_before_training() {
    let practice = Dataset::practice().unwrap();
    let vocab_size = practice.vocabulary.vocab_size();
    let mut parameters = Parameters::new(SEED);
    let bag =
        BagOfEmbeddings::new(vocab_size, EMBEDDING_DIM, &mut parameters).unwrap();
    let groups = by_frequency(&practice, &bag).unwrap();
    assert_eq!(groups.len(), GROUPS.len());
    assert!(groups.iter().all(|group| group.distance == 0.0));
    let words: usize = groups.iter().map(|group| group.words).sum();
    assert_eq!(words, vocab_size - 4, "the ids 0 to 3 are no words");
}
