//! What the commands stand on: the wasm target, Trunk, wasm-bindgen, wasm-split-cli, npm packages, a browser.
//!
//! Whatever is missing is installed, the three tools into `.tools/`, the npm packages into `node_modules/`. What can't be installed is named in one sentence that says what to do.

use crate::process::{Outcome, command, output, run, say};
use crate::root;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the page is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;

/// A program that is built from its crate into `.tools/`.
struct Tool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    features: &'static [&'static str],
    minutes: u32,
}

const TOOLS: [Tool; 3] = [
    Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        // The same as the page's dependency in Cargo.toml: the two must match exactly.
        version: "0.2.129",
        features: &[],
        minutes: 2,
    },
    Tool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14",
        // Without the look whether a newer version exists.
        features: &["--no-default-features", "--features", "rustls"],
        minutes: 7,
    },
    Tool {
        package: "wasm_split_cli_support",
        program: "wasm-split-cli",
        // Of the same series as the page's dependency wasm_split_helpers.
        version: "0.2.3",
        features: &["--features", "build-binary"],
        minutes: 1,
    },
];

/// Installs what building the page needs.
///
/// # Errors
/// Something is missing that has to be installed by hand, or an installation failed.
pub fn for_page() -> Outcome {
    wasm_target()?;
    npm_packages()?;
    TOOLS.iter().try_for_each(install)
}

/// Installs the standard library for the page's target.
///
/// # Errors
/// It is missing and rustup can't bring it.
pub fn wasm_target() -> Outcome {
    let libraries = ["--print", "target-libdir", "--target", WASM_TARGET];
    if output(&mut command("rustc", &libraries)).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    rustup(&["target", "add", WASM_TARGET])
}

/// Installs the source of the standard library, which a small program compiles anew.
///
/// # Errors
/// It is missing and rustup can't bring it.
pub fn library_source() -> Outcome {
    let sysroot = output(&mut command("rustc", &["--print", "sysroot"])).unwrap_or_default();
    let library = Path::new(&sysroot).join("lib/rustlib/src/rust/library");
    if library.is_dir() {
        return Ok(());
    }
    rustup(&["component", "add", "rust-src"])
}

/// Installs the component behind a cargo command: `rustfmt` or `clippy`.
///
/// # Errors
/// It is missing and rustup can't bring it.
pub fn component(name: &str) -> Outcome {
    let program = if name == "clippy" {
        "clippy-driver"
    } else {
        name
    };
    if output(&mut command(program, &["--version"])).is_some() {
        return Ok(());
    }
    rustup(&["component", "add", name])
}

fn rustup(arguments: &[&str]) -> Outcome {
    let words = arguments.join(" ");
    say(&format!("rustup {words} (under a minute)"));
    let failure = format!(
        "`rustup {words}` did not work: install rustup from https://rustup.rs, or this part of \
         Rust in your system's own way."
    );
    run(&mut command("rustup", arguments), &failure)
}

fn install(tool: &Tool) -> Outcome {
    let wanted = format!("{} {}", tool.package, tool.version);
    // Cargo's list of what it has installed there: not every program can tell its version.
    let installed = fs::read_to_string(tools_folder().join(".crates.toml")).unwrap_or_default();
    let is_there = tools_folder().join("bin").join(tool.program).is_file();
    if is_there && installed.contains(&format!("\"{wanted} (")) {
        return Ok(());
    }
    say(&format!(
        "Building {wanted} for this project, into .tools/ (once, about {} minutes on two cores)",
        tool.minutes
    ));
    let version = format!("{}@{}", tool.package, tool.version);
    let mut cargo = command("cargo", &["install", "--locked", "--force", &version]);
    cargo
        .args(tool.features)
        .arg("--root")
        .arg(tools_folder())
        // A folder of its own, so that an interrupted build goes on where it stopped.
        .env("CARGO_TARGET_DIR", tools_folder().join("target"))
        // They run for seconds: building them quickly is worth more than their speed.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    let failure = format!(
        "{wanted} could not be built: see the reason above; a C compiler and a way to crates.io \
         are needed."
    );
    run(&mut cargo, &failure)?;
    // Only a cache of the build, but a big one.
    fs::remove_dir_all(tools_folder().join("target"))
        .map_err(|error| format!(".tools/target could not be removed: {error}."))
}

