//! What the practice corpus promises.

use std::collections::HashSet;
use std::sync::OnceLock;

use chapter_02::practice::{
    CHOSEN_DISTANCES, DEFAULT_TEST, DEFAULT_TRAIN, DISTANCES, MOST_REVIEWS,
    MOST_WORDS, PracticeError, SEED, corpus, corpus_at, default_corpus,
};
use chapter_02::{Corpus, Label, Phenomenon, Review};
use sha2::{Digest, Sha256};

/// A corpus of the course's sizes from another seed, less than [`SEEDS`].
fn corpus_of(seed: usize) -> &'static Corpus {
    static CORPORA: [OnceLock<Corpus>; SEEDS] = [const { OnceLock::new() }; SEEDS];
    CORPORA[seed]
        .get_or_init(|| corpus(seed as u64, DEFAULT_TRAIN, DEFAULT_TEST).unwrap())
}

/// How many seeds are looked at.
const SEEDS: usize = 4;

/// Lower-case words, without punctuation other than the apostrophe.
fn words(review: &Review) -> Vec<String> {
    review
        .text
        .to_ascii_lowercase()
        .chars()
        .map(|c| {
            if c.is_ascii_punctuation() && c != '\'' {
                ' '
            } else {
                c
            }
        })
        .collect::<String>()
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

fn punctuation(review: &Review) -> Vec<char> {
    sorted(
        review
            .text
            .chars()
            .filter(char::is_ascii_punctuation)
            .collect(),
    )
}

fn splits(corpus: &Corpus) -> [&[Review]; 2] {
    [&corpus.train, &corpus.test]
}

/// Every pair that has twins, from both splits.
fn twins(corpus: &Corpus) -> impl Iterator<Item = &[Review]> {
    splits(corpus)
        .into_iter()
        .flat_map(|split| split.chunks(2))
        .filter(|pair| pair[0].phenomenon != Some(Phenomenon::Plain))
}

/// The places at which two reviews have different words.
fn differences(pair: &[Review]) -> Vec<usize> {
    let (first, second) = (words(&pair[0]), words(&pair[1]));
    (0..first.len())
        .filter(|&place| first[place] != second[place])
        .collect()
}

#[test]
fn reviews_stand_in_pairs_of_one_kind_and_both_labels() {
    let corpus = corpus_of(0);
    assert_eq!(corpus.train.len(), DEFAULT_TRAIN);
    assert_eq!(corpus.test.len(), DEFAULT_TEST);
    assert!(corpus.unlabelled.is_empty());
    for split in splits(corpus) {
        for pair in split.chunks(2) {
            assert_eq!(pair[0].label, pair[1].label.opposite(), "{pair:?}");
            assert_eq!(pair[0].phenomenon, pair[1].phenomenon, "{pair:?}");
            assert!(pair.iter().all(|review| review.stars.is_none()));
        }
    }
}

#[test]
fn twins_have_the_same_words_in_another_order() {
    let corpus = corpus_of(0);
    let mut pairs = 0;
    for pair in twins(corpus) {
        assert_ne!(words(&pair[0]), words(&pair[1]));
        assert_eq!(sorted(words(&pair[0])), sorted(words(&pair[1])), "{pair:?}");
        assert_eq!(punctuation(&pair[0]), punctuation(&pair[1]), "{pair:?}");
        pairs += 1;
    }
    assert_eq!(pairs, (DEFAULT_TRAIN + DEFAULT_TEST) / 2 * 3 / 4);
}

#[test]
fn in_twins_only_the_swapped_words_carry_sentiment() {
    let corpus = corpus_of(0);
    let sentiment: HashSet<String> = twins(corpus)
        .flat_map(|pair| {
            let words = words(&pair[0]);
            differences(pair)
                .into_iter()
                .map(move |place| words[place].clone())
        })
        .collect();
    assert_eq!(sentiment.len(), 2 * (23 + 6), "{sentiment:?}");
    for pair in twins(corpus) {
        let mut places: Vec<usize> = (0..)
            .zip(words(&pair[0]))
            .filter(|(_, word)| sentiment.contains(word))
            .map(|(place, _)| place)
            .collect();
        if pair[0].phenomenon == Some(Phenomenon::Distant) {
            // The third person's verdict; that it is the same in both, the differences say.
            places.pop();
        }
        assert_eq!(places, differences(pair), "{pair:?}");
    }
}

#[test]
fn the_kinds_have_a_quarter_of_the_pairs_each() {
    let corpus = corpus(0, DEFAULT_TRAIN, 14).unwrap();
    let counts = |split: &[Review]| {
        Phenomenon::ALL
            .map(|kind| split.iter().filter(|r| r.phenomenon == Some(kind)).count())
    };
    assert_eq!(counts(&corpus.train), [DEFAULT_TRAIN / 4; 4]);
    // Seven pairs: the first three kinds have one more.
    assert_eq!(counts(&corpus.test), [4, 4, 4, 2]);
}

#[test]
fn either_label_may_come_first() {
    let corpus = corpus_of(0);
    let positive_first = corpus
        .train
        .chunks(2)
        .filter(|pair| pair[0].label == Label::Positive)
        .count();
    assert!((1_850..2_150).contains(&positive_first), "{positive_first}");
}

/// The distant pairs of both splits.
fn distant(corpus: &Corpus) -> impl Iterator<Item = &[Review]> {
    twins(corpus).filter(|pair| pair[0].phenomenon == Some(Phenomenon::Distant))
}

#[test]
fn distant_twins_differ_side_by_side_at_the_front_and_nowhere_behind() {
    let corpus = corpus_of(0);
    for pair in distant(corpus) {
        let places = differences(pair);
        assert_eq!(places.len(), 2, "{pair:?}");
        let between = places[1] - places[0] - 1;
        assert!((2..=9).contains(&between), "{between}: {pair:?}");
        assert!(places[0] < 30, "{pair:?}");
        let behind = words(&pair[0]).len() - places[1] - 1;
        assert!(DISTANCES.contains(&behind), "{behind}: {pair:?}");
        for review in pair {
            assert_eq!(review.distance, Some(behind), "{review:?}");
        }
    }
    for review in splits(corpus).into_iter().flatten() {
        let is_distant = review.phenomenon == Some(Phenomenon::Distant);
        assert_eq!(review.distance.is_some(), is_distant, "{review:?}");
    }
}

#[test]
fn the_writer_speaks_first_in_half_of_the_distant_pairs() {
    let corpus = corpus_of(0);
    let speaks_first = |pair: &&[Review]| {
        let place = differences(pair)[0];
        words(&pair[0])[place - 1] == "i"
    };
    let first = distant(corpus).filter(speaks_first).count();
    let pairs = (DEFAULT_TRAIN + DEFAULT_TEST) / 8;
    // Of an odd number of pairs, the test split's 125, the first is one of those.
    assert_eq!((first, pairs), (pairs.div_ceil(2), 1_125));
}

#[test]
fn the_last_verdict_of_a_distant_review_likes_and_dislikes_as_often() {
    let corpus = corpus_of(0);
    let liked = [
        "loved",
        "adored",
        "enjoyed",
        "admired",
        "liked",
        "cherished",
    ];
    let last = |pair: &[Review]| {
        let words = words(&pair[0]);
        let verdicts = words.iter().rev().filter_map(|word| {
            let disliked = [
                "hated", "loathed", "endured", "despised", "disliked", "detested",
            ];
            let likes = liked.contains(&word.as_str());
            (likes || disliked.contains(&word.as_str())).then_some(likes)
        });
        verdicts.take(1).next().unwrap()
    };
    let likes = distant(corpus).filter(|pair| last(pair)).count();
    assert!((500..625).contains(&likes), "{likes} of 1,125");
}

#[test]
fn a_corpus_of_one_distance_has_no_other() {
    for distance in [20, 26, 33, 47, 80, 120, 200] {
        let corpus = corpus_at(distance, SEED, 200, 40).unwrap();
        assert_eq!((corpus.train.len(), corpus.test.len()), (200, 40));
        let mut seen = HashSet::new();
        for review in splits(&corpus).into_iter().flatten() {
            assert_eq!(review.phenomenon, Some(Phenomenon::Distant));
            assert_eq!(review.distance, Some(distance), "{review:?}");
            assert!(seen.insert(words(review)), "{review:?}");
        }
        for pair in distant(&corpus) {
            assert_eq!(pair[0].label, pair[1].label.opposite());
            let behind = words(&pair[0]).len() - differences(pair)[1] - 1;
            assert_eq!(behind, distance, "{pair:?}");
        }
    }
}

#[test]
fn every_distance_that_may_be_chosen_can_be_written() {
    for distance in CHOSEN_DISTANCES {
        let corpus = corpus_at(distance, 0, 6, 2);
        assert!(corpus.is_ok(), "{distance}: {corpus:?}");
    }
    for distance in [0, CHOSEN_DISTANCES.start() - 1, CHOSEN_DISTANCES.end() + 1] {
        let error = corpus_at(distance, 0, 6, 2).unwrap_err();
        assert_eq!(error, PracticeError::NoSuchDistance { distance });
        assert!(error.to_string().contains("20 to 200"), "{error}");
    }
}

#[test]
fn no_review_occurs_twice() {
    let corpus = corpus_of(0);
    let mut seen = HashSet::new();
    for review in splits(corpus).into_iter().flatten() {
        assert!(seen.insert(words(review)), "{review:?}");
    }
}

/// The value below which so many hundredths of a sorted list lie.
fn quantile(sorted: &[usize], hundredths: usize) -> usize {
    sorted[(sorted.len() - 1) * hundredths / 100]
}

#[test]
fn lengths_spread_as_the_documentation_says() {
    for seed in 0..SEEDS {
        let corpus = corpus_of(seed);
        let reviews = splits(corpus).into_iter().flatten();
        let lengths = sorted(reviews.map(|review| words(review).len()).collect());
        let quantiles =
            [0, 5, 10, 25, 50, 75, 90, 95, 99, 100].map(|q| quantile(&lengths, q));
        assert!((5..8).contains(&quantile(&lengths, 0)), "{quantiles:?}");
        assert!((12..17).contains(&quantile(&lengths, 10)), "{quantiles:?}");
        assert!((41..49).contains(&quantile(&lengths, 50)), "{quantiles:?}");
        assert!((76..86).contains(&quantile(&lengths, 90)), "{quantiles:?}");
        assert!(quantile(&lengths, 100) <= MOST_WORDS, "{quantiles:?}");
    }
}

#[test]
fn the_vocabulary_has_some_six_hundred_words() {
    let corpus = corpus_of(0);
    let vocabulary: HashSet<String> = corpus.train.iter().flat_map(words).collect();
    assert!((600..700).contains(&vocabulary.len()), "{}", vocabulary.len());
    for word in corpus.test.iter().flat_map(words) {
        assert!(vocabulary.contains(&word), "{word}");
    }
}

#[test]
fn every_slot_is_filled_and_every_sentence_written_out() {
    let corpus = corpus_of(0);
    for Review { text, .. } in splits(corpus).into_iter().flatten() {
        assert!(text.is_ascii() && !text.contains(['{', '}']), "{text}");
        for sentence in text.split_inclusive(['.', '!']).map(str::trim) {
            assert!(
                sentence.starts_with(|c: char| c.is_ascii_uppercase()),
                "{text}"
            );
            assert!(sentence.ends_with(['.', '!']), "{text}");
        }
        let lower = text.to_lowercase();
        let article_before_vowel = |word: &str| {
            lower.contains(&format!(" a {word}"))
                || lower.starts_with(&format!("a {word}"))
        };
        assert!(
            !["a", "e", "i", "o"].into_iter().any(article_before_vowel),
            "{text}"
        );
    }
}

/// Everything there is to know about a corpus, in 64 digits.
fn fingerprint(corpus: &Corpus) -> String {
    let mut hash = Sha256::new();
    for split in splits(corpus) {
        hash.update(format!("{}\n", split.len()));
        for review in split {
            hash.update(format!(
                "{:?}\t{:?}\t{}\n",
                review.label, review.phenomenon, review.text
            ));
        }
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn a_seed_gives_the_same_corpus_on_every_machine() {
    // The results recorded in the book stand on this corpus. A new fingerprint means new results.
    assert_eq!(
        fingerprint(corpus_of(0)),
        "03412520123cc75fe63768d98797f8f461e5f498ede3044836ad7343fcbd6399"
    );
    assert_ne!(corpus_of(0).train, corpus_of(1).train);
}

#[test]
fn the_default_corpus_is_that_of_the_one_seed() {
    assert_eq!(default_corpus().unwrap().train, corpus_of(SEED as usize).train);
    assert_eq!(default_corpus().unwrap().test, corpus_of(SEED as usize).test);
}

#[test]
fn training_reviews_do_not_depend_on_the_size_of_the_test_split() {
    let (small, large) = (corpus(3, 100, 2).unwrap(), corpus(3, 100, 200).unwrap());
    assert_eq!(small.train, large.train);
}

#[test]
fn the_largest_corpus_can_be_written() {
    let corpus = corpus(0, MOST_REVIEWS - 2, 2).unwrap();
    assert_eq!(corpus.train.len(), MOST_REVIEWS - 2);
}

#[test]
fn sizes_that_cannot_be_are_errors_that_say_what_can() {
    let error = |train, test| corpus(0, train, test).unwrap_err();
    assert_eq!(error(0, 2), PracticeError::Empty { split: "train" });
    assert_eq!(error(2, 0), PracticeError::Empty { split: "test" });
    let odd = error(4, 3);
    assert_eq!(
        odd,
        PracticeError::Odd {
            split: "test",
            size: 3
        }
    );
    assert!(odd.to_string().contains("even"), "{odd}");
    for (train, test) in [(MOST_REVIEWS, 2), (usize::MAX - 1, 2)] {
        let many = error(train, test);
        assert_eq!(many, PracticeError::TooMany { train, test });
        assert!(many.to_string().contains("100000"), "{many}");
    }
}
