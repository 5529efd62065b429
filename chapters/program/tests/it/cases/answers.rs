//! The server answers with something other than the file.

use crate::case::Outcome::{Refused, Whole};
use crate::case::{Case, case, cut, good};
use crate::server::Reply;

/// A status that says why there is no file.
pub(crate) fn statuses() -> Vec<Case> {
    vec![
        case("403", vec![Reply::status("403 Forbidden")], Refused),
        case("404", vec![Reply::status("404 Not Found")], Refused)
            .shown("not_found"),
        case("410", vec![Reply::status("410 Gone")], Refused),
        case(
            "429 with a second to wait",
            vec![
                Reply::status("429 Too Many Requests").head("Retry-After: 1"),
                good(),
            ],
            Whole,
        ),
        case(
            "429 with an hour to wait",
            vec![Reply::status("429 Too Many Requests").head("Retry-After: 3600")],
            Refused,
        ),
        case(
            "429 with a date to wait for",
            vec![
                Reply::status("429 Too Many Requests")
                    .head("Retry-After: Mon, 20 Jun 2011 20:35:00 GMT"),
                good(),
            ],
            Whole,
        ),
        case(
            "500 three times",
            [
                vec![Reply::status("500 Internal Server Error"); 3],
                vec![good()],
            ]
            .concat(),
            Whole,
        ),
        case(
            "500 for ever",
            vec![Reply::status("500 Internal Server Error")],
            Refused,
        ),
        case(
            "503 in the middle",
            vec![cut(50), Reply::status("503 Service Unavailable"), good()],
            Whole,
        ),
    ]
}

/// Another address.
pub(crate) fn redirects() -> Vec<Case> {
    vec![
        case(
            "a redirect",
            vec![
                Reply::status("302 Found").head("Location: /elsewhere"),
                good(),
            ],
            Whole,
        ),
        case(
            "a redirect, a break, a redirect",
            vec![
                Reply::status("301 Moved Permanently").head("Location: /elsewhere"),
                cut(50),
                Reply::status("301 Moved Permanently").head("Location: /elsewhere"),
                good(),
            ],
            Whole,
        ),
        case(
            "a redirect without end",
            vec![Reply::status("302 Found").head("Location: /again")],
            Refused,
        ),
        case("a redirect to nowhere", vec![Reply::status("302 Found")], Refused),
        case(
            "a redirect to a file",
            vec![Reply::status("302 Found").head("Location: file:///etc/hostname")],
            Refused,
        ),
    ]
}
