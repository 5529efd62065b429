//! Seeded randomness, the same on every machine.

use course::random::stream;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn first(seed: u64, purpose: &str) -> u64 {
    stream(seed, purpose).random()
}

#[test]
fn a_stream_is_fixed_by_seed_and_purpose() {
    assert_eq!(first(1, "batches"), first(1, "batches"));
    assert_ne!(first(1, "batches"), first(2, "batches"));
    assert_ne!(first(1, "batches"), first(1, "dropout"));
}

#[test]
fn numbers_are_the_same_on_every_machine() {
    assert_eq!(first(1, "batches"), 7_324_572_959_490_450_095);
}

#[test]
fn the_number_of_a_stream_is_the_hash_of_its_purpose() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    // The published test vector of FNV-1a with 64 bits.
    rng.set_stream(0xaf63_dc4c_8601_ec8c);
    assert_eq!(first(1, "a"), rng.random::<u64>());
}
