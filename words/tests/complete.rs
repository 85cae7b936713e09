//! Every language has every sentence, with the same placeholders.

use std::fs;
use std::path::Path;

use words::fill::{forms, placeholders};
use words::table::{self, Table};
use words::{LANGUAGES, PAGE, REVIEW, page};

fn read(code: &str, file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(code).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Calls `check` with every file of every language, the English file, and what to call it.
fn each(mut check: impl FnMut(&str, &str, &str)) {
    for language in &LANGUAGES {
        for file in [PAGE, REVIEW] {
            let name = format!("words/{}/{file}", language.code);
            check(&read(language.code, file), &read("en", file), &name);
        }
    }
}

#[test]
fn every_line_is_understood() {
    each(|text, _, name| {
        let strays: Vec<&str> = table::strays(text).collect();
        assert!(
            strays.is_empty(),
            "{name} has lines without sense: {strays:#?}"
        );
    });
}

#[test]
fn every_language_has_every_sentence_and_no_other() {
    each(|text, english, name| {
        let keys = |text| -> Vec<(String, String)> {
            let table = Table::read(text);
            let keys = table.entries().iter();
            let mut keys: Vec<_> = keys
                .map(|entry| (entry.section.to_owned(), entry.name.to_owned()))
                .collect();
            keys.sort();
            keys
        };
        let (own, english) = (keys(text), keys(english));
        let lacking: Vec<_> = english.iter().filter(|key| !own.contains(key)).collect();
        let superfluous: Vec<_> = own.iter().filter(|key| !english.contains(key)).collect();
        assert!(lacking.is_empty(), "{name} lacks {lacking:#?}");
        assert!(
            superfluous.is_empty(),
            "{name} has, unlike English, {superfluous:#?}"
        );
        for pair in own.windows(2) {
            assert_ne!(pair[0], pair[1], "{name} has a sentence twice");
        }
    });
}

#[test]
fn every_sentence_has_the_placeholders_of_the_english_one_in_each_form() {
    each(|text, english, name| {
        let english = Table::read(english);
        for entry in Table::read(text).entries() {
            let Some(reference) = english.get(entry.section, entry.name) else {
                continue;
            };
            let sorted = |sentence| {
                let mut names = placeholders(sentence);
                names.sort_unstable();
                names
            };
            let wanted = sorted(reference);
            for form in forms(entry.sentence) {
                let own = sorted(form);
                // "One replica" needs no number.
                let fits = |name: &&str| own.contains(name) || *name == page::COUNT;
                let is_complete =
                    wanted.iter().all(fits) && own.iter().all(|it| wanted.contains(it));
                assert!(
                    is_complete,
                    "{name}: {form:?} has other placeholders than {reference:?}"
                );
            }
            assert!(
                page::has_fitting_forms(entry.sentence),
                "{name}: {:?}",
                entry.sentence
            );
            assert!(
                !entry.sentence.trim().is_empty(),
                "{name}: {} is empty",
                entry.name
            );
        }
    });
}

#[test]
fn every_folder_is_a_language() {
    let folder = fs::read_dir(env!("CARGO_MANIFEST_DIR")).expect("the folder is there");
    let mut folders: Vec<String> = folder
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join(PAGE).is_file())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    folders.sort();
    let mut languages = LANGUAGES.each_ref().map(|language| language.code);
    languages.sort_unstable();
    assert_eq!(folders, languages);
}

#[test]
fn chinese_sentences_are_chinese() {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for file in [PAGE, REVIEW] {
        let (text, english) = (read("zh", file), read("en", file));
        let english = Table::read(&english);
        for entry in Table::read(&text).entries() {
            // What is the same in both are signs, or names that are never translated.
            let names = placeholders(entry.sentence).into_iter();
            let rest = names.fold(entry.sentence.to_owned(), |rest, name| {
                rest.replace(&format!("{{{name}}}"), "")
            });
            let has_words = rest.contains(char::is_alphabetic);
            let is_the_same = english.get(entry.section, entry.name) == Some(entry.sentence);
            let is_fine = !has_words || is_the_same || entry.sentence.contains(is_han);
            assert!(is_fine, "{}: {}", entry.name, entry.sentence);
        }
    }
}

#[test]
fn chinese_keeps_to_its_terms() {
    let mut texts = vec![
        (format!("words/zh/{PAGE}"), read("zh", PAGE)),
        (format!("words/zh/{REVIEW}"), read("zh", REVIEW)),
    ];
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons");
    for lesson in fs::read_dir(lessons).expect("the folder of the lessons") {
        let path = lesson.expect("an entry").path().join("zh.yaml");
        if let Ok(text) = fs::read_to_string(&path) {
            texts.push((path.display().to_string(), text));
        }
    }
    assert!(texts.len() > 30, "the lessons are elsewhere");
    for (other, term) in [
        ("修订版本", "修订版"),
        ("激活器", "activator"),
        ("自动扩缩容器", "自动扩缩器"),
        ("自动伸缩", "自动扩缩"),
        ("初始规模", "初始副本数"),
        ("激活规模", "激活副本数"),
        ("缩容至零", "缩容到零"),
        ("缩放到零", "缩容到零"),
    ] {
        for (name, text) in &texts {
            let line = text.lines().find(|line| line.contains(other));
            assert_eq!(line, None, "{name}: {other} is called {term}");
        }
    }
}
