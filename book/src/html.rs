//! Links, anchors, images and resources of the rendered pages.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use scraper::{ElementRef, Html};

use crate::files::{resolve, seen_from, with_extension};
use crate::page::Page;
use crate::problem::{Fault, Problem};

/// The rendered book: its folder and its pages, by their path in it.
pub struct Rendered {
    folder: PathBuf,
    pages: BTreeMap<PathBuf, (String, Html)>,
}

impl Rendered {
    /// Reads what mdBook has written into `folder`.
    ///
    /// # Errors
    ///
    /// If the page of a text is not there.
    pub fn read(folder: &Path, pages: &[Page]) -> Result<Self> {
        let pages = pages
            .iter()
            .map(|page| {
                let path = page.html();
                let html =
                    fs::read_to_string(folder.join(&path)).with_context(|| {
                        format!("{} has not been rendered", page.name)
                    })?;
                Ok((path, (page.name.clone(), Html::parse_document(&html))))
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            folder: folder.to_path_buf(),
            pages,
        })
    }

    /// Everything that is wrong with the rendered pages.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (path, (name, html)) in &self.pages {
            let faults = self
                .link_faults(path, html)
                .chain(self.image_faults(path, html))
                .chain(left_includes(html))
                .chain(offsite(html).into_iter().map(Fault::Offsite));
            problems.extend(distinct(faults).into_iter().map(|fault| Problem {
                page: name.clone(),
                line: None,
                fault,
            }));
        }
        problems.extend(self.offsite_elsewhere());
        problems
    }

    fn link_faults<'a>(
        &'a self,
        path: &'a Path,
        html: &'a Html,
    ) -> impl Iterator<Item = Fault> + 'a {
        elements(html, "a")
            .filter_map(|a| a.attr("href"))
            .filter(|href| !has_scheme(href))
            .filter_map(|href| self.link_fault(path, href))
    }

    fn link_fault(&self, page: &Path, href: &str) -> Option<Fault> {
        let (target, anchor) = href.split_once('#').unwrap_or((href, ""));
        let target = if target.is_empty() {
            page.to_path_buf()
        } else {
            resolve(page, target)
        };
        if !self.folder.join(&target).is_file() {
            return Some(Fault::LinkBroken(href.to_owned()));
        }
        let (_, html) = self.pages.get(&target)?;
        let found = anchor.is_empty() || ids(html).contains(anchor);
        (!found).then(|| Fault::LinkWithoutAnchor(href.to_owned()))
    }

    fn image_faults<'a>(
        &'a self,
        path: &'a Path,
        html: &'a Html,
    ) -> impl Iterator<Item = Fault> + 'a {
        elements(html, "img").flat_map(move |img| {
            let src = img.attr("src").unwrap_or_default();
            let there =
                has_scheme(src) || self.folder.join(resolve(path, src)).is_file();
            let told = img.attr("alt").is_some_and(|alt| !alt.trim().is_empty());
            let missing = (!there).then(|| Fault::ImageMissing(src.to_owned()));
            let silent = (!told).then(|| Fault::ImageWithoutText(src.to_owned()));
            missing.into_iter().chain(silent)
        })
    }

    /// What the style sheets load, and the pages that mdBook makes besides the texts.
    ///
    /// `index.html` and `print.html` repeat pages that have been looked at.
    fn offsite_elsewhere(&self) -> Vec<Problem> {
        let styles = with_extension(&self.folder, "css");
        let pages = ["404.html", "toc.html"].map(|name| self.folder.join(name));
        styles
            .iter()
            .chain(&pages)
            .flat_map(|file| self.offsite_in(file))
            .collect()
    }

    fn offsite_in(&self, file: &Path) -> Vec<Problem> {
        let Ok(text) = fs::read_to_string(file) else {
            return Vec::new();
        };
        let addresses =
            if file.extension().is_some_and(|extension| extension == "css") {
                offsite_in_style(&text)
            } else {
                offsite(&Html::parse_document(&text))
            };
        let page = seen_from(&self.folder, file);
        addresses
            .into_iter()
            .map(|url| Problem {
                page: page.clone(),
                line: None,
                fault: Fault::Offsite(url),
            })
            .collect()
    }
}

/// mdBook writes an image twice, the second time for looking at it enlarged.
fn distinct(faults: impl Iterator<Item = Fault>) -> Vec<Fault> {
    faults.fold(Vec::new(), |mut distinct, fault| {
        if !distinct.contains(&fault) {
            distinct.push(fault);
        }
        distinct
    })
}

/// The elements of the text, without mdBook's own menus around it.
fn elements<'a>(
    html: &'a Html,
    name: &'a str,
) -> impl Iterator<Item = ElementRef<'a>> {
    all(html)
        .filter(move |element| element.value().name() == name)
        .filter(|element| {
            element
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|a| a.value().name() == "main")
        })
}

fn all(html: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    html.root_element()
        .descendants()
        .filter_map(ElementRef::wrap)
}

fn ids(html: &Html) -> HashSet<&str> {
    all(html)
        .filter_map(|element| element.value().id())
        .collect()
}

/// `https:`, `mailto:` and the like: not a path in the book.
fn has_scheme(address: &str) -> bool {
    address.starts_with("//")
        || address.split_once(':').is_some_and(|(scheme, _)| {
            scheme.chars().all(|c| c.is_ascii_alphanumeric())
        })
}

/// `{{#` in the text of a page: something that mdBook did not understand.
fn left_includes(html: &Html) -> impl Iterator<Item = Fault> {
    let mains = all(html).filter(|element| element.value().name() == "main");
    mains
        .flat_map(|main| main.descendants())
        .filter_map(|node| {
            let text = node.value().as_text()?;
            let left = &text[text.find("{{#")?..];
            let shown_on_purpose = node
                .parent()
                .and_then(ElementRef::wrap)
                .is_some_and(is_code_span);
            let line = left.lines().next().unwrap_or(left).trim_end();
            (!shown_on_purpose).then(|| Fault::IncludeLeft(line.to_owned()))
        })
}

/// Code in a line of prose, as against a listing.
fn is_code_span(element: ElementRef<'_>) -> bool {
    let within = element.parent().and_then(ElementRef::wrap);
    element.value().name() == "code"
        && within.is_none_or(|outer| outer.value().name() != "pre")
}

/// What a browser would load from another host for this page. A link the reader may click is not
/// loaded.
fn offsite(html: &Html) -> Vec<String> {
    let mut found = Vec::new();
    for element in all(html).filter(|element| element.value().name() != "a") {
        for (name, value) in element.value().attrs() {
            match name {
                "src" | "href" | "data" | "srcset" | "poster"
                    if is_offsite(value) =>
                {
                    found.push(value.to_owned());
                }
                "style" => found.extend(offsite_in_style(value)),
                _ => {}
            }
        }
        if element.value().name() == "style" {
            found.extend(offsite_in_style(&element.text().collect::<String>()));
        }
    }
    found
}

/// The addresses in `url(…)` and `@import "…"` that lead to another host.
fn offsite_in_style(css: &str) -> Vec<String> {
    css.split("url(")
        .skip(1)
        .chain(css.split("@import").skip(1))
        .map(|after| after.trim_start().trim_start_matches(['"', '\'']))
        .filter_map(|after| after.split([')', '"', '\'', ';']).next())
        .filter(|address| is_offsite(address))
        .map(str::to_owned)
        .collect()
}

fn is_offsite(address: &str) -> bool {
    ["http:", "https:", "//"]
        .iter()
        .any(|start| address.trim_start().starts_with(start))
}
