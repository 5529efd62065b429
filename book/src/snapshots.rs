//! Does every snapshot still have the test that made it?
//!
//! A snapshot outlives its test in silence, and a page can go on showing what no program prints.

use std::path::{Path, PathBuf};

use crate::files::{seen_from, with_extension};
use crate::problem::{Fault, Problem};

/// The snapshots under `root` whose source file or test is gone.
pub fn problems(root: &Path) -> Vec<Problem> {
    with_extension(root, "snap")
        .iter()
        .filter_map(|snapshot| {
            let why = orphaned(root, snapshot)?;
            let page = seen_from(root, snapshot);
            Some(Problem {
                page,
                line: None,
                fault: Fault::OrphanSnapshot(why),
            })
        })
        .collect()
}

fn orphaned(root: &Path, snapshot: &Path) -> Option<String> {
    let Some(source) = source_of(snapshot) else {
        return Some("has no header that names its source".to_owned());
    };
    if !root.join(&source).is_file() {
        return Some(format!("comes from {source}, which is not there"));
    }
    let test = with_submodules(&root.join(&source));
    let blocks = blocks(&crate_of(snapshot)?.join("src"));
    let stem = snapshot.file_stem()?.to_string_lossy().into_owned();
    let named = possible_names(&stem).any(|name| {
        is_named(&test, name) || blocks.iter().any(|block| block == name)
    });
    (!named).then(|| {
        format!(
            "comes from {source}, but neither that file nor a `Block::new` of the crate names it"
        )
    })
}

/// The text of a source file, with that of the modules in the folder of its name.
fn with_submodules(source: &Path) -> String {
    let mut files = with_extension(&source.with_extension(""), "rs");
    files.insert(0, source.to_path_buf());
    let texts = files.iter().filter_map(|file| checkout::read(file).ok());
    texts.collect()
}

/// The names of the blocks of output that a crate lists as `Block::new("page", "name", …)`: one test
/// may take the snapshots of all of them.
fn blocks(src: &Path) -> Vec<String> {
    with_extension(src, "rs")
        .iter()
        .filter_map(|file| checkout::read(file).ok())
        .flat_map(|code| {
            let lists = code.split("Block::new(").skip(1);
            let names = lists.filter_map(|arguments| arguments.split('"').nth(3));
            names.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// The file that the header's line `source: …` names.
fn source_of(snapshot: &Path) -> Option<String> {
    let text = checkout::read(snapshot).ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("source: "))?;
    Some(line.trim_matches('"').to_owned())
}

/// The nearest folder above that has a `Cargo.toml`.
fn crate_of(snapshot: &Path) -> Option<PathBuf> {
    snapshot
        .ancestors()
        .find(|dir| dir.join("Cargo.toml").is_file())
        .map(Path::to_path_buf)
}

/// `it__output__rows` may be called `rows` or `output__rows`: insta puts the path of the module before
/// the name, with the same two underscores.
fn possible_names(stem: &str) -> impl Iterator<Item = &str> {
    let stem = stem.split('@').next().unwrap_or(stem);
    stem.match_indices("__")
        .map(move |(at, mark)| &stem[at + mark.len()..])
}

/// As a string, or as the name of the test, which insta takes if none is given.
fn is_named(code: &str, name: &str) -> bool {
    code.contains(&format!("\"{name}\""))
        || code.contains(&format!("fn {name}("))
        || code.contains(&format!("fn test_{name}("))
}
