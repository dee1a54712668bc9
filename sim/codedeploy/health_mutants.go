package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var healthMutants = []Mutant{
	{"M-CD-19", rules.CD_2_22, func(d *Decisions) { d.AfterFailure = unchangedByFailure }, ""},
	{"X-CD-after-success", rules.CD_2_21, func(d *Decisions) { d.AfterSuccess = allHealthy }, ""},
	{"X-CD-left-out", rules.CD_2_21, func(d *Decisions) { d.LeftOut = func(h Health) Health { return h } }, ""},
	{"M-CD-17", rules.CD_2_22, func(d *Decisions) { d.PassedOver = unhealthyUnreached }, ""},
}

// M-CD-17: an instance that was not reached is unhealthy.
func unhealthyUnreached(h Health) Health { return NewHealth(events.Unhealthy, h.revision()) }

// M-CD-19: an instance that failed is as it was before.
func unchangedByFailure(h Health, targetSucceeded, installing, current bool) Health {
	if targetSucceeded {
		return afterFailure(h, targetSucceeded, installing, current)
	}
	return h
}

// A deployment that succeeded leaves every target healthy.
func allHealthy(Health, bool) Health { return NewHealth(events.Healthy, events.Current) }
