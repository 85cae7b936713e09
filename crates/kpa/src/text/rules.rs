//! The rules about reading a text at all.

use super::finding::{Rule, Severity};

/// The text is not YAML.
pub static YAML_SYNTAX: Rule = Rule {
    code: "yaml-syntax",
    severity: Severity::Error,
    what: "This isn't YAML: {detail}.",
    effect: "Kubernetes can't read the document, and nothing behind this place counts.",
    mend: "Look at the indentation, the colons and the quotes here and on the line above.",
};

/// A tab where YAML wants spaces.
pub static TAB_INDENTATION: Rule = Rule {
    code: "tab-indentation",
    severity: Severity::Error,
    what: "A line is indented with a tab.",
    effect: "YAML allows spaces only, so Kubernetes can't read the document.",
    mend: "Replace the tab by spaces.",
};

/// More text than anybody applies.
pub static TEXT_TOO_LARGE: Rule = Rule {
    code: "text-too-large",
    severity: Severity::Error,
    what: "The text has {size} bytes, more than {limit}.",
    effect: "Kubernetes takes no object of this size; the text is not read here.",
    mend: "Leave only the Service and the ConfigMaps in it.",
};

/// Nesting that no resource has.
pub static TOO_DEEP: Rule = Rule {
    code: "too-deep",
    severity: Severity::Error,
    what: "More than {limit} levels are nested into each other.",
    effect: "No Kubernetes resource is nested like this; nothing behind this place is read.",
    mend: "Look for brackets that are never closed.",
};

/// An alias, which is not followed.
pub static ALIAS: Rule = Rule {
    code: "alias",
    severity: Severity::Error,
    what: "An alias stands for a value from elsewhere.",
    effect: "Kubernetes would copy that value here; it is not followed here, because a few aliases can grow a small text without bound.",
    mend: "Write the value itself.",
};

/// A key that stands twice.
pub static DUPLICATE_KEY: Rule = Rule {
    code: "duplicate-key",
    severity: Severity::Warning,
    what: "`{key}` stands twice in the same place; the other one is on line {line}.",
    effect: "The last one counts, the earlier ones are dropped without a word.",
    mend: "Keep one of them.",
};

/// Nothing to read.
pub static EMPTY_TEXT: Rule = Rule {
    code: "empty-text",
    severity: Severity::Note,
    what: "There is nothing in this text.",
    effect: "Knative's defaults hold.",
    mend: "Paste a Service or a ConfigMap.",
};

/// A document that is no mapping.
pub static NOT_A_MAPPING: Rule = Rule {
    code: "not-a-mapping",
    severity: Severity::Error,
    what: "The document is {kind}, not a list of keys and values.",
    effect: "Every Kubernetes resource is a mapping with `apiVersion` and `kind`; this is refused.",
    mend: "Begin the document with `apiVersion:` and `kind:`.",
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
