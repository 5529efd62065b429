//! `trace "…"`: what a network holds after each word, in the terminal and as a picture.

use std::io::Write;
use std::path::PathBuf;

use anstream::{AutoStream, ColorChoice};
use anyhow::Result;
use clap::{Args, value_parser};
use course::files::{check_new, write_whole};
use course::heat::HeatMap;

use crate::options::TextOptions;

/// A text to trace, and how it is shown.
#[derive(Clone, Debug, Args)]
pub struct TraceOptions {
    /// The text.
    #[command(flatten)]
    pub text: TextOptions,
    /// Draw the map into this file too
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Columns to show, of the units that move most: 1 to 16
    #[arg(long, value_name = "COUNT", default_value_t = 12, value_parser = value_parser!(u8).range(1..=16))]
    pub columns: u8,
}

impl TraceOptions {
    /// Checks, before anything is read, that no file will be lost.
    ///
    /// # Errors
    /// If there is a file under the name of the picture.
    pub fn check(&self) -> Result<()> {
        match &self.svg {
            Some(path) => check_new(path, "--svg"),
            None => Ok(()),
        }
    }

    /// Prints a map, with colours where the output is a terminal that has them, and draws it if that was
    /// asked for.
    ///
    /// # Errors
    /// If `out` or the file cannot be written to.
    pub fn show(
        &self,
        map: &HeatMap,
        description: &str,
        out: &mut dyn Write,
    ) -> Result<()> {
        let choice = AutoStream::choice(&std::io::stdout());
        write!(out, "{}", map.text(choice != ColorChoice::Never))?;
        let Some(path) = &self.svg else {
            return Ok(());
        };
        let drawn = map.svg(description)?;
        check_new(path, "--svg")?;
        write_whole(path, drawn.as_bytes())?;
        Ok(writeln!(out, "wrote {}", path.display())?)
    }
}
