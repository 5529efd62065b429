//! Exercise 1: a unit that counts.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{Device, Tensor};
use chapter_04::{IdentityRnn, Recurrent, Rnn, Sequence};

// ANCHOR: solution
/// How many times the word was "good", less how many times it was "bad", but never
/// below zero.
///
/// # Errors
/// If a tensor cannot be made.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let cpu = &Device::Cpu;
    let weight_ih = Tensor::new(&[[1f32, -1.0]], cpu)?; // (num_hiddens, features)
    let weight_hh = Tensor::new(&[[1f32]], cpu)?; // (num_hiddens, num_hiddens)
    let zero = Tensor::new(&[0f32], cpu)?; // (num_hiddens,)
    let weights = Rnn::from_tensors(weight_ih, weight_hh, zero.clone(), zero)?;
    let counter = IdentityRnn::of(weights);
    for text in ["good film good plot bad end", "bad bad bad good good"] {
        let vectors: Vec<Vec<f32>> = text
            .split_whitespace()
            .map(|word| vec![f32::from(word == "good"), f32::from(word == "bad")])
            .collect();
        let xs = Tensor::new(vectors, cpu)?; // (time, features)
        let xs = xs.unsqueeze(0)?; // (1, time, features)
        let states = counter.all_states(&Sequence::of(&xs), None)?; // (1, time, 1)
        writeln!(out, "{text}: {:?}", states.flatten_all()?.to_vec1::<f32>()?)?;
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
