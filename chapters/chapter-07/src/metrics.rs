//! What a run measured: the contents of `metrics.json`, and how it is printed.

use std::collections::BTreeMap;

use chapter_02::Phenomenon;
use chapter_03::accuracy::{on_phenomenon, share};
use chapter_03::training::Score;
use course::text::{Align, table, thousands};
use serde::{Deserialize, Serialize};

use crate::classifier::{Configuration, Engine, summary};

/// An epoch of training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Epoch {
    /// On the training part, the mean while training.
    pub train: Score,
    /// On the validation part, after the epoch.
    pub validation: Score,
    /// How long it took, validation included.
    pub seconds: f64,
}

/// The one final evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// Mean binary cross-entropy.
    pub loss: f64,
    /// Right answers over reviews.
    pub accuracy: f64,
    /// The number of reviews.
    pub reviews: usize,
}

/// The accuracy on the test reviews of one phenomenon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhenomenonScore {
    /// The classifier's.
    pub accuracy: f64,
    /// The bag of embeddings'.
    pub baseline_accuracy: f64,
    /// The number of reviews.
    pub reviews: usize,
}

/// The number of reviews to learn from and to choose the epoch by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviews {
    /// To learn from.
    pub train: usize,
    /// To choose the epoch by.
    pub validation: usize,
}

/// How long each stage took, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seconds {
    /// Reading, vocabulary, ids.
    pub data: f64,
    /// All epochs, validation included.
    pub train: f64,
    /// The final evaluation.
    pub test: f64,
    /// Training and evaluating the baseline.
    pub baseline: f64,
    /// From start to end.
    pub total: f64,
}

/// Everything a run measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// `practice` or `imdb`.
    pub data: String,
    /// Which implementation of the LSTM computed.
    pub engine: Engine,
    /// How many threads computed.
    pub threads: usize,
    /// Reviews to a batch.
    pub batch_size: usize,
    /// Adam's step size.
    pub learning_rate: f64,
    /// The sizes of the model.
    pub model: Configuration,
    /// The ids that the training split gave a meaning.
    pub vocab_size: usize,
    /// Reviews in the training and validation parts.
    pub reviews: Reviews,
    /// Every epoch in order.
    pub epochs: Vec<Epoch>,
    /// The epoch whose weights were kept, counted from 1: the one of the least validation loss.
    pub best_epoch: usize,
    /// The kept weights on the test part.
    pub test: Test,
    /// By phenomenon, where the corpus knows it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub phenomena: BTreeMap<String, PhenomenonScore>,
    /// How long each stage took.
    pub seconds: Seconds,
    /// The SHA-256 of the figures beside the metrics, by file name: what tells a run's figure from any
    /// other.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, String>,
}

/// The first lines of a run: what is trained on what.
#[must_use]
pub fn header(
    data: &str,
    engine: Engine,
    reviews: Reviews,
    test: usize,
    model: &Configuration,
    vocab_size: usize,
) -> String {
    let engine = match engine {
        Engine::ByHand => "by hand",
        Engine::Candle => "candle-nn",
        Engine::Fused => "fused",
    };
    format!(
        "Corpus {data}: {} reviews to train on, {} to validate, {} to test\n\
         {} ids, {} steps, LSTM {engine}\n\n{}\n",
        thousands(reviews.train),
        thousands(reviews.validation),
        thousands(test),
        thousands(vocab_size),
        model.max_len,
        summary(model)
    )
}

/// The line of an epoch.
#[must_use]
pub fn epoch_line(number: usize, of: usize, epoch: &Epoch) -> String {
    let score = |score: &Score| {
        format!("loss {:.4} accuracy {:.4}", score.loss, score.accuracy)
    };
    let (train, validation) = (score(&epoch.train), score(&epoch.validation));
    let decimals = if epoch.seconds < 100.0 { 1 } else { 0 };
    let seconds = format!("{:.decimals$} s", epoch.seconds);
    format!("epoch {number}/{of}  {train}  validation {validation}  {seconds}\n")
}

impl Metrics {
    /// The last lines of a run: the chosen epoch, the test, the table by phenomenon.
    #[must_use]
    pub fn closing(&self) -> String {
        let mut text = format!(
            "\nweights of epoch {} (least validation loss)\n\
             test: loss {:.4}, accuracy {:.4} on {} reviews\n",
            self.best_epoch,
            self.test.loss,
            self.test.accuracy,
            thousands(self.test.reviews)
        );
        if !self.phenomena.is_empty() {
            text += &format!("\n{}", self.phenomenon_table());
        }
        text += &format!("\n{:.1} s in all\n", self.seconds.total);
        text
    }

    fn phenomenon_table(&self) -> String {
        let row = |phenomenon: &Phenomenon| {
            let score = self.phenomena.get(phenomenon.name())?;
            Some(vec![
                phenomenon.name().to_owned(),
                thousands(score.reviews),
                format!("{:.3}", score.baseline_accuracy),
                format!("{:.3}", score.accuracy),
            ])
        };
        let rows: Vec<Vec<String>> =
            Phenomenon::ALL.iter().filter_map(row).collect();
        let header = [
            ("Accuracy by phenomenon", Align::Left),
            ("reviews", Align::Right),
            ("bag of embeddings", Align::Right),
            ("LSTM", Align::Right),
        ];
        table(&header, &rows)
    }

    /// Everything the run printed.
    #[must_use]
    pub fn report(&self) -> String {
        let mut text = header(
            &self.data,
            self.engine,
            self.reviews,
            self.test.reviews,
            &self.model,
            self.vocab_size,
        );
        for (i, epoch) in self.epochs.iter().enumerate() {
            text += &epoch_line(i + 1, self.epochs.len(), epoch);
        }
        text + &self.closing()
    }
}

/// The share of right answers of each phenomenon, for the classifier and the baseline.
#[must_use]
pub fn by_phenomenon(
    phenomena: &[Option<Phenomenon>],
    right: &[bool],
    baseline_right: &[bool],
) -> BTreeMap<String, PhenomenonScore> {
    let score = |phenomenon: Phenomenon| {
        let [right, baseline] = [right, baseline_right]
            .map(|right| on_phenomenon(phenomenon, phenomena, right));
        let score = PhenomenonScore {
            accuracy: share(&right),
            baseline_accuracy: share(&baseline),
            reviews: right.len(),
        };
        (!right.is_empty()).then(|| (phenomenon.name().to_owned(), score))
    };
    Phenomenon::ALL.into_iter().filter_map(score).collect()
}
