package question

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Who gets how much traffic at some minute: kind 22.
var trafficAt = &Kind{
	Number: 22, Name: "traffic-at", Form: Number, Family: "how traffic moves to a new version",
	Subjects: func(c *Case) (list []Subject) {
		from, ok := allowed(c.Truth)
		if !shifting(c) || !ok {
			return nil
		}
		for at := 30 * kernel.Second; from+at < c.asked().Ended && len(list) < 60; at += kernel.Minute {
			list = append(list, Subject{At: at})
		}
		return list
	},
	Ask: func(_ *Case, s Subject) string {
		return s.At.String() + " after AllowTraffic has begun, what percentage of production traffic has the new version?"
	},
	Answer: func(r *Run, s Subject) Answer {
		from, ok := allowed(r)
		if !ok {
			return nil
		}
		return Answer{strconv.FormatInt(shareAt(r, from+s.At), 10)}
	},
}

// allowed is when AllowTraffic of deployment 1 begins.
func allowed(r *Run) (kernel.Time, bool) {
	for _, t := range r.theTargets() {
		for i := range t.Events {
			if e := &t.Events[i]; e.Event == events.AllowTraffic && e.Started {
				return e.Start, true
			}
		}
	}
	return 0, false
}

// shareAt is the share that deployment 1 has moved to the new version by a
// time.
func shareAt(r *Run, at kernel.Time) (share int64) {
	for _, row := range r.Journal().Records() {
		if row.At > at {
			break
		}
		rec := events.Record(row)
		if row.Kind == events.TrafficShifted && rec.Index() == r.theTargets()[0].Index {
			share = row.A
		}
	}
	return share
}
