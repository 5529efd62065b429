//! The fast layers' gradients against finite differences, their bits with any number of threads, and
//! their memory.
use candle_core::{DType, Device, Result, Tensor};
use chapter_02::Side;
use chapter_03::Embedding;
use chapter_04::{Build, Mask, Place, Recurrent, Sequence};
use chapter_05::{Gru, Lstm};
use chapter_06::kernel::Kernel;
use chapter_06::{Fused, FusedGru, FusedLstm};
use course::parameters::{Init, Parameters};

const VOCAB_SIZE: usize = 7;
const FEATURES: usize = 2;
const TIME: usize = 5;

/// Ids of rows of these lengths, padded to `TIME`: (batch, time).
fn padded(lengths: &[usize], side: Side) -> Result<Tensor> {
    let mut ids: Vec<u32> = Vec::new();
    for (row, &length) in lengths.iter().enumerate() {
        let words =
            (0..length).map(|i| ((row * 3 + i * 2) % (VOCAB_SIZE - 1) + 1) as u32);
        let pads = std::iter::repeat_n(0, TIME - length);
        match side {
            Side::Pre => ids.extend(pads.chain(words)),
            Side::Post => ids.extend(words.chain(pads)),
        }
    }
    Tensor::from_vec(ids, (lengths.len(), TIME), &Device::Cpu)
}

/// All states and the last one, each number with a weight of its own, added up.
fn loss(all: &Tensor, last: &Tensor) -> Result<Tensor> {
    let weigh = |states: &Tensor| -> Result<Tensor> {
        let count = states.elem_count();
        let weights: Vec<f64> = (0..count)
            .map(|i| (i * 37 % 101) as f64 / 50.0 - 1.0)
            .collect();
        let weights = Tensor::from_vec(weights, count, &Device::Cpu)?
            .to_dtype(states.dtype())?;
        (states.flatten_all()? * weights)?.sum_all()
    };
    weigh(all)? + weigh(last)?
}

/// A layer by hand on 64-bit weights, given in the order of their names.
type OnWeights = fn(&[Tensor]) -> Result<Box<dyn Recurrent>>;

fn lstm(weights: &[Tensor]) -> Result<Box<dyn Recurrent>> {
    let [bias, weight_hh, weight_ih] = weights else {
        unreachable!("an LSTM has three tensors of weights")
    };
    let (ih, hh) = (weight_ih.clone(), weight_hh.clone());
    Ok(Box::new(Lstm::from_tensors(ih, hh, bias.clone())?))
}

fn gru(weights: &[Tensor]) -> Result<Box<dyn Recurrent>> {
    let [bias_hh, bias_ih, weight_hh, weight_ih] = weights else {
        unreachable!("a GRU has four tensors of weights")
    };
    let (ih, hh) = (weight_ih.clone(), weight_hh.clone());
    let (bias_ih, bias_hh) = (bias_ih.clone(), bias_hh.clone());
    Ok(Box::new(Gru::from_tensors(ih, hh, bias_ih, bias_hh)?))
}

/// Compares every gradient of the fast layer, embedding included, with a central difference of the
/// layer by hand in 64 bits.
fn check<L: Build>(
    by_hand: OnWeights,
    lengths: &[usize],
    side: Side,
    masked: bool,
) -> Result<()>
where
    Fused<L>: Build,
{
    const STEP: f64 = 1e-5;
    let mut parameters = Parameters::new(3);
    let embedding =
        Embedding::new(VOCAB_SIZE, FEATURES, &mut parameters, "embedding")?;
    let fused =
        Fused::<L>::build(FEATURES, 3, &mut parameters, Place::first("layer"))?;
    for variable in parameters.variables() {
        // Away from zero, where biases begin.
        let count = variable.elem_count();
        let shift: Vec<f32> = (0..count).map(|i| (i as f32).sin() / 2.0).collect();
        let shift = Tensor::from_vec(shift, variable.shape(), &Device::Cpu)?;
        variable.set(&(variable.as_tensor() + shift)?)?;
    }
    let ids = padded(lengths, side)?;
    let mask = masked.then(|| Mask::new(lengths.to_vec(), side));
    let words = Sequence::of_words(&ids, &embedding);
    let all = fused.all_states(&words, mask.as_ref())?;
    let last = fused.last_state(&words, mask.as_ref())?;
    let gradients = loss(&all, &last)?.backward()?;

    let in_64_bits = |tensor: &Tensor| tensor.detach().to_dtype(DType::F64);
    let tensors: Vec<Tensor> = parameters
        .iter()
        .map(|(_, tensor)| in_64_bits(tensor))
        .collect::<Result<_>>()?;
    let loss_of = |tensors: &[Tensor]| -> Result<f64> {
        let (table, weights) = tensors.split_first().unwrap(); // "embedding" comes first
        let xs = table.index_select(&ids.flatten_all()?, 0)?;
        let xs = xs.reshape((lengths.len(), TIME, FEATURES))?;
        let (xs, layer) = (Sequence::Vectors(xs), by_hand(weights)?);
        let all = layer.all_states(&xs, mask.as_ref())?;
        loss(&all, &layer.last_state(&xs, mask.as_ref())?)?.to_scalar()
    };
    for (k, (name, tensor)) in parameters.iter().enumerate() {
        let gradient = gradients.get(tensor).unwrap().flatten_all()?;
        let gradient = gradient.to_vec1::<f32>()?;
        let scale = gradient.iter().fold(1e-3f32, |most, g| most.max(g.abs()));
        let values = tensors[k].flatten_all()?.to_vec1::<f64>()?;
        for i in 0..values.len() {
            let at = |change: f64| -> Result<f64> {
                let mut moved = values.clone();
                moved[i] += change;
                let mut tensors = tensors.clone();
                tensors[k] = Tensor::from_vec(moved, tensor.shape(), &Device::Cpu)?;
                loss_of(&tensors)
            };
            let slope = (at(STEP)? - at(-STEP)?) / (2.0 * STEP);
            let error = (slope - f64::from(gradient[i])).abs();
            assert!(
                error <= 1e-4 * f64::from(scale),
                "{name}[{i}]: {slope} and {}, {side:?}, masked: {masked}",
                gradient[i]
            );
        }
    }
    Ok(())
}

