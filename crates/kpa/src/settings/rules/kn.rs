//! Rules about `kn` command lines.

use crate::text::{
    Rule,
    Severity::{Error, Note},
};

/// A value that kn doesn't take.
pub static KN_VALUE: Rule = Rule {
    code: "kn-value",
    severity: Error,
    what: "`{flag}` doesn't take \"{value}\".",
    effect: "kn refuses the command.",
    mend: "It takes {wanted}.",
};

/// A flag that is nearly one.
pub static KN_UNKNOWN_FLAG: Rule = Rule {
    code: "kn-unknown-flag",
    severity: Error,
    what: "There is no flag `{flag}`; did you mean `{meant}`?",
    effect: "kn refuses the command.",
    mend: "Write `{meant}`.",
};

/// A flag of an older version.
pub static KN_OLD_FLAG: Rule = Rule {
    code: "kn-old-flag",
    severity: Note,
    what: "`{flag}` is called `{new}` today.",
    effect: "Old versions of kn take it; newer ones warn or refuse it.",
    mend: "Write `{new}`.",
};

/// All of them.
pub static ALL: &[&Rule] = &[&KN_VALUE, &KN_UNKNOWN_FLAG, &KN_OLD_FLAG];
