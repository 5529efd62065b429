//! README, CI and the crates say the same.

use std::fs;
use std::path::{Path, PathBuf};

use book::problem::LISTING_WIDTH;

fn root() -> PathBuf {
    checkout::root().unwrap()
}

/// The manifests of the workspace.
fn manifests() -> Vec<(PathBuf, String)> {
    let chapters = fs::read_dir(root().join("chapters")).unwrap();
    chapters
        .map(|entry| entry.unwrap().path())
        .chain(["book", "tests"].map(|name| root().join(name)))
        .map(|folder| folder.join("Cargo.toml"))
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), checkout::read(path).unwrap()))
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
        checkout::read(root().join("README.md")).expect("there is a README.md");
    let manifests = manifests();
    let commands = commands(&readme);
    assert!(!commands.is_empty(), "README.md has no command in a ```console block");
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
        checkout::read(root().join("README.md")).expect("there is a README.md");
    let ci = checkout::read(root().join(".ci/run")).expect("there is a .ci/run");
    let commands = commands(&readme);
    let test = commands
        .iter()
        .find(|command| command.starts_with("cargo test"));
    let test = test.expect("README.md gives the test command in a ```console block");
    assert!(ci.contains(test), ".ci/run does not run `{test}`");
}

/// The files of Rust under a folder, without those of builds.
fn code(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                code(&path)
            } else if name.ends_with(".rs") {
                vec![path]
            } else {
                Vec::new()
            }
        })
        .collect()
}

/// A checkout that is renamed or copied after it has been compiled must use its own files.
#[test]
fn no_path_of_the_checkout_is_compiled_in() {
    // In two pieces, or this file would be found.
    let variable = ["CARGO_MANIFEST", "DIR"].join("_");
    let code = code(&root());
    assert!(code.len() > 100, "the code of the course has not been found");
    let naming: Vec<String> = code
        .iter()
        .filter(|file| checkout::read(file).unwrap().contains(&variable))
        .map(|file| file.display().to_string())
        .collect();
    assert!(
        naming.is_empty(),
        "{variable} is the checkout that a program was compiled in; look for the one that it is \
         run in (checkout::root) in\n{}",
        naming.join("\n")
    );
}

/// What reads texts that are no part of the checkout: those that a program has written, or the system.
const NOT_OF_THE_CHECKOUT: [&str; 8] = [
    "book/src/html.rs",
    "chapters/chapter-02/src/record/archive_benchmark.rs",
    "chapters/chapter-02/src/vocabulary.rs",
    "chapters/chapter-06/src/record/system.rs",
    "chapters/chapter-07/src/checkpoint.rs",
    "chapters/checkout/src/text.rs",
    "chapters/course/src/record.rs",
    "patches/num_cpus/src/lib.rs",
];

/// Whether a line of code takes a text as a checkout keeps it.
fn reads_as_kept(line: &str) -> bool {
    let included = line.contains(concat!("include", "_str!"));
    let made_plain = ["Recorded::parse(", "plain("]
        .iter()
        .any(|by| line.contains(by));
    line.contains(concat!("read_to", "_string(")) || included && !made_plain
}

/// A checkout of Windows has other line ends.
#[test]
fn texts_of_the_checkout_are_read_through_one_function() {
    let root = root();
    let places: Vec<String> = code(&root)
        .iter()
        .map(|file| {
            (file.strip_prefix(&root).unwrap(), checkout::read(file).unwrap())
        })
        .filter(|(file, _)| {
            let of_a_test = file.iter().any(|part| part == "tests");
            let known = NOT_OF_THE_CHECKOUT
                .iter()
                .any(|known| **file == *Path::new(known));
            !known && (!of_a_test || file.starts_with("tests"))
        })
        .flat_map(|(file, code)| {
            let lines = code.lines().enumerate();
            let found = lines.filter(|(_, line)| reads_as_kept(line));
            let place = |(i, _)| format!("{}:{}", file.display(), i + 1);
            found.map(place).collect::<Vec<_>>()
        })
        .collect();
    assert!(
        places.is_empty(),
        "read a text of the checkout with checkout::read, or checkout::plain(include_str!(…)):\n{}",
        places.join("\n")
    );
}

#[test]
fn the_formatter_and_the_book_agree_on_the_length_of_a_line() {
    let settings = checkout::read(root().join("rustfmt.toml")).unwrap();
    let width = format!("max_width = {LISTING_WIDTH}");
    assert!(settings.lines().any(|line| line == width), "rustfmt.toml: {width}");
}

#[test]
fn property_tests_draw_the_same_inputs_in_every_run() {
    // Cargo sets it for every test that it runs: `.cargo/config.toml`.
    let seed = std::env::var("PROPTEST_RNG_SEED");
    assert_eq!(seed.as_deref(), Ok("1"));
}
