//! The rules about reading a text at all.

use super::finding::{Rule, Severity};

/// The text is not YAML.
pub static YAML_SYNTAX: Rule = Rule {
    code: "yaml-syntax",
    severity: Severity::Error,
};

/// A tab where YAML wants spaces.
pub static TAB_INDENTATION: Rule = Rule {
    code: "tab-indentation",
    severity: Severity::Error,
};

/// More text than anybody applies.
pub static TEXT_TOO_LARGE: Rule = Rule {
    code: "text-too-large",
    severity: Severity::Error,
};

/// Nesting that no resource has.
pub static TOO_DEEP: Rule = Rule {
    code: "too-deep",
    severity: Severity::Error,
};

/// An alias, which is not followed.
pub static ALIAS: Rule = Rule {
    code: "alias",
    severity: Severity::Error,
};

/// A key that stands twice.
pub static DUPLICATE_KEY: Rule = Rule {
    code: "duplicate-key",
    severity: Severity::Warning,
};

/// Nothing to read.
pub static EMPTY_TEXT: Rule = Rule {
    code: "empty-text",
    severity: Severity::Note,
};

/// A document that is no mapping.
pub static NOT_A_MAPPING: Rule = Rule {
    code: "not-a-mapping",
    severity: Severity::Error,
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &YAML_SYNTAX,
    &TAB_INDENTATION,
    &TEXT_TOO_LARGE,
    &TOO_DEEP,
    &ALIAS,
    &DUPLICATE_KEY,
    &EMPTY_TEXT,
    &NOT_A_MAPPING,
];
