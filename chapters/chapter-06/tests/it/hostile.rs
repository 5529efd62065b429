//! Inputs that break layers: every layer of the course answers them alike.

use candle_core::{DType, Device, Result, Tensor, Var};
use chapter_02::Side;
use chapter_03::Embedding;
use chapter_04::truncated::Truncated;
use chapter_04::{
    Build, IdentityRnn, Mask, Place, Recurrent, Rnn, Sequence, SequenceError,
};
use chapter_05::{
    Backwards, Bidirectional, CandleGru, CandleLstm, ForgetBias, Gru,
    GruResetBefore, Lstm, Stacked,
};
use chapter_06::{FusedGru, FusedLstm};
use course::parameters::{Init, Parameters};

const FEATURES: usize = 3;
const NUM_HIDDENS: usize = 4;
const VOCAB_SIZE: usize = 6;

/// Makes a layer of [`FEATURES`] and [`NUM_HIDDENS`].
type Maker = fn(&mut Parameters) -> Result<Box<dyn Recurrent>>;

const LAYERS: [(&str, Maker); 18] = [
    ("RNN", one::<Rnn>),
    ("identity RNN", one::<IdentityRnn>),
    ("truncated RNN", one::<Truncated<2>>),
    ("LSTM", one::<Lstm>),
    ("LSTM with another bias", one::<ForgetBias<3>>),
    ("GRU of the paper", one::<GruResetBefore>),
    ("LSTM backwards", one::<Backwards<Lstm>>),
    ("GRU", one::<Gru>),
    ("candle's LSTM", one::<CandleLstm>),
    ("candle's GRU", one::<CandleGru>),
    ("fast LSTM", one::<FusedLstm>),
    ("fast GRU", one::<FusedGru>),
    ("RNN both ways", one::<Bidirectional<Rnn>>),
    ("LSTM both ways", one::<Bidirectional<Lstm>>),
    ("candle's GRU both ways", one::<Bidirectional<CandleGru>>),
    ("fast LSTM both ways", one::<Bidirectional<FusedLstm>>),
    ("two GRUs", two::<Gru>),
    ("two fast LSTMs both ways", two::<Bidirectional<FusedLstm>>),
];

fn one<L: Build + 'static>(
    parameters: &mut Parameters,
) -> Result<Box<dyn Recurrent>> {
    let place = Place::first("layer");
    Ok(Box::new(L::build(FEATURES, NUM_HIDDENS, parameters, place)?))
}

fn two<L: Build + 'static>(
    parameters: &mut Parameters,
) -> Result<Box<dyn Recurrent>> {
    let layers = Stacked::<L>::new(FEATURES, NUM_HIDDENS, 2, parameters, "layers")?;
    Ok(Box::new(layers))
}

/// Numbers between −1 and 1: (batch, time, [`FEATURES`]).
fn input(batch: usize, time: usize) -> Result<Tensor> {
    let rows = Parameters::new(3).create(
        "input",
        (batch * time, FEATURES),
        Init::Uniform { limit: 1.0 },
    )?;
    rows.detach().reshape((batch, time, FEATURES))
}

/// The states after every step, the last state, and the gradients of their sum of squares with
/// respect to the inputs and to every parameter.
fn everything(
    maker: Maker,
    xs: &Tensor,
    mask: Option<&Mask>,
) -> Result<Vec<Vec<f32>>> {
    let mut parameters = Parameters::new(7);
    let layer = maker(&mut parameters)?;
    let xs = Var::from_tensor(xs)?;
    let sequence = Sequence::of(&xs);
    let all_states = layer.all_states(&sequence, mask)?;
    let last_state = layer.last_state(&sequence, mask)?;
    let loss = (all_states.sqr()?.sum_all()? + last_state.sqr()?.sum_all()?)?;
    let gradients = loss.backward()?;
    let mut found = vec![all_states, last_state];
    for variable in [vec![xs], parameters.variables()].concat() {
        found.push(match gradients.get(&variable) {
            Some(gradient) => gradient.clone(),
            None => variable.zeros_like()?,
        });
    }
    found
        .iter()
        .map(|tensor| tensor.flatten_all()?.to_vec1())
        .collect()
}

