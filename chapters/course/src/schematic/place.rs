//! Where things stand in a schematic.

/// A point: so far from the left, so far from the top.
pub type Point = (f64, f64);

/// A rectangle of the picture, in its units. Everything that is drawn tells the place it takes, so
/// that an arrow can begin or end there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Place {
    /// The rectangle whose upper left corner is at `x` and `y`.
    #[must_use]
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// The middle of the upper edge.
    #[must_use]
    pub fn top(self) -> Point {
        (self.center().0, self.y)
    }

    /// The middle of the lower edge.
    #[must_use]
    pub fn bottom(self) -> Point {
        (self.center().0, self.y + self.height)
    }

    /// The middle of the left edge.
    #[must_use]
    pub fn left(self) -> Point {
        (self.x, self.center().1)
    }

    /// The middle of the right edge.
    #[must_use]
    pub fn right(self) -> Point {
        (self.x + self.width, self.center().1)
    }

    /// The point in the middle.
    #[must_use]
    pub fn center(self) -> Point {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self {
            x,
            y,
            width: self.right().0.max(other.right().0) - x,
            height: self.bottom().1.max(other.bottom().1) - y,
        }
    }

    /// Whether the two have more than an edge in common.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let both = self.and(other);
        both.width < self.width + other.width
            && both.height < self.height + other.height
    }
}
