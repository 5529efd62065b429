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
    tile::<2, 2>(out)?;
    tile::<4, 3>(out)?;
    tile::<6, 2>(out)?;
    tile::<12, 1>(out)?;
    tile::<3, 4>(out)?;
    tile::<6, 4>(out)
}

fn tile<const ROWS: usize, const COLUMNS: usize>(out: &mut dyn Write) -> Result<()> {
    let needed = registers_needed(ROWS, COLUMNS);
    let (in_16, in_32) = (needed <= 16, needed <= 32);
    let reads = ROWS + COLUMNS; // for each k
    let uses = (ROWS * COLUMNS) as f64 / reads as f64;
    writeln!(
        out,
        "{ROWS:>2} × {COLUMNS} {needed:>10}  {in_16:<7}  {in_32:<7} {uses:>22.2}"
    )?;
    let gflops = gflops::<ROWS, COLUMNS>();
    program::tell(format_args!("{ROWS:>2} × {COLUMNS} {gflops:>6.1} GFLOP/s"));
    Ok(())
}
// ANCHOR_END: solution

fn main() -> ExitCode {
    program::run(solution)
}
