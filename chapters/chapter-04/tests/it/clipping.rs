//! Clipping keeps the direction of a gradient and bounds its length.
use candle_core::{Device, Result, Tensor, Var};
use candle_nn::{Optimizer, SGD};
use chapter_04::clipping::{Clipped, clip, length};

/// Two variables, and a loss whose gradients are (3, 0) and (0, 4): of length 5 together.
fn example() -> Result<(Vec<Var>, Tensor)> {
    let variables = [[3f32, 0.0], [0.0, 4.0]]
        .map(|values| Var::new(&values, &Device::Cpu).unwrap());
    let squares = variables
        .each_ref()
        .map(|variable| variable.sqr()?.sum_all());
    let [first, second] = squares;
    let loss = ((first? + second?)? * 0.5)?;
    Ok((variables.to_vec(), loss))
}

#[test]
fn a_long_gradient_is_shortened_and_a_short_one_left_alone() -> Result<()> {
    let (variables, loss) = example()?;
    for (longest, expected) in [(10.0, 5.0), (5.0, 5.0), (1.0, 1.0)] {
        let mut gradients = loss.backward()?;
        assert_eq!(clip(&mut gradients, &variables, longest)?, 5.0);
        assert!((length(&gradients, &variables)? - expected).abs() < 1e-6);
        let first = gradients.get(&variables[0]).unwrap().to_vec1::<f32>()?;
        assert!((f64::from(first[0]) - 0.6 * expected).abs() < 1e-6);
    }
    Ok(())
}

#[test]
fn a_step_is_no_longer_than_the_learning_rate_times_the_longest() -> Result<()> {
    let (variables, loss) = example()?;
    let descent = SGD::new(variables.clone(), 0.5)?;
    let mut clipped = Clipped::of(descent, variables.clone(), 1.0);
    clipped.backward_step(&loss)?;
    assert_eq!(clipped.lengths(), [5.0]);
    let first = variables[0].to_vec1::<f32>()?;
    assert!((first[0] - (3.0 - 0.5 * 0.6)).abs() < 1e-6, "{first:?}");
    Ok(())
}
