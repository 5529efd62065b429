//! The page "Products in registers".

use std::io::Write;

use anyhow::Result;
use course::parameters::{Init, Parameters};
use course::text::{Align, table};

use crate::product_by_steps::{Matrix, Way};
use crate::recorded::{self, Study};
use crate::tiles::registers_needed;

/// The four ways on the same numbers.
///
/// # Errors
/// If a tensor cannot be made or written.
pub fn same(out: &mut dyn Write) -> Result<()> {
    const ROWS: usize = 16;
    const LENGTH: usize = 128;
    const COLUMNS: usize = 512;
    let mut parameters = Parameters::new(1);
    let limit = Init::Uniform { limit: 1.0 };
    let rows = parameters.create("rows", (ROWS, LENGTH), limit)?;
    let weights = parameters.create("weights", (LENGTH, COLUMNS), limit)?;
    let rows = rows.flatten_all()?.to_vec1::<f32>()?;
    let weights = weights.flatten_all()?.to_vec1::<f32>()?;
    let matrix = Matrix::new(&weights, COLUMNS);
    let product = |way| {
        let mut sum = vec![0.0; ROWS * COLUMNS];
        matrix.add_product(way, &rows, &mut sum);
        sum
    };
    let first = product(Way::ThreeLoops);
    for way in Way::ALL {
        let product = product(way);
        let pairs = first.iter().zip(&product);
        let error = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        writeln!(out, "{:<20} within 1e-4: {}", way.name(), error < 1e-4)?;
    }
    Ok(())
}

/// What each way reaches, as it was recorded.
///
/// # Errors
/// If `out` cannot be written to.
pub fn ways(out: &mut dyn Write) -> Result<()> {
    write!(out, "{}", table_of_ways(&recorded::study()?.measured))?;
    Ok(())
}

/// What tiles of other shapes reach, as it was recorded.
///
/// # Errors
/// If `out` cannot be written to.
pub fn tiles(out: &mut dyn Write) -> Result<()> {
    write!(out, "{}", table_of_tiles(&recorded::study()?.measured))?;
    Ok(())
}

/// What products of more and more rows reach, as it was recorded.
///
/// # Errors
/// If `out` cannot be written to.
pub fn by_rows(out: &mut dyn Write) -> Result<()> {
    write!(out, "{}", table_by_rows(&recorded::study()?.measured))?;
    Ok(())
}

/// All of them, for whoever records to look at.
pub(crate) fn table_of_rates(study: &Study) -> String {
    [table_of_ways, table_of_tiles, table_by_rows]
        .map(|table| table(study))
        .join("\n")
}

/// A rate in units of 10⁹, and as a share of what a thread can compute.
fn rate(gflops: f64, study: &Study) -> [String; 2] {
    let share = gflops / study.roofs.one_thread_gflops;
    [format!("{gflops:.1}"), format!("{:.0} %", share * 100.0)]
}

const RATE: [(&str, Align); 2] =
    [("GFLOP/s", Align::Right), ("of the roof", Align::Right)];

fn table_of_ways(study: &Study) -> String {
    let ways = study.products.ways.iter().map(|way| {
        let [gflops, share] = rate(way.gflops, study);
        vec![way.name.clone(), gflops, share]
    });
    let rows: Vec<_> = ways.collect();
    table(&[("product of 16 rows", Align::Left), RATE[0], RATE[1]], &rows)
}

fn table_of_tiles(study: &Study) -> String {
    let tiles = study.products.tiles.iter().map(|tile| {
        let [gflops, share] = rate(tile.gflops, study);
        let (rows, columns) = (tile.rows, tile.columns);
        let needed = registers_needed(rows, columns).to_string();
        vec![format!("{rows} × {columns}"), needed, gflops, share]
    });
    let rows: Vec<_> = tiles.collect();
    let header = [
        ("tile", Align::Left),
        ("registers", Align::Right),
        RATE[0],
        RATE[1],
    ];
    table(&header, &rows)
}

fn table_by_rows(study: &Study) -> String {
    let rates = study.products.by_rows.iter().map(|at| {
        let [gflops, share] = rate(at.gflops, study);
        // A weight of four bytes is multiplied and added once a row.
        let intensity = 2.0 * at.rows as f64 / 4.0;
        let reading = study.roofs.level_2_gigabytes * intensity;
        vec![
            at.rows.to_string(),
            format!("{intensity:.1}"),
            format!("{reading:.0}"),
            gflops,
            share,
        ]
    });
    let rows: Vec<_> = rates.collect();
    let header = [
        ("rows", Align::Right),
        ("FLOP a byte", Align::Right),
        ("reading allows", Align::Right),
        RATE[0],
        RATE[1],
    ];
    table(&header, &rows)
}
