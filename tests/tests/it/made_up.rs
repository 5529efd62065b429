//! The arrows of small workspaces, made up to have one fault each.

use std::collections::BTreeSet;
use std::fs;

use tempfile::TempDir;

use crate::floors::faults;

/// A workspace of these files; a crate's `Cargo.toml` is made if none is given.
fn workspace(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("Cargo.toml", "[workspace]\nmembers = [\"chapters/*\"]\n");
    let crates: BTreeSet<&str> = files
        .iter()
        .map(|(path, _)| path.split('/').nth(1).unwrap())
        .collect();
    for name in crates {
        write(&format!("chapters/{name}/Cargo.toml"), &manifest(name, ""));
    }
    for (path, text) in files {
        write(path, text);
    }
    folder
}

fn manifest(name: &str, rest: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{rest}"
    )
}

/// The faults of a workspace of one crate, chapter 3, with these files in `src/`.
fn faults_of(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<(String, &str)> = files
        .iter()
        .map(|(path, text)| (format!("chapters/chapter-03/src/{path}"), *text))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), *text))
        .collect();
    let folder = workspace(&files);
    let faults = faults(folder.path()).unwrap();
    faults
        .iter()
        .map(|fault| fault.replace("chapters/chapter-03/src/", ""))
        .collect()
}

/// `a.rs` and `b.rs` use each other, in these ways and no others.
fn refused_as_a_circle(files: &[(&str, &str)], by_a: &str, by_b: &str) {
    let circle = format!("a circle of modules:\n  {by_a}\n  {by_b}");
    assert_eq!(faults_of(files), [circle]);
}

const ROOT: &str = "mod a;\nmod b;\n";

#[test]
fn a_house_that_stands_is_accepted() {
    let files = [
        (
            "chapters/chapter-03/src/lib.rs",
            "pub mod bag;\npub mod embedding;\npub mod figures;\npub mod recorded;\n\
             pub mod record;\npub mod sections;\n\
             pub use bag::Bag;\npub use embedding::{self as rows, Embedding};\n",
        ),
        (
            "chapters/chapter-03/src/embedding.rs",
            "pub struct Embedding;\n\
             #[cfg(test)]\nmod tests {\n    use super::*;\n    fn new() -> Embedding { Embedding }\n}\n",
        ),
        (
            "chapters/chapter-03/src/bag.rs",
            "use crate::Embedding;\nuse chapter_02::Vocabulary;\n\
             pub struct Bag(Embedding, Vocabulary);\n\
             impl Bag { fn sections(&self) { let sections = 1; let _ = (sections, self.record); } }\n",
        ),
        ("chapters/chapter-03/src/recorded.rs", "pub struct Run(crate::Bag);\n"),
        (
            "chapters/chapter-03/src/sections/mod.rs",
            "pub mod bag;\nmod shared;\npub const ALL: &[fn()] = &[bag::print];\n",
        ),
        (
            "chapters/chapter-03/src/sections/bag.rs",
            "use super::shared::percent;\nuse crate::recorded::Run;\n\
             pub fn print() { println!(\"{}\", percent(Run::bag)); let _ = crate::figures::draw; }\n",
        ),
        (
            "chapters/chapter-03/src/sections/shared.rs",
            "pub(super) fn percent(_: f64) {}\n",
        ),
        ("chapters/chapter-03/src/figures.rs", "pub fn draw() {}\n"),
        (
            "chapters/chapter-03/src/record.rs",
            "use crate::{figures, sections};\npub fn record() { program::run(sections::ALL, figures::draw) }\n",
        ),
        (
            "chapters/chapter-03/src/main.rs",
            "use chapter_03::record;\nfn main() { record::record() }\n",
        ),
        (
            "chapters/chapter-03/tests/it/main.rs",
            "mod common;\nmod bag;\n#[path = \"../../examples/exercise.rs\"]\nmod exercise;\n",
        ),
        ("chapters/chapter-03/tests/it/common.rs", "pub fn seed() {}\n"),
        (
            "chapters/chapter-03/tests/it/bag.rs",
            "use crate::common::*;\nfn f() { seed(); crate::exercise::main(); }\n",
        ),
        (
            "chapters/chapter-03/examples/exercise.rs",
            "pub fn main() { chapter_03::figures::draw() }\n",
        ),
        ("chapters/chapter-02/src/lib.rs", "pub struct Vocabulary;\n"),
    ];
    assert_eq!(faults(workspace(&files).path()).unwrap(), [] as [&str; 0]);
}

