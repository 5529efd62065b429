//! `cargo run -p book`: renders the book into `book/html` and checks it.

mod exit;

use std::io::{Write, stdin, stdout};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use book::check::check;
use book::dedent;
use book::preprocess;
use book::problem::Problem;
use book::serve::Port;
use clap::{Parser, Subcommand};

use crate::exit::{complain, finish};

/// Where the rendered book belongs.
const HTML: &str = "book/html";

/// Renders the book into book/html and checks it.
#[derive(Parser)]
#[command(version)]
struct Options {
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Subcommand)]
enum Task {
    /// Checks the book without keeping the pages.
    Check,
    /// Renders the book and serves it to this machine.
    Serve {
        /// The port of 127.0.0.1 to serve on; 0 takes any that is free.
        #[arg(long, default_value_t = 3000)]
        port: u16,
    },
    /// Speaks to the mdbook program, which starts this for every build.
    Preprocess {
        /// Moves the listings to the left, which comes after mdbook has filled them in.
        #[arg(long)]
        dedent: bool,
        #[command(subcommand)]
        question: Option<Question>,
    },
}

#[derive(Subcommand)]
enum Question {
    /// Asks whether the pages can be prepared for a renderer.
    Supports { renderer: String },
}

fn main() -> ExitCode {
    match Options::try_parse() {
        Ok(options) => finish(run(options.task)),
        Err(wrong) if wrong.use_stderr() => wrong.exit(),
        Err(help) => finish(help.print().context("the help cannot be written")),
    }
}

fn run(task: Option<Task>) -> Result<()> {
    match task {
        None => render(&checkout::root()?),
        Some(Task::Check) => {
            refuse(&check(&checkout::root()?, tempfile::tempdir()?.path())?)
        }
        Some(Task::Serve { port }) => serve(&checkout::root()?, port),
        Some(Task::Preprocess {
            question: Some(Question::Supports { renderer }),
            ..
        }) => supports(&renderer),
        Some(Task::Preprocess { dedent: true, .. }) => {
            dedent::protocol(stdin(), stdout())
        }
        Some(Task::Preprocess { .. }) => preprocess::protocol(stdin(), stdout()),
    }
}

fn render(root: &Path) -> Result<()> {
    let html = root.join(HTML);
    let problems = check(root, &html)?;
    let said = say(&html.join("index.html").display().to_string());
    // A book with a problem is refused even if nobody listens.
    refuse(&problems)?;
    said
}

fn serve(root: &Path, port: u16) -> Result<()> {
    let html = root.join(HTML);
    let port = Port::take(port)?;
    // Somebody who is writing wants to see the page with the problem on it.
    list(&check(root, &html)?);
    say(&port.address())?;
    port.serve(&html)
}

/// Says where the book is.
fn say(place: &str) -> Result<()> {
    writeln!(stdout(), "The book is at {place}")
        .context("where the book is cannot be written")
}

fn supports(renderer: &str) -> Result<()> {
    if !preprocess::supports_renderer(renderer) {
        bail!("these pages cannot be prepared for {renderer}");
    }
    Ok(())
}

fn list(problems: &[Problem]) {
    for problem in problems {
        complain(&problem.to_string());
    }
}

fn refuse(problems: &[Problem]) -> Result<()> {
    list(problems);
    if !problems.is_empty() {
        bail!("the book has {} problem(s)", problems.len());
    }
    Ok(())
}
