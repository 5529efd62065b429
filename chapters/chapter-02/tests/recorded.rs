//! What the recorded comparison with Python has to show.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

use serde_json::Value;

#[test]
fn the_archive_becomes_ids_in_seconds() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/results/archive-to-ids.json");
    let record: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let rust = |what: &str| record["rust"][what]["median"].as_f64().unwrap();
    assert!(rust("seconds") < 4.0);
    assert!(rust("peak_memory_mb") < 600.0);
    assert!(record["times_faster"].as_f64().unwrap() >= 5.0);
    assert!(!record["commit"].as_str().unwrap().ends_with("+changes"));
}
