package source

import "strconv"

// Kind is what a Node is.
type Kind uint8

// The kinds of node.
const (
	Null     Kind = iota // nothing: an empty value, ~ or null
	Scalar               // one word or text
	Sequence             // a list
	Mapping              // keys with values, in the order written
)

// String returns the kind in the words of our messages.
func (k Kind) String() string {
	return [...]string{"nothing", "a value", "a list", "a mapping"}[k]
}

// Style is how a scalar was written. It matters where a quoted "0644" and a
// bare 0644 are different things.
type Style uint8

// The styles of a scalar.
const (
	Plain   Style = iota // bare
	Quoted               // in single or double quotes, or tagged !!str
	Literal              // a block after | or >
)

// Node is one value of a text with its place. An alias is the very node of its
// anchor, so a tree may hold the same node twice: do not change nodes in
// place, use Set.
type Node struct {
	Position
	Kind    Kind
	Style   Style
	Text    string  // of a scalar, without quotes and escapes
	Items   []*Node // of a sequence
	Entries []Entry // of a mapping
	Flow    bool    // written, or to be written, on one line: {a: 1} or [a, b]
	Label   string  // the key this value, or the list it is in, stands under
	raw     string  // of a scalar that was read: the document from its beginning on
}

// Entry is one key of a mapping with its value.
type Entry struct {
	Key, Value *Node
}

// Get returns the value under key, or nil if n is nil, is no mapping or has no
// such key.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if e.Key.Text == key {
			return e.Value
		}
	}
	return nil
}

// Equal tells whether a and b mean the same: places, labels and ways of
// writing do not count, the order of keys does.
func Equal(a, b *Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a == b {
		return true
	}
	if a.Kind != b.Kind || len(a.Items) != len(b.Items) || len(a.Entries) != len(b.Entries) {
		return false
	}
	if a.Kind == Scalar {
		return a.Text == b.Text && a.Meaning() == b.Meaning()
	}
	for i := range a.Items {
		if !Equal(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Entries {
		if !Equal(a.Entries[i].Key, b.Entries[i].Key) || !Equal(a.Entries[i].Value, b.Entries[i].Value) {
			return false
		}
	}
	return true
}

// Str returns a node for a text; Write puts it in quotes if it needs them.
func Str(text string) *Node { return &Node{Kind: Scalar, Style: Quoted, Text: text} }

// Int returns a node for a whole number.
func Int(i int64) *Node { return &Node{Kind: Scalar, Text: strconv.FormatInt(i, 10)} }

// Bool returns a node for true or false.
func Bool(b bool) *Node { return &Node{Kind: Scalar, Text: strconv.FormatBool(b)} }

// Seq returns a list of items.
func Seq(items ...*Node) *Node { return &Node{Kind: Sequence, Items: items} }

// Map returns a mapping with the entries given, in that order.
func Map(entries ...Entry) *Node { return &Node{Kind: Mapping, Entries: entries} }

// Pair returns one entry for Map.
func Pair(key string, value *Node) Entry { return Entry{Key: Str(key), Value: value} }

// Inline returns n marked to be written on one line.
func Inline(n *Node) *Node {
	n.Flow = true
	return n
}

// Bare returns a node for a text from a command line, where file names the flag.
func Bare(file, text string) *Node {
	return &Node{Position: Position{File: file, Line: 1, Column: 1}, Kind: Scalar, Style: Quoted, Text: text, raw: text}
}
