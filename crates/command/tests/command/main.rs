//! The `kpa` command from outside: what it prints and what its exit code says.

mod changes;
mod review;
mod simulate;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `kpa` in a folder beside this one, with a text as the standard input: the exit code, what it
/// printed, and what it complained about.
fn kpa(folder: &str, arguments: &[&str], stdin: &str) -> (i32, String, String) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut child = Command::new(env!("CARGO_BIN_EXE_kpa"))
        .args(arguments)
        .current_dir(tests.join(folder))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut pipe = child.stdin.take().expect("it has an input");
    // It may have given up before it read anything.
    let _ = pipe.write_all(stdin.as_bytes());
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints text");
    (
        output.status.code().expect("it exits"),
        text(output.stdout),
        text(output.stderr),
    )
}
