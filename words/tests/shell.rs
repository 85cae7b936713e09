//! `index.html` says the same as the tables do.

use words::{LANGUAGES, Table, page};

const INDEX: &str = include_str!("../../index.html");

#[test]
fn the_sentences_of_the_shell_are_those_of_the_english_table() {
    let english = Table::read(include_str!("../en/page.txt"));
    let sentences: Vec<String> = english
        .entries()
        .iter()
        .map(|entry| page::numbered(entry.sentence, entry.sentence))
        .collect();
    let elements: Vec<&str> = INDEX.split("data-word=\"").skip(1).collect();
    let shell = english
        .entries()
        .iter()
        .filter(|it| it.section == page::SHELL);
    assert_eq!(
        elements.len(),
        shell.count(),
        "every sentence of [shell] has its element"
    );
    for (nth, element) in elements.into_iter().enumerate() {
        let (number, rest) = element.split_once("\">").expect("the element has a text");
        assert_eq!(number, nth.to_string(), "the numbers follow one another");
        let text = rest.replace("<code>", "`").replace("</code>", "`");
        let text = text.split('<').next().unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(text, sentences[nth]);
    }
}

#[test]
fn every_language_is_offered() {
    for language in &LANGUAGES {
        let button = format!("<button type=\"button\" lang=\"{}\"", language.tag);
        assert!(INDEX.contains(&button), "{} has no button", language.code);
    }
    for language in &LANGUAGES[1..] {
        let file = format!(
            "lang=\"{}\" data-words=\"words-{}.txt\"",
            language.tag, language.code
        );
        assert!(INDEX.contains(&file), "{} has no file", language.code);
    }
}
