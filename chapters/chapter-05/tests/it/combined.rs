//! Layers side by side and on top of each other: PyTorch's golden numbers, names, ids.

use candle_core::{D, Device, Result, Tensor};
use chapter_02::Side;
use chapter_03::Embedding;
use chapter_04::{Build, Mask, Place, Recurrent, Sequence};
use chapter_05::{Bidirectional, CandleLstm, Gru, Lstm, Stacked};
use course::parameters::Parameters;
use proptest::prelude::*;

use crate::common::{assert_close, build, fill, input};

/// Two bidirectional layers on top of each other.
fn two_layers<L: Build>() -> Result<Stacked<Bidirectional<L>>> {
    let mut parameters = Parameters::new(7);
    let layers = Stacked::new(2, 2, 2, &mut parameters, "lstm")?;
    fill(&parameters, |k, i, _| ((k + i) as f32).sin() / 2.0)?;
    Ok(layers)
}

/// What the golden numbers were made with: (3, 4, 2).
fn three_rows() -> Result<Tensor> {
    let values = (0..24).map(|i| (i as f32 * 0.7).cos()).collect();
    Tensor::from_vec::<_, f32>(values, (3, 4, 2), &Device::Cpu)
}

// Golden numbers, made with these lines of PyTorch 2:
//   lstm = torch.nn.LSTM(2, 2, num_layers=2, bidirectional=True, batch_first=True)
//   for name, p in lstm.named_parameters():
//       torch.nn.init.zeros_(p)
//   named = sorted((n, p) for n, p in lstm.named_parameters() if 'bias_hh' not in n)
//   for k, (name, p) in enumerate(named):
//       p.data = (torch.arange(p.numel()) + k).sin().reshape(p.shape) / 2
//   xs = (torch.arange(24.) * 0.7).cos().reshape(3, 4, 2)
//   all_states, (h, c) = lstm(xs)
//   print(all_states, torch.cat([h[-2], h[-1]], 1))
#[test]
fn two_bidirectional_layers_equal_pytorch() -> Result<()> {
    for layers in [
        Box::new(two_layers::<Lstm>()?) as Box<dyn Recurrent>,
        Box::new(two_layers::<CandleLstm>()?),
    ] {
        let xs = three_rows()?;
        let all_states = layers.all_states(&Sequence::of(&xs), None)?;
        assert_eq!(all_states.dims(), [3, 4, 2 * 2]);
        assert_close(&all_states, ALL_STATES.as_flattened())?;
        let last_state = layers.last_state(&Sequence::of(&xs), None)?;
        assert_close(&last_state, LAST_STATE.as_flattened())?;
    }
    Ok(())
}

#[rustfmt::skip]
const ALL_STATES: [[f32; 4]; 12] = [
    [-0.1531722, 0.0810866, 0.1781420, 0.0718768],
    [-0.2062253, 0.1037727, 0.1768706, 0.0789319],
    [-0.1806173, 0.1063114, 0.1504009, 0.0882817],
    [-0.2149818, 0.1270403, 0.0878617, 0.0629334],

    [-0.1574932, 0.0819500, 0.1698929, 0.0724447],
    [-0.2480564, 0.1150896, 0.1625454, 0.0742427],
    [-0.2318846, 0.1166382, 0.1556999, 0.0815676],
    [-0.2104972, 0.1220162, 0.1010729, 0.0667149],

    [-0.1409009, 0.0768039, 0.1712559, 0.0733058],
    [-0.2565743, 0.1159974, 0.1516046, 0.0706179],
    [-0.2788464, 0.1247112, 0.1513611, 0.0727363],
    [-0.2333700, 0.1225280, 0.1068826, 0.0653211],
];

const LAST_STATE: [[f32; 4]; 3] = [
    [-0.2149818, 0.1270403, 0.1781420, 0.0718768],
    [-0.2104972, 0.1220162, 0.1698929, 0.0724447],
    [-0.2333700, 0.1225280, 0.1712559, 0.0733058],
];

// Golden numbers, made with the lines above and these:
//   from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
//   packed = pack_padded_sequence(xs, [4, 2, 3], batch_first=True, enforce_sorted=False)
//   all_states, (h, c) = lstm(packed)
//   print(pad_packed_sequence(all_states, batch_first=True)[0], torch.cat([h[-2], h[-1]], 1))
#[test]
fn two_bidirectional_layers_equal_pytorch_on_packed_sequences() -> Result<()> {
    let (layers, xs) = (two_layers::<Lstm>()?, three_rows()?);
    for side in [Side::Pre, Side::Post] {
        let mask = Mask::new(LENGTHS.to_vec(), side);
        let words = |row: usize, xs: &Tensor| {
            let start = mask.first_word(row, 4);
            xs.get(row)?.narrow(0, start, LENGTHS[row]) // (length, features)
        };
        // The words of a row of `xs` are its first; with pads in front they move to the back.
        let rows = (0..3).map(|row| match side {
            Side::Post => xs.get(row),
            Side::Pre => {
                let length = LENGTHS[row];
                let words = xs.get(row)?.narrow(0, 0, length)?;
                words.pad_with_zeros(0, 4 - length, 0)
            }
        });
        let padded = Tensor::stack(&rows.collect::<Result<Vec<_>>>()?, 0)?;
        let all_states = layers.all_states(&Sequence::of(&padded), Some(&mask))?;
        let of_words = (0..3).map(|row| words(row, &all_states));
        let of_words = Tensor::cat(&of_words.collect::<Result<Vec<_>>>()?, 0)?;
        assert_close(&of_words, PACKED_STATES.as_flattened())?;
        let last_state = layers.last_state(&Sequence::of(&padded), Some(&mask))?;
        assert_close(&last_state, PACKED_LAST_STATE.as_flattened())?;
    }
    Ok(())
}

