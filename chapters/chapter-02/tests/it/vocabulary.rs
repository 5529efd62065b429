//! Fitting, encoding, decoding, saving and loading a vocabulary.
use std::path::PathBuf;

use chapter_02::{
    FitError, INDEX_FROM, START, UNKNOWN, Vocabulary, VocabularyError,
    VocabularyFault, tokenizer,
};
use proptest::prelude::*;
use tempfile::TempDir;

const TEXTS: [&str; 2] = ["b b b a a d c", "c d e"];

#[test]
fn words_rank_by_count_and_then_by_bytes() {
    let vocabulary = Vocabulary::fit(TEXTS, 100).unwrap();
    let ids = ["b", "a", "c", "d", "e"].map(|word| vocabulary.id(word));
    assert_eq!(ids, [4, 5, 6, 7, 8]);
    assert_eq!(vocabulary.vocab_size(), 9);
    assert_eq!(vocabulary.distinct_words(), 5);
}

#[test]
fn num_words_keeps_the_ids_below_it() {
    let vocabulary = Vocabulary::fit(TEXTS, 6).unwrap();
    assert_eq!(
        vocabulary.encode("a b c, A zebra"),
        [START, 5, 4, UNKNOWN, 5, UNKNOWN]
    );
    assert_eq!(vocabulary.vocab_size(), 6);
    assert_eq!(vocabulary.distinct_words(), 5);
}

#[test]
fn special_ids_have_names() {
    let vocabulary = Vocabulary::fit(TEXTS, 100).unwrap();
    assert_eq!(
        vocabulary.decode(&[0, 1, 2, INDEX_FROM, 4, 9, u32::MAX]),
        "<pad> <start> <unknown> <unused> b <unused> <unused>"
    );
}

#[test]
fn an_empty_text_is_a_start_token() {
    let vocabulary = Vocabulary::fit(TEXTS, 100).unwrap();
    assert_eq!(vocabulary.encode(""), [START]);
}

#[test]
fn no_words_and_no_room_for_a_word_are_refused() {
    for none in [&[][..], &[""], &["...", "!?"]] {
        let texts = none.iter().copied();
        assert_eq!(Vocabulary::fit(texts, 100), Err(FitError::NoWords));
    }
    for num_words in [0, 2, 4] {
        let error = Vocabulary::fit(TEXTS, num_words).unwrap_err();
        assert_eq!(error, FitError::NoRoom { num_words });
        assert!(error.to_string().contains("5 or more"), "{error}");
    }
    let one_word = Vocabulary::fit(TEXTS, 5).unwrap();
    assert_eq!(one_word.encode("a b"), [START, UNKNOWN, 4]);
}

/// A saved vocabulary of `TEXTS`, in a folder that lasts as long as the first value.
fn saved() -> (TempDir, PathBuf, Vocabulary) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vocabulary.txt");
    let vocabulary = Vocabulary::fit(TEXTS, 100).unwrap();
    vocabulary.save(&path).unwrap();
    (folder, path, vocabulary)
}

/// The error of loading a file with this content.
fn fault(content: &str) -> VocabularyFault {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vocabulary.txt");
    std::fs::write(&path, content).unwrap();
    let error = Vocabulary::load(&path).unwrap_err();
    assert!(error.to_string().contains(path.to_str().unwrap()));
    match error {
        VocabularyError::Content { fault, .. } => fault,
        other => panic!("{other}"),
    }
}

#[test]
fn a_saved_file_is_plain_text_and_alone_in_its_folder() {
    let (folder, path, vocabulary) = saved();
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "hidden-state-vocabulary version=1 words=5 distinct_words=5\nb\na\nc\nd\ne\n"
    );
    assert_eq!(Vocabulary::load(&path).unwrap(), vocabulary);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let (_folder, path, _) = saved();
    let whole = std::fs::read_to_string(&path).unwrap();
    let header = whole.find('\n').unwrap();
    for end in 0..whole.len() {
        let fault = fault(&whole[..end]);
        if end > header {
            assert!(
                matches!(fault, VocabularyFault::Count { expected: 5, .. }),
                "{end}: {fault}"
            );
        }
    }
}

