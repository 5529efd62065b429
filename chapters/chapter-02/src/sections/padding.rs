//! The page "One width for all".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table, thousands};
use course::tutorial::{MAX_LEN, NUM_WORDS};

use super::shared::{percent, print_refusal};
use super::vocabulary::TEXTS;
use crate::padding::{Side, pad_sequences};
use crate::review::texts;
use crate::vocabulary::Vocabulary;
use crate::{corpus_statistics, practice, recorded, truncation};

/// A short and a long sequence made 6 wide, at either side.
///
/// # Errors
/// If a tensor cannot be made.
pub fn sides(out: &mut dyn Write) -> Result<()> {
    let vocabulary = Vocabulary::fit(TEXTS, 100)?;
    let reviews = ["A good film.", "The film is bad, and the cast is bad."];
    let sequences = vocabulary.encode_all(reviews);
    for sequence in &sequences {
        writeln!(out, "{:>2} ids  {sequence:?}", sequence.len())?;
    }
    for side in [Side::Pre, Side::Post] {
        // ANCHOR: sides
        let padded = pad_sequences(&sequences, 6, side, side)?; // (2, 6)
        // ANCHOR_END: sides
        writeln!(out, "\n{side:?}, shape {:?}", padded.ids.dims())?;
        let rows: Vec<Vec<u32>> = padded.ids.to_vec2()?;
        for (row, length) in rows.iter().zip(&padded.lengths) {
            writeln!(out, "{row:>2?}  length {length}")?;
        }
    }
    Ok(())
}

/// The shapes of whole splits.
///
/// # Errors
/// If a tensor cannot be made.
pub fn tables(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?;
    let sequences = vocabulary.encode_all(texts(&corpus.train));
    for max_len in [practice::MAX_LEN, MAX_LEN] {
        // ANCHOR: tables
        let side = Side::Pre;
        let padded = pad_sequences(&sequences, max_len, side, side)?; // (N, max_len)
        let words: usize = padded.lengths.iter().sum();
        // ANCHOR_END: tables
        let pads = padded.ids.elem_count() - words;
        let share = percent(pads as f64 / padded.ids.elem_count() as f64);
        writeln!(out, "practice  {:?}, pads {share}", padded.ids.dims())?;
    }
    let imdb = recorded::imdb()?.measured;
    for width in imdb.widths.iter().filter(|width| width.max_len == MAX_LEN) {
        let (rows, share) = (imdb.train_reviews, percent(width.pads));
        writeln!(out, "IMDB      [{rows}, {}], pads {share}", width.max_len)?;
    }
    Ok(())
}

/// How many pads stand between the last word and the last step.
///
/// # Errors
/// If the corpus cannot be written.
pub fn last_step(out: &mut dyn Write) -> Result<()> {
    let practice = corpus_statistics::practice()?;
    let imdb = recorded::imdb()?.measured;
    let corpora = [
        ("practice", practice, practice::MAX_LEN),
        ("IMDB", imdb, MAX_LEN),
    ];
    let mut rows = Vec::new();
    for (name, corpus, max_len) in corpora {
        for width in corpus
            .widths
            .iter()
            .filter(|width| width.max_len == max_len)
        {
            rows.push(vec![
                name.to_owned(),
                max_len.to_string(),
                "0".to_owned(),
                format!("{:.1}", width.pads_a_row),
            ]);
        }
    }
    let header = [
        ("pads after the last word, on average", Align::Left),
        ("width", Align::Right),
        ("pads in front", Align::Right),
        ("pads at the back", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// A review whose writer says at the front what decides; it is cut at either side.
const LONG: &str = "I loved this film, my brother hated it. A baker finds a map at the old mill and \
                    sells it to a sailor. My sister hated it.";

/// What is left of a review when it is cut.
///
/// # Errors
/// If a tensor cannot be made.
pub fn cut(out: &mut dyn Write) -> Result<()> {
    let vocabulary = Vocabulary::fit([LONG], 100)?;
    let sequences = [vocabulary.encode(LONG)];
    for side in [Side::Pre, Side::Post] {
        // ANCHOR: cut
        let padded = pad_sequences(&sequences, 16, Side::Pre, side)?; // (1, 16)
        let left = vocabulary.decode(&padded.ids.flatten_all()?.to_vec1()?);
        // ANCHOR_END: cut
        writeln!(out, "{:<10}  {left}", format!("cut {side:?}"))?;
    }
    Ok(())
}

/// How many distant reviews lose a verdict of their front.
///
/// # Errors
/// If the corpus cannot be written.
pub fn lost_verdicts(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let vocabulary = Vocabulary::fit(texts(&corpus.train), NUM_WORDS)?;
    let mut rows = Vec::new();
    for max_len in [80, 60, 40] {
        for (name, side) in [("front", Side::Pre), ("back", Side::Post)] {
            let lost =
                truncation::lost_verdicts(&vocabulary, &corpus.train, max_len, side);
            let cells = [max_len, lost.reviews, lost.earlier, lost.later]
                .map(|n| n.to_string());
            let [max_len, reviews, earlier, later] = cells;
            rows.push(vec![max_len, name.to_owned(), reviews, earlier, later]);
        }
    }
    let header = [
        ("width", Align::Right),
        ("cut at the", Align::Left),
        ("distant reviews", Align::Right),
        ("lose the earlier verdict", Align::Right),
        ("lose the later", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// Which words long real reviews lose at either end, as recorded.
///
/// # Errors
/// If the recording was spoilt.
pub fn imdb_ends(out: &mut dyn Write) -> Result<()> {
    let rows: Vec<Vec<String>> = recorded::imdb()?
        .measured
        .ends
        .iter()
        .map(|count| {
            let times = count.back as f64 / count.front as f64;
            vec![
                count.word.clone(),
                thousands(count.front),
                thousands(count.back),
                format!("{times:.1}"),
            ]
        })
        .collect();
    let header = [
        ("occurrences in the dropped words", Align::Left),
        ("cut at the front", Align::Right),
        ("cut at the back", Align::Right),
        ("times", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// What cannot be padded.
///
/// # Errors
/// If something is not refused.
pub fn refused(out: &mut dyn Write) -> Result<()> {
    let sequences = [vec![1, 4, 6, 5], vec![1, 10]];
    let side = Side::Pre;
    // ANCHOR: refused
    print_refusal(out, "a width of 0", pad_sequences(&sequences, 0, side, side))?;
    // 2^50 where addresses have 64 bits.
    let wide = usize::MAX / 16_384 + 1;
    print_refusal(out, "a wide table", pad_sequences(&sequences, wide, side, side))
    // ANCHOR_END: refused
}
