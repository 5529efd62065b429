//! Nothing: this crate is its `Cargo.toml`, which says why it is there.
