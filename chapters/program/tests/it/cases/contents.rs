//! What comes is not the file.

use std::sync::Arc;

use crate::case::Outcome::{Refused, Whole};
use crate::case::{Case, case, cut, good};
use crate::files::{flipped, one, page};
use crate::server::{Length, Reply};

/// Another length, or another sum.
pub(crate) fn lengths_and_sums() -> Vec<Case> {
    let one = one();
    let shorter = Arc::new(one[..one.len() - 1].to_vec());
    let longer = Arc::new([one.as_slice(), b"x"].concat());
    let far_longer = Arc::new([one.as_slice(), &[0; 1 << 20]].concat());
    vec![
        case("a byte too few", vec![Reply::good(&shorter)], Refused),
        case("a byte too many", vec![Reply::good(&longer)], Refused),
        case("no length told", vec![good().length(Length::Untold)], Whole),
        case(
            "no length told, and cut",
            vec![cut(50).length(Length::Untold), good()],
            Whole,
        ),
        case(
            "no length told, and too long",
            vec![Reply::good(&longer).length(Length::Untold)],
            Refused,
        ),
        case(
            "no length told, and far too long",
            vec![Reply::good(&far_longer).length(Length::Untold)],
            Refused,
        )
        .published_bytes(200_000),
        case("in chunks", vec![good().length(Length::Chunked)], Whole),
        case(
            "in chunks, and cut",
            vec![cut(50).length(Length::Chunked), good()],
            Whole,
        ),
        case("one bit wrong", vec![Reply::good(&flipped())], Refused).shown("sum"),
    ]
}

/// A web page in the place of the file.
pub(crate) fn pages() -> Vec<Case> {
    vec![
        case(
            "a page to log in",
            vec![
                Reply::good(&page()).head("Content-Type: text/html; charset=utf-8"),
            ],
            Refused,
        )
        .shown("page"),
        case("a page that does not say so", vec![Reply::good(&page())], Refused),
        case(
            "a page that does not say so, without its length",
            vec![Reply::good(&page()).length(Length::Untold)],
            Refused,
        ),
    ]
}
