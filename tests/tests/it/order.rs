//! A chapter's program prints its blocks in the order in which the pages show them.

use std::path::Path;
use std::rc::Rc;
use std::slice;

use book::includes::includes;
use book::page::{Page, pages};
use book::sources::Sources;
use course::section::{Block, of_pages, pages as pages_of};

/// What the chapters' programs print. A chapter without pages of its own has nothing to compare yet.
const CHAPTERS: [(&str, &[Block]); 6] = [
    ("chapter-01", chapter_01::sections::ALL),
    ("chapter-02", chapter_02::sections::ALL),
    ("chapter-03", chapter_03::sections::ALL),
    ("chapter-04", chapter_04::sections::ALL),
    ("chapter-05", chapter_05::sections::ALL),
    ("chapter-06", chapter_06::sections::ALL),
];

/// A page, without folder and `.md`, and the name of a block of output.
type Shown<'a> = (&'a str, &'a str);

#[test]
fn every_program_prints_what_the_pages_show_in_their_order() {
    let pages = pages_of_the_course();
    let faults: Vec<String> = CHAPTERS
        .iter()
        .filter(|(chapter, _)| {
            pages.iter().any(|page| page.path.starts_with(chapter))
        })
        .filter_map(|(chapter, blocks)| {
            let printed: Vec<Shown<'_>> = blocks
                .iter()
                .map(|block| (block.page, block.name))
                .collect();
            let why = difference(&shown(&pages, chapter), &printed)?;
            Some(format!("{chapter}: {why}"))
        })
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// So that a new chapter is not forgotten here.
#[test]
fn every_chapter_whose_pages_show_output_is_compared() {
    let pages = pages_of_the_course();
    for page in &pages {
        let Some(chapter) = page.path.iter().next().and_then(|name| name.to_str())
        else {
            continue;
        };
        let is_compared = CHAPTERS.iter().any(|(name, _)| *name == chapter);
        assert!(
            is_compared || shown(slice::from_ref(page), chapter).is_empty(),
            "{} shows output of {chapter}: add the chapter to the list in this file",
            page.name
        );
    }
}

/// `cargo run -p chapter-03 -- looking` prints a page, `… -- record` does something else.
#[test]
fn no_page_is_named_like_a_command() {
    for (chapter, blocks) in CHAPTERS {
        let commands = commands(chapter);
        assert!(commands.contains(&"record".to_owned()), "{chapter}: {commands:?}");
        for page in pages_of(blocks) {
            assert!(
                !commands.iter().any(|command| command == page),
                "{chapter}: {page}"
            );
        }
    }
}

/// What a chapter's program can do besides printing pages.
fn commands(chapter: &str) -> Vec<String> {
    let root = checkout::root().unwrap();
    let main = root.join("chapters").join(chapter).join("src/main.rs");
    let source = checkout::read(main).unwrap();
    let items = syn::parse_file(&source).unwrap().items;
    let command = items.into_iter().find_map(|item| match item {
        syn::Item::Enum(item) if item.ident == "Command" => Some(item),
        _ => None,
    });
    let variants = command.unwrap().variants.into_iter();
    let mut commands: Vec<String> = variants
        .map(|variant| as_typed(&variant.ident.to_string()))
        .collect();
    commands.push("help".to_owned()); // which every program with commands has
    commands
}

/// How a variant of a command is typed: `ArchiveToIds` as `archive-to-ids`.
fn as_typed(variant: &str) -> String {
    let mut typed = String::new();
    for letter in variant.chars() {
        if letter.is_uppercase() && !typed.is_empty() {
            typed.push('-');
        }
        typed.extend(letter.to_lowercase());
    }
    typed
}

#[test]
fn commands_are_typed_in_small_letters() {
    assert_eq!(["Ask", "ArchiveToIds"].map(as_typed), ["ask", "archive-to-ids"]);
}

/// Page after page, a program prints what it prints as a whole.
#[test]
fn pages_one_by_one_are_the_whole() {
    for (chapter, blocks) in CHAPTERS {
        let pages = pages_of(blocks).into_iter().map(str::to_owned);
        let one_by_one = of_pages(blocks, &pages.collect::<Vec<_>>()).unwrap();
        let names = |blocks: &[Block]| -> Vec<&str> {
            blocks.iter().map(|block| block.name).collect()
        };
        assert_eq!(names(&one_by_one), names(blocks), "{chapter}");
    }
}

/// The pages of the course in the order of the summary.
fn pages_of_the_course() -> Vec<Page> {
    let root = checkout::root().unwrap();
    let html = tempfile::tempdir().unwrap();
    let sources = Rc::new(Sources::of(&root));
    let book = book::render::load(&root, html.path(), &sources).unwrap();
    pages(&book.config.book.src, &book.book)
}

/// The output of a chapter that its own pages show.
fn shown<'a>(pages: &'a [Page], chapter: &str) -> Vec<Shown<'a>> {
    let snapshots = format!("chapters/{chapter}/tests/it/snapshots/it__output__");
    pages
        .iter()
        .filter(|page| page.path.starts_with(chapter))
        .flat_map(|page| {
            let stem = page.path.file_stem().and_then(|stem| stem.to_str());
            let blocks = includes(&page.text).into_iter().filter_map(|include| {
                let (_, name) = include.path.split_once(&snapshots)?;
                Some((stem?, name.strip_suffix(".snap")?))
            });
            blocks.collect::<Vec<_>>()
        })
        .collect()
}

