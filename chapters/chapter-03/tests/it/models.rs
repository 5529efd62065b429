//! Training, terms, the models on them, and what is looked at afterwards.
use std::cell::RefCell;

use candle_core::{Device, Tensor};
use candle_nn::Optimizer;
use chapter_02::{Corpus, FitError, Vocabulary};
use chapter_03::VectorError;
use chapter_03::baselines::{Kind, measure};
use chapter_03::error::Result;
use chapter_03::looking::{components, cosines, neighbours};
use chapter_03::ngram_model::{Fitting, NgramBatch, NgramModel};
use chapter_03::ngrams::Ngrams;
use chapter_03::ratios::log_count_ratios;
use chapter_03::reviews::Part;
use chapter_03::training::{
    LearningRate, Model, Schedule, Training, evaluate, gradient_step, train,
};
use course::parameters::{Init, Parameters};
use course::random::{self, Generator};

const TEXTS: [&str; 4] =
    ["Good film!", "Good good plot.", "Not good.", "A bad film"];
const TARGETS: [f32; 4] = [1.0, 1.0, 0.0, 0.0];

fn fitting(l2: f64) -> Fitting {
    let schedule = Schedule {
        epochs: 200,
        batch_size: 2,
        learning_rate: 0.05,
    };
    Fitting {
        schedule,
        l2,
        seed: 1,
    }
}

#[test]
fn a_step_goes_against_the_gradient() {
    let mut parameters = Parameters::new(1);
    let x = parameters.create("x", 2, Init::Zeros).unwrap();
    // d/dx Σ (x - 3)² = 2 (x - 3) = -6 at 0.
    let loss = (&x - 3.0).unwrap().sqr().unwrap().sum_all().unwrap();
    gradient_step(&parameters.variables(), &loss.backward().unwrap(), 0.1).unwrap();
    for value in x.to_vec1::<f32>().unwrap() {
        assert!((value - 0.6).abs() < 1e-6);
    }
}

/// Reviews given as the ids of their terms.
fn part(ids: &[Vec<u32>], targets: &[f32]) -> Part {
    Part {
        ids: ids.to_vec(),
        targets: targets.to_vec(),
        phenomena: vec![None; ids.len()],
    }
}

/// One weight, which is every review's logit.
struct OneWeight {
    weight: Tensor,
    penalty: Option<f64>,
}

impl Model for OneWeight {
    fn logits(
        &self,
        _part: &Part,
        rows: &[u32],
        _rng: Option<&mut Generator>,
    ) -> Result<Tensor> {
        Ok(self.weight.broadcast_as(rows.len())?)
    }

    fn penalty(&self) -> Result<Option<Tensor>> {
        let scaled = self.penalty.map(|factor| self.weight.sum_all()? * factor);
        Ok(scaled.transpose()?)
    }
}

#[test]
fn training_without_reviews_and_training_that_diverges_are_errors() {
    let schedule = fitting(0.0).schedule;
    let train_one = |part: &Part, penalty| {
        let mut parameters = Parameters::new(1);
        let init = Init::Uniform { limit: 1.0 };
        let weight = parameters.create("x", 1, init).unwrap();
        let model = OneWeight { weight, penalty };
        train(&model, parameters.variables(), part, schedule, 1, |_| Ok(()))
            .unwrap_err()
    };
    let error = train_one(&part(&[], &[]), None);
    assert!(matches!(error, VectorError::NoReviews { part: "training" }));
    let four = part(&vec![vec![4]; 4], &TARGETS);
    let error = train_one(&four, Some(f64::INFINITY));
    assert!(matches!(error, VectorError::Diverged { steps: 1, .. }));
}

#[test]
fn a_learning_rate_is_constant_or_falls_evenly_to_zero() {
    assert_eq!(LearningRate::Constant(0.5).at(9), 0.5);
    let falling = LearningRate::Falling {
        from: 0.5,
        steps: 4,
    };
    assert_eq!([0, 1, 4].map(|step| falling.at(step)), [0.5, 0.375, 0.0]);
}

#[test]
fn an_epoch_takes_a_step_for_each_batch_and_means_over_the_reviews() {
    let mut parameters = Parameters::new(1);
    let weight = parameters.create("x", 1, Init::Zeros).unwrap();
    let model = OneWeight {
        weight,
        penalty: None,
    };
    let optimizer = candle_nn::SGD::new(parameters.variables(), 0.1).unwrap();
    let mut training = Training {
        optimizer,
        learning_rate: LearningRate::Constant(0.0),
        batch_size: 3,
        rng: random::stream(1, "test"),
        steps: 0,
    };
    // Nothing is learnt with a learning rate of 0: each logit stays 0, each loss ln 2, and a logit of
    // 0 says "negative", which is right for two of four.
    let part = part(&vec![vec![4]; 4], &TARGETS);
    let mut batches = 0;
    let score = training
        .train_epoch(&model, &part, &part.rows(), |_| batches += 1)
        .unwrap();
    assert_eq!((batches, training.steps), (2, 2));
    assert!((score.loss - 2f64.ln()).abs() < 1e-6);
    assert_eq!(score.accuracy, 0.5);
    let evaluation = evaluate(&model, &part, 3, |_| ()).unwrap();
    assert_eq!(evaluation.right, [false, false, true, true]);
    assert_eq!(evaluation.score, score);
}

