//! Stands in for the crate `num_cpus`, of which candle calls one function.
//!
//! candle-core 0.11 asks for the number of cores before every matrix product. On Linux the original
//! then reads `/proc/cpuinfo`, which the kernel writes anew each time: on the small models of this
//! course that takes longer than the products. Here the answer is found once and kept.

use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::thread::available_parallelism;

/// The number of physical cores that this process may use, at least 1.
pub fn get_physical() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| {
        let threads = available_parallelism().map_or(1, Into::into);
        let described = std::fs::read_to_string("/proc/cpuinfo");
        let cores = described.map_or(0, |text| different_cores(&text));
        if cores == 0 {
            threads
        } else {
            cores.min(threads)
        }
    })
}

/// How many cores the text of `/proc/cpuinfo` tells of; 0 where it does not number them. The two
/// threads of a core have the same numbers.
fn different_cores(cpuinfo: &str) -> usize {
    let mut processor = "";
    let mut cores = BTreeSet::new();
    for (key, value) in cpuinfo.lines().filter_map(|line| line.split_once(':')) {
        match key.trim() {
            "physical id" => processor = value.trim(),
            "core id" => {
                cores.insert((processor, value.trim()));
            }
            _ => {}
        }
    }
    cores.len()
}

#[cfg(test)]
mod tests {
    use super::different_cores;

    #[test]
    fn two_threads_of_a_core_are_one() {
        let processor = |physical, core| {
            format!(
                "processor\t: 0\nphysical id\t: {physical}\ncore id\t\t: {core}\n\n"
            )
        };
        let two_by_two = [(0, 0), (0, 0), (0, 1), (0, 1), (1, 0), (1, 0)];
        let text = two_by_two.map(|(physical, core)| processor(physical, core));
        assert_eq!(different_cores(&text.concat()), 3);
        assert_eq!(different_cores("processor\t: 0\nBogoMIPS\t: 38.4\n"), 0);
    }
}
