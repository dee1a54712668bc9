package source

import (
	"slices"
	"strings"
)

// Object is a mapping whose keys are known.
type Object struct {
	Position
	node *Node
}

// Object returns the mapping n and reports every key that is not among known,
// with the key that was probably meant. If n is no mapping, the object has no
// keys.
func (r *Reader) Object(n *Node, known ...string) Object {
	if n == nil {
		return Object{}
	}
	o := Object{Position: n.Position, node: n}
	for _, e := range r.Entries(n) {
		if !slices.Contains(known, e.Key.Text) {
			r.Errorf(e.Key.Position, keyFix(e.Key.Text, known), "unknown key %s", show(e.Key.Text))
		}
	}
	return o
}

// keyFix explains a key that nobody knows.
func keyFix(key string, known []string) string {
	near, ok := Suggest(key, known)
	if !ok || near == key || fold(near) != fold(key) {
		return anyOf(key, known)
	}
	if strings.EqualFold(near, key) {
		return "write " + near + ": upper and lower case differ"
	}
	return "write " + near + ": keys have no dashes and underscores"
}

// Entries returns the keys and values of a mapping whose keys are free.
func (r *Reader) Entries(n *Node) []Entry {
	if n == nil {
		return nil
	}
	if n.Kind != Mapping {
		r.wrong(n, "a mapping", "write {key: value}, or lines of key: value")
		return nil
	}
	return n.Entries
}

// Get returns the value under key, or nil.
func (o Object) Get(key string) *Node { return o.node.Get(key) }

// Has tells whether the key is there, be it with a value or without.
func (o Object) Has(key string) bool { return o.Get(key) != nil }

// Key returns the place of the key itself, or of the object if the key is not
// there.
func (o Object) Key(key string) Position {
	if o.node != nil {
		for _, e := range o.node.Entries {
			if e.Key.Text == key {
				return e.Key.Position
			}
		}
	}
	return o.Position
}

// Require reports each of keys that the object does not have, and returns
// whether it has them all. An object that is no mapping at all was reported
// before and is not reported again.
func (r *Reader) Require(o Object, keys ...string) bool {
	if o.node == nil || o.node.Kind != Mapping {
		return false
	}
	all := true
	for _, key := range keys {
		if !o.Has(key) {
			r.Errorf(o.Position, "add "+key+": …", "%sthe key %s is missing", o.node.prefix(), show(key))
			all = false
		}
	}
	return all
}

// OnlyOne reports if the object has more than one of keys, or none, and
// returns the one it has.
func (r *Reader) OnlyOne(o Object, keys ...string) string {
	if o.node == nil || o.node.Kind != Mapping {
		return ""
	}
	var has []string
	for _, key := range keys {
		if o.Has(key) {
			has = append(has, key)
		}
	}
	switch len(has) {
	case 0:
		r.Errorf(o.Position, "add "+orList(keys), "%snone of its main keys is there", o.node.prefix())
	case 1:
		return has[0]
	default:
		r.Errorf(o.Key(has[1]), "keep one of them", "%s and %s exclude each other", has[0], has[1])
	}
	return ""
}
