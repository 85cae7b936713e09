//! Distributions and patterns in the words that people write them with.

use super::distribution::Distribution;
use super::pattern::Pattern;
use crate::go;
use crate::units::Duration;

/// How distributions are written, for messages.
pub const DISTRIBUTIONS: &str = "500ms, uniform 1s 2s, exponential 500ms, log-normal 500ms 0.8 \
    (mean, variation) or two-point 100ms 2s 0.1 (usual, other, share of the other)";

/// How patterns are written, for messages.
pub const PATTERNS: &str = "50, step 10 100 1m (before, after, when), ramp 0 100 1m 3m (before, after, \
    from, to), spike 10 200 5m 30s (base, peak, when, how long), sine 50 30 10m (middle, swing, period), \
    bursts 0 100 1m 5s (base, peak, period, how long) or day 5 100 24h (night, peak, length)";

/// Words with a number or a duration each.
struct Words<'a>(std::str::SplitWhitespace<'a>);

impl Words<'_> {
    fn duration(&mut self) -> Option<Duration> {
        self.0
            .next()
            .and_then(go::parse_duration)
            .filter(|it| *it >= Duration::ZERO)
    }

    fn number(&mut self) -> Option<f64> {
        let number = self.0.next().and_then(|word| go::parse_float(word).ok())?;
        (number.is_finite() && number >= 0.0).then_some(number)
    }

    fn end<T>(mut self, read: T) -> Option<T> {
        self.0.next().is_none().then_some(read)
    }
}

/// The kind that a text names, and what follows; the plain kind if it begins with a number.
fn kind_and_words(text: &str) -> (&str, Words<'_>) {
    let text = text.trim();
    let is_plain = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    match text.split_once(char::is_whitespace) {
        _ if is_plain => ("", Words(text.split_whitespace())),
        Some((kind, rest)) => (kind, Words(rest.split_whitespace())),
        None => (text, Words("".split_whitespace())),
    }
}

/// Reads a distribution as in [`DISTRIBUTIONS`].
pub fn distribution(text: &str) -> Option<Distribution> {
    let (kind, mut words) = kind_and_words(text);
    let read = match kind {
        "" | "constant" => Distribution::Constant(words.duration()?),
        "uniform" => Distribution::Uniform(words.duration()?, words.duration()?),
        "exponential" => Distribution::Exponential(words.duration()?),
        "log-normal" => Distribution::LogNormal {
            mean: words.duration()?,
            variation: words.number()?,
        },
        "two-point" => Distribution::TwoPoint {
            usual: words.duration()?,
            other: words.duration()?,
            share: words.number().filter(|share| *share <= 1.0)?,
        },
        _ => return None,
    };
    words.end(read)
}

/// Reads a pattern as in [`PATTERNS`].
pub fn pattern(text: &str) -> Option<Pattern> {
    let (kind, mut words) = kind_and_words(text);
    let read = match kind {
        "" | "steady" => Pattern::Steady(words.number()?),
        "step" => Pattern::Step {
            before: words.number()?,
            after: words.number()?,
            at: words.duration()?,
        },
        "ramp" => Pattern::Ramp {
            before: words.number()?,
            after: words.number()?,
            from: words.duration()?,
            to: words.duration()?,
        },
        "spike" => Pattern::Spike {
            base: words.number()?,
            peak: words.number()?,
            at: words.duration()?,
            length: words.duration()?,
        },
        "sine" => Pattern::Sine {
            middle: words.number()?,
            swing: words.number()?,
            period: words.duration()?,
        },
        "bursts" => Pattern::Bursts {
            base: words.number()?,
            peak: words.number()?,
            period: words.duration()?,
            length: words.duration()?,
        },
        "day" => Pattern::Day {
            night: words.number()?,
            peak: words.number()?,
            period: words.duration()?,
        },
        _ => return None,
    };
    words.end(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_messages_say_can_be_read() {
        for text in [
            "500ms",
            "uniform 1s 2s",
            "exponential 500ms",
            "log-normal 500ms 0.8",
        ] {
            assert!(
                DISTRIBUTIONS.contains(text) && distribution(text).is_some(),
                "{text}"
            );
        }
        assert!(distribution("two-point 100ms 2s 0.1").is_some());
        for text in [
            "50",
            "step 10 100 1m",
            "ramp 0 100 1m 3m",
            "spike 10 200 5m 30s",
        ] {
            assert!(PATTERNS.contains(text) && pattern(text).is_some(), "{text}");
        }
        for text in ["sine 50 30 10m", "bursts 0 100 1m 5s", "day 5 100 24h"] {
            assert!(PATTERNS.contains(text) && pattern(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_not_read() {
        for text in [
            "",
            "fast",
            "500",
            "uniform 1s",
            "500ms 2s",
            "-1s",
            "two-point 1s 2s 3",
        ] {
            assert_eq!(distribution(text), None, "{text:?}");
        }
        for text in [
            "",
            "much",
            "-5",
            "NaN",
            "inf",
            "step 1 2",
            "5 6",
            "day 1 2 3",
        ] {
            assert_eq!(pattern(text), None, "{text:?}");
        }
    }
}
