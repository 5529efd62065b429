//! Schematics: boxes, arrows, labels, and cells of a table, as SVG.
//!
//! A picture is drawn from the top down, since it is as narrow as a phone. Every method that draws a thing
//! returns its [`Place`], and the next thing is placed, or an arrow drawn, from there.
//!
//! Mistakes that can be computed are errors of [`Schematic::svg`]: a label wider than its box, a thing
//! outside of the picture, labels on top of one another.

mod cells;
mod place;
mod tone;

use anyhow::{Result, ensure};

use crate::figures::{GRID, INK, PAPER};
pub use crate::letters::WIDTH;
use crate::letters::{LINE, SIZE, escaped, width};
pub use cells::{Cell, Cells};
pub use place::{Place, Point};
pub use tone::Tone;
use tone::hex;

/// So much room a label leaves at each side of its box.
const PADDING: f64 = 2.0;
/// From a bracket's ends to its back, and from its back to its label.
const BRACKET: f64 = 6.0;
const HEAD: f64 = 8.0;

/// On which side of its point a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins at the point.
    Start,
    /// The point is its middle.
    Middle,
    /// It ends at the point.
    End,
}

/// Where a bracket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Above what it spans.
    Above,
    /// Below it.
    Below,
    /// At its left.
    Left,
    /// At its right.
    Right,
}

/// A picture that is being drawn.
#[derive(Clone, Debug)]
pub struct Schematic {
    description: String,
    elements: Vec<String>,
    /// The lower end of what has been drawn.
    bottom: f64,
    labels: Vec<(Place, String)>,
    faults: Vec<String>,
}

