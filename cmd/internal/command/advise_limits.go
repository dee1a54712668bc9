package command

// What may take up to its limit on one host, and how long that is.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// limitsOf says which lifecycle events of the hosts of a group may take an hour, and
// how long the scripts of the others may; only of scripts without a timeout is
// one asked. CD-4.7, CD-4.8
func limitsOf(setup *sim.Setup, group string) string {
	free := []string{events.DownloadBundle.String(), events.Install.String()}
	if behindBalancer(setup, group) {
		free = append(free, events.BlockTraffic.String(), events.AllowTraffic.String())
	}
	text := allOf(free) + " may take an hour each (CD-4.8)"
	scripts, untimed := scriptLimits(setup)
	if len(untimed) > 0 {
		text += ", and so may the scripts of " + allOf(untimed) + ": give them a timeout (CD-4.7)"
	}
	if scripts > 0 {
		text += fmt.Sprintf("; scripts with a timeout take %s together at most (CD-4.7)", scripts.String())
	}
	return text
}

// behindBalancer says whether hosts of a group are taken out of service.
func behindBalancer(setup *sim.Setup, group string) bool {
	s := &setup.CodeDeploy
	return slices.ContainsFunc(s.Groups, func(g codedeploy.Group) bool {
		behind := len(g.Settings.LoadBalancers) > 0 && (g.Settings.TrafficControl || g.Settings.BlueGreenType)
		return behind && s.Applications[g.Application].Name+"/"+g.Name == group
	})
}

// scriptLimits are how long the scripts of the events may take together that are
// over in less than an hour, in the revision with the longest, and the events
// of which the scripts may take an hour.
func scriptLimits(setup *sim.Setup) (longest kernel.Time, untimed []string) {
	for i := range setup.CodeDeploy.Revisions {
		total := kernel.Time(0)
		for event, scripts := range setup.CodeDeploy.Revisions[i].AppSpec.Hooks {
			limit := kernel.Time(0)
			for _, script := range scripts {
				limit += kernel.Time(script.Timeout) * kernel.Second
			}
			name := events.LifecycleEvent(event).String()
			if limit < codedeploy.AWS.InsideLimit() {
				total += limit
			} else if !slices.Contains(untimed, name) {
				untimed = append(untimed, name)
			}
		}
		longest = max(longest, total)
	}
	return longest, untimed
}

// allOf lists names with an "and" before the last.
func allOf(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
