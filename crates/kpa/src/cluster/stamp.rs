//! Time stamps as tools write them.

use crate::go;
use crate::units::{Duration, Time};

/// A time on some clock; only differences count.
pub type Stamp = Time;

/// Reads a number of seconds (or milliseconds, microseconds, nanoseconds, told by the size), or a date
/// with a time: `2024-01-31 23:59:00`, with `T`, fraction and zone where given.
pub fn read(text: &str) -> Option<Stamp> {
    let text = text.trim();
    match go::parse_float(text) {
        Ok(number) if number.is_finite() => Some(from_number(number)),
        Ok(_) => None,
        Err(_) => from_date(text),
    }
}

fn from_number(number: f64) -> Stamp {
    // Seconds since 1970 stay below this until the year 5138, milliseconds were above it in 1973.
    const SECONDS_MAX: f64 = 1e11;
    let mut seconds = number;
    while seconds.abs() > SECONDS_MAX {
        seconds /= 1000.0;
    }
    Time::from_unix_secs(0) + Duration::from_secs_f64(seconds)
}

fn from_date(text: &str) -> Option<Stamp> {
    let (date, clock) = text.split_once(['T', 't', ' '])?;
    let mut parts = date.split(['-', '/']).map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_date =
        (0..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !is_date || parts.next().is_some() {
        return None;
    }
    let clock = clock.trim();
    let zone_at = clock.find(['Z', 'z', '+', '-', ' ']).unwrap_or(clock.len());
    let (clock, zone) = (clock.get(..zone_at)?, clock.get(zone_at..)?);
    let seconds = seconds_of_day(clock)?;
    let offset = offset_of(zone.trim())?;
    let days = days_since_1970(year, month, day);
    Some(Time::from_unix_secs(days * 86_400 - offset) + Duration::from_secs_f64(seconds))
}

/// `23:59`, `23:59:00`, `23:59:00.25`.
fn seconds_of_day(clock: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut parts = clock.split(':');
    for (unit, limit) in [(3600.0, 24.0), (60.0, 60.0), (1.0, 61.0)] {
        match parts.next() {
            Some(part) => {
                let value = go::parse_float(part)
                    .ok()
                    .filter(|v| (0.0..limit).contains(v))?;
                seconds += value * unit;
            }
            None if unit == 1.0 => {}
            None => return None,
        }
    }
    parts.next().is_none().then_some(seconds)
}

/// `Z`, `UTC`, `+01:00`, `-0530` or nothing, in seconds.
fn offset_of(zone: &str) -> Option<i64> {
    let (sign, digits) = match zone.as_bytes() {
        [] | [b'Z' | b'z'] | b"UTC" => return Some(0),
        [b'+', ..] => (1, &zone[1..]),
        [b'-', ..] => (-1, &zone[1..]),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let number: i64 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(sign * number * 3600),
        4 => Some(sign * (number / 100 * 3600 + number % 100 * 60)),
        _ => None,
    }
}

/// Days from 1970-01-01 in the Gregorian calendar. Years are counted from March, so that the leap day
/// is the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days_before_month = (153 * month + 2) / 5;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + days_before_month + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps() {
        for (text, unix) in [
            ("0", 0),
            ("1700000000", 1_700_000_000),
            ("1700000000000", 1_700_000_000),
            ("1700000000000000", 1_700_000_000),
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29 12:00", 951_825_600),
            ("2024-01-31T23:59:59.0+00:00", 1_706_745_599),
            ("2024-02-01 00:59:59 +0100", 1_706_745_599),
            ("2023/11/14 22:13:20 UTC", 1_700_000_000),
        ] {
            assert_eq!(read(text), Some(Time::from_unix_secs(unix)), "{text}");
        }
    }

    #[test]
    fn what_is_no_stamp() {
        for text in [
            "",
            "time",
            "2024-01-31",
            "2024-13-01 00:00",
            "2024-01-01 25:00",
            "inf",
            "1:2",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
