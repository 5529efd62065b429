//! A model's trainable parameters by name, with seeded initial values.
//!
//! candle's own `VarMap` draws from a generator that cannot be seeded on the CPU and lists its
//! variables in random order. [`Parameters`] does neither: the values of a parameter depend on the
//! seed and on the parameter's name alone, and the order is that of the names.

use std::collections::{BTreeMap, HashMap};

use candle_core::{Device, Result, Shape, Tensor, Var};
use rand::Rng;

use crate::random::{self, Generator};

/// How the initial values of a parameter are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Init {
    /// All zero: biases.
    Zeros,
    /// Uniform in `-limit..limit`.
    Uniform {
        /// The largest absolute value.
        limit: f64,
    },
    /// Uniform with the limit √(6 / (rows + columns)): Glorot and Bengio 2010, equation 16
    /// (cite: glorot2010).
    /// Keras's default for dense layers and for the input weights of an LSTM.
    GlorotUniform,
    /// Orthonormal columns: Saxe, McClelland and Ganguli 2014 (cite: saxe2014). Keras's default for
    /// the weights between hidden states. The matrix must have at least as many rows as columns.
    Orthogonal,
    /// Ones on the diagonal of a square matrix, zeros elsewhere: Le, Jaitly and Hinton 2015 (cite:
    /// le2015).
    Identity,
    /// LSTM biases (4·H) that are zero but for the forget gate's, so that a new cell remembers: Gers et
    /// al. 2000 (cite: gers2000), and with 1 Jozefowicz, Zaremba and Sutskever 2015 (cite:
    /// jozefowicz2015). Gate order i, f, g, o. Keras's `unit_forget_bias` is 1.
    ForgetBias {
        /// The forget gate's.
        bias: f64,
    },
}

/// A model's parameters, in the order of their names.
#[derive(Debug)]
pub struct Parameters {
    seed: u64,
    variables: BTreeMap<String, Var>,
}

impl Parameters {
    /// No parameters yet; those to come are drawn from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            variables: BTreeMap::new(),
        }
    }

    /// Adds a parameter and returns its tensor, which tracks gradients.
    ///
    /// # Errors
    /// If the name is taken, or `init` does not fit the shape.
    pub fn create(
        &mut self,
        name: &str,
        shape: impl Into<Shape>,
        init: Init,
    ) -> Result<Tensor> {
        if self.variables.contains_key(name) {
            candle_core::bail!("the parameter `{name}` exists already");
        }
        let shape = shape.into();
        let mut rng = random::stream(self.seed, &format!("parameter {name}"));
        let values = initial_values(&shape, init, &mut rng)?;
        let values = Tensor::from_vec(values, shape, &Device::Cpu)?;
        let variable = Var::from_tensor(&values)?;
        let tensor = variable.as_tensor().clone();
        self.variables.insert(name.to_owned(), variable);
        Ok(tensor)
    }

    /// Other random numbers that depend on the seed and on a name alone.
    #[must_use]
    pub fn stream(&self, name: &str) -> Generator {
        random::stream(self.seed, name)
    }

    /// Every variable, in the order of their names.
    #[must_use]
    pub fn variables(&self) -> Vec<Var> {
        self.variables.values().cloned().collect()
    }

    /// Names and tensors, in the order of the names. The tensors track gradients.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Tensor)> {
        self.variables
            .iter()
            .map(|(name, variable)| (name.as_str(), variable.as_tensor()))
    }

    /// How many numbers there are to train.
    #[must_use]
    pub fn count(&self) -> usize {
        self.iter().map(|(_, tensor)| tensor.elem_count()).sum()
    }

    /// A copy of all values, to come back to.
    ///
    /// # Errors
    /// If a copy fails.
    pub fn snapshot(&self) -> Result<HashMap<String, Tensor>> {
        self.iter()
            .map(|(name, tensor)| Ok((name.to_owned(), tensor.copy()?.detach())))
            .collect()
    }

    /// All values as a file in the format of safetensors holds them.
    ///
    /// # Errors
    /// If they cannot be written out.
    pub fn to_safetensors(&self) -> Result<Vec<u8>> {
        Ok(safetensors::serialize(self.iter(), None)?)
    }

    /// Sets every parameter to the value of the same name.
    ///
    /// # Errors
    /// If a value is missing, is left over, or has another shape. Nothing is changed then.
    pub fn restore(&self, values: &HashMap<String, Tensor>) -> Result<()> {
        for (name, tensor) in self.iter() {
            let Some(value) = values.get(name) else {
                candle_core::bail!("there are no values for the parameter `{name}`");
            };
            if value.shape() != tensor.shape() {
                candle_core::bail!(
                    "the parameter `{name}` has the shape {:?}, its values {:?}",
                    tensor.shape(),
                    value.shape()
                );
            }
        }
        if let Some(name) = values
            .keys()
            .find(|name| !self.variables.contains_key(*name))
        {
            candle_core::bail!(
                "there are values for `{name}`, which is no parameter"
            );
        }
        for (name, variable) in &self.variables {
            variable.set(&values[name])?;
        }
        Ok(())
    }
}

