//! `cargo run --release -p chapter-07`: trains the classifier; `… -- predict "…"` asks it.

use std::process::ExitCode;

use chapter_07::options::{Command, Options};
use chapter_07::record::RECORDS;
use chapter_07::run;
use program::record;

fn main() -> ExitCode {
    let options: Options = program::parse();
    program::run_with(options.training.threads, |out| match options.command {
        None => run::train(&options.training, out).map(drop),
        Some(Command::Predict(predict)) => run::ask(&predict, out),
        Some(Command::Record(options)) => {
            record::run("chapter-07", RECORDS, &options, out)
        }
    })
}
