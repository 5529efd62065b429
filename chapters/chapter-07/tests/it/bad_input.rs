//! Bad input: a message that names the file or option and the way out, the right exit code, and
//! nothing half-written.
use std::fs;
use std::process::Stdio;

use candle_core::{Device, safetensors};

use crate::common::{
    checkpoint, copy_of_run, errors, predict, printed, program, refused, short_run,
};

#[test]
fn options_out_of_range() {
    for (option, value) in [
        ("--batch-size", "0"),
        ("--epochs", "0"),
        ("--max-len", "0"),
        ("--max-len", "9999999999"),
        ("--threads", "0"),
        ("--threads", "257"),
        ("--threads", "65535"),
        ("--learning-rate", "0"),
        ("--learning-rate", "NaN"),
        ("--validation-split", "1"),
        ("--data", "reuters"),
        ("--engine", "abacus"),
        ("--no-such-option", "1"),
    ] {
        let output = program().args([option, value]).output().unwrap();
        refused(&output, 2, &[option]);
    }
}

/// An option that would be passed over is an error, whatever its value.
#[test]
fn options_that_have_no_use_here() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for (options, message) in [
        (["--data", "imdb", "--train-reviews", "100"], "--train-reviews"),
        (["--data", "imdb", "--test-reviews", "1000"], "--test-reviews"),
        (["--data", "practice", "--data-dir", "a"], "--data-dir"),
        (["--epochs", "1", "--data-url", "https://a"], "--data-url"),
    ] {
        let run = program().args(options).arg("--out").arg(&out).output();
        refused(&run.unwrap(), 1, &[message, "leave"]);
    }
    assert!(!out.exists(), "nothing was made");
    for options in [
        ["--epochs", "1", "predict", "good"],
        ["predict", "good", "--epochs", "1"],
        ["predict", "good", "--data", "imdb"],
    ] {
        refused(&program().args(options).output().unwrap(), 2, &["--"]);
    }
}

#[test]
fn the_version_is_told() {
    let told = program().arg("--version").output().unwrap();
    assert!(told.status.success());
    let told = String::from_utf8(told.stdout).unwrap();
    assert_eq!(told, format!("chapter-07 {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn practice_sizes_that_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    for size in ["0", "3"] {
        let output = short_run(folder.path(), &["--test-reviews", size]);
        refused(&output, 1, &["--test-reviews", "ask for"]);
    }
}

#[test]
fn no_archive() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let out = folder.path().join("out");
    let output = program()
        .args(["--data", "imdb", "--data-dir"])
        .arg(&data)
        .args(["--data-url", "file:///no/such/file"])
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
    let archive = data.join("aclImdb_v1.tar.gz");
    refused(
        &output,
        1,
        &[
            archive.to_str().unwrap(),
            "https://",
            "--data-url",
            "cannot read the file",
        ],
    );
    assert!(!archive.exists());
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn an_archive_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("aclImdb_v1.tar.gz");
    fs::write(&archive, "not gzip").unwrap();
    let output = program()
        .args(["--data", "imdb", "--data-dir"])
        .arg(folder.path())
        .arg("--out")
        .arg(folder.path().join("out"))
        .output()
        .unwrap();
    refused(&output, 1, &[archive.to_str().unwrap(), "gzip"]);
}

