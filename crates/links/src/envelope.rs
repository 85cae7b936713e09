//! From bytes to a text and back: the version, what is compressed, and a checksum.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress_to_output, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::Refusal;

/// The longest link, in characters.
const LINK_MAX: usize = 1 << 20;

/// The most that a link may hold, in bytes: several texts that are as long as texts can be.
const CONTENT_MAX: usize = 8 << 20;

/// How many bytes deflate makes of one, at most.
const GROWTH_MAX: usize = 1032;

/// How hard deflate tries, 0 … 10. More finds nothing more in states, and takes longer for long texts.
const EFFORT: i32 = 7;

/// Deflate without a header around it.
const RAW: i32 = -15;

const CHECKSUM: usize = 4;

/// A link that is taken apart, but not yet unpacked.
pub struct Envelope {
    /// The version of the format.
    pub version: u8,
    packed: Vec<u8>,
    checksum: u32,
}

/// Makes a link.
///
/// # Errors
/// It would be too long.
pub fn seal(version: u8, dictionary: &[u8], content: &[u8]) -> Result<String, Refusal> {
    let mut bytes = vec![version];
    deflate(dictionary, content, &mut bytes);
    bytes.extend(checksum(content).to_le_bytes());
    let link = URL_SAFE_NO_PAD.encode(bytes);
    let fits = content.len() <= CONTENT_MAX && link.len() <= LINK_MAX;
    fits.then_some(link).ok_or(Refusal::TooLong)
}

/// Takes a link apart.
///
/// # Errors
/// It is too long, or can't be a link.
pub fn open(link: &str) -> Result<Envelope, Refusal> {
    if link.len() > LINK_MAX {
        return Err(Refusal::TooLong);
    }
    let bytes = URL_SAFE_NO_PAD.decode(link).ok();
    let parts = bytes.as_deref().and_then(|bytes| {
        let (&version, rest) = bytes.split_first()?;
        let (packed, checksum) = rest.split_last_chunk::<CHECKSUM>()?;
        Some(Envelope {
            version,
            packed: packed.to_vec(),
            checksum: u32::from_le_bytes(*checksum),
        })
    });
    parts.ok_or(Refusal::Damaged)
}

impl Envelope {
    /// Unpacks what is in it.
    ///
    /// # Errors
    /// It is damaged, or would be too much.
    pub fn content(&self, dictionary: &[u8]) -> Result<Vec<u8>, Refusal> {
        let content = inflate(dictionary, &self.packed)?;
        let is_whole = checksum(&content) == self.checksum;
        is_whole.then_some(content).ok_or(Refusal::Damaged)
    }
}

fn checksum(content: &[u8]) -> u32 {
    adler2::adler32_slice(content)
}

/// Appends what deflate makes of a content that follows a dictionary.
///
/// The compressor has no notion of a dictionary. It compresses it like anything else, to the end of a
/// byte; whatever comes then is a stream on its own for those who know what came before.
fn deflate(dictionary: &[u8], content: &[u8], packed: &mut Vec<u8>) {
    let flags = create_comp_flags_from_zip_params(EFFORT, RAW, 0);
    let mut compressor = CompressorOxide::new(flags);
    compress_to_output(&mut compressor, dictionary, TDEFLFlush::Sync, |_| true);
    let (status, _) = compress_to_output(&mut compressor, content, TDEFLFlush::Finish, |part| {
        packed.extend_from_slice(part);
        true
    });
    debug_assert_eq!(status, TDEFLStatus::Done);
}

/// Undoes [`deflate`]: the dictionary is what has already been unpacked.
fn inflate(dictionary: &[u8], packed: &[u8]) -> Result<Vec<u8>, Refusal> {
    let begin = dictionary.len();
    let mut all = dictionary.to_vec();
    all.resize(begin + CONTENT_MAX.min(packed.len() * GROWTH_MAX), 0);
    let mut decompressor = DecompressorOxide::new();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, length) = decompress(&mut decompressor, packed, &mut all, begin, flags);
    match status {
        TINFLStatus::Done if read == packed.len() => {
            all.truncate(begin + length);
            Ok(all.split_off(begin))
        }
        TINFLStatus::HasMoreOutput => Err(Refusal::TooLong),
        _ => Err(Refusal::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DICTIONARY: &[u8] = b"autoscaling.knative.dev/target autoscaling.knative.dev/window";

    fn round_trip(content: &[u8]) -> (String, Vec<u8>) {
        let link = seal(1, DICTIONARY, content).unwrap();
        let envelope = open(&link).unwrap();
        assert_eq!(envelope.version, 1);
        (link, envelope.content(DICTIONARY).unwrap())
    }

    #[test]
    fn what_goes_in_comes_out() {
        let noise: Vec<u8> = (0..200_000u32)
            .map(|n| (n.wrapping_mul(n) % 251) as u8)
            .collect();
        for content in [&b""[..], b"a", DICTIONARY, &noise, &[7; 300_000]] {
            assert_eq!(round_trip(content).1, content);
        }
    }

    #[test]
    fn what_stands_in_the_dictionary_takes_no_room() {
        assert!(round_trip(DICTIONARY).0.len() < DICTIONARY.len());
    }

    #[test]
    fn no_more_is_unpacked_than_a_link_may_hold() {
        // Smaller than a page of text, and far more than fits.
        let mut bomb = vec![1];
        deflate(DICTIONARY, &vec![0; 10 * CONTENT_MAX], &mut bomb);
        bomb.extend([0; CHECKSUM]);
        let link = URL_SAFE_NO_PAD.encode(bomb);
        assert!(link.len() < LINK_MAX);
        let content = open(&link).unwrap().content(DICTIONARY);
        assert_eq!(content, Err(Refusal::TooLong));
    }

    #[test]
    fn what_is_too_much_is_not_written() {
        let content = vec![0; CONTENT_MAX + 1];
        assert_eq!(seal(1, DICTIONARY, &content), Err(Refusal::TooLong));
    }

    #[test]
    fn damage_is_noticed() {
        let (link, content) = round_trip(b"a window of 60s and a target of 10");
        for nth in 0..link.len() {
            for letter in ["A", "z", "_"] {
                let mut damaged = link.clone();
                damaged.replace_range(nth..=nth, letter);
                let Ok(envelope) = open(&damaged) else {
                    continue;
                };
                let is_same = envelope.content(DICTIONARY).as_ref() == Ok(&content);
                assert!(!is_same || nth < 2 || damaged == link, "{damaged}");
            }
            let cut = open(&link[..nth]).and_then(|it| it.content(DICTIONARY));
            assert_eq!(cut, Err(Refusal::Damaged), "{nth}");
        }
    }
}
