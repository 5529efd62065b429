//! Tables with a column for each phenomenon.

use course::text::Align;

use crate::accuracy::ByPhenomenon;

/// The columns of such a table.
pub const HEADER: [(&str, Align); 6] = [
    ("accuracy", Align::Left),
    ("plain", Align::Right),
    ("negation", Align::Right),
    ("contrast", Align::Right),
    ("distant", Align::Right),
    ("all", Align::Right),
];

/// A row of such a table.
#[must_use]
pub fn named(name: &str, accuracies: &ByPhenomenon) -> Vec<String> {
    let cells = accuracies.cells();
    std::iter::once(name.to_owned()).chain(cells).collect()
}
