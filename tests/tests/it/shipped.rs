//! What the repository ships: text and code written for it, and the few binary files that belong to it.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// No file of the course needs more; the largest is a font.
const LARGEST: u64 = 512 * 1024; // bytes

/// The endings of files that are no text and yet belong here.
const BINARY: [&str; 3] = ["woff2", "safetensors", "png"];

/// All files but those that `.gitignore` names, in a checkout of any kind.
pub(crate) fn shipped() -> Vec<PathBuf> {
    let root = checkout::root().unwrap();
    let files = WalkBuilder::new(&root)
        .hidden(false)
        .require_git(false)
        .git_exclude(false)
        .git_global(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build();
    let paths = files.map(|entry| entry.unwrap().into_path());
    paths.filter(|path| path.is_file()).collect()
}

/// What is wrong with a file that is to be shipped.
fn fault(path: &Path, content: &[u8]) -> Option<String> {
    if content.len() as u64 > LARGEST {
        return Some(format!(
            "{}: {} bytes, more than {LARGEST}",
            path.display(),
            content.len()
        ));
    }
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or("");
    // Seeds of the fuzz targets are bytes of any kind.
    let may_be_binary =
        BINARY.contains(&ending) || path.iter().any(|part| part == "seeds");
    (!may_be_binary && std::str::from_utf8(content).is_err()).then(|| {
        format!(
            "{}: neither text nor a kind of file that belongs here",
            path.display()
        )
    })
}

#[test]
fn the_repository_holds_what_was_written_for_it() {
    let files = shipped();
    assert!(files.len() > 500, "only {} files were found", files.len());
    let faults: Vec<_> = files
        .iter()
        .filter_map(|path| fault(path, &std::fs::read(path).unwrap()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_foreign_file_is_found() {
    let large = vec![b'a'; usize::try_from(LARGEST).unwrap() + 1];
    assert!(fault(Path::new("notes.txt"), &large).is_some());
    assert!(fault(Path::new("some.whl"), b"PK\x03\x04\xff\xfe").is_some());
    assert!(fault(Path::new("notes.txt"), b"PK").is_none());
    assert!(fault(Path::new("font.woff2"), b"wOF2\xff\xfe").is_none());
}
