//! Where the files of the course are: the checkout that a program is run in.
//!
//! Never the one that it was compiled in: a checkout may be renamed or copied, and two can share a
//! folder of builds.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// What the root of a checkout holds: a book, like many a repository, and this crate.
const MARKS: [&str; 2] = ["book.toml", "chapters/course/Cargo.toml"];

/// The root of the checkout: the nearest folder, from the current one upwards, with a `book.toml` and this
/// crate. Another book is not the course.
///
/// # Errors
/// If there is none.
pub fn root() -> Result<PathBuf> {
    root_above(&std::env::current_dir().context("there is no current folder")?)
}

/// The root of the checkout that `folder` is in, or is.
///
/// # Errors
/// If it is in none.
pub fn root_above(folder: &Path) -> Result<PathBuf> {
    let is_root =
        |folder: &&Path| MARKS.iter().all(|mark| folder.join(mark).is_file());
    let root = folder.ancestors().find(is_root);
    root.map(PathBuf::from).with_context(|| {
        format!(
            "{} is not in a checkout of the course: no folder above it has {}; \
             change to the checkout first",
            folder.display(),
            MARKS.join(" and ")
        )
    })
}

/// The variables that tell git which repository is meant.
const OF_A_REPOSITORY: [&str; 6] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
];

/// The commit of the checkout at `root`, 12 hexadecimal digits, with `+changes` if files differ from
/// it. `None` if git does not know: it is not installed, or `root` is not the root of a repository.
///
/// Records do not count as changes. They are what programs write, not what programs do, and the second
/// of two records would never be of a commit otherwise.
#[must_use]
pub fn commit(root: &Path) -> Option<String> {
    let git = |arguments: &[&str]| -> Option<String> {
        let mut command = Command::new("git");
        command.arg("-C").arg(root).args(arguments);
        // A hook of git sets some of these, perhaps for another repository.
        for name in OF_A_REPOSITORY {
            command.env_remove(name);
        }
        let output = command.output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    // An unpacked archive of the course may lie in a repository of something else.
    let top_level = git(&["rev-parse", "--show-toplevel"])?;
    if Path::new(&top_level).canonicalize().ok()? != root.canonicalize().ok()? {
        return None;
    }
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    let changes = git(&[
        "status",
        "--porcelain",
        "--untracked-files=no",
        "--",
        ".",
        ":(exclude,glob)chapters/*/results/*",
    ])?;
    Some(match changes.as_str() {
        "" => commit,
        _ => format!("{commit}+changes"),
    })
}
