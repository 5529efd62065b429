//! What the fast layers compute with, for the ladder of the page "How fast": each step of it is one of
//! these.

use crate::registers::Registers;

/// How a fast layer computes: the fastest way, but for the chapter's measurements and its tests.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    /// The vector registers.
    pub registers: Registers,
    /// Whether the weights are packed in panels. Else they stand row by row.
    pub packs: bool,
    /// Whether memory is kept for the next batch. Else every batch asks for its own.
    pub keeps_memory: bool,
    /// Whether a batch is dealt to shards, for several threads. Else it is one.
    pub deals: bool,
}

impl Default for Kernel {
    fn default() -> Self {
        Self {
            registers: Registers::default(),
            packs: true,
            keeps_memory: true,
            deals: true,
        }
    }
}
