//! Seeded randomness: the one source of chance in the course.
//!
//! A program has one seed. Every purpose (the practice corpus, a layer's initial weights, the order
//! of the batches, dropout) draws from a *stream* of its own, named by a string, so that adding a
//! layer or reading one more batch does not change the numbers of anything else.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// The generator of the course: ChaCha with 8 rounds, the same numbers on every machine.
pub type Generator = ChaCha8Rng;

/// The generator for one purpose of one run.
///
/// Equal `seed` and `purpose` give equal numbers; another purpose gives independent ones.
#[must_use]
pub fn stream(seed: u64, purpose: &str) -> Generator {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(fnv1a(purpose.as_bytes()));
    rng
}

/// The 64-bit FNV-1a hash: unlike the standard library's hasher, fixed for all time.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
