//! Circles of arrows.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::arrows::Arrow;

/// A shortest circle through every file that is on one, each circle once.
pub(crate) fn circles(
    arrows: &BTreeSet<Arrow<PathBuf>>,
) -> Vec<Vec<&Arrow<PathBuf>>> {
    let files: BTreeSet<&Path> =
        arrows.iter().map(|arrow| arrow.from.as_path()).collect();
    let mut seen = BTreeSet::new();
    files
        .into_iter()
        .filter_map(|file| way_back(arrows, file))
        .filter(|circle| {
            let files: BTreeSet<&Path> =
                circle.iter().map(|arrow| arrow.from.as_path()).collect();
            seen.insert(files)
        })
        .collect()
}

/// A shortest way along the arrows from a file back to itself.
fn way_back<'a>(
    arrows: &'a BTreeSet<Arrow<PathBuf>>,
    file: &Path,
) -> Option<Vec<&'a Arrow<PathBuf>>> {
    // By which arrow each file has been reached first.
    let mut reached: BTreeMap<&Path, &Arrow<PathBuf>> = BTreeMap::new();
    let mut next = VecDeque::from([file]);
    while let Some(from) = next.pop_front() {
        for arrow in arrows.iter().filter(|arrow| arrow.from == from) {
            if !reached.contains_key(arrow.to.as_path()) {
                reached.insert(&arrow.to, arrow);
                next.push_back(&arrow.to);
            }
        }
    }
    let mut way = vec![*reached.get(file)?];
    while way[0].from != file {
        way.insert(0, reached[way[0].from.as_path()]);
    }
    Some(way)
}
