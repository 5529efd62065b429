//! The chapter's figures, all drawn from recorded measurements.

use anyhow::Result;
use course::figures::{
    Bar, Labels, Legend, Series, bars, line_chart_with_legend, svg,
};
use course::schematic::{Anchor, Cell, Schematic, Side, Tone};

use crate::accuracy::ErrorsNear;
use crate::kernel::Kernel;
use crate::packing::Panels;
use crate::recorded::{Comparison, Slices, Study};
use crate::registers::Registers;
use crate::schedule::SHARD_ROWS;
use crate::sections::how_fast;
use course::tutorial::{BATCH_SIZE, MAX_LEN};

/// Backward passes by the length of the sequence.
///
/// # Errors
/// If there are no measurements.
pub fn slices(measured: &[Slices]) -> Result<String> {
    let points = |seconds: fn(&Slices) -> f64| {
        let point = |at: &Slices| (at.time as f64, seconds(at));
        measured.iter().map(point).collect()
    };
    let lines = [
        Series {
            name: "each step cut from the whole",
            points: points(|at| at.by_slices.backward_seconds),
        },
        Series {
            name: "halves of halves",
            points: points(|at| at.by_halves.backward_seconds),
        },
    ];
    let labels = Labels {
        title: "",
        x: "T, steps of the sequence",
        y: "seconds backward",
    };
    svg(280, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The errors of sigmoid and tanh over their range.
///
/// # Errors
/// If there are no measurements.
pub fn activation_errors(near: &[ErrorsNear]) -> Result<String> {
    let points = |error: fn(&ErrorsNear) -> f64| {
        let point = |at: &ErrorsNear| (at.x, error(at));
        near.iter().map(point).collect()
    };
    let lines = [
        Series {
            name: "sigmoid",
            points: points(|at| at.sigmoid_e8),
        },
        Series {
            name: "tanh",
            points: points(|at| at.tanh_e8),
        },
    ];
    let labels = Labels {
        title: "",
        x: "x",
        y: "error, in 10⁻⁸",
    };
    svg(280, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// A training step with each rung of the ladder.
///
/// # Errors
/// If there are no measurements.
pub fn ladder(comparison: &Comparison) -> Result<String> {
    let rungs = how_fast::rungs(comparison);
    let bars_of: Vec<Bar<'_>> = rungs
        .iter()
        .map(|(name, seconds)| Bar {
            name,
            value: *seconds,
            points: Vec::new(),
        })
        .collect();
    let labels = Labels {
        title: "",
        x: "seconds a training step",
        y: "",
    };
    svg(440, |area| bars(area, labels, &bars_of))
}

/// A tile of a product, and what it reads.
///
/// # Errors
/// If the drawing cannot be written.
pub fn tile() -> Result<String> {
    let mut drawing = Schematic::new(
        "Left, six rows of numbers; above, a panel of weights, one row for each k, two registers wide. Where they \
         meet, a tile of six times two sums that stay in registers. For a k, one number of each row and one row \
         of the panel are read, and all twelve sums grow.",
    );
    let (x, y) = (190.0, 150.0);
    let panel: Vec<Vec<Cell>> = (0..4)
        .map(|k| {
            let tone = if k == 1 { Tone::Second } else { Tone::Plain };
            let name = if k == 3 {
                "…".to_owned()
            } else {
                format!("k = {k}")
            };
            vec![Cell::new(name, tone), Cell::new("", tone)]
        })
        .collect();
    let panel =
        drawing.cells((x, y - 4.0 * 24.0 - 16.0), &[86.0, 86.0], 24.0, &panel);
    let rows: Vec<Vec<Cell>> = (0..6)
        .map(|_| {
            let tone = |k| if k == 1 { Tone::Third } else { Tone::Plain };
            (0..4).map(|k| Cell::new("", tone(k))).collect()
        })
        .collect();
    let rows = drawing.cells((x - 4.0 * 32.0 - 16.0, y), &[32.0; 4], 24.0, &rows);
    let sums = vec![vec![Cell::new("+=", Tone::First); 2]; 6];
    let sums = drawing.cells((x, y), &[86.0, 86.0], 24.0, &sums);
    drawing.bracket(panel.place(), Side::Right, "panel");
    drawing.bracket(sums.place(), Side::Right, "tile");
    drawing.bracket(sums.column(0), Side::Below, "a register");
    drawing.bracket(rows.place(), Side::Below, "6 rows");
    drawing.svg()
}

/// Where each weight of a small matrix stands in memory, row by row and in panels of four columns.
///
/// # Errors
/// If the drawing cannot be written.
pub fn packing() -> Result<String> {
    const ROWS: usize = 4;
    const COLUMNS: usize = 8;
    let kernel = Kernel {
        registers: Registers::single_floats(),
        ..Kernel::default()
    };
    // Each weight says where it stands row by row.
    let in_rows: Vec<f32> = (0..ROWS * COLUMNS).map(|place| place as f32).collect();
    let panels = Panels::of(&in_rows, COLUMNS, kernel);
    let width = panels.width;
    let mut packed = vec![0; ROWS * COLUMNS];
    for (place, weight) in panels.values.iter().enumerate() {
        packed[*weight as usize] = place;
    }
    let mut drawing = Schematic::new(
        "A matrix of four rows and eight columns, twice. In the first, its places in memory are counted row by row, \
         from 0 to 31. In the second the four left columns are counted first, row by row, from 0 to 15, and \
         then the four right ones: two panels.",
    );
    let tone = |column: usize| match column / width {
        0 => Tone::First,
        _ => Tone::Second,
    };
    let mut table = |y: f64, name: &str, place: &dyn Fn(usize) -> usize| {
        let row = |row: usize| {
            let cell = |column| {
                let text = place(row * COLUMNS + column).to_string();
                Cell::new(text, tone(column))
            };
            (0..COLUMNS).map(cell).collect()
        };
        let rows: Vec<Vec<Cell>> = (0..ROWS).map(row).collect();
        drawing.label((70.0, y), Anchor::Start, name);
        let cells = drawing.cells((70.0, y + 14.0), &[34.0; COLUMNS], 24.0, &rows);
        cells.place().bottom().1
    };
    let bottom = table(12.0, "row by row", &|place| place);
    table(bottom + 24.0, "packed in two panels", &|place| packed[place]);
    drawing.svg()
}

/// The roofs of a thread, and the products under them, by the number of rows that a weight serves.
///
/// # Errors
/// If there are no measurements.
pub fn roof(study: &Study) -> Result<String> {
    let roofs = study.roofs;
    let measured = &study.products.by_rows;
    let most = measured.iter().map(|at| at.rows).max().unwrap_or(1) as f64;
    // A weight of four bytes is multiplied and added once a row.
    let reading = |rows: f64| roofs.level_2_gigabytes * rows / 2.0;
    let corner = 2.0 * roofs.one_thread_gflops / roofs.level_2_gigabytes;
    let lines = [
        Series {
            name: "the product of a step, measured",
            points: measured
                .iter()
                .map(|at| (at.rows as f64, at.gflops))
                .collect(),
        },
        Series {
            name: "what reading and computing allow",
            points: vec![
                (1.0, reading(1.0).min(roofs.one_thread_gflops)),
                (
                    corner.clamp(1.0, most),
                    roofs.one_thread_gflops.min(reading(most)),
                ),
                (most, roofs.one_thread_gflops.min(reading(most))),
            ],
        },
        Series {
            name: "the layer's forward and backward pass",
            points: passes(study),
        },
    ];
    let labels = Labels {
        title: "",
        x: "rows that a weight serves",
        y: "10⁹ operations a second and thread",
    };
    svg(320, |area| line_chart_with_legend(area, labels, &lines, Legend::Above))
}

/// The forward and the backward pass of the layer: the mean number of rows of a step, and the
/// operations a second of a thread.
fn passes(study: &Study) -> Vec<(f64, f64)> {
    let shards = BATCH_SIZE.div_ceil(SHARD_ROWS) as f64;
    let rows = study.batch.worked_positions as f64 / MAX_LEN as f64 / shards;
    let [forward, backward] = study.pass_gflops();
    let threads = study.threads as f64;
    vec![
        (rows, forward / threads),
        (rows + 0.001, backward / threads),
    ]
}
