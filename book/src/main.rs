//! `cargo run -p book`: renders the book into `book/html` and checks it.

use std::io::{stdin, stdout};

use anyhow::{Result, bail};
use book::check::check;
use book::checkout;
use book::dedent;
use book::preprocess;
use book::problem::Problem;
use book::serve::serve;
use clap::{Parser, Subcommand};

/// Where the rendered book belongs.
const HTML: &str = "book/html";

/// Renders the book into book/html and checks it.
#[derive(Parser)]
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
        /// The port of 127.0.0.1 to serve on.
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

fn main() -> Result<()> {
    match Options::parse().task {
        None => {
            let root = checkout::root()?;
            let html = root.join(HTML);
            let problems = check(&root, &html)?;
            println!("The book is at {}", html.join("index.html").display());
            refuse(&problems)
        }
        Some(Task::Check) => {
            refuse(&check(&checkout::root()?, tempfile::tempdir()?.path())?)
        }
        Some(Task::Serve { port }) => {
            let root = checkout::root()?;
            let html = root.join(HTML);
            // Somebody who is writing wants to see the page with the problem on it.
            list(&check(&root, &html)?);
            println!("The book is at http://127.0.0.1:{port}");
            serve(&html, port)
        }
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

fn supports(renderer: &str) -> Result<()> {
    if !preprocess::supports_renderer(renderer) {
        bail!("these pages cannot be prepared for {renderer}");
    }
    Ok(())
}

fn list(problems: &[Problem]) {
    for problem in problems {
        eprintln!("{problem}");
    }
}

fn refuse(problems: &[Problem]) -> Result<()> {
    list(problems);
    if !problems.is_empty() {
        bail!("the book has {} problem(s)", problems.len());
    }
    Ok(())
}
