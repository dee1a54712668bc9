package term

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shown returns what draw writes to Out after mend has changed the IO.
func shown(mend func(*IO), draw func(*IO)) string {
	t, out, _ := Test()
	mend(t)
	draw(t)
	return out.String()
}

func wide(width int) func(*IO) { return func(t *IO) { t.Width = width } }

func ascii(width int) func(*IO) { return func(t *IO) { t.Width, t.ASCII = width, true } }

func colored(t *IO) { t.outTTY = true }

// same compares a drawing with lines that are written one to a line, after a
// first line end.
func same(t *testing.T, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), got); diff != "" {
		t.Errorf("drawing differs (-want +got):\n%s", diff)
	}
}

// harmless fails if s could move a cursor, or is wider than width.
func harmless(t *testing.T, s string, width int) {
	t.Helper()
	for line := range strings.SplitSeq(s, "\n") {
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e }) {
			t.Errorf("control character in %q", line)
		}
		if n := columns(line); n > width {
			t.Errorf("%d columns, want at most %d: %q", n, width, line)
		}
	}
}
