//! The benchmark's output.
use std::process::Command;

use chapter_06::recorded::{LayerBench, Turn};
use course::record::Recorded;
use serde_json::Value;

fn bench(options: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_chapter-06"))
        .args([
            "bench", "--json", "--batch", "3", "--time", "20", "--steps", "3",
        ])
        .args(options)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_json_has_both_timings_and_what_was_timed() {
    for engine in ["fused", "by-hand", "candle"] {
        let report =
            bench(&["--engine", engine, "--padding", "masked", "--threads", "1"]);
        for stage in ["train_step_seconds", "inference_seconds"] {
            let seconds = |name: &str| report[stage][name].as_f64().unwrap();
            assert!(0.0 < seconds("min") && seconds("min") <= seconds("median"));
            assert!(seconds("median") <= seconds("max"));
        }
        assert_eq!(report["engine"], engine);
        assert_eq!(report["padding"], "masked");
        assert_eq!((&report["batch"], &report["time"]), (&3.into(), &20.into()));
        assert_eq!(report["threads"], 1);
    }
}

#[test]
fn the_ids_are_written_for_other_programs() {
    let path = std::env::temp_dir()
        .join(format!("hidden-state-ids-{}", std::process::id()));
    bench(&["--write-ids", path.to_str().unwrap()]);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(bytes.len(), 3 * 20 * 4);
}

#[test]
fn a_layer_is_timed_as_it_was_asked_for() {
    for (options, name) in [
        (&["--cell", "gru", "--hiddens", "5"][..], "GRU 5"),
        (&["--layers", "2", "--bidirectional", "--hiddens", "3"], "2 × BiLSTM 3"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_chapter-06"))
            .args([
                "layer", "--json", "--batch", "3", "--time", "9", "--steps", "2",
            ])
            .args(options)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let report: Recorded<Turn<LayerBench>> =
            serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report.measured.program.name(), name);
        assert!(report.measured.train_step_seconds.min > 0.0);
        assert!(report.measured.inference_seconds.min > 0.0);
    }
}
