//! Gradient descent on models that are small enough for a pencil: one weight, then a weight and a
//! bias.

/// What a model is given, and what it should answer.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The input.
    pub x: f64,
    /// The answer that is wanted.
    pub y: f64,
}

/// The example of the page: 2 goes in, 6 should come out.
pub const EXAMPLE: Example = Example { x: 2.0, y: 6.0 };

/// The squared error of the answer w·x.
#[must_use]
// ANCHOR: loss
pub fn loss(weight: f64, example: Example) -> f64 {
    let error = weight * example.x - example.y;
    error * error
}
// ANCHOR_END: loss

/// How fast [`loss`] grows with the weight: its derivative, 2·(w·x − y)·x.
#[must_use]
// ANCHOR: slope
pub fn slope(weight: f64, example: Example) -> f64 {
    let error = weight * example.x - example.y;
    2.0 * error * example.x
}
// ANCHOR_END: slope

/// The slope between two places close to the weight, `apart` from it to either side.
#[must_use]
// ANCHOR: measured_slope
pub fn measured_slope(weight: f64, example: Example, apart: f64) -> f64 {
    let rise = loss(weight + apart, example) - loss(weight - apart, example);
    rise / (2.0 * apart)
}
// ANCHOR_END: measured_slope

/// The weight at the start and after each step against the slope.
#[must_use]
// ANCHOR: descend
pub fn descend(
    start: f64,
    learning_rate: f64,
    steps: usize,
    example: Example,
) -> Vec<f64> {
    let mut weights = vec![start];
    let mut weight = start;
    for _ in 0..steps {
        weight -= learning_rate * slope(weight, example);
        weights.push(weight);
    }
    weights
}
// ANCHOR_END: descend

/// A weight and a bias: the answer is w·x + b.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// w
    pub weight: f64,
    /// b
    pub bias: f64,
}

/// Three examples that 2·x + 1 answers without an error.
pub const ON_A_LINE: [Example; 3] = [
    Example { x: 0.0, y: 1.0 },
    Example { x: 1.0, y: 3.0 },
    Example { x: 2.0, y: 5.0 },
];

impl Line {
    /// The mean of the squared errors.
    #[must_use]
    pub fn loss(self, examples: &[Example]) -> f64 {
        let squares = examples.iter().map(|example| self.error(*example).powi(2));
        squares.sum::<f64>() / examples.len() as f64
    }

    fn error(self, example: Example) -> f64 {
        self.weight * example.x + self.bias - example.y
    }

    /// The two slopes of [`Line::loss`], in the weight and in the bias: its gradient.
    #[must_use]
    // ANCHOR: gradient
    pub fn gradient(self, examples: &[Example]) -> Line {
        let count = examples.len() as f64;
        let mut gradient = Line {
            weight: 0.0,
            bias: 0.0,
        };
        for &example in examples {
            let error = self.error(example);
            gradient.weight += 2.0 * error * example.x / count;
            gradient.bias += 2.0 * error / count;
        }
        gradient
    }
    // ANCHOR_END: gradient

    /// The line after a step against its gradient.
    #[must_use]
    pub fn after_step(self, examples: &[Example], learning_rate: f64) -> Line {
        let gradient = self.gradient(examples);
        Line {
            weight: self.weight - learning_rate * gradient.weight,
            bias: self.bias - learning_rate * gradient.bias,
        }
    }
}
