package scenarios

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"pgregory.net/rapid"
)

// Any scenario that the types allow is printed so that it reads back equal.
func TestPrintedScenarioReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s Scenario
		draw(t, reflect.ValueOf(&s).Elem(), &field{})
		text := Encode(&s)
		again, found := Decode("s.yaml", text)
		if again == nil {
			t.Fatalf("%v\n%s", found, text)
		}
		if second := Encode(again); string(second) != string(text) {
			t.Fatalf("printed again, it differs:\n%s\n%s", text, second)
		}
		if diff := cmpScenarios(&s, again); diff != "" {
			t.Fatalf("it differs:\n%s\n%s", diff, text)
		}
		text = EncodeShort(&s, rapid.IntRange(0, 300).Draw(t, "columns"))
		short, found := Decode("s.yaml", text)
		if short == nil {
			t.Fatalf("%v\n%s", found, text)
		}
		if diff := cmpScenarios(&s, short); diff != "" {
			t.Fatalf("in few lines it differs:\n%s\n%s", diff, text)
		}
	})
}

var names = rapid.StringMatching(`[a-z][a-z0-9 :#'-]{0,6}[a-z0-9]`)

var texts = rapid.OneOf(names, rapid.SampledFrom([]string{"true", "~", "010", "1e3", "two\nlines\n", "\"q\" 'q'", "a: b", "é\u202e\x1b"}))

var claims = rapid.SampledFrom([]string{"max-offline=3", "atEnd rollbacks > 0 -> not mixed", "always any(instances, zone == 'a: b' or name == \"#1\")"})

// draw fills v with something that its tags allow.
func draw(t *rapid.T, v reflect.Value, f *field) {
	switch into := v.Addr().Interface().(type) {
	case *Pos:
		return
	case *Name:
		into.Text = names.Draw(t, f.key)
		return
	case *kernel.Time:
		*into = kernel.Time(rapid.Int64Range(0, 1e9).Draw(t, f.key))
		return
	case *Range:
		lo := kernel.Time(rapid.Int64Range(0, 1e6).Draw(t, f.key))
		*into = Range{lo, lo + kernel.Time(rapid.Int64Range(0, 1e6).Draw(t, f.key))}
		return
	case *Size:
		*into = Size(rapid.Int64Range(0, maxSize).Draw(t, f.key))
		return
	case *Health:
		*into = Health{"Healthy", "Old"}
		return
	case *ScalingGroups:
		*into = ScalingGroups{}
		for _, name := range rapid.SliceOfN(names, 0, 3).Draw(t, "groups") {
			*into = append(*into, Named(name))
		}
		return
	case *ClaimList:
		for _, name := range rapid.SliceOfNDistinct(rapid.OneOf(names, rapid.Just("")), 0, 3, rapid.ID).Draw(t, f.key) {
			*into = append(*into, Claim{Name: Named(name), Text: claims.Draw(t, "claim")})
		}
		return
	case *Tags:
		for _, key := range rapid.SliceOfNDistinct(names, 0, 3, rapid.ID).Draw(t, "tags") {
			*into = append(*into, Tag{key, texts.Draw(t, "value")})
		}
		return
	case *Document:
		into.Node = source.Map(source.Pair("version", source.Str(texts.Draw(t, f.key))), source.Pair("os", source.Int(1)))
		return
	}
	drawKind(t, v, f)
}

func drawKind(t *rapid.T, v reflect.Value, f *field) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		draw(t, v.Elem(), f)
	case reflect.Struct:
		drawStruct(t, v)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 2).Draw(t, f.key), 2))
		for i := range v.Len() {
			draw(t, v.Index(i), f)
		}
		if f.is["keyed"] {
			dropEqualKeys(v)
		}
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, f.key))
	case reflect.Int64:
		v.SetInt(rapid.Int64Range(f.low, min(f.high, f.low+99)).Draw(t, f.key))
	case reflect.String:
		switch {
		case len(f.enum) > 0:
			v.SetString(rapid.SampledFrom(f.enum).Draw(t, f.key))
		case f.is["name"]:
			v.SetString(names.Draw(t, f.key))
		default:
			v.SetString(texts.Draw(t, f.key))
		}
	}
}

func drawStruct(t *rapid.T, v reflect.Value) {
	s := shapeOf(v.Type())
	all := slices.Clone(s.fields)
	for _, special := range []*field{s.free, s.whole} {
		if special != nil {
			all = append(all, *special)
		}
	}
	for _, f := range all {
		sparse := rapid.IntRange(0, 3).Draw(t, f.key) > 0
		if f.is["required"] || f.key == "*" || f.key == "=" || !sparse {
			draw(t, v.FieldByIndex(f.index), &f)
		}
	}
}

// dropEqualKeys leaves the first item alone if the second has its key.
func dropEqualKeys(v reflect.Value) {
	s := shapeOf(v.Type().Elem())
	key := func(i int) any { return v.Index(i).FieldByIndex(s.free.index).Interface() }
	if v.Len() == 2 && key(0) == key(1) {
		v.Set(v.Slice(0, 1))
	}
}

// What is printed looks as a person would write it.
func TestPrintedScenarioIsReadable(t *testing.T) {
	text, err := Load("half-at-a-time")
	if err != nil {
		t.Fatal(err)
	}
	s, _, found := text.Compile()
	if found.HasErrors() {
		t.Fatal(found)
	}
	printed := string(Encode(s))
	for _, line := range []string{
		"title: Half at a time, one bad host\n",
		"teaches: [CD-2.3, CD-2.9]\n",
		"    - {name: web, count: 9, zones: [us-east-1a, us-east-1b, us-east-1c], tags: {Env: prod}}\n",
		"  v1: {bundle: bundles/web-v1}\n",
		"      scripts/start.sh: {takes: 20s..40s}\n",
		"  - {deploymentGroup: shop/prod, revision: v1}\n",
	} {
		if !strings.Contains(printed, line) {
			t.Errorf("lacks %q:\n%s", line, printed)
		}
	}
}

// What a test library prints of a scenario can be run.
func TestGoStringIsYAML(t *testing.T) {
	at := kernel.Time(2000)
	e := Entry{At: &at, Fault: &Fault{Terminate: Names("web-1")}}
	if got := fmt.Sprintf("%#v", e); strings.TrimSpace(got) != "{at: 2s, fault: {terminate: web-1}}" {
		t.Errorf("entry: %q", got)
	}
	s := &Scenario{Rehearse: 1, Timeline: []Entry{e}}
	if again, found := Decode("s.yaml", fmt.Appendf(nil, "%#v", s)); again == nil || cmpScenarios(s, again) != "" {
		t.Errorf("%v\n%#v", found, s)
	}
}
