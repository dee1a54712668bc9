package source

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// parse returns the tree of a good text.
func parse(t *testing.T, text string) *Node {
	t.Helper()
	n, found := Parse("a.yaml", []byte(text), Options{})
	if n == nil || len(found) > 0 {
		t.Fatalf("Parse(%.60q) = %v, %v", text, n, found)
	}
	return n
}

func TestWellFormed(t *testing.T) {
	for _, c := range []struct{ name, text, same string }{
		{"block and flow", "a:\n  - 1\n  - {b: x}\n", `{"a": [1, {"b": "x"}]}`},
		{"anchors are ordinary", "a: &x [1, 2]\nb: *x\n", `{"a": [1, 2], "b": [1, 2]}`},
		{"byte order mark", "\ufeffa: 1\n", `{"a": 1}`},
		{"Windows line ends", "a: 1\r\nb: 2\r\n", `{"a": 1, "b": 2}`},
		{"yes is a word", "a: yes\n", `{"a": "yes"}`},
		{"an exclamation mark later", "a: well!\nb: \"!\"\n", `{"a": "well!", "b": "!"}`},
		{"!!str is a quote", "a: !!str 12\n", `{"a": "12"}`},
		{"nothing", "a:\nb: ~\n", `{"a": null, "b": null}`},
		{"surrogates of JSON", `{"a": "\ud83d\ude00\/"}`, "a: 😀/\n"},
		{"braces that are YAML", "{a: 1}", `{"a": 1}`},
		{"one document with marks", "---\na: 1\n...\n", `{"a": 1}`},
		{"a quoted << is a key", "\"<<\": 1\n", `{"<<": 1}`},
	} {
		if a, b := parse(t, c.text), parse(t, c.same); !Equal(a, b) {
			t.Errorf("%s: %q and %q differ", c.name, c.text, c.same)
		}
	}
}

func TestPositions(t *testing.T) {
	n := parse(t, "# head\na:\n  - b: [x, 'ÿ', zz]\n    c: |\n      text\n")
	item := n.Get("a").Items[0]
	for _, c := range []struct {
		node *Node
		want string
	}{
		{n, "a.yaml:2:1"},
		{item, "a.yaml:3:5"},
		{item.Get("b").Items[2], "a.yaml:3:17"},
		{item.Get("c"), "a.yaml:4:8"},
	} {
		if got := c.node.Position.String(); got != c.want {
			t.Errorf("%q is at %s, want %s", c.node.Text, got, c.want)
		}
	}
	j, _ := Parse("a.json", []byte("{\n  \"ÿ\" : [1, {\"b\": true}]\n}"), Options{})
	if got := j.Get("ÿ").Items[1].Get("b").Position.String(); got != "a.json:2:19" {
		t.Errorf("true is at %s, want a.json:2:19", got)
	}
}

// The faults of section 6.3 that the library keeps silent about, and others.
func TestMalformed(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "a.yaml: is empty"},
		{"blank", " \n\n", "a.yaml: is empty"},
		{"comment alone", "# x\n", "a.yaml: is empty"},
		{"mark alone", "---\n", "a.yaml: is empty"},
		{"UTF-16 mark alone", "\xff\xfe", "a.yaml: is UTF-16"},
		{"UTF-16", "\xfe\xff\x00a", "a.yaml: is UTF-16"},
		{"not UTF-8", "a: 1\nb: \xffx", "a.yaml:2:4: the byte 0xff is not UTF-8"},
		{"zero byte", "a: \x00", "a.yaml:1:4: a zero byte"},
		{"escape", "a: \x1b[2J", "a.yaml:1:4: the control character U+001B"},
		{"C1", "a: \u009b2J", "a.yaml:1:4: the control character U+009B"},
		{"line separator", "a: x\u2028b: 1", "a.yaml:1:5: the control character U+2028"},
		{"lone carriage return", "a: 1\rb: 2", "a.yaml:1:5: a carriage return"},
		{"duplicate key", "a: 1\nb: 2\na: 3\n", `a.yaml:3:1: the key "a" is here twice; the first one is in line 1`},
		{"duplicate in JSON", `{"a": 1, "a": 2}`, `a.yaml:1:10: the key "a" is here twice`},
		{"merge key", "a: &x {b: 1}\nc:\n  <<: *x\n", "a.yaml:3:3: the merge key << is not allowed"},
		{"tag", "a: !!int '5'\n", "a.yaml:1:4: the tag !!int is not allowed"},
		{"own tag", "a: !x 5\n", "a.yaml:1:4: the tag !x is not allowed"},
		{"binary", "a: !!binary aGk=\n", "a.yaml:1:4: the tag !!binary is not allowed"},
		{"tag of a list", "!!set {a: 1}\n", "a.yaml:1:1: the tag !!set is not allowed"},
		{"lone tag", "a: ! 5\n", "a.yaml:1:4: the tag ! is not allowed"},
		{"lone tag after an anchor", "a: [é, &b ! 5]\n", "a.yaml:1:8: the tag ! is not allowed"},
		{"second document", "a: 1\n---\nb: 2\n", "a.yaml:2:1: a second document"},
		{"second document, broken", "a: 1\n---\n[\n", "a.yaml:4:1: "},
		{"contains itself", "a: &a [*a]\n", "a.yaml:1:8: the alias *a is inside its own anchor"},
		{"unknown anchor", "x: 1\na: *b\n", "a.yaml:2:4: the alias *b has no anchor"},
		{"list as key", "? [a]\n: 1\n", "a.yaml:1:3: a key must be a word, not a list"},
		{"null as key", "~: 1\n", "a.yaml:1:1: a key must be a word, not nothing"},
		{"control character in a key", `"a\x1b": 1`, "a.yaml:1:1: a key with a control character"},
		{"long key", strings.Repeat("k", 300) + ": 1", "a.yaml:1:1: a key of more than 256 bytes"},
		{"colon in text", "a: b: c\n", "a.yaml:1:1: a ': ' where no key can be"},
		{"bad indentation", "a:\n  b: 1\n c: 2\n", "a.yaml:3:2: "},
		{"fault far below", "# c\nx: 1\n" + strings.Repeat("z:\n  - 1\n", 30) + "y: 'a' b\nw: 1\n", "a.yaml:63:1: neither a key"},
		{"fault far below in a list", "# c\na:\n" + strings.Repeat("- 1\n", 30) + "- [a] b\nw: 1\n", "a.yaml:33:1: neither a key"},
		{"open bracket", "x: 1\ny: 1\na: [1,\nb: 2\n", "a.yaml:3:1: a list in brackets does not end"},
		{"open quote", "a: 'x\n", "a.yaml:2:1: a quoted text does not end"},
		{"tab", "a:\n\tb: 1\n", "a.yaml:2:1: a sign that no value can begin with"},
		{"at sign", "x: 1\na: @b\n", "a.yaml:2:1: a sign that no value can begin with"},
		{"only an opening", "[", "a.yaml:1:1: "},
	} {
		n, found := Parse("a.yaml", []byte(c.text), Options{})
		if n != nil || !found.HasErrors() {
			t.Errorf("%s: Parse accepts %q", c.name, c.text)
		} else if !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s: got %s\nwant %s", c.name, found.Error(), c.want)
		}
	}
}

