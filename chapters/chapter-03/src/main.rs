//! `cargo run -p chapter-03`: Ids become vectors.

use std::io;
use std::process::ExitCode;

use chapter_03::sections;
use course::section::print_all;

fn main() -> ExitCode {
    course::cli::finish(print_all(sections::ALL, &mut io::stdout().lock()))
}
