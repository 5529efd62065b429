//! How the course's figures look.

use course::figures::{
    Bar, Labels, Legend, Point, Series, bars, box_plot, histogram, is_same_drawing,
    line_chart, line_chart_with_legend, quantile, scatter, strips, svg,
};

const LABELS: Labels<'_> = Labels {
    title: "title",
    x: "x",
    y: "y",
};

#[test]
fn every_value_is_in_one_bin() {
    // The heights of the bars of a histogram with two bins, in pixels.
    let heights = |values: &[f64]| -> Vec<u32> {
        let text = svg(240, |area| histogram(area, LABELS, values, 2)).unwrap();
        text.split("<rect ")
            .skip(1)
            .map(|bar| {
                let (_, height) = bar.split_once("height=\"").unwrap();
                height.split_once('"').unwrap().0.parse().unwrap()
            })
            .collect()
    };
    // The largest value is in the last bin, and not beyond it.
    let even = heights(&[0.0, 0.5, 1.0, 2.0]);
    assert_eq!(even.len(), 2);
    assert!(even[0] > 100 && even[0] == even[1], "{even:?}");
    let equal_values = heights(&[3.0, 3.0]);
    assert_eq!(equal_values, [even[0], 0]);
    assert!(svg(240, |area| histogram(area, LABELS, &[3.0], 0)).is_err());
}

#[test]
fn quantiles_as_numpy_gives_them() {
    let sorted = [1.0, 2.0, 4.0, 8.0];
    let quantiles =
        [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&sorted, share));
    assert_eq!(quantiles, [1.0, 1.75, 3.0, 5.0, 8.0]);
}

#[test]
fn figures_have_no_background_and_no_foreign_address() {
    let text = svg(240, |area| {
        let points = vec![(1.0, 0.5), (2.0, 0.7)];
        let name = "train";
        line_chart(area, LABELS, &[Series { name, points }])
    })
    .unwrap();
    assert!(text.contains("title") && text.contains("train"));
    let addresses = text.matches("http").count();
    assert_eq!(addresses, 1, "the name space only: {text}");
    assert!(!text.contains("#FFFFFF"));
}

#[test]
fn bars_have_names_values_and_dots() {
    let text = svg(200, |area| {
        let bar = |name, value| Bar {
            name,
            value,
            points: vec![value - 0.5, value + 0.5],
        };
        bars(area, LABELS, &[bar("yesterday", 3.25), bar("linear", 2.0)])
    })
    .unwrap();
    for word in ["yesterday", "3.25", "linear", "2.00"] {
        assert!(text.contains(word), "{word} is missing");
    }
    assert_eq!(text.matches("<circle").count(), 4);
}

#[test]
fn strips_are_a_rectangle_each_and_not_empty() {
    let draw = |rows: &[std::ops::Range<f64>]| {
        svg(200, |area| strips(area, LABELS, rows, 9.0))
            .map(|text| text.matches("<rect").count())
    };
    assert_eq!(draw(&[0.0..4.0, 2.0..9.0]).unwrap(), 2);
    assert!(draw(&[]).is_err());
}

#[test]
fn long_lines_have_no_marks_and_a_fourth_line_no_colour() {
    let line = |points: usize| Series {
        name: "line",
        points: (0..points).map(|x| (x as f64, 1.0)).collect(),
    };
    let marks = |points| {
        let text =
            svg(200, |area| line_chart(area, LABELS, &[line(points)])).unwrap();
        text.matches("<circle").count()
    };
    assert_eq!([marks(60), marks(61)], [60, 0]);
    let four = [line(2), line(2), line(2), line(2)];
    assert!(svg(200, |area| line_chart(area, LABELS, &four)).is_err());
}

#[test]
fn named_points_have_their_names() {
    let point = |name: &str, at| Point {
        name: name.to_owned(),
        at,
    };
    let points = [point("good", (1.0, 0.0)), point("", (0.0, 1.0))];
    let text = svg(200, |area| scatter(area, LABELS, &points)).unwrap();
    assert!(text.contains("good"));
    assert_eq!(text.matches("<circle").count(), 2);
    assert!(svg(200, |area| scatter(area, LABELS, &[])).is_err());
}

#[test]
fn nothing_to_draw_is_an_error() {
    let none = svg(240, |area| box_plot(area, LABELS, &[]));
    assert!(none.unwrap_err().to_string().contains("at least one value"));
    let not_finite = svg(240, |area| histogram(area, LABELS, &[f64::NAN], 5));
    assert!(not_finite.unwrap_err().to_string().contains("NaN"));
}

/// How far from the top the text after `>` stands.
fn height_of(svg: &str, text: &str) -> f64 {
    let (before, _) = svg.split_once(&format!("\n{text}\n")).unwrap();
    let (_, element) = before.rsplit_once("<text ").unwrap();
    let (_, y) = element.split_once("y=\"").unwrap();
    y.split_once('"').unwrap().0.parse().unwrap()
}

#[test]
fn a_legend_above_is_above_all_of_the_chart() {
    let line = |name| Series {
        name,
        points: vec![(0.0, 1.0), (1.0, 9.0)],
    };
    let lines = [line("first line"), line("second line")];
    let text =
        svg(200, |area| line_chart_with_legend(area, LABELS, &lines, Legend::Above))
            .unwrap();
    let [first, second, title] =
        ["first line", "second line", "title"].map(|name| height_of(&text, name));
    assert!(first + 14.0 < second && second + 7.0 < title, "{text}");
}

#[test]
fn a_label_wider_than_the_figure_is_refused() {
    let drawn = |x| {
        let labels = Labels { x, ..LABELS };
        svg(200, |area| histogram(area, labels, &[1.0, 2.0], 2))
    };
    assert!(drawn("the rank of a word, from the commonest on").is_ok());
    let long =
        "rank: 0 is the commonest word, 1 the 10th, 2 the 100th, 3 the 1,000th";
    let error = drawn(long).unwrap_err().to_string();
    assert!(error.contains("a figure has 420"), "{error}");
}

#[test]
fn a_drawing_is_the_same_but_for_coordinates_that_are_rounded_otherwise() {
    let drawing = |y: i32, radius: i32, text: &str| {
        format!(
            "<svg width=\"100\">\n<circle cx=\"5\" cy=\"{y}\" r=\"{radius}\"/>\n<polyline points=\"1,{y} 9,4 \"/>\n\
             <text x=\"1\" y=\"2\">\n{text}\n</text>\n</svg>"
        )
    };
    let one = drawing(174, 2, "0.5");
    assert!(is_same_drawing(&one, &drawing(174, 2, "0.5")));
    assert!(is_same_drawing(&one, &drawing(175, 2, "0.5")));
    assert!(!is_same_drawing(&one, &drawing(176, 2, "0.5")));
    assert!(!is_same_drawing(&one, &drawing(174, 3, "0.5")));
    assert!(!is_same_drawing(&one, &drawing(174, 2, "0.6")));
    assert!(!is_same_drawing(&one, &one.replace("9,4 ", "9,4 9,4 ")));
    assert!(!is_same_drawing(&one, ""));
}
