//! What long runs leave behind for the pages: results with the run that they come from.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use checkout::plain;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::files::write_whole;

/// The run that a result comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// The program and its options, as typed.
    pub command: String,
    /// What every random number came from, where there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The commit of the checkout ([`checkout::commit`]), or `unknown`.
    pub commit: String,
    /// Processor and number of cores.
    pub machine: String,
    /// How long it took. The oldest records do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
}

impl Provenance {
    /// Of the program that is running, in the checkout that it is run in; so far without seed and
    /// duration.
    #[must_use]
    pub fn of_this_run() -> Self {
        let root = checkout::root().ok();
        let commit = root.and_then(|root| checkout::commit(&root));
        Self {
            command: command_line(std::env::args_os()),
            seed: None,
            commit: commit.unwrap_or_else(|| "unknown".to_owned()),
            machine: machine(),
            seconds: None,
        }
    }

    /// Checks that the commit says which code made the result.
    ///
    /// # Errors
    /// If it is unknown, or files differed from it.
    pub fn check(&self) -> Result<()> {
        let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
        ensure!(
            self.commit.len() == 12 && self.commit.chars().all(is_digit),
            "a record names the commit that made it, and here it is {:?}: record in a checkout \
             whose changes are committed",
            self.commit
        );
        Ok(())
    }
}

/// A result and the run that it comes from: the contents of `results/NAME.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded<M> {
    /// The run.
    pub provenance: Provenance,
    /// What was measured.
    #[serde(flatten)]
    pub measured: M,
}

impl<M: DeserializeOwned> Recorded<M> {
    /// Reads a record, from the text of its file in a checkout of any kind.
    ///
    /// # Errors
    /// If the text is not one of this kind, or says nothing of use about where it comes from.
    pub fn parse(text: &str) -> Result<Self> {
        let recorded: Self = serde_json::from_str(&plain(text))
            .context("this record is not what the code expects; record it anew")?;
        recorded.provenance.check()?;
        Ok(recorded)
    }
}

impl<M: Serialize> Recorded<M> {
    /// Writes the record to a file.
    ///
    /// # Errors
    /// If the commit is not one ([`Provenance::check`]), or the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        self.provenance.check()?;
        let text = serde_json::to_string_pretty(self)? + "\n";
        write_whole(path, text.as_bytes())
    }
}

/// The file of a chapter's record `name`: `chapters/chapter-03/results/practice.json` in the checkout
/// that the program is run in.
///
/// # Errors
/// Outside of a checkout.
pub fn path(chapter: &str, name: &str) -> Result<PathBuf> {
    Ok(path_in(&checkout::root()?, chapter, name))
}

/// Where a chapter keeps the weights of its network `name`, which a record has trained:
/// `chapters/chapter-04/results/rnn.safetensors`.
///
/// # Errors
/// Outside of a checkout.
pub fn weights_path(chapter: &str, name: &str) -> Result<PathBuf> {
    Ok(path(chapter, name)?.with_extension("safetensors"))
}

/// [`path`] in the checkout at `root`.
#[must_use]
pub fn path_in(root: &Path, chapter: &str, name: &str) -> PathBuf {
    let results = root.join("chapters").join(chapter).join("results");
    results.join(format!("{name}.json"))
}

/// A program's name without its folder, and its options. What is not UTF-8, as a path can be, is
/// replaced: a record is read by people, not run.
#[must_use]
pub fn command_line(arguments: impl IntoIterator<Item = OsString>) -> String {
    let mut arguments = arguments
        .into_iter()
        .map(|argument| argument.to_string_lossy().into_owned());
    let program = arguments.next().unwrap_or_default();
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    std::iter::once(name.to_owned())
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let plural = if cores == 1 { "" } else { "s" };
    // Other systems have no file to read it from: their records name the architecture.
    let processor = processor().unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    format!("{processor}, {cores} core{plural}")
}

/// The processor's name, where Linux tells it.
fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(": ")?.1.to_owned())
}
