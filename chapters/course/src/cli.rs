//! What the chapters' command lines share: sizes, and how a program ends.

use std::process::ExitCode;

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
