//! The words of a lesson, taken apart.

use kpa::go;
use kpa::lesson::{Claim, Expected, Paragraph, Part, Piece};
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use words::Language;

/// Reads words in a language, with the claims that they may cite.
pub struct Prose<'a> {
    pub language: &'a Language,
    pub claims: &'a [Claim],
}

impl Prose<'_> {
    /// Paragraphs with empty lines between them.
    pub fn paragraphs(&self, text: &str) -> Result<Vec<Paragraph>, String> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let paragraphs = lines.split(|line| line.is_empty());
        paragraphs
            .filter(|lines| !lines.is_empty())
            .map(|lines| self.paragraph(&lines.join(self.joint())))
            .collect()
    }

    /// What stands between two lines of a paragraph.
    fn joint(&self) -> &'static str {
        match self.language.code {
            // Chinese has no spaces between words.
            "zh" => "",
            _ => " ",
        }
    }

    /// A single paragraph.
    pub fn paragraph(&self, text: &str) -> Result<Paragraph, String> {
        let text = self.with_numbers(text.trim())?;
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some(start) = rest.find(['`', '[']) {
            let (before, special) = rest.split_at(start);
            push_text(&mut pieces, before);
            let (piece, after) =
                special_piece(special).ok_or_else(|| format!("`{special}` isn't closed"))?;
            pieces.push(piece?);
            rest = after;
        }
        push_text(&mut pieces, rest);
        if pieces.is_empty() {
            return Err("there are no words".to_owned());
        }
        Ok(pieces)
    }

    /// With what the claims say in the place of their names.
    fn with_numbers(&self, text: &str) -> Result<String, String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, after) = behind
                .split_once('}')
                .ok_or_else(|| format!("{{{behind} isn't closed"))?;
            filled += before;
            filled += &self.number(name)?;
            rest = after;
        }
        Ok(filled + rest)
    }

    fn number(&self, name: &str) -> Result<String, String> {
        let claim = self.claims.iter().find(|claim| claim.name == name);
        match claim.map(|claim| &claim.is) {
            Some(Expected::Number(number)) => Ok(number.to_string()),
            Some(Expected::Text(text)) => Ok(text.clone()),
            Some(Expected::Between(..)) => Err(format!("{{{name}}} is no single number")),
            None => Err(format!("there is no claim {name}")),
        }
    }
}

fn push_text(pieces: &mut Paragraph, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

/// Code or a pointer, and what follows; `None` if it has no end.
fn special_piece(text: &str) -> Option<(Result<Piece, String>, &str)> {
    if let Some(code) = text.strip_prefix('`') {
        let (code, after) = code.split_once('`')?;
        return Some((Ok(Piece::Code(code.to_owned())), after));
    }
    let (words, behind) = text.strip_prefix('[')?.split_once("](")?;
    let (part, after) = behind.split_once(')')?;
    let words = words.to_owned();
    let piece = self::part(part)
        .map(|part| Piece::Pointer { words, part })
        .ok_or_else(|| format!("nothing on the page is called {part}"));
    Some((piece, after))
}

/// What a pointer such as `row:target` names.
fn part(text: &str) -> Option<Part> {
    let (kind, name) = text.split_once(':')?;
    Some(match kind {
        "chart" => Part::Chart(by_name(name)?),
        "row" => Part::Row(name.to_owned()),
        "step" => Part::Step(by_name(name)?),
        "finding" => Part::Finding(name.to_owned()),
        "moment" => Part::Moment(go::parse_duration(name)?),
        _ => return None,
    })
}

fn by_name<'a, T: Deserialize<'a>>(name: &'a str) -> Option<T> {
    T::deserialize(StrDeserializer::<Error>::new(name)).ok()
}

#[cfg(test)]
mod tests {
    use kpa::lesson::{Chart, Look, Step};
    use kpa::units::Duration;

    use super::*;
    use words::LANGUAGES;

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    fn pointer(words: &str, part: Part) -> Piece {
        let words = words.to_owned();
        Piece::Pointer { words, part }
    }

    fn check(nth: usize, written: &str) -> Result<Vec<Paragraph>, String> {
        let claim = |name: &str, is| Claim {
            name: name.to_owned(),
            run: 0,
            look: Look::Finding(String::new()),
            is,
        };
        let prose = Prose {
            language: &LANGUAGES[nth],
            claims: &[
                claim("wanted", Expected::Number(8.0)),
                claim("slow", Expected::Between(1.0, 2.0)),
            ],
        };
        prose.paragraphs(written)
    }

    #[test]
    fn words_are_taken_apart() {
        let want = [
            vec![
                text("It wants 8, see "),
                pointer("the target", Part::Row("target".to_owned())),
                text(" and "),
                pointer("Panic", Part::Step(Step::Panic)),
                text("."),
            ],
            vec![
                Piece::Code("a: b".to_owned()),
                pointer("Replicas", Part::Chart(Chart::Replicas)),
                pointer("then", Part::Moment(Duration::from_secs(30))),
            ],
        ];
        let written = "It wants {wanted}, see\n[the target](row:target) and [Panic](step:panic).\n\n\
            `a: b`[Replicas](chart:replicas)[then](moment:30s)\n";
        assert_eq!(check(0, written).as_deref(), Ok(&want[..]));
        assert_eq!(check(1, "需要\n{wanted}"), Ok(vec![vec![text("需要8")]]));
    }

    #[test]
    fn what_points_nowhere_is_refused() {
        for written in [
            "{nothing}",
            "{slow}",
            "{wanted",
            "`code",
            "[words](row:target",
            "[words](chart:pods)",
            "[words](elsewhere)",
        ] {
            assert!(check(0, written).is_err(), "{written}");
        }
    }
}
