package source

import (
	"strings"
	"testing"
)

// The X of each text is found where it was written.
func TestWithin(t *testing.T) {
	for name, doc := range map[string]string{
		"plain":              "a: one X two",
		"accents":            "a: é é X",
		"single quotes":      "a: 'it''s X'",
		"double quotes":      `a: "\"q\" \u00e9 \x41 \U0001f600 X"`,
		"an anchor":          "a: &b  'X'",
		"an anchored word":   "a: &b X",
		"in a list":          "a: [b, 'c X']",
		"block":              "a: |\n  one\n  two X\n",
		"indented block":     "a: |\n  one\n    two X\n",
		"block with gaps":    "a: |\n  one\n\n  X\n",
		"folded":             "a: >-\n  one\n  two X\n",
		"over lines":         "a: one\n  two\n  X three\n",
		"over an empty line": "a: one\n\n  X three\n",
		"quoted over lines":  "a: 'one\n\n  two X'\n",
		"lines that go on":   "a: \"one \\\n   two X\"\n",
		"JSON":               `{"a": "\u00e9\n X"}`,
	} {
		root, found := Parse("f", []byte(doc), Options{})
		if root == nil {
			t.Fatal(name, found)
		}
		n := root.Get("a")
		if n.Kind == Sequence {
			n = n.Items[1]
		}
		line, column := locate(doc, strings.Index(doc, "X"))
		if got := n.Within(strings.Index(n.Text, "X")); got.Line != line || got.Column != column {
			t.Errorf("%s: at %v, want %d:%d", name, got, line, column)
		}
	}
}
