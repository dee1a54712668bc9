package source

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// MaxDuration is ten years of 365 days in milliseconds, the longest that a
// scenario can speak of.
const MaxDuration int64 = 87_600 * 3_600_000

var units = []struct {
	name   string
	millis int64
}{{"h", 3_600_000}, {"ms", 1}, {"m", 60_000}, {"s", 1_000}}

// ParseDuration returns the milliseconds of a text such as 90s, 1m30s, 1.5s,
// 250ms or 0, from 0 to MaxDuration. It must be whole milliseconds.
func ParseDuration(text string) (int64, error) {
	if text == "0" {
		return 0, nil
	}
	if text == "" {
		return 0, errors.New("is not a duration")
	}
	if text[0] == '-' {
		return 0, errors.New("is negative")
	}
	var total int64
	for rest := text; rest != ""; {
		millis, after, err := durationPart(rest)
		if err != nil {
			return 0, err
		}
		if total += millis; total > MaxDuration {
			return 0, errors.New("is more than ten years")
		}
		rest = after
	}
	return total, nil
}

// durationPart reads one number with its unit. Its result is at most a little
// over MaxDuration.
func durationPart(text string) (millis int64, after string, err error) {
	end := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end == 0 {
		return 0, "", errors.New("is not a duration")
	}
	if end < 0 {
		return 0, "", errors.New("has no unit")
	}
	whole, fraction, point := strings.Cut(text[:end], ".")
	if whole == "" || point && fraction == "" || strings.Contains(fraction, ".") {
		return 0, "", errors.New("is not a duration")
	}
	for _, unit := range units {
		if after, ok := cutUnit(text[end:], unit.name); ok {
			millis, err = scaled(whole, fraction, unit.millis)
			return millis, after, err
		}
	}
	return 0, "", unitFault(text[end:])
}

// cutUnit removes the unit from the front of text if no letter follows it.
func cutUnit(text, unit string) (after string, ok bool) {
	after, ok = strings.CutPrefix(text, unit)
	return after, ok && (after == "" || after[0] >= '0' && after[0] <= '9')
}

func unitFault(rest string) error {
	for _, fine := range []string{"us", "µs", "μs", "ns"} {
		if strings.HasPrefix(rest, fine) {
			return errors.New("is finer than a millisecond")
		}
	}
	return errors.New("has no unit that is known")
}

// scaled returns whole.fraction units in milliseconds. The units hold the
// factor 2 seven times at most, so more than nine digits never come out even.
func scaled(whole, fraction string, unit int64) (int64, error) {
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > MaxDuration/unit {
		return 0, errors.New("is more than ten years")
	}
	fraction = strings.TrimRight(fraction, "0")
	if fraction == "" {
		return n * unit, nil
	}
	if len(fraction) > 9 {
		return 0, errors.New("is finer than a millisecond")
	}
	part, _ := strconv.ParseInt(fraction, 10, 64)
	scale := int64(1)
	for range fraction {
		scale *= 10
	}
	if part*unit%scale != 0 {
		return 0, errors.New("is finer than a millisecond")
	}
	return n*unit + part*unit/scale, nil
}

// FormatDuration writes milliseconds, 0 or more, so that ParseDuration reads
// them back: 0s, 250ms, 90s as 1m30s.
func FormatDuration(millis int64) string {
	if millis == 0 {
		return "0s"
	}
	var b strings.Builder
	for _, name := range []string{"h", "m", "s", "ms"} {
		for _, unit := range units {
			if unit.name == name && millis >= unit.millis {
				fmt.Fprintf(&b, "%d%s", millis/unit.millis, name)
				millis %= unit.millis
			}
		}
	}
	return b.String()
}

const durationFix = "write 0s, 90s, 1m30s or 1.5h, up to 87600h"

// Duration returns the milliseconds of n, from 0 to MaxDuration.
func (r *Reader) Duration(n *Node) int64 {
	if n == nil {
		return 0
	}
	if !isText(n) {
		r.wrong(n, "a duration", durationFix)
		return 0
	}
	millis, _ := r.duration(n, n.Text)
	return millis
}

func (r *Reader) duration(n *Node, text string) (millis int64, ok bool) {
	millis, err := ParseDuration(text)
	if err != nil {
		r.Errorf(n.Position, durationFix, "%s%s %s", n.prefix(), show(text), err)
		return 0, false
	}
	return millis, true
}

// DurationRange returns both ends of 20s..40s in milliseconds; one duration
// alone is both ends.
func (r *Reader) DurationRange(n *Node) (lo, hi int64) {
	if n == nil {
		return 0, 0
	}
	if !isText(n) {
		r.wrong(n, "a duration or a range", "write 30s or 20s..40s")
		return 0, 0
	}
	first, last, isRange := strings.Cut(n.Text, "..")
	lo, ok := r.duration(n, first)
	if !isRange || !ok {
		return lo, lo
	}
	if hi, ok = r.duration(n, last); !ok {
		return 0, 0
	}
	if lo > hi {
		r.Errorf(n.Position, "write the shorter one first: "+shorten(last+".."+first), "%s%s ends before it begins", n.prefix(), shorten(n.Text))
		return 0, 0
	}
	return lo, hi
}
