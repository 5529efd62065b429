//! Adam in one pass over the numbers.
//!
//! Written as tensor operations, a step of Adam goes over every parameter a dozen times and makes as
//! many new tensors. Here each number is read, changed and written once.

use std::sync::Mutex;

use candle_core::backprop::GradStore;
use candle_core::{CpuStorage, InplaceOp2, Layout, Result, Var};
use candle_nn::Optimizer;
use rayon::prelude::*;

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.999;
const EPSILON: f32 = 1e-7;

/// Numbers to a piece of work: large enough to be worth handing to a thread.
const PIECE: usize = 1 << 14;

/// Adam, Kingma and Ba 2015, algorithm 1 (cite: kingma2015), with Keras's constants.
#[derive(Debug)]
pub struct Adam {
    learning_rate: f64,
    step: i32,
    variables: Vec<(Var, Moments)>,
}

/// The running means of a parameter's gradient and of its square.
#[derive(Debug)]
struct Moments {
    values: Mutex<Vec<[f32; 2]>>,
}

impl Optimizer for Adam {
    /// The learning rate.
    type Config = f64;

    /// An optimizer of these variables, all of them contiguous f32 tensors.
    fn new(variables: Vec<Var>, learning_rate: f64) -> Result<Self> {
        let with_moments = |variable: Var| {
            let values = Mutex::new(vec![[0.0; 2]; variable.elem_count()]);
            (variable, Moments { values })
        };
        Ok(Self {
            learning_rate,
            step: 0,
            variables: variables.into_iter().map(with_moments).collect(),
        })
    }

    /// Moves every variable against its gradient. Variables without one stay.
    ///
    /// # Errors
    /// If a variable is not a contiguous f32 tensor on the CPU.
    fn step(&mut self, gradients: &GradStore) -> Result<()> {
        self.step += 1;
        // Both means start at zero; the step size makes up for it (Kingma and Ba, end of section 2).
        let (correction1, correction2) = (
            1.0 - f64::from(BETA1).powi(self.step),
            1.0 - f64::from(BETA2).powi(self.step),
        );
        let update = |moments| Update {
            moments,
            step_size: (self.learning_rate / correction1) as f32,
            correction: (1.0 / correction2) as f32,
        };
        for (variable, moments) in &self.variables {
            if let Some(gradient) = gradients.get(variable) {
                variable.inplace_op2(&gradient.contiguous()?, &update(moments))?;
            }
        }
        Ok(())
    }

    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
    }
}

/// One step for one variable.
struct Update<'a> {
    moments: &'a Moments,
    step_size: f32,
    correction: f32,
}

impl InplaceOp2 for Update<'_> {
    fn name(&self) -> &'static str {
        "adam"
    }

    fn cpu_fwd(
        &self,
        values: &mut CpuStorage,
        values_layout: &Layout,
        gradient: &CpuStorage,
        gradient_layout: &Layout,
    ) -> Result<()> {
        let places = (
            values_layout.contiguous_offsets(),
            gradient_layout.contiguous_offsets(),
        );
        let (CpuStorage::F32(values), (Some((start, end)), Some((from, to)))) =
            (values, places)
        else {
            candle_core::bail!("Adam needs contiguous f32 tensors");
        };
        let values = &mut values[start..end];
        let gradient = &gradient.as_slice::<f32>()?[from..to];
        // A poisoned lock: a thread has panicked in the middle of an earlier step, so some numbers
        // have moved and others have not.
        let Ok(mut moments) = self.moments.values.lock() else {
            candle_core::bail!("an earlier step of Adam was broken off");
        };
        values
            .par_chunks_mut(PIECE)
            .zip(moments.par_chunks_mut(PIECE))
            .zip(gradient.par_chunks(PIECE))
            .for_each(|((values, moments), gradient)| {
                // ANCHOR: adam
                for ((value, [mean, square]), g) in
                    values.iter_mut().zip(moments).zip(gradient)
                {
                    *mean = BETA1 * *mean + (1.0 - BETA1) * g;
                    *square = BETA2 * *square + (1.0 - BETA2) * g * g;
                    let scale = (*square * self.correction).sqrt() + EPSILON;
                    *value -= self.step_size * *mean / scale;
                }
                // ANCHOR_END: adam
            });
        Ok(())
    }
}
