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
