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

// What is going on may change, and so may what is counted.
func TestProgressOfStages(t *testing.T) {
	io, _, err := Test()
	at := time.Unix(0, 0)
	io.now, io.errTTY, io.ASCII = func() time.Time { return at }, true, true
	p := io.Progress("exploring", 1)
	p.Set("none\x1b[2J", "states", 0, 100)
	if err.Len() > 0 {
		t.Errorf("at once: %q", err.String())
	}
	for _, c := range []struct {
		what, unit  string
		done, total int64
		want        []string
	}{
		{"1 fault\x1b[2J", "states", 30, 100, []string{"1 fault", ", 15 states/s", "30/100"}},
		{"2 faults", "states", 80, 100, []string{"2 faults", ", 20 states/s", "80/100"}},
		{"5 pairs", "runs", 7, 50, []string{"5 pairs", "7/50"}},
		{"6 pairs", "runs", 27, 50, []string{"6 pairs", ", 10 runs/s", "27/50"}},
	} {
		at = at.Add(2 * time.Second)
		err.Reset()
		p.Set(c.what, c.unit, c.done, c.total)
		for _, want := range c.want {
			if got := err.String(); !strings.Contains(got, want) || strings.Contains(got, "\x1b") {
				t.Errorf("%s: %q, want %q", c.what, got, want)
			}
		}
	}
	p.Done()
}
