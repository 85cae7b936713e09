//! What is compiled into the page: its English sentences, and what the first visitor's texts say, so
//! that the first paint doesn't have to wait for the reader.

use std::path::Path;
use std::{env, fs};

use kpa::session::Session;
use words::{LANGUAGES, PAGE, Table};

fn main() {
    // What takes the program apart (xtask/src/split.rs) has to know what refers to what.
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let english = Path::new("words").join(LANGUAGES[0].code).join(PAGE);
    println!("cargo::rerun-if-changed={}", english.display());
    let english =
        fs::read_to_string(english).expect("English is the language that is always there");
    write(
        "words.rs",
        words::page::rust(&Table::read(&english)).as_bytes(),
    );
    write("tutorial", &Session::default().review().to_bytes());
}

fn write(name: &str, content: &[u8]) {
    let folder = env::var_os("OUT_DIR").expect("Cargo sets it");
    fs::write(Path::new(&folder).join(name), content).expect("Cargo's folder can be written");
}
