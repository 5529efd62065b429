//! A download goes on where it broke off, or from the start if it cannot.

use crate::case::Outcome::{Refused, Whole};
use crate::case::{Case, case, cut, good};
use crate::files::{one, other};
use crate::server::Reply;

pub(crate) fn resuming() -> Vec<Case> {
    let len = one().len();
    vec![
        case(
            "a resume that is ignored",
            vec![
                cut(50),
                Reply {
                    ranges: false,
                    ..good()
                },
            ],
            Whole,
        ),
        case(
            "a resume for another version, with another ETag",
            vec![Reply::cut(&other(), 50).version(&["ETag: \"old\""]), good()],
            Whole,
        ),
        case(
            "a part of another version, though If-Range forbids it",
            vec![
                Reply::cut(&other(), 50).version(&["ETag: \"old\""]),
                Reply {
                    looks_at_version: false,
                    ..good()
                },
                good(),
            ],
            Whole,
        ),
        case(
            "a part from another place than asked for",
            vec![
                cut(50),
                good().head(&format!("Content-Range: bytes 7-{}/{len}", len - 1)),
                good(),
            ],
            Whole,
        ),
        case(
            "a part of a file of another length",
            vec![
                cut(50),
                good()
                    .head(&format!("Content-Range: bytes {}-99999/100000", len / 2)),
                good(),
            ],
            Whole,
        ),
        case(
            "a part without its range",
            vec![cut(50), good().head("Content-Range: some"), good()],
            Whole,
        ),
        case(
            "a part, though the whole was asked for",
            vec![
                Reply {
                    status: Some("206 Partial Content"),
                    ..good()
                }
                .head(&format!("Content-Range: bytes 9-{}/{len}", len - 1)),
                good(),
            ],
            Whole,
        ),
        case(
            "a range that cannot be had",
            vec![cut(50), Reply::status("416 Range Not Satisfiable"), good()],
            Whole,
        ),
        case(
            "a resume by the time of the last change",
            vec![
                cut(50).version(&["Last-Modified: Mon, 20 Jun 2011 20:35:00 GMT"]),
                good().version(&["Last-Modified: Mon, 20 Jun 2011 20:35:00 GMT"]),
            ],
            Whole,
        ),
        case(
            "a weak ETag, which proves nothing",
            vec![
                cut(50).version(&["ETag: W/\"one\""]),
                good().version(&["ETag: W/\"one\""]),
            ],
            Whole,
        ),
        case(
            "another version that nothing tells apart",
            vec![Reply::cut(&other(), 50).version(&[]), good().version(&[])],
            Whole,
        ),
        case(
            "the same, and it stays another",
            vec![
                Reply::cut(&other(), 50).version(&[]),
                good().version(&[]),
                Reply::good(&other()).version(&[]),
            ],
            Refused,
        ),
        case(
            "the same, from a server that never sends the whole at once",
            (0..10)
                .flat_map(|_| [Reply::cut(&other(), 50), Reply::good(&other())])
                .map(|reply| reply.version(&[]))
                .collect(),
            Refused,
        ),
    ]
}
