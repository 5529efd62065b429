//! All checks together.

use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Result};

use crate::files::{seen_from, with_extension};
use crate::html::Rendered;
use crate::markdown::on_page;
use crate::page::{Page, pages};
use crate::preprocess::Materials;
use crate::problem::{Fault, Problem};
use crate::sources::Sources;
use crate::{anchors, figures, glossary, includes, listings, render, snapshots};

/// Renders the book in `root` into the folder `html` and returns all that is wrong with it.
///
/// # Errors
///
/// If the book cannot be loaded or rendered at all.
pub fn check(root: &Path, html: &Path) -> Result<Vec<Problem>> {
    let sources = Rc::new(Sources::of(root));
    let book = render::load(root, html, &sources)?;
    book.build().with_context(|| {
        format!("the book cannot be rendered into {}", html.display())
    })?;
    let src = &book.config.book.src;
    let pages = pages(src, &book.book);

    let mut problems = not_in_summary(root, src, &pages);
    let materials = Materials::of(root, &book.config, &book.book, &sources);
    problems.extend(materials.problems());
    for page in &pages {
        let folder = root.join(&page.name);
        let folder = folder.parent().unwrap_or(root);
        problems.extend(on_page(&page.name, includes::faults(folder, &page.text)));
        problems.extend(on_page(&page.name, listings::faults(&page.text)));
        problems.extend(listings::too_long(root, page));
    }
    problems.extend(anchors::problems(root, &pages));
    problems.extend(figures::problems(root, &pages));
    problems.extend(glossary::problems(&pages));
    problems.extend(Rendered::read(html, &pages)?.problems());
    problems.extend(snapshots::problems(root));
    drop_consequences(&mut problems);
    Ok(problems)
}

fn not_in_summary(root: &Path, src: &Path, pages: &[Page]) -> Vec<Problem> {
    with_extension(&root.join(src), "md")
        .iter()
        .map(|file| seen_from(root, file))
        .filter(|name| !name.ends_with("SUMMARY.md"))
        .filter(|name| pages.iter().all(|page| page.name != *name))
        .map(|page| Problem {
            page,
            line: None,
            fault: Fault::NotInSummary,
        })
        .collect()
}

/// mdBook leaves an include of a missing file on the page. That is one problem, not two.
fn drop_consequences(problems: &mut Vec<Problem>) {
    let without_file: Vec<String> = problems
        .iter()
        .filter(|problem| matches!(problem.fault, Fault::IncludeWithoutFile(_)))
        .map(|problem| problem.page.clone())
        .collect();
    problems.retain(|problem| {
        !(matches!(problem.fault, Fault::IncludeLeft(_))
            && without_file.contains(&problem.page))
    });
}