fn check_all_paddings<L: Build>(by_hand: OnWeights) -> Result<()>
where
    Fused<L>: Build,
{
    let with_pads = [3, 5, 0, 2]; // the third review is nothing but padding
    for side in [Side::Pre, Side::Post] {
        for masked in [false, true] {
            check::<L>(by_hand, &with_pads, side, masked)?;
        }
    }
    check::<L>(by_hand, &[TIME, TIME], Side::Pre, false)
}

#[test]
fn gradients_of_the_lstm_are_those_of_finite_differences() {
    check_all_paddings::<Lstm>(lstm).unwrap();
}

#[test]
fn gradients_of_the_gru_are_those_of_finite_differences() {
    check_all_paddings::<Gru>(gru).unwrap();
}

/// Lengths of many reviews, so that there are several shards of several groups of rows.
fn many_lengths() -> Vec<usize> {
    (0..75).map(|row| row * 7 % (TIME + 1)).collect()
}

/// The bits of all states, the last state and all gradients, computed with so many threads.
fn bits<L: Build>(threads: usize, masked: bool) -> Vec<u32> {
    let compute = || -> Result<Vec<u32>> {
        let mut parameters = Parameters::new(3);
        let embedding =
            Embedding::new(VOCAB_SIZE, FEATURES, &mut parameters, "embedding")?;
        let layer = L::build(FEATURES, 20, &mut parameters, Place::first("layer"))?;
        let ids = padded(&many_lengths(), Side::Pre)?;
        let mask = masked.then(|| Mask::new(many_lengths(), Side::Pre));
        let words = Sequence::of_words(&ids, &embedding);
        let all = layer.all_states(&words, mask.as_ref())?;
        let last = layer.last_state(&words, mask.as_ref())?;
        let gradients = loss(&all, &last)?.backward()?;
        let mut tensors = vec![all, last];
        for (_, tensor) in parameters.iter() {
            tensors.push(gradients.get(tensor).unwrap().clone());
        }
        let mut bits = Vec::new();
        for tensor in tensors {
            let values = tensor.flatten_all()?.to_vec1::<f32>()?;
            bits.extend(values.into_iter().map(f32::to_bits));
        }
        Ok(bits)
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.unwrap().install(compute).unwrap()
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    for masked in [false, true] {
        let (lstm, gru) =
            (bits::<FusedLstm>(1, masked), bits::<FusedGru>(1, masked));
        assert_ne!(lstm, gru);
        for threads in [2, 5] {
            assert!(bits::<FusedLstm>(threads, masked) == lstm, "{threads}");
            assert!(bits::<FusedGru>(threads, masked) == gru, "{threads}");
        }
    }
}

/// How many floats a layer's training steps with a mask save for their backward passes.
fn floats_saved<L: Build>(num_hiddens: usize, steps: usize) -> Result<usize>
where
    Fused<L>: Build,
{
    let mut parameters = Parameters::new(3);
    let embedding =
        Embedding::new(VOCAB_SIZE, FEATURES, &mut parameters, "embedding")?;
    let place = Place::first("layer");
    let layer = Fused::<L>::build(FEATURES, num_hiddens, &mut parameters, place)?;
    let ids = padded(&many_lengths(), Side::Pre)?;
    let words = Sequence::of_words(&ids, &embedding);
    let mask = Mask::new(many_lengths(), Side::Pre);
    for _ in 0..steps {
        layer
            .all_states(&words, Some(&mask))?
            .sum_all()?
            .backward()?;
    }
    Ok(layer.floats_saved())
}

#[test]
fn at_most_six_vectors_are_saved_for_an_active_position() {
    const NUM_HIDDENS: usize = 64;
    let words: usize = many_lengths().iter().sum();
    let gru = floats_saved::<Gru>(NUM_HIDDENS, 1).unwrap();
    assert_eq!(gru, 5 * NUM_HIDDENS * words);
    // Shards may swap their memory from one batch to the next, so that one has a little too much.
    let lstm = floats_saved::<Lstm>(NUM_HIDDENS, 2).unwrap();
    let most = 6 * NUM_HIDDENS * words;
    assert!((most..most + most / 10).contains(&lstm), "{lstm}, {most}");
}

#[test]
fn a_layer_that_keeps_no_memory_has_none_after_a_step() {
    let kept = |keeps_memory| {
        let mut parameters = Parameters::new(3);
        let layer = FusedLstm::new(FEATURES, 20, &mut parameters, "layer").unwrap();
        let layer = layer.with_kernel(Kernel {
            keeps_memory,
            ..Kernel::default()
        });
        let limit = Init::Uniform { limit: 1.0 };
        let xs = parameters.create("xs", (2, 5, FEATURES), limit).unwrap();
        let last = layer.last_state(&Sequence::of(&xs), None).unwrap();
        last.sum_all().unwrap().backward().unwrap();
        layer.floats_saved()
    };
    assert!(kept(true) > 0);
    assert_eq!(kept(false), 0);
}
