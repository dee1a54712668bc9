package kernel

import "strconv"

// Limits stop a run that would never end. A field of 0 means the default.
type Limits struct {
	Events  uint64 // events in all
	Until   Time   // no event may be later
	Instant uint64 // events at one instant, where a loop makes no progress
}

// DefaultLimits are ten years of 365 days, two thousand million events, and a
// hundred million at one instant: a million instances with a hundred each.
var DefaultLimits = Limits{Events: 2_000_000_000, Until: 3650 * Day, Instant: 100_000_000}

// orDefault fills in the fields that are 0.
func (l Limits) orDefault() Limits {
	if l.Events == 0 {
		l.Events = DefaultLimits.Events
	}
	if l.Until == 0 {
		l.Until = DefaultLimits.Until
	}
	if l.Instant == 0 {
		l.Instant = DefaultLimits.Instant
	}
	return l
}

// LimitError says that a run was stopped by one of its limits.
type LimitError struct {
	What  string // events, time, instant, or what Kernel.GiveUp was told
	Limit uint64 // the limit: a number of them, or milliseconds
	At    Time   // the simulated time at which the run stopped
}

// Error says what was reached, where, and what to do about it.
func (e *LimitError) Error() string {
	n := strconv.FormatUint(e.Limit, 10)
	switch e.What {
	case "time":
		return "stopped at " + e.At.String() + " of simulated time: more is scheduled after the limit of " +
			Time(e.Limit).String() + "; raise the limit or look for a loop"
	case "events":
		return "stopped after " + n + " events at " + e.At.String() +
			" of simulated time: more are pending; raise the limit or look for a loop"
	case "instant":
		return "stopped after " + n + " events at the one instant " + e.At.String() +
			" of simulated time: time no longer advances; raise the limit or look for a loop"
	}
	return "did not settle within " + n + " " + e.What + ", by " + e.At.String() + " of simulated time; look for a loop"
}
