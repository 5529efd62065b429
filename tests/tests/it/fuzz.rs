//! The fuzz targets of `fuzz/`, each for a fixed number of inputs: the seeds as they are, seeds that
//! have been changed at random, and plain noise. No fuzzer is needed, and the inputs are the same on
//! every machine.

#[allow(unreachable_pub, reason = "the fuzzer takes them from another crate")]
#[path = "../../../fuzz/src/targets.rs"]
mod targets;

use std::fs;
use std::time::{Duration, Instant};

use checkout::root;
use course::random::{Generator, stream};
use rand::Rng;

/// No input may take so long, on a busy machine either.
const TOO_LONG: Duration = Duration::from_secs(20);
/// The longest noise.
const NOISE: usize = 600;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = root().unwrap().join("fuzz/seeds").join(target);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

fn run(target: &str, body: fn(&[u8]), inputs: usize) {
    let seeds = seeds(target);
    assert!(!seeds.is_empty(), "fuzz/seeds/{target} is empty");
    let mut rng = stream(1, target);
    let made = (0..inputs).map(|_| {
        if rng.random_bool(0.1) {
            noise(&mut rng)
        } else {
            changed(&seeds, &mut rng)
        }
    });
    for input in seeds.iter().cloned().chain(made) {
        let start = Instant::now();
        body(&input);
        assert!(start.elapsed() < TOO_LONG, "{target} takes too long for {input:?}");
    }
}

fn noise(rng: &mut Generator) -> Vec<u8> {
    let length = rng.random_range(0..NOISE);
    (0..length).map(|_| rng.random()).collect()
}

/// A seed after a few changes: bits, bytes, pieces taken out, doubled, or taken from another seed.
fn changed(seeds: &[Vec<u8>], rng: &mut Generator) -> Vec<u8> {
    let mut bytes = seeds[rng.random_range(0..seeds.len())].clone();
    for _ in 0..rng.random_range(1..=6) {
        if bytes.is_empty() {
            break;
        }
        let from = rng.random_range(0..bytes.len());
        let to = rng.random_range(from..=bytes.len().min(from + 40));
        match rng.random_range(0..7) {
            0 => bytes[from] ^= 1 << rng.random_range(0..8),
            1 => bytes[from] = rng.random(),
            2 => drop(bytes.drain(from..to)),
            3 => bytes.truncate(from),
            4 => {
                let piece = bytes[from..to].to_vec();
                bytes.splice(from..from, piece);
            }
            5 => bytes[from..to].fill(b'9'),
            _ => {
                let other = &seeds[rng.random_range(0..seeds.len())];
                let from = rng.random_range(0..=other.len());
                bytes.extend_from_slice(&other[from..]);
            }
        }
    }
    bytes
}

#[test]
fn archive() {
    run("archive", targets::archive, 1_000);
}

#[test]
fn vocabulary() {
    run("vocabulary", targets::vocabulary, 1_000);
}

#[test]
fn checkpoint() {
    run("checkpoint", targets::checkpoint, 1_000);
}

#[test]
fn prediction() {
    run("prediction", targets::prediction, 1_000);
}

/// So that the changes are changes of something that can be read.
#[test]
fn the_seeds_of_the_checkpoint_are_a_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["configuration.json", "vocabulary.txt", "model.safetensors"] {
        let seed =
            fs::read(root().unwrap().join("fuzz/seeds/checkpoint").join(name))
                .unwrap();
        fs::write(folder.path().join(name), &seed[1..]).unwrap();
    }
    chapter_07::checkpoint::load(
        folder.path(),
        chapter_07::classifier::Engine::Fused,
    )
    .unwrap();
}
