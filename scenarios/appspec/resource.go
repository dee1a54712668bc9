package appspec

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// field returns the value under key in whatever case, or nil. CD-9.3
func field(n *source.Node, key string) *source.Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if strings.EqualFold(e.Key.Text, key) {
			return e.Value
		}
	}
	return nil
}

// section reads the parts that files for Lambda and ECS share.
type section struct {
	*check
	rule string
}

var serviceKeys = []string{"version", "Resources", "Hooks"}

// top checks the whole and returns it, or nil if there is nothing to read.
func (s section) top(root *source.Node) *source.Node {
	if root == nil {
		return nil
	}
	if root.Kind != source.Mapping {
		s.refuse(root.Position, s.rule, "", "an AppSpec is a mapping, not "+root.Kind.String(), "begin with version: 0.0 and Resources:")
		return nil
	}
	s.fold(root, "", serviceKeys)
	s.checkVersion(root)
	return root
}

// fold warns of keys that are not known in any case.
func (s section) fold(n *source.Node, where string, known []string) {
	for _, e := range n.Entries {
		if slices.ContainsFunc(known, func(key string) bool { return strings.EqualFold(key, e.Key.Text) }) {
			continue
		}
		if slices.Contains(serverKeys, e.Key.Text) && where == "" {
			s.warn(e.Key.Position, s.rule, where+"the key "+quote(e.Key.Text)+" belongs to instances and is ignored here", "leave it out")
			continue
		}
		s.unknownKey(e.Key, where, known, s.rule)
	}
}

// checkVersion wants 0.0, in quotes or not.
func (s section) checkVersion(root *source.Node) {
	n := field(root, "version")
	w := read(n)
	switch {
	case n == nil:
		s.refuse(root.Position, s.rule, "", "version is missing", "write version: 0.0")
	case !w.isZero() && (w.kind != text || !bare(w.text).isZero()):
		s.refuse(n.Position, s.rule, "", "version: "+quote(w.text)+" is not 0.0", "write version: 0.0")
	}
}

// resource returns name and properties of the one resource that a file must
// have, or nil.
func (s section) resource(root *source.Node, kind string) (*source.Node, *source.Node) {
	n := field(root, "resources")
	fix := "write Resources: with one entry of the type " + kind
	switch {
	case n == nil:
		s.refuse(root.Position, s.rule, "", "Resources is missing", fix)
		return nil, nil
	case n.Kind != source.Sequence:
		s.refuse(n.Position, s.rule, "", "Resources must be a list, not "+n.Kind.String(), "begin the entry with '- '")
		return nil, nil
	case len(n.Items) != 1:
		s.refuse(n.Position, s.rule, "", "Resources has "+strconv.Itoa(len(n.Items))+" entries", fix)
		return nil, nil
	}
	item := n.Items[0]
	if item.Kind != source.Mapping || len(item.Entries) != 1 {
		s.refuse(item.Position, s.rule, "", "the resource must be a mapping of one name", "indent Type and Properties below the name")
		return nil, nil
	}
	e := item.Entries[0]
	return e.Key, s.properties(e, kind)
}

func (s section) properties(e source.Entry, kind string) *source.Node {
	if e.Value.Kind != source.Mapping {
		s.refuse(e.Value.Position, s.rule, "", e.Key.Text+" must be a mapping, not "+e.Value.Kind.String(), "write Type and Properties below the name")
		return nil
	}
	s.fold(e.Value, e.Key.Text+": ", []string{"Type", "Properties"})
	if got := s.text(e.Value, "Type"); got != "" && got != kind {
		s.refuse(field(e.Value, "type").Position, s.rule, "", "Type: no type "+quote(got)+" for this platform", "write Type: "+kind)
	}
	n := field(e.Value, "properties")
	switch {
	case n == nil:
		s.refuse(e.Value.Position, s.rule, "", "Properties is missing", "write Properties: below the name")
	case n.Kind != source.Mapping:
		s.refuse(n.Position, s.rule, "", "Properties must be a mapping, not "+n.Kind.String(), "write the properties below, indented")
	default:
		return n
	}
	return nil
}

// text returns the required word under key.
func (s section) text(n *source.Node, key string) string {
	value := field(n, key)
	w := read(value)
	switch {
	case value == nil:
		s.refuse(n.Position, s.rule, "", key+" is missing", "write "+key+": and its value")
	case w.kind == list || w.kind == mapping:
		s.refuse(value.Position, s.rule, "", key+" must be a text, not "+value.Kind.String(), "write one value")
	case strings.TrimSpace(value.Text) == "" || w.kind == nothing:
		s.refuse(value.Position, s.rule, "", key+" is empty", "write "+key+": and its value")
	default:
		return value.Text
	}
	return ""
}