/// Notes whether it is asked with a generator, which is to say in training.
struct Notes {
    weight: Tensor,
    with_generator: RefCell<Vec<bool>>,
}

impl Model for Notes {
    fn logits(
        &self,
        _part: &Part,
        rows: &[u32],
        rng: Option<&mut Generator>,
    ) -> Result<Tensor> {
        self.with_generator.borrow_mut().push(rng.is_some());
        Ok(self.weight.broadcast_as(rows.len())?)
    }
}

#[test]
fn a_model_may_be_random_in_training_and_not_in_an_answer() {
    let mut parameters = Parameters::new(1);
    let weight = parameters.create("x", 1, Init::Zeros).unwrap();
    let model = Notes {
        weight,
        with_generator: RefCell::default(),
    };
    let part = part(&vec![vec![4]; 4], &TARGETS);
    let schedule = Schedule {
        epochs: 1,
        batch_size: 2,
        learning_rate: 0.1,
    };
    train(&model, parameters.variables(), &part, schedule, 1, |_| Ok(())).unwrap();
    evaluate(&model, &part, 4, |_| ()).unwrap();
    assert_eq!(model.with_generator.into_inner(), [true, true, false]);
}

#[test]
fn terms_are_words_and_the_pairs_that_are_common_enough() {
    let once = Ngrams::words_and_pairs(&TEXTS, 1).unwrap();
    let names = |terms: &Ngrams, text| -> Vec<String> {
        terms
            .of(text)
            .into_iter()
            .map(|id| terms.name(id))
            .collect()
    };
    assert_eq!(names(&once, "good plot"), ["good", "plot", "good plot"]);
    assert_eq!(names(&once, "good, good: unheard of"), ["good", "good good"]);
    let twice =
        Ngrams::words_and_pairs(&["good film", "good film", "bad film"], 2).unwrap();
    assert_eq!(names(&twice, "bad good film"), ["film", "good", "bad", "good film"]);
    assert!(once.of("").is_empty());
    assert_eq!(once.of_all(&TEXTS)[2], once.of(TEXTS[2]));
}

#[test]
fn no_texts_and_a_vocabulary_without_words_are_errors() {
    for num_words in [0, 2, 4] {
        let error = Ngrams::words(&TEXTS, num_words).unwrap_err();
        let no_room = FitError::NoRoom { num_words };
        assert!(matches!(error, VectorError::NoVocabulary(why) if why == no_room));
    }
    assert!(Ngrams::words(&TEXTS, 5).is_ok());
    let error = Ngrams::words(&[], 100).unwrap_err();
    assert!(matches!(error, VectorError::NoReviews { part: "training" }));
}

#[test]
fn an_empty_corpus_is_an_error() {
    let empty = Corpus {
        train: Vec::new(),
        test: Vec::new(),
        unlabelled: Vec::new(),
    };
    for kind in [Kind::Words, Kind::Pairs] {
        assert!(matches!(
            measure(kind, &empty, 1),
            Err(VectorError::NoReviews { .. })
        ));
    }
}

#[test]
fn a_logit_is_the_sum_of_the_rows_that_are_looked_up() {
    let ratios = Tensor::new(&[1f32, 2.0, 4.0], &Device::Cpu).unwrap();
    let model = NgramModel::new(3, Some(ratios)).unwrap();
    // All weights 1 and a bias of 0: interpolated from weights 0 they stay 0, so train a little.
    model
        .fit(&part(&[vec![0], vec![1]], &[1.0, 0.0]), &fitting(0.1))
        .unwrap();
    let votes = model.votes().unwrap().to_vec1::<f32>().unwrap();
    let alone = |terms: &[u32]| -> f32 {
        let batch = NgramBatch::new(&[terms]).unwrap();
        model.logits_of(&batch).unwrap().to_vec1::<f32>().unwrap()[0]
    };
    let bias = alone(&[]);
    assert!(votes[0] > 0.1 && votes[1] < -0.1 && votes[2] == 0.0);
    assert!((alone(&[0, 1]) - bias - votes[0] - votes[1]).abs() < 1e-6);
    let both = NgramBatch::new(&[&[0], &[], &[1, 2]]).unwrap();
    let together = model.logits_of(&both).unwrap().to_vec1::<f32>().unwrap();
    assert_eq!(together, [alone(&[0]), alone(&[]), alone(&[1, 2])]);
}

