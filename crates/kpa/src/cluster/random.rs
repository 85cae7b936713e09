//! Randomness from a seed, the same natively and in WebAssembly.

use super::turn::cosine;
use std::sync::LazyLock;

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
///
/// Only for bounds below 2³², with half of a random number, because a product of 128 bits takes long in
/// WebAssembly.
pub fn below(random: &mut Xoshiro256PlusPlus, bound: usize) -> usize {
    (((random.next_u64() >> 32) * bound as u64) >> 32) as usize
}

/// A number from 0 up to, not including, 1.
pub fn unit(random: &mut Xoshiro256PlusPlus) -> f64 {
    (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// A number from the exponential distribution with mean 1.
///
/// By the ziggurat of Marsaglia and Tsang, because a logarithm for each request would take more time than
/// everything else about its arrival: the area under the curve is cut into layers of the same size, and
/// nearly every point that is drawn from a layer lies in the part of it that is below the curve.
pub fn exponential(random: &mut Xoshiro256PlusPlus) -> f64 {
    let layers = &*LAYERS;
    let mut passed = 0.0;
    loop {
        let bits = random.next_u64();
        let layer = (bits % LAYER_COUNT as u64) as usize;
        // The highest bits, which the number of the layer isn't made of.
        let x = (bits >> 11) as f64 * (layers[layer].width / (1u64 << 53) as f64);
        let next = layers[layer + 1];
        if x < next.width {
            return passed + x;
        }
        if layer == 0 {
            // The tail looks as the whole does: what has passed doesn't matter.
            passed += TAIL;
            continue;
        }
        let height = layers[layer].height + (next.height - layers[layer].height) * unit(random);
        if height < libm::exp(-x) {
            return passed + x;
        }
    }
}

const LAYER_COUNT: usize = 256;

/// Where the tail begins, which belongs to the lowest layer.
const TAIL: f64 = 7.697_117_470_131_05;

/// A layer of the ziggurat, from the lowest.
#[derive(Clone, Copy, Debug)]
struct Layer {
    /// How wide it is; the lowest, as if its tail were a part of the rectangle.
    width: f64,
    /// The height of the curve at this width.
    height: f64,
}

/// The layers, and one of no width on top of them.
static LAYERS: LazyLock<[Layer; LAYER_COUNT + 1]> = LazyLock::new(|| {
    // The lowest layer's rectangle and the tail have the size of every other layer.
    let tail_height = libm::exp(-TAIL);
    let size = (TAIL + 1.0) * tail_height;
    let mut layer = Layer {
        width: TAIL,
        height: tail_height,
    };
    std::array::from_fn(|nth| match nth {
        0 => Layer {
            width: size / tail_height,
            height: 0.0,
        },
        LAYER_COUNT => Layer {
            width: 0.0,
            height: 1.0,
        },
        _ => {
            let present = layer;
            let height = layer.height + size / layer.width;
            layer = Layer {
                width: -libm::log(height),
                height,
            };
            present
        }
    })
});

/// A number from the normal distribution with mean 0 and variance 1.
pub fn normal(random: &mut Xoshiro256PlusPlus) -> f64 {
    let radius = (2.0 * exponential(random)).sqrt();
    radius * cosine(unit(random))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_numbers_are_distributed_as_they_should_be() {
        const DRAWS: usize = 1_000_000;
        let mut random = stream(7, Stream::Arrivals);
        let mut draws: Vec<f64> = (0..DRAWS).map(|_| exponential(&mut random)).collect();
        draws.sort_by(f64::total_cmp);
        // Kolmogorov and Smirnov's distance; a larger one comes once in a thousand times.
        let distance = draws.iter().enumerate().map(|(nth, draw)| {
            let below = 1.0 - libm::exp(-draw);
            (below - nth as f64 / DRAWS as f64).abs()
        });
        let distance = distance.fold(0.0, f64::max);
        assert!(distance < 1.95 / (DRAWS as f64).sqrt(), "{distance}");
        // The tail by itself: e^−12 of a million.
        let far = draws.iter().filter(|draw| **draw > 12.0).count();
        assert!((1..=20).contains(&far), "{far}");
    }
}
