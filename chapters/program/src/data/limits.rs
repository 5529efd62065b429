//! How long to wait for a download, and how often to try.

use std::time::Duration;

/// How long to wait, and how often to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Tries in a row that end at the same place. (A hundredth of the file further is another place.)
    pub tries: u32,
    /// The pause before the second try; before each further one it is twice as long.
    pub first_pause: Duration,
    /// The longest time that a server may ask to wait.
    pub longest_pause: Duration,
    /// For finding the host, for connecting, for the answer, and for each read.
    pub patience: Duration,
    /// The fewest bytes to arrive in such a time.
    pub slowest: u64,
    /// How long another program that is fetching may make no progress.
    pub patience_for_others: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tries: 5,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            patience: Duration::from_secs(30),
            slowest: 10_000,
            patience_for_others: Duration::from_secs(300),
        }
    }
}

impl Limits {
    /// The pause after so many failed tries in a row; at least one.
    #[must_use]
    pub fn pause(&self, failed: u32) -> Duration {
        self.first_pause * 2_u32.saturating_pow(failed.saturating_sub(1))
    }
}
