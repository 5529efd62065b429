//! Byte-pair encoding: the merges of a text that can be followed by hand, and what always holds.
use chapter_02::bpe::{Bpe, BpeError, FIRST_MERGE};
use chapter_02::{START, tokenizer};
use proptest::prelude::*;

fn pieces(bpe: &Bpe, word: &str) -> Vec<String> {
    let ids = bpe.encode_word(word);
    ids.into_iter().map(|id| bpe.piece(id)).collect()
}

#[test]
fn the_merges_of_a_small_text() {
    // " ab" three times and " b" once: the pairs are " a" 3, "ab" 3, " b" 1.
    let bpe = Bpe::fit(["ab ab b ab"], FIRST_MERGE + 5).unwrap();
    let merges: Vec<(String, usize)> = (FIRST_MERGE..)
        .zip(bpe.merges())
        .map(|(id, merge)| (bpe.piece(id as u32), merge.count))
        .collect();
    // " a" comes before "ab", since its ids are lower; then only one pair is left.
    let expected = [("▁a".to_owned(), 3), ("▁ab".to_owned(), 3)];
    assert_eq!(merges, expected);
    assert_eq!(bpe.vocab_size(), FIRST_MERGE + 2, "no pair is left");
    assert_eq!(pieces(&bpe, "ab"), ["▁ab"]);
    assert_eq!(pieces(&bpe, "ba"), ["▁", "b", "a"]);
    assert_eq!(pieces(&bpe, "aab"), ["▁a", "a", "b"]);
}

#[test]
fn equal_neighbours_join_from_left_to_right() {
    let bpe = Bpe::fit(["aaaa aaaa aaaa"], FIRST_MERGE + 1).unwrap();
    assert_eq!(pieces(&bpe, "aaaaa"), ["▁", "aa", "aa", "a"]);
}

#[test]
fn a_smaller_size_is_the_beginning_of_a_larger_one() {
    let text = "low low lower newest newest newest widest widest";
    let large = Bpe::fit([text], FIRST_MERGE + 8).unwrap();
    for size in FIRST_MERGE..=FIRST_MERGE + 8 {
        assert_eq!(large.first(size), Bpe::fit([text], size).unwrap());
    }
}

#[test]
fn nothing_is_unknown() {
    let bpe = Bpe::fit(["a film"], FIRST_MERGE + 3).unwrap();
    for text in ["정말 좋은 영화", "👍", "zyx"] {
        let ids = bpe.encode(text);
        assert_eq!(ids[0], START);
        assert!(ids[1..].iter().all(|id| *id >= 4), "{ids:?}");
        assert_eq!(bpe.decode(&ids), text);
    }
}

#[test]
fn no_words_and_too_few_ids_are_refused() {
    for texts in [&[][..], &["", "?!"]] {
        let answer = Bpe::fit(texts.iter().copied(), 300);
        assert_eq!(answer, Err(BpeError::NoWords));
    }
    for vocab_size in [0, 2, FIRST_MERGE - 1] {
        let answer = Bpe::fit(["a"], vocab_size);
        assert_eq!(answer, Err(BpeError::TooFewIds { vocab_size }));
    }
    assert!(Bpe::fit(["a"], FIRST_MERGE).is_ok());
}

proptest! {

    #[test]
    fn every_text_survives_the_round_trip(
        known in "\\PC*[a-z]\\PC*", text in any::<String>(), merges in 0..40_usize,
    ) {
        let bpe = Bpe::fit([known.as_str()], FIRST_MERGE + merges).unwrap();
        for text in [&known, &text] {
            let lower = tokenizer::lower_case(text);
            let words: Vec<&str> = tokenizer::words(&lower).collect();
            let ids = bpe.encode(text);
            prop_assert_eq!(bpe.decode(&ids), words.join(" "));
            prop_assert!(ids.iter().all(|id| (*id as usize) < bpe.vocab_size()));
        }
    }

    #[test]
    fn merges_do_not_depend_on_the_order_of_the_texts(
        texts in proptest::collection::vec("[a-d ]{0,12}[a-d]", 1..8)
            .prop_flat_map(|texts| (Just(texts.clone()), Just(texts).prop_shuffle())),
    ) {
        let (given, shuffled) = texts;
        let fit = |texts: &[String]| Bpe::fit(texts.iter().map(String::as_str), 300);
        prop_assert_eq!(fit(&given), fit(&shuffled));
    }

    /// Learning keeps the counts up to date; here they are counted anew.
    #[test]
    fn the_counts_are_those_of_the_text(texts in proptest::collection::vec("[ab]{1,5}", 1..12)) {
        let bpe = Bpe::fit(texts.iter().map(String::as_str), FIRST_MERGE + 6).unwrap();
        for (place, merge) in bpe.merges().iter().enumerate() {
            let before = bpe.first(FIRST_MERGE + place);
            let count: usize = texts
                .iter()
                .map(|text| {
                    let ids = before.encode_word(text);
                    ids.windows(2).filter(|pair| (pair[0], pair[1]) == merge.pair).count()
                })
                .sum();
            prop_assert_eq!(merge.count, count);
        }
    }
}
