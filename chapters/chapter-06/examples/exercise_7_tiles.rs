//! Exercise 7: tiles of other shapes.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use chapter_06::tiles::{gflops, registers_needed};

/// Prints which shapes fit into 16 and into 32 registers, and, to the error stream, how fast each of them
/// is here.
///
/// # Errors
/// If `out` cannot be written to.
// ANCHOR: solution
pub fn solution(out: &mut dyn Write) -> Result<()> {
    writeln!(out, "tile   registers  fits 16  fits 32  used for each reading")?;
    let rates: [(usize, usize, fn() -> f64); 6] = [
        (2, 2, gflops::<2, 2>),
        (4, 3, gflops::<4, 3>),
        (6, 2, gflops::<6, 2>),
        (12, 1, gflops::<12, 1>),
        (3, 4, gflops::<3, 4>),
        (6, 4, gflops::<6, 4>),
    ];
    for (rows, columns, gflops) in rates {
        let needed = registers_needed(rows, columns);
        let (in_16, in_32) = (needed <= 16, needed <= 32);
        let reads = rows + columns; // for each k
        let uses = (rows * columns) as f64 / reads as f64;
        writeln!(
            out,
            "{rows:>2} × {columns} {needed:>10}  {in_16:<7}  {in_32:<7} {uses:>22.2}"
        )?;
        eprintln!("{rows:>2} × {columns} {:>6.1} GFLOP/s", gflops());
    }
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
