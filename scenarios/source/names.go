package source

import (
	"fmt"
	"strings"
)

// MaxName is how many bytes a name may have.
const MaxName = 256

// Name returns a text that names something and is shown again and again: 1 to
// 256 bytes of visible characters, no space at either end. Control, zero-width
// and bidirectional characters are refused.
func (r *Reader) Name(n *Node) string {
	text := r.String(n)
	if n == nil || !isText(n) {
		return ""
	}
	if fault, fix := nameFault(text); fault != "" {
		r.Errorf(n.Position, fix, "%s%s %s", n.prefix(), show(text), fault)
		return ""
	}
	return text
}

func nameFault(text string) (fault, fix string) {
	switch {
	case text == "":
		return "is no name", "write at least one character"
	case len(text) > MaxName:
		return fmt.Sprintf("is longer than %d bytes", MaxName), "choose a shorter name"
	case strings.TrimSpace(text) != text:
		return "begins or ends with a space", "write " + show(strings.TrimSpace(text))
	case Escape(text) != text:
		return "has invisible characters", "use letters, digits and signs that can be seen"
	}
	return "", ""
}

// Names returns a list of names; one name alone is a list of one.
func (r *Reader) Names(n *Node) []string {
	var names []string
	for _, item := range r.OneOrList(n) {
		if name := r.Name(item); name != "" {
			names = append(names, name)
		}
	}
	return names
}
