package term

import (
	"errors"
	"testing"
)

func TestPrintfEscapesItsArguments(t *testing.T) {
	evil := "a\x1b[2J\nb"
	cases := []struct {
		format string
		arg    any
		want   string
	}{
		{"%s", evil, `a\x1b[2J\nb`},
		{"%v", errors.New(evil), `a\x1b[2J\nb`},
		{"%v", []string{evil}, `[a\x1b[2J\nb]`},
		{"%s", Bad.Text(evil), `a\x1b[2J\nb`},
		{"%s", "\u202egnp", `\u{202e}gnp`},
		{"%3d", 7, "  7"},
		{"%v", true, "true"},
		{"%d", int64(1) << 40, "1099511627776"},
		{"a\nb%s", "", "a\nb"}, // the format is ours
	}
	for _, c := range cases {
		if got := shown(wide(80), func(t *IO) { t.Printf(c.format, c.arg) }); got != c.want {
			t.Errorf("Printf(%q, %q) = %q, want %q", c.format, c.arg, got, c.want)
		}
	}
}

func TestColourIsDecidedPerStream(t *testing.T) {
	io, out, err := Test()
	io.errTTY = true
	io.Printf("%s", Bad.Text("failed"))
	io.Notef("%s", Bad.Text("failed"))
	if out.String() != "failed" || err.String() != "\x1b[31mfailed\x1b[0m" {
		t.Errorf("out %q, err %q", out, err)
	}
}

// What the terminal has no room for goes on below, further in; what stands in a
// file, what scripts read, and tabs, stay as they are.
func TestPrintfBreaksLines(t *testing.T) {
	narrow := func(t *IO) { t.flows, t.outTTY, t.Width = true, true, 20 }
	cases := []struct {
		mend         func(*IO)
		format, want string
	}{
		{narrow, "  %s and some more words\n", "  \x1b[31mred\x1b[0m and some more\n    words\n"},
		{narrow, "%s\n", "one two three four five\n"},
		{narrow, "\t%s and some more words\n", "\t\x1b[31mred\x1b[0m and some more words\n"},
		{wide(20), "%s and some more words, in a pipe\n", "red and some more words, in a pipe\n"},
		{func(t *IO) { narrow(t); t.Accessible = true }, "%s and some more words\n", "red and some more words\n"},
	}
	for _, c := range cases {
		var arg any = Bad.Text("red")
		if c.format == wholeLine {
			arg = "one two three four five"
		}
		if got := shown(c.mend, func(t *IO) { t.Printf(c.format, arg) }); got != c.want {
			t.Errorf("Printf(%q): %q, want %q", c.format, got, c.want)
		}
	}
}

func TestStylesVanishWithoutColour(t *testing.T) {
	for s := Normal; s <= Accent; s++ {
		plain := shown(wide(80), func(t *IO) { t.Printf("%s", s.Text("word")) })
		color := shown(colored, func(t *IO) { t.Printf("%s", s.Text("word")) })
		if plain != "word" || (color == "word") != (s == Normal) {
			t.Errorf("style %d: %q without colour, %q with", s, plain, color)
		}
	}
}

type full struct{ writes int }

func (f *full) Write([]byte) (int, error) {
	f.writes++
	return 0, errors.New("disk full")
}

func TestWriteErrorIsKept(t *testing.T) {
	io, _, _ := Test()
	disk := &full{}
	io.Out = disk
	io.Printf("one")
	io.Table(&Table{Header: []string{"two"}})
	if io.WriteError() == nil || disk.writes != 1 {
		t.Errorf("error %v after %d writes, want one write that failed", io.WriteError(), disk.writes)
	}
}