#[test]
fn a_circle_of_use_lines_is_refused() {
    let files = [
        ("lib.rs", ROOT),
        ("a.rs", "use crate::b::g;\n"),
        ("b.rs", "\nuse crate::a;\n"),
    ];
    refused_as_a_circle(
        &files,
        "a.rs:1 uses b.rs (`crate::b::g`)",
        "b.rs:2 uses a.rs (`crate::a`)",
    );
}

#[test]
fn a_circle_through_a_fully_qualified_path_is_refused() {
    let files = [
        ("lib.rs", ROOT),
        ("a.rs", "pub fn f() {\n    crate::b::g();\n}\n"),
        ("b.rs", "pub fn g(_: &dyn Fn() -> super::a::Thing) {}\n"),
    ];
    refused_as_a_circle(
        &files,
        "a.rs:2 uses b.rs (`crate::b::g`)",
        "b.rs:1 uses a.rs (`super::a::Thing`)",
    );
}

#[test]
fn a_circle_through_a_re_export_is_refused() {
    let root = format!("{ROOT}pub use b::Thing;\n");
    let files = [
        ("lib.rs", root.as_str()),
        ("a.rs", "use crate::Thing;\npub struct Other(Thing);\n"),
        ("b.rs", "pub struct Thing;\npub fn f(_: crate::a::Other) {}\n"),
    ];
    refused_as_a_circle(
        &files,
        "a.rs:1 uses b.rs (`crate::Thing`)",
        "b.rs:2 uses a.rs (`crate::a::Other`)",
    );
}

/// Renamed on the way, brought in by `*`, and past a module that only hands on.
#[test]
fn a_circle_through_a_chain_of_re_exports_is_refused() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod c;\nmod d;\npub use c::Renamed;\n"),
        ("a.rs", "use crate::Renamed;\npub fn f() {}\n"),
        ("b.rs", "pub struct Thing;\npub fn g() { crate::d::f() }\n"),
        ("c.rs", "pub use crate::b::Thing as Renamed;\n"),
        ("d.rs", "pub use crate::a::*;\n"),
    ];
    refused_as_a_circle(
        &files,
        "a.rs:1 uses b.rs (`crate::Renamed`)",
        "b.rs:2 uses a.rs (`crate::d::f`)",
    );
}

/// The names of a module that is renamed are those of the module.
#[test]
fn a_circle_through_a_renamed_module_is_refused() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod c;\n"),
        (
            "a.rs",
            "pub fn f() {\n    use crate::c::{self as hub};\n    hub::g()\n}\n",
        ),
        ("b.rs", "pub fn g() { crate::a::f() }\n"),
        ("c.rs", "pub use crate::b::g;\n"),
    ];
    let circle = "a circle of modules:\n  a.rs:3 uses b.rs (`hub::g`)\n  \
        b.rs:1 uses a.rs (`crate::a::f`)";
    // And a longer one, by way of c.
    assert!(faults_of(&files).contains(&circle.to_owned()));
}

/// Whoever looks a name up there comes to an end.
#[test]
fn a_circle_of_modules_that_hand_on_all_of_each_other_is_refused() {
    let files = [
        ("lib.rs", ROOT),
        ("a.rs", "pub use crate::b::*;\nfn f() { crate::b::not_there() }\n"),
        ("b.rs", "pub use crate::a::*;\n"),
    ];
    refused_as_a_circle(
        &files,
        "a.rs:1 uses b.rs (`crate::b`)",
        "b.rs:1 uses a.rs (`crate::a`)",
    );
}

#[test]
fn what_is_only_called_like_a_module_or_a_crate_is_no_arrow() {
    let own = "mod b;\npub(in crate::a) struct S { b: u8 }\n\
        pub fn shared(b: u8, chapter_05: u8) { let s = S { b }; assert_eq!(b + chapter_05, s.b) }\n";
    let files = [
        ("lib.rs", "mod a;\n"),
        ("a/mod.rs", own),
        ("a/b.rs", "use super::shared;\npub(super) fn f() {}\n"),
    ];
    assert_eq!(faults_of(&files), [] as [&str; 0]);
}

