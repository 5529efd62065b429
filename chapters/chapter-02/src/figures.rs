//! The chapter's figures.

use std::ops::Range;

use anyhow::{Result, bail, ensure};
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
/// If `width` is less than the ids, or than the picture has room for.
pub fn encoding(
    vocabulary: &Vocabulary,
    text: &str,
    width: usize,
) -> Result<String> {
    let lower = tokenizer::lower_case(text);
    let tokens: Vec<&str> = tokenizer::words(&lower).collect();
    let ids = vocabulary.encode(text);
    ensure!(
        ids.len() <= width,
        "a row of {width} has no room for {} ids",
        ids.len()
    );
    let pads = width - ids.len();
    let row = pad_sequences(&[&ids], width, Side::Pre, Side::Pre)?.ids; // (1, width)
    let row: Vec<u32> = row.flatten_all()?.to_vec1()?;
    let mut drawing = Schematic::new(&format!(
        "The text \u{201c}{text}\u{201d} becomes the tokens {}. With the start token in front they become \
         the ids {ids:?}: a word that the vocabulary does not know is {UNKNOWN}. Pads, {PAD}, fill the \
         row up in front: {row:?}.",
        tokens.join(", ")
    ));
    // The columns are those of the row; the words have theirs behind the pads and the start token.
    let words = vec![""; pads + 1].into_iter().chain(tokens.iter().copied());
    let columns: Vec<f64> = words.map(column_width).collect();
    let left = |skipped: usize| 8.0 + columns[..skipped].iter().sum::<f64>();
    let mut line = |step: usize, skipped: usize, cells: Vec<Cell>| {
        let at = (left(skipped), 8.0 + 62.0 * step as f64);
        drawing.cells(at, &columns[skipped..], 28.0, &[cells])
    };
    let plain = tokens.iter().copied().map(Cell::plain).collect();
    let token_line = line(1, pads + 1, plain);
    let id_line = line(2, pads, ids.iter().map(id_cell).collect());
    let row_line = line(3, 0, row.iter().map(id_cell).collect());
    let typed = Place {
        y: 8.0,
        ..token_line.place()
    };
    let typed = drawing.block(typed, text, Tone::Plain);
    drawing.arrow(typed.bottom(), token_line.place().top(), Tone::Plain);
    let lines = [
        (typed, "text"),
        (token_line.place(), "tokens"),
        (id_line.place(), "ids"),
    ];
    for (place, name) in lines {
        drawing.label((8.0, place.left().1), Anchor::Start, name);
    }
    for (i, _) in tokens.iter().enumerate() {
        let (from, to) = (token_line.cell(0, i), id_line.cell(0, i + 1));
        drawing.arrow(from.bottom(), to.top(), Tone::Plain);
    }
    for (i, id) in ids.iter().enumerate() {
        let (from, to) = (id_line.cell(0, i), row_line.cell(0, pads + i));
        drawing.arrow(from.bottom(), to.top(), Tone::Plain);
        match *id {
            START => drawing.bracket(to, At::Below, "start"),
            UNKNOWN => drawing.bracket(to, At::Below, "unknown"),
            _ => {}
        }
    }
    if pads > 0 {
        let span = row_line.cell(0, 0).and(row_line.cell(0, pads - 1));
        drawing.bracket(span, At::Below, "pads");
    }
    drawing.svg()
}

/// An id in the tint of what it stands for.
fn id_cell(id: &u32) -> Cell {
    let tone = match *id {
        PAD => Tone::Second,
        START => Tone::Third,
        UNKNOWN => Tone::First,
        _ => Tone::Plain,
    };
    Cell::new(id.to_string(), tone)
}

/// How wide the column of a token must be; of a special id, if it is empty.
fn column_width(token: &str) -> f64 {
    match token.chars().count() {
        0 => 40.0,
        letters => 14.0 + 8.0 * letters as f64,
    }
}

/// A pair of twins, one above the other; the two words that change places are coloured, and arrows lead
/// from where they stand in the first to where they stand in the second.
///
/// # Errors
/// If they do not differ in two words, or are too long for a line each.
pub fn twins(pair: &[Review; 2]) -> Result<String> {
    let [above, below] = pair;
    let mut drawing = Schematic::new(&format!(
        "Two reviews, one above the other. {:?}: \u{201c}{}\u{201d} {:?}: \u{201c}{}\u{201d} They differ in two \
         words, which have changed places; arrows cross from the one to the other.",
        above.label, above.text, below.label, below.text
    ));
    let [first, second] = moved(&above.text, &below.text)[..] else {
        bail!("the reviews are no twins that differ in two words: {pair:?}");
    };
    let mut line = |review: &Review, top: f64, tones: [Tone; 2]| {
        let cell = |(i, word): (usize, &str)| match i {
            _ if i == first => Cell::new(word, tones[0]),
            _ if i == second => Cell::new(word, tones[1]),
            _ => Cell::plain(word),
        };
        let cells: Vec<Cell> =
            review.text.split(' ').enumerate().map(cell).collect();
        let label = format!("{:?}", review.label);
        drawing.label((12.0, top), Anchor::Start, &label);
        drawing.words(Place::new(8.0, top + 12.0, 404.0, 24.0), &cells)
    };
    let above = line(above, 14.0, [Tone::First, Tone::Second]);
    let below = line(below, 104.0, [Tone::Second, Tone::First]);
    for (from, to, tone) in
        [(first, second, Tone::First), (second, first, Tone::Second)]
    {
        let ((x, y), (to_x, to_y)) = (above[from].bottom(), below[to].top());
        drawing.arrow((x, y + 3.0), (to_x, to_y - 3.0), tone);
    }
    drawing.svg()
}

/// The places where two texts have different words, whatever the punctuation.
fn moved(one: &str, other: &str) -> Vec<usize> {
    let bare = |word: &str| -> String {
        word.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let words = one.split(' ').zip(other.split(' ')).enumerate();
    words
        .filter(|(_, (one, other))| bare(one) != bare(other))
        .map(|(i, _)| i)
        .collect()
}
