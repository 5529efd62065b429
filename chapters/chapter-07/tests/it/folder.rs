//! The folder of a run: whose files are replaced, and that it never holds parts of two runs.
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use chapter_07::metrics::Metrics;
use course::record::Recorded;
use rand::Rng;

use crate::common::{
    FEW_REVIEWS, contents, copy_of_run, errors, message, printed, program, refused,
    short_run, whole_run,
};

/// Something that a person has put in the place of what a run writes.
type Put = fn(&Path);

/// What is in the way, how it got there, and which file the message names.
const IN_THE_WAY: [(&str, Put, &str); 13] = [
    (
        "metrics of something else",
        |out| fs::write(out.join("metrics.json"), r#"{"accuracy": 1}"#).unwrap(),
        "metrics.json",
    ),
    (
        "metrics that are no file",
        |out| fs::create_dir(out.join("metrics.json")).unwrap(),
        "metrics.json",
    ),
    (
        "a figure without metrics",
        |out| fs::write(out.join("loss.svg"), "<svg>mine</svg>").unwrap(),
        "loss.svg",
    ),
    (
        "a figure that was changed",
        |out| {
            copy_of_run(out);
            let mut drawn = fs::read(out.join("accuracy.svg")).unwrap();
            drawn.extend(b"<!-- mine -->");
            fs::write(out.join("accuracy.svg"), drawn).unwrap();
        },
        "accuracy.svg",
    ),
    (
        "a figure that is a folder",
        |out| fs::create_dir(out.join("review-lengths.svg")).unwrap(),
        "review-lengths.svg",
    ),
    (
        "notes in the checkpoint",
        |out| {
            copy_of_run(out);
            fs::write(out.join("checkpoint/notes.txt"), "mine").unwrap();
        },
        "checkpoint/notes.txt",
    ),
    (
        "a folder in the checkpoint",
        |out| {
            copy_of_run(out);
            fs::create_dir(out.join("checkpoint/older")).unwrap();
        },
        "checkpoint/older",
    ),
    (
        "a checkpoint that is a file",
        |out| fs::write(out.join("checkpoint"), "mine").unwrap(),
        "checkpoint",
    ),
    (
        "a folder of somebody's",
        |out| {
            fs::create_dir(out.join("checkpoint")).unwrap();
            fs::write(out.join("checkpoint/model.safetensors"), "mine").unwrap();
        },
        "checkpoint",
    ),
    (
        "an empty folder of somebody's",
        |out| fs::create_dir(out.join("checkpoint")).unwrap(),
        "checkpoint",
    ),
    (
        "weights that were changed",
        |out| {
            copy_of_run(out);
            let path = out.join("checkpoint/model.safetensors");
            let mut weights = fs::read(&path).unwrap();
            *weights.last_mut().unwrap() ^= 1;
            fs::write(path, weights).unwrap();
        },
        "checkpoint/model.safetensors",
    ),
    #[cfg(unix)]
    (
        "a checkpoint on another disk",
        |out| {
            copy_of_run(out);
            fs::rename(out.join("checkpoint"), out.join("elsewhere")).unwrap();
            std::os::unix::fs::symlink("elsewhere", out.join("checkpoint")).unwrap();
        },
        "checkpoint",
    ),
    #[cfg(unix)]
    (
        "a figure on another disk",
        |out| {
            copy_of_run(out);
            fs::rename(out.join("loss.svg"), out.join("elsewhere")).unwrap();
            std::os::unix::fs::symlink("elsewhere", out.join("loss.svg")).unwrap();
        },
        "loss.svg",
    ),
];

#[test]
fn what_no_run_has_written_is_refused_before_training_and_stays() {
    for (name, put, named) in IN_THE_WAY {
        let out = tempfile::tempdir().unwrap();
        put(out.path());
        let before = contents(out.path());
        let output = short_run(out.path(), &[]);
        let path = out.path().join(named);
        refused(&output, 1, &[path.to_str().unwrap(), "--out", "in the way"]);
        assert!(output.stdout.is_empty(), "{name}: training began");
        assert!(contents(out.path()) == before, "{name}: something has changed");
        if name == "notes in the checkpoint" {
            insta::assert_snapshot!("in_the_way", message(&output, out.path()));
        }
    }
}

#[test]
fn other_files_beside_the_results_stay() {
    let out = tempfile::tempdir().unwrap();
    copy_of_run(out.path());
    for name in ["notes.txt", ".partial-of-somebody", "checkpoint-of-may"] {
        fs::write(out.path().join(name), name).unwrap();
    }
    printed(short_run(out.path(), &["--epochs", "1"]));
    for name in ["notes.txt", ".partial-of-somebody", "checkpoint-of-may"] {
        assert_eq!(fs::read_to_string(out.path().join(name)).unwrap(), name);
    }
}

/// The seeds of the runs that the metrics and the checkpoint in a folder are of.
fn seeds(out: &Path) -> (Option<u64>, Option<u64>) {
    let of_metrics = fs::read(out.join("metrics.json")).ok().map(|text| {
        let run: Recorded<Metrics> = serde_json::from_slice(&text).unwrap();
        run.provenance.seed.unwrap()
    });
    let about = fs::read(out.join("checkpoint/configuration.json")).ok();
    let of_checkpoint = about.map(|text| {
        let about: serde_json::Value = serde_json::from_slice(&text).unwrap();
        about["about"]["seed"].as_u64().unwrap()
    });
    (of_metrics, of_checkpoint)
}

fn start(out: &Path, options: &[&str]) -> Child {
    let mut command = program();
    command
        .args(FEW_REVIEWS)
        .args(options)
        .arg("--out")
        .arg(out);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Waits until something is so.
fn until(what: impl Fn() -> bool) {
    let start = Instant::now();
    while !what() {
        assert!(start.elapsed() < Duration::from_secs(60), "it does not come");
        sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_killed_run_leaves_parts_of_one_run_and_the_next_run_removes_its_remains() {
    let mut rng = course::random::stream(1, "kills");
    let mut met = [false; 2];
    for kill in 0..6 {
        let out = tempfile::tempdir().unwrap();
        copy_of_run(out.path());
        let mut child = start(out.path(), &["--seed", "2", "--epochs", "3"]);
        // Before the first checkpoint, while it is written, and when it has the place of the old one.
        match kill % 3 {
            0 => sleep(Duration::from_millis(rng.random_range(0..100))),
            1 => {
                until(|| is_writing(out.path()));
                sleep(Duration::from_millis(rng.random_range(0..30)));
            }
            _ => {
                until(|| !out.path().join("metrics.json").exists());
                sleep(Duration::from_micros(rng.random_range(0..30_000)));
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let (of_metrics, of_checkpoint) = seeds(out.path());
        let of_checkpoint = of_checkpoint.expect("a checkpoint at every moment");
        assert!(of_metrics.is_none_or(|seed| seed == of_checkpoint));
        met[of_checkpoint as usize - 1] = true;
        printed(crate::common::predict(out.path(), "the film was good"));

        printed(short_run(out.path(), &["--seed", "3", "--epochs", "1"]));
        assert_eq!(seeds(out.path()), (Some(3), Some(3)));
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 5, "remains");
    }
    assert_eq!(met, [true, true], "no kill came before, or none after");
}

/// Whether a run is writing a checkpoint.
fn is_writing(out: &Path) -> bool {
    let entries = fs::read_dir(out).unwrap().flatten();
    let mut names = entries.map(|entry| entry.file_name().into_string().unwrap());
    names.any(|name| name.starts_with(".hidden-state-partial-"))
}

#[test]
fn two_runs_do_not_share_a_folder() {
    let out = tempfile::tempdir().unwrap();
    let mut first = start(out.path(), &["--epochs", "1000"]);
    until(|| out.path().join("checkpoint").exists());
    let expected = [
        out.path().to_str().unwrap(),
        "another run is writing",
        "--out",
    ];
    let second = short_run(out.path(), &[]);
    refused(&second, 1, &expected);
    insta::assert_snapshot!("two_runs", message(&second, out.path()));
    first.kill().unwrap();
    first.wait().unwrap();
    printed(short_run(out.path(), &["--epochs", "1"]));
}

#[test]
fn a_folder_for_each_corpus_and_predict_says_which() {
    let home = tempfile::tempdir().unwrap();
    let here = |options: &[&str]| {
        let mut command = program();
        command.args(options).current_dir(home.path());
        command.output().unwrap()
    };
    let nothing = here(&["predict", "good"]);
    refused(&nothing, 1, &["runs/", "train one first", "--run"]);
    let sizes = [&FEW_REVIEWS[..], &["--epochs", "1"]].concat();
    printed(here(&sizes));
    let practice = home.path().join("runs/practice");
    assert_eq!(fs::read_dir(&practice).unwrap().count(), 5);
    let asked = printed(here(&["predict", "the film was good"]));
    let said =
        "asked: the model in runs/practice, after epoch 1 on the practice reviews\n";
    assert!(asked.ends_with(said), "{asked}");

    // A model of the real reviews, as far as this is concerned.
    let imdb = home.path().join("runs/imdb");
    copy_of_run(&imdb);
    let path = imdb.join("checkpoint/configuration.json");
    let about = fs::read_to_string(&path).unwrap();
    fs::write(&path, about.replace("\"data\": \"practice\"", "\"data\": \"imdb\""))
        .unwrap();
    let before = contents(&imdb);
    let asked = printed(here(&["predict", "the film was good"]));
    let said = "asked: the model in runs/imdb, after epoch 1 on the imdb reviews\n";
    assert!(asked.ends_with(said), "{asked}");

    sleep(Duration::from_millis(20)); // the clock of some file systems ticks slowly
    printed(here(&sizes));
    let asked = printed(here(&["predict", "the film was good"]));
    assert!(asked.contains("runs/practice"), "{asked}");
    let asked =
        printed(here(&["predict", "the film was good", "--run", "runs/imdb"]));
    assert!(asked.contains("runs/imdb"), "{asked}");
    assert!(contents(&imdb) == before, "practice has changed the model of imdb");
    let asked_for = here(&[&sizes[..], &["--out", "runs/imdb"]].concat());
    assert!(errors(&asked_for).contains("of the imdb reviews makes room"));
    assert_eq!(errors(&here(&sizes)), "", "nothing to note");
}

#[test]
fn too_little_room_is_said_before_training() {
    use chapter_07::classifier::Configuration;
    use chapter_07::run_folder::RunFolder;
    let out = tempfile::tempdir().unwrap();
    let huge = Configuration {
        num_words: 1_000_000_000,
        ..Configuration::tutorial(150)
    };
    let error = RunFolder::open(out.path(), &huge).unwrap_err();
    let error = format!("{error:#}");
    assert!(
        error.contains("a run needs 5") && error.contains("are free"),
        "{error}"
    );
    assert!(error.contains("--out"), "{error}");
    let error = error.replace(out.path().to_str().unwrap(), "FOLDER");
    // The numbers are this model's and this disk's.
    let with_names = |(i, piece): (usize, &str)| match i {
        0 => piece.rsplit_once("needs ").unwrap().0.to_owned() + "needs N",
        1 => format!(" MB{}", piece.rsplit_once("and ").unwrap().0) + "and ROOM",
        _ => format!(" MB{piece}"),
    };
    let pieces = error.split(" MB").enumerate().map(with_names);
    insta::assert_snapshot!(
        "no_room",
        format!("error: {}\n", pieces.collect::<String>())
    );
    RunFolder::open(out.path(), &Configuration::tutorial(150)).unwrap();
    assert!(whole_run().join("metrics.json").exists());
}

/// A folder in the place of a figure: it cannot be written, whoever runs the test.
#[test]
fn a_figure_that_cannot_be_written_costs_no_metrics() {
    let out = tempfile::tempdir().unwrap();
    let mut child = start(out.path(), &["--epochs", "2"]);
    until(|| out.path().join("checkpoint").exists());
    fs::create_dir(out.path().join("loss.svg")).unwrap();
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(1));
    assert_eq!(seeds(out.path()), (Some(1), Some(1)));
}
