//! Offsets as a browser's text field and CodeMirror count them: in UTF-16 units.

/// How many units stand before a byte of a text; all of them where that byte isn't in it.
pub fn from_byte(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or(text).encode_utf16().count()
}

/// The byte at an offset in units, or the end of the text. Within a character it is the character
/// behind it.
pub fn to_byte(text: &str, units: usize) -> usize {
    let mut passed = 0;
    let found = text.char_indices().find(|(_, c)| {
        let is_there = passed >= units;
        passed += c.len_utf16();
        is_there
    });
    found.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_units_lead_to_each_other() {
        let text = "aé€😀b";
        for (byte, units) in [(0, 0), (1, 1), (3, 2), (6, 3), (10, 5), (11, 6)] {
            assert_eq!(from_byte(text, byte), units, "byte {byte}");
            assert_eq!(to_byte(text, units), byte, "unit {units}");
        }
    }

    #[test]
    fn what_is_not_there_becomes_the_next_that_is() {
        assert_eq!(to_byte("😀b", 1), 4);
        assert_eq!(to_byte("😀b", 9), 5);
        assert_eq!(from_byte("😀b", 9), 3);
    }
}
