//! What the course calls a review, a label and a corpus.

// ANCHOR: label
/// What the author thought of the film: the answer a classifier has to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// In IMDB, 4 stars or fewer.
    Negative,
    /// In IMDB, 7 stars or more. (5 and 6 do not occur in the labelled data.)
    Positive,
}
// ANCHOR_END: label

impl Label {
    /// The number a loss compares with: 0 for negative, 1 for positive.
    #[must_use]
    pub fn target(self) -> f32 {
        match self {
            Label::Negative => 0.0,
            Label::Positive => 1.0,
        }
    }

    /// The other label.
    #[must_use]
    pub fn opposite(self) -> Label {
        match self {
            Label::Negative => Label::Positive,
            Label::Positive => Label::Negative,
        }
    }
}

/// What makes a practice review hard, known because its grammar wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phenomenon {
    /// The words themselves give the label away.
    Plain,
    /// "Not bad, it was good" against "not good, it was bad".
    Negation,
    /// The clause after "but" decides.
    Contrast,
    /// What decides stands at the front, far from the end.
    Distant,
}

impl Phenomenon {
    /// Every phenomenon, in the order of the course's tables.
    pub const ALL: [Phenomenon; 4] = [
        Phenomenon::Plain,
        Phenomenon::Negation,
        Phenomenon::Contrast,
        Phenomenon::Distant,
    ];

    /// The name in tables and result files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Phenomenon::Plain => "plain",
            Phenomenon::Negation => "negation",
            Phenomenon::Contrast => "contrast",
            Phenomenon::Distant => "distant",
        }
    }
}

// ANCHOR: review
/// One labelled review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The text as its author wrote it, markup included.
    pub text: String,
    /// Whether its author liked the film.
    pub label: Label,
    /// The author's 1 to 10 stars; only IMDB has them.
    pub stars: Option<u8>,
    /// What makes it hard; only the practice corpus knows.
    pub phenomenon: Option<Phenomenon>,
    /// Words behind those that decide; only distant reviews have one.
    pub distance: Option<usize>,
}
// ANCHOR_END: review

/// The texts of reviews, in their order.
pub fn texts(reviews: &[Review]) -> impl Iterator<Item = &str> {
    reviews.iter().map(|review| review.text.as_str())
}

/// A training split and a test split, and reviews without a label where they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Reviews to learn from; validation reviews are taken from their end.
    pub train: Vec<Review>,
    /// Reviews for the one final evaluation.
    pub test: Vec<Review>,
    /// Texts without a label.
    pub unlabelled: Vec<String>,
}
