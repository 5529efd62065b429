//! How the course's figures look: SVG without a background, in greys and three colours that read on
//! light and on dark pages. The book's style sheet puts the page's own colours in their places.

use anyhow::{Context, Result, ensure};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::checkout;
use crate::files::write_whole;
use crate::letters;

/// The grey of axes and letters.
pub const INK: RGBColor = RGBColor(0x80, 0x80, 0x80);
/// The grey of a grid, and of the borders of cells.
pub const GRID: RGBColor = RGBColor(0xb8, 0xb8, 0xb8);
/// What a page is written on.
pub const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
/// The colour of the first series.
pub const FIRST: RGBColor = RGBColor(0x2f, 0x8f, 0xd8);
/// The colour of the second series.
pub const SECOND: RGBColor = RGBColor(0xe0, 0x78, 0x30);
/// The colour of the third series.
pub const THIRD: RGBColor = RGBColor(0x3d, 0x9a, 0x5b);

const COLORS: [RGBColor; 3] = [FIRST, SECOND, THIRD];

const FONT: &str = "sans-serif";
/// The size of letters in plotters' measure, which becomes the SVG's divided by 1.24.
const LETTERS: f64 = 1.24 * letters::SIZE;
/// The room for a vertical axis with its numbers and name.
const Y_SPACE: u32 = 62;
/// The height of a line of a legend.
const LEGEND_LINE: u32 = 22;
/// So many numbers fit below a horizontal axis.
const MOST_TICKS: usize = 7;
/// More numbers at the vertical axis would stand too close.
const MOST_Y_TICKS: usize = 6;
/// A line of more points than this has no mark at each.
const MOST_MARKS: usize = 60;

/// The drawing area of a figure that is being drawn.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A line of a chart: a name for the legend and its points.
#[derive(Clone, Debug)]
pub struct Series<'a> {
    /// The name in the legend.
    pub name: &'a str,
    /// Points from left to right.
    pub points: Vec<(f64, f64)>,
}

/// What is written around a chart.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    /// Above the chart.
    pub title: &'a str,
    /// Below the horizontal axis, with its unit.
    pub x: &'a str,
    /// Beside the vertical axis, with its unit.
    pub y: &'a str,
}

/// Draws a figure of the course's width and the given height; returns the SVG's text.
///
/// # Errors
/// If `draw` fails.
pub fn svg(
    height: u32,
    draw: impl FnOnce(&Area<'_>) -> Result<()>,
) -> Result<String> {
    let mut text = String::new();
    {
        let size = (letters::WIDTH as u32, height);
        let area = SVGBackend::with_string(&mut text, size).into_drawing_area();
        draw(&area)?;
        area.present().context("cannot finish the figure")?;
    }
    Ok(text)
}

/// Where in a chart its legend stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legend {
    /// At the right, half way up.
    Right,
    /// Above the chart, a line each.
    Above,
}

