//! Is every piece of code that is marked for a page on a page?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::files::{resolve, seen_from, with_extension};
use crate::includes::{anchor, includes};
use crate::page::Page;
use crate::problem::{Fault, Problem};

/// The anchors that no page includes: in the code of the chapters, and in every other file that a
/// page includes something from.
pub fn problems(root: &Path, pages: &[Page]) -> Vec<Problem> {
    let included: BTreeSet<(PathBuf, &str)> = pages
        .iter()
        .flat_map(|page| {
            let seen_from_page = Path::new(&page.name);
            includes(&page.text)
                .into_iter()
                .map(|include| (resolve(seen_from_page, include.path), include.part))
        })
        .collect();
    let mut files: BTreeSet<PathBuf> =
        included.iter().map(|(file, _)| file.clone()).collect();
    let code = with_extension(&root.join("chapters"), "rs");
    files.extend(code.iter().map(|file| PathBuf::from(seen_from(root, file))));
    files
        .iter()
        .flat_map(|file| anchors(root, file))
        .filter(|(file, _, name)| !included.contains(&(file.clone(), name.as_str())))
        .map(|(file, line, name)| Problem {
            page: file.display().to_string(),
            line: Some(line),
            fault: Fault::AnchorWithoutPage(name),
        })
        .collect()
}

/// The anchors of a file: file, line and name.
fn anchors(root: &Path, file: &Path) -> Vec<(PathBuf, usize, String)> {
    // A missing file is a fault of the page that includes it.
    let text = checkout::read(root.join(file)).unwrap_or_default();
    text.lines()
        .enumerate()
        .filter_map(|(i, line)| {
            Some((file.to_path_buf(), i + 1, anchor(line)?.to_owned()))
        })
        .collect()
}
