//! The fast layers are chapter 5's layers: values, gradients, shapes of every kind, alone, side by side
//! and on top of each other.
use candle_core::{DType, Device, Result, Tensor, Var};
use chapter_02::Side;
use chapter_03::Embedding;
use chapter_04::{Build, Mask, Place, Recurrent, Sequence, SequenceError};
use chapter_05::{Bidirectional, Gru, Lstm, Stacked};
use chapter_06::hoisted::HoistedLstm;
use chapter_06::kernel::Kernel;
use chapter_06::registers::Registers;
use chapter_06::{Fused, FusedGru, FusedLstm, Savings};
use course::parameters::{Init, Parameters};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

const VOCAB_SIZE: usize = 12;

#[derive(Clone, Debug)]
struct Case {
    lengths: Vec<usize>,
    time: usize,
    features: usize,
    num_hiddens: usize,
    side: Side,
    masked: bool,
    from_ids: bool,
    seed: u32,
}

fn cases() -> impl Strategy<Value = Case> {
    let sizes = (1usize..70, 1usize..20, 1usize..6, 1usize..40);
    (sizes, any::<[bool; 3]>(), any::<u32>()).prop_flat_map(
        |((batch, time, features, num_hiddens), [post, masked, from_ids], seed)| {
            prop::collection::vec(0..=time, batch).prop_map(move |lengths| Case {
                lengths,
                time,
                features,
                num_hiddens,
                side: if post { Side::Post } else { Side::Pre },
                masked,
                from_ids,
                seed,
            })
        },
    )
}

impl Case {
    fn ids(&self) -> Result<Tensor> {
        let mut ids = Vec::new();
        for (row, &length) in self.lengths.iter().enumerate() {
            let word = |i: usize| {
                (self.seed as usize + row * 31 + i * 7) % (VOCAB_SIZE - 1) + 1
            };
            let words = (0..length).map(|i| word(i) as u32);
            let pads = std::iter::repeat_n(0, self.time - length);
            match self.side {
                Side::Pre => ids.extend(pads.chain(words)),
                Side::Post => ids.extend(words.chain(pads)),
            }
        }
        Tensor::from_vec(ids, (self.lengths.len(), self.time), &Device::Cpu)
    }
}

/// Builds a layer for a case.
type Builder = fn(usize, usize, &mut Parameters) -> Result<Box<dyn Recurrent>>;

fn alone<L: Build + 'static>(
    features: usize,
    num_hiddens: usize,
    parameters: &mut Parameters,
) -> Result<Box<dyn Recurrent>> {
    let place = Place::first("layer");
    Ok(Box::new(L::build(features, num_hiddens, parameters, place)?))
}

/// Two layers of `L` on top of each other.
fn two<L: Build + 'static>(
    features: usize,
    num_hiddens: usize,
    parameters: &mut Parameters,
) -> Result<Box<dyn Recurrent>> {
    let stack = Stacked::<L>::new(features, num_hiddens, 2, parameters, "layer")?;
    Ok(Box::new(stack))
}