/// Where the blocks of the pages and those of the program part, if they do.
fn difference(shown: &[Shown<'_>], printed: &[Shown<'_>]) -> Option<String> {
    let longest = shown.len().max(printed.len());
    let at = (0..longest).find(|at| shown.get(*at) != printed.get(*at))?;
    let named = |blocks: &[Shown<'_>]| match blocks.get(at) {
        Some((page, block)) => format!("`{block}` of the page `{page}`"),
        None => "nothing more".to_owned(),
    };
    let before = match at.checked_sub(1).and_then(|before| shown.get(before)) {
        Some((_, block)) => format!("after `{block}`"),
        None => "at first".to_owned(),
    };
    Some(format!(
        "{before} the pages show {}, and sections::ALL has {}",
        named(shown),
        named(printed)
    ))
}

#[test]
fn the_first_page_that_differs_is_named() {
    let pages = [("bag", "one"), ("bag", "two"), ("looking", "three")];
    assert_eq!(difference(&pages, &pages), None);
    for (printed, why) in [
        (
            vec![("bag", "two"), ("bag", "one"), ("looking", "three")],
            "at first the pages show `one` of the page `bag`, and sections::ALL has `two` of the \
             page `bag`",
        ),
        (
            vec![("bag", "one"), ("looking", "two"), ("looking", "three")],
            "after `one` the pages show `two` of the page `bag`, and sections::ALL has `two` of \
             the page `looking`",
        ),
        (
            vec![("bag", "one"), ("bag", "two")],
            "after `two` the pages show `three` of the page `looking`, and sections::ALL has \
             nothing more",
        ),
        (
            [&pages[..], &[("looking", "four")]].concat(),
            "after `three` the pages show nothing more, and sections::ALL has `four` of the page \
             `looking`",
        ),
    ] {
        assert_eq!(difference(&pages, &printed).as_deref(), Some(why));
    }
}

#[test]
fn only_a_chapters_own_output_on_its_own_pages_counts() {
    let include = |chapter: &str, name: &str| {
        format!(
            "{{{{#include ../../../chapters/{chapter}/tests/it/snapshots/{name}.snap:5:}}}}\n"
        )
    };
    let page = |path: &str, text: String| Page {
        name: format!("book/text/{path}"),
        path: Path::new(path).to_path_buf(),
        text,
    };
    let pages = [
        page("introduction.md", include("chapter-01", "it__output__before")),
        page(
            "chapter-01/windows.md",
            include("chapter-01", "it__output__few")
                + &include("chapter-01", "it__exercises__weeks")
                + &include("chapter-02", "it__output__other")
                + &include("chapter-01", "it__output__many"),
        ),
    ];
    assert_eq!(
        shown(&pages, "chapter-01"),
        [("windows", "few"), ("windows", "many")]
    );
}
