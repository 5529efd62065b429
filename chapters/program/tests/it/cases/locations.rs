//! Other locations than the published one.

use std::fs;

use crate::case::Outcome::{Refused, SameStructure, Whole};
use crate::case::{Case, Source, case, good};
use crate::files::{flipped, one, other, page, part_of, place, place_part};
use crate::server::{Length, Reply};

/// An address of another server.
pub(crate) fn other_servers() -> Vec<Case> {
    vec![
        case("the published file from another location", vec![good()], Whole)
            .from(Source::Other),
        case(
            "another location, another file of the same structure",
            vec![Reply::good(&other())],
            SameStructure,
        )
        .from(Source::Other),
        case(
            "another location, one bit wrong",
            vec![Reply::good(&flipped())],
            Refused,
        )
        .from(Source::Other),
        case("another location, a page", vec![Reply::good(&page())], Refused)
            .from(Source::Other),
        case(
            "another location, cut at 50 %",
            vec![Reply::cut(&other(), 50), Reply::good(&other())],
            SameStructure,
        )
        .from(Source::Other),
        case(
            "another location, in chunks, and cut",
            vec![
                Reply::cut(&other(), 50).length(Length::Chunked),
                Reply::good(&other()).length(Length::Chunked),
            ],
            SameStructure,
        )
        .from(Source::Other),
    ]
}

/// The address of a file.
pub(crate) fn files_of_this_machine() -> Vec<Case> {
    vec![
        case("a file of this machine", vec![], Whole)
            .before(place("a file.tar.gz", &one()))
            .from(Source::File("a%20file.tar.gz")),
        case("a file of this machine that is not there", vec![], Refused)
            .from(Source::File("none.tar.gz")),
        case("a cut file of this machine", vec![], Refused)
            .before(place("cut.tar.gz", &part_of(50, &one())))
            .from(Source::File("cut.tar.gz")),
        case("a folder of this machine", vec![], Refused)
            .before(|folder| fs::create_dir(folder.join("folder")).unwrap())
            .from(Source::File("folder")),
        case("the part of a download that broke off", vec![], Refused)
            .before(place_part(part_of(50, &one()), "{}"))
            .from(Source::File("aclImdb_v1.tar.gz.part")),
    ]
}