/// All states, the last state, and the gradients of a weighted sum of both.
fn numbers(
    case: &Case,
    scale: f64,
    build: impl Fn(usize, usize, &mut Parameters) -> Result<Box<dyn Recurrent>>,
) -> Result<Vec<Vec<f32>>> {
    let mut parameters = Parameters::new(u64::from(case.seed));
    let embedding =
        Embedding::new(VOCAB_SIZE, case.features, &mut parameters, "embedding")?;
    let layer = build(case.features, case.num_hiddens, &mut parameters)?;
    // Weights and vectors large enough for the gates to leave their middle, small enough for the
    // recurrence not to be chaotic: at three times the initial weights, with two layers on each
    // other at two times, rounding errors grow from step to step until they alone reach the bound.
    for variable in parameters.variables() {
        variable.set(&(variable.as_tensor() * scale)?)?;
    }
    let mask = case
        .masked
        .then(|| Mask::new(case.lengths.clone(), case.side));
    let (ids, mask) = (case.ids()?, mask.as_ref());
    let xs = if case.from_ids {
        Sequence::of_words(&ids, &embedding)
    } else {
        Sequence::Vectors(embedding.forward(&ids)?)
    };
    let (all, last) = (layer.all_states(&xs, mask)?, layer.last_state(&xs, mask)?);
    let weigh = |states: &Tensor| -> Result<Tensor> {
        let count = states.elem_count();
        let weights: Vec<f32> = (0..count)
            .map(|i| (i * 37 % 101) as f32 / 50.0 - 1.0)
            .collect();
        (states.flatten_all()? * Tensor::from_vec(weights, count, &Device::Cpu)?)?
            .sum_all()
    };
    let gradients = (weigh(&all)? + weigh(&last)?)?.backward()?;
    let mut numbers = vec![
        all.flatten_all()?.to_vec1()?,
        last.flatten_all()?.to_vec1()?,
    ];
    for (_, tensor) in parameters.iter() {
        let gradient = match gradients.get(tensor) {
            Some(gradient) => gradient.clone(),
            None => tensor.zeros_like()?,
        };
        numbers.push(gradient.flatten_all()?.to_vec1()?);
    }
    Ok(numbers)
}

/// The largest size of a number of `a`, and the largest difference of one from that of `b`.
fn size_and_error(a: &[f32], b: &[f32]) -> (f32, f32) {
    assert_eq!(a.len(), b.len());
    // A maximum passes over NaN.
    assert!(a.iter().chain(b).all(|number| number.is_finite()));
    let pairs = a.iter().zip(b);
    pairs.fold((0.0, 0.0), |(size, error), (x, y)| {
        (size.max(x.abs()), error.max((x - y).abs()))
    })
}

/// Compares two layers on one case, with initial weights `scale` times as large as usual.
fn compare(case: &Case, scale: f64, by_hand: Builder, fused: Builder) {
    let by_hand = numbers(case, scale, by_hand).unwrap();
    assert_equal(case, &by_hand, &numbers(case, scale, fused).unwrap());
}

/// Holds the numbers of a fast layer to those of the layer by hand.
fn assert_equal(case: &Case, by_hand: &[Vec<f32>], fused: &[Vec<f32>]) {
    // States are made by activations with an absolute error of up to 2e-7; where all of them are
    // tiny, no relative error can be promised. Nor for a gradient whose terms cancel: it is a sum
    // over positions of terms up to about 1, and the rounding of the additions is left.
    let positions = (case.lengths.len() * case.time) as f32;
    let (of_states, of_sums) = (1e-6, f32::EPSILON * positions.sqrt());
    for (i, (a, b)) in by_hand.iter().zip(fused).enumerate() {
        let (size, error) = size_and_error(a, b);
        let bound = if i < 2 {
            (1e-5 * size).max(of_states)
        } else {
            (1e-4 * size).max(of_sums)
        };
        assert!(error <= bound, "tensor {i}: {error} of {size}");
    }
}

/// So many cases, and before them those that have failed once: they are in
/// `equality.proptest-regressions` beside this file.
fn config(cases: u32) -> ProptestConfig {
    let failures = FileFailurePersistence::WithSource("proptest-regressions");
    ProptestConfig {
        cases,
        failure_persistence: Some(Box::new(failures)),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(64))]
    #[test]
    fn equals_the_lstm_by_hand(case in cases()) {
        compare(&case, 2.0, alone::<Lstm>, alone::<FusedLstm>);
        compare(&case, 2.0, alone::<Lstm>, alone::<HoistedLstm>);
    }

    #[test]
    fn equals_the_gru_by_hand(case in cases()) {
        compare(&case, 2.0, alone::<Gru>, alone::<FusedGru>);
    }
}

