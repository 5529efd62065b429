//! The chapter's drawings.

use anyhow::Result;
use chapter_04::{Build, Rnn};
use course::figures::{Labels, Legend, Series, line_chart_with_legend, svg};
use course::schematic::{Anchor, Place, Schematic, Tone};

use crate::forget_bias::ForgetBias;
use crate::gradient_by_distance::{NEW_EMBEDDING, lengths};
use crate::gru::Gru;
use crate::lstm::Lstm;
use crate::recorded::{Kept, OfLayer};
use crate::sections::gates;

/// The inside of an LSTM at one step, with the code's names.
///
/// # Errors
/// If the drawing cannot be written.
pub fn lstm_cell() -> Result<String> {
    let mut drawing = Schematic::new(
        "One step of an LSTM, from left to right. Along the top runs the cell state: it is multiplied by the \
         forget gate, then the input gate times the candidate is added to it, and it leaves on the right. \
         Below stand four boxes, for the forget gate, the input gate, the candidate and the output gate; \
         each is fed by the input x_t and by the hidden state of the step before. The new cell state goes \
         through a tanh, is multiplied by the output gate, and leaves at the lower right as the hidden state.",
    );
    let conveyor = 34.0;
    let boxes = 150.0;
    // The cell state.
    drawing.label((4.0, conveyor), Anchor::Start, "c_(t−1)");
    drawing.line((58.0, conveyor), (88.0, conveyor), Tone::First);
    let forget = drawing.block(
        Place::new(88.0, conveyor - 13.0, 26.0, 26.0),
        "×",
        Tone::First,
    );
    drawing.line((114.0, conveyor), (184.0, conveyor), Tone::First);
    let add = drawing.block(
        Place::new(184.0, conveyor - 13.0, 26.0, 26.0),
        "+",
        Tone::First,
    );
    drawing.arrow((210.0, conveyor), (386.0, conveyor), Tone::First);
    drawing.label((390.0, conveyor), Anchor::Start, "c_t");
    // The gates and the candidate.
    let gate = |x: f64, width: f64| Place::new(x, boxes, width, 40.0);
    let f = drawing.block(gate(64.0, 74.0), "forget\ngate f, σ", Tone::Second);
    let i = drawing.block(gate(144.0, 66.0), "input\ngate i, σ", Tone::Second);
    let g = drawing.block(gate(216.0, 80.0), "candidate\ng, tanh", Tone::Third);
    let o = drawing.block(gate(302.0, 66.0), "output\ngate o, σ", Tone::Second);
    drawing.arrow(
        (forget.center().0, boxes - 2.0),
        (forget.center().0, conveyor + 15.0),
        Tone::Second,
    );
    // Input gate times candidate.
    let times = drawing.block(Place::new(184.0, 90.0, 26.0, 26.0), "×", Tone::Plain);
    drawing.arrow(
        (add.center().0, 88.0),
        (add.center().0, conveyor + 15.0),
        Tone::Plain,
    );
    drawing.arrow(
        (i.center().0 + 12.0, boxes - 2.0),
        (i.center().0 + 12.0, 118.0),
        Tone::Second,
    );
    drawing.line((g.center().0, boxes - 2.0), (g.center().0, 103.0), Tone::Third);
    drawing.arrow(
        (g.center().0, 103.0),
        (times.right().0 + 2.0, 103.0),
        Tone::Third,
    );
    // What is shown of the cell state.
    let tanh =
        drawing.block(Place::new(312.0, 58.0, 46.0, 24.0), "tanh", Tone::Plain);
    drawing.arrow((tanh.center().0, conveyor), (tanh.center().0, 56.0), Tone::First);
    let shown =
        drawing.block(Place::new(322.0, 100.0, 26.0, 26.0), "×", Tone::Plain);
    drawing.arrow((shown.center().0, 82.0), (shown.center().0, 98.0), Tone::First);
    drawing.arrow((o.center().0, boxes - 2.0), (o.center().0, 128.0), Tone::Second);
    drawing.arrow((350.0, 113.0), (386.0, 113.0), Tone::First);
    drawing.label((390.0, 113.0), Anchor::Start, "h_t");
    // What feeds the boxes.
    let feed = 212.0;
    drawing.label((4.0, feed), Anchor::Start, "h_(t−1)");
    drawing.line((58.0, feed), (o.center().0, feed), Tone::Plain);
    drawing.label((20.0, feed + 26.0), Anchor::Start, "x_t");
    drawing.line((46.0, feed + 26.0), (58.0, feed + 26.0), Tone::Plain);
    drawing.line((58.0, feed + 26.0), (58.0, feed), Tone::Plain);
    for place in [f, i, g, o] {
        let x = place.center().0;
        drawing.arrow((x, feed), (x, boxes + 43.0), Tone::Plain);
    }
    drawing.svg()
}

