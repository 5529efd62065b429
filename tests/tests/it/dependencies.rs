//! What the crates depend on: what a browser can run, what the stated Rust can compile.
//!
//! Cargo is asked for the dependencies on this machine's system: those of others need not have been
//! fetched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::cargo::{list, metadata, text};

/// The packages of the workspace and all their dependencies.
fn resolved() -> Value {
    let root = checkout::root().unwrap();
    let options = ["--locked", "--filter-platform", &host()];
    metadata(&root, &options)
        .expect("after `cargo test` all dependencies are on this machine")
}

/// The name that the compiler has for this machine's system.
fn host() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let line = said.lines().find_map(|line| line.strip_prefix("host: "));
    line.expect("the compiler names its host").to_owned()
}

/// The packages of the workspace.
fn members(metadata: &Value) -> Vec<&Value> {
    let ids: BTreeSet<&str> = list(metadata, "workspace_members")
        .filter_map(Value::as_str)
        .collect();
    let packages = list(metadata, "packages");
    packages
        .filter(|package| ids.contains(text(package, "id")))
        .collect()
}

/// The names of all packages that a library is compiled with.
fn compiled_with<'a>(
    metadata: &'a Value,
    package: &'a Value,
    is_edge: fn(&Value) -> bool,
) -> BTreeSet<&'a str> {
    let names: BTreeMap<&str, &str> = list(metadata, "packages")
        .map(|package| (text(package, "id"), text(package, "name")))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"], "nodes")
        .map(|node| (text(node, "id"), node))
        .collect();
    let mut reached = BTreeSet::new();
    let mut next = vec![text(package, "id")];
    while let Some(id) = next.pop() {
        for dependency in list(nodes[id], "deps") {
            let to = text(dependency, "pkg");
            if list(dependency, "dep_kinds").any(is_edge) && reached.insert(to) {
                next.push(to);
            }
        }
    }
    reached.into_iter().map(|id| names[id]).collect()
}

/// A dependency of the library, not of its tests or its building.
fn is_normal(kind: &Value) -> bool {
    kind["kind"].is_null()
}

/// As well, and not left out in a browser. On a condition of another kind it may be there.
fn is_in_browsers(kind: &Value) -> bool {
    is_normal(kind) && kind["target"] != "cfg(not(target_family = \"wasm\"))"
}

/// What needs a network, a terminal, a file system or a C compiler.
const NOT_FOR_BROWSERS: [&str; 9] = [
    "clap",
    "etcetera",
    "fs4",
    "indicatif",
    "program",
    "ring",
    "rustls",
    "rustls-native-certs",
    "ureq",
];

#[test]
fn the_chapters_depend_on_nothing_that_a_browser_cannot_run() {
    let metadata = resolved();
    let mut chapters = 0;
    for package in members(&metadata) {
        let name = text(package, "name");
        if !(name.starts_with("chapter-") || name == "course") {
            continue;
        }
        chapters += 1;
        let found = compiled_with(&metadata, package, is_in_browsers);
        for unfit in NOT_FOR_BROWSERS {
            assert!(
                !found.contains(unfit),
                "{name} depends on {unfit} in a browser too: put what brings it under \
                 [target.'cfg(not(target_family = \"wasm\"))'.dependencies]"
            );
        }
        // The test sees something: elsewhere they are there.
        if list(package, "dependencies").any(|to| text(to, "name") == "program") {
            let found = compiled_with(&metadata, package, is_normal);
            assert!(
                NOT_FOR_BROWSERS.iter().all(|name| found.contains(name)),
                "{name}"
            );
        }
    }
    assert!(chapters > 1, "cargo has named no chapters");
}

#[test]
fn the_book_depends_on_no_chapter_and_no_tensors() {
    let metadata = resolved();
    let mut members = members(&metadata).into_iter();
    let book = members
        .find(|package| text(package, "name") == "book")
        .unwrap();
    let found = compiled_with(&metadata, book, is_normal);
    assert!(found.contains("mdbook-driver"), "cargo has named no dependencies");
    for name in found {
        let is_of_the_course =
            name.starts_with("chapter-") || ["course", "program"].contains(&name);
        assert!(
            !is_of_the_course && !name.starts_with("candle"),
            "book depends on {name}: the book is rendered without the chapters"
        );
    }
}

