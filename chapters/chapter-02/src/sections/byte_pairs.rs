//! The page "Pieces of words".

use std::io::Write;

use anyhow::Result;
use course::text::{Align, table, thousands};
use course::tutorial::MAX_LEN;

use super::shared::{percent, print_refusal};
use crate::bpe::{Bpe, FIRST_MERGE};
use crate::review::texts;
use crate::vocabulary::Vocabulary;
use crate::{practice, recorded};

/// A text to follow by hand.
const FEW: &str = "low low low low low lower lower newest newest newest newest newest \
                              newest widest widest widest";

/// The first merges of a small text.
///
/// # Errors
/// If nothing can be learnt.
pub fn few(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: few
    let bpe = Bpe::fit([FEW], FIRST_MERGE + 10)?; // ten merges
    // ANCHOR_END: few
    print_merges(out, &bpe, 10)?;
    writeln!(out)?;
    for word in ["low", "newest", "lowest", "slow"] {
        writeln!(out, "{word:<7} {}", pieces(&bpe, word))?;
    }
    Ok(())
}

fn print_merges(out: &mut dyn Write, bpe: &Bpe, count: usize) -> Result<()> {
    let rows: Vec<Vec<String>> = (FIRST_MERGE..)
        .zip(bpe.merges().iter().take(count))
        .map(|(id, merge)| {
            let (left, right) = merge.pair;
            vec![
                id.to_string(),
                format!("{} + {}", bpe.piece(left), bpe.piece(right)),
                bpe.piece(id as u32),
                thousands(merge.count),
            ]
        })
        .collect();
    let header = [
        ("id", Align::Right),
        ("pair", Align::Left),
        ("piece", Align::Left),
        ("count", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// The pieces of a word with a bar between them.
fn pieces(bpe: &Bpe, word: &str) -> String {
    let pieces: Vec<String> = bpe
        .encode_word(word)
        .into_iter()
        .map(|id| bpe.piece(id))
        .collect();
    pieces.join(" | ")
}

/// The first merges of the practice corpus.
///
/// # Errors
/// If nothing can be learnt.
pub fn practice(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    let bpe = Bpe::fit(texts(&corpus.train), 800)?;
    print_merges(out, &bpe, 12)
}

/// Words that no practice review has, for both kinds of vocabulary.
///
/// # Errors
/// If nothing can be learnt.
pub fn unknown(out: &mut dyn Write) -> Result<()> {
    let corpus = practice::default_corpus()?;
    // ANCHOR: unknown
    let words = Vocabulary::fit(texts(&corpus.train), 800)?;
    let bpe = Bpe::fit(texts(&corpus.train), 800)?;
    // ANCHOR_END: unknown
    let typed = [
        "film",
        "enjoyable",
        "unforgettable",
        "beautifully",
        "photographers",
        "filmm",
        "영화",
        "👍",
    ];
    for word in typed {
        let known = words.word(words.id(word)).to_owned();
        writeln!(out, "{known:<9}  {word} → {}", pieces(&bpe, word))?;
    }
    Ok(())
}

/// Words and pieces on the real reviews, as recorded.
///
/// # Errors
/// If the recording was spoilt.
pub fn imdb(out: &mut dyn Write) -> Result<()> {
    let imdb = recorded::imdb()?.measured;
    let (words, pieces) = (&imdb.lengths, &imdb.pieces);
    let longest = |quantiles: &[f64; 7]| thousands(quantiles[6].round() as usize);
    let cut = imdb.widths.iter().find(|width| width.max_len == MAX_LEN);
    let rows = [
        vec![
            "ids".to_owned(),
            thousands(pieces.vocab_size),
            thousands(pieces.vocab_size),
        ],
        vec![
            "test words that are unknown".to_owned(),
            percent(pieces.unknown),
            percent(0.0),
        ],
        vec![
            "ids for a word the vocabulary knows".to_owned(),
            "1".to_owned(),
            format!("{:.2}", pieces.pieces_a_known_word),
        ],
        vec![
            "ids for a word it does not know".to_owned(),
            "1".to_owned(),
            format!("{:.2}", pieces.pieces_an_unknown_word),
        ],
        vec![
            "mean length of a training review".to_owned(),
            format!("{:.1}", words.mean),
            format!("{:.1}", pieces.lengths.mean),
        ],
        vec![
            "longest training review".to_owned(),
            longest(&words.quantiles),
            longest(&pieces.lengths.quantiles),
        ],
        vec![
            format!("training reviews cut at {MAX_LEN}"),
            cut.map_or_else(String::new, |width| percent(width.cut_reviews)),
            percent(pieces.cut_reviews),
        ],
    ];
    let header = [
        ("IMDB", Align::Left),
        ("words", Align::Right),
        ("pieces", Align::Right),
    ];
    write!(out, "{}", table(&header, &rows))?;
    Ok(())
}

/// What gives no pieces.
///
/// # Errors
/// If something is not refused.
pub fn refused(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: refused
    print_refusal(out, "no words", Bpe::fit(["..."], 800))?;
    print_refusal(out, "200 ids", Bpe::fit([FEW], 200))
    // ANCHOR_END: refused
}
