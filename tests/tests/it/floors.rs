//! No module uses one that uses it, no arrow between a chapter's modules goes up its floors, and no
//! chapter uses a later one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::Value;

use crate::arrows::{Arrow, Arrows, arrows};
use crate::cargo::{list, metadata, text};
use crate::circles::circles;

#[test]
fn nothing_circles_and_every_arrow_goes_down() {
    let root = checkout::root().unwrap();
    let faults = faults(&root).unwrap();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// What is wrong with the arrows of the workspace in this folder.
pub(crate) fn faults(root: &Path) -> Result<Vec<String>> {
    // Without the dependencies, of which some may not be on this machine.
    let metadata = metadata(root, &["--no-deps"])?;
    let mut faults = BTreeSet::new();
    for package in list(&metadata, "packages") {
        let house = House { root, package };
        faults.extend(house.later_dependencies());
        for target in list(package, "targets") {
            let source = Path::new(text(target, "src_path"));
            let arrows = arrows(source)?;
            faults.extend(house.circles(&arrows));
            faults.extend(house.later_chapters(&arrows));
            let is_library = list(target, "kind").any(|kind| kind == "lib");
            if is_library && house.chapter().is_some() {
                let folder = source.parent().unwrap_or(root);
                faults.extend(house.upwards(&arrows, folder));
                faults.extend(house.not_for_browsers(&arrows, folder));
            }
        }
    }
    Ok(faults.into_iter().collect())
}

/// A package of the workspace.
struct House<'a> {
    root: &'a Path,
    package: &'a Value,
}

impl House<'_> {
    /// 7 for `chapter-07`.
    fn chapter(&self) -> Option<u32> {
        number(text(self.package, "name"))
    }

    fn is_later(&self, name: &str) -> bool {
        let number = number(&name.replace('_', "-"));
        matches!((self.chapter(), number), (Some(own), Some(other)) if other > own)
    }

    fn later_dependencies(&self) -> Vec<String> {
        let manifest = self.seen(Path::new(text(self.package, "manifest_path")));
        list(self.package, "dependencies")
            .map(|dependency| text(dependency, "name"))
            .filter(|name| self.is_later(name))
            .map(|name| format!("{manifest} depends on {name}, a later chapter"))
            .collect()
    }

    fn later_chapters(&self, arrows: &Arrows) -> Vec<String> {
        firsts(&arrows.outside)
            .filter(|arrow| self.is_later(&arrow.to))
            .map(|arrow| {
                format!("{}, a later chapter", self.shown(arrow, &arrow.to))
            })
            .collect()
    }

    fn circles(&self, arrows: &Arrows) -> Vec<String> {
        circles(&arrows.inside)
            .into_iter()
            .map(|circle| {
                let lines = circle.iter().map(|arrow| self.inside(arrow));
                let lines: Vec<String> = lines.collect();
                format!("a circle of modules:\n  {}", lines.join("\n  "))
            })
            .collect()
    }

    /// The arrows from a module to one on a higher floor.
    fn upwards(&self, arrows: &Arrows, folder: &Path) -> Vec<String> {
        firsts(&arrows.inside)
            .filter(|arrow| {
                let floors =
                    [&arrow.from, &arrow.to].map(|file| floor(folder, file));
                matches!(floors, [Some(from), Some(to)] if from < to)
            })
            .map(|arrow| format!("{}, on a higher floor", self.inside(arrow)))
            .collect()
    }

    /// What only the two upper floors may use: the dependencies that are not there in a browser.
    fn not_for_browsers(&self, arrows: &Arrows, folder: &Path) -> Vec<String> {
        let only_elsewhere: BTreeSet<String> = list(self.package, "dependencies")
            .filter(|dependency| text(dependency, "target") == NOT_IN_BROWSERS)
            .map(|dependency| text(dependency, "name").replace('-', "_"))
            .collect();
        firsts(&arrows.outside)
            .filter(|arrow| only_elsewhere.contains(&arrow.to))
            .filter(|arrow| floor(folder, &arrow.from).is_some_and(|floor| floor < RECORD))
            .map(|arrow| {
                let shown = self.shown(arrow, &arrow.to);
                format!("{shown}, which a browser has not: leave it to the record and the program")
            })
            .collect()
    }

    fn inside(&self, arrow: &Arrow<PathBuf>) -> String {
        self.shown(arrow, &self.seen(&arrow.to))
    }

    fn shown<To>(&self, arrow: &Arrow<To>, to: &str) -> String {
        let Arrow {
            from, line, path, ..
        } = arrow;
        format!("{}:{line} uses {to} (`{path}`)", self.seen(from))
    }

    fn seen(&self, file: &Path) -> String {
        let seen = file.strip_prefix(self.root).unwrap_or(file);
        seen.display().to_string()
    }
}

/// The first arrow between each two.
fn firsts<To: Ord>(
    arrows: &BTreeSet<Arrow<To>>,
) -> impl Iterator<Item = &Arrow<To>> {
    let mut seen = BTreeSet::new();
    arrows
        .iter()
        .filter(move |arrow| seen.insert((&arrow.from, &arrow.to)))
}

/// The condition under which a chapter depends on what a browser has not.
const NOT_IN_BROWSERS: &str = "cfg(not(target_family = \"wasm\"))";

/// The floor of what writes the records.
const RECORD: usize = 4;

/// The floor of a file of a chapter's library in `folder`. The root has none: it is the map.
fn floor(folder: &Path, file: &Path) -> Option<usize> {
    let file = file.strip_prefix(folder).ok()?;
    let module = PathBuf::from(file.iter().next()?).with_extension("");
    Some(match module.to_str()? {
        "lib" => return None,
        "recorded" => 2,
        "sections" | "figures" => 3,
        "record" | "run" | "run_folder" | "options" => RECORD,
        "main" => 5,
        _concept => 1,
    })
}

fn number(package: &str) -> Option<u32> {
    package.strip_prefix("chapter-")?.parse().ok()
}
