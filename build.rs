//! Makes Rust of the page's English sentences.

use std::path::Path;
use std::{env, fs};

use words::{LANGUAGES, PAGE, Table};

fn main() {
    let english = Path::new("words").join(LANGUAGES[0].code).join(PAGE);
    println!("cargo::rerun-if-changed={}", english.display());
    let english =
        fs::read_to_string(english).expect("English is the language that is always there");
    let rust = words::page::rust(&Table::read(&english));
    let out = env::var_os("OUT_DIR").expect("Cargo sets it");
    fs::write(Path::new(&out).join("words.rs"), rust).expect("Cargo's folder can be written");
}