#[test]
fn what_only_its_parents_may_see_is_no_arrow_to_them() {
    let files = [
        ("lib.rs", "mod a;\n"),
        ("a/mod.rs", "mod b;\nfn f() { b::f() }\n"),
        ("a/b.rs", "pub(in super::super::a) fn f() {}\npub(super) fn g() {}\n"),
    ];
    assert_eq!(faults_of(&files), [] as [&str; 0]);
}

#[test]
fn a_circle_of_a_module_and_one_inside_of_it_is_refused() {
    for (by_child, path) in [
        ("use super::shared;", "super::shared"),
        ("use super::{super::a::shared};", "super::super::a::shared"),
        ("fn f() { super::shared() }", "super::shared"),
    ] {
        let files = [
            ("lib.rs", "mod a;\n"),
            ("a/mod.rs", "mod b;\npub fn shared() {}\npub fn f() { b::f() }\n"),
            ("a/b.rs", by_child),
        ];
        refused_as_a_circle(
            &files,
            &format!("a/b.rs:1 uses a/mod.rs (`{path}`)"),
            "a/mod.rs:3 uses a/b.rs (`b::f`)",
        );
    }
}

#[test]
fn a_circle_through_the_root_is_refused() {
    let files = [
        ("lib.rs", "mod a;\npub use a::f;\npub const SEED: u64 = 1;\n"),
        ("a.rs", "pub fn f() -> u64 { crate::SEED }\n"),
    ];
    refused_as_a_circle(
        &files,
        "a.rs:1 uses lib.rs (`crate::SEED`)",
        "lib.rs:2 uses a.rs (`a::f`)",
    );
}

#[test]
fn a_circle_is_found_wherever_its_paths_stand() {
    for (by_b, path) in [
        ("pub fn g() { assert!(1 == crate::a::f()) }", "crate::a::f"),
        ("pub fn g() { vec![(0, [crate::a::f(); 2])]; }", "crate::a::f"),
        ("#[arg(default_value_t = crate::a::f())] struct S;", "crate::a::f"),
        ("#[serde(default = \"crate::a::f\")] struct S;", "crate::a::f"),
        (
            "#[cfg(test)] mod tests { use super::super::a::f; }",
            "super::super::a::f",
        ),
        ("fn g() { use crate::a as other; other::f() }", "crate::a"),
        ("impl crate::a::Trait for () {}", "crate::a::Trait"),
        ("type T = Vec<<() as crate::a::Trait>::Item>;", "crate::a::Trait::Item"),
        ("macro_rules! m { () => { $crate::a::f() } }", "crate::a::f"),
        ("crate::a::made!();", "crate::a::made"),
    ] {
        let files = [
            ("lib.rs", ROOT),
            ("a.rs", "use super::b;\n"),
            ("b.rs", by_b),
        ];
        refused_as_a_circle(
            &files,
            "a.rs:1 uses b.rs (`super::b`)",
            &format!("b.rs:1 uses a.rs (`{path}`)"),
        );
    }
}

#[test]
fn a_circle_of_three_is_shown_arrow_by_arrow() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod c;\n"),
        ("a.rs", "use crate::c;\n"),
        ("b.rs", "use crate::a;\n"),
        ("c.rs", "use crate::b;\n"),
    ];
    let circle = "a circle of modules:\n  a.rs:1 uses c.rs (`crate::c`)\n  \
        c.rs:1 uses b.rs (`crate::b`)\n  b.rs:1 uses a.rs (`crate::a`)";
    assert_eq!(faults_of(&files), [circle]);
}

#[test]
fn a_circle_in_a_test_program_is_refused() {
    let files = [
        ("chapters/course/src/lib.rs", ""),
        ("chapters/course/tests/it/main.rs", "mod a;\nmod b;\n"),
        ("chapters/course/tests/it/a.rs", "use crate::b;\n"),
        ("chapters/course/tests/it/b.rs", "use crate::a;\n"),
    ];
    let faults = faults(workspace(&files).path()).unwrap();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(
        faults[0].contains("chapters/course/tests/it/b.rs:1 uses"),
        "{faults:#?}"
    );
}

