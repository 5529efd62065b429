//! The main job, whole: what `cargo run --release -p chapter-07` has to reach.
use std::path::Path;

use crate::common::{errors, program};
use chapter_07::metrics::Metrics;
use course::record::Recorded;

#[test]
fn the_main_job_reaches_its_targets() {
    let folder = tempfile::tempdir().unwrap();
    let output = program().arg("--out").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", errors(&output));
    let metrics = std::fs::read(folder.path().join("metrics.json")).unwrap();
    let metrics: Recorded<Metrics> = serde_json::from_slice(&metrics).unwrap();
    let metrics = metrics.measured;
    assert!(metrics.test.accuracy >= 0.98, "{}", metrics.test.accuracy);
    for name in ["negation", "contrast", "distant"] {
        let score = metrics.phenomena[name];
        assert!(score.accuracy >= 0.95, "{name}: {}", score.accuracy);
        assert_eq!(score.baseline_accuracy, 0.5, "{name}");
    }

    let twins = [
        "The acting was not dull, it was moving.",
        "The acting was not moving, it was dull.",
    ];
    let answers =
        twins.map(|text| format!("{text}\n{}\n", answer(folder.path(), text)));
    insta::assert_snapshot!("answers", answers.join("\n"));
}

/// What the trained model says, without the digits, which differ from processor to processor.
fn answer(run: &Path, text: &str) -> String {
    let mut command = program();
    let output = command.args(["predict", text, "--run"]).arg(run).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", errors(&output));
    let answer = String::from_utf8(output.stdout).unwrap();
    let (first, rest) = answer.split_once('\n').unwrap();
    let (words, probability) = first.rsplit_once(' ').unwrap();
    assert!((0.0..=1.0).contains(&probability.parse::<f32>().unwrap()));
    // Which epoch is the best one differs, too.
    let (of, reviews) = rest.split_once(", after epoch ").unwrap();
    let (epoch, reviews) = reviews.split_once(' ').unwrap();
    assert!((1..=7).contains(&epoch.parse::<usize>().unwrap()));
    let of = of.replace(run.to_str().unwrap(), "runs/practice");
    format!("{words} …\n{of}, after epoch … {}", reviews.trim_end())
}