/// Installs the npm packages of the lock file: wasm-opt and the driver of the browser tests.
///
/// # Errors
/// Node is missing or too old, or npm failed.
pub fn npm_packages() -> Outcome {
    let node = output(&mut command("node", &["--version"])).unwrap_or_default();
    let major = node
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|n| n.parse().ok());
    if major.is_none_or(|major: u32| major < OLDEST_NODE) {
        return Err(format!(
            "Node {OLDEST_NODE} or newer is needed (found: {}): install it from https://nodejs.org \
             or your system's packages.",
            if node.is_empty() { "none" } else { &node }
        ));
    }
    let changed = |path: &str| {
        fs::metadata(root().join(path))
            .and_then(|m| m.modified())
            .ok()
    };
    // npm writes the second file whenever it has installed something.
    if changed("package-lock.json") <= changed("node_modules/.package-lock.json") {
        return Ok(());
    }
    say("Installing the npm packages of package-lock.json (under a minute)");
    run(
        &mut command("npm", &["ci", "--no-audit", "--no-fund"]),
        "`npm ci` failed: see the reason above.",
    )
}

/// A command that runs one of the project's own programs and lets it find the others.
pub fn own(program: &str, arguments: &[&str]) -> Command {
    let mut own = command(program, arguments);
    own.env("PATH", path());
    own
}

/// The search path with the project's own programs first.
fn path() -> OsString {
    // Trunk calls this very program; that it has a folder can't fail.
    let this = env::current_exe().unwrap_or_default();
    let own = [
        this.parent().map(Path::to_owned).unwrap_or_default(),
        tools_folder().join("bin"),
        root().join("node_modules").join(".bin"),
    ];
    let inherited = env::var_os("PATH").unwrap_or_default();
    let inherited: Vec<PathBuf> = env::split_paths(&inherited).collect();
    // Fails only for a name that no inherited path can have.
    env::join_paths(own.into_iter().chain(inherited)).unwrap_or_default()
}

fn tools_folder() -> PathBuf {
    root().join(".tools")
}

/// The browser for the tests: the one that `CHROMIUM` names, one that is installed, or one that is
/// installed now.
///
/// # Errors
/// There is none, and none can be installed here.
pub fn browser() -> Result<PathBuf, String> {
    const BY_HAND: &str = "The browser tests need Chromium or Chrome: install one, or set the \
                           variable CHROMIUM to its path.";
    if let Some(named) = env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        return if named.is_file() {
            Ok(named)
        } else {
            Err(format!(
                "CHROMIUM names {}, which is not a file.",
                named.display()
            ))
        };
    }
    if let Some(found) = installed_browser() {
        return Ok(found);
    }
    let may_install = Path::new("/usr/bin/apt-get").is_file()
        && output(&mut command("id", &["-u"])).is_some_and(|user| user == "0");
    if !may_install {
        return Err(BY_HAND.to_owned());
    }
    say("Installing Chromium with apt-get (a few minutes)");
    run(&mut command("apt-get", &["update"]), BY_HAND)?;
    let mut install = command("apt-get", &["install", "--yes", "chromium"]);
    run(install.env("DEBIAN_FRONTEND", "noninteractive"), BY_HAND)?;
    installed_browser().ok_or_else(|| BY_HAND.to_owned())
}

fn installed_browser() -> Option<PathBuf> {
    const NAMES: [&str; 5] = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome.exe",
    ];
    const ELSEWHERE: [&str; 3] = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    on_path
        .chain(ELSEWHERE.map(PathBuf::from))
        .find(|file| file.is_file())
}
