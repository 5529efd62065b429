//! Words counted and ranked, what a vocabulary knows of them, and the statistics of a corpus.
use chapter_02::Corpus;
use chapter_02::corpus_statistics::{PRACTICE, measure};
use chapter_02::counts::{ranked_words, running_words};
use chapter_02::coverage::coverage;

fn owned(list: &[(&str, usize)]) -> Vec<(String, usize)> {
    list.iter()
        .map(|(word, n)| ((*word).to_owned(), *n))
        .collect()
}

#[test]
fn words_are_ranked_by_count_and_then_by_bytes() {
    let ranked = ranked_words(["B a, c", "c b", "d"]);
    assert_eq!(ranked, owned(&[("b", 2), ("c", 2), ("a", 1), ("d", 1)]));
    assert_eq!(running_words(&ranked), 6);
    assert!(ranked_words(["", "?"]).is_empty());
}

#[test]
fn coverage_is_by_running_words_and_by_training_ranks() {
    let train = owned(&[("the", 6), ("film", 3), ("was", 1)]);
    let test = owned(&[("film", 5), ("the", 2), ("gaudy", 1)]);
    // 5 ids keep one word, 6 two, 7 all three.
    let shares = |texts| [4, 5, 6, 7, 99].map(|ids| coverage(&train, texts, ids));
    assert_eq!(shares(&train), [0.0, 0.6, 0.9, 1.0, 1.0]);
    assert_eq!(shares(&test), [0.0, 0.25, 0.875, 0.875, 0.875]);
}

#[test]
fn a_corpus_without_words_has_no_statistics() {
    assert!(measure(&Corpus::default(), PRACTICE).is_err());
}
