//! The embedding against one-hot × matrix and candle-nn's; the bag's blindness.
#![allow(clippy::unwrap_used)] // helpers of tests may panic

use candle_core::{Device, Result, Tensor};
use candle_nn::Module;
use chapter_03::bag::word_shares;
use chapter_03::embedding::one_hot;
use chapter_03::{BagOfEmbeddings, Embedding};
use course::parameters::Parameters;
use proptest::prelude::*;

const V: usize = 10;
const E: usize = 4;

fn table() -> Result<(Embedding, Tensor)> {
    let embedding = Embedding::new(V, E, &mut Parameters::new(1), "embedding")?;
    let ids = Tensor::new(&[[1u32, 9, 3], [3, 3, 0]], &Device::Cpu)?;
    Ok((embedding, ids))
}

/// The gradient of Σ (vector · its position) with respect to the table.
fn gradient(embedding: &Embedding, vectors: &Tensor) -> Result<Vec<Vec<f32>>> {
    let positions = Tensor::arange(0f32, vectors.elem_count() as f32, &Device::Cpu)?;
    let loss = (vectors.flatten_all()? * positions)?.sum_all()?;
    let gradients = loss.backward()?;
    gradients.get(embedding.weight()).unwrap().to_vec2()
}

#[test]
fn equals_one_hot_times_matrix_in_values_and_gradients() -> Result<()> {
    let (embedding, ids) = table()?;
    let looked_up = embedding.forward(&ids)?;
    let flat = ids.flatten_all()?.to_vec1::<u32>()?;
    let multiplied = one_hot(&flat, V)?
        .matmul(embedding.weight())?
        .reshape((2, 3, E))?;
    assert_eq!(looked_up.to_vec3::<f32>()?, multiplied.to_vec3::<f32>()?);
    assert_eq!(
        gradient(&embedding, &looked_up)?,
        gradient(&embedding, &multiplied)?
    );
    Ok(())
}

#[test]
fn equals_candle_nn() -> Result<()> {
    let (embedding, ids) = table()?;
    let library = candle_nn::Embedding::new(embedding.weight().clone(), E);
    assert_eq!(
        embedding.forward(&ids)?.to_vec3::<f32>()?,
        library.forward(&ids)?.to_vec3::<f32>()?
    );
    Ok(())
}

#[test]
fn only_the_rows_that_were_read_get_a_gradient() -> Result<()> {
    let (embedding, ids) = table()?;
    let rows = gradient(&embedding, &embedding.forward(&ids)?)?;
    let moved: Vec<usize> = (0..V)
        .filter(|&id| rows[id].iter().any(|g| *g != 0.0))
        .collect();
    assert_eq!(moved, [0, 1, 3, 9]);
    Ok(())
}

#[test]
fn an_id_outside_the_table_is_an_error() -> Result<()> {
    let (embedding, _) = table()?;
    let ids = Tensor::new(&[[10u32]], &Device::Cpu)?;
    assert!(embedding.forward(&ids).is_err());
    assert!(one_hot(&[10], V).is_err());
    assert!(word_shares(&[&[10]], V).is_err());
    Ok(())
}

#[test]
fn an_empty_review_is_a_row_of_zeros() -> Result<()> {
    assert_eq!(
        word_shares(&[&[], &[1, 1]], 2)?.to_vec2::<f32>()?,
        [[0.0, 0.0], [0.0, 1.0]]
    );
    Ok(())
}

proptest! {
    #[test]
    fn the_bag_is_blind_to_order(mut review in prop::collection::vec(0u32..V as u32, 0..40)) {
        let bag = BagOfEmbeddings::new(V, E, &mut Parameters::new(3)).unwrap();
        let before = bag.logits(&[&review]).unwrap().to_vec1::<f32>().unwrap();
        review.reverse();
        let after = bag.logits(&[&review]).unwrap().to_vec1::<f32>().unwrap();
        prop_assert_eq!(before, after);
    }
}
