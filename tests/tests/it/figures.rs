//! The figures of the book: readable on a phone, in every theme, and without sight.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use checkout::root;
use scraper::{Html, Selector};

/// The CSS pixels that a page of mdBook leaves a figure on a phone of 360.
const PHONE: f64 = 320.0;
/// The least size of letters there, in CSS pixels.
const LEAST: f64 = 10.0;

/// The figures of the book, by name.
fn figures() -> BTreeMap<String, String> {
    let folder = root().unwrap().join("book/figures");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let file = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, checkout::read(entry.path()).unwrap())
    };
    files.map(file).collect()
}

fn style() -> String {
    checkout::read(root().unwrap().join("book/theme/course.css")).unwrap()
}

/// The values of an attribute, wherever it stands in the drawing.
fn values(svg: &str, attribute: &str) -> BTreeSet<String> {
    let any = Selector::parse(&format!("[{attribute}]")).unwrap();
    let page = Html::parse_fragment(svg);
    let elements = page.select(&any);
    let value = |element: scraper::ElementRef<'_>| {
        element.value().attr(attribute).unwrap().to_owned()
    };
    elements.map(value).collect()
}

#[test]
fn every_colour_of_a_figure_follows_the_theme() {
    let style = style();
    for (name, svg) in figures() {
        for attribute in ["fill", "stroke"] {
            for color in values(&svg, attribute) {
                let rule = format!("svg [{attribute}=\"{color}\"] {{");
                assert!(
                    color == "none" || style.contains(&rule),
                    "{name}: course.css has no rule for {attribute} {color}"
                );
            }
        }
        assert!(!svg.contains("style="), "{name} has a style that no rule reaches");
    }
}

#[test]
fn the_letters_of_every_figure_are_large_enough_on_a_phone() {
    for (name, svg) in figures() {
        let widths = values(&svg, "viewBox");
        let width: f64 = widths
            .first()
            .and_then(|numbers| numbers.split(' ').nth(2))
            .and_then(|width| width.parse().ok())
            .unwrap_or_else(|| panic!("{name} has no viewBox"));
        let shrunk = (PHONE / width).min(1.0);
        for size in values(&svg, "font-size") {
            let size: f64 = size.parse().unwrap();
            assert!(
                size * shrunk >= LEAST,
                "{name}: letters of {size} units in a width of {width} are {:.1} pixels high on a phone",
                size * shrunk
            );
        }
    }
}

/// A colour of the style sheet as linear red, green and blue.
fn linear(color: &str) -> [f64; 3] {
    let hex = color.strip_prefix('#').unwrap();
    [0, 2, 4].map(|at| {
        let value = u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        let share = f64::from(value) / 255.0;
        match share {
            ..=0.040_45 => share / 12.92,
            _ => ((share + 0.055) / 1.055).powf(2.4),
        }
    })
}

/// The contrast of two colours (WCAG 2).
fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |color: &str| -> f64 {
        let [red, green, blue] = linear(color);
        0.05 + 0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

/// The colours that the style sheet gives the three series in the block after `selector`.
fn series(style: &str, selector: &str) -> [String; 3] {
    let (_, block) = style.split_once(&format!("\n{selector} {{")).unwrap();
    let (block, _) = block.split_once('}').unwrap();
    ["first", "second", "third"].map(|which| {
        let (_, value) = block.split_once(&format!("--figure-{which}: ")).unwrap();
        value.split_once(';').unwrap().0.to_owned()
    })
}

#[test]
fn the_colours_of_figures_stand_out_in_every_theme() {
    let style = style();
    let light = series(&style, ":root");
    let dark = series(&style, ".coal, .navy, .ayu");
    // The backgrounds of mdBook's themes, and paper.
    let themes = [
        ("light", "#ffffff", &light),
        ("rust", "#e1e1db", &light),
        ("coal", "#131516", &dark),
        ("navy", "#161923", &dark),
        ("ayu", "#0f1419", &dark),
    ];
    for (theme, background, colors) in themes {
        for color in colors {
            let contrast = contrast(color, background);
            assert!(
                contrast >= 4.0,
                "{theme}: {color} has a contrast of {contrast:.2}"
            );
        }
    }
    // The blocks for no JavaScript and for paper repeat these.
    assert_eq!(series(&style, "    html:not(.js)"), dark);
    assert_eq!(series(&style, "    html:root"), light);
}
