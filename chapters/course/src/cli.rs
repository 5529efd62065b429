//! What the chapters' command lines share: how a program ends.

use std::process::ExitCode;

use anyhow::Result;

/// Ends a program: 0 if all went well; else the error with its causes on the error stream, and 1.
/// (A wrong option never gets this far: the option parser reports it and exits with 2.)
#[must_use]
pub fn finish(result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
