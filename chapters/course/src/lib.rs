//! What every chapter shares and none teaches. In reading order:
//!
//! - [`random`]: one seeded generator, split into named streams
//! - [`parameters`]: a model's weights by name, with seeded initial values
//! - [`tutorial`]: the sizes of the tutorial's classifier
//! - [`archive`]: the IMDB archive: where it is published, and its reviews, however it was packed
//! - [`bounded`]: what an archive of reviews cannot be
//! - [`text`]: tables and numbers as a person reads them
//! - [`figures`]: how the course's figures look
//! - [`schematic`]: boxes, arrows, labels and cells
//! - [`heat`]: what a network holds after each word, as tints
//! - [`section`]: the functions that print what the pages show
//! - [`checkout`]: where the files of the course are, and their text
//! - [`files`]: writing a file whole or not at all
//! - [`record`]: results of long runs, with the run that they come from
//!
//! What only a program needs of the machine it runs on (options, terminal, download) is in the crate
//! `program`: nothing here keeps a chapter's library from running in a browser.

pub mod archive;
pub mod bounded;
pub mod figures;
pub mod files;
pub mod heat;
mod letters;
pub mod parameters;
pub mod random;
pub mod record;
pub mod schematic;
pub mod section;
pub mod text;
pub mod tutorial;

pub use checkout;
