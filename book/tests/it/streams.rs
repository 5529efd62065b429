//! The program `book` on any stream, in any environment, with any arguments: it ends with 0 or a
//! message, and never by a panic, which would be 101.
#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{self, BufRead, BufReader, Write, pipe};
use std::net::{TcpListener, TcpStream};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::{Command, Output, Stdio};

use crate::expansion::input;
use crate::program::program;
use crate::small_book::SmallBook;

/// What the program is asked to do whose output somebody may read. Each with what it reads.
const TASKS: [(&[&str], bool); 5] = [
    (&[], false),
    (&["serve", "--port", "0"], false),
    (&["--help"], false),
    (&["preprocess"], true),
    (&["preprocess", "--dedent"], true),
];

/// The program in the folder of a book without a problem, about to do a task.
fn about_to(task: &[&str], reads_a_book: bool) -> (SmallBook, Command) {
    let small = SmallBook::with_page("# Page\n");
    let mut command = program(small.root(), task);
    if reads_a_book {
        let book = small.root().join("book.json");
        fs::write(&book, input(&small)).unwrap();
        command.stdin(File::open(book).unwrap());
    }
    (small, command)
}

/// The end of a pipe whose reader has gone.
fn closed() -> Stdio {
    let (_, writer) = pipe().unwrap();
    writer.into()
}

/// A disk without room, for whoever runs the tests.
fn full() -> Stdio {
    File::options()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_reader_who_has_read_enough_ends_the_program_in_silence() {
    for (task, reads_a_book) in TASKS {
        let (_small, mut command) = about_to(task, reads_a_book);
        let output = command.stdout(closed()).output().unwrap();
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
    }
}

#[test]
fn a_full_disk_is_told_of() {
    for (task, reads_a_book) in TASKS {
        let (_small, mut command) = about_to(task, reads_a_book);
        let output = command.stdout(full()).output().unwrap();
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{task:?}: {said}");
        assert!(said.starts_with("error: "), "{task:?}: {said}");
        assert!(said.contains("No space left on device"), "{task:?}: {said}");
    }
}

/// A book with a problem is refused whether or not somebody hears of it.
#[test]
fn a_refusal_that_nobody_reads_is_one() {
    let small = SmallBook::with_page("# Page\n\n$\\x$\n");
    for stream in [closed, full] {
        for task in [&[][..], &["check"]] {
            let mut command = program(small.root(), task);
            let status = command.stdout(stream()).stderr(stream()).status();
            assert_eq!(status.unwrap().code(), Some(1), "{task:?}");
        }
        for (wrong, code) in [(&["--no-such-option"][..], 2), (&["preprocess"], 1)] {
            let mut command = program(small.root(), wrong);
            command.stdin(Stdio::null()).stderr(stream());
            let status = command.status().unwrap();
            assert_eq!(status.code(), Some(code), "{wrong:?}");
        }
    }
}

#[test]
fn a_program_without_any_stream_does_its_work() {
    let small = SmallBook::with_page("# Page\n");
    let mut shell = Command::new("sh");
    shell.args(["-c", "exec \"$0\" <&- >&- 2>&-", env!("CARGO_BIN_EXE_book")]);
    let status = shell.current_dir(small.root()).status().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(small.root().join("book/html/index.html").is_file());
}

#[test]
fn a_program_without_an_environment_does_its_work() {
    let small = SmallBook::with_page("# Page\n");
    let mut command = program(small.root(), &[]);
    let output = command.env_clear().output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn a_temporary_folder_that_is_not_there_is_named() {
    let small = SmallBook::with_page("# Page\n");
    let mut command = program(small.root(), &["check"]);
    let output = command.env("TMPDIR", "/nowhere-at-all").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("/nowhere-at-all"), "{}", said(&output));
}

#[test]
fn an_argument_that_is_no_text_is_refused() {
    let small = SmallBook::with_page("# Page\n");
    let wrong = OsStr::from_bytes(b"\xff");
    for task in [&[][..], &["serve", "--port"], &["preprocess", "supports"]] {
        let output = program(small.root(), task).arg(wrong).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{task:?}: {}", said(&output));
    }
}

/// A checkout may lie in a folder of any name.
#[test]
fn a_checkout_may_have_a_path_that_is_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let checkout = folder.path().join(OsStr::from_bytes(b"a \xff\n<b>"));
    let small = SmallBook::with_page("# Page\n\n{{figure a.svg | A.}}\n")
        .file("book/figures/a.svg", "<svg/>");
    fs::rename(small.root(), &checkout).unwrap();
    fs::create_dir(small.root()).unwrap(); // which is deleted with the book
    let output = program(&checkout, &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let page = fs::read_to_string(checkout.join("book/html/page.html")).unwrap();
    assert!(page.contains("<svg role=\"img\""), "{page}");
}

/// Runs the program as a user for whom permissions count: for the superuser they do not. None, said
/// loudly, if that cannot be done.
fn as_a_user(small: &SmallBook, task: &[&str]) -> Option<Output> {
    // A copy, since the folder of builds may be nobody else's business.
    let copy = tempfile::tempdir().unwrap();
    let book = copy.path().join("book");
    fs::copy(env!("CARGO_BIN_EXE_book"), &book).unwrap();
    for folder in [copy.path(), small.root()] {
        fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    }
    let is_superuser = fs::metadata(copy.path()).unwrap().uid() == 0;
    let user = [
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
    ];
    let mut words: Vec<&OsStr> = user.iter().map(OsStr::new).collect();
    words.retain(|_| is_superuser);
    words.push(book.as_os_str());
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).args(task);
    let output = command.current_dir(small.root()).output();
    if output.is_err() {
        eprintln!(
            "NOT TESTED: the superuser has no setpriv to be another user with"
        );
    }
    output.ok()
}