/// Fails unless both have the same numbers, up to rounding.
fn assert_same(what: &str, found: &[Vec<f32>], expected: &[Vec<f32>]) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found.len(), expected.len(), "{what}");
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 1e-5, "{what}: {a} in place of {b}");
        }
    }
}

/// `xs` with `value` in every number of every pad.
fn with_pads_of(value: f32, xs: &Tensor, mask: &Mask) -> Result<Tensor> {
    let (batch, time, features) = xs.dims3()?;
    let mut values = xs.to_vec3::<f32>()?;
    for (row, steps) in values.iter_mut().enumerate() {
        for (step, numbers) in steps.iter_mut().enumerate() {
            if !mask.is_word(row, step, time) {
                numbers.fill(value);
            }
        }
    }
    let values = values.into_iter().flatten().flatten().collect::<Vec<_>>();
    Tensor::from_vec(values, (batch, time, features), xs.device())
}

#[test]
fn a_masked_pad_changes_nothing_whatever_stands_there() -> Result<()> {
    let xs = input(4, 6)?;
    for side in [Side::Pre, Side::Post] {
        let mask = Mask::new(vec![6, 4, 1, 0], side);
        let zeros = with_pads_of(0.0, &xs, &mask)?;
        for (name, maker) in LAYERS {
            let expected = everything(maker, &zeros, Some(&mask))?;
            for pad in [1.0, 1e30, f32::INFINITY, f32::NEG_INFINITY, f32::NAN] {
                let padded = with_pads_of(pad, &xs, &mask)?;
                let found = everything(maker, &padded, Some(&mask))?;
                assert_same(&format!("{name}, pads of {pad}"), &found, &expected);
            }
        }
    }
    Ok(())
}

#[test]
fn the_vector_of_a_masked_pad_changes_nothing_either() -> Result<()> {
    let mask = Mask::new(vec![3, 2], Side::Pre); // id 0 stands in front of the second row
    for (name, maker) in LAYERS {
        let found = [0.0, f32::INFINITY, f32::NAN].map(|pad| -> Result<_> {
            let (ids, embedding, table) = words(5)?;
            let mut rows = table.to_vec2::<f32>()?;
            rows[0].fill(pad);
            table.set(&Tensor::new(rows, &Device::Cpu)?)?;
            let layer = maker(&mut Parameters::new(7))?;
            let words = Sequence::of_words(&ids, &embedding);
            let last_state = layer.last_state(&words, Some(&mask))?;
            let gradients = last_state.sqr()?.sum_all()?.backward()?;
            let gradient = gradients.get(&table).unwrap().to_vec2::<f32>()?;
            Ok([last_state.to_vec2::<f32>()?, gradient].concat())
        });
        let [zeros, infinite, not_a_number] = found;
        let zeros = zeros?;
        assert_same(name, &infinite?, &zeros);
        assert_same(name, &not_a_number?, &zeros);
    }
    Ok(())
}

#[test]
fn a_row_without_words_ends_where_it_begins() -> Result<()> {
    let xs = input(2, 3)?;
    for (name, maker) in LAYERS {
        let layer = maker(&mut Parameters::new(7))?;
        let mask = Mask::new(vec![3, 0], Side::Post);
        let last = layer.last_state(&Sequence::of(&xs), Some(&mask))?.get(1)?;
        assert!(last.to_vec1::<f32>()?.iter().all(|x| *x == 0.0), "{name}: {last}");
    }
    Ok(())
}

