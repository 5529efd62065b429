//! Exercise 3: weights with two gates swapped.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use candle_core::{D, Tensor};
use chapter_04::{Recurrent, Sequence};
use chapter_05::{Lstm, keras};
use course::parameters::{Init, Parameters};

// ANCHOR: solution
/// The last states of an LSTM and of one with two gates swapped.
///
/// # Errors
/// If the shapes do not fit.
pub fn solution(out: &mut dyn Write) -> Result<()> {
    let (features, num_hiddens) = (2, 2);
    let mut parameters = Parameters::new(1);
    let uniform = Init::Uniform { limit: 1.0 };
    let mut draw =
        |name: &str, rows| parameters.create(name, (rows, 4 * num_hiddens), uniform);
    let kernel = draw("kernel", features)?; // (features, 4 · num_hiddens)
    let recurrent = draw("recurrent", num_hiddens)?;
    let bias = draw("bias", 1)?.squeeze(0)?; // (4 · num_hiddens,)
    let swap = |tensor: &Tensor| -> candle_core::Result<Tensor> {
        let gates = tensor.chunk(4, D::Minus1)?; // i, f, c, o
        Tensor::cat(&[&gates[1], &gates[0], &gates[2], &gates[3]], D::Minus1)
    };
    let right = keras::lstm(&kernel, &recurrent, &bias)?;
    let wrong = keras::lstm(&swap(&kernel)?, &swap(&recurrent)?, &swap(&bias)?)?;
    let xs = Parameters::new(2).create("xs", (4, features), uniform)?;
    let xs = Sequence::Vectors(xs.unsqueeze(0)?); // (1, 4, features)
    let last = |lstm: &Lstm| -> Result<Vec<f32>> {
        Ok(lstm.last_state(&xs, None)?.squeeze(0)?.to_vec1()?)
    };
    writeln!(out, "right    {:7.4?}", last(&right)?)?;
    writeln!(out, "swapped  {:7.4?}", last(&wrong)?)?;
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
