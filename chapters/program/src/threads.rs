//! The threads that compute.

use anyhow::{Result, anyhow, bail};
use rayon::ThreadPoolBuilder;

/// The variable that says how many, to everything that uses rayon.
const VARIABLE: &str = "RAYON_NUM_THREADS";
/// More threads than any processor that the course is read on has cores.
pub const MOST_THREADS: usize = 256;

/// Starts the threads that compute: so many, or as many as the variable `RAYON_NUM_THREADS` says, or one
/// for each core. Without this, the first product would start them, and stop the program if it cannot.
///
/// # Errors
/// If the variable is no such number, or the system does not let the program have the threads.
pub fn start(threads: Option<usize>) -> Result<()> {
    let threads = match threads {
        Some(threads) => threads,
        None => from_variable()?.unwrap_or_else(num_cpus),
    };
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|error| {
            anyhow!(
                "cannot start {threads} threads: {error}\n\
                 end other programs, raise the limit (ulimit -u),\n\
                 or ask for fewer with the variable {VARIABLE}"
            )
        })
}

/// One for each core that this program may use, as far as the system says.
fn num_cpus() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    cores.min(MOST_THREADS)
}

/// The number in the variable. Rayon would pass over what is none, and takes 0 for all cores.
fn from_variable() -> Result<Option<usize>> {
    let Some(value) = std::env::var_os(VARIABLE) else {
        return Ok(None);
    };
    match value.to_str().map(|value| value.trim().parse()) {
        Some(Ok(0)) => Ok(None),
        _ if value.is_empty() => Ok(None),
        Some(Ok(threads @ 1..=MOST_THREADS)) => Ok(Some(threads)),
        _ => bail!(
            "{VARIABLE} is {value:?}: expected a whole number from 1 to {MOST_THREADS}"
        ),
    }
}
