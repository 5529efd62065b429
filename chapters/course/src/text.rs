//! Tables in plain text, and numbers as a person reads them.

/// How a column of a table stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// A table in plain text: a header, a rule, the rows; each column as wide as its widest cell.
#[must_use]
pub fn table(header: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .chain([header[column].0.chars().count()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let cells: Vec<String> = cells
            .iter()
            .zip(header)
            .zip(&widths)
            .map(|((cell, (_, align)), &width)| match align {
                Align::Left => format!("{cell:<width$}"),
                Align::Right => format!("{cell:>width$}"),
            })
            .collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    let rule = "─".repeat(widths.iter().sum::<usize>() + 2 * (header.len() - 1));
    let mut text = line(header.iter().map(|(name, _)| *name).collect());
    text += &format!("{rule}\n");
    for row in rows {
        text += &line(row.iter().map(String::as_str).collect());
    }
    text
}

/// A whole number with a comma at the thousands: 967425 is `967,425`.
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

/// A number of bytes as a person reads it: 84,125,825 is `84.1 MB`, 300 is `300 bytes`.
#[must_use]
pub fn megabytes(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        let parted: Vec<String> =
            [0, 999, 1000, 967_425, 12_345_678].map(thousands).into();
        assert_eq!(parted, ["0", "999", "1,000", "967,425", "12,345,678"]);
    }

    #[test]
    fn columns_line_up() {
        let rows = [
            vec!["dense".into(), "16,512".into()],
            vec!["dropout".into(), "0".into()],
        ];
        insta::assert_snapshot!(
            "table",
            table(
                &[("layer", Align::Left), ("parameters", Align::Right)],
                &rows
            )
        );
    }

    #[test]
    fn sizes_are_read_in_megabytes() {
        let sizes = [300, 10_000, 84_125_825, 1_250_000_000].map(megabytes);
        assert_eq!(sizes, ["300 bytes", "0.0 MB", "84.1 MB", "1250.0 MB"]);
    }
}