const LENGTHS: [usize; 3] = [4, 2, 3];

/// Those at words; at pads PyTorch gives zeros.
#[rustfmt::skip]
const PACKED_STATES: [[f32; 4]; 9] = [
    [-0.1531722, 0.0810866, 0.1781420, 0.0718768],
    [-0.2062253, 0.1037727, 0.1768706, 0.0789319],
    [-0.1806173, 0.1063114, 0.1504009, 0.0882817],
    [-0.2149818, 0.1270402, 0.0878617, 0.0629334],

    [-0.1607124, 0.0861672, 0.1317076, 0.0700429],
    [-0.2584261, 0.1235281, 0.0815843, 0.0512048],

    [-0.1423978, 0.0781861, 0.1598616, 0.0737801],
    [-0.2600208, 0.1180122, 0.1260370, 0.0657868],
    [-0.2895948, 0.1299214, 0.0970853, 0.0521269],
];

const PACKED_LAST_STATE: [[f32; 4]; 3] = [
    [-0.2149818, 0.1270402, 0.1781420, 0.0718768],
    [-0.2584261, 0.1235281, 0.1317076, 0.0700429],
    [-0.2895948, 0.1299214, 0.1598616, 0.0737801],
];

#[test]
fn parameters_have_the_names_and_shapes_of_pytorch() -> Result<()> {
    let mut parameters = Parameters::new(1);
    Stacked::<Bidirectional<Gru>>::new(3, 4, 2, &mut parameters, "gru")?;
    let names: Vec<_> = parameters
        .iter()
        .map(|(name, t)| (name, t.dims()))
        .collect();
    let expected: [(&str, &[usize]); 16] = [
        ("gru.bias_hh_l0", &[12]),
        ("gru.bias_hh_l0_reverse", &[12]),
        ("gru.bias_hh_l1", &[12]),
        ("gru.bias_hh_l1_reverse", &[12]),
        ("gru.bias_ih_l0", &[12]),
        ("gru.bias_ih_l0_reverse", &[12]),
        ("gru.bias_ih_l1", &[12]),
        ("gru.bias_ih_l1_reverse", &[12]),
        ("gru.weight_hh_l0", &[12, 4]),
        ("gru.weight_hh_l0_reverse", &[12, 4]),
        ("gru.weight_hh_l1", &[12, 4]),
        ("gru.weight_hh_l1_reverse", &[12, 4]),
        ("gru.weight_ih_l0", &[12, 3]),
        ("gru.weight_ih_l0_reverse", &[12, 3]),
        ("gru.weight_ih_l1", &[12, 8]),
        ("gru.weight_ih_l1_reverse", &[12, 8]),
    ];
    assert_eq!(names, expected);
    Ok(())
}

#[test]
fn a_stack_of_no_layers_and_a_name_that_is_taken_are_errors() -> Result<()> {
    let mut parameters = Parameters::new(1);
    assert!(Stacked::<Gru>::new(3, 4, 0, &mut parameters, "gru").is_err());
    Lstm::build(3, 4, &mut parameters, Place::first("lstm").above(1))?;
    assert!(Stacked::<Lstm>::new(3, 4, 2, &mut parameters, "lstm").is_err());
    assert!(Bidirectional::<Lstm>::new(3, 4, &mut parameters, "lstm").is_err());
    Ok(())
}

#[test]
fn a_stack_of_one_is_its_layer() -> Result<()> {
    let (layer, _) = build::<Lstm>(3, 4)?;
    let stack = Stacked::of(Vec::new(), layer.clone());
    let xs = input(2, 5, 3, 1)?;
    let of_layer = layer.all_states(&Sequence::of(&xs), None)?.flatten_all()?;
    assert_close(
        &stack.all_states(&Sequence::of(&xs), None)?,
        &of_layer.to_vec1()?,
    )?;
    let of_layer = layer.last_state(&Sequence::of(&xs), None)?.flatten_all()?;
    assert_close(&stack.last_state(&Sequence::of(&xs), None)?, &of_layer.to_vec1()?)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    /// Read the mirrored sequence with the layers exchanged: the states come out mirrored, and the
    /// halves of their features exchanged.
    #[test]
    fn a_mirrored_sequence_gives_mirrored_states(
        batch in 1usize..5,
        time in 1usize..9,
        lengths in prop::collection::vec(0usize..9, 5),
        side in prop_oneof![Just(Side::Pre), Just(Side::Post)],
        masked in any::<bool>(),
    ) {
        let lengths = lengths[..batch].iter().map(|length| *length.min(&time)).collect();
        let mask = masked.then(|| Mask::new(lengths, side));
        check_mirror(batch, time, mask.as_ref()).unwrap();
    }
}

