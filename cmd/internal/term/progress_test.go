package term

import (
	"strings"
	"testing"
	"time"
)

// progress counts three of ten pieces, each taking a step of time, and returns
// what was written to Err before the end.
func progress(step time.Duration, mend func(*IO)) string {
	t, _, err := Test()
	at := time.Unix(0, 0)
	t.now = func() time.Time { return at }
	t.errTTY = true
	mend(t)
	p := t.Progress("sweep\x1b[2J", 10)
	for range 3 {
		at = at.Add(step)
		p.Add(1)
	}
	seen := err.String()
	p.Done()
	p.Add(1)
	return seen
}

func TestProgressWaitsASecond(t *testing.T) {
	if got := progress(300*time.Millisecond, func(*IO) {}); got != "" {
		t.Errorf("after 0.9 s: %q, want silence", got)
	}
	got := progress(time.Second, func(*IO) {})
	if !strings.Contains(got, "sweep") || !strings.Contains(got, "1/10") {
		t.Errorf("after a second: %q, want a bar", got)
	}
	if strings.Contains(got, "\x1b") {
		t.Errorf("an escape code in %q", got)
	}
}

func TestProgressIsSilentWhereItWouldDisturb(t *testing.T) {
	for why, mend := range map[string]func(*IO){
		"pipe":         func(t *IO) { t.errTTY = false },
		"plain":        func(t *IO) { t.Plain = true },
		"accessible":   func(t *IO) { t.Accessible = true },
		"dumb":         func(t *IO) { t.dumb = true },
		"out is a tty": func(t *IO) { t.errTTY, t.outTTY = false, true },
	} {
		if got := progress(time.Minute, mend); got != "" {
			t.Errorf("%s: %q, want silence", why, got)
		}
	}
}

func TestProgressBeyondItsTotal(t *testing.T) {
	io, _, _ := Test()
	io.errTTY, io.ASCII = true, true
	at := time.Unix(0, 0)
	io.now = func() time.Time { return at }
	p := io.Progress("", 0)
	at = at.Add(time.Hour)
	p.Add(1 << 40)
	p.Add(1)
	p.Done()
}
