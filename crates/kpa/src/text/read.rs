//! From text to trees, within limits.

use super::builder::Builder;
use super::finding::Finding;
use super::node::Document;
use super::rules;
use super::span::{Place, Span};

/// The longest text that is read, in bytes. It is the largest request that etcd, where Kubernetes
/// keeps its objects, takes by default.
pub const LARGEST: usize = 1_572_864;

/// How deep containers may be nested. Real resources stay below 20.
pub const DEEPEST: usize = 100;

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The documents, empty ones left out. Only the last one can be incomplete.
    pub documents: Vec<Document>,
    /// What is wrong with the text as YAML.
    pub findings: Vec<Finding>,
}

/// Reads the text of that number.
pub fn read(number: usize, text: &str) -> Reading {
    if text.len() > LARGEST {
        let place = Place {
            text: number,
            span: Span::default(),
        };
        let finding = rules::TEXT_TOO_LARGE
            .at(place)
            .with("size", text.len())
            .with("limit", LARGEST);
        return Reading {
            documents: Vec::new(),
            findings: vec![finding],
        };
    }
    Builder::read(number, text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Node, Style, Value};

    fn codes(reading: &Reading) -> Vec<&'static str> {
        reading.findings.iter().map(Finding::code).collect()
    }

    /// Every node of a tree, without recursion.
    fn nodes(root: &Node) -> Vec<&Node> {
        let mut found = vec![root];
        let mut at = 0;
        while let Some(&node) = found.get(at) {
            found.extend(node.items());
            found.extend(
                node.entries()
                    .iter()
                    .flat_map(|entry| [&entry.key, &entry.value]),
            );
            at += 1;
        }
        found
    }

    #[test]
    fn every_node_knows_its_place() {
        let text = "# é\na: {b: 'x'}\nc:\nd:\n  - \"é\"\n  - |\n    one\n\n# end\n---\ne: f";
        let reading = read(3, text);
        let [first, second] = &reading.documents[..] else {
            panic!("{reading:?}")
        };
        assert_eq!(first.text, 3);
        for (path, want, line, column) in [
            (&["a"][..], "{b: 'x'}", 2, 4),
            (&["a", "b"], "'x'", 2, 8),
            (&["c"], "", 3, 3),
            (&["d"], "- \"é\"\n  - |\n    one\n\n", 5, 3),
        ] {
            let node = first.root.at(path).unwrap();
            assert_eq!(node.span.of(text), want, "{path:?}");
            assert_eq!(
                (node.span.start.line, node.span.start.column),
                (line, column),
                "{path:?}"
            );
        }
        assert_eq!(second.root.get("e").unwrap().span.of(text), "f");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let deep = "[".repeat(5000);
        let nested = "- ".repeat(200_000);
        let large = "a".repeat(LARGEST + 1);
        let bomb = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n";
        for (text, want, documents) in [
            ("", &["empty-text"][..], 0),
            ("# nothing\n---\n---\n", &["empty-text"], 0),
            ("- a\n- b\n", &["not-a-mapping"], 1),
            ("hello", &["not-a-mapping"], 1),
            ("a: b: c", &["yaml-syntax"], 1),
            ("a: 1\nb: 'x", &["yaml-syntax"], 1),
            ("a: 1\n---\nb: [", &["yaml-syntax"], 2),
            ("a:\n\tb: 1", &["tab-indentation"], 1),
            ("a: 1\na: 2\na: 3", &["duplicate-key", "duplicate-key"], 1),
            (&deep, &["too-deep"], 0),
            (&nested, &["too-deep"], 1),
            (&large, &["text-too-large"], 0),
            (bomb, &["alias"; 6], 1),
        ] {
            let reading = read(0, text);
            let shown: String = text.chars().take(20).collect();
            let mut got = codes(&reading);
            // A broken document can also be no mapping; what stopped the reading comes first.
            got.dedup_by(|b, a| *b == "not-a-mapping" && *a == "too-deep");
            assert_eq!(got, want, "{shown}");
            assert_eq!(reading.documents.len(), documents, "{shown}");
        }
    }

    #[test]
    fn what_stands_before_an_error_is_kept() {
        let reading = read(0, "a: 1\nb:\n  c: 2\n  d: [3\n");
        let [document] = &reading.documents[..] else {
            panic!("{reading:?}")
        };
        assert!(!document.complete);
        assert_eq!(
            document.root.at(&["b", "c"]).and_then(Node::text),
            Some("2")
        );
    }

    proptest! {
        /// Plain and quoted scalars stand where they say; nothing panics, whatever the text.
        #[test]
        fn any_text_is_read(text in "([ \\n:\\-'\"\\[\\]{},#&*!|>\t\r?é😀a-c0-9~%]|- |: |\n  ){0,60}") {
            for document in read(0, &text).documents {
                for node in nodes(&document.root) {
                    prop_assert!(node.span.start <= node.span.end, "{text:?}");
                    prop_assert!(text.get(node.span.bytes()).is_some(), "{text:?}");
                    if let Value::Scalar { text: content, style: Style::Plain, .. } = &node.value
                        && !content.contains([' ', '\n'])
                        && node.span.start.line == node.span.end.line
                    {
                        // A tag or an anchor counts as part of the node.
                        prop_assert!(node.span.of(&text).ends_with(content), "{:?}", text);
                    }
                }
            }
        }
    }
}
