//! A weather station that does not exist: what it reports is made by a seeded simulation.
//!
//! The temperature of a day is a season, plus a slow drift that remembers the day before, plus the
//! fronts: the air warms until a front passes, and then it is cold. The air is damp on the eve of a
//! front and on the day it passes. The station reports tenths of a degree and whole per cents, so
//! that the readings are the same on every machine although sines and logarithms are not quite.

use std::f64::consts::TAU;

use course::parameters::standard_normal;
use course::random::{self, Generator};
use rand::Rng;

/// Days of a simulated year; there are no leap years.
pub const DAYS_OF_YEAR: usize = 365;

/// How much of the drift is left on the next day.
const MEMORY: f64 = 0.8;

// ANCHOR: day
/// What the station reports of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// Highest temperature in °C.
    pub highest: f64,
    /// Lowest temperature in °C.
    pub lowest: f64,
    /// Relative humidity in per cent.
    pub humidity: f64,
}
// ANCHOR_END: day

/// A simulated weather station.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    /// Its number, which is the seed of its weather.
    pub number: u64,
    /// How much warmer it gets there, in °C a year.
    pub warming: f64,
}

impl Station {
    /// The station of this number, in a climate that does not change.
    #[must_use]
    pub fn new(number: u64) -> Self {
        Self {
            number,
            warming: 0.0,
        }
    }

    /// The first `days` days, from a 1 January on. More days do not change the earlier ones.
    #[must_use]
    pub fn simulate(&self, days: usize) -> Vec<Day> {
        let mut rng = random::stream(self.number, "weather");
        let mut fronts = Fronts::new(random::stream(self.number, "fronts"));
        let mut drift = 0.0;
        (0..days)
            .map(|day| {
                drift = MEMORY * drift + 1.4 * standard_normal(&mut rng);
                let (warmth, damp) = fronts.next_day();
                let years = day as f64 / DAYS_OF_YEAR as f64;
                let weather = self.warming * years + drift + warmth;
                let cloud = damp + 0.4 * standard_normal(&mut rng);
                let haze = 4.0 * standard_normal(&mut rng);
                let breeze = standard_normal(&mut rng);
                reported(years, weather, cloud, haze, breeze)
            })
            .collect()
    }
}

/// What is reported `years` years after the first day. The weather's share of the temperature is in
/// °C, haze in per cent of humidity, breeze in °C between day and night; cloud is a number around 0.
fn reported(years: f64, weather: f64, cloud: f64, haze: f64, breeze: f64) -> Day {
    let season = (TAU * (years - 0.29)).sin(); // -1 in January, 1 in July
    let mean = 10.0 + 9.0 * season + weather;
    let spread = (8.0 + 2.0 * season - 2.0 * cloud - breeze).max(1.0);
    Day {
        highest: tenths(mean + spread / 2.0),
        lowest: tenths(mean - spread / 2.0),
        humidity: (72.0 - 6.0 * season + 13.0 * cloud + haze)
            .clamp(15.0, 100.0)
            .round(),
    }
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// One front after the other, every 4 to 9 days.
struct Fronts {
    rng: Generator,
    /// Days from one front to the next.
    days: u32,
    /// °C: just before the front it is so much warmer than usual, just after it so much colder.
    strength: f64,
    /// Days since the last front.
    since: u32,
}

impl Fronts {
    fn new(rng: Generator) -> Self {
        let mut fronts = Self {
            rng,
            days: 0,
            strength: 0.0,
            since: 0,
        };
        fronts.pass();
        fronts
    }

    /// A front passes: the next one is drawn.
    fn pass(&mut self) {
        self.days = self.rng.random_range(4..=9);
        self.strength = 1.5 + 3.0 * self.rng.random::<f64>();
        self.since = 0;
    }

    /// How warm, in °C, and how damp, around 0, the fronts make the next day.
    fn next_day(&mut self) -> (f64, f64) {
        let share = (f64::from(self.since) + 0.5) / f64::from(self.days);
        let warmth = self.strength * (2.0 * share - 1.0);
        let eve = self.since + 1 == self.days;
        let damp = if eve || self.since == 0 { 1.0 } else { -0.4 };
        self.since += 1;
        if self.since == self.days {
            self.pass();
        }
        (warmth, damp)
    }
}
