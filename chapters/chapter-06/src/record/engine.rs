//! The implementations of the LSTM that are timed: the rungs of a ladder, one change each.

use candle_core::Result;
use chapter_04::{Build, Place, Recurrent};
use chapter_05::{CandleLstm, Lstm};
use clap::ValueEnum;
use course::parameters::Parameters;

use crate::hoisted::HoistedLstm;
use crate::kernel::Kernel;
use crate::registers::Registers;
use crate::workload::{Builder, layer};
use crate::{FusedLstm, Savings};

/// Implementations of the LSTM, slowest first: each one is the one before it with one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// candle-nn's, which cuts a slice a step
    Candle,
    /// Chapter 5's, which halves the sequence
    ByHand,
    /// Chapter 5's, its input product out of the loop
    Hoisted,
    /// One operation, in single floats and one shard, all words, all pads
    OneOperation,
    /// And in vector registers
    Vectors,
    /// And with packed weights
    Packed,
    /// And with memory kept from batch to batch
    Memory,
    /// And dealt to shards
    Shards,
    /// And each word projected once
    WordsOnce,
    /// And the padding run once: the course's fast layer
    Fused,
}

impl Engine {
    pub(crate) fn builder(self) -> Builder {
        match self {
            Self::Candle => layer::<CandleLstm>,
            Self::ByHand => layer::<Lstm>,
            Self::Hoisted => layer::<HoistedLstm>,
            Self::OneOperation => fused::<0>,
            Self::Vectors => fused::<1>,
            Self::Packed => fused::<2>,
            Self::Memory => fused::<3>,
            Self::Shards => fused::<4>,
            Self::WordsOnce => fused::<5>,
            Self::Fused => layer::<FusedLstm>,
        }
    }

    /// The name in options and result files.
    pub(crate) fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// The operation with the first `CHANGES` of its changes.
fn fused<const CHANGES: u8>(
    features: usize,
    num_hiddens: usize,
    parameters: &mut Parameters,
) -> Result<Box<dyn Recurrent>> {
    let layer =
        FusedLstm::build(features, num_hiddens, parameters, Place::first("lstm"))?;
    let kernel = Kernel {
        registers: if CHANGES >= 1 {
            Registers::default()
        } else {
            Registers::single_floats()
        },
        packs: CHANGES >= 2,
        keeps_memory: CHANGES >= 3,
        deals: CHANGES >= 4,
    };
    let savings = if CHANGES >= 5 {
        Savings::WordsOnce
    } else {
        Savings::Nothing
    };
    Ok(Box::new(layer.with_kernel(kernel).with_savings(savings)))
}
