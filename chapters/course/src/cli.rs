//! What the chapters' command lines share: which reviews, sizes, and how a program ends.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

/// Which reviews to work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Data {
    /// Reviews that chapter 2's grammar writes; nothing to download
    Practice,
    /// The 50,000 labelled reviews of the IMDB archive; fetched once if they are not there
    Imdb,
}

impl Data {
    /// The name in options and result files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Data::Practice => "practice",
            Data::Imdb => "imdb",
        }
    }
}

/// Where the IMDB archive is, and where it comes from.
#[derive(Clone, Debug, Default, Args)]
pub struct DataPlace {
    /// Folder of the IMDB archive [default: $HIDDEN_STATE_DATA, else the cache folder]
    #[arg(long, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Where to fetch it from: https://, http:// or file:/// [default: where it is published]
    #[arg(long, value_name = "ADDRESS")]
    pub data_url: Option<String>,
}

/// The options of every program that works on either corpus. Give them to
/// [`data::imdb`](crate::data::imdb) for the path of the archive.
#[derive(Clone, Debug, Args)]
pub struct DataOptions {
    /// Reviews to work on
    #[arg(long, value_enum, default_value = "practice")]
    pub data: Data,
    /// Where the archive is, and where it comes from.
    #[command(flatten)]
    pub place: DataPlace,
}

/// Parses a size that memory has to hold: a whole number from 1 to 10,000.
///
/// # Errors
/// With what was expected, for the option parser to report.
pub fn size(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=10_000) => Ok(number),
        _ => Err("expected a whole number from 1 to 10,000".to_owned()),
    }
}

/// Ends a program: 0 if all went well; else the error with its causes on the error stream, and 1.
/// (A wrong option never gets this far: the option parser reports it and exits with 2.)
#[must_use]
pub fn finish(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the output has read enough, as in `… | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<std::io::Error>();
    cause.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_bounds() {
        assert_eq!([size("1"), size("10000")], [Ok(1), Ok(10_000)]);
        for wrong in ["0", "10001", "-1", "", "x", "99999999999999999999999"] {
            assert!(size(wrong).is_err());
        }
    }

    #[test]
    fn a_closed_pipe_is_no_failure_but_another_error_is() {
        let error = |kind| anyhow::Error::from(std::io::Error::from(kind));
        assert!(is_broken_pipe(&error(std::io::ErrorKind::BrokenPipe)));
        assert!(!is_broken_pipe(&error(std::io::ErrorKind::NotFound)));
        assert!(!is_broken_pipe(&anyhow::anyhow!("other")));
    }
}
