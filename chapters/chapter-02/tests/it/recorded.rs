//! What the recorded results have to show, and what is drawn of them.
use std::path::Path;

use chapter_02::facts::{self, Facts, texts};
use chapter_02::results::{self, Recorded};
use chapter_02::{Side, Vocabulary, figures, pad_sequences};
use course::figures::same_in_book;
use serde_json::Value;

#[test]
fn the_archive_becomes_ids_in_seconds() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/results/archive-to-ids.json");
    let record: Value =
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let rust = |what: &str| record["rust"][what]["median"].as_f64().unwrap();
    assert!(rust("seconds") < 4.0);
    assert!(rust("peak_memory_mb") < 600.0);
    assert!(record["times_faster"].as_f64().unwrap() >= 5.0);
    assert!(!record["commit"].as_str().unwrap().ends_with("+changes"));
}

/// One of the chapter's recordings.
fn recorded(name: &str) -> Recorded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("results")
        .join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn the_recorded_practice_facts_are_those_of_the_code() {
    let recorded = recorded("practice.json");
    // Through JSON, whose numbers may be read one last bit off.
    let counted = serde_json::to_string(&results::practice().unwrap()).unwrap();
    let counted: Facts = serde_json::from_str(&counted).unwrap();
    assert_eq!(recorded.facts, counted);
    assert!(recorded.seconds < 30.0);
    assert!(!recorded.provenance.commit.ends_with("+changes"));
}

#[test]
fn the_recorded_imdb_facts_bear_out_what_the_pages_say() {
    let recorded = recorded("imdb.json");
    assert!(!recorded.provenance.commit.ends_with("+changes"));
    let imdb = recorded.facts;
    assert_eq!((imdb.train_reviews, imdb.test_reviews), (25_000, 25_000));
    // Keras's figures, start token included.
    assert_eq!(imdb.words.distinct, 88_584);
    assert_eq!(imdb.lengths.mean, 238.71364);
    assert_eq!(imdb.lengths.quantiles[6], 2_494.0);
    // Nobody gave 5 or 6 stars, and the labels are balanced.
    let stars = |from: u8, to: u8| -> (usize, usize) {
        let rows = imdb
            .stars
            .iter()
            .filter(|row| (from..=to).contains(&row.stars));
        rows.fold((0, 0), |sum, row| (sum.0 + row.train, sum.1 + row.test))
    };
    assert_eq!(stars(5, 6), (0, 0));
    assert_eq!([stars(1, 4), stars(7, 10)], [(12_500, 12_500); 2]);
    // The pages name places of lists.
    assert_eq!(imdb.coverage[8].num_words, facts::NUM_WORDS);
    assert_eq!(imdb.widths[3].max_len, facts::MAX_LEN);
    assert_eq!(imdb.ends[4].word, "recommend");
    assert!(imdb.widths[3].pads > 0.5);
    assert!(imdb.pieces.pieces_an_unknown_word > imdb.pieces.pieces_a_known_word);
}

#[test]
fn the_figures_are_what_the_code_draws() {
    let (practice, imdb) = (results::practice().unwrap(), results::imdb().unwrap());
    let zipf = figures::zipf(&practice, &imdb).unwrap();
    same_in_book("words-by-rank.svg", &zipf).unwrap();
    let coverage = figures::coverage(&practice, &imdb).unwrap();
    same_in_book("words-known.svg", &coverage).unwrap();
    let drawn = |facts, bins| {
        figures::review_lengths(&figures::lengths(facts), bins).unwrap()
    };
    same_in_book("lengths-practice.svg", &drawn(&practice, 51)).unwrap();
    same_in_book("lengths-imdb.svg", &drawn(&imdb, 50)).unwrap();
    let pieces = figures::pieces(&practice, &imdb).unwrap();
    same_in_book("pieces-a-word.svg", &pieces).unwrap();

    let corpus = results::practice_corpus().unwrap();
    let vocabulary =
        Vocabulary::fit(texts(&corpus.train), facts::NUM_WORDS).unwrap();
    let sequences = vocabulary.encode_all(texts(&corpus.train[..24]));
    let batch =
        |padding| pad_sequences(&sequences, 120, padding, Side::Pre).unwrap();
    let padding = figures::padding(&batch(Side::Pre), &batch(Side::Post)).unwrap();
    same_in_book("padding-sides.svg", &padding).unwrap();
}
