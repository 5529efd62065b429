//! Progress bars on the error stream; silent where that is not a terminal.

use std::borrow::Cow;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Steps done and to do, a message, time left.
const STEPS: &str = "{prefix} {bar:24} {pos}/{len} {msg} {eta} left";
/// Bytes done and to do, speed, time left.
const BYTES: &str = "{prefix} {bar:24} {decimal_bytes} of {decimal_total_bytes}, \
                     {decimal_bytes_per_sec}, {eta} left";

/// A bar of so many steps.
#[must_use]
pub fn progress_bar(
    steps: usize,
    title: impl Into<Cow<'static, str>>,
) -> ProgressBar {
    bar(ProgressDrawTarget::stderr(), steps as u64, STEPS, title)
}

/// A bar of so many bytes.
#[must_use]
pub fn byte_bar(bytes: u64, title: impl Into<Cow<'static, str>>) -> ProgressBar {
    bar(ProgressDrawTarget::stderr(), bytes, BYTES, title)
}

fn bar(
    target: ProgressDrawTarget,
    length: u64,
    template: &str,
    title: impl Into<Cow<'static, str>>,
) -> ProgressBar {
    let style = ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(length), target)
        .with_style(style)
        .with_prefix(title)
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    /// What a terminal shows of a bar that is half full.
    fn shown(template: &str, message: &'static str) -> String {
        let terminal = InMemoryTerm::new(2, 100);
        let target = ProgressDrawTarget::term_like(Box::new(terminal.clone()));
        let bar = bar(target, 2_000_000, template, "training");
        bar.set_message(message);
        bar.set_position(1_000_000);
        bar.tick();
        terminal.contents()
    }

    #[test]
    fn a_bar_of_steps_shows_them_with_its_message() {
        let shown = shown(STEPS, "loss 0.5");
        assert!(shown.starts_with("training ████████████░░░░"), "{shown}");
        assert!(shown.contains(" 1000000/2000000 loss 0.5 "), "{shown}");
        assert!(shown.ends_with(" left"), "{shown}");
    }

    #[test]
    fn a_bar_of_bytes_shows_megabytes_and_speed() {
        let shown = shown(BYTES, "");
        assert!(shown.contains(" 1.00 MB of 2.00 MB, "), "{shown}");
        assert!(shown.contains("/s, "), "{shown}");
    }
}
