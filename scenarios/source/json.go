package source

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonTree reads JSON token by token, which keeps order, places and numbers as
// they were written.
type jsonTree struct {
	*parsing
	decoder *json.Decoder
	cursor  *cursor // at the token read last
}

func (p *parsing) parseJSON() *Node {
	t := &jsonTree{parsing: p, decoder: json.NewDecoder(strings.NewReader(p.text)), cursor: newCursor(p.text)}
	t.decoder.UseNumber()
	root := t.value(1, "")
	if p.stopped {
		return nil
	}
	if t.skip(); t.cursor.offset < len(p.text) {
		p.refuse(t.here(), "something follows the end of the document", "keep one document in a file")
	}
	return root
}

func (t *jsonTree) here() Position { return t.at(t.cursor.line, t.cursor.column) }

// skip moves to the next token.
func (t *jsonTree) skip() {
	end := int(t.decoder.InputOffset())
	for end < len(t.text) && strings.IndexByte(" \t\r\n,:", t.text[end]) >= 0 {
		end++
	}
	t.cursor.toOffset(end)
}

// token returns the next token, or nil after it has reported what is wrong.
func (t *jsonTree) token() (json.Token, bool) {
	t.skip()
	token, err := t.decoder.Token()
	if err == nil {
		return token, true
	}
	var syntax *json.SyntaxError
	message := "this is not JSON"
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		t.cursor.toOffset(len(t.text))
		message = "the text ends too early"
	case errors.As(err, &syntax):
		message += ": " + strings.TrimPrefix(syntax.Error(), "json: ")
	}
	t.stop(t.here(), message, "check commas, quotes and brackets")
	return nil, false
}

func (t *jsonTree) value(depth int, label string) *Node {
	token, ok := t.token()
	if !ok {
		return nil
	}
	n := &Node{Position: t.here(), Label: label, Kind: Scalar}
	if !t.enter(n.Position, depth, 1) {
		return nil
	}
	switch v := token.(type) {
	case json.Delim:
		return t.collection(n, v, depth)
	case string:
		n.Style, n.Text, n.raw = Quoted, v, t.text[t.cursor.offset:]
	case json.Number:
		n.Text = v.String()
	case bool:
		n.Text = Bool(v).Text
	case nil:
		n.Kind, n.Text = Null, "null"
	}
	return n
}

func (t *jsonTree) collection(n *Node, open json.Delim, depth int) *Node {
	seen := map[string]int{}
	n.Kind = Sequence
	if open == '{' {
		n.Kind = Mapping
	}
	for t.decoder.More() && !t.stopped {
		if n.Kind == Sequence {
			n.Items = append(n.Items, t.value(depth+1, n.Label))
			continue
		}
		if key := t.value(depth+1, ""); key != nil {
			t.entry(n, key, seen, depth)
		}
	}
	if !t.stopped {
		t.token()
	}
	return n
}

func (t *jsonTree) entry(n, key *Node, seen map[string]int, depth int) {
	value := t.value(depth+1, key.Text)
	if value != nil && t.checkKey(key) {
		t.add(n, seen, Entry{key, value})
	}
}