#[test]
fn an_out_folder_that_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    let output = short_run(&file, &[]);
    refused(&output, 1, &[file.to_str().unwrap(), "--out"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn texts_without_known_words() {
    let folder = tempfile::tempdir().unwrap();
    checkpoint(folder.path());
    refused(&predict(folder.path(), ""), 1, &["no words", "quotation marks"]);
    refused(&predict(folder.path(), " ,. "), 1, &["no words"]);
    refused(&predict(folder.path(), "xyzzy plugh"), 1, &["knows no word"]);
}

#[test]
fn a_review_of_a_megabyte_that_is_not_utf8() {
    let folder = tempfile::tempdir().unwrap();
    checkpoint(folder.path());
    let review = folder.path().join("review.txt");
    let mut bytes = b"the film was good ".repeat(60_000);
    bytes.extend([0xff, 0xfe]);
    fs::write(&review, bytes).unwrap();
    let output = program()
        .args(["predict", "-", "--run"])
        .arg(folder.path())
        .stdin(Stdio::from(fs::File::open(&review).unwrap()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", errors(&output));
    let answer = String::from_utf8(output.stdout).unwrap();
    assert!(answer.contains("cut off"), "{answer}");
}

#[test]
fn no_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let message = [folder.path().to_str().unwrap(), "--run", "train one first"];
    refused(&predict(folder.path(), "good"), 1, &message);
}

#[test]
fn a_checkpoint_that_is_not_whole() {
    for name in ["model.safetensors", "vocabulary.txt", "configuration.json"] {
        let folder = tempfile::tempdir().unwrap();
        let path = checkpoint(folder.path()).join(name);
        let bytes = fs::read(&path).unwrap();
        for kept in [0, 7, bytes.len() / 2, bytes.len() - 1] {
            fs::write(&path, &bytes[..kept]).unwrap();
            refused(
                &predict(folder.path(), "good"),
                1,
                &[path.to_str().unwrap(), "train again"],
            );
        }
        fs::remove_file(&path).unwrap();
        refused(&predict(folder.path(), "good"), 1, &[path.to_str().unwrap()]);
    }
}

#[test]
fn a_checkpoint_of_another_shape_than_its_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let path = checkpoint(folder.path()).join("configuration.json");
    let text = fs::read_to_string(&path).unwrap();
    for (size, message) in [
        ("64", "model.safetensors"),
        // A size that a model could have, and that would take 512 GB.
        ("100000", "model.safetensors"),
        ("0", "size"),
        ("99999999999", "size"),
    ] {
        let changed = text
            .replace("\"num_hiddens\": 128", &format!("\"num_hiddens\": {size}"));
        assert_ne!(text, changed);
        fs::write(&path, changed).unwrap();
        refused(&predict(folder.path(), "good"), 1, &[message, "train again"]);
    }
    fs::write(&path, text.replace("\"num_words\": 6400", "\"num_words\": 100"))
        .unwrap();
    refused(
        &predict(folder.path(), "good"),
        1,
        &["vocabulary.txt", "different checkpoints"],
    );
}

#[test]
fn a_checkpoint_whose_weights_are_not_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let path = checkpoint(folder.path()).join("model.safetensors");
    let mut weights = safetensors::load(&path, &Device::Cpu).unwrap();
    let bias = weights.get_mut("output.bias").unwrap();
    *bias = (&*bias * f64::NAN).unwrap();
    safetensors::save(&weights, &path).unwrap();
    let output = predict(folder.path(), "good");
    refused(&output, 1, &["not a number", "model.safetensors", "train again"]);
}

#[test]
fn a_checkpoint_of_parts_of_two_runs() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy_of_run(one.path());
    printed(short_run(other.path(), &["--epochs", "1", "--seed", "2"]));
    for name in ["model.safetensors", "vocabulary.txt"] {
        let folder = tempfile::tempdir().unwrap();
        let path = checkpoint(folder.path()).join(name);
        let from = other.path().join("checkpoint").join(name);
        // The practice reviews do not depend on the seed, and so the vocabulary does not.
        match name {
            "vocabulary.txt" => {
                let words = fs::read_to_string(&from).unwrap();
                let (first, last) = ("\nthe\n", "\nof\n");
                let swapped = words.replace(first, "\n?\n").replace(last, first);
                fs::write(&path, swapped.replace("\n?\n", last)).unwrap();
            }
            _ => drop(fs::copy(&from, &path).unwrap()),
        }
        let message = [
            path.to_str().unwrap(),
            "of different checkpoints",
            "train again",
        ];
        let output = predict(folder.path(), "good");
        refused(&output, 1, &message);
        if name == "vocabulary.txt" {
            let said = crate::common::message(&output, folder.path());
            insta::assert_snapshot!("two_checkpoints", said);
        }
    }
}
