//! Finding files.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// All files under `dir`, sorted. A folder of build output, or something hidden, is passed by.
pub(crate) fn under(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(dir, &mut found);
    found.sort();
    found
}

/// Those with this extension.
pub(crate) fn with_extension(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = under(dir);
    found.retain(|path| path.extension().is_some_and(|found| found == extension));
    found
}

fn collect(dir: &Path, found: &mut Vec<PathBuf>) {
    // A folder that cannot be read has nothing to check.
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if !path.is_dir() {
            found.push(path);
        } else if name != "target" {
            collect(&path, found);
        }
    }
}

/// `path` as seen from `root`, for messages.
pub(crate) fn seen_from(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Where an address on a page leads, seen from the folder that the page's path starts at.
pub(crate) fn resolve(page: &Path, address: &str) -> PathBuf {
    let mut resolved = page.parent().unwrap_or(Path::new("")).to_path_buf();
    for component in Path::new(address).components() {
        match component {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Normal(name) => resolved.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    resolved
}
