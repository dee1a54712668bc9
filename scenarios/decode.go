package scenarios

import (
	"reflect"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Decode reads a scenario from YAML or JSON. file is for messages alone. The
// diagnostics tell every fault at once; if they hold an Error, the scenario is
// only what could be read, and nil if that is nothing.
func Decode(file string, data []byte) (*Scenario, source.Diagnostics) {
	root, found := source.Parse(file, data, source.Options{})
	if root == nil {
		return nil, found
	}
	s, more := DecodeNode(root)
	return s, append(found, more...)
}

// DecodeNode reads a scenario from a tree, which may have been changed by
// source.Set. The scenario keeps parts of the tree.
func DecodeNode(root *source.Node) (*Scenario, source.Diagnostics) {
	d := &decoder{source.NewReader()}
	s := new(Scenario)
	d.value(root, s)
	return s, d.Diagnostics()
}

// decoder fills Go values from nodes as the tags of their types say.
type decoder struct{ *source.Reader }

// A nodeReader reads itself.
type nodeReader interface {
	readNode(*decoder, *source.Node)
}

// A validator checks what the tags can not say, after it was read.
type validator interface {
	validate(*decoder, object)
}

// value fills the struct that into points to.
func (d *decoder) value(n *source.Node, into any) {
	d.fill(n, reflect.ValueOf(into).Elem(), &field{})
}

// fill sets v, which must be addressable, to what n says.
func (d *decoder) fill(n *source.Node, v reflect.Value, f *field) {
	switch into := v.Addr().Interface().(type) {
	case nodeReader:
		into.readNode(d, n)
		return
	case *Name:
		*into = Name{Text: d.Name(n), Pos: Pos{n.Position}}
		return
	case *kernel.Time:
		*into = kernel.Time(d.Duration(n))
		return
	case *Range:
		lo, hi := d.DurationRange(n)
		*into = Range{kernel.Time(lo), kernel.Time(hi)}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.fill(n, v.Elem(), f)
	case reflect.Struct:
		d.object(n, v)
	case reflect.Slice:
		d.list(n, v, f)
	default:
		d.scalar(n, v, f)
	}
}

func (d *decoder) scalar(n *source.Node, v reflect.Value, f *field) {
	r := d.Reader
	if f.rule != "" {
		r = d.Under(f.rule)
	}
	switch {
	case v.Kind() == reflect.Bool:
		v.SetBool(r.Bool(n))
	case v.Kind() == reflect.Int64:
		v.SetInt(r.Int(n, f.low, f.high))
	case len(f.enum) > 0:
		v.SetString(r.Enum(n, f.enum...))
	case f.is["name"]:
		v.SetString(r.Name(n))
	default:
		v.SetString(r.String(n))
	}
}

func (d *decoder) list(n *source.Node, v reflect.Value, f *field) {
	if f.is["keyed"] {
		d.keyed(n, v)
		return
	}
	read := d.List
	if f.is["one"] {
		read = d.OneOrList
	}
	items := read(n)
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		d.fill(item, v.Index(i), f)
	}
}

// keyed reads a mapping with free keys into a list of structs.
func (d *decoder) keyed(n *source.Node, v reflect.Value) {
	entries := d.Entries(n)
	v.Set(reflect.MakeSlice(v.Type(), len(entries), len(entries)))
	s := shapeOf(v.Type().Elem())
	for i, e := range entries {
		item := v.Index(i)
		d.fill(e.Key, item.FieldByIndex(s.free.index), s.free)
		if s.whole != nil {
			d.fill(e.Value, item.FieldByIndex(s.whole.index), s.whole)
		} else {
			d.fill(e.Value, item, s.free)
		}
	}
}
