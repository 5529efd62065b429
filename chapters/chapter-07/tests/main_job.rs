//! What the main job has to reach, checked on the metrics of a whole run: minutes of training that
//! `cargo test` does not repeat. `.ci/run` makes the run and names its file in the variable
//! `HIDDEN_STATE_MAIN_JOB`.

use std::process::ExitCode;

use chapter_07::metrics::Metrics;
use libtest_mimic::{Arguments, Failed, Trial};

const VARIABLE: &str = "HIDDEN_STATE_MAIN_JOB";

fn main() -> ExitCode {
    let path = std::env::var(VARIABLE).ok();
    if path.is_none() {
        eprintln!(
            "\nTHE TEST OF THE MAIN JOB DOES NOT RUN: run `cargo run --release -p chapter-07`, then \
             set {VARIABLE} to the path of runs/chapter-07/metrics.json"
        );
    }
    let ignored = path.is_none();
    let test = move || reaches_its_targets(&path.unwrap_or_default());
    let trial = Trial::test("the_main_job_reaches_its_targets", test).with_ignored_flag(ignored);
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
}

fn reaches_its_targets(path: &str) -> Result<(), Failed> {
    let metrics: Metrics = serde_json::from_slice(&std::fs::read(path)?)?;
    at_least("test accuracy", metrics.test.accuracy, 0.95)?;
    for name in ["negation", "contrast", "distant"] {
        let score = metrics.phenomena[name];
        at_least(name, score.accuracy, 0.90)?;
        if score.baseline_accuracy != 0.5 {
            return Err(format!("{name}: baseline {}", score.baseline_accuracy).into());
        }
    }
    Ok(())
}

fn at_least(what: &str, value: f64, bound: f64) -> Result<(), Failed> {
    if value < bound {
        return Err(format!("{what}: {value} is below {bound}").into());
    }
    Ok(())
}
