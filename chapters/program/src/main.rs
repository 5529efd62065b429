//! `cargo run -p program -- data`: where the IMDB archive is, whether it is whole, how large.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use course::text::{megabytes, thousands};
use program::data::check::Verdict;
use program::data::{DataError, Status, Store, store};
use program::options::DataPlace;

/// Looks after what the chapters' programs share.
#[derive(Parser)]
#[command(version)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The IMDB archive: where it is, whether it is whole, how large
    Data(DataCommand),
}

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
struct DataCommand {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    place: DataPlace,
}

#[derive(Subcommand)]
enum Action {
    /// Says what is in the data folder (the default)
    Status(DataPlace),
    /// Fetches the archive, if it is not there
    Fetch(DataPlace),
    /// Checks the archive from its first byte to its last
    Verify(DataPlace),
    /// Prints the archive's path, if it is there
    Path(DataPlace),
    /// Deletes the archive and what is left of a download
    Remove(DataPlace),
}

fn main() -> ExitCode {
    let Options {
        command: Command::Data(DataCommand { action, place }),
    } = Options::parse();
    let action = action.unwrap_or(Action::Status(place));
    program::run_in_one_thread(|out| run(&action, out))
}

fn run(action: &Action, out: &mut dyn Write) -> Result<()> {
    match action {
        Action::Status(place) => {
            let store = store(place)?;
            write!(out, "{}", describe(&store, &store.status()))?;
        }
        Action::Fetch(place) => {
            let path = store(place)?.ready(&mut io::stderr())?;
            writeln!(out, "{}", path.display())?;
        }
        Action::Verify(place) => {
            let store = store(place)?;
            let verdict = store.verify()?;
            writeln!(out, "{}: {}", store.path().display(), meaning(&verdict))?;
        }
        Action::Path(place) => {
            let path = store(place)?.path();
            if !path.is_file() {
                return Err(DataError::NoArchive { path }.into());
            }
            writeln!(out, "{}", path.display())?;
        }
        Action::Remove(place) => {
            let removed = store(place)?.remove(&mut io::stderr())?;
            if removed.is_empty() {
                writeln!(out, "there was nothing to remove")?;
            }
            for path in removed {
                writeln!(out, "removed {}", path.display())?;
            }
        }
    }
    Ok(())
}

fn describe(store: &Store, status: &Status) -> String {
    let archive = match (status.bytes, &status.verdict) {
        (None, _) => "not there; a program with --data imdb fetches it".to_owned(),
        (Some(bytes), None) => format!(
            "{} bytes, not checked yet; the next program that uses it does so",
            thousands(bytes as usize)
        ),
        (Some(bytes), Some(verdict)) => {
            format!("{} bytes, {}", thousands(bytes as usize), meaning(verdict))
        }
    };
    let mut text =
        format!("file     {}\narchive  {archive}\n", store.path().display());
    if status.partial > 0 {
        text += &format!(
            "part     {} bytes of a download that broke off; the next one {}\n",
            thousands(status.partial as usize),
            match status.goes_on {
                true => "goes on from there",
                false => "begins anew",
            }
        );
    }
    if let Some(free) = status.free {
        text += &format!("free     {}\n", megabytes(free));
    }
    text
}

fn meaning(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Published => "the published file, whole".to_owned(),
        Verdict::SameStructure(difference) => format!(
            "not the published file ({difference}), but whole, with the same numbers of reviews"
        ),
    }
}