proptest! {
    #![proptest_config(config(16))]
    #[test]
    fn two_lstm_layers_both_ways_equal_those_by_hand(case in cases()) {
        let by_hand = two::<Bidirectional<Lstm>>;
        compare(&case, 1.5, by_hand, two::<Fused<Bidirectional<Lstm>>>);
        compare(&case, 1.5, by_hand, two::<Bidirectional<FusedLstm>>);
    }

    #[test]
    fn two_gru_layers_both_ways_equal_those_by_hand(case in cases()) {
        let by_hand = two::<Bidirectional<Gru>>;
        compare(&case, 1.5, by_hand, two::<Fused<Bidirectional<Gru>>>);
        compare(&case, 1.5, by_hand, two::<Bidirectional<FusedGru>>);
    }

    #[test]
    fn every_saving_can_be_left_out(case in cases(), words_once: bool) {
        let savings = if words_once { Savings::WordsOnce } else { Savings::Nothing };
        let mut parameters = Parameters::new(u64::from(case.seed));
        let embedding = Embedding::new(VOCAB_SIZE, case.features, &mut parameters, "e").unwrap();
        let layer = FusedLstm::new(case.features, case.num_hiddens, &mut parameters, "l").unwrap();
        let states = |layer: &FusedLstm| -> Result<Vec<f32>> {
            let words = Sequence::of_words(&case.ids()?, &embedding);
            layer.all_states(&words, None)?.flatten_all()?.to_vec1()
        };
        let all = states(&layer).unwrap();
        let without = states(&layer.with_savings(savings)).unwrap();
        let (size, error) = size_and_error(&all, &without);
        prop_assert!(error <= (1e-5 * size).max(1e-6), "{error} of {size}");
    }
}

/// Every way to compute: the registers of every kind that this machine has, and the widest without
/// packing, kept memory and shards.
fn kernels() -> Vec<Kernel> {
    let with = |registers| Kernel {
        registers,
        ..Kernel::default()
    };
    let plain = Kernel {
        packs: false,
        keeps_memory: false,
        deals: false,
        ..Kernel::default()
    };
    let all = Registers::all().into_iter().map(with);
    all.chain([plain]).collect()
}

/// So many rows of 512 steps and so many hidden units, computed in every way.
fn equals_at<L: Build + 'static>(sizes: &[(usize, usize)])
where
    Fused<L>: Build,
{
    for &(rows, num_hiddens) in sizes {
        let case = Case {
            lengths: vec![512; rows],
            time: 512,
            features: 128,
            num_hiddens,
            side: Side::Pre,
            masked: false,
            from_ids: false,
            seed: 1,
        };
        let by_hand = numbers(&case, 1.0, alone::<L>).unwrap();
        for kernel in kernels() {
            if kernel.registers.lanes() == 1 && (rows, num_hiddens) != (1, 128) {
                continue; // it would take long
            }
            let fused =
                |features, num_hiddens, parameters: &mut Parameters| -> Result<_> {
                    let layer = Fused::<L>::build(
                        features,
                        num_hiddens,
                        parameters,
                        Place::first("layer"),
                    )?;
                    let layer: Box<dyn Recurrent> =
                        Box::new(layer.with_kernel(kernel));
                    Ok(layer)
                };
            assert_equal(&case, &by_hand, &numbers(&case, 1.0, fused).unwrap());
        }
    }
}

#[test]
fn the_lstm_at_full_length() {
    equals_at::<Lstm>(&[(1, 128), (2, 256)]);
}

#[test]
fn the_gru_at_full_length() {
    equals_at::<Gru>(&[(1, 128), (2, 256)]);
}

#[test]
fn both_directions_at_full_length() {
    equals_at::<Bidirectional<Lstm>>(&[(1, 128)]);
}

/// Builds a layer from tensors of either kind of float, in the order of their names.
type FromTensors<L> = fn(&[Tensor]) -> std::result::Result<L, SequenceError>;