impl Schematic {
    /// An empty picture. `description` says in one to four sentences what it shows, to a reader who cannot
    /// see it.
    #[must_use]
    pub fn new(description: &str) -> Self {
        Self {
            description: description.to_owned(),
            elements: Vec::new(),
            bottom: 0.0,
            labels: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// A box with a label in it, whose lines are parted by `\n`.
    pub fn block(&mut self, place: Place, label: &str, tone: Tone) -> Place {
        let (line, tint) = (tone.line(), tone.tint());
        let look = format!("rx=\"4\" {tint} stroke=\"{line}\" stroke-width=\"1.5\"");
        self.rectangle(place, &look);
        self.label_in(place, label);
        place
    }

    /// A frame around something that has been drawn.
    pub fn frame(&mut self, place: Place, tone: Tone) {
        let look =
            format!("fill=\"none\" stroke=\"{}\" stroke-width=\"3\"", tone.line());
        self.rectangle(place, &look);
    }

    /// A sheet in the colour of the page, which hides what lies behind it.
    pub fn sheet(&mut self, place: Place, tone: Tone) {
        self.rectangle(place, &format!("fill=\"{}\"", hex(PAPER)));
        let (line, tint) = (tone.line(), tone.tint());
        self.rectangle(place, &format!("{tint} stroke=\"{line}\""));
    }

    /// A table, its upper left corner at `at`, its columns as wide as `widths` says, its rows of one
    /// height. There is one cell a width in each of `rows`.
    pub fn cells(
        &mut self,
        at: Point,
        widths: &[f64],
        height: f64,
        rows: &[Vec<Cell>],
    ) -> Cells {
        let cells = Cells {
            at,
            widths: widths.to_vec(),
            height,
            rows: rows.len(),
        };
        for (i, row) in rows.iter().enumerate() {
            if row.len() != widths.len() {
                let (found, expected) = (row.len(), widths.len());
                self.faults.push(format!(
                    "row {i} has {found} cells for {expected} widths"
                ));
            }
            for (j, cell) in row.iter().enumerate() {
                let place = cells.cell(i, j);
                let (tint, line) = (cell.tone.tint(), hex(GRID));
                self.rectangle(place, &format!("{tint} stroke=\"{line}\""));
                self.label_in(place, &cell.text);
            }
        }
        cells
    }

    /// A cell of a heat map: a tint as strong as the value is far from zero, in one colour above and in
    /// another below it, and the value as `text` where there is room.
    pub fn shade(&mut self, place: Place, value: f64, text: &str) {
        let tone = if value < 0.0 {
            Tone::Second
        } else {
            Tone::First
        };
        // In tenths, as the text has it.
        let strength = (value.abs() * 10.0).round().min(10.0) * 0.07;
        let (fill, grid) = (tone.line(), hex(GRID));
        let look = format!(
            "fill=\"{fill}\" fill-opacity=\"{strength:.2}\" stroke=\"{grid}\""
        );
        self.rectangle(place, &look);
        if width(text) <= place.width {
            self.label(place.center(), Anchor::Middle, text);
        }
    }

    /// A text as a row of words, each in its tint, which goes on in the next line where `place` ends.
    /// Returns the places of the words.
    pub fn words(&mut self, place: Place, words: &[Cell]) -> Vec<Place> {
        let (mut x, mut y) = (place.x, place.y);
        let mut places = Vec::with_capacity(words.len());
        for word in words {
            let width = width(&word.text) + 4.0 * PADDING;
            if x + width > place.right().0 && x > place.x {
                (x, y) = (place.x, y + 1.5 * LINE);
            }
            let spot = Place::new(x, y, width, 1.25 * LINE);
            if word.tone != Tone::Plain {
                self.rectangle(spot, &format!("rx=\"4\" {}", word.tone.tint()));
            }
            self.label_in(spot, &word.text);
            places.push(spot);
            x += width;
        }
        places
    }

    /// A label at a point, half of its height above it.
    pub fn label(&mut self, at: Point, anchor: Anchor, text: &str) {
        let wide = width(text);
        let (left, word) = match anchor {
            Anchor::Start => (at.0, "start"),
            Anchor::Middle => (at.0 - wide / 2.0, "middle"),
            Anchor::End => (at.0 - wide, "end"),
        };
        let place = Place::new(left, at.1 - SIZE / 2.0, wide, SIZE);
        self.take(place, text);
        self.labels.push((place, text.to_owned()));
        let (x, y) = (number(at.0), number(at.1 + 0.35 * SIZE));
        let (ink, text) = (hex(INK), escaped(text));
        self.elements.push(format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{word}\" fill=\"{ink}\">{text}</text>"
        ));
    }

    /// An arrow: a line with a head at its end.
    pub fn arrow(&mut self, from: Point, to: Point, tone: Tone) {
        let (x, y) = (to.0 - from.0, to.1 - from.1);
        let length = x.hypot(y);
        if length <= HEAD {
            self.faults.push(format!(
                "an arrow of length {length:.1} has no room for its head"
            ));
            return;
        }
        let (x, y) = (x / length, y / length);
        let neck = (to.0 - HEAD * x, to.1 - HEAD * y);
        let half = HEAD / 2.0;
        let wings = [
            (neck.0 - half * y, neck.1 + half * x),
            (neck.0 + half * y, neck.1 - half * x),
        ];
        self.line(from, neck, tone);
        self.take(Place::new(to.0, to.1, 0.0, 0.0), "an arrow's head");
        let corners = path(&[to, wings[0], wings[1]]);
        let color = tone.line();
        self.elements
            .push(format!("<path d=\"{corners} Z\" fill=\"{color}\"/>"));
    }

    /// A line from one point to another.
    pub fn line(&mut self, from: Point, to: Point, tone: Tone) {
        self.lines(&[from, to], tone);
    }

    /// A bracket along one side of `span`, with a label at its back.
    pub fn bracket(&mut self, span: Place, side: Side, label: &str) {
        let (left, top) = (span.x, span.y);
        let (right, bottom) = (span.right().0, span.bottom().1);
        // Where the bracket begins, where it ends, and which way its back is.
        let (from, to, (x, y)) = match side {
            Side::Above => ((left, top), (right, top), (0.0, -1.0)),
            Side::Below => ((left, bottom), (right, bottom), (0.0, 1.0)),
            Side::Left => ((left, top), (left, bottom), (-1.0, 0.0)),
            Side::Right => ((right, top), (right, bottom), (1.0, 0.0)),
        };
        let off = |(px, py): Point, by: f64| (px + by * x, py + by * y);
        let (near, far) = (BRACKET / 2.0, 1.5 * BRACKET);
        let corners = [off(from, near), off(from, far), off(to, far), off(to, near)];
        self.lines(&corners, Tone::Plain);
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let (by, anchor) = match side {
            Side::Above | Side::Below => (far + LINE / 2.0 + 2.0, Anchor::Middle),
            Side::Left => (far + BRACKET, Anchor::End),
            Side::Right => (far + BRACKET, Anchor::Start),
        };
        self.label(off(middle, by), anchor, label);
    }

    /// The picture as the text of an SVG file.
    ///
    /// # Errors
    /// If there is no description, nothing is drawn, a label does not fit into its box, two labels overlap,
    /// or something is outside of the picture. All that is wrong is told.
    pub fn svg(mut self) -> Result<String> {
        if self.description.split_whitespace().count() < 5 {
            self.faults
                .push("say in a sentence what the picture shows".to_owned());
        }
        if self.elements.is_empty() {
            self.faults.push("nothing is drawn".to_owned());
        }
        self.faults.extend(overlaps(&self.labels));
        ensure!(self.faults.is_empty(), "{}", self.faults.join("\n"));
        let (width, height) = (number(WIDTH), number((self.bottom + 4.0).ceil()));
        let description = escaped(&self.description);
        let elements = self.elements.join("\n");
        Ok(format!(
            "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"sans-serif\" font-size=\"{SIZE}\" xmlns=\"http://www.w3.org/2000/svg\">\n\
             <desc>{description}</desc>\n{elements}\n</svg>\n"
        ))
    }

    /// Lines of text in the middle of a place that they must fit into.
    fn label_in(&mut self, place: Place, text: &str) {
        let lines: Vec<&str> = text.lines().collect();
        let wide = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
        let high = LINE * lines.len() as f64;
        if wide + 2.0 * PADDING > place.width || high > place.height {
            let (width, height) = (place.width, place.height);
            self.faults.push(format!(
                "{text:?} needs about {:.0} by {high:.0} units, its box has {width:.0} by {height:.0}",
                wide + 2.0 * PADDING
            ));
        }
        let (x, middle) = place.center();
        let first = middle - (high - LINE) / 2.0;
        for (i, line) in lines.iter().enumerate() {
            self.label((x, first + LINE * i as f64), Anchor::Middle, line);
        }
    }

    fn rectangle(&mut self, place: Place, look: &str) {
        self.take(place, "a box");
        let [x, y, width, height] =
            [place.x, place.y, place.width, place.height].map(number);
        self.elements.push(format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {look}/>"
        ));
    }

