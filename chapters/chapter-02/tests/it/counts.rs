//! Counts, coverage, widths, and what forgets the offset or is cut off.
use chapter_02::counts::{ranked_words, running_words};
use chapter_02::coverage::coverage;
use chapter_02::facts::{self, measure};
use chapter_02::lengths::{Summary, Width};
use chapter_02::offset::{decode_without_offset, encode_without_offset};
use chapter_02::truncation::{LostVerdicts, end_rates, lost_verdicts};
use chapter_02::{Corpus, Label, Phenomenon, Review, Side, Vocabulary};

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
fn lengths_are_summed_up_and_a_width_fills_and_cuts() {
    let lengths = [2, 4, 6];
    let summary = Summary::of(&lengths).unwrap();
    assert_eq!(summary.mean, 4.0);
    assert_eq!(summary.quantiles[0], 2.0);
    assert_eq!(summary.quantiles[3], 4.0);
    assert_eq!(summary.quantiles[6], 6.0);
    assert_eq!(Summary::of(&[]), None);

    // A width of 4: two pads, none, two ids dropped.
    let width = Width::of(&lengths, 4);
    assert_eq!(width.cut_reviews, 1.0 / 3.0);
    assert_eq!(width.dropped_ids, 2.0 / 12.0);
    assert_eq!(width.pads, 2.0 / 12.0);
    assert_eq!(width.pads_a_row, 2.0 / 3.0);
}

#[test]
fn without_the_offset_every_word_is_another() {
    // Ranks: a 1, b 2, c 3, d 4; ids 4 to 7.
    let vocabulary = Vocabulary::fit(["a a a a b b b c c d"], 100).unwrap();
    assert_eq!(decode_without_offset(&vocabulary, &[0, 1, 2, 4]), "? a b d");
    let ids = encode_without_offset(&vocabulary, "d a zebra");
    assert_eq!(ids, [4, 1, 2]);
    assert_eq!(vocabulary.decode(&ids), "a <start> <unknown>");
}

fn distant(text: &str, label: Label) -> Review {
    Review {
        text: text.to_owned(),
        label,
        stars: None,
        phenomenon: Some(Phenomenon::Distant),
    }
}

#[test]
fn a_cut_loses_the_verdict_at_its_side() {
    let pair = [
        distant("loved one two three hated four", Label::Positive),
        distant("hated one two three loved four", Label::Negative),
    ];
    let vocabulary =
        Vocabulary::fit(pair.iter().map(|r| r.text.as_str()), 100).unwrap();
    // With the start token the verdicts are ids 1 and 5 of 7.
    let lost = |max_len, side| {
        let LostVerdicts {
            reviews,
            earlier,
            later,
        } = lost_verdicts(&vocabulary, &pair, max_len, side);
        (reviews, earlier, later)
    };
    assert_eq!(lost(7, Side::Pre), (2, 0, 0));
    assert_eq!(lost(6, Side::Pre), (2, 0, 0));
    assert_eq!(lost(5, Side::Pre), (2, 2, 0));
    assert_eq!(lost(5, Side::Post), (2, 0, 2));
    assert_eq!(lost(1, Side::Post), (2, 2, 2));
}

#[test]
fn rates_count_what_either_cut_drops() {
    // Six words and the start token are 7 ids; a width of 5 drops two words.
    let rates = end_rates(["great film here it was boring"], 5);
    let rate = |word| rates.iter().find(|rate| rate.word == word).unwrap();
    assert_eq!((rate("great").front, rate("great").back), (5_000.0, 0.0));
    assert_eq!((rate("boring").front, rate("boring").back), (0.0, 5_000.0));
    assert!(end_rates(["great"], 5).is_empty());
}

#[test]
fn an_empty_corpus_has_no_facts() {
    assert!(measure(&Corpus::default(), facts::PRACTICE).is_err());
}
