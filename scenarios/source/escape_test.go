package source

import (
	"strings"
	"testing"
)

// R12: nothing that a terminal obeys comes through.
func TestEscape(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "web-1 é 漢字 😀", "web-1 é 漢字 😀"},
		{"a backslash stays", `a\b`, `a\b`},
		{"OSC 52", "\x1b]52;c;aGk=\x07", `\x1b]52;c;aGk=\x07`},
		{"clear screen", "\x1b[2J", `\x1b[2J`},
		{"overwrite", "ok\rno", `ok\rno`},
		{"newline and tab", "a\n\tb", `a\n\tb`},
		{"DEL", "\x7f", `\x7f`},
		{"C1 as a character", "\u009b2J", `\u{9b}2J`},
		{"C1 as a byte", "\x9b2J", `\x9b2J`},
		{"bidi", "a\u202eb\u2066", `a\u{202e}b\u{2066}`},
		{"zero width", "a\u200b\u200d\ufeff", `a\u{200b}\u{200d}\u{feff}`},
		{"soft hyphen", "a\u00ad", `a\u{ad}`},
		{"tag characters", "a\U000e0041", `a\u{e0041}`},
		{"line separator", "a\u2028", `a\u{2028}`},
		{"blank letter", "a\u3164", `a\u{3164}`},
		{"private use", "\ue000", `\u{e000}`},
		{"a few marks", "e\u0301\u0323", "e\u0301\u0323"},
		{"replacement character", "\ufffd", "\ufffd"},
	} {
		if got := Escape(c.in); got != c.want {
			t.Errorf("%s: Escape(%q) = %s, want %s", c.name, c.in, got, c.want)
		}
	}
	flood := Escape("e" + strings.Repeat("\u0301", 10_000))
	if n := strings.Count(flood, "\u0301"); n != maxCombining {
		t.Errorf("%d combining marks come through, want %d", n, maxCombining)
	}
}

// R12, R13: a diagnostic is one harmless line whatever the text held.
func TestDiagnosticIsOneLine(t *testing.T) {
	d := Diagnostic{Position: Position{"a\x1b.yaml", 1, 2}, Message: "x\ny", Fix: "z\u202e", Rule: "CD-9.2"}
	if want := `a\x1b.yaml:1:2: x\ny; z\u{202e} (CD-9.2)`; d.Error() != want {
		t.Errorf("got %s, want %s", d.Error(), want)
	}
}

func FuzzEscape(f *testing.F) {
	f.Add("a\x1b\u202e\xff\n")
	f.Fuzz(func(t *testing.T, s string) {
		once := Escape(s)
		if Escape(once) != once {
			t.Fatalf("%q is still not harmless", once)
		}
	})
}