/// The inside of a GRU at one step, with the code's names.
///
/// # Errors
/// If the drawing cannot be written.
pub fn gru_cell() -> Result<String> {
    let mut drawing = Schematic::new(
        "One step of a GRU. The hidden state of the step before goes two ways: along the top it is multiplied \
         by the update gate z, and what is left is added to the candidate times one minus z, which gives the \
         new hidden state. Below, the reset gate r is multiplied with the state's share of the candidate.",
    );
    let top = 34.0;
    drawing.label((4.0, top), Anchor::Start, "h_(t−1)");
    drawing.line((58.0, top), (112.0, top), Tone::First);
    let keep =
        drawing.block(Place::new(112.0, top - 13.0, 26.0, 26.0), "×", Tone::First);
    drawing.line((138.0, top), (299.0, top), Tone::First);
    let add =
        drawing.block(Place::new(299.0, top - 13.0, 26.0, 26.0), "+", Tone::First);
    drawing.arrow((325.0, top), (376.0, top), Tone::First);
    drawing.label((380.0, top), Anchor::Start, "h_t");
    let boxes = 150.0;
    let z = drawing.block(
        Place::new(84.0, boxes, 82.0, 40.0),
        "update\ngate z, σ",
        Tone::Second,
    );
    let r = drawing.block(
        Place::new(172.0, boxes, 72.0, 40.0),
        "reset\ngate r, σ",
        Tone::Second,
    );
    let n = drawing.block(
        Place::new(264.0, boxes, 96.0, 40.0),
        "candidate n,\ntanh",
        Tone::Third,
    );
    drawing.arrow(
        (keep.center().0, boxes - 2.0),
        (keep.center().0, top + 15.0),
        Tone::Second,
    );
    let renew = drawing.block(Place::new(299.0, 88.0, 26.0, 26.0), "×", Tone::Plain);
    drawing.arrow((add.center().0, 86.0), (add.center().0, top + 15.0), Tone::Third);
    drawing.arrow(
        (renew.center().0, boxes - 2.0),
        (renew.center().0, 116.0),
        Tone::Third,
    );
    drawing.line((keep.center().0, 101.0), (192.0, 101.0), Tone::Second);
    drawing.label((198.0, 101.0), Anchor::Start, "1 − z");
    drawing.arrow((240.0, 101.0), (297.0, 101.0), Tone::Second);
    drawing.arrow(
        (r.right().0, boxes + 20.0),
        (n.left().0, boxes + 20.0),
        Tone::Second,
    );
    let feed = 216.0;
    drawing.label((4.0, feed), Anchor::Start, "h_(t−1)");
    drawing.line((58.0, feed), (n.center().0, feed), Tone::Plain);
    drawing.label((20.0, feed + 26.0), Anchor::Start, "x_t");
    drawing.line((46.0, feed + 26.0), (58.0, feed + 26.0), Tone::Plain);
    drawing.line((58.0, feed + 26.0), (58.0, feed), Tone::Plain);
    for place in [z, r, n] {
        let x = place.center().0;
        drawing.arrow((x, feed), (x, boxes + 43.0), Tone::Plain);
    }
    drawing.svg()
}

/// The gates of the units that hold the verdict of distant twins.
///
/// # Errors
/// If there are no such texts.
pub fn distant(kept: &Kept) -> Result<[String; 2]> {
    let texts = kept.traces.len();
    let map = |text| gates::map(kept, text)?.svg(gates::DESCRIPTION);
    Ok([map(texts - 2)?, map(texts - 1)?])
}

fn line<L: Build>(name: &'static str) -> Result<Series<'static>> {
    let lengths = lengths::<L>(1, NEW_EMBEDDING)?;
    let points =
        (0..=110).map(|steps| (f64::from(steps), lengths[steps as usize].log10()));
    Ok(Series {
        name,
        points: points.collect(),
    })
}

fn by_distance(lines: &[Series<'_>]) -> Result<String> {
    let labels = Labels {
        title: "",
        x: "steps back",
        y: "logarithm of the gradient, base 10",
    };
    svg(300, |area| line_chart_with_legend(area, labels, lines, Legend::Above))
}

/// How much of the gradient arrives in a new RNN, LSTM and GRU.
///
/// # Errors
/// If it cannot be computed.
pub fn new_layers() -> Result<String> {
    by_distance(&[
        line::<Rnn>("tanh RNN")?,
        line::<Lstm>("LSTM, forget bias 1")?,
        line::<Gru>("GRU")?,
    ])
}

/// How much of the gradient arrives in a new LSTM, by the bias of its forget gate.
///
/// # Errors
/// If it cannot be computed.
pub fn biases() -> Result<String> {
    by_distance(&[
        line::<ForgetBias<1>>("forget bias 1")?,
        line::<ForgetBias<3>>("forget bias 3")?,
        line::<ForgetBias<5>>("forget bias 5")?,
    ])
}

/// The worst of three seeds on twins by distance, on the practice corpus.
///
/// # Errors
/// If there is no training.
pub fn side_by_side(layers: &[OfLayer]) -> Result<String> {
    let shown = layers.iter().filter(|layer| layer.name != "identity RNN");
    let lines: Vec<Series<'_>> = shown
        .map(|layer| {
            let groups = 0..layer.distant[0].len();
            let worst = |group: usize| {
                let runs = layer.distant.iter();
                runs.map(|distances| distances[group].accuracy)
                    .fold(1.0, f64::min)
            };
            let middle = |group: usize| layer.distant[0][group].middle();
            Series {
                name: &layer.name,
                points: groups.map(|group| (middle(group), worst(group))).collect(),
            }
        })
        .collect();
    let labels = Labels {
        title: "",
        x: "words behind the last difference",
        y: "test accuracy, worst of three",
    };
    svg(280, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}
