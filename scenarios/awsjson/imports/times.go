package imports

// Times: the CLI prints seconds since 1970 with a fraction, or RFC 3339.

import (
	"math"
	"strconv"
	"time"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// maxInstant is the year 9999 in milliseconds since 1970.
const maxInstant = 253_402_300_799_000

// instant returns the milliseconds since 1970 that n says.
func instant(n *source.Node) (int64, bool) {
	if n == nil || n.Kind != source.Scalar {
		return 0, false
	}
	if seconds, err := strconv.ParseFloat(n.Text, 64); err == nil {
		millis := math.Round(seconds * 1000)
		if !(millis >= 0 && millis <= maxInstant) {
			return 0, false
		}
		return int64(millis), true
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999-07:00"} {
		if t, err := time.Parse(layout, n.Text); err == nil {
			return t.Round(time.Millisecond).UnixMilli(), true
		}
	}
	return 0, false
}

// span returns the milliseconds between the times under two keys.
func span(n *source.Node, from, to string) (int64, bool) {
	start, known := instant(get(n, from))
	end, too := instant(get(n, to))
	if !known || !too || end < start || end-start > source.MaxDuration {
		return 0, false
	}
	return end - start, true
}