#[test]
fn the_model_learns_what_the_words_say_and_the_penalty_holds_it_back() {
    let terms = Ngrams::words_and_pairs(&TEXTS, 1).unwrap();
    let reviews = part(&terms.of_all(&TEXTS), &TARGETS);
    let size = |l2| {
        let model = NgramModel::new(terms.count(), None).unwrap();
        model.fit(&reviews, &fitting(l2)).unwrap();
        let score = evaluate(&model, &reviews, 4, |_| ()).unwrap().score;
        assert_eq!(score.accuracy, 1.0);
        let votes = model.votes().unwrap().abs().unwrap().sum_all().unwrap();
        votes.to_scalar::<f32>().unwrap()
    };
    assert!(size(0.01) > 2.0 * size(1.0));
}

#[test]
fn targets_that_do_not_fit_are_errors() {
    let model = NgramModel::new(3, None).unwrap();
    let fit = |targets: &[f32]| {
        model
            .fit(&part(&[vec![0], vec![1]], targets), &fitting(1.0))
            .unwrap_err()
    };
    assert!(matches!(fit(&[1.0, 1.0]), VectorError::OneLabel));
    assert!(matches!(
        fit(&[1.0, 0.0, 1.0]),
        VectorError::Targets {
            reviews: 2,
            targets: 3
        }
    ));
    assert!(matches!(
        model.fit(&part(&[], &[]), &fitting(1.0)),
        Err(VectorError::NoReviews { .. })
    ));
    assert!(matches!(
        evaluate(&model, &part(&[], &[]), 1, |_| ()),
        Err(VectorError::NoReviews { .. })
    ));
}

#[test]
fn interpolation_goes_from_naive_bayes_to_the_weights() {
    let ratios = Tensor::new(&[1f32, -2.0, 4.0], &Device::Cpu).unwrap();
    let model = NgramModel::new(3, Some(ratios)).unwrap();
    model
        .fit(&part(&[vec![0], vec![1]], &[1.0, 0.0]), &fitting(0.1))
        .unwrap();
    let votes = |beta| {
        let votes = model.interpolated(beta).unwrap().votes().unwrap();
        votes.to_vec1::<f32>().unwrap()
    };
    assert_eq!(votes(1.0), model.votes().unwrap().to_vec1::<f32>().unwrap());
    let bayes = votes(0.0);
    assert!(
        (bayes[1] / bayes[0] + 2.0).abs() < 1e-5
            && (bayes[2] / bayes[0] - 4.0).abs() < 1e-5
    );
}

#[test]
fn ratios_are_those_of_the_definition() {
    // Positive counts + 1: 3, 1; negative: 2, 2. Shares 3/4 and 1/4; 1/2 and 1/2.
    let reviews = [vec![0], vec![0], vec![0, 1]];
    let ratios = log_count_ratios(&reviews, &[1.0, 1.0, 0.0], 2).unwrap();
    let ratios = ratios.to_vec1::<f32>().unwrap();
    assert!(
        (ratios[0] - 1.5f32.ln()).abs() < 1e-6
            && (ratios[1] - 0.5f32.ln()).abs() < 1e-6
    );
}

#[test]
fn cosines_and_neighbours() {
    let table = [
        [0f32, 0.0],
        [0.0, 0.0],
        [0.0, 0.0],
        [0.0, 0.0],
        [2.0, 0.0],
        [0.0, 1.0],
        [5.0, 5.0],
    ];
    let table = Tensor::new(&table, &Device::Cpu).unwrap();
    let vector = Tensor::new(&[3f32, 0.0], &Device::Cpu).unwrap();
    let found = cosines(&table, &vector).unwrap().to_vec1::<f32>().unwrap();
    assert_eq!((found[4], found[5]), (1.0, 0.0));
    assert!((found[6] - 0.5f32.sqrt()).abs() < 1e-6);
    // Ids 4, 5 and 6 by count.
    let vocabulary = Vocabulary::fit(["a a a b b c"], 7).unwrap();
    let near = neighbours(&table, &vocabulary, "a", 9).unwrap();
    let words: Vec<&str> = near.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, ["c", "b"]);
    let error = neighbours(&table, &vocabulary, "z", 9).unwrap_err();
    assert!(matches!(error, VectorError::UnknownWord { word } if word == "z"));
}

#[test]
fn components_are_the_directions_of_the_greatest_variance() {
    // Along (3, 4) with variance 4 · 25, along (-4, 3) with 25.
    let points = [[6f32, 8.0], [-6.0, -8.0], [-4.0, 3.0], [4.0, -3.0]];
    let points = Tensor::new(&points, &Device::Cpu).unwrap();
    let found = components(&points, 2).unwrap();
    let near =
        |a: &[f64], b: [f64; 2]| a.iter().zip(b).all(|(x, y)| (x - y).abs() < 1e-6);
    assert!(
        near(&found[0].direction, [0.6, 0.8]) && (found[0].share - 0.8).abs() < 1e-6
    );
    assert!(
        near(&found[1].direction, [0.8, -0.6])
            && (found[1].share - 0.2).abs() < 1e-6
    );
}
