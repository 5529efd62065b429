//! The page "A table with an arrow of time".

use std::io::Write;

use anyhow::Result;
use candle_core::{DType, Device, IndexOp, Tensor};
use course::text::{Align, table as text_table};

use crate::simulation::{DAYS_OF_YEAR, Station};
use crate::table::{FEATURES, HIGHEST, table};
use crate::weather::YEARS;

/// How many days are shown; the first and the last few of them are printed.
const SHOWN: usize = 30;

/// A larger change from one day to the next, in °C, counts as a jump.
const JUMP: f32 = 5.0;

/// The last 30 days.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn rows(out: &mut dyn Write) -> Result<()> {
    // ANCHOR: last
    let days = Station::new(1).simulate(YEARS * DAYS_OF_YEAR);
    let all = table(&days)?; // (time, features)
    let last = all.narrow(0, days.len() - SHOWN, SHOWN)?; // (30, features)
    // ANCHOR_END: last
    print_rows(out, &last, days.len() - SHOWN)?;
    writeln!(out, "\nall days       shape {:?}", all.dims())?;
    writeln!(out, "last {SHOWN} days   shape {:?}", last.dims())?;
    Ok(())
}

fn print_rows(out: &mut dyn Write, last: &Tensor, first: usize) -> Result<()> {
    let rows = last.to_vec2::<f32>()?;
    let row = |i: usize| {
        let [highest, lowest, humidity] = [rows[i][0], rows[i][1], rows[i][2]];
        vec![
            (first + i).to_string(),
            format!("{highest:.1}"),
            format!("{lowest:.1}"),
            format!("{humidity:.0}"),
        ]
    };
    let gap = vec!["…".to_owned(); 4];
    let mut shown: Vec<Vec<String>> = (0..4).map(row).collect();
    shown.push(gap);
    shown.extend((rows.len() - 3..rows.len()).map(row));
    let header = [
        ("row", Align::Right),
        (FEATURES[0], Align::Right),
        (FEATURES[1], Align::Right),
        (FEATURES[2], Align::Right),
    ];
    write!(out, "{}", text_table(&header, &shown))?;
    Ok(())
}

/// A record, a sequence, an image.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn dimensions(out: &mut dyn Write) -> Result<()> {
    let last = table(&Station::new(1).simulate(SHOWN))?; // (30, features)
    // ANCHOR: dimensions
    let record = last.i(SHOWN - 1)?; // (features,)
    let sequence = last; // (time, features)
    let shape = (48, 64, 3); // (height, width, colours)
    let image = Tensor::zeros(shape, DType::F32, &Device::Cpu)?;
    // ANCHOR_END: dimensions
    for (name, tensor) in [
        ("a record", &record),
        ("a sequence", &sequence),
        ("an image", &image),
    ] {
        let shape = format!("{:?}", tensor.dims());
        writeln!(out, "{name:<13}  {} dim  shape {shape}", tensor.rank())?;
    }
    Ok(())
}

/// The series read forwards and backwards.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn arrow(out: &mut dyn Write) -> Result<()> {
    let all = table(&Station::new(1).simulate(YEARS * DAYS_OF_YEAR))?; // (time, features)
    let highest = all.i((.., HIGHEST))?.contiguous()?; // (time,)
    // ANCHOR: backwards
    let backwards = highest.flip(&[0])?; // (time,): the last day first
    // ANCHOR_END: backwards
    writeln!(out, "               forwards  backwards")?;
    let means = [mean(&highest)?, mean(&backwards)?];
    writeln!(out, "mean highest   {:8.2}  {:9.2}", means[0], means[1])?;
    let (forth, back) = (jumps(&highest)?, jumps(&backwards)?);
    writeln!(out, "jumps up       {:8}  {:9}", forth.up, back.up)?;
    writeln!(out, "jumps down     {:8}  {:9}", forth.down, back.down)?;
    Ok(())
}

fn mean(series: &Tensor) -> Result<f64> {
    Ok(series.to_dtype(DType::F64)?.mean_all()?.to_scalar()?)
}

struct Jumps {
    up: usize,
    down: usize,
}

/// How often the series, (time,), rises or falls by more than [`JUMP`] in a day.
fn jumps(series: &Tensor) -> Result<Jumps> {
    let values = series.to_vec1::<f32>()?;
    let count = |jump: fn(f32) -> bool| {
        values.windows(2).filter(|w| jump(w[1] - w[0])).count()
    };
    Ok(Jumps {
        up: count(|change| change > JUMP),
        down: count(|change| change < -JUMP),
    })
}