fn initial_values(
    shape: &Shape,
    init: Init,
    rng: &mut Generator,
) -> Result<Vec<f32>> {
    let count = shape.elem_count();
    Ok(match init {
        Init::Zeros => vec![0.0; count],
        Init::Uniform { limit } => uniform(count, limit, rng),
        Init::GlorotUniform => {
            let (rows, columns) = shape.dims2()?;
            let limit = (6.0 / (rows + columns) as f64).sqrt();
            uniform(count, limit, rng)
        }
        Init::Orthogonal => {
            let (rows, columns) = shape.dims2()?;
            orthogonal(rows, columns, rng)?
        }
        Init::Identity => {
            let (rows, columns) = shape.dims2()?;
            if rows != columns {
                candle_core::bail!("an identity matrix is square, not {shape:?}");
            }
            let is_diagonal = |i: usize| i / columns == i % columns;
            (0..count)
                .map(|i| if is_diagonal(i) { 1.0 } else { 0.0 })
                .collect()
        }
        Init::ForgetBias { bias } => {
            let num_hiddens = shape.dims1()? / 4;
            let forget_gate = num_hiddens..2 * num_hiddens;
            let bias = bias as f32;
            (0..count)
                .map(|i| if forget_gate.contains(&i) { bias } else { 0.0 })
                .collect()
        }
    })
}

fn uniform(count: usize, limit: f64, rng: &mut Generator) -> Vec<f32> {
    (0..count)
        .map(|_| ((2.0 * rng.random::<f64>() - 1.0) * limit) as f32)
        .collect()
}

/// A (rows, columns) matrix whose columns have length 1 and stand at right angles: random columns,
/// each freed of its share in the earlier ones (Gram–Schmidt, twice for accuracy).
fn orthogonal(rows: usize, columns: usize, rng: &mut Generator) -> Result<Vec<f32>> {
    if rows < columns {
        candle_core::bail!("{rows} rows cannot hold {columns} orthogonal columns");
    }
    let mut basis: Vec<Vec<f64>> = Vec::with_capacity(columns);
    for _ in 0..columns {
        let mut column: Vec<f64> = (0..rows).map(|_| standard_normal(rng)).collect();
        for _ in 0..2 {
            for other in &basis {
                let share = dot(&column, other);
                for (value, other_value) in column.iter_mut().zip(other) {
                    *value -= share * other_value;
                }
            }
        }
        let length = dot(&column, &column).sqrt();
        basis.push(column.iter().map(|value| value / length).collect());
    }
    Ok((0..rows * columns)
        .map(|i| basis[i % columns][i / columns] as f32)
        .collect())
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// A normally distributed number with mean 0 and deviation 1, by the Box–Muller transform.
pub fn standard_normal(rng: &mut Generator) -> f64 {
    // One minus it: the number may be 0, whose logarithm is infinite, but never 1.
    let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
    let angle = std::f64::consts::TAU * rng.random::<f64>();
    radius * angle.cos()
}