#[test]
fn a_file_of_another_kind_or_version_is_refused() {
    let not_a_vocabulary = [
        "",
        "the\nand\n",
        "hidden-state-vocabulary version=1 words=many distinct_words=5\n",
        "hidden-state-vocabulary version=1 words=1 distinct_words=5\r\nb\r\n",
    ];
    for content in not_a_vocabulary {
        assert_eq!(fault(content), VocabularyFault::NotAVocabulary, "{content:?}");
    }
    assert_eq!(
        fault("hidden-state-vocabulary version=2 words=1 distinct_words=1\nb\n"),
        VocabularyFault::Version {
            found: "2".to_owned()
        }
    );
}

#[test]
fn a_word_twice_a_line_that_is_no_word_and_too_many_words_are_refused() {
    let with = |words: usize, body: &str| {
        fault(&format!(
            "hidden-state-vocabulary version=1 words={words} distinct_words=9\n{body}"
        ))
    };
    assert_eq!(
        with(3, "b\na\nb\n"),
        VocabularyFault::Twice {
            line: 4,
            word: "b".to_owned()
        }
    );
    for body in ["b\nBig\n", "b\ntwo words\n", "b\n\n"] {
        assert_eq!(with(2, body), VocabularyFault::NotAWord { line: 3 }, "{body:?}");
    }
    assert_eq!(
        with(1, "b\na\n"),
        VocabularyFault::Count {
            found: 2,
            expected: 1
        }
    );
}

#[test]
fn a_missing_or_binary_file_and_an_impossible_folder_are_errors() {
    let (folder, path, vocabulary) = saved();
    let missing = Vocabulary::load(&folder.path().join("none.txt")).unwrap_err();
    assert!(matches!(missing, VocabularyError::Read { .. }));
    let below_a_file = vocabulary.save(&path.join("vocabulary.txt")).unwrap_err();
    assert!(matches!(below_a_file, VocabularyError::Write { .. }));
    assert!(below_a_file.to_string().contains("vocabulary.txt"));
    std::fs::write(&path, [0xff, 0xfe]).unwrap();
    let binary = Vocabulary::load(&path).unwrap_err();
    assert!(matches!(binary, VocabularyError::Read { .. }));
}

proptest! {

    // ANCHOR: round_trip
    #[test]
    fn known_words_survive_the_round_trip(text in "\\PC*[a-z]\\PC*") {
        let vocabulary = Vocabulary::fit([text.as_str()], usize::MAX).unwrap();
        let lower = tokenizer::lower_case(&text);
        let mut expected = vec!["<start>"];
        expected.extend(tokenizer::words(&lower));
        let decoded = vocabulary.decode(&vocabulary.encode(&text));
        prop_assert_eq!(decoded, expected.join(" "));
    }
    // ANCHOR_END: round_trip

    #[test]
    fn saving_and_loading_changes_nothing(
        texts in proptest::collection::vec("\\PC*[a-z]\\PC*", 1..8),
        num_words in 5..40_usize,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vocabulary.txt");
        let vocabulary = Vocabulary::fit(texts.iter().map(String::as_str), num_words).unwrap();
        vocabulary.save(&path).unwrap();
        prop_assert_eq!(Vocabulary::load(&path).unwrap(), vocabulary);
    }

    #[test]
    fn ids_do_not_depend_on_the_order_of_the_texts(
        texts in proptest::collection::vec("[a-e ]{0,12}", 0..12)
            .prop_flat_map(|texts| (Just(texts.clone()), Just(texts).prop_shuffle())),
        num_words in 0..12_usize,
    ) {
        let (given, shuffled) = texts;
        prop_assert_eq!(
            Vocabulary::fit(given.iter().map(String::as_str), num_words),
            Vocabulary::fit(shuffled.iter().map(String::as_str), num_words)
        );
    }

    #[test]
    fn every_id_is_below_the_vocabulary_size(
        known in "\\PC*[a-z]\\PC*", other in any::<String>(),
    ) {
        let vocabulary = Vocabulary::fit([known.as_str()], 20).unwrap();
        for id in vocabulary.encode(&format!("{known} {other}")) {
            prop_assert!((id as usize) < vocabulary.vocab_size());
        }
    }
}
