//! The picture of the house in `CONTRIBUTING.md` is that of the crates' manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use serde_json::Value;

use checkout::root;

const BEGIN: &str = "course-tests map` -->\n";
const END: &str = "<!-- end of the map -->";

/// For each package of the workspace, the others that its library and its program use.
type Uses = BTreeMap<String, BTreeSet<String>>;

fn uses() -> Uses {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root().unwrap())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let names: BTreeSet<String> = packages.iter().map(name).collect();
    let of_package = |package: &Value| {
        let dependencies = package["dependencies"].as_array().unwrap();
        let used = dependencies
            .iter()
            .filter(|dependency| dependency["kind"].is_null());
        let used = used.map(name).filter(|name| names.contains(name));
        (name(package), used.collect())
    };
    packages.iter().map(of_package).collect()
}

/// Everything that a package uses, through others as well.
fn reach(uses: &Uses, package: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = uses[package].iter().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next.clone()) {
            open.extend(&uses[next]);
        }
    }
    reached
}

/// The arrows that others do not already imply, as a Mermaid graph.
fn drawn(uses: &Uses) -> String {
    let mut text = "\n```mermaid\ngraph BT\n".to_owned();
    for (package, used) in uses {
        let implied: BTreeSet<String> =
            used.iter().flat_map(|other| reach(uses, other)).collect();
        for other in used.difference(&implied) {
            text += &format!("  {package} --> {other}\n");
        }
    }
    text + "```\n\n"
}

#[test]
fn the_map_of_the_house_is_that_of_the_manifests() {
    let path = root().unwrap().join("CONTRIBUTING.md");
    let text = checkout::read(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    let drawn = drawn(&uses());
    if std::env::var_os("HIDDEN_STATE_DRAW").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{drawn}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(
        found, drawn,
        "draw it anew: HIDDEN_STATE_DRAW=1 cargo test -p course-tests map"
    );
}

#[test]
fn an_arrow_that_others_imply_is_left_out() {
    let uses: Uses = [("a", vec![]), ("b", vec!["a"]), ("c", vec!["a", "b"])]
        .into_iter()
        .map(|(name, used)| {
            let used = used.into_iter().map(str::to_owned).collect();
            (name.to_owned(), used)
        })
        .collect();
    let arrows = drawn(&uses);
    assert!(arrows.contains("  b --> a\n  c --> b\n"), "{arrows}");
    assert!(!arrows.contains("c --> a"), "{arrows}");
}
