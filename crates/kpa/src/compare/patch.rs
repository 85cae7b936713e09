//! A change as a unified diff: the texts before and after.

use diffy::patch_set::{FileOperation, ParseOptions, PatchKind, PatchSet};
use diffy::{Patch, apply};

use crate::phrases::Phrase;

/// A file before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Patched {
    /// Its path, without what git puts before it.
    pub name: String,
    /// Its text before; `None` if the change makes the file.
    pub before: Option<String>,
    /// Its text after; `None` if the change removes the file.
    pub after: Option<String>,
}

/// What ends the names of files that can hold settings.
const ENDINGS: [&str; 3] = [".yaml", ".yml", ".json"];

/// Why a diff is refused.
const fn refused(name: &'static str) -> Phrase {
    Phrase::new("refused", name)
}

/// The YAML files of a diff, as `git diff` or `diff -u` writes it, before and after. `read` gives the
/// text of a file, or `None` if there is none; it may be the one before or the one after.
///
/// # Errors
/// Why, if the diff can't be read or a file is neither as before nor as after.
pub fn patched(
    diff: &str,
    mut read: impl FnMut(&str) -> Option<String>,
) -> Result<Vec<Patched>, Phrase> {
    let mut files = Vec::new();
    each(diff, |from, to, patch| {
        files.push(sides(from, to, patch, &mut read)?);
        Ok(())
    })?;
    Ok(files)
}

/// The same of texts that the diff may call by any name: each file with the number of its text, or none
/// if it comes.
///
/// # Errors
/// Why, if the diff can't be read or a file in it is none of the texts.
pub fn of_texts(diff: &str, texts: &[&str]) -> Result<Vec<(Option<usize>, Patched)>, Phrase> {
    let mut files = Vec::new();
    each(diff, |from, to, patch| {
        let as_is = |text: Option<&str>| sides(from, to, patch, &mut |_| text.map(str::to_owned));
        let numbered = || texts.iter().copied().enumerate();
        let found = match (from, to) {
            (Some(_), Some(_)) => {
                numbered().find_map(|(nth, text)| Some((Some(nth), as_is(Some(text)).ok()?)))
            }
            _ => {
                let file = as_is(None)?;
                let is_it = |(_, text): &(usize, &str)| file.before.as_deref() == Some(*text);
                Some((numbered().find(is_it).map(|(nth, _)| nth), file))
            }
        };
        let name = to.or(from).map(plain).unwrap_or_default();
        files.push(found.ok_or_else(|| refused("foreign").with("name", name))?);
        Ok(())
    })?;
    Ok(files)
}

/// What each YAML file of a diff is about: the paths before and after, and the patch.
fn each(
    diff: &str,
    mut file: impl FnMut(Option<&str>, Option<&str>, &Patch<'_, str>) -> Result<(), Phrase>,
) -> Result<(), Phrase> {
    if diff.trim().is_empty() {
        return Ok(());
    }
    let is_git = diff.lines().any(|line| line.starts_with("diff --git "));
    let options = match is_git {
        true => ParseOptions::gitdiff(),
        false => ParseOptions::unidiff(),
    };
    for (nth, found) in PatchSet::parse(diff, options).enumerate() {
        let found = found.map_err(|_| match beginning(diff, is_git, nth) {
            Some(line) => refused("broken").with("line", line),
            None => refused("no-diff"),
        })?;
        let (from, to) = names(found.operation());
        let is_text = |name: &str| ENDINGS.iter().any(|ending| name.ends_with(ending));
        if let PatchKind::Text(patch) = found.patch()
            && to.or(from).is_some_and(is_text)
        {
            file(from, to, patch)?;
        }
    }
    Ok(())
}

/// The line, counted from 1, on which the change of the nth file begins.
fn beginning(diff: &str, is_git: bool, nth: usize) -> Option<usize> {
    let lines: Vec<&str> = diff.lines().collect();
    let begins = |at: &usize| {
        let starts = |at: usize, with: &str| lines.get(at).is_none_or(|it| it.starts_with(with));
        match is_git {
            true => starts(*at, "diff --git "),
            // A line that is taken out can begin with dashes, too.
            false => starts(*at, "--- ") && starts(*at + 1, "+++ "),
        }
    };
    (0..lines.len()).filter(begins).nth(nth).map(|at| at + 1)
}

/// The paths before and after; `None` where there is no file.
fn names<'a>(operation: &'a FileOperation<'_, str>) -> (Option<&'a str>, Option<&'a str>) {
    match operation {
        FileOperation::Delete(path) => (Some(path), None),
        FileOperation::Create(path) => (None, Some(path)),
        FileOperation::Modify { original, modified } => (Some(original), Some(modified)),
        FileOperation::Rename { from, to } | FileOperation::Copy { from, to } => {
            (Some(from), Some(to))
        }
    }
}

