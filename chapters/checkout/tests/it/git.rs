//! Small repositories to try things on.

use std::path::Path;
use std::process::Command;

/// Runs git in a folder. `None` if git is not installed: the course does not ask for it.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> Option<()> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=test", "-c", "user.email=test@test.invalid"])
        .args(arguments)
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .output();
    let Ok(output) = output else {
        eprintln!("NOT TESTED: git is not installed");
        return None;
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {errors}");
    Some(())
}

/// Makes a folder a repository and commits everything in it.
pub(crate) fn commit_all(folder: &Path) -> Option<()> {
    git(folder, &["init", "--quiet"])?;
    git(folder, &["add", "."])?;
    let commit = ["commit", "--quiet", "--no-gpg-sign", "--message", "all"];
    git(folder, &commit)
}
