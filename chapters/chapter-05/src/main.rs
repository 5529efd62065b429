//! `cargo run -p chapter-05`: LSTM.

use std::io;
use std::process::ExitCode;

use chapter_05::sections;
use course::section::print_all;

fn main() -> ExitCode {
    program::finish(print_all(sections::ALL, &mut io::stdout().lock()))
}
