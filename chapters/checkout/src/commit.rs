//! The commit of a checkout.

use std::path::Path;
use std::process::Command;

/// The variables that tell git which repository is meant.
const OF_A_REPOSITORY: [&str; 6] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
];

/// What a checkout of the course holds, and no other book.
const MARK: &str = "chapters/course/Cargo.toml";

/// The commit of the checkout at `root`, 12 hexadecimal digits, with `+changes` if files differ from
/// it. `None` if git does not know: it is not installed, or `root` is not the root of a repository, or that
/// is one of another book.
///
/// Records do not count as changes. They are what programs write, not what programs do, and the second
/// of two records would never be of a commit otherwise.
#[must_use]
pub fn commit(root: &Path) -> Option<String> {
    if !root.join(MARK).is_file() {
        return None;
    }
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
