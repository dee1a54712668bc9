package shrink

// Scenarios are changed by copying: a change copies what is on the way to its
// place and shares all else with the scenario that it was made of.

import (
	"reflect"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// path is the way from a scenario to one of its parts: fields of structs and
// items of lists by their places. Pointers are followed.
type path []int

func (p path) to(i int) path { return append(p[:len(p):len(p)], i) }

// part is one thing that a scenario says: a key with its value, or an item of
// a list.
type part struct {
	at    path
	v     reflect.Value
	field reflect.StructField // the key, or that of the list
	owner reflect.Type        // the struct that declares it
	item  bool
}

// required says whether the format wants the key to be there.
func (p *part) required() bool {
	key := p.field.Tag.Get("key")
	return !p.item && (key == "*" || key == "=" || has(p.field.Tag.Get("is"), "required"))
}

// visit shows all parts of v, the outer ones first, and passes over what is in
// those for which it is told false.
func visit(v reflect.Value, at path, look func(p part) bool) {
	if v.Kind() != reflect.Struct {
		return
	}
	for i := range v.NumField() {
		f, value := v.Type().Field(i), v.Field(i)
		switch {
		case f.Anonymous:
			visit(value, at.to(i), look)
		case f.Tag.Get("key") != "" && !value.IsZero() && look(part{at.to(i), value, f, v.Type(), false}):
			inside(value, at.to(i), f, v.Type(), look)
		}
	}
}

// inside shows the parts of the value of a key.
func inside(v reflect.Value, at path, f reflect.StructField, owner reflect.Type, look func(p part) bool) {
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Slice {
		visit(v, at, look)
		return
	}
	for i := range v.Len() {
		if look(part{at.to(i), v.Index(i), f, owner, true}) {
			inside(v.Index(i), at.to(i), f, owner, look)
		}
	}
}

// parts are all parts of a scenario for which want is true.
func parts(s *scenarios.Scenario, want func(p *part) bool) (list []part) {
	visit(reflect.ValueOf(s).Elem(), nil, func(p part) bool {
		if want(&p) {
			list = append(list, p)
		}
		return true
	})
	return list
}

// changed is the scenario with another value at a place.
func changed(s *scenarios.Scenario, at path, change func(v reflect.Value)) *scenarios.Scenario {
	made := *s
	v := reflect.ValueOf(&made).Elem()
	for _, i := range at {
		v = fresh(v)
		if v.Kind() == reflect.Slice {
			v = v.Index(i)
		} else {
			v = v.Field(i)
		}
	}
	change(fresh(v))
	return &made
}

// fresh lets v, which may be changed, hold a copy of the list or of what it
// points to, and returns that.
func fresh(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		made := reflect.New(v.Type().Elem())
		made.Elem().Set(v.Elem())
		v.Set(made)
		return fresh(made.Elem())
	case reflect.Slice:
		if !v.IsNil() {
			made := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(made, v)
			v.Set(made)
		}
	}
	return v
}

// without is the scenario without a key.
func without(s *scenarios.Scenario, at path) *scenarios.Scenario {
	last := len(at) - 1
	return changed(s, at[:last], func(v reflect.Value) { v.Field(at[last]).SetZero() })
}

// withoutItems is the scenario without the items from lo up to hi of a list.
func withoutItems(s *scenarios.Scenario, list path, lo, hi int) *scenarios.Scenario {
	return changed(s, list, func(v reflect.Value) {
		if lo == 0 && hi == v.Len() {
			v.SetZero()
			return
		}
		v.Set(reflect.AppendSlice(v.Slice3(0, lo, lo), v.Slice(hi, v.Len())))
	})
}

// with is the scenario with another value of a key or an item.
func with[T any](s *scenarios.Scenario, at path, value T) *scenarios.Scenario {
	return changed(s, at, func(v reflect.Value) { v.Set(reflect.ValueOf(value).Convert(v.Type())) })
}

// get is the value at a place.
func get(s *scenarios.Scenario, at path) reflect.Value {
	v := reflect.ValueOf(s).Elem()
	for _, i := range at {
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if v.Kind() == reflect.Slice {
			v = v.Index(i)
		} else {
			v = v.Field(i)
		}
	}
	return v
}

// field is the way to a key of the scenario itself.
func field(name string) path {
	f, ok := reflect.TypeFor[scenarios.Scenario]().FieldByName(name)
	if !ok {
		panic("shrink: a scenario has no " + name)
	}
	return slices.Clone(path(f.Index))
}

var (
	timeType  = reflect.TypeFor[kernel.Time]()
	rangeType = reflect.TypeFor[scenarios.Range]()
	nameType  = reflect.TypeFor[scenarios.Name]()
)

// has says whether a word is among those of a tag.
func has(words, word string) bool { return slices.Contains(strings.Split(words, ","), word) }
