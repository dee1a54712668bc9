package scenarios

// What the tags of the types say about the format. A field with a `key` stands
// for that key of a mapping; "*" is the key of an entry in a mapping with free
// keys, and "=" its whole value. Besides:
//
//	is:"required"  the key must be there
//	is:"name"      a text without invisible characters
//	is:"one"       a list, of which one item may stand without brackets
//	is:"keyed"     a list of structs, written as a mapping with free keys
//	is:"ours"      a key that AWS does not have
//	range, enum    what a number or a text may be; @word names a list of events
//	rule           the rule cited when it is something else
//
// In a type marked `aws:"yes"` the first letter of keys may be upper or lower
// case, as the CLI and the SDKs differ; keys in `ignored` are what AWS prints
// besides, and those in `empty` must say nothing.

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// shape is what the tags of one struct type say.
type shape struct {
	fields         []field
	free           *field // "*"
	whole          *field // "="
	pos            []int  // index of Pos; nil: none
	aws            bool
	ignored, empty []string
	known          []string // every key that may be there
}

// field is one key of a mapping.
type field struct {
	index     []int
	key       string
	is        map[string]bool
	low, high int64
	enum      []string
	rule      string
	schema    string
	typ       reflect.Type
	owner     reflect.Type // the struct that declares it
	name      string       // its name there
}

var enums = map[string]func() []string{
	"triggerEvent":    codedeploy.TriggerEventNames,
	"status":          events.DeploymentStatusNames,
	"errorCode":       events.ErrorCodeNames,
	"creator":         events.CreatorNames,
	"lifecycleEvent":  events.LifecycleEventNames,
	"lifecycleStatus": events.LifecycleStatusNames,
	"instanceHealth":  events.InstanceHealthNames,
	"revisionHealth":  events.RevisionHealthNames,
	"exception":       events.ExceptionNames,
	"objective":       objectiveNames,
	"process":         fleet.ProcessNames,
	"transition":      fleet.TransitionNames,
	"lifecycleResult": fleet.ResultNames,
	"lifecycleState":  fleet.LifecycleStateNames,
	"alarmState":      events.AlarmStateNames,
}

var shapes sync.Map // reflect.Type to *shape

func shapeOf(t reflect.Type) *shape {
	if known, ok := shapes.Load(t); ok {
		return known.(*shape)
	}
	s := &shape{}
	s.read(t, nil)
	for _, f := range s.fields {
		s.known = append(s.known, f.key)
	}
	s.known = append(append(s.known, s.ignored...), s.empty...)
	shapes.Store(t, s)
	return s
}

func (s *shape) read(t reflect.Type, index []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(index[:len(index):len(index)], i)
		switch {
		case f.Name == "_":
			s.aws = f.Tag.Get("aws") != ""
			s.ignored = strings.Fields(f.Tag.Get("ignored"))
			s.empty = strings.Fields(f.Tag.Get("empty"))
		case f.Anonymous:
			s.read(f.Type, at)
		case f.Type == reflect.TypeFor[Pos]():
			s.pos = at
		case f.Tag.Get("key") != "":
			s.add(newField(t, f, at))
		}
	}
}

func (s *shape) add(f field) {
	switch f.key {
	case "*":
		s.free = &f
	case "=":
		s.whole = &f
	default:
		s.fields = append(s.fields, f)
	}
}

func newField(owner reflect.Type, f reflect.StructField, index []int) field {
	made := field{index: index, key: f.Tag.Get("key"), is: map[string]bool{}, high: 1<<63 - 1, rule: f.Tag.Get("rule"),
		schema: f.Tag.Get("schema"), typ: f.Type, owner: owner, name: f.Name}
	for word := range strings.SplitSeq(f.Tag.Get("is"), ",") {
		made.is[word] = true
	}
	if lo, hi, ok := strings.Cut(f.Tag.Get("range"), ".."); ok {
		made.low, _ = strconv.ParseInt(lo, 10, 64)
		made.high, _ = strconv.ParseInt(hi, 10, 64)
	}
	made.enum = strings.Fields(f.Tag.Get("enum"))
	if list, ok := strings.CutPrefix(f.Tag.Get("enum"), "@"); ok {
		made.enum = enums[list]()
	}
	return made
}

// swapped returns the key with its first letter in the other case.
func swapped(key string) string {
	if key == "" {
		return ""
	}
	first := key[:1]
	if other := strings.ToUpper(first); other != first {
		return other + key[1:]
	}
	return strings.ToLower(first) + key[1:]
}