/// A whole batch as it is timed. So many roundings add up in it that the layer by hand is no truth any
/// more, but for one in 64 bits.
fn is_near_to_64_bits<L: Build>(num_hiddens: usize, from_tensors: FromTensors<L>)
where
    Fused<L>: Build,
{
    let mut parameters = Parameters::new(1);
    L::new(128, num_hiddens, &mut parameters, "layer").unwrap();
    let weights: Vec<Tensor> = parameters
        .iter()
        .map(|(_, tensor)| tensor.clone())
        .collect();
    let in_64_bits = |tensor: &Tensor| tensor.to_dtype(DType::F64).unwrap();
    let truth_weights: Vec<Tensor> = weights
        .iter()
        .map(|weight| Var::from_tensor(&in_64_bits(weight)).unwrap().into_inner())
        .collect();
    let xs = (64, 512, 128);
    let xs = parameters
        .create("xs", xs, Init::Uniform { limit: 1.0 })
        .unwrap();
    let xs = xs.detach();

    let truth = from_tensors(&truth_weights).unwrap();
    let truth = states_and_gradients(&truth, &in_64_bits(&xs), &truth_weights);
    let fused = Fused::of(from_tensors(&weights).unwrap());
    let fused = states_and_gradients(&fused, &xs, &weights);
    for (i, (fused, truth)) in fused.iter().zip(&truth).enumerate() {
        // A maximum passes over NaN.
        assert!(fused.iter().all(|number| number.is_finite()));
        let pairs = fused.iter().zip(truth);
        let error = pairs.map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
        let size = truth.iter().fold(0.0_f64, |size, x| size.max(x.abs()));
        assert!(error <= 1e-5 * size, "tensor {i}: {error} of {size}");
    }
}

/// All states, and the gradients of a weighted sum of them with respect to the weights.
fn states_and_gradients(
    layer: &dyn Recurrent,
    xs: &Tensor,
    weights: &[Tensor],
) -> Vec<Vec<f64>> {
    let numbers = |tensor: &Tensor| -> Vec<f64> {
        let tensor = tensor.to_dtype(DType::F64).unwrap();
        tensor.flatten_all().unwrap().to_vec1().unwrap()
    };
    let states = layer.all_states(&Sequence::of(xs), None).unwrap();
    let count = states.elem_count();
    let weight = |i| (i * 37 % 101) as f64 / 50.0 - 1.0;
    let weighting: Vec<f64> = (0..count).map(weight).collect();
    let weighting = Tensor::from_vec(weighting, count, &Device::Cpu).unwrap();
    let weighting = weighting.to_dtype(states.dtype()).unwrap();
    let loss = (states.flatten_all().unwrap() * weighting).unwrap();
    let gradients = loss.sum_all().unwrap().backward().unwrap();
    let of_weights = weights.iter().map(|weight| gradients.get(weight).unwrap());
    std::iter::once(&states)
        .chain(of_weights)
        .map(numbers)
        .collect()
}

#[test]
#[ignore = "it takes a minute: .ci/run runs it, and `cargo test -p chapter-06 -- --ignored`"]
fn whole_batches_at_the_sizes_that_are_timed() {
    let lstm: FromTensors<Lstm> = |weights| {
        let [bias, weight_hh, weight_ih] = weights else {
            panic!("an LSTM has three tensors of weights");
        };
        Lstm::from_tensors(weight_ih.clone(), weight_hh.clone(), bias.clone())
    };
    let gru: FromTensors<Gru> = |weights| {
        let [bias_hh, bias_ih, weight_hh, weight_ih] = weights else {
            panic!("a GRU has four tensors of weights");
        };
        let [bias_hh, bias_ih, weight_hh, weight_ih] =
            [bias_hh, bias_ih, weight_hh, weight_ih].map(Tensor::clone);
        Gru::from_tensors(weight_ih, weight_hh, bias_ih, bias_hh)
    };
    for num_hiddens in [128, 256] {
        is_near_to_64_bits(num_hiddens, lstm);
        is_near_to_64_bits(num_hiddens, gru);
    }
}