/// Up to three lines over a common axis, with a mark at each point unless there are many.
///
/// # Errors
/// If there is no point, or a value is not finite.
pub fn line_chart(
    area: &Area<'_>,
    labels: Labels<'_>,
    series: &[Series<'_>],
) -> Result<()> {
    line_chart_with_legend(area, labels, series, Legend::Right)
}

/// [`line_chart`], its legend where the lines leave room.
///
/// # Errors
/// If there is no point, a value is not finite, or there are more lines than colours.
pub fn line_chart_with_legend(
    area: &Area<'_>,
    labels: Labels<'_>,
    series: &[Series<'_>],
    legend: Legend,
) -> Result<()> {
    ensure!(series.len() <= COLORS.len(), "a chart has {} colours", COLORS.len());
    let points = || series.iter().flat_map(|line| line.points.iter().copied());
    let (left, right) = range(points().map(|(x, _)| x))?;
    let (bottom, top) = range(points().map(|(_, y)| y))?;
    let margin = if top > bottom {
        0.08 * (top - bottom)
    } else {
        0.5
    };
    let width = if right > left { right - left } else { 1.0 };
    let x_range = left - 0.02 * width..right + 0.02 * width;
    let ticks = series
        .iter()
        .map(|line| line.points.len())
        .max()
        .unwrap_or(0);
    let y_range = bottom - margin..top + margin;
    let (above, area) = match legend {
        Legend::Above => {
            area.split_vertically(LEGEND_LINE * series.len() as u32 + 8)
        }
        Legend::Right => area.split_vertically(0),
    };
    let mut chart = chart(&area, labels, x_range, y_range, ticks.min(MOST_TICKS))?;
    for (line, color) in series.iter().zip(COLORS) {
        chart
            .draw_series(LineSeries::new(
                line.points.clone(),
                color.stroke_width(2),
            ))?
            .label(line.name)
            .legend(move |(x, y)| {
                PathElement::new([(x, y), (x + 16, y)], color.stroke_width(2))
            });
        let marked = line.points.len() <= MOST_MARKS;
        let marks = line
            .points
            .iter()
            .filter(|_| marked)
            .map(|point| Circle::new(*point, 3, color.filled()));
        chart.draw_series(marks)?;
    }
    if legend == Legend::Above {
        return legend_above(&above, series);
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::MiddleRight)
        .border_style(TRANSPARENT)
        .label_font((FONT, LETTERS).into_font().color(&INK))
        .draw()?;
    Ok(())
}

/// The names of the lines, a line each, beside a piece of their colour.
fn legend_above(area: &Area<'_>, series: &[Series<'_>]) -> Result<()> {
    let font = (FONT, LETTERS).into_font().color(&INK);
    let font = font.pos(Pos::new(HPos::Left, VPos::Center));
    for (i, (line, color)) in series.iter().zip(COLORS).enumerate() {
        let y = 16 + LEGEND_LINE as i32 * i as i32;
        let piece = [(Y_SPACE as i32, y), (Y_SPACE as i32 + 16, y)];
        area.draw(&PathElement::new(piece, color.stroke_width(2)))?;
        let name = (Y_SPACE as i32 + 24, y);
        area.draw(&Text::new(line.name.to_owned(), name, font.clone()))?;
    }
    Ok(())
}

/// A bar of a chart.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// Its name, written above it.
    pub name: &'a str,
    /// Its length, written at its end to 2 decimals.
    pub value: f64,
    /// Single values behind it, a dot each.
    pub points: Vec<f64>,
}

/// Lying bars from zero, the first on top.
///
/// # Errors
/// If there are no bars, or a value is not finite.
pub fn bars(area: &Area<'_>, labels: Labels<'_>, bars: &[Bar<'_>]) -> Result<()> {
    let values = |bar: &Bar<'_>| {
        bar.points
            .clone()
            .into_iter()
            .chain([bar.value])
            .collect::<Vec<_>>()
    };
    let (_, right) = range(bars.iter().flat_map(values))?;
    let height = bars.len() as f64;
    let mut chart = chart(area, labels, 0.0..right * 1.15, 0.0..height, MOST_TICKS)?;
    let letters = (FONT, LETTERS).into_font().color(&INK);
    for (i, bar) in bars.iter().enumerate() {
        let floor = height - 1.0 - i as f64;
        let corners = [(0.0, floor + 0.1), (bar.value, floor + 0.5)];
        chart.draw_series([Rectangle::new(corners, FIRST.filled())])?;
        let dots = bar
            .points
            .iter()
            .map(|&value| Circle::new((value, floor + 0.3), 3, SECOND.filled()));
        chart.draw_series(dots)?;
        let name = (0.01 * right, floor + 0.88);
        chart.draw_series([Text::new(
            bar.name.to_owned(),
            name,
            letters.clone(),
        )])?;
        let end = bar.points.iter().copied().fold(bar.value, f64::max);
        let value = (end + 0.02 * right, floor + 0.42);
        chart.draw_series([Text::new(
            format!("{:.2}", bar.value),
            value,
            letters.clone(),
        )])?;
    }
    Ok(())
}

