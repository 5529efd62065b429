//! What is in the data folder before the program starts.

use std::fs;

use flate2::Compression;
use program::data::ARCHIVE_NAME;

use crate::archives::{REVIEWS, archive, bomb};
use crate::case::Outcome::{Refused, SameStructure, Whole};
use crate::case::{Case, case, good};
use crate::files::{flipped, one, other, page, part_of, place_archive, place_part};
use crate::server::Length;

/// Something in the way, or no room.
pub(crate) fn unusable_folders() -> Vec<Case> {
    vec![
        case("a file in the place of the folder", vec![good()], Refused)
            .before(|folder| {
                fs::remove_dir(folder).unwrap();
                fs::write(folder, "mine").unwrap();
            })
            .shown("not_writable"),
        case("a folder in the place of the archive", vec![good()], Refused).before(
            |folder| {
                fs::create_dir(folder.join(ARCHIVE_NAME)).unwrap();
            },
        ),
        case("a folder in the place of the part", vec![good()], Refused).before(
            |folder| {
                fs::create_dir(folder.join("aclImdb_v1.tar.gz.part")).unwrap();
            },
        ),
        case("a folder in the place of the lock", vec![good()], Refused).before(
            |folder| {
                fs::create_dir(folder.join("aclImdb_v1.tar.gz.lock")).unwrap();
            },
        ),
        case("no room on the disk", vec![good().length(Length::Untold)], Refused)
            .published_bytes(1 << 60)
            .shown("no_room")
            .vague(),
    ]
}

/// A part that does not belong to the file that is fetched now.
pub(crate) fn left_by_an_earlier_run() -> Vec<Case> {
    vec![
        case("a part of a file from another address", vec![good()], Whole).before(
            place_part(
                part_of(50, &other()),
                r#"{"url":"http://elsewhere/","version":null,"total":null}"#,
            ),
        ),
        case("a part whose note is damaged", vec![good()], Whole)
            .before(place_part(part_of(50, &other()), "{\"url\"")),
    ]
}

/// A file under the archive's name.
pub(crate) fn placed_by_hand() -> Vec<Case> {
    let missing = archive(REVIEWS - 1, 10, 1, Compression::none());
    vec![
        case("the published file, placed by hand", vec![], Whole)
            .before(place_archive(&one())),
        case(
            "another file of the same structure, placed by hand",
            vec![],
            SameStructure,
        )
        .before(place_archive(&other()))
        .shown("by_hand"),
        case("a cut file, placed by hand", vec![], Refused)
            .before(place_archive(&part_of(50, &one())))
            .shown("by_hand_cut"),
        case("an empty file, placed by hand", vec![], Refused)
            .before(place_archive(&[])),
        case("a page, placed by hand", vec![], Refused)
            .before(place_archive(&page())),
        case("a file with one bit wrong, placed by hand", vec![], Refused)
            .before(place_archive(&flipped())),
        case(
            "an archive that lacks a review in each folder, placed by hand",
            vec![],
            Refused,
        )
        .before(place_archive(&missing)),
        case("a file that expands beyond bounds, placed by hand", vec![], Refused)
            .before(place_archive(&bomb())),
    ]
}
