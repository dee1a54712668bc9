package scenarios

import (
	"reflect"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Encode prints a scenario as YAML, always in the same way, so that Decode
// reads an equal one back.
func Encode(s *Scenario) []byte {
	return source.Write(EncodeNode(s))
}

// EncodeShort is Encode with fewer lines: all that takes no more columns than
// that stands on one.
func EncodeShort(s *Scenario, columns int) []byte {
	root := short(encode(reflect.ValueOf(s).Elem(), &field{}), columns)
	root.Flow = false
	return source.Write(root)
}

// short is a copy of a tree with each part of it on one line if it fits.
func short(n *source.Node, columns int) *source.Node {
	made := *n
	made.Flow = width(n) <= columns
	made.Items, made.Entries = nil, nil
	for _, item := range n.Items {
		made.Items = append(made.Items, short(item, columns))
	}
	for _, e := range n.Entries {
		made.Entries = append(made.Entries, source.Entry{Key: e.Key, Value: short(e.Value, columns)})
	}
	return &made
}

// EncodeNode returns the tree that Encode prints.
func EncodeNode(s *Scenario) *source.Node {
	root := encode(reflect.ValueOf(s).Elem(), &field{})
	root.Flow = false
	for _, e := range root.Entries {
		spread(e.Value)
	}
	return root
}

// spread puts each entry of an outer mapping, and each item of a list unless
// it is a word, on a line of its own.
func spread(n *source.Node) {
	n.Flow = n.Kind == source.Sequence && !slices.ContainsFunc(n.Items, isCollection)
	for _, e := range n.Entries {
		if slices.ContainsFunc(e.Value.Items, isCollection) {
			spread(e.Value)
		}
	}
}

func isCollection(n *source.Node) bool { return n.Kind == source.Sequence || n.Kind == source.Mapping }

// A noder prints itself.
type noder interface{ node() *source.Node }

// encode returns the node for v, or nil if v stands for an absent key.
func encode(v reflect.Value, f *field) *source.Node {
	if v.IsZero() && f.key != "" && !f.is["required"] {
		return nil
	}
	switch from := v.Interface().(type) {
	case Name:
		return source.Str(from.Text)
	case kernel.Time:
		return source.Str(source.FormatDuration(int64(from)))
	case Range:
		return source.Str(from.String())
	}
	if v.CanAddr() {
		if from, ok := v.Addr().Interface().(noder); ok {
			return from.node()
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return encode(v.Elem(), &field{enum: f.enum})
	case reflect.Struct:
		return encodeObject(v)
	case reflect.Slice:
		return encodeList(v, f)
	case reflect.Bool:
		return source.Bool(v.Bool())
	case reflect.Int64:
		return source.Int(v.Int())
	}
	return source.Str(v.String())
}

func encodeObject(v reflect.Value) *source.Node {
	s, made := shapeOf(v.Type()), source.Map()
	for i := range s.fields {
		f := &s.fields[i]
		if value := encode(v.FieldByIndex(f.index), f); value != nil {
			made.Entries = append(made.Entries, source.Pair(f.key, value))
		}
	}
	return fitting(made)
}

func encodeList(v reflect.Value, f *field) *source.Node {
	if f.is["keyed"] {
		return encodeKeyed(v)
	}
	made := source.Seq()
	for i := range v.Len() {
		made.Items = append(made.Items, encode(v.Index(i), &field{enum: f.enum}))
	}
	if f.is["one"] && v.Len() == 1 {
		return made.Items[0]
	}
	return fitting(made)
}

func encodeKeyed(v reflect.Value) *source.Node {
	s, made := shapeOf(v.Type().Elem()), source.Map()
	for i := range v.Len() {
		item := v.Index(i)
		key, value := encode(item.FieldByIndex(s.free.index), &field{}), encodeObjectOr(item, s)
		made.Entries = append(made.Entries, source.Pair(key.Text, value))
	}
	return fitting(made)
}

func encodeObjectOr(item reflect.Value, s *shape) *source.Node {
	if s.whole == nil {
		return encodeObject(item)
	}
	whole := *s.whole
	whole.key = ""
	return encode(item.FieldByIndex(whole.index), &whole)
}

// fitting puts a list or mapping on one line if it is short enough.
func fitting(n *source.Node) *source.Node {
	n.Flow = width(n) <= 100
	return n
}

// width is about how many columns n takes on one line; too many if it can not
// go on one.
func width(n *source.Node) int {
	const tooMany = 1 << 10
	sum := len(n.Text) + 2
	if strings.Contains(n.Text, "\n") {
		sum += tooMany
	}
	for _, item := range n.Items {
		sum += width(item) + 2
	}
	for _, e := range n.Entries {
		sum += len(e.Key.Text) + 2 + width(e.Value)
	}
	return min(sum, tooMany)
}

// GoString prints a scenario as YAML, which says more to a reader of a failed
// test than its fields.
func (s *Scenario) GoString() string { return "\n" + string(Encode(s)) }

// GoString prints an entry of a timeline as YAML.
func (e Entry) GoString() string { return string(source.Write(encode(reflect.ValueOf(e), &field{}))) }
