//! A short run of the whole program on few reviews: files, ranges, repeatability.
use std::path::Path;

use crate::common::{errors, program, short_run};
use chapter_07::metrics::Metrics;
use course::record::Recorded;

fn run_of(out: &Path) -> Recorded<Metrics> {
    serde_json::from_slice(&std::fs::read(out.join("metrics.json")).unwrap())
        .unwrap()
}

#[test]
fn a_run_repeats_bit_for_bit_with_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str, options: &[&str]| {
        let out = folder.path().join(name);
        let output = short_run(&out, options);
        assert!(output.status.success(), "{}", errors(&output));
        let weights =
            std::fs::read(out.join("checkpoint/model.safetensors")).unwrap();
        let mut run = run_of(&out);
        // What may differ is when and how the run was made, not what it measured.
        run.provenance.seconds = None;
        run.provenance.command.clear();
        let metrics = &mut run.measured;
        metrics.seconds = Default::default();
        metrics
            .epochs
            .iter_mut()
            .for_each(|epoch| epoch.seconds = 0.0);
        metrics.threads = 0;
        (run, weights)
    };
    let first = run("first", &["--threads", "1"]);
    let second = run("second", &["--threads", "2"]);
    assert_eq!(first.0, second.0);
    assert!(first.1 == second.1, "the weights differ");
    let other_seed = run("third", &["--seed", "2"]);
    assert_ne!(first.0.measured.test.loss, other_seed.0.measured.test.loss);
}

/// Who may do what with a folder.
#[cfg(unix)]
fn permissions(folder: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(folder).unwrap().permissions().mode()
}

#[test]
fn a_run_leaves_metrics_figures_and_a_checkpoint_that_answers() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run");
    let output = short_run(&out, &["--learning-rate", "0.003"]);
    assert!(output.status.success(), "{}", errors(&output));

    let metrics = run_of(&out).measured;
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.starts_with(&metrics.report()), "{printed}");
    assert_eq!(metrics.epochs.len(), 2);
    assert_eq!(metrics.test.reviews, 80);
    let losses = metrics.epochs.iter().map(|epoch| epoch.validation.loss);
    let least = losses.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
    assert_eq!(metrics.best_epoch, least.unwrap().0 + 1);
    for epoch in &metrics.epochs {
        assert!((0.4..0.8).contains(&epoch.train.loss), "{}", epoch.train.loss);
        assert!((0.3..0.8).contains(&epoch.train.accuracy));
    }
    for name in ["negation", "contrast", "distant"] {
        // Each review has a twin of the same words and the other label.
        assert_eq!(metrics.phenomena[name].baseline_accuracy, 0.5);
    }
    for name in ["review-lengths.svg", "accuracy.svg", "loss.svg"] {
        let figure = std::fs::read_to_string(out.join(name)).unwrap();
        assert!(figure.starts_with("<svg"), "{name}");
    }
    let left_over = std::fs::read_dir(&out).unwrap().count();
    assert_eq!(left_over, 5, "a temporary file was left behind");
    #[cfg(unix)]
    assert_eq!(
        permissions(&out.join("checkpoint")),
        permissions(&out),
        "the checkpoint is for fewer people than the run"
    );

    let ask = |text: &str| {
        program()
            .args(["predict", "--run"])
            .arg(&out)
            .arg(text)
            .output()
            .unwrap()
    };
    let answer = ask("I loved it");
    assert!(answer.status.success(), "{}", errors(&answer));
    let answer = String::from_utf8(answer.stdout).unwrap();
    assert!(answer.contains("probability of positive 0."), "{answer}");
    let long = String::from_utf8(ask(&"the film was good zzz ".repeat(100)).stdout)
        .unwrap();
    assert!(
        long.contains("100 of 500 words are unknown to the model: zzz\n"),
        "{long}"
    );
    assert!(long.contains("the first 350 of 500 words were cut off"), "{long}");
}
