//! The program `book` as it is run: which book it takes, and what it says.

use std::path::Path;
use std::process::{Command, Output};

use crate::small_book::SmallBook;

/// The program, about to be run in a folder.
pub(crate) fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_book"));
    // What the program says is the same for whoever has asked for backtraces.
    program.env("RUST_BACKTRACE", "1");
    program.args(arguments).current_dir(folder);
    program
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, arguments).output().unwrap()
}

#[test]
fn the_book_is_rendered_in_the_checkout_that_the_program_is_run_in() {
    let small = SmallBook::with_page("# Only here\n").file("book/src/main.rs", "");
    let output = run(&small.root().join("book/src"), &[]);
    let said = String::from_utf8(output.stdout).unwrap();
    let index = small.root().join("book/html/index.html");
    assert!(said.contains(&index.display().to_string()), "{said}");
    let page = std::fs::read_to_string(index).unwrap();
    assert!(page.contains("Only here"), "{page}");
    assert!(output.status.success());
}

#[test]
fn the_check_keeps_no_pages() {
    let small = SmallBook::with_page("# Page\n");
    let before = std::fs::read_dir(small.root()).unwrap().count();
    let output = run(small.root(), &["check"]);
    assert!(output.status.success());
    assert_eq!(std::fs::read_dir(small.root()).unwrap().count(), before);
    assert!(!small.root().join("book/html").exists());
}

#[test]
fn a_book_with_a_problem_is_refused() {
    let small = SmallBook::with_page("# Page\n\n$\\x$\n");
    let output = run(small.root(), &["check"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("book/text/page.md:3: the equation"), "{said}");
    assert!(said.contains("the book has 1 problem(s)"), "{said}");
    assert!(!output.status.success());
}

#[test]
fn outside_of_a_checkout_the_program_says_where_to_go() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("is not in a checkout of the course"), "{said}");
    assert!(said.contains("book.toml; change to the checkout first"), "{said}");
    assert!(!output.status.success());
}
