//! The figures of the book are what the code draws.
use chapter_02::{
    Phenomenon, Side, Vocabulary, corpus_statistics, figures, pad_sequences,
    practice, recorded, sections, texts,
};
use course::figures::same_in_book;
use course::tutorial::NUM_WORDS;

#[test]
fn the_statistics_of_both_corpora_are_drawn() {
    let practice = corpus_statistics::practice().unwrap();
    let imdb = recorded::imdb().unwrap().measured;
    let zipf = figures::zipf(&practice, &imdb).unwrap();
    same_in_book("words-by-rank.svg", &zipf).unwrap();
    let coverage = figures::coverage(&practice, &imdb).unwrap();
    same_in_book("words-known.svg", &coverage).unwrap();
    let drawn = |corpus, bins| {
        figures::review_lengths(&figures::lengths(corpus), bins).unwrap()
    };
    same_in_book("lengths-practice.svg", &drawn(&practice, 51)).unwrap();
    same_in_book("lengths-imdb.svg", &drawn(&imdb, 50)).unwrap();
    let pieces = figures::pieces(&practice, &imdb).unwrap();
    same_in_book("pieces-a-word.svg", &pieces).unwrap();
}

#[test]
fn a_batch_padded_at_either_side_is_drawn() {
    let corpus = practice::default_corpus().unwrap();
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS).unwrap();
    let sequences = vocabulary.encode_all(texts(&corpus.train[..24]));
    let batch = |padding| {
        pad_sequences(&sequences, practice::MAX_LEN, padding, Side::Pre).unwrap()
    };
    let padding = figures::padding(&batch(Side::Pre), &batch(Side::Post)).unwrap();
    same_in_book("padding-sides.svg", &padding).unwrap();
}

#[test]
fn encoding_and_a_pair_of_twins_are_drawn() {
    let corpus = practice::default_corpus().unwrap();
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS).unwrap();
    let text = "It was mesmerising, not dull.";
    let encoding = figures::encoding(&vocabulary, text, 8).unwrap();
    same_in_book("text-to-row.svg", &encoding).unwrap();
    let kind = Phenomenon::Contrast;
    let pair = sections::corpora::shortest_pair(&corpus.train, kind).unwrap();
    same_in_book("twins.svg", &figures::twins(pair).unwrap()).unwrap();
}
