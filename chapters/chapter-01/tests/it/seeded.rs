//! How property tests draw their inputs.
use proptest::test_runner::{Config, RngSeed};

/// The same inputs in every run. A test that fails does so again, so nothing needs to remember how.
pub(crate) fn seeded() -> Config {
    Config {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..Config::default()
    }
}
