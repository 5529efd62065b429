//! Which vector registers the kernels compute with.

use pulp::{Arch, Simd, WithSimd};

/// The vector registers of a processor: the widest it has, but for the chapter's measurements and its
/// tests.
#[derive(Clone, Copy, Debug)]
pub struct Registers {
    arch: Arch,
    lanes: usize,
}

impl Default for Registers {
    /// The widest.
    fn default() -> Self {
        Self::of(Arch::new())
    }
}

impl Registers {
    fn of(arch: Arch) -> Self {
        Self {
            arch,
            lanes: arch.dispatch(Lanes),
        }
    }

    /// All that this processor has, the widest first; the last ones hold a single float.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::default()];
        #[cfg(target_arch = "x86_64")]
        all.extend(pulp::x86::V3::try_new().map(|simd| Self::of(Arch::V3(simd))));
        all.push(Self::single_floats());
        all.dedup_by_key(|registers| registers.lanes);
        all
    }

    /// Registers of a single float, as every processor has them.
    #[must_use]
    pub fn single_floats() -> Self {
        Self::of(Arch::Scalar)
    }

    /// How many floats such a register holds.
    #[must_use]
    pub fn lanes(self) -> usize {
        self.lanes
    }

    /// Runs work with these registers.
    pub(crate) fn dispatch<Work: WithSimd>(self, work: Work) -> Work::Output {
        self.arch.dispatch(work)
    }
}

struct Lanes;

impl WithSimd for Lanes {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) -> usize {
        S::F32_LANES
    }
}
