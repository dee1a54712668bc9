package source

import (
	"testing"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"a: 1\n", "- [x, {y: 'z'}]\n- |\n  two\n  lines\n", `{"a": [1.5, null, "\u202e"]}`,
		"a: &x {b: 1}\nc: *x\n", "a: \"\\x1b\\n \\t\"\n", "a: >-\n  folded\n  text\n\n  x\n", "? a\n: b\n",
		"\"<<\": yes\n'y': 010\n", laughs(9, "x"), "a: 20s..40s\nb: 12:30\nc: -5s\n", "--- |\n  a\n   b\n",
	} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, data []byte, lenient bool) {
		n, found := Parse("a.yaml", data, Options{MaxBytes: 1 << 16, MaxNodes: 5_000, Lenient: lenient})
		if (n == nil) != found.HasErrors() {
			t.Fatalf("a node and errors, or neither: %v", found)
		}
		if n == nil || n.Kind == Null {
			return
		}
		written := Write(n)
		again, found := Parse("b.yaml", written, Options{})
		if !Equal(n, again) {
			t.Fatalf("written as %q: %v", written, found)
		}
		if second := Write(again); !isJSON("", written) && string(second) != string(written) {
			t.Fatalf("written as %q, then as %q", written, second)
		}
	})
}

func FuzzDuration(f *testing.F) {
	for _, seed := range []string{"90s", "1m30s", "1.5s", "0", "-5s", "1e30h", "9223372036854775807ms", "87600h", "1.0000001h", "5"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		millis, err := ParseDuration(text)
		if err != nil {
			return
		}
		if millis < 0 || millis > MaxDuration {
			t.Fatalf("%q is %d", text, millis)
		}
		if again, err := ParseDuration(FormatDuration(millis)); err != nil || again != millis {
			t.Fatalf("%q is %d, written as %s and read as %d, %v", text, millis, FormatDuration(millis), again, err)
		}
	})
}

func FuzzSet(f *testing.F) {
	f.Add("fleet.instances[0].count")
	f.Add(`a["b.c"][d]`)
	f.Fuzz(func(t *testing.T, path string) {
		root := Map(Pair("fleet", Map(Pair("instances", Seq(Map(Pair("name", Str("web"))))))))
		if err := Set(root, path, Int(3)); err == nil && root.Kind != Mapping {
			t.Fatalf("%q replaced the root", path)
		}
	})
}