fn check_mirror(batch: usize, time: usize, mask: Option<&Mask>) -> Result<()> {
    let mut parameters = Parameters::new(7);
    let one = Gru::new(2, 3, &mut parameters, "one")?;
    let other = Gru::new(2, 3, &mut parameters, "other")?;
    let layers = Bidirectional::of(one.clone(), other.clone());
    let exchanged = Bidirectional::of(other, one);

    let xs = input(batch, time, 2, 3)?;
    let mirrored = xs.flip(&[1])?;
    let mirrored_mask = mask.map(Mask::reversed);
    let exchange = |states: Tensor| -> Result<Tensor> {
        let halves = states.chunk(2, D::Minus1)?;
        Tensor::cat(&[&halves[1], &halves[0]], D::Minus1)
    };
    let all = exchange(
        exchanged.all_states(&Sequence::of(&mirrored), mirrored_mask.as_ref())?,
    )?;
    let golden = layers
        .all_states(&Sequence::of(&xs), mask)?
        .flatten_all()?
        .to_vec1()?;
    assert_close(&all.flip(&[1])?, &golden)?;
    let last = exchange(
        exchanged.last_state(&Sequence::of(&mirrored), mirrored_mask.as_ref())?,
    )?;
    let golden = layers
        .last_state(&Sequence::of(&xs), mask)?
        .flatten_all()?
        .to_vec1()?;
    assert_close(&last, &golden)
}

/// A layer that reads words only, as one that keeps a saving of its own does.
struct OfWords(Lstm);

impl OfWords {
    fn words(xs: &Sequence) -> Result<&Sequence> {
        match xs {
            Sequence::Words { .. } => Ok(xs),
            Sequence::Vectors(_) => {
                candle_core::bail!("the words have been embedded already")
            }
        }
    }
}

impl Recurrent for OfWords {
    fn all_states(
        &self,
        xs: &Sequence,
        mask: Option<&Mask>,
    ) -> chapter_04::Result<Tensor> {
        self.0.all_states(Self::words(xs)?, mask)
    }

    fn last_state(
        &self,
        xs: &Sequence,
        mask: Option<&Mask>,
    ) -> chapter_04::Result<Tensor> {
        self.0.last_state(Self::words(xs)?, mask)
    }

    fn detached(&self) -> chapter_04::Result<Box<dyn Recurrent>> {
        Ok(Box::new(Self(self.0.detach())))
    }
}

#[test]
fn the_layers_that_read_the_sequence_are_given_its_words() -> Result<()> {
    let mut parameters = Parameters::new(7);
    let embedding = Embedding::new(9, 3, &mut parameters, "embedding")?;
    let one = Lstm::new(3, 4, &mut parameters, "one")?;
    let other = Lstm::new(3, 4, &mut parameters, "other")?;
    let above = Lstm::new(8, 2, &mut parameters, "above")?;
    let model = |words_only: bool, stacked: bool| -> Box<dyn Recurrent> {
        let boxed = |layer: &Lstm| -> Box<dyn Recurrent> {
            match words_only {
                true => Box::new(OfWords(layer.clone())),
                false => Box::new(layer.clone()),
            }
        };
        let lowest: Box<dyn Recurrent> =
            Box::new(Bidirectional::of(boxed(&one), boxed(&other)));
        match stacked {
            true => Box::new(Stacked::of(vec![lowest], Box::new(above.clone()))),
            false => Box::new(Stacked::of(Vec::new(), lowest)),
        }
    };

    let ids = Tensor::new(&[[0u32, 0, 3, 8, 4], [0, 5, 3, 1, 2]], &Device::Cpu)?;
    let words = Sequence::of_words(&ids, &embedding);
    let vectors = Sequence::Vectors(words.vectors()?);
    let mask = Mask::new(vec![3, 4], Side::Pre);
    for mask in [None, Some(&mask)] {
        for stacked in [false, true] {
            let (of_words, of_vectors) =
                (model(true, stacked), model(false, stacked));
            let golden = of_vectors.all_states(&vectors, mask)?.flatten_all()?;
            assert_close(&of_words.all_states(&words, mask)?, &golden.to_vec1()?)?;
            let golden = of_vectors.last_state(&vectors, mask)?.flatten_all()?;
            assert_close(&of_words.last_state(&words, mask)?, &golden.to_vec1()?)?;
        }
    }
    Ok(())
}