#[test]
fn an_arrow_that_goes_up_the_floors_is_refused() {
    for (from, to) in [
        ("concept", "recorded"),
        ("concept", "sections"),
        ("concept", "figures"),
        ("concept", "record"),
        ("concept", "options"),
        ("recorded", "sections"),
        ("recorded", "figures"),
        ("recorded", "record"),
        ("sections", "record"),
        ("figures", "record"),
        ("figures", "options"),
        ("record", "main"),
    ] {
        let root = format!("mod {from};\nmod {to};\n");
        let code = format!("use crate::{to}::f;\nuse crate::{to}::g;\n");
        let (from, to) = (format!("{from}.rs"), format!("{to}.rs"));
        let files = [("lib.rs", root.as_str()), (&from, &code), (&to, "")];
        let path = code
            .lines()
            .next()
            .unwrap()
            .replace("use ", "")
            .replace(';', "");
        assert_eq!(
            faults_of(&files),
            [format!("{from}:1 uses {to} (`{path}`), on a higher floor")]
        );
    }
}

#[test]
fn an_arrow_that_goes_up_by_way_of_a_re_export_is_refused() {
    let files = [
        (
            "lib.rs",
            "mod concept;\nmod sections;\npub use sections::pages::print;\n",
        ),
        ("concept.rs", "\nuse crate::print;\n"),
        ("sections/mod.rs", "pub mod pages;\n"),
        ("sections/pages.rs", "pub fn print() {}\n"),
    ];
    assert_eq!(
        faults_of(&files),
        ["concept.rs:2 uses sections/pages.rs (`crate::print`), on a higher floor"]
    );
}

#[test]
fn an_arrow_between_sections_and_figures_stays_on_its_floor() {
    let files = [
        ("lib.rs", "mod figures;\nmod sections;\n"),
        ("figures.rs", "use crate::sections::f;\n"),
        ("sections.rs", "pub fn f() {}\n"),
    ];
    assert_eq!(faults_of(&files), [] as [&str; 0]);
}

#[test]
fn a_later_chapter_is_refused_by_its_path() {
    for (file, code) in [
        ("chapters/chapter-03/src/lib.rs", "\nuse chapter_05::Lstm;\n"),
        ("chapters/chapter-03/tests/it/main.rs", "\nfn f() { chapter_05::f() }\n"),
        (
            "chapters/chapter-03/examples/a.rs",
            "\nfn main() { ::chapter_05::f() }\n",
        ),
    ] {
        let files = [
            ("chapters/chapter-03/src/lib.rs", "use chapter_02::Vocabulary;\n"),
            (file, code),
        ];
        let faults = faults(workspace(&files).path()).unwrap();
        assert_eq!(faults.len(), 1, "{faults:#?}");
        let start = format!("{file}:2 uses chapter_05 (`");
        assert!(faults[0].starts_with(&start), "{faults:#?}");
        assert!(faults[0].ends_with("`), a later chapter"), "{faults:#?}");
    }
}

#[test]
fn a_later_chapter_is_refused_as_a_dependency() {
    for table in [
        "dependencies",
        "dev-dependencies",
        "build-dependencies",
        "target.'cfg(unix)'.dependencies",
    ] {
        let manifest = manifest(
            "chapter-03",
            &format!(
                "[{table}]\nother = {{ package = \"chapter-05\", path = \"../chapter-05\" }}\n"
            ),
        );
        let files = [
            ("chapters/chapter-03/Cargo.toml", manifest.as_str()),
            ("chapters/chapter-03/src/lib.rs", ""),
            ("chapters/chapter-05/src/lib.rs", "use chapter_03::Bag;\n"),
        ];
        assert_eq!(
            faults(workspace(&files).path()).unwrap(),
            [
                "chapters/chapter-03/Cargo.toml depends on chapter-05, a later chapter"
            ],
            "{table}"
        );
    }
}

#[test]
fn what_a_browser_has_not_is_refused_below_the_record() {
    let manifest = manifest(
        "chapter-03",
        "[target.'cfg(not(target_family = \"wasm\"))'.dependencies]\n\
         program = { path = \"../program\" }\n",
    );
    let files = [
        ("chapters/chapter-03/Cargo.toml", manifest.as_str()),
        ("chapters/chapter-03/src/lib.rs", "mod concept;\nmod record;\n"),
        (
            "chapters/chapter-03/src/concept.rs",
            "fn f() { program::data::path() }\n",
        ),
        ("chapters/chapter-03/src/record.rs", "use program::record;\n"),
        ("chapters/program/src/lib.rs", ""),
    ];
    assert_eq!(
        faults(workspace(&files).path()).unwrap(),
        [
            "chapters/chapter-03/src/concept.rs:1 uses program (`program::data::path`), which a \
          browser has not: leave it to the record and the program"
        ]
    );
}
