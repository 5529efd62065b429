//! The chapter's figures.

use std::ops::Range;

use anyhow::Result;
use course::figures::{
    Labels, Legend, Series, box_plot, histogram, line_chart_with_legend, strips, svg,
};

use crate::corpus_statistics::{CorpusStatistics, Coverage};
use crate::padding::{PaddedIds, Side};

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
        x: "rank: 0 is the commonest word, 1 the 10th, 2 the 100th, 3 the 1,000th, …",
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
        x: "ids in the vocabulary: 2 is 100, 3 is 1,000, 4 is 10,000, …",
        y: "known words in %",
    };
    svg(320, |area| line_chart_with_legend(area, labels, &lines, Legend::Right))
}

/// Box plot above histogram of lengths in ids, start token included.
///
/// # Errors
/// If there are no lengths.
pub fn review_lengths(lengths: &[usize], bins: usize) -> Result<String> {
    let values: Vec<f64> = lengths.iter().map(|length| *length as f64).collect();
    svg(440, |area| {
        let (above, below) = area.split_vertically(140);
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
