//! Adam in one pass against candle-nn's.

use candle_core::{Device, Result, Tensor, Var};
use candle_nn::{AdamW, Optimizer, ParamsAdamW};
use chapter_06::Adam;

#[test]
fn equals_candle_nn_without_weight_decay() -> Result<()> {
    let start = Tensor::arange(0f32, 40_000.0, &Device::Cpu)?.affine(1e-4, -2.0)?;
    let (ours, theirs) = (Var::from_tensor(&start)?, Var::from_tensor(&start)?);
    let constants = ParamsAdamW {
        lr: 0.01,
        beta1: 0.9,
        beta2: 0.999,
        eps: 1e-7,
        weight_decay: 0.0,
    };
    let mut adam = Adam::new(vec![ours.clone()], 0.01)?;
    let mut library = AdamW::new(vec![theirs.clone()], constants)?;
    for _ in 0..20 {
        let loss = |values: &Var| values.as_tensor().sin()?.sqr()?.sum_all();
        adam.step(&loss(&ours)?.backward()?)?;
        library.backward_step(&loss(&theirs)?)?;
    }
    let difference = (ours.as_tensor() - theirs.as_tensor())?.abs()?.max_all()?;
    assert!(difference.to_scalar::<f32>()? < 1e-5, "{difference}");
    let moved = (ours.as_tensor() - start)?
        .abs()?
        .max_all()?
        .to_scalar::<f32>()?;
    assert!(moved > 0.1, "{moved}");
    Ok(())
}
