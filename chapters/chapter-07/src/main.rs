//! `cargo run --release -p chapter-07`: trains the classifier; `… -- predict "…"` asks it.

use std::io;
use std::process::ExitCode;

use chapter_07::options::{Command, Options};
use chapter_07::run;
use clap::Parser;

fn main() -> ExitCode {
    let options = Options::parse();
    program::finish(match options.command {
        None => run::train(&options.training, &mut io::stdout().lock()).map(drop),
        Some(Command::Predict(predict)) => {
            run::ask(&predict).map(|answer| println!("{answer}"))
        }
    })
}
