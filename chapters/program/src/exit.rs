//! How a program begins and ends.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use thiserror::Error;

use crate::threads;

/// The options that the program was called with. Wrong ones, and questions for help or the version, end it
/// here: the option parser answers, and whether the answer could be written is the exit code.
#[must_use]
pub fn parse<O: Parser>() -> O {
    O::try_parse().unwrap_or_else(|answer| {
        let written = answer.print();
        let failed = answer.exit_code() == 0
            && written.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe);
        if failed {
            tell("error: cannot write to the standard output");
        }
        std::process::exit(if failed { 1 } else { answer.exit_code() })
    })
}

/// Runs a program that computes and prints to the standard output: 0 if all goes well; else the error with
/// its causes goes to the error stream, and 1. (A wrong option never gets this far: the option parser
/// reports it and exits with 2.)
#[must_use]
pub fn run(program: impl FnOnce(&mut dyn Write) -> Result<()>) -> ExitCode {
    run_with(None, program)
}

/// [`run`] with so many threads, or as many as [`threads::start`] chooses.
#[must_use]
pub fn run_with(
    threads: Option<usize>,
    program: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> ExitCode {
    run_in_one_thread(|out| {
        threads::start(threads)?;
        program(out)
    })
}

/// [`run`] for a program that computes nothing.
#[must_use]
pub fn run_in_one_thread(
    program: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> ExitCode {
    let mut out = Output(io::stdout().lock());
    match program(&mut out).and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the output has read enough, as `head` in `… | head`.
        Err(error) if is_closed_output(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(format_args!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// A line on the error stream. Where that takes nothing there is nobody to tell, and that is no reason to
/// stop: `eprintln!` would.
pub fn tell(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// The standard output. Its errors say that they are its own: a full disk may be another one's.
struct Output<W>(W);

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(OutputError::wrap)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(OutputError::wrap)
    }
}

/// The standard output takes no more.
#[derive(Debug, Error)]
#[error("cannot write to the standard output: {0}")]
struct OutputError(io::Error);

impl OutputError {
    fn wrap(error: io::Error) -> io::Error {
        io::Error::new(error.kind(), Self(error))
    }
}

fn is_closed_output(error: &anyhow::Error) -> bool {
    let is_closed = |error: &io::Error| {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        error.kind() == ErrorKind::BrokenPipe
            && matches!(inner, Some(OutputError(_)))
    };
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref());
    causes.any(is_closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What every write ends with.
    struct Broken(ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_closed_output_is_no_failure_but_another_error_is() {
        let error = |kind| {
            let written = Output(Broken(kind)).write(b"a").unwrap_err();
            anyhow::Error::from(written).context("a page")
        };
        assert!(is_closed_output(&error(ErrorKind::BrokenPipe)));
        assert!(!is_closed_output(&error(ErrorKind::StorageFull)));
        // A server that hangs up is not the reader of the output.
        let server = io::Error::from(ErrorKind::BrokenPipe);
        assert!(!is_closed_output(&server.into()));
        let full = format!("{:#}", error(ErrorKind::StorageFull));
        assert!(
            full.starts_with("a page: cannot write to the standard output: "),
            "{full}"
        );
    }
}
