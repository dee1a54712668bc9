package source

import (
	"strings"
	"testing"
)

// read gives the value of a: text to do, and returns the complaint about it.
func read(t *testing.T, text string, do func(*Reader, *Node)) string {
	t.Helper()
	r := NewReader()
	do(r, parse(t, "a: "+text+"\n").Get("a"))
	return r.Diagnostics().Error()
}

// Every silent fault of section 6.3, and R5.
func TestIntRefuses(t *testing.T) {
	for _, text := range []string{
		"1.5", "010", "0x10", "0o7", "1_000", "1e3", "+5", `"5"`, "-0", ".nan", "-.inf", "~", "", "yes", "[1]", "{b: 1}",
		"101", "-1", "9223372036854775808", "99999999999999999999999999",
	} {
		got := read(t, text, func(r *Reader, n *Node) { r.Int(n, 0, 100) })
		if !strings.HasPrefix(got, "a.yaml:1:") || !strings.Contains(got, "0..100") {
			t.Errorf("a: %s: got %q, want a complaint with 0..100", text, got)
		}
	}
	got := read(t, "100", func(r *Reader, n *Node) { r.Under("CD-2.24").Int(n, 0, 99) })
	if want := "a.yaml:1:4: a: 100 is not within 0..99; write a whole number 0..99 in plain digits (CD-2.24)"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestIntAccepts(t *testing.T) {
	n := parse(t, "[0, 7, -3, 9223372036854775807]")
	r := NewReader()
	for i, want := range []int64{0, 7, -3, 1<<63 - 1} {
		if got := r.Int(n.Items[i], -1<<63, 1<<63-1); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	}
	if r.Int(nil, 5, 6) != 0 || len(r.Diagnostics()) > 0 {
		t.Errorf("unexpected complaints: %v", r.Diagnostics())
	}
}

func TestBool(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"true", ""}, {"false", ""},
		{"yes", "write true"}, {"on", "write true"}, {"True", "write true"}, {"1", "write true"}, {`"true"`, "write true"},
		{"off", "write false"}, {"No", "write false"}, {"~", "write true or false"}, {"[]", "write true or false"},
	} {
		got := read(t, c.text, func(r *Reader, n *Node) { r.Bool(n) })
		if c.want == "" && got != "" || c.want != "" && !strings.HasSuffix(got, "is not true or false; "+c.want) {
			t.Errorf("a: %s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestStringAndName(t *testing.T) {
	for _, c := range []struct{ name, text, asString, asName string }{
		{"word", "web", "", ""},
		{"number", "123", "", ""},
		{"quoted", `"true"`, "", ""},
		{"bool", "true", `true is not text; put it in quotes`, "is not text"},
		{"null", "~", "nothing is not text; put it in quotes", "is not text"},
		{"missing", "", "nothing is not text; write a text, or leave the key out", "is not text"},
		{"list", "[x]", "a list is not text; write a text", "is not text"},
		{"empty", `""`, "", `is no name`},
		{"escape", `"a\e[2J"`, "", `"a\x1b[2J" has invisible characters`},
		{"C1", `"a\x9b"`, "", `has invisible characters`},
		{"bidi", `"a\u202eb"`, "", `"a\u{202e}b" has invisible characters`},
		{"zero width", "\"a\u200bb\"", "", `has invisible characters`},
		{"newline", `"a\nb"`, "", `has invisible characters`},
		{"space at an end", `" a"`, "", `begins or ends with a space; write "a"`},
		{"too long", strings.Repeat("x", 257), "", "is longer than 256 bytes"},
	} {
		for want, got := range map[string]string{
			c.asString: read(t, c.text, func(r *Reader, n *Node) { r.String(n) }),
			c.asName:   read(t, c.text, func(r *Reader, n *Node) { r.Name(n) }),
		} {
			if (want == "") != (got == "") || !strings.Contains(got, want) {
				t.Errorf("%s: got %q, want %q", c.name, got, want)
			}
		}
	}
}

func TestEnum(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"HOST_COUNT", ""},
		{"host_count", "a: host_count is not allowed; did you mean HOST_COUNT?"},
		{"FLEET_PERCENTS", "did you mean FLEET_PERCENT?"},
		{"x", "use HOST_COUNT or FLEET_PERCENT"},
		{"true", "a: true is not text"},
	} {
		got := read(t, c.text, func(r *Reader, n *Node) { r.Enum(n, "HOST_COUNT", "FLEET_PERCENT") })
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("a: %s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestObject(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"fine", "{name: x, deploymentConfigName: y}", ""},
		{"slip", "{name: x, deploymentConfgName: y}", `a.yaml:1:14: unknown key "deploymentConfgName"; did you mean deploymentConfigName?`},
		{"Pascal case", "{Name: x, name: y}", `a.yaml:1:5: unknown key "Name"; write name: upper and lower case differ`},
		{"snake case", "{name: x, deployment_config_name: y}", `write deploymentConfigName: keys have no dashes and underscores`},
		{"far away", "{name: x, q: y}", `unknown key "q"; use name or deploymentConfigName`},
		{"missing", "{}", `a.yaml:1:4: a: the key "name" is missing; add name: …`},
		{"no mapping", "[x]", "a: a list is not a mapping; write {key: value}"},
		{"nothing", "", "a: nothing is not a mapping"},
	} {
		got := read(t, c.text, func(r *Reader, n *Node) {
			r.Require(r.Object(n, "name", "deploymentConfigName"), "name")
		})
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// Of keys and words of the format all are named, however many there are; of names that
// a scenario gives a few.
func TestManyWords(t *testing.T) {
	words := strings.Fields("Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima members")
	for what, find := range map[string]func(r *Reader, n *Node){
		"key":  func(r *Reader, n *Node) { r.Object(n, words...) },
		"enum": func(r *Reader, n *Node) { r.Enum(n.Get("zzzzz"), words...) },
	} {
		if got := read(t, "{zzzzz: yyyyy}", find); !strings.Contains(got, "use "+orList(words)) {
			t.Errorf("%s: %s", what, got)
		}
	}
	if got := read(t, "yyyyy", func(r *Reader, n *Node) { r.Unknown(n, "host", words) }); !strings.Contains(got, "use one of the 13 there are, such as Alpha") || strings.Contains(got, "Kilo") {
		t.Errorf("name: %s", got)
	}
}

func TestOnlyOne(t *testing.T) {
	for _, c := range []struct{ text, key, want string }{
		{"{b: 1}", "b", ""},
		{"{}", "", "a.yaml:1:4: a: none of its main keys is there; add b or c"},
		{"{c: 1, b: 2}", "", "a.yaml:1:5: b and c exclude each other; keep one of them"},
	} {
		got := read(t, c.text, func(r *Reader, n *Node) {
			if key := r.OnlyOne(r.Object(n, "b", "c"), "b", "c"); key != c.key {
				t.Errorf("%s: got key %q, want %q", c.text, key, c.key)
			}
		})
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLists(t *testing.T) {
	n := parse(t, "one: web-1\nmany: [web-1, web-2]\nnone:\n")
	r := NewReader()
	if got := r.Names(n.Get("one")); len(got) != 1 || got[0] != "web-1" {
		t.Errorf("one: %v", got)
	}
	if got := r.Names(n.Get("many")); len(got) != 2 || len(r.List(n.Get("many"))) != 2 {
		t.Errorf("many: %v", got)
	}
	if len(r.Diagnostics()) > 0 {
		t.Errorf("unexpected complaints: %v", r.Diagnostics())
	}
	r.List(n.Get("one"))
	r.OneOrList(n.Get("none"))
	if got := r.Diagnostics(); len(got) != 2 {
		t.Errorf("got %v, want two complaints", got)
	}
}

func TestUnknown(t *testing.T) {
	got := read(t, "web-11", func(r *Reader, n *Node) { r.Unknown(n, "host", []string{"web-1", "db"}) })
	if want := `a.yaml:1:4: a: no host "web-11"; did you mean web-1?`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// R1: a wrong value behind many aliases is told once, and messages end somewhere.
func TestReaderKeepsMessagesFew(t *testing.T) {
	n := parse(t, "a: &x [yes]\nb: [*x, *x, *x]\nc: ["+strings.Repeat("no, ", 3000)+"]\n")
	r := NewReader()
	for _, list := range n.Get("b").Items {
		r.Bool(list.Items[0])
	}
	if got := len(r.Diagnostics()); got != 1 {
		t.Errorf("got %d complaints, want 1", got)
	}
	for _, item := range n.Get("c").Items {
		r.Bool(item)
	}
	if got := len(r.Diagnostics()); got != maxDiagnostics {
		t.Errorf("got %d complaints, want %d", got, maxDiagnostics)
	}
}

func TestSeverity(t *testing.T) {
	r := NewReader()
	r.Warnf(Position{"b", 2, 1}, "", "second")
	r.Notef(Position{"b", 1, 9}, "", "first")
	if r.Diagnostics().Err() != nil {
		t.Error("warnings and notes are no error")
	}
	if got, want := r.Diagnostics().Error(), "b:1:9: note: first\nb:2:1: warning: second"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	r.Errorf(Position{File: "b"}, "", "third")
	if r.Diagnostics().Err() == nil {
		t.Error("an error is an error")
	}
}
