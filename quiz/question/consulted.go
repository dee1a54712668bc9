package question

import (
	"reflect"
	"slices"
	"sync"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Most misconceptions change nothing in most runs. Decisions are pure functions,
// so a wrong one that answers alike to all that the true run asked of the right
// one can not make another run: that saves the run.

// mostArguments is how many a decision has at most.
const mostArguments = 4

// asked is what a run asked of a decision.
type asked struct {
	calls map[[mostArguments]any][]reflect.Value // each once; nil if they can not be compared
	any   bool                                   // it was asked at all
}

// consulted is what a run asked of all decisions, in the order of decisions.
type consulted []asked

// decisions are all decisions, as fields of Decisions.
var decisions = sync.OnceValue(func() (list []reflect.StructField) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[codedeploy.Decisions]()) {
		if f.Type.Kind() == reflect.Func {
			list = append(list, f)
		}
	}
	return list
})

// replaced says which decision each mutant replaces, by its place in decisions.
var replaced = sync.OnceValue(func() map[*codedeploy.Mutant]int {
	places := map[*codedeploy.Mutant]int{}
	right := reflect.ValueOf(&codedeploy.AWS).Elem()
	for i := range codedeploy.Mutants {
		m := &codedeploy.Mutants[i]
		wrong := reflect.ValueOf(m.Under()).Elem()
		for place, f := range decisions() {
			if right.FieldByIndex(f.Index).Pointer() != wrong.FieldByIndex(f.Index).Pointer() {
				places[m] = place
			}
		}
	}
	return places
})

// consult runs a setup as AWS does, and returns what was asked of the decisions.
func consult(s *sim.Setup) consulted {
	all := make(consulted, len(decisions()))
	heard := codedeploy.AWS
	to := reflect.ValueOf(&heard).Elem()
	for place, f := range decisions() {
		own := &all[place]
		if plain(f.Type) {
			own.calls = map[[mostArguments]any][]reflect.Value{}
		}
		answer := reflect.ValueOf(to.FieldByIndex(f.Index).Interface())
		to.FieldByIndex(f.Index).Set(reflect.MakeFunc(f.Type, func(args []reflect.Value) []reflect.Value {
			own.hear(args)
			return answer.Call(args)
		}))
	}
	sim.NewUnder(s, &heard).Run() // how it ends, the true run says
	return all
}

// hear notes what is asked.
func (a *asked) hear(args []reflect.Value) {
	if a.any = true; a.calls == nil {
		return
	}
	var key [mostArguments]any
	for i, arg := range args {
		key[i] = arg.Interface()
	}
	if a.calls[key] == nil {
		a.calls[key] = append([]reflect.Value{}, args...)
	}
}

// plain says whether a decision can be asked again with what it was asked: all
// that it takes and answers are values that stay as they are.
func plain(f reflect.Type) bool {
	for i := range f.NumIn() {
		if f.NumIn() > mostArguments || !value(f.In(i)) {
			return false
		}
	}
	for i := range f.NumOut() {
		if !value(f.Out(i)) {
			return false
		}
	}
	return true
}

func value(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		return !slices.ContainsFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool { return !value(f.Type) })
	case reflect.Array:
		return value(t.Elem())
	case reflect.Pointer:
		return t.Elem().Kind() == reflect.Bool // of a request, which nobody changes
	case reflect.Slice, reflect.Map, reflect.Func, reflect.Interface, reflect.Chan, reflect.UnsafePointer:
		return false
	}
	return true
}

// agrees says whether the run would surely be the same under a mutant.
func (all consulted) agrees(m *codedeploy.Mutant) bool {
	place, ok := replaced()[m]
	if !ok || !all[place].any {
		return ok
	}
	if all[place].calls == nil {
		return false
	}
	field := decisions()[place].Index
	right := reflect.ValueOf(&codedeploy.AWS).Elem().FieldByIndex(field)
	wrong := reflect.ValueOf(m.Under()).Elem().FieldByIndex(field)
	for _, args := range all[place].calls {
		if !equal(right.Call(args), wrong.Call(args)) {
			return false
		}
	}
	return true
}

func equal(a, b []reflect.Value) bool {
	return slices.EqualFunc(a, b, func(x, y reflect.Value) bool { return x.Interface() == y.Interface() })
}