fn set_mode(small: &SmallBook, path: &str, mode: u32) {
    let path = small.root().join(path);
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_may_not_be_read_or_written_is_named() {
    // What is closed to the user, its permissions, the task, and what the message names.
    for (path, mode, task, named) in [
        ("book", 0o555, &[][..], "book/html"),
        ("book", 0o555, &["serve", "--port", "0"], "book/html"),
        ("book/html", 0o555, &[], "book/html"),
        ("book.toml", 0o000, &["check"], "book.toml"),
        ("book/text/SUMMARY.md", 0o000, &["check"], "SUMMARY.md"),
        ("book/text/page.md", 0o000, &["check"], "page.md"),
    ] {
        let small = SmallBook::with_page("# Page\n").file("book/html/old/a", "");
        if path == "book" {
            fs::remove_dir_all(small.root().join("book/html")).unwrap();
        }
        set_mode(&small, path, mode);
        let output = as_a_user(&small, task);
        set_mode(&small, path, 0o755);
        let Some(output) = output else { return };
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{path} {task:?}: {said}");
        assert!(
            said.starts_with("error: ") && said.contains(named),
            "{path}: {said}"
        );
        assert!(said.contains("Permission denied"), "{path}: {said}");
    }
}

#[test]
fn a_checkout_that_may_only_be_read_can_be_checked() {
    let small = SmallBook::with_page("# Page\n");
    for folder in ["", "book", "book/text"] {
        set_mode(&small, folder, 0o555);
    }
    let output = as_a_user(&small, &["check"]);
    for folder in ["", "book", "book/text"] {
        set_mode(&small, folder, 0o755);
    }
    let Some(output) = output else { return };
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn the_port_that_is_said_is_the_one_that_answers() {
    let small = SmallBook::with_page("# Only here\n");
    let mut command = program(small.root(), &["serve", "--port", "0"]);
    let mut server = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let mut output = BufReader::new(server.stdout.take().unwrap());
    output.read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("The book is at http://").unwrap();
    let answer = TcpStream::connect(address).and_then(|mut stream| {
        stream.write_all(b"GET /page.html HTTP/1.0\r\n\r\n")?;
        io::read_to_string(stream)
    });
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(answer.unwrap().contains("Only here"), "{line}");
}

/// Before the book is rendered, which takes a while.
#[test]
fn a_port_that_is_taken_is_named_at_once() {
    let small = SmallBook::with_page("# Page\n");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut command = program(small.root(), &["serve", "--port", &port]);
    let output = command.output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let expected = format!("error: port {port}: ");
    assert!(said.starts_with(&expected), "{said}");
    assert!(said.ends_with("choose another with --port\n"), "{said}");
    assert!(output.stdout.is_empty() && !small.root().join("book/html").exists());
}
