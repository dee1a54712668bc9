package source

import (
	"strings"
	"testing"
)

func TestParseDuration(t *testing.T) {
	for _, c := range []struct {
		text string
		want int64
	}{
		{"0", 0}, {"0s", 0}, {"90s", 90_000}, {"1m30s", 90_000}, {"1.5s", 1_500}, {"250ms", 250}, {"0.001s", 1},
		{"1.50h", 5_400_000}, {"1s1s", 2_000}, {"87600h", MaxDuration}, {"0.0078125h", 28_125}, {"007s", 7_000},
	} {
		if got, err := ParseDuration(c.text); got != c.want || err != nil {
			t.Errorf("%q: got %d, %v, want %d", c.text, got, err, c.want)
		}
	}
}

// R5: odd durations are refused with what is allowed, and nothing overflows.
func TestParseDurationRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "is not a duration"}, {"soon", "is not a duration"}, {".s", "is not a duration"}, {"1.s", "is not a duration"},
		{"1.2.3s", "is not a duration"}, {"+5s", "is not a duration"}, {" 5s", "is not a duration"}, {"..", "has no unit"},
		{"90", "has no unit"}, {"1m30", "has no unit"}, {"5 s", "has no unit that is known"}, {"5d", "has no unit that is known"},
		{"5min", "has no unit that is known"}, {"5S", "has no unit that is known"}, {"1e30h", "has no unit that is known"},
		{"-5s", "is negative"}, {"-0s", "is negative"},
		{"5us", "is finer than a millisecond"}, {"5µs", "is finer than a millisecond"}, {"5ns", "is finer than a millisecond"},
		{"0.5ms", "is finer than a millisecond"}, {"1.0001s", "is finer than a millisecond"}, {"0.0000000001h", "is finer than a millisecond"},
		{"87601h", "is more than ten years"}, {"87600h1ms", "is more than ten years"}, {"9223372036854775807ms", "is more than ten years"},
		{"99999999999999999999999h", "is more than ten years"}, {strings.Repeat("87600h", 1000), "is more than ten years"},
	} {
		if got, err := ParseDuration(c.text); err == nil || err.Error() != c.want {
			t.Errorf("%.40q: got %d, %v, want %q", c.text, got, err, c.want)
		}
	}
}

func TestFormatDuration(t *testing.T) {
	for millis, want := range map[int64]string{
		0: "0s", 1: "1ms", 90_000: "1m30s", 1_500: "1s500ms", MaxDuration: "87600h", 3_600_000 + 250: "1h250ms",
	} {
		if got := FormatDuration(millis); got != want {
			t.Errorf("%d: got %s, want %s", millis, got, want)
		}
	}
}

func TestReadDuration(t *testing.T) {
	for _, c := range []struct {
		text   string
		lo, hi int64
		want   string
	}{
		{"20s..40s", 20_000, 40_000, ""},
		{"5s", 5_000, 5_000, ""},
		{`"5s"`, 5_000, 5_000, ""},
		{"0", 0, 0, ""},
		{"40s..20s", 0, 0, "a: 40s..20s ends before it begins; write the shorter one first: 20s..40s"},
		{"20s..", 0, 0, `a: "" is not a duration; write 0s, 90s`},
		{"90", 0, 0, `a: "90" has no unit; write 0s, 90s, 1m30s or 1.5h, up to 87600h`},
		{"-5s", 0, 0, `a: "-5s" is negative`},
		{"[5s]", 0, 0, "a: a list is not a duration or a range"},
	} {
		got := read(t, c.text, func(r *Reader, n *Node) {
			if lo, hi := r.DurationRange(n); c.want == "" && (lo != c.lo || hi != c.hi) {
				t.Errorf("%s: got %d..%d", c.text, lo, hi)
			}
		})
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
	got := read(t, "20s..40s", func(r *Reader, n *Node) { r.Duration(n) })
	if !strings.Contains(got, "is not a duration") && !strings.Contains(got, "has no unit that is known") {
		t.Errorf("a range is no duration: %q", got)
	}
}
