package scenarios

// Mappings: which keys may be there, and what of AWS's output is passed over.

import (
	"reflect"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// object is a mapping whose keys may be spelt in two ways.
type object struct {
	source.Object
	node *source.Node
	*shape
}

// get returns the value of a key in either spelling, or nil.
func (o object) get(key string) *source.Node {
	if value := o.Get(key); value != nil || !o.aws || o.isOurs(swapped(key)) {
		return value
	}
	return o.Get(swapped(key))
}

// keys returns the keys as they were written.
func (o object) keys() []string {
	var keys []string
	for _, e := range o.node.Entries {
		keys = append(keys, e.Key.Text)
	}
	return keys
}

func (d *decoder) object(n *source.Node, v reflect.Value) {
	s := shapeOf(v.Type())
	o := object{d.Object(n, s.accepted(n)...), n, s}
	if s.pos != nil {
		v.FieldByIndex(s.pos).Set(reflect.ValueOf(Pos{n.Position}))
	}
	if n.Kind != source.Mapping {
		return
	}
	d.passOver(o)
	for i := range s.fields {
		f := &s.fields[i]
		value := o.get(f.key)
		switch {
		case value != nil:
			d.fill(value, v.FieldByIndex(f.index), f)
		case f.is["required"]:
			d.Require(o.Object, f.key)
		}
	}
	if checked, ok := v.Addr().Interface().(validator); ok {
		checked.validate(d, o)
	}
}

// accepted returns the keys that n may have, with the other spelling of those
// that it has in that one.
func (s *shape) accepted(n *source.Node) []string {
	if !s.aws {
		return s.known
	}
	accepted := s.known
	for _, e := range n.Entries {
		other := swapped(e.Key.Text)
		if !slices.Contains(s.known, e.Key.Text) && slices.Contains(s.known, other) && n.Get(other) == nil && !s.isOurs(other) {
			accepted = append(accepted[:len(accepted):len(accepted)], e.Key.Text)
		}
	}
	return accepted
}

func (s *shape) isOurs(key string) bool {
	return slices.ContainsFunc(s.fields, func(f field) bool { return f.key == key && f.is["ours"] })
}

// passOver tells of keys that AWS prints and a simulation does not need, and
// refuses those that it would need and can not follow.
func (d *decoder) passOver(o object) {
	for _, key := range o.ignored {
		if o.get(key) != nil {
			d.Notef(o.get(key).Position, "", "%s is what AWS prints; it decides nothing here", key)
		}
	}
	for _, key := range o.empty {
		if value := o.get(key); value != nil && !saysNothing(value) {
			d.Errorf(value.Position, "leave it out or empty", "%s can not be simulated yet", key)
		}
	}
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