func TestMalformedJSON(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"a": 1,}`, "a.json:1:9: this is not JSON"},
		{"{\"a\": 1\n", "a.json:2:1: the text ends too early"},
		{`{"a": 01}`, "a.json:1:8: this is not JSON"},
		{`{"a": +1}`, "a.json:1:7: this is not JSON"},
		{`{a: 1}`, "a.json:1:2: this is not JSON"},
		{`{} {}`, "a.json:1:4: something follows the end"},
		{`[[` + strings.Repeat("[", 100), "a.json:1:65: nested more than 64 deep"},
	} {
		if n, found := Parse("a.json", []byte(c.text), Options{}); n != nil || !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("Parse(%.40q): got %v, want %s", c.text, found, c.want)
		}
	}
}

func TestLenient(t *testing.T) {
	for _, c := range []struct{ name, text, same, want string }{
		{"the last key counts", "a: 1\nb: 2\na: 3\n", "{a: 3, b: 2}", `a.yaml:3:1: warning: the key "a" is here twice`},
		{"merge keys", "a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n", "{a: {b: 1, c: 2}, d: {c: 3, b: 1}}", "a.yaml:2:5: warning: the merge key"},
		{"first document only", "a: 1\n---\nb: 2\n", "a: 1", "a.yaml:2:1: warning: a second document"},
	} {
		n, found := Parse("a.yaml", []byte(c.text), Options{Lenient: true})
		if n == nil || !Equal(n, parse(t, c.same)) {
			t.Errorf("%s: %q is not %q", c.name, c.text, c.same)
		}
		if !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, found, c.want)
		}
	}
	n, _ := Parse("a.yaml", []byte("mode: 0644\nother: \"0644\"\n"), Options{Lenient: true})
	if n.Get("mode").Style != Plain || n.Get("other").Style != Quoted || n.Get("mode").Text != "0644" {
		t.Error("CD-9.2: a bare and a quoted mode must be told apart")
	}
}

// laughs is an alias bomb of 9 to the power of levels values.
func laughs(levels int, item string) string {
	var b strings.Builder
	b.WriteString("a0: &a0 [" + item + "]\n")
	for i := 1; i <= levels; i++ {
		name, before := "a"+number(i), "*a"+number(i-1)
		b.WriteString(name + ": &" + name + " [" + strings.Repeat(before+", ", 8) + before + "]\n")
	}
	return b.String()
}

// R1, R2, R3: bombs are refused fast and without memory.
func TestBombs(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"R1 billion laughs", laughs(9, "lol"), "more than 250000 values"},
		{"R1 many levels", laughs(60, "lol"), "more than 250000 values"},
		{"R1 aliases of depth", "a: &a [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\nb: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[*a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n", "nested more than 64 deep"},
		{"R2 brackets", strings.Repeat("[", 1_000_000), "nested too deep"},
		{"R2 closed brackets", strings.Repeat("[", 70) + strings.Repeat("]", 70), "a.yaml:1:65: nested more than 64 deep"},
		{"R2 dashes", strings.Repeat("- ", 1_000) + "x", "a.yaml:1:129: nested more than 64 deep"},
		{"R3 a byte too many", strings.Repeat("#", MaxText+1), "a.yaml: is longer than 1048576 bytes"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, found := Parse("a.yaml", []byte(c.text), Options{})
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: got %.200s, want %s", c.name, found.Error(), c.want)
		}
		memory := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%s: %v, %d MiB", c.name, took, memory)
		if strings.HasPrefix(c.name, "R1") && (took > time.Second || memory >= 16) {
			t.Errorf("%s: took %v and %d MiB", c.name, took, memory)
		}
	}
}

func TestMegabyteOfText(t *testing.T) {
	if n, found := Parse("a.yaml", []byte(strings.Repeat("#", MaxText-5)+"\na: 1"), Options{}); n == nil {
		t.Errorf("1 MiB is allowed: %v", found)
	}
}
