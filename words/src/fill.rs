//! Sentences with values put in.

use std::borrow::Cow;

/// Puts values into a sentence: for each `{name}` the value of that name is written, and what has
/// none stays as it is. One pass, so a value that looks like a placeholder stays what it is, too.
pub fn fill<'a>(sentence: &str, value: &dyn Fn(&str) -> Option<Cow<'a, str>>) -> String {
    let mut filled = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}');
        match known.and_then(|(name, tail)| Some((value(name)?, tail))) {
            Some((value, tail)) => {
                filled.push_str(&value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// What stands between the form of a sentence for one and that for any other number.
const FORMS: char = '|';

/// The form of a sentence for a number: the first of two is for one alone. A sentence with one form
/// has it for all numbers.
pub fn form(sentence: &str, count: f64) -> &str {
    match sentence.split_once(FORMS) {
        Some((one, _)) if count == 1.0 => one.trim(),
        Some((_, many)) => many.trim(),
        None => sentence,
    }
}

/// The forms of a sentence, one or two.
pub fn forms(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(FORMS).map(str::trim)
}

/// The names in braces, each once, in the order in which they stand.
pub fn placeholders(sentence: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in sentence.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_their_places() {
        let value = |name: &str| match name {
            "a" => Some("{b}".into()),
            "b" => Some("B".into()),
            _ => None,
        };
        for (sentence, want) in [
            ("{a}, {b}", "{b}, B"),
            ("{c} and {b}", "{c} and B"),
            ("{ {b} }", "{ B }"),
            ("{b", "{b"),
            ("", ""),
        ] {
            assert_eq!(fill(sentence, &value), want, "{sentence:?}");
        }
    }

    #[test]
    fn one_is_singular_in_a_sentence_with_two_forms() {
        let sentence = "{count} replica | {count} replicas";
        assert_eq!(form(sentence, 1.0), "{count} replica");
        for count in [0.0, 0.5, 2.0] {
            assert_eq!(form(sentence, count), "{count} replicas");
        }
        assert_eq!(form("{count} 个副本", 1.0), "{count} 个副本");
    }

    #[test]
    fn placeholders_are_named_once() {
        assert_eq!(placeholders("{b} {a} {b} {"), ["b", "a"]);
    }
}
