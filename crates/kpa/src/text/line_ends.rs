//! Line ends: a browser's text field knows only `\n`, the user's text keeps what it has.

/// What a text field holds after a change, with the line ends that the text had `before` it.
///
/// Lines that are the same keep their line ends. Where lines came or went, the new ones get the
/// line end that is the usual one in the text.
///
/// ```
/// use kpa::text::line_ends::restore;
///
/// assert_eq!(restore("a: 1\r\nb: 2\r\n", "a: 1\nc: 3\nb: 2\n"), "a: 1\r\nc: 3\r\nb: 2\r\n");
/// ```
pub fn restore(before: &str, typed: &str) -> String {
    if !before.contains('\r') {
        return typed.to_owned();
    }
    let old = lines(before);
    let new: Vec<&str> = typed.split('\n').collect();
    let (old_breaks, new_breaks) = (old.len() - 1, new.len() - 1);
    let is_same = |(a, b): &(&(&str, &str), &&str)| a.0 == **b;
    let same_above = old.iter().zip(&new).take_while(is_same).count();
    let same_below = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(is_same)
        .count();
    // With as many lines as before each keeps its end, even one that was changed.
    let above = match old_breaks == new_breaks {
        true => old_breaks,
        false => same_above.min(old_breaks).min(new_breaks),
    };
    let below = same_below.min(old_breaks - above).min(new_breaks - above);
    let usual = usual(&old);
    let mut text = String::with_capacity(typed.len() + new_breaks);
    for (nth, line) in new.iter().enumerate() {
        text.push_str(line);
        let kept = match nth {
            _ if nth < above => old.get(nth),
            // The line before the first one that is the same below ends as it did.
            _ if nth + below + 1 >= new.len() => (nth + old.len())
                .checked_sub(new.len())
                .and_then(|at| old.get(at)),
            _ => None,
        };
        if nth == new_breaks {
            break;
        }
        let end = kept.map_or(usual, |&(_, end)| end);
        // Around an empty line two ends would become one.
        let joins = line.is_empty() && end == "\n" && text.ends_with('\r');
        text.push_str(if joins { "\r" } else { end });
    }
    text
}

/// The lines of a text, each with its end; the last one has none.
fn lines(text: &str) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        let (line, tail) = rest.split_at(at);
        let length = if tail.starts_with("\r\n") { 2 } else { 1 };
        let (end, tail) = tail.split_at(length);
        lines.push((line, end));
        rest = tail;
    }
    lines.push((rest, ""));
    lines
}

fn usual(lines: &[(&str, &str)]) -> &'static str {
    let windows = lines.iter().filter(|(_, end)| *end == "\r\n").count();
    if windows * 2 >= lines.len() {
        "\r\n"
    } else {
        "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_keep_their_ends() {
        let check = |what: &str, before: &str, typed: &str, after: &str| {
            assert_eq!(restore(before, typed), after, "{what}");
        };
        check("no other ends", "a\nb", "a\nc", "a\nc");
        check("a word changes", "a\r\nb\r\n", "a\nx\n", "a\r\nx\r\n");
        check("a line comes", "a\r\nb\r\n", "a\nx\nb\n", "a\r\nx\r\nb\r\n");
        check("a line goes", "a\r\nb\r\nc", "a\nc", "a\r\nc");
        check(
            "mixed, a word",
            "a\r\nb\nc\rd",
            "a\nx\nc\nd",
            "a\r\nx\nc\rd",
        );
        check(
            "mixed, a line",
            "a\nb\r\nc\r\nd\r\n",
            "a\nx\nb\nc\nd\n",
            "a\nx\r\nb\r\nc\r\nd\r\n",
        );
        check("all goes", "a\r\nb", "", "");
    }

    proptest! {
        #[test]
        fn only_line_ends_are_restored(before in "([ab]{0,2}(\r\n|\n|\r)?){0,8}", typed in "([ab]{0,2}\n?){0,8}") {
            let shown = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
            let restored = restore(&before, &typed);
            prop_assert_eq!(shown(&restored), typed);
            prop_assert_eq!(restore(&before, &shown(&before)), before);
        }
    }
}