/// What no code names: it is depended on for its features, so that it is compiled once for all.
const FOR_THEIR_FEATURES: [(&str, &[&str]); 3] = [
    ("book", &["one-build"]),
    ("course", &["gemm", "one-build", "pulp"]),
    (
        "one-build",
        &[
            "aho-corasick",
            "getrandom",
            "once_cell",
            "regex-automata",
            "rustix",
            "serde",
            "syn",
            "syn2",
        ],
    ),
];

/// All names that the code below a folder uses.
fn names_in_code(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(names_in_code(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let code = checkout::read(&path).unwrap();
            let is_part_of_a_name = |c: char| c.is_alphanumeric() || c == '_';
            let parts = code.split(|c| !is_part_of_a_name(c));
            names.extend(parts.map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_dependency_is_used() {
    let root = checkout::root().unwrap();
    let metadata = metadata(&root, &["--no-deps"]).unwrap();
    let mut unused = Vec::new();
    for package in list(&metadata, "packages") {
        let name = text(package, "name");
        let manifest = Path::new(text(package, "manifest_path"));
        let mut names = names_in_code(manifest.parent().unwrap());
        if name == "course-tests" {
            // It compiles the code of the fuzzers.
            names.extend(names_in_code(&root.join("fuzz/src")));
        }
        let known = FOR_THEIR_FEATURES.iter().find(|(known, _)| *known == name);
        for dependency in list(package, "dependencies") {
            let rename = dependency["rename"].as_str();
            let to = rename.unwrap_or_else(|| text(dependency, "name"));
            let is_known = known.is_some_and(|(_, features)| features.contains(&to));
            if !is_known && !names.contains(&to.replace('-', "_")) {
                unused.push(format!("{name} does not use {to}"));
            }
        }
    }
    assert!(unused.is_empty(), "{}", unused.join("\n"));
}

/// `1.91` and `1.91.0` are the same.
fn version(text: &str) -> [u32; 3] {
    let mut parts = text.split('.').map(|part| part.parse().unwrap());
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

#[test]
fn versions_are_compared_by_their_numbers() {
    assert_eq!(version("1.91"), version("1.91.0"));
    assert!(version("1.91.1") > version("1.91"));
    assert!(version("1.100") > version("1.91"));
    assert!(version("1.9") < version("1.91"));
    assert!(version("2") > version("1.91"));
}

/// The version of Rust that the workspace states.
fn stated(metadata: &Value) -> String {
    let stated: BTreeSet<&str> = members(metadata)
        .iter()
        .map(|package| text(package, "rust_version"))
        .collect();
    assert_eq!(stated.len(), 1, "the crates state different versions: {stated:?}");
    stated.into_iter().next().unwrap().to_owned()
}

#[test]
fn no_dependency_asks_for_a_newer_rust_than_the_stated_one() {
    let metadata = resolved();
    let stated = stated(&metadata);
    let newer: Vec<String> = list(&metadata, "packages")
        .filter_map(|package| {
            let asked = package["rust_version"].as_str()?;
            let (name, its) = (text(package, "name"), text(package, "version"));
            (version(asked) > version(&stated))
                .then(|| format!("{name} {its} asks for Rust {asked}"))
        })
        .collect();
    assert!(
        newer.is_empty(),
        "the workspace states Rust {stated}, but\n{}",
        newer.join("\n")
    );
}

#[test]
fn the_readme_and_the_book_name_the_stated_rust() {
    let root = checkout::root().unwrap();
    let stated = stated(&metadata(&root, &["--no-deps"]).unwrap());
    for (file, sentence) in [
        ("README.md", format!("[Rust](https://rustup.rs) {stated} or later")),
        ("book/text/set-up.md", format!("version {stated} or later")),
    ] {
        let text = checkout::read(root.join(file)).unwrap();
        assert!(text.contains(&sentence), "{file} does not say `{sentence}`");
    }
}
