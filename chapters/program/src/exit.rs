//! How a program ends.

use std::process::ExitCode;

/// Ends a program: 0 if all went well; else the error with its causes on the error stream, and 1.
/// (A wrong option never gets this far: the option parser reports it and exits with 2.)
#[must_use]
pub fn finish(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the output has read enough, as `head` in `… | head`.
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
    fn a_closed_pipe_is_no_failure_but_another_error_is() {
        let error = |kind| anyhow::Error::from(std::io::Error::from(kind));
        assert!(is_broken_pipe(&error(std::io::ErrorKind::BrokenPipe)));
        assert!(!is_broken_pipe(&error(std::io::ErrorKind::NotFound)));
        assert!(!is_broken_pipe(&anyhow::anyhow!("other")));
    }
}