/// A named point of a plane.
#[derive(Clone, Debug)]
pub struct Point {
    /// Written beside it; nothing for a point among many.
    pub name: String,
    /// Where it is.
    pub at: (f64, f64),
}

/// Points with their names; those without one are drawn small and pale, behind the others.
///
/// # Errors
/// If there are no points, or a value is not finite.
pub fn scatter(area: &Area<'_>, labels: Labels<'_>, points: &[Point]) -> Result<()> {
    let (left, right) = range(points.iter().map(|point| point.at.0))?;
    let (bottom, top) = range(points.iter().map(|point| point.at.1))?;
    let (width, height) = (right - left, top - bottom);
    let x_range = left - 0.15 * width..right + 0.15 * width;
    let y_range = bottom - 0.05 * height..top + 0.05 * height;
    let mut chart = chart(area, labels, x_range, y_range, MOST_TICKS)?;
    let (nameless, named): (Vec<_>, Vec<_>) =
        points.iter().partition(|p| p.name.is_empty());
    let pale = nameless
        .iter()
        .map(|point| Circle::new(point.at, 2, INK.mix(0.5).filled()));
    chart.draw_series(pale)?;
    let letters = (FONT, LETTERS).into_font().color(&INK);
    for point in named {
        let (x, y) = point.at;
        // Names stand on the outer side of their points, away from the middle.
        let (beside, side) = if x < (left + right) / 2.0 {
            (x - 0.025 * width, HPos::Right)
        } else {
            (x + 0.025 * width, HPos::Left)
        };
        let letters = letters.clone().pos(Pos::new(side, VPos::Center));
        chart.draw_series([Circle::new(point.at, 4, SECOND.filled())])?;
        let name = point.name.clone();
        chart.draw_series([Text::new(name, (beside, y), letters)])?;
    }
    Ok(())
}

/// Holds a figure of the book to what the code draws. With the variable `HIDDEN_STATE_DRAW` it is
/// drawn anew. A coordinate may differ by one: where it was computed as so many and a half, another
/// processor may round it to the other side.
///
/// # Errors
/// If the two differ, or the file cannot be written.
pub fn same_in_book(name: &str, drawn: &str) -> Result<()> {
    let path = checkout::root()?.join("book/figures").join(name);
    if std::env::var_os("HIDDEN_STATE_DRAW").is_some() {
        write_whole(&path, drawn.as_bytes())?;
    }
    let found = checkout::read(&path).unwrap_or_default();
    ensure!(
        is_same_drawing(&found, drawn),
        "book/figures/{name} is not what the code draws: run the test with HIDDEN_STATE_DRAW=1 and \
         look at it"
    );
    Ok(())
}

/// The attributes that say where something stands.
const COORDINATES: [&str; 9] =
    ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "points"];

/// Whether two drawings differ in nothing but coordinates, and in none of them by more than one.
#[must_use]
pub fn is_same_drawing(one: &str, other: &str) -> bool {
    // Every second piece is the value of the attribute that the piece before it ends with.
    let pieces = |drawing: &str| -> Vec<String> {
        drawing.split('"').map(str::to_owned).collect()
    };
    let (one, other) = (pieces(one), pieces(other));
    let is_coordinate = |i: usize| {
        let before = i.checked_sub(1).map_or("", |before| one[before].as_str());
        let name = before.trim_end_matches('=').rsplit([' ', '\n']).next();
        i % 2 == 1 && name.is_some_and(|name| COORDINATES.contains(&name))
    };
    one.len() == other.len()
        && (0..one.len()).all(|i| {
            one[i] == other[i] || is_coordinate(i) && are_near(&one[i], &other[i])
        })
}

