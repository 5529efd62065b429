//! The classifier, around a layer that is easy to follow: its state is the vector of the last word.
use candle_core::{Device, Result, Tensor};
use candle_nn::{Linear, Module};
use chapter_03::Embedding;
use chapter_04::dropout::dropout;
use chapter_04::{Head, Mask, Recurrent, Sequence, SequenceClassifier};
use course::parameters::Parameters;
use course::random::stream;

const WIDTH: usize = 8;
const HEAD: Head = Head {
    num_outputs: WIDTH,
    dense_units: WIDTH,
    dropout: 0.5,
};

struct LastVector;

impl Recurrent for LastVector {
    fn all_states(
        &self,
        xs: &Sequence,
        _mask: Option<&Mask>,
    ) -> chapter_04::Result<Tensor> {
        xs.vectors()
    }

    fn last_state(
        &self,
        xs: &Sequence,
        mask: Option<&Mask>,
    ) -> chapter_04::Result<Tensor> {
        let states = self.all_states(xs, mask)?; // (batch, time, features)
        Ok(states.narrow(1, states.dim(1)? - 1, 1)?.squeeze(1)?) // (batch, features)
    }

    fn detached(&self) -> chapter_04::Result<Box<dyn Recurrent>> {
        Ok(Box::new(Self))
    }
}

fn classifier() -> Result<(SequenceClassifier, Embedding, Parameters)> {
    let mut parameters = Parameters::new(1);
    let embedding = Embedding::new(6, WIDTH, &mut parameters, "embedding")?;
    let layer = Box::new(LastVector);
    let classifier =
        SequenceClassifier::new(embedding.clone(), layer, HEAD, &mut parameters)?;
    Ok((classifier, embedding, parameters))
}

/// (batch, time)
fn ids() -> Result<Tensor> {
    Tensor::new(&[[1u32, 4], [5, 2], [0, 3]], &Device::Cpu)
}

#[test]
fn training_drops_values_of_the_state_and_of_the_dense_layer() -> Result<()> {
    let (classifier, embedding, parameters) = classifier()?;
    let named = parameters.snapshot()?;
    let layer = |name: &str| {
        let [weight, bias] =
            ["weight", "bias"].map(|part| named[&format!("{name}.{part}")].clone());
        Linear::new(weight, Some(bias))
    };
    let sequence = Sequence::of_words(&ids()?, &embedding);
    let expected = |drop: &mut dyn FnMut(Tensor) -> Result<Tensor>| {
        let state = drop(LastVector.last_state(&sequence, None)?)?; // (batch, features)
        let hidden = drop(layer("dense").forward(&state)?.relu()?)?; // (batch, dense_units)
        layer("output")
            .forward(&hidden)?
            .squeeze(1)?
            .to_vec1::<f32>() // (batch,)
    };

    let rng = || stream(1, "dropout");
    let mut theirs = rng();
    let trained = classifier.forward(&ids()?, None, Some(&mut rng()))?;
    let dropped = expected(&mut |xs| dropout(&xs, HEAD.dropout, &mut theirs))?;
    assert_eq!(trained.to_vec1::<f32>()?, dropped);
    let answered = classifier.forward(&ids()?, None, None)?.to_vec1::<f32>()?;
    assert_eq!(answered, expected(&mut Ok)?);
    assert_ne!(answered, dropped);
    Ok(())
}

#[test]
fn only_training_keeps_what_a_backward_pass_needs() -> Result<()> {
    let (classifier, embedding, _) = classifier()?;
    for training in [true, false] {
        let mut rng = stream(1, "dropout");
        let rng = training.then_some(&mut rng);
        let logits = classifier.forward(&ids()?, None, rng)?; // (batch,)
        let gradients = logits.sum_all()?.backward()?;
        assert_eq!(gradients.get(embedding.weight()).is_some(), training);
    }
    Ok(())
}
