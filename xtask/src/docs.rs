//! The docs folder as web pages, so that the page can lead to them wherever it is put.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::process::Outcome;
use crate::root;

const TEMPLATE: &str = include_str!("docs.html");

/// Writes every page of `docs/` as HTML into the page's files that Trunk is putting together.
///
/// # Errors
/// A file can't be read or written, or a link leads nowhere.
pub fn write(site: &Path) -> Outcome {
    let docs = root().join("docs");
    let look = Look {
        style: hashed(site, "style-", "css")?,
        icon: hashed(site, "icon-", "svg")?,
        theme: hashed(site, "theme-", "js")?,
    };
    for page in markdown_files(&docs)? {
        let inside = page.strip_prefix(&docs).unwrap_or(&page);
        let path = site.join("docs").join(html_name(inside));
        let text = fs::read_to_string(&page).map_err(|error| failed("read", &page, &error))?;
        save(
            &path,
            &look.page(&page, &text, inside.components().count())?,
        )?;
    }
    let style = root().join("static/docs.css");
    let text = fs::read_to_string(&style).map_err(|error| failed("read", &style, &error))?;
    save(&site.join("docs/docs.css"), &text)
}

/// The files of the page that its docs share, by the names that they have in this build.
struct Look {
    style: String,
    icon: String,
    theme: String,
}

impl Look {
    /// A page, as many folders below the site's own.
    fn page(&self, source: &Path, markdown: &str, depth: usize) -> Result<String, String> {
        let events = Parser::new_ext(markdown, Options::ENABLE_TABLES)
            .map(|event| with_html_link(source, event))
            .collect::<Result<Vec<_>, String>>()?;
        let title = title(&events);
        let mut content = String::new();
        html::push_html(&mut content, events.into_iter());
        Ok(TEMPLATE
            .replace("{site}", &"../".repeat(depth))
            .replace("{style}", &self.style)
            .replace("{icon}", &self.icon)
            .replace("{theme}", &self.theme)
            .replace("{title}", &title)
            .replace("{content}", &content))
    }
}

/// Links between Markdown files become links between their pages.
fn with_html_link<'a>(source: &Path, event: Event<'a>) -> Result<Event<'a>, String> {
    let Event::Start(Tag::Link {
        link_type,
        dest_url,
        title,
        id,
    }) = event
    else {
        return Ok(event);
    };
    let is_elsewhere = dest_url.contains("://");
    if !is_elsewhere && !source.with_file_name(&*dest_url).is_file() {
        return Err(format!(
            "{} links to {dest_url}, which is not there.",
            source.display()
        ));
    }
    let dest_url = match dest_url.ends_with(".md") && !is_elsewhere {
        true => CowStr::from(
            html_name(Path::new(&*dest_url))
                .to_string_lossy()
                .into_owned(),
        ),
        false => dest_url,
    };
    Ok(Event::Start(Tag::Link {
        link_type,
        dest_url,
        title,
        id,
    }))
}

/// The words of the first heading.
fn title(events: &[Event]) -> String {
    let is_start = |event: &&Event| {
        !matches!(
            event,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            })
        )
    };
    let is_end = |event: &&Event| !matches!(event, Event::End(TagEnd::Heading(_)));
    let heading = events.iter().skip_while(is_start).take_while(is_end);
    let words = heading.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(&**text),
        _ => None,
    });
    words
        .collect::<String>()
        .replace('&', "&amp;")
        .replace('<', "&lt;")
}

/// `README.md` is what a folder shows by itself.
fn html_name(markdown: &Path) -> PathBuf {
    if markdown.file_stem() == Some(OsStr::new("README")) {
        markdown.with_file_name("index.html")
    } else {
        markdown.with_extension("html")
    }
}

fn markdown_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            files.extend(markdown_files(&path)?);
        } else if path.extension() == Some(OsStr::new("md")) {
            files.push(path);
        }
    }
    Ok(files)
}

/// The name that Trunk gave a file.
fn hashed(site: &Path, start: &str, extension: &str) -> Result<String, String> {
    let mut names = entries(site)?.into_iter().filter_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let fits = name.starts_with(start) && path.extension() == Some(OsStr::new(extension));
        fits.then_some(name)
    });
    names
        .next()
        .ok_or_else(|| format!("There is no {start}….{extension} in {}.", site.display()))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| failed("read", folder, &error))?;
    Ok(entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect())
}

fn save(path: &Path, text: &str) -> Outcome {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| fs::write(path, text))
        .map_err(|error| failed("written", path, &error))
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> String {
    format!("{} can't be {what}: {error}.", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_its_title_and_leads_to_pages() {
        let look = Look {
            style: "style-1.css".to_owned(),
            icon: "icon-2.svg".to_owned(),
            theme: "theme-3.js".to_owned(),
        };
        let source = root().join("docs/rules/README.md");
        let markdown =
            "# `a` & b\n\n[alias](alias.md) [all](README.md) [web](https://example.com/x.md)\n";
        let page = look
            .page(&source, markdown, 2)
            .expect("the links are right");
        for part in [
            "<title>a &amp; b ·",
            "href=\"../../style-1.css\"",
            "href=\"../../icon-2.svg\"",
            "href=\"alias.html\"",
            "href=\"index.html\"",
            "href=\"https://example.com/x.md\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        let broken = look.page(&source, "[nowhere](nowhere.md)", 2);
        assert!(broken.is_err_and(|sentence| sentence.contains("nowhere.md")));
    }
}
