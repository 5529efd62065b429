//! Recorded numbers into the prose: `{{result ch07.practice.test.accuracy | percent 1}}`.
//!
//! A number typed into a text is right on the day it is typed. Here the text names the number, and
//! the number comes from the file that the measuring program wrote: `ch07.practice.…` is read from
//! `chapters/chapter-07/results/practice.json`.

use std::path::Path;

use serde_json::Value;

use crate::markdown::{Expanded, as_entities, expressions, line_of, replace};
use crate::problem::Fault;

/// Replaces every result expression of a page, except in code.
pub fn expand(root: &Path, text: &str) -> Expanded {
    let mut faults = Vec::new();
    let mut replacements = Vec::new();
    for expression in expressions(text, "result") {
        let shown = evaluate(root, expression.body).unwrap_or_else(|why| {
            let line = line_of(text, expression.range.start);
            faults.push((line, Fault::Result(expression.body.to_owned(), why)));
            "(no result)".to_owned()
        });
        replacements.push((expression.range, shown));
    }
    Expanded {
        text: replace(text, &replacements),
        faults,
    }
}

/// The text for `chNN.NAME.path.to.value | format`, or why there is none.
fn evaluate(root: &Path, expression: &str) -> Result<String, String> {
    let (path, format) = match expression.split_once('|') {
        Some((path, format)) => (path.trim(), Some(format.trim())),
        None => (expression, None),
    };
    let value = look_up(root, path)?;
    match format {
        Some(format) => formatted(&value, format),
        None => as_is(&value),
    }
}

/// Follows `chNN.NAME.path.to.value` into its file.
fn look_up(root: &Path, path: &str) -> Result<Value, String> {
    let mut steps = path.split('.');
    let chapter = steps.next().and_then(|chapter| chapter.strip_prefix("ch"));
    let (Some(chapter), Some(name)) = (chapter, steps.next()) else {
        return Err("write it as chNN.NAME.path.to.value".to_owned());
    };
    let file = format!("chapters/chapter-{chapter}/results/{name}.json");
    let json = checkout::read(root.join(&file)).map_err(|_| {
        format!("there is no {file}; record the run or correct the name")
    })?;
    let whole: Value =
        serde_json::from_str(&json).map_err(|why| format!("{file}: {why}"))?;
    steps
        .try_fold(&whole, |value, step| child(value, step))
        .cloned()
        .ok_or_else(|| {
            format!(
                "{file} has nothing at this path; correct it or record the run anew"
            )
        })
}

/// One step into an object, by key, or into an array, by index.
fn child<'a>(value: &'a Value, step: &str) -> Option<&'a Value> {
    match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => value.get(step),
    }
}

fn as_is(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(as_entities(text)),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            Err("this is not a single value; extend the path".to_owned())
        }
    }
}

/// Writes a number as `percent D`, `fixed D`, `thousands` or `duration`.
///
/// # Errors
///
/// If the value is not a number, or the format is not one of these.
///
/// ```
/// let seconds = serde_json::json!(190.4);
/// assert_eq!(book::results::formatted(&seconds, "duration"), Ok("3\u{a0}min 10\u{a0}s".into()));
/// ```
pub fn formatted(value: &Value, format: &str) -> Result<String, String> {
    let number = value
        .as_f64()
        .ok_or_else(|| format!("{value} is not a number"))?;
    let words: Vec<&str> = format.split_whitespace().collect();
    match words.as_slice() {
        ["percent", digits] => {
            Ok(format!("{:.*}\u{a0}%", decimals(digits)?, number * 100.0))
        }
        ["fixed", digits] => Ok(format!("{number:.*}", decimals(digits)?)),
        ["thousands"] => thousands(value),
        ["duration"] => Ok(duration(number)),
        _ => Err(format!(
            "no format is called `{format}`; there are percent D, fixed D, thousands, duration"
        )),
    }
}

fn decimals(digits: &str) -> Result<usize, String> {
    digits
        .parse()
        .map_err(|_| format!("`{digits}` is not a number of decimals"))
}

/// 967425 as "967,425".
fn thousands(value: &Value) -> Result<String, String> {
    let whole = value
        .as_i64()
        .ok_or_else(|| format!("{value} is not a whole number"))?;
    let digits = whole.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    Ok(if whole < 0 {
        format!("−{grouped}")
    } else {
        grouped
    })
}

/// Seconds as a person would say them: "3.4 s", "42 s", "3 min 10 s", "2 h 5 min".
fn duration(seconds: f64) -> String {
    if seconds < 9.95 {
        return format!("{seconds:.1}\u{a0}s");
    }
    let seconds = seconds.round() as u64;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds}\u{a0}s"),
        (0, _) => format!("{minutes}\u{a0}min {}\u{a0}s", seconds % 60),
        _ => format!("{hours}\u{a0}h {minutes}\u{a0}min"),
    }
}
