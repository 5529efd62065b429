//! The main job, whole: what `cargo run --release -p chapter-07` has to reach.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

mod common;

use chapter_07::metrics::Metrics;
use common::{errors, program};

#[test]
fn the_main_job_reaches_its_targets() {
    let folder = tempfile::tempdir().unwrap();
    let output = program().arg("--out").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", errors(&output));
    let metrics = std::fs::read(folder.path().join("metrics.json")).unwrap();
    let metrics: Metrics = serde_json::from_slice(&metrics).unwrap();
    assert!(metrics.test.accuracy >= 0.95, "{}", metrics.test.accuracy);
    for name in ["negation", "contrast", "distant"] {
        let score = metrics.phenomena[name];
        assert!(score.accuracy >= 0.90, "{name}: {}", score.accuracy);
        assert_eq!(score.baseline_accuracy, 0.5, "{name}");
    }
}
