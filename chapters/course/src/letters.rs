//! Letters in figures: how wide they are, and how XML spells them.

/// How wide every figure is.
pub const WIDTH: f64 = 420.0;

/// The one size of letters, in units of the picture. On a phone, where a page is 320 CSS pixels wide
/// without its margins, that is 10.7 pixels.
pub(crate) const SIZE: f64 = 14.0;

/// From one line of text to the next.
pub(crate) const LINE: f64 = 18.0;

/// About how wide a line of text is drawn, in units of the picture: the advance widths of Open Sans, the
/// font of the pages, by groups of letters of nearly one width.
pub(crate) fn width(text: &str) -> f64 {
    SIZE * text.chars().map(em).sum::<f64>()
}

/// The width of a letter as a share of the font's size.
fn em(letter: char) -> f64 {
    match letter {
        ' ' | 'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '·' => {
            0.27
        }
        't' | 'f' | 'r' | '-' | '(' | ')' | '[' | ']' | '/' | '"' => 0.38,
        's' | 'c' | 'z' | 'v' | 'x' | 'y' | 'k' | 'J' => 0.51,
        'w' | 'A'..='H' | 'K' | 'L' | 'N'..='V' | 'X'..='Z' => 0.73,
        'm' | 'M' | 'W' | '…' | '→' | '—' => 1.0,
        _ => 0.6,
    }
}

/// The text as it is written between the tags of an SVG.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
