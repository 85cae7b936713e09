//! Running other programs: their output goes straight through to ours.

use crate::root;
use std::process::Command;

/// The way every step ends: well, or with one sentence that says what failed and what to do.
pub type Outcome = Result<(), String>;

/// Says what is going on; set apart from the output of the programs.
pub fn say(text: &str) {
    println!("\n── {text}");
}

/// A command that runs in the workspace's folder.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    // npm is a script there, and the system only completes the names of programs.
    let program = if cfg!(windows) && program == "npm" {
        "npm.cmd"
    } else {
        program
    };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Runs a command to its end.
///
/// # Errors
/// The given sentence, when the command could not be started or reported a failure.
pub fn run(command: &mut Command, failure: &str) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(failure.to_owned()),
        Err(error) => {
            let program = command.get_program().to_string_lossy();
            Err(format!(
                "{failure} (`{program}` could not be started: {error})"
            ))
        }
    }
}

/// What a command prints, or nothing when it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
