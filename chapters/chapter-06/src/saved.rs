//! What the forward pass saves for the backward pass, and the pool that its memory comes from.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The activations of a shard: for `G` gates (`G` + 2)·H floats a position, at most 6·H.
#[derive(Debug, Default)]
pub(crate) struct SavedActivations {
    /// The gates: (positions, G·H), packed.
    pub(crate) gates: Vec<f32>,
    /// The LSTM's cell state before the step, the GRU's candidate: (positions, H).
    pub(crate) extra: Vec<f32>,
    /// The hidden state before the step: (positions, H).
    pub(crate) hidden_state_before: Vec<f32>,
}

impl SavedActivations {
    /// Makes room for so many positions. What an earlier batch has left there is written over before
    /// it is read.
    pub(crate) fn make_room(&mut self, positions: usize, gates: usize, h: usize) {
        let grow = |values: &mut Vec<f32>, length| {
            if values.len() < length {
                values.resize(length, 0.0);
            }
        };
        grow(&mut self.gates, positions * gates * h);
        grow(&mut self.extra, positions * h);
        grow(&mut self.hidden_state_before, positions * h);
    }

    /// How many floats there is room for.
    fn floats(&self) -> usize {
        self.gates.len() + self.extra.len() + self.hidden_state_before.len()
    }
}

/// Memory of earlier batches that none uses at present.
///
/// New memory would cost more time than writing the numbers: the operating system hands it out page
/// by page, each filled with zeros.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pool(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    /// Whether nothing is kept after all.
    forgets: bool,
    activations: Vec<SavedActivations>,
    projected: Vec<Vec<f32>>,
}

impl Pool {
    /// A pool that stays empty: every batch asks the allocator for its memory.
    pub(crate) fn forgetful() -> Self {
        Self(Arc::new(Mutex::new(Kept {
            forgets: true,
            ..Kept::default()
        })))
    }

    /// Memory for a shard, of any size; new where the pool is empty.
    pub(crate) fn take(&self) -> SavedActivations {
        locked(&self.0).activations.pop().unwrap_or_default()
    }

    /// Keeps memory for the next batch.
    pub(crate) fn put_back(&self, used: impl IntoIterator<Item = SavedActivations>) {
        let mut kept = locked(&self.0);
        if !kept.forgets {
            kept.activations.extend(used);
        }
    }

    /// So many floats, for projected words or for gradients with respect to them. What they are is to
    /// be written over.
    pub(crate) fn take_projected(&self, floats: usize) -> Vec<f32> {
        let mut values = locked(&self.0).projected.pop().unwrap_or_default();
        values.resize(floats, 0.0);
        values
    }

    /// Keeps them for the next time.
    pub(crate) fn put_back_projected(&self, used: Vec<f32>) {
        let mut kept = locked(&self.0);
        if !kept.forgets && !used.is_empty() {
            kept.projected.push(used);
        }
    }

    /// How many floats of saved activations the memory in the pool has room for.
    pub(crate) fn floats(&self) -> usize {
        let kept = locked(&self.0);
        kept.activations.iter().map(SavedActivations::floats).sum()
    }
}

/// The value behind a lock, even a *poisoned* one: a thread has panicked while it held it. These
/// locks are only held to move whole values in and out, so what they guard is in order even then.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
