//! What the operating system says about this process, where it says anything (Linux).

use std::fs;

/// How many pages of memory the operating system has handed to this process so far, where it says so:
/// `minflt`, the tenth field, the eighth behind the name in brackets.
pub(super) fn page_faults() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(7)?.parse().ok()
}

/// The most memory that this process has held so far, where the system says so (Linux).
pub(super) fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}
