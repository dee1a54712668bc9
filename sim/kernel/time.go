package kernel

import "strconv"

// Time is a moment of simulated time: whole milliseconds since the scenario's
// epoch, never negative. The same type serves for spans of time.
type Time int64

// The usual spans of time.
const (
	Millisecond Time = 1
	Second           = 1000 * Millisecond
	Minute           = 60 * Second
	Hour             = 60 * Minute
	Day              = 24 * Hour
)

// String prints t the way Go prints a duration: 0s, 250ms, 1.5s, 1m30s, 12h0m0s.
func (t Time) String() string {
	if t < 0 {
		return "-" + Time(-t).String()
	}
	if t > 0 && t < Second {
		return strconv.FormatInt(int64(t), 10) + "ms"
	}
	s := seconds(t%Minute) + "s"
	if t >= Minute {
		s = strconv.FormatInt(int64(t/Minute%60), 10) + "m" + s
	}
	if t >= Hour {
		s = strconv.FormatInt(int64(t/Hour), 10) + "h" + s
	}
	return s
}

// seconds prints a span below a minute in seconds, with up to three decimals.
func seconds(t Time) string {
	b := strconv.AppendInt(nil, int64(t/Second), 10)
	ms := int64(t % Second)
	if ms == 0 {
		return string(b)
	}
	b = append(b, '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10))
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return string(b)
}
