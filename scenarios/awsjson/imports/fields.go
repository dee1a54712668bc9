package imports

// Looking into AWS's values. The first letter of a key may be upper or lower
// case: the CLI, the SDKs and CloudFormation differ.

import (
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// sameKey tells whether two keys differ in the case of the first letter at
// most.
func sameKey(a, b string) bool {
	return len(a) == len(b) && len(a) > 0 && a[1:] == b[1:] && strings.EqualFold(a[:1], b[:1])
}

// get returns the value under a path of keys, or nil.
func get(n *source.Node, path ...string) *source.Node {
	for _, key := range path {
		n = under(n, key)
	}
	return n
}

func under(n *source.Node, key string) *source.Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if sameKey(e.Key.Text, key) {
			return e.Value
		}
	}
	return nil
}

// text returns the text of the scalar under a path of keys, or nothing.
func text(n *source.Node, path ...string) string {
	if n = get(n, path...); n != nil && n.Kind == source.Scalar {
		return n.Text
	}
	return ""
}

// at returns a text that stands where n does.
func at(n *source.Node, text string) *source.Node {
	made := source.Str(text)
	if n != nil {
		made.Position = n.Position
	}
	return made
}

// saysNothing is true of what AWS prints for things that are not in use.
func saysNothing(n *source.Node) bool {
	for _, item := range n.Items {
		if !saysNothing(item) {
			return false
		}
	}
	for _, e := range n.Entries {
		if !saysNothing(e.Value) {
			return false
		}
	}
	return n.Kind != source.Scalar || n.Text == "" || n.Text == "false"
}

// isName tells whether a scenario can have this as a name.
func isName(text string) bool {
	r := source.NewReader()
	r.Name(source.Str(text))
	return len(r.Diagnostics()) == 0
}

// compact prints a value on one line, shortened.
func compact(n *source.Node) string {
	var b strings.Builder
	writeCompact(&b, n)
	return shorten(b.String(), mostCompact)
}

// How many characters a comment shows of a value.
const mostCompact = 160

func writeCompact(b *strings.Builder, n *source.Node) {
	if b.Len() > 4*mostCompact {
		return
	}
	open, end, separator := "[", "]", ""
	switch n.Kind {
	case source.Null:
		b.WriteString("null")
		return
	case source.Scalar:
		if n.Style == source.Plain {
			b.WriteString(shorten(n.Text, mostCompact))
		} else {
			b.WriteString(strconv.Quote(shorten(n.Text, mostCompact)))
		}
		return
	case source.Mapping:
		open, end = "{", "}"
	}
	b.WriteString(open)
	for _, item := range n.Items {
		b.WriteString(separator)
		writeCompact(b, item)
		separator = ", "
	}
	for _, e := range n.Entries {
		b.WriteString(separator + e.Key.Text + ": ")
		writeCompact(b, e.Value)
		separator = ", "
	}
	b.WriteString(end)
}
