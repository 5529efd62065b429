//! What `backward` does, by hand: three operations forwards, and their slopes on the way back.

/// The values on the way forwards of the loss (w·x − y)².
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forward {
    /// w·x
    pub product: f64,
    /// w·x − y
    pub difference: f64,
    /// (w·x − y)²
    pub loss: f64,
}

/// The three operations, one after the other.
#[must_use]
// ANCHOR: forward
pub fn forward(weight: f64, x: f64, y: f64) -> Forward {
    let product = weight * x;
    let difference = product - y;
    let loss = difference * difference;
    Forward {
        product,
        difference,
        loss,
    }
}
// ANCHOR_END: forward

/// How fast the loss grows with each value, found from the loss backwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backward {
    /// With respect to the loss itself.
    pub d_loss: f64,
    /// With respect to the difference.
    pub d_difference: f64,
    /// With respect to the product.
    pub d_product: f64,
    /// With respect to the weight.
    pub d_weight: f64,
}

/// The same operations from the last to the first: each multiplies what comes back to it by its own
/// slope.
#[must_use]
// ANCHOR: backward
pub fn backward(values: Forward, x: f64) -> Backward {
    let d_loss = 1.0;
    let d_difference = d_loss * 2.0 * values.difference;
    let d_product = d_difference * 1.0;
    let d_weight = d_product * x;
    Backward {
        d_loss,
        d_difference,
        d_product,
        d_weight,
    }
}
// ANCHOR_END: backward
