package term

import (
	"errors"
	"strings"
	"testing"
)

// One key is enough on a terminal; others mean nothing, and Enter says nothing.
func TestRawKey(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  byte
	}{{"2", '2'}, {"x\x1b[A93", '3'}, {"\r", 0}, {"\n1", 0}} {
		if got, err := readRaw(strings.NewReader(c.typed), "Sure?", "123"); got != c.want || err != nil {
			t.Errorf("typed %q: %q, %v, want %q", c.typed, got, err, c.want)
		}
	}
	for typed, want := range map[string]error{"\x031": ErrInterrupted, "\x041": ErrInputNeeded, "x": ErrInputNeeded} {
		if _, err := readRaw(strings.NewReader(typed), "Sure?", "123"); !errors.Is(err, want) {
			t.Errorf("typed %q: %v, want %v", typed, err, want)
		}
	}
}

// Elsewhere a key stands on a line of its own, and what is none is asked again.
func TestLineKey(t *testing.T) {
	io, messages := typed("4\n12\n2\n\n")
	p := io.Prompter()
	key, err := p.Key("Sure?", "123")
	none, e := p.Key("Sure?", "123")
	if key != '2' || none != 0 || err != nil || e != nil {
		t.Errorf("%q %v, %q %v", key, err, none, e)
	}
	same(t, messages(), strings.ReplaceAll(`
Sure? 4
"4" is none of 1, 2, 3; type one, or nothing
Sure? 12
"12" is none of 1, 2, 3; type one, or nothing
Sure? 2
Sure? <Enter>
`, "<Enter>", ""))
}

func TestScriptKey(t *testing.T) {
	p := Script("3", "", "9")
	key, err := p.Key("Sure?", "123")
	none, e := p.Key("Sure?", "123")
	if key != '3' || none != 0 || err != nil || e != nil {
		t.Errorf("%q %v, %q %v", key, err, none, e)
	}
	if _, err := p.Key("Sure?", "123"); err == nil || errors.Is(err, ErrInputNeeded) {
		t.Errorf("9: %v, want an error of its own", err)
	}
}
