package deck

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var want = regexp.MustCompile(`# want ("[^"]*"(?: "[^"]*")*)`)

// What is wrong with a deck is told all at once. The faults expected stand in
// the files of testdata/wrong, in their lines.
func TestFaultsAreToldInTheirLines(t *testing.T) {
	files, _ := filepath.Glob("testdata/wrong/*.yaml")
	if len(files) != 2 {
		t.Fatal(files)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, found := Decode(filepath.Base(file), text)
		for i, line := range strings.Split(string(text), "\n") {
			var patterns []string
			if m := want.FindStringSubmatch(line); m != nil {
				patterns = strings.Split(strings.Trim(m[1], `"`), `" "`)
			}
			expect(t, i+1, patterns, found)
		}
	}
}

// expect holds the faults of a line against patterns, one for each.
func expect(t *testing.T, line int, patterns []string, found source.Diagnostics) {
	t.Helper()
	for _, d := range found {
		if d.Line != line {
			continue
		}
		matched := -1
		for i, p := range patterns {
			if regexp.MustCompile(p).MatchString(d.Error()) {
				matched = i
			}
		}
		if matched < 0 {
			t.Errorf("unexpected: %s", d)
			continue
		}
		patterns = append(patterns[:matched:matched], patterns[matched+1:]...)
	}
	for _, p := range patterns {
		t.Errorf("line %d: nothing like %q", line, p)
	}
}

const head = "deck: 1\nid: x\ntitle: X\nlanguage: en\ncards:\n"

const one = "  - {id: a, kind: basic, topic: T, ask: q, answer: a, rules: [CD-2.8]}\n"

// What is no deck at all is told in one line that says what to do.
func TestNoDeck(t *testing.T) {
	wide := utf16.Encode([]rune(head + one))
	var bytes []byte
	for _, unit := range append([]uint16{0xfeff}, wide...) {
		bytes = append(bytes, byte(unit), byte(unit>>8))
	}
	for name, c := range map[string]struct{ text, want string }{
		"UTF-16":    {string(bytes), "x.yaml: is UTF-16; save it as UTF-8"},
		"Latin-1":   {head + "  - {id: caf\xe9}\n", "x.yaml:6:13: the byte 0xe9 is not UTF-8; save the file as UTF-8"},
		"control":   {head + "  - {id: a\x07}\n", "x.yaml:6:11: the control character U+0007"},
		"truncated": {head + one[:40], "x.yaml:6:"},
		"empty":     {" \n", "x.yaml: is empty"},
		"too long":  {head + one + strings.Repeat("#", MaxBytes), "x.yaml: is longer than 16777216 bytes; split it or leave something out"},
		"a list":    {"- a\n", "x.yaml:1:1: a list is not a mapping"},
		"a binary":  {"PK\x03\x04\x00\x00", "x.yaml:1:3: the control character U+0003"},
	} {
		d, found := Decode("x.yaml", []byte(c.text))
		if !found.HasErrors() || !strings.HasPrefix(found.Error(), c.want) {
			t.Errorf("%s: got %v, %v", name, d, found)
		}
	}
}

// A byte order mark is no fault.
func TestByteOrderMark(t *testing.T) {
	if d, found := Decode("x.yaml", []byte("\ufeff"+head+one)); len(found) > 0 || len(d.Cards) != 1 {
		t.Error(found)
	}
}

// 100,000 cards are refused in one line, and soon.
func TestTooManyCards(t *testing.T) {
	begin := time.Now()
	_, found := Decode("x.yaml", []byte(head+strings.Repeat("  - {id: a}\n", 100_000)))
	if got := found.Error(); got != "x.yaml:6:3: 100000 cards; a deck has at most 10000; split the deck" {
		t.Errorf("got %.300s", got)
	}
	if took := time.Since(begin); took > time.Minute {
		t.Errorf("took %s", took)
	}
}

func FuzzDecode(f *testing.F) {
	for _, name := range Bundled() {
		text, _ := BundledText(name)
		f.Add(text[:2000])
	}
	f.Add([]byte(head + one))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, found := Decode("x.yaml", text)
		if d == nil && !found.HasErrors() {
			t.Fatal("neither a deck nor an error")
		}
		if found.HasErrors() {
			return
		}
		again, more := Decode("y.yaml", Encode(d))
		if more.HasErrors() || string(Encode(again)) != string(Encode(d)) {
			t.Fatalf("%v\n%s", more, Encode(d))
		}
	})
}