fn sides(
    from: Option<&str>,
    to: Option<&str>,
    patch: &Patch<'_, str>,
    read: &mut impl FnMut(&str) -> Option<String>,
) -> Result<Patched, Phrase> {
    let mut found = None;
    // The path without git's prefix, and the path as it stands, for diffs without one.
    for path in [to, from].into_iter().flatten() {
        for path in [plain(path), path] {
            if found.is_none() {
                found = read(path).map(|text| (path, text));
            }
        }
    }
    let name = found.as_ref().map(|(path, _)| *path);
    let name = name
        .or(to.or(from).map(plain))
        .unwrap_or_default()
        .to_owned();
    let text = found.map(|(_, text)| text);
    let reverse = patch.reverse();
    let backwards = |text: &str| apply(text, &reverse).ok();
    let forwards = |text: &str| apply(text, patch).ok();
    let (before, after) = match (from, to, text) {
        // What is made or removed is wholly in the diff.
        (None, _, text) => (None, text.or_else(|| forwards(""))),
        (_, None, text) => (text.or_else(|| backwards("")), None),
        (_, _, None) => return Err(refused("missing").with("name", name)),
        (_, _, Some(text)) => match backwards(&text) {
            Some(before) => (Some(before), Some(text)),
            None => {
                let after = forwards(&text);
                (Some(text), after)
            }
        },
    };
    let is_whole = (before.is_some() || from.is_none()) && (after.is_some() || to.is_none());
    if !is_whole {
        return Err(refused("neither").with("name", name));
    }
    Ok(Patched {
        name,
        before,
        after,
    })
}