    fn lines(&mut self, points: &[Point], tone: Tone) {
        for &(x, y) in points {
            self.take(Place::new(x, y, 0.0, 0.0), "a line");
        }
        let (path, color) = (path(points), tone.line());
        self.elements.push(format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\"/>"
        ));
    }

    /// Notes that a place is taken, which must be in the picture.
    fn take(&mut self, place: Place, what: &str) {
        if place.x < 0.0 || place.y < 0.0 || place.right().0 > WIDTH {
            self.faults.push(format!(
                "{what:?} is outside of the picture: {:.0} to {:.0} of {WIDTH} from the left, {:.0} from \
                 the top",
                place.x,
                place.right().0,
                place.y
            ));
        }
        self.bottom = self.bottom.max(place.bottom().1);
    }
}

/// The pairs of labels that are written over one another.
fn overlaps(labels: &[(Place, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (i, (place, text)) in labels.iter().enumerate() {
        let others = labels[i + 1..].iter();
        let over = others.filter(|(other, _)| place.overlaps(*other));
        faults.extend(over.map(|(_, other)| format!("{text:?} is over {other:?}")));
    }
    faults
}

fn path(points: &[Point]) -> String {
    let corners: Vec<String> = points
        .iter()
        .map(|&(x, y)| format!("{} {}", number(x), number(y)))
        .collect();
    format!("M{}", corners.join(" L"))
}

/// A coordinate to one decimal.
fn number(value: f64) -> String {
    // Adding zero turns -0 into 0.
    ((value * 10.0).round() / 10.0 + 0.0).to_string()
}
