//! What the machine does not give: permissions, threads, room on a stream, names that are no text.
#![cfg(unix)]
use std::fs::{self, OpenOptions, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::common::{
    FEW_REVIEWS, contents, copy_of_run, errors, predict, printed, program, refused,
    short_run, whole_run,
};

/// A folder that anybody may use, with a copy of the program: the one that was built may lie where only
/// its owner can go.
struct Public {
    folder: tempfile::TempDir,
    program: PathBuf,
}

impl Public {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        mode(folder.path(), 0o777);
        let program = folder.path().join("chapter-07");
        fs::copy(env!("CARGO_BIN_EXE_chapter-07"), &program).unwrap();
        Self { folder, program }
    }

    /// The program as somebody who is not the superuser: to that one, everything is allowed, and a test
    /// of a permission would prove nothing. `limits` go to the command `prlimit`.
    fn program(&self, limits: &[&str]) -> Command {
        let mut command = Command::new("setpriv");
        let uid = fs::metadata("/proc/self")
            .map_or(0, |me| std::os::unix::fs::MetadataExt::uid(&me));
        if uid == 0 {
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        }
        command.arg("prlimit").args(limits).arg(&self.program);
        command.env_remove("HIDDEN_STATE_DATA");
        command.current_dir(self.folder.path());
        command
    }
}

/// Runs a command of the system, which has to be there.
fn output(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| {
        panic!("setpriv and prlimit of util-linux are needed for this test: {error}")
    })
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_file_that_may_not_be_read_is_not_called_damaged() {
    let public = Public::new();
    let run = public.folder.path().join("run");
    copy_of_run(&run);
    let checkpoint = run.join("checkpoint");
    let paths = [
        "model.safetensors",
        "vocabulary.txt",
        "configuration.json",
        "",
    ];
    for path in paths.map(|name| checkpoint.join(name)) {
        let before = fs::metadata(&path).unwrap().permissions();
        mode(&path, 0);
        let mut command = public.program(&[]);
        let output = output(command.args(["predict", "good", "--run"]).arg(&run));
        refused(
            &output,
            1,
            &[
                checkpoint.to_str().unwrap(),
                "cannot read",
                "Permission denied",
            ],
        );
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!message.contains("train"), "{message}");
        fs::set_permissions(&path, before).unwrap();
        if path.ends_with("model.safetensors") {
            insta::assert_snapshot!(
                "permission",
                crate::common::message(&output, &run)
            );
        }
    }
}

#[test]
fn a_folder_that_may_not_be_written_is_named_before_training() {
    let public = Public::new();
    let out = public.folder.path().join("out");
    fs::create_dir(&out).unwrap();
    mode(&out, 0o555);
    for out in [out.clone(), out.join("below")] {
        let mut command = public.program(&[]);
        let output = output(command.arg("--out").arg(&out));
        refused(&output, 1, &[out.to_str().unwrap(), "--out", "Permission denied"]);
        assert!(output.stdout.is_empty(), "training began");
    }
}

#[test]
fn every_file_of_a_run_is_for_everybody_that_the_umask_allows() {
    let folder = tempfile::tempdir().unwrap();
    for (umask, file, dir) in [
        ("022", 0o644, 0o755),
        ("077", 0o600, 0o700),
        ("002", 0o664, 0o775),
    ] {
        let out = folder.path().join(umask);
        let shell = format!("umask {umask}; exec \"$0\" \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &shell, env!("CARGO_BIN_EXE_chapter-07")]);
        command.args(FEW_REVIEWS).args(["--epochs", "1"]);
        printed(command.arg("--out").arg(&out).output().unwrap());
        let is =
            |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let files = contents(&out);
        assert_eq!(files.len(), 7);
        for (path, _) in files {
            assert_eq!(is(&path), file, "{} with umask {umask}", path.display());
        }
        assert_eq!([is(&out), is(&out.join("checkpoint"))], [dir; 2]);
    }
}

#[test]
fn a_name_that_is_no_text_is_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join(std::ffi::OsStr::from_bytes(b"r\xffn"));
    printed(short_run(&out, &["--epochs", "1"]));
    assert_eq!(contents(&out).len(), 7);
    printed(predict(&out, "the film was good"));
    for argument in ["--engine", "--seed", "--epochs"] {
        let mut command = program();
        command
            .arg(argument)
            .arg(std::ffi::OsStr::from_bytes(b"\xff"));
        refused(&command.output().unwrap(), 2, &[]);
    }
    let mut command = program();
    command
        .arg("predict")
        .arg(std::ffi::OsStr::from_bytes(b"g\xf6\xf6d"));
    refused(&command.output().unwrap(), 2, &["UTF-8"]);
}

#[test]
fn a_stream_that_takes_nothing_is_an_error_or_an_end() {
    let out = tempfile::tempdir().unwrap();
    let training: Vec<&str> = vec![
        "--train-reviews",
        "160",
        "--out",
        out.path().to_str().unwrap(),
    ];
    let asking = vec![
        "predict",
        "the film was good",
        "--run",
        whole_run().to_str().unwrap(),
    ];
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [&training, &asking] {
        let mut command = program();
        let output = command.args(arguments).stdout(full()).output().unwrap();
        refused(
            &output,
            1,
            &["cannot write to the standard output", "No space left"],
        );

        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = program();
        let output = command.args(arguments).stdout(writer).output().unwrap();
        refused(&output, 0, &[]);
        assert!(output.stderr.is_empty());
    }
    // Nobody hears the error, and the code still tells.
    let mut command = program();
    command.args(["predict", "", "--run"]).arg(whole_run());
    let status = command
        .stdout(Stdio::null())
        .stderr(full())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(1));
}

#[test]
fn threads_that_cannot_be_had_are_an_error() {
    let public = Public::new();
    let run = public.folder.path().join("run");
    copy_of_run(&run);
    for options in [&[][..], &["--threads", "2"]] {
        let mut command = public.program(&["--nproc=1"]);
        let output = output(
            command
                .args(options)
                .arg("--out")
                .arg(public.folder.path().join("out")),
        );
        refused(&output, 1, &["cannot start ", " threads", "ulimit -u"]);
        if options.len() == 2 {
            insta::assert_snapshot!("threads", errors(&output));
        }
    }
    let mut command = public.program(&["--nproc=1"]);
    let output = output(
        command
            .args(["predict", "the film was good", "--run"])
            .arg(&run),
    );
    refused(&output, 1, &["cannot start ", " threads"]);
}

#[test]
fn the_variable_for_threads_is_checked_too() {
    for value in ["65535", "257", "two", "-1"] {
        let mut command = program();
        command.env("RAYON_NUM_THREADS", value);
        command.args(["predict", "good", "--run"]).arg(whole_run());
        let output = command.output().unwrap();
        refused(&output, 1, &["RAYON_NUM_THREADS", value, "1 to 256"]);
    }
    for value in ["", "0", "1", "256"] {
        let mut command = program();
        command.env("RAYON_NUM_THREADS", value);
        command.args(["predict", "the film was good", "--run"]);
        printed(command.arg(whole_run()).output().unwrap());
    }
}
