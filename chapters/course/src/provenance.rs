//! Where a result comes from: what to state beside every recorded number.

use std::process::Command;

use serde::{Deserialize, Serialize};

/// The command, commit and machine that made a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The program and its options, as typed.
    pub command: String,
    /// The commit of the working tree, with `+changes` if files differed from it.
    pub commit: String,
    /// Processor and number of cores.
    pub machine: String,
}

impl Provenance {
    /// Of the program that is running.
    #[must_use]
    pub fn of_this_run() -> Self {
        Self {
            command: command(),
            commit: commit(),
            machine: machine(),
        }
    }
}

/// The program's name without its folder, and its options.
fn command() -> String {
    let mut arguments = std::env::args();
    let program = arguments.next().unwrap_or_default();
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    std::iter::once(name.to_owned())
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}

fn commit() -> String {
    let git = |arguments: &[&str]| -> Option<String> {
        let output = Command::new("git").args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    match git(&["rev-parse", "--short=12", "HEAD"]) {
        None => "unknown".to_owned(),
        Some(commit) => {
            match git(&["status", "--porcelain", "--untracked-files=no"]) {
                Some(changes) if changes.is_empty() => commit,
                _ => format!("{commit}+changes"),
            }
        }
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split_once(": ")?.1.to_owned())
        })
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let plural = if cores == 1 { "" } else { "s" };
    format!("{processor}, {cores} core{plural}")
}
