//! For programs, in lines that people can read, too.

use serde::Serialize;

/// A value as JSON.
///
/// # Errors
/// A sentence, if there is no JSON for it.
pub fn print(value: &impl Serialize) -> Result<String, String> {
    let printed = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    Ok(printed + "\n")
}