/// Whether the numbers in two texts differ by at most one each.
fn are_near(one: &str, other: &str) -> bool {
    let numbers = |text: &str| -> Option<Vec<f64>> {
        let parts = text.split([' ', ',']).filter(|part| !part.is_empty());
        parts.map(|part| part.parse().ok()).collect()
    };
    let (Some(one), Some(other)) = (numbers(one), numbers(other)) else {
        return false;
    };
    one.len() == other.len()
        && one.iter().zip(&other).all(|(a, b)| (a - b).abs() <= 1.0)
}

/// How many values fall into each of `bins` equal parts of their range, as bars.
///
/// # Errors
/// If there are no values or no bins.
pub fn histogram(
    area: &Area<'_>,
    labels: Labels<'_>,
    values: &[f64],
    bins: usize,
) -> Result<()> {
    let (left, right) = range(values.iter().copied())?;
    let counts = bin_counts(values, left, right, bins)?;
    let width = bin_width(left, right, bins);
    let highest = counts.iter().copied().max().unwrap_or(0) as f64;
    let mut chart = chart(
        area,
        labels,
        left..left + width * bins as f64,
        0.0..highest * 1.05,
        MOST_TICKS,
    )?;
    chart.draw_series(counts.iter().enumerate().map(|(bin, &count)| {
        let start = left + bin as f64 * width;
        let corners = [(start, 0.0), (start + 0.9 * width, count as f64)];
        Rectangle::new(corners, FIRST.filled())
    }))?;
    Ok(())
}

/// A box plot of one set of values, lying down: the box from the first to the third quartile with
/// the median in it, whiskers to the furthest values within 1.5 box lengths, dots beyond (Tukey).
///
/// # Errors
/// If there are no values.
pub fn box_plot(area: &Area<'_>, labels: Labels<'_>, values: &[f64]) -> Result<()> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (left, right) = range(sorted.iter().copied())?;
    let [first, median, third] =
        [0.25, 0.5, 0.75].map(|share| quantile(&sorted, share));
    let reach = 1.5 * (third - first);
    let inside = |value: &&f64| (first - reach..=third + reach).contains(*value);
    let low = sorted.iter().find(inside).copied().unwrap_or(first);
    let high = sorted.iter().rev().find(inside).copied().unwrap_or(third);

    let space = 0.02 * (right - left).max(1.0);
    let mut chart =
        chart(area, labels, left - space..right + space, 0.0..1.0, MOST_TICKS)?;
    let stroke = FIRST.stroke_width(2);
    let line = |from, to| PathElement::new([from, to], stroke);
    chart.draw_series([
        line((low, 0.5), (first, 0.5)),
        line((third, 0.5), (high, 0.5)),
        line((low, 0.4), (low, 0.6)),
        line((high, 0.4), (high, 0.6)),
    ])?;
    chart.draw_series([Rectangle::new([(first, 0.25), (third, 0.75)], stroke)])?;
    let thick = SECOND.stroke_width(3);
    chart
        .draw_series([PathElement::new([(median, 0.25), (median, 0.75)], thick)])?;
    let mut outliers: Vec<f64> = sorted
        .iter()
        .copied()
        .filter(|value| !inside(&value))
        .collect();
    // Equal lengths would be drawn on the very same spot.
    outliers.dedup();
    let dots = outliers
        .iter()
        .map(|&value| Circle::new((value, 0.5), 2, FIRST.filled()));
    chart.draw_series(dots)?;
    Ok(())
}

/// A row for each range, the first on top, coloured from its start to its end.
///
/// The horizontal axis goes from 0 to `end`.
///
/// # Errors
/// If there are no rows, or an end is not finite.
pub fn strips(
    area: &Area<'_>,
    labels: Labels<'_>,
    rows: &[std::ops::Range<f64>],
    end: f64,
) -> Result<()> {
    range(rows.iter().flat_map(|row| [row.start, row.end]))?;
    let height = rows.len() as f64;
    let mut chart = chart(area, labels, 0.0..end, 0.0..height, MOST_TICKS)?;
    chart.draw_series(rows.iter().enumerate().map(|(i, columns)| {
        let floor = height - 1.0 - i as f64;
        let corners = [(columns.start, floor + 0.1), (columns.end, floor + 0.9)];
        Rectangle::new(corners, FIRST.filled())
    }))?;
    Ok(())
}

