package awsjson

import (
	"maps"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Traffic is who could serve from a moment on: hosts in service, and how many
// of them have which revision.
type Traffic struct {
	Time      string         `json:"time"`
	InService int            `json:"inService"`
	Revisions map[string]int `json:"revisions"`
	Shares    map[string]int `json:"shares"` // per cent of the requests; together 100 while anybody serves
}

// traffic has one entry for each instant at which it may have changed.
func traffic(w *sim.World) []Traffic {
	t := sim.NewTraffic(w)
	list := []Traffic{moment(w, t, 0)}
	for _, r := range w.Journal().Records() {
		if _, moves := t.Observe(r); !moves {
			continue
		}
		now := moment(w, t, r.At)
		if list[len(list)-1].Time == now.Time {
			list = list[:len(list)-1]
		}
		list = append(list, now)
	}
	return list
}

func moment(w *sim.World, t *sim.Traffic, at kernel.Time) Traffic {
	now := Traffic{Time: timestamp(at), InService: t.InService(), Revisions: map[string]int{}}
	if n := t.Serving(codedeploy.None); n > 0 {
		now.Revisions[""] = n
	}
	for r := range w.Setup().CodeDeploy.Revisions {
		if n := t.Serving(int32(r)); n > 0 {
			now.Revisions[w.Setup().CodeDeploy.Revisions[r].Name] += n
		}
	}
	now.Shares = shares(now.Revisions)
	return now
}

// shares are counts as per cents.
func shares(counts map[string]int) map[string]int {
	names := slices.Sorted(maps.Keys(counts))
	list := make([]int, len(names))
	for i, name := range names {
		list[i] = counts[name]
	}
	out := map[string]int{}
	for i, share := range sim.Shares(list) {
		out[names[i]] = share
	}
	return out
}
