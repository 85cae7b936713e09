//! Rules about `kn` command lines.

use crate::text::{
    Rule,
    Severity::{Error, Note},
};

/// A value that kn doesn't take.
pub static KN_VALUE: Rule = Rule {
    code: "kn-value",
    severity: Error,
};

/// A flag that is nearly one.
pub static KN_UNKNOWN_FLAG: Rule = Rule {
    code: "kn-unknown-flag",
    severity: Error,
};

/// A flag of an older version.
pub static KN_OLD_FLAG: Rule = Rule {
    code: "kn-old-flag",
    severity: Note,
};

/// All of them.
pub static ALL: &[&Rule] = &[&KN_VALUE, &KN_UNKNOWN_FLAG, &KN_OLD_FLAG];