/// The value below which a share of the sorted values lies, between two values by proportion
/// (NumPy's default, type 7 of Hyndman and Fan 1996; cite: hyndman1996). `sorted` must not be empty.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let position = share * (sorted.len() - 1) as f64;
    let below = sorted[position.floor() as usize];
    let above = sorted[position.ceil() as usize];
    below + (above - below) * position.fract()
}

type Chart<'a, 'b> = ChartContext<
    'a,
    SVGBackend<'b>,
    Cartesian2d<
        plotters::coord::types::RangedCoordf64,
        plotters::coord::types::RangedCoordf64,
    >,
>;

/// Axes, grid and letters in the course's look. A chart without a name for its vertical axis gets
/// no vertical axis.
fn chart<'a, 'b>(
    area: &'a Area<'b>,
    labels: Labels<'_>,
    x: std::ops::Range<f64>,
    y: std::ops::Range<f64>,
    x_ticks: usize,
) -> Result<Chart<'a, 'b>> {
    let needed = letters::width(labels.x);
    ensure!(
        needed <= letters::WIDTH,
        "{:?} needs about {needed:.0} units, a figure has {}",
        labels.x,
        letters::WIDTH
    );
    let letters = (FONT, LETTERS).into_font().color(&INK);
    let y_space = if labels.y.is_empty() { 12 } else { Y_SPACE };
    let x_space = if labels.x.is_empty() { 24 } else { 46 };
    let mut builder = ChartBuilder::on(area);
    if !labels.title.is_empty() {
        builder.caption(labels.title, letters.clone());
    }
    let mut chart = builder
        .margin(8)
        .margin_right(18) // half of the last number
        .x_label_area_size(x_space)
        .y_label_area_size(y_space)
        .build_cartesian_2d(x, y)?;
    let mut mesh = chart.configure_mesh();
    mesh.x_labels(x_ticks)
        .y_labels(MOST_Y_TICKS)
        .x_label_formatter(&number)
        .y_label_formatter(&number)
        .x_desc(labels.x)
        .y_desc(labels.y)
        .axis_style(INK)
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .label_style(letters.clone())
        .axis_desc_style(letters);
    if labels.y.is_empty() {
        mesh.disable_y_axis().disable_y_mesh();
    }
    mesh.draw()?;
    Ok(chart)
}

/// A number at an axis, to 3 decimals but without zeros at the end.
fn number(value: &f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    // Adding zero turns -0 into 0.
    (rounded + 0.0).to_string()
}

fn range(values: impl Iterator<Item = f64>) -> Result<(f64, f64)> {
    let mut bounds: Option<(f64, f64)> = None;
    for value in values {
        ensure!(value.is_finite(), "a figure cannot show the value {value}");
        let (low, high) = bounds.unwrap_or((value, value));
        bounds = Some((low.min(value), high.max(value)));
    }
    bounds.context("a figure needs at least one value")
}

fn bin_width(left: f64, right: f64, bins: usize) -> f64 {
    if right > left {
        (right - left) / bins as f64
    } else {
        1.0
    }
}

fn bin_counts(
    values: &[f64],
    left: f64,
    right: f64,
    bins: usize,
) -> Result<Vec<usize>> {
    ensure!(bins > 0, "a histogram needs at least one bin");
    let width = bin_width(left, right, bins);
    let mut counts = vec![0; bins];
    for value in values {
        let bin = ((value - left) / width) as usize;
        // The largest value belongs to the last bin.
        counts[bin.min(bins - 1)] += 1;
    }
    Ok(counts)
}