/// A path without the letter that git puts before it, such as `a/` and `b/`.
fn plain(path: &str) -> &str {
    const LETTERS: [&str; 6] = ["a", "b", "c", "i", "o", "w"];
    match path.split_once('/') {
        Some((letter, rest)) if LETTERS.contains(&letter) => rest,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::Words;
    use proptest::prelude::*;

    const BEFORE: &str = "one: 1\ntwo: 2\nthree: 3\n";
    const AFTER: &str = "one: 1\ntwo: 20\nthree: 3\n";
    const HUNK: &str = "@@ -1,3 +1,3 @@\n one: 1\n-two: 2\n+two: 20\n three: 3\n";

    fn check(diff: &str, disk: &[(&str, &str)], want: &[(&str, Option<&str>, Option<&str>)]) {
        let read = |path: &str| {
            let found = disk.iter().find(|(name, _)| *name == path);
            found.map(|(_, text)| (*text).to_owned())
        };
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let want: Vec<Patched> = want
            .iter()
            .map(|(name, before, after)| Patched {
                name: (*name).to_owned(),
                before: owned(*before),
                after: owned(*after),
            })
            .collect();
        assert_eq!(patched(diff, read), Ok(want), "{diff}");
    }

    #[test]
    fn files_may_be_as_before_or_as_after() {
        let git = format!(
            "diff --git a/x/y.yaml b/x/y.yaml\nindex 1..2 100644\n--- a/x/y.yaml\n+++ b/x/y.yaml\n{HUNK}"
        );
        let plain = format!("--- x/y.yaml\n+++ x/y.yaml\n{HUNK}");
        let both = [("x/y.yaml", Some(BEFORE), Some(AFTER))];
        for diff in [&git, &plain] {
            for disk in [BEFORE, AFTER] {
                check(diff, &[("x/y.yaml", disk)], &both);
            }
        }
    }

    #[test]
    fn files_come_and_go_and_are_renamed() {
        let new = "diff --git a/n.yaml b/n.yaml\nnew file mode 100644\nindex 0000000..2\n\
                   --- /dev/null\n+++ b/n.yaml\n@@ -0,0 +1 @@\n+one: 1\n";
        check(new, &[], &[("n.yaml", None, Some("one: 1\n"))]);
        check(
            new,
            &[("n.yaml", "one: 1\n")],
            &[("n.yaml", None, Some("one: 1\n"))],
        );
        let gone = "diff --git a/g.yml b/g.yml\ndeleted file mode 100644\nindex 2..0000000\n\
                    --- a/g.yml\n+++ /dev/null\n@@ -1 +0,0 @@\n-one: 1\n";
        check(gone, &[], &[("g.yml", Some("one: 1\n"), None)]);
        let renamed = "diff --git a/o.yaml b/r.yaml\nsimilarity index 100%\nrename from o.yaml\n\
                       rename to r.yaml\n";
        check(
            renamed,
            &[("r.yaml", BEFORE)],
            &[("r.yaml", Some(BEFORE), Some(BEFORE))],
        );
    }

    #[test]
    fn a_diff_finds_its_texts_by_what_they_say() {
        let diff = format!("--- a/x.yaml\n+++ b/x.yaml\n{HUNK}");
        for text in [BEFORE, AFTER] {
            let found = of_texts(&diff, &["four: 4\n", text]).expect("it is there");
            let [(number, file)] = &found[..] else {
                panic!("one file: {found:?}");
            };
            assert_eq!(*number, Some(1));
            let sides = (file.before.as_deref(), file.after.as_deref());
            assert_eq!(sides, (Some(BEFORE), Some(AFTER)));
        }
        let why = of_texts(&diff, &["four: 4\n"]).expect_err("it isn't there");
        let says = "no text here is x.yaml as it is before the diff or after it";
        assert_eq!(why.say(Words::english()), says);
    }

    #[test]
    fn what_holds_no_settings_is_passed_by() {
        let readme = "diff --git a/README.md b/README.md\n--- a/README.md\n+++ b/README.md\n\
                      @@ -1 +1 @@\n-a\n+b\n";
        check(readme, &[], &[]);
        check("", &[], &[]);
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let diff = format!("--- a/x.yaml\n+++ b/x.yaml\n{HUNK}");
        let cut = format!("{diff}--- a/y.yaml\n+++ b/y.yaml\n@@ -1,9 +1 @@\n one: 1\n");
        let git = format!("diff --git a/x.yaml b/x.yaml\n{cut}")
            .replace("--- a/y.yaml", "diff --git a/y.yaml b/y.yaml\n--- a/y.yaml");
        for (diff, text, says) in [
            (&*diff, None, "there is no x.yaml"),
            (&diff, Some("four: 4\n"), "x.yaml is neither"),
            (&cut, Some(BEFORE), "begins on line 8"),
            (&git, Some(BEFORE), "begins on line 9"),
            ("--- a/x.yaml", None, "begins on line 1"),
            ("no diff at all", None, "there is no diff"),
        ] {
            let why = patched(diff, |_| text.map(str::to_owned)).expect_err(diff);
            let why = why.say(Words::english());
            assert!(why.contains(says), "{why}");
        }
    }

    proptest! {
        #[test]
        fn any_diff_cut_anywhere_is_read_or_refused(cut in 0usize..200, more in "[-+ @a-z0-9,\n]{0,40}") {
            let diff = format!("diff --git a/x.yaml b/x.yaml\n--- a/x.yaml\n+++ b/x.yaml\n{HUNK}");
            let kept: String = diff.chars().take(cut).chain(more.chars()).collect();
            let _ = patched(&kept, |_| Some(BEFORE.to_owned()));
        }
    }
}
