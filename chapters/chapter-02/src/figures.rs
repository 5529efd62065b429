//! The chapter's figures.

use std::ops::Range;

use anyhow::{Context, Result, ensure};
use course::figures::{
    Labels, Legend, Series, box_plot, histogram, line_chart_with_legend, strips, svg,
};
use course::schematic::{Anchor, Cell, Place, Schematic, Side as At, Tone};

use crate::corpus_statistics::{CorpusStatistics, Coverage};
use crate::padding::{PaddedIds, Side, pad_sequences};
use crate::review::Review;
use crate::tokenizer;
use crate::vocabulary::{PAD, START, UNKNOWN, Vocabulary};

/// How often the words occur, by rank, in powers of ten: both corpora, and a count that halves when
/// the rank doubles.
///
/// # Errors
/// If there are no words.
pub fn zipf(practice: &CorpusStatistics, imdb: &CorpusStatistics) -> Result<String> {
    let points = |corpus: &CorpusStatistics| {
        let point = |&(rank, count): &(usize, usize)| (powers(rank), powers(count));
        corpus.zipf.iter().map(point).collect()
    };
    let most = imdb.zipf.first().map_or(1, |(_, count)| *count);
    let lines = [
        Series {
            name: "IMDB",
            points: points(imdb),
        },
        Series {
            name: "practice corpus",
            points: points(practice),
        },
        Series {
            name: "the first word's count / rank",
            points: vec![(0.0, powers(most)), (powers(most), 0.0)],
        },
    ];
    let labels = Labels {
        title: "",
        x: "rank: 0 is the 1st word, 1 the 10th, 2 the 100th, …",
        y: "count: 10 to the power of",
    };
    svg(340, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The logarithm of a count to the base 10.
fn powers(count: usize) -> f64 {
    (count as f64).log10()
}

/// The share of the words that a vocabulary knows, by its size.
///
/// # Errors
/// If nothing was measured.
pub fn coverage(
    practice: &CorpusStatistics,
    imdb: &CorpusStatistics,
) -> Result<String> {
    let points = |corpus: &CorpusStatistics, share: fn(&Coverage) -> f64| {
        let point = |coverage: &Coverage| {
            (powers(coverage.num_words), 100.0 * share(coverage))
        };
        corpus.coverage.iter().map(point).collect()
    };
    let lines = [
        Series {
            name: "IMDB, training",
            points: points(imdb, |coverage| coverage.train),
        },
        Series {
            name: "IMDB, test",
            points: points(imdb, |coverage| coverage.test),
        },
        Series {
            name: "practice corpus, training",
            points: points(practice, |coverage| coverage.train),
        },
    ];
    let labels = Labels {
        title: "",
        x: "ids: 2 is 100, 3 is 1,000, 4 is 10,000, …",
        y: "known words in %",
    };
    svg(340, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// Box plot above histogram of lengths in ids, start token included.
///
/// # Errors
/// If there are no lengths.
pub fn review_lengths(lengths: &[usize], bins: usize) -> Result<String> {
    let values: Vec<f64> = lengths.iter().map(|length| *length as f64).collect();
    svg(400, |area| {
        let (above, below) = area.split_vertically(110);
        let labels = Labels {
            title: "Review lengths",
            x: "",
            y: "",
        };
        box_plot(&above, labels, &values)?;
        let labels = Labels {
            title: "",
            x: "tokens",
            y: "reviews",
        };
        histogram(&below, labels, &values, bins)
    })
}

/// The lengths of the training reviews, each as often as it was counted.
#[must_use]
pub fn lengths(corpus: &CorpusStatistics) -> Vec<usize> {
    corpus
        .length_counts
        .iter()
        .flat_map(|(&length, &count)| std::iter::repeat_n(length, count))
        .collect()
}

/// A batch padded in front, and the same padded at the back: a row a review, coloured where it has
/// words.
///
/// # Errors
/// If the figure cannot be drawn.
pub fn padding(front: &PaddedIds, back: &PaddedIds) -> Result<String> {
    let width = front.ids.dim(1)?;
    let rows = |padded: &PaddedIds, side| -> Vec<Range<f64>> {
        let row = |&length: &usize| match side {
            Side::Pre => (width - length) as f64..width as f64,
            Side::Post => 0.0..length as f64,
        };
        padded.lengths.iter().map(row).collect()
    };
    svg(420, |area| {
        let (above, below) = area.split_vertically(210);
        let labels = |x| Labels {
            title: "",
            x,
            y: "",
        };
        let end = width as f64;
        let x = "step; pads in front";
        strips(&above, labels(x), &rows(front, Side::Pre), end)?;
        let x = "step; pads at the back";
        strips(&below, labels(x), &rows(back, Side::Post), end)
    })
}

/// How many pieces a word falls into, by the number of ids.
///
/// # Errors
/// If nothing was measured.
pub fn pieces(
    practice: &CorpusStatistics,
    imdb: &CorpusStatistics,
) -> Result<String> {
    let points = |corpus: &CorpusStatistics| {
        let sizes = corpus.pieces.sizes.iter();
        sizes
            .map(|size| (powers(size.vocab_size), size.test))
            .collect()
    };
    let lines = [
        Series {
            name: "IMDB, test",
            points: points(imdb),
        },
        Series {
            name: "practice corpus, test",
            points: points(practice),
        },
    ];
    let labels = Labels {
        title: "",
        x: "ids: 2.4 is 260 (no merge), 3 is 1,000, 3.8 is 6,400",
        y: "pieces a word",
    };
    svg(300, |area| line_chart_with_legend(area, labels, &lines, Legend::Right))
}

/// A text, its tokens, their ids, and the ids as a row of `width` with the pads in front.
///
/// # Errors
/// If there is no room for a word, or for all ids.
pub fn encoding(
    vocabulary: &Vocabulary,
    text: &str,
    width: usize,
) -> Result<String> {
    let lower = tokenizer::lower_case(text);
    let tokens: Vec<&str> = tokenizer::words(&lower).collect();
    let ids = vocabulary.encode(text);
    let row = pad_sequences(&[&ids], width, Side::Pre, Side::Pre)?.ids;
    let row: Vec<u32> = row.flatten_all()?.to_vec1()?;
    let words: Vec<&str> = row.iter().map(|&id| vocabulary.word(id)).collect();
    let mut drawing = Schematic::new(&format!(
        "The text \u{201c}{text}\u{201d} becomes the tokens {}. With the start token in front they become \
         the ids {ids:?}: a word that the vocabulary does not know is {UNKNOWN}. Pads, {PAD}, fill the \
         row up in front: {row:?}.",
        tokens.join(", ")
    ));
    // A column for each id of the row; what the ids stand for is below the last.
    let columns: Vec<f64> = words.iter().map(|word| column_width(word)).collect();
    let (left, height) = (8.0, 28.0);
    let pads = row.len() - ids.len();
    let before = |column: usize| left + columns[..column].iter().sum::<f64>();
    let tone = |id: u32| match id {
        PAD => Tone::Second,
        START => Tone::Third,
        UNKNOWN => Tone::First,
        _ => Tone::Plain,
    };
    let cells = |ids: &[u32]| -> Vec<Cell> {
        ids.iter()
            .map(|&id| Cell::new(id.to_string(), tone(id)))
            .collect()
    };

    let first = before(pads + 1);
    let total: f64 = columns[pads + 1..].iter().sum();
    let typed =
        drawing.block(Place::new(first, 8.0, total, 30.0), text, Tone::Plain);
    let token_cells: Vec<Cell> =
        tokens.iter().map(|&token| Cell::plain(token)).collect();
    let at = (first, typed.bottom().1 + 34.0);
    let token_row = drawing.cells(at, &columns[pads + 1..], height, &[token_cells]);
    let at = (before(pads), token_row.place().bottom().1 + 34.0);
    let id_row = drawing.cells(at, &columns[pads..], height, &[cells(&ids)]);
    let at = (left, id_row.place().bottom().1 + 34.0);
    let padded = drawing.cells(at, &columns, height, &[cells(&row)]);

    drawing.arrow(typed.bottom(), token_row.place().top(), Tone::Plain);
    for i in 0..tokens.len() {
        let (from, to) = (token_row.cell(0, i), id_row.cell(0, i + 1));
        drawing.arrow(from.bottom(), to.top(), Tone::Plain);
    }
    for i in 0..ids.len() {
        let (from, to) = (id_row.cell(0, i), padded.cell(0, pads + i));
        drawing.arrow(from.bottom(), to.top(), Tone::Plain);
    }
    let rows = [
        (typed, "text"),
        (token_row.place(), "tokens"),
        (id_row.place(), "ids"),
    ];
    for (place, name) in rows {
        drawing.label((left, place.left().1), Anchor::Start, name);
    }
    if pads > 0 {
        let span = padded.cell(0, 0).and(padded.cell(0, pads - 1));
        drawing.bracket(span, At::Below, "pads");
    }
    for (i, &id) in row.iter().enumerate().skip(pads) {
        let name = match id {
            START => "start",
            UNKNOWN => "unknown",
            _ => continue,
        };
        drawing.bracket(padded.cell(0, i), At::Below, name);
    }
    drawing.svg()
}

/// How wide a column must be for a word, its id and its name.
fn column_width(word: &str) -> f64 {
    match word {
        "<pad>" => 32.0,
        "<start>" => 48.0,
        // The token, which is longer than its name.
        "<unknown>" => 96.0,
        _ => 14.0 + 9.0 * word.chars().count() as f64,
    }
}

/// A pair of twins, word below word; the words that change places are coloured, and lines lead from where
/// they stand in the first to where they stand in the second.
///
/// # Errors
/// If the reviews are not of the same number of words, or too long for a line each.
pub fn twins(pair: &[Review; 2]) -> Result<String> {
    let words = [&pair[0], &pair[1]]
        .map(|review| review.text.split(' ').collect::<Vec<_>>());
    ensure!(words[0].len() == words[1].len(), "the reviews are no twins: {pair:?}");
    let bare =
        |word: &'_ str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let moved: Vec<usize> = (0..words[0].len())
        .filter(|&i| bare(words[0][i]) != bare(words[1][i]))
        .collect();
    let mut drawing = Schematic::new(&format!(
        "Two reviews, one above the other. {:?}: \u{201c}{}\u{201d} {:?}: \u{201c}{}\u{201d} They differ in two \
         words, which have changed places; lines cross from the one to the other.",
        pair[0].label, pair[0].text, pair[1].label, pair[1].text
    ));
    let tone = |word: &str| match moved.first() {
        Some(&first) if bare(words[0][first]) == bare(word) => Tone::First,
        _ => Tone::Second,
    };
    let mut draw = |which: usize, top: f64| {
        let cell = |(i, word): (usize, &&str)| match moved.contains(&i) {
            true => Cell::new(*word, tone(word)),
            false => Cell::plain(*word),
        };
        let cells: Vec<Cell> = words[which].iter().enumerate().map(cell).collect();
        let name = format!("{:?}", pair[which].label);
        drawing.label((12.0, top), Anchor::Start, &name);
        let line = Place::new(8.0, top + 12.0, 404.0, 24.0);
        drawing.words(line, &cells)
    };
    let above = draw(0, 14.0);
    let below = draw(1, 104.0);
    for &i in &moved {
        let same = |&&j: &&usize| bare(words[1][j]) == bare(words[0][i]);
        let to = moved
            .iter()
            .find(same)
            .context("a word of one twin is not in the other")?;
        let (from, to) = (above[i].bottom(), below[*to].top());
        drawing.arrow((from.0, from.1 + 3.0), (to.0, to.1 - 3.0), tone(words[0][i]));
    }
    drawing.svg()
}
