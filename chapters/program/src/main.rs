//! `cargo run -p program -- data`: where the IMDB archive is, whether it is whole, how large.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use course::text::{megabytes, thousands};
use program::data::check::{Difference, Verdict};
use program::data::{DataError, Status, store};
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
    } = program::parse();
    let action = action.unwrap_or(Action::Status(place));
    program::run_in_one_thread(|out| run(&action, out))
}

fn run(action: &Action, out: &mut dyn Write) -> Result<()> {
    match action {
        Action::Status(place) => {
            let store = store(place)?;
            write!(out, "{}", describe(&store.status()?))?;
        }
        Action::Fetch(place) => {
            let path = store(place)?.ready(&mut io::stderr())?;
            writeln!(out, "{}", path.display())?;
        }
        Action::Verify(place) => {
            let store = store(place)?;
            let path = store.found()?;
            let verdict = store.verify(&path)?;
            writeln!(out, "{}: {}", path.display(), meaning(&verdict))?;
        }
        Action::Path(place) => {
            writeln!(out, "{}", store(place)?.found()?.display())?;
        }
        Action::Remove(place) => {
            let store = store(place)?;
            let removed = store.remove(&mut io::stderr())?;
            if removed.is_empty() {
                writeln!(out, "there was nothing to remove")?;
            }
            for path in removed {
                writeln!(out, "removed {}", path.display())?;
            }
            if let Ok(left) | Err(DataError::OtherName { path: left, .. }) =
                store.found()
            {
                let left = left.display();
                writeln!(out, "left {left}, which no program of the course made")?;
            }
        }
    }
    Ok(())
}

fn describe(status: &Status) -> String {
    let archive = match (status.bytes, &status.verdict) {
        (None, _) => "not there; a program with --data imdb fetches it".to_owned(),
        (Some(_), _) if status.is_folder => {
            "unpacked; each program that uses it checks it".to_owned()
        }
        (Some(bytes), None) => format!(
            "{} bytes, not checked yet; the next program that uses it does so",
            thousands(bytes as usize)
        ),
        (Some(bytes), Some(verdict)) => {
            format!("{} bytes, {}", thousands(bytes as usize), meaning(verdict))
        }
    };
    let place = if status.is_folder {
        "folder "
    } else {
        "file   "
    };
    let mut text =
        format!("{place}  {}\narchive  {archive}\n", status.path.display());
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
        // Whether a text is whole, nothing in a folder tells.
        Verdict::SameStructure(Difference::Folder) => {
            "unpacked, with the same numbers of reviews as the published file"
                .to_owned()
        }
        Verdict::SameStructure(difference) => format!(
            "not the published file ({difference}), but whole, with the same numbers of reviews"
        ),
    }
}