#[test]
fn a_tensor_may_lie_in_memory_as_it_likes() -> Result<()> {
    let xs = input(4, 6)?; // (batch, time, features)
    let time_first = xs.transpose(0, 1)?.contiguous()?; // (time, batch, features)
    let wider = Tensor::cat(&[&xs, &xs], 2)?; // (batch, time, 2 · features)
    let layouts = [
        ("transposed", time_first.transpose(0, 1)?),
        ("a part of wider rows", wider.narrow(2, FEATURES, FEATURES)?),
        ("features first", xs.transpose(1, 2)?.contiguous()?.transpose(1, 2)?),
    ];
    let mask = Mask::new(vec![6, 4, 1, 0], Side::Pre);
    for (name, maker) in LAYERS {
        for mask in [None, Some(&mask)] {
            let layer = maker(&mut Parameters::new(7))?;
            let states = |xs: &Tensor| -> Result<Vec<Vec<f32>>> {
                let all_states = layer.all_states(&Sequence::of(xs), mask)?;
                let last_state = layer.last_state(&Sequence::of(xs), mask)?;
                [all_states, last_state]
                    .iter()
                    .map(|tensor| tensor.flatten_all()?.to_vec1())
                    .collect()
            };
            let expected = states(&xs)?;
            for (layout, xs) in &layouts {
                assert!(!xs.is_contiguous(), "{layout}");
                let what = format!("{name}, {layout}");
                assert_same(&what, &states(xs).expect(&what), &expected);
            }
        }
    }
    Ok(())
}

#[test]
fn the_smallest_batch_and_the_shortest_sequence_are_read() -> Result<()> {
    for (batch, time) in [(1, 1), (1, 5), (3, 1)] {
        let xs = input(batch, time)?;
        let mask = Mask::new(vec![time; batch], Side::Pre);
        for (name, maker) in LAYERS {
            let masked = everything(maker, &xs, Some(&mask))?;
            assert_same(name, &everything(maker, &xs, None)?, &masked);
        }
    }
    Ok(())
}

/// The one message with which every layer refuses a sequence, as a typed error.
fn refusals(sequence: &Sequence, mask: Option<&Mask>) -> Result<String> {
    let mut messages = Vec::new();
    for (name, maker) in LAYERS {
        let layer = maker(&mut Parameters::new(7))?;
        for answer in [
            layer.all_states(sequence, mask),
            layer.last_state(sequence, mask),
        ] {
            let Err(error) = answer else {
                panic!("{name} reads it")
            };
            assert!(!matches!(error, SequenceError::Tensor(_)), "{name}: {error}");
            messages.push(error.to_string());
        }
    }
    messages.dedup();
    assert_eq!(messages.len(), 1, "{messages:?}");
    Ok(messages.concat())
}

/// Two rows of three ids, the last of them `last`; a table of [`VOCAB_SIZE`] rows, and its variable.
fn words(last: u32) -> Result<(Tensor, Embedding, Var)> {
    let ids = Tensor::new(&[[1u32, 4, 2], [0, 3, last]], &Device::Cpu)?; // (batch, time)
    let mut parameters = Parameters::new(5);
    let embedding = Embedding::new(VOCAB_SIZE, FEATURES, &mut parameters, "table")?;
    Ok((ids, embedding, parameters.variables().remove(0)))
}

#[test]
fn what_no_layer_can_read_every_layer_refuses() -> Result<()> {
    let none = |shape: (usize, usize, usize)| {
        Tensor::zeros(shape, DType::F32, &Device::Cpu)
    };
    let lengths = |lengths: &[usize]| Some(Mask::new(lengths.to_vec(), Side::Pre));
    let xs = input(2, 3)?;
    let cases = [
        ("no step", none((2, 0, FEATURES))?, None),
        ("no row", none((0, 3, FEATURES))?, None),
        ("other features", none((2, 3, FEATURES + 1))?, None),
        ("a length too many", xs.clone(), lengths(&[3, 3, 3])),
        ("a length above T", xs.clone(), lengths(&[3, 4])),
        ("two dimensions", xs.get(0)?, None),
    ];
    let mut answers = Vec::new();
    for (what, xs, mask) in &cases {
        let answer = refusals(&Sequence::of(xs), mask.as_ref())?;
        answers.push(format!("{what}: {answer}\n"));
    }
    let (ids, embedding, _) = words(VOCAB_SIZE as u32)?;
    let answer = refusals(&Sequence::of_words(&ids, &embedding), None)?;
    answers.push(format!("an id outside: {answer}\n"));
    insta::assert_snapshot!("refused", answers.concat());
    Ok(())
}
