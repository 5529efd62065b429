//! README, CI and the crates say the same.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::PathBuf;

use course_tests::root;

/// The manifests of the workspace.
fn manifests() -> Vec<(PathBuf, String)> {
    let chapters = fs::read_dir(root().join("chapters")).unwrap();
    chapters
        .map(|entry| entry.unwrap().path())
        .chain(["book", "tests"].map(|name| root().join(name)))
        .map(|folder| folder.join("Cargo.toml"))
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn every_crate_keeps_the_lints_of_the_workspace() {
    for (path, manifest) in manifests() {
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{}",
            path.display()
        );
    }
}

/// The commands in the README's blocks ```` ```console ````, a line each, without the prompt.
fn commands(readme: &str) -> Vec<&str> {
    let blocks = readme.split("```console\n").skip(1);
    blocks
        .flat_map(|block| block.split("```").next().unwrap_or_default().lines())
        .map(|line| line.trim_start_matches("$ ").trim())
        .filter(|line| line.starts_with("cargo "))
        .collect()
}

#[test]
fn commands_are_found_in_console_blocks_only() {
    let readme = "```console\n$ cargo test\ncargo run -p a\nls\n```\n```toml\ncargo no\n```\n";
    assert_eq!(commands(readme), ["cargo test", "cargo run -p a"]);
}

#[test]
fn the_readme_names_packages_that_exist() {
    let readme =
        fs::read_to_string(root().join("README.md")).expect("there is a README.md");
    let manifests = manifests();
    let commands = commands(&readme);
    assert!(
        !commands.is_empty(),
        "README.md has no command in a ```console block"
    );
    for command in commands {
        let mut words = command.split_whitespace();
        while let Some(word) = words.next() {
            if word == "--" {
                break;
            }
            if word == "-p" || word == "--package" {
                let name =
                    format!("name = \"{}\"\n", words.next().unwrap_or_default());
                let known = manifests
                    .iter()
                    .any(|(_, manifest)| manifest.contains(&name));
                assert!(
                    known,
                    "README.md says `{command}`, but no package has that name"
                );
            }
        }
    }
}

#[test]
fn ci_runs_the_test_command_of_the_readme() {
    let readme =
        fs::read_to_string(root().join("README.md")).expect("there is a README.md");
    let ci = fs::read_to_string(root().join(".ci/run")).expect("there is a .ci/run");
    let commands = commands(&readme);
    let test = commands
        .iter()
        .find(|command| command.starts_with("cargo test"));
    let test = test.expect("README.md gives the test command in a ```console block");
    assert!(ci.contains(test), ".ci/run does not run `{test}`");
}
