//! The connection breaks, nothing comes, or there is none.

use crate::case::Outcome::{Refused, Whole};
use crate::case::{Case, Source, case, cut, good};
use crate::server::End;

/// The connection ends before the file does.
pub(crate) fn broken_connections() -> Vec<Case> {
    vec![
        case("the whole file at once", vec![good()], Whole),
        case("cut at 0 %", vec![cut(0), good()], Whole),
        case("cut at 10 %", vec![cut(10), good()], Whole),
        case("cut at 50 %", vec![cut(50), good()], Whole),
        case("cut at 99 %", vec![cut(99), good()], Whole),
        case(
            "cut at 10, 50 and 99 %",
            vec![cut(10), cut(50), cut(99), good()],
            Whole,
        ),
        case(
            "cut nine times, a tenth later each time",
            (1..10).map(|i| cut(10 * i)).chain([good()]).collect(),
            Whole,
        ),
        case(
            "cut at 40 %, and again at the same place for ever",
            vec![cut(40)],
            Refused,
        )
        .shown("cut"),
        case(
            "the same, and the program is run again",
            [vec![cut(40); 5], vec![good()]].concat(),
            Whole,
        )
        .runs(2),
        case(
            "closed before the answer",
            vec![good().end(End::NoAnswer), good()],
            Whole,
        ),
        case(
            "closed in the head of the answer",
            vec![good().end(End::HalfAHead), good()],
            Whole,
        ),
    ]
}

/// The connection stays open, and nothing comes, or as good as nothing.
pub(crate) fn silence() -> Vec<Case> {
    vec![
        case("no answer", vec![good().end(End::Silence), good()], Whole).impatient(),
        case("no answer for ever", vec![good().end(End::Silence)], Refused)
            .impatient(),
        case(
            "silence in the head",
            vec![good().end(End::StallingHead), good()],
            Whole,
        )
        .impatient(),
        case("silence in the middle", vec![cut(50).end(End::Stall), good()], Whole)
            .impatient(),
        case(
            "silence in the middle, for ever",
            vec![cut(50).end(End::Stall)],
            Refused,
        )
        .impatient(),
        case("a byte now and then", vec![cut(50).end(End::Drip)], Refused)
            .impatient()
            .vague(),
    ]
}

/// Nobody is there, or somebody who does not speak HTTP.
pub(crate) fn no_connections() -> Vec<Case> {
    vec![
        case("not HTTP", vec![good().end(End::Gibberish)], Refused),
        case("no TLS", vec![good()], Refused).from(Source::Scheme("https")),
        case("nobody listens", vec![], Refused)
            .from(Source::Url("http://127.0.0.1:1/aclImdb_v1.tar.gz")),
        case("a host that nobody knows", vec![], Refused)
            .from(Source::Url("http://no-such-host.invalid/aclImdb_v1.tar.gz"))
            .shown("no_network"),
    ]
}
