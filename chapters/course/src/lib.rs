//! What every program of the course shares and no chapter teaches.
//!
//! - [`random`]: one seeded generator, split into named streams
pub mod random;
