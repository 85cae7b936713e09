//! Randomness from a seed, the same natively and in WebAssembly.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// What random numbers are drawn for. Each use has its own stream, so that changing one setting
/// doesn't reshuffle the others: two runs with other settings still see the same traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// When requests arrive.
    Arrivals,
    /// How long the container needs for each.
    Service,
    /// How long each pod takes to start.
    StartUp,
    /// Which activator or pod the gateway sends a request to.
    Routing,
    /// Which pod an activator sends a request to.
    Balancing,
    /// Which pods the autoscaler asks.
    Sampling,
}

/// The generator of one stream of a seed.
pub fn stream(seed: u64, of: Stream) -> Xoshiro256PlusPlus {
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(seed);
    for _ in 0..of as usize {
        // As if 2^192 numbers had been drawn: the streams never meet.
        generator.long_jump();
    }
    generator
}

/// A number from 0 up to, not including, `bound`; 0 if that is 0.
pub fn below(random: &mut Xoshiro256PlusPlus, bound: usize) -> usize {
    ((u128::from(random.next_u64()) * bound as u128) >> 64) as usize
}

/// A number from 0 up to, not including, 1.
pub fn unit(random: &mut Xoshiro256PlusPlus) -> f64 {
    (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// A number from the exponential distribution with mean 1.
pub fn exponential(random: &mut Xoshiro256PlusPlus) -> f64 {
    -libm::log(1.0 - unit(random))
}

/// A number from the normal distribution with mean 0 and variance 1.
pub fn normal(random: &mut Xoshiro256PlusPlus) -> f64 {
    let radius = (2.0 * exponential(random)).sqrt();
    radius * libm::cos(2.0 * std::f64::consts::PI * unit(random))
}
