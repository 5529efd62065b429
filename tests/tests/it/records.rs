//! Every recorded result is read by one type, and says which run it comes from.

use std::fs;
use std::path::PathBuf;

use course::record::Recorded;
use serde_json::Value;

/// The files `chapters/*/results/*.json`.
fn records() -> Vec<PathBuf> {
    let chapters = checkout::root().unwrap().join("chapters");
    let folders = fs::read_dir(chapters)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = folders
        .filter_map(|folder| fs::read_dir(folder.join("results")).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_record_names_its_commit_command_and_machine() {
    let files = records();
    assert!(!files.is_empty(), "no chapter has recorded anything");
    let mut faults = Vec::new();
    for file in files {
        let text = checkout::read(&file).unwrap();
        match Recorded::<Value>::parse(&text) {
            Err(why) => faults.push(format!("{}: {why:#}", file.display())),
            Ok(Recorded { provenance, .. }) => {
                for (what, said) in [
                    ("command", provenance.command),
                    ("machine", provenance.machine),
                ] {
                    if said.trim().is_empty() {
                        faults.push(format!(
                            "{}: the {what} is empty",
                            file.display()
                        ));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
