package zoo

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

type (
	budget  = codedeploy.Budget
	rollout = codedeploy.Rollout
	move    = codedeploy.Move
)

func pending(t codedeploy.RolloutTarget) bool { return t.Status == events.TargetPending }

var (
	fail      = []fleet.FaultKind{fleet.FailEvent}
	hang      = []fleet.FaultKind{fleet.HangEvent}
	terminate = []fleet.FaultKind{fleet.Terminate}
)

// Changes that several have in common.
var (
	noMinimum     = "deploymentConfigs[own].minimumHealthyHosts={type: HOST_COUNT, value: 0}"
	oneStays      = "deploymentConfigs[own].minimumHealthyHosts={type: HOST_COUNT, value: 1}"
	threeQuarters = "deploymentConfigs[own].minimumHealthyHosts={type: FLEET_PERCENT, value: 75}"
	oneAtATime    = theGroup + "deploymentConfigName=CodeDeployDefault.OneAtATime"
	allAtOnce     = theGroup + "deploymentConfigName=CodeDeployDefault.AllAtOnce"
	twoZones      = "fleet.instances[0].zones=[us-east-1a, us-east-1b]"
	noRollback    = theGroup + "autoRollbackConfiguration={enabled: false}"
	lastIsBad     = "history[0].failed=web-{hosts}"
)

const onePerZone = ", minimumHealthyHostsPerZone: {type: HOST_COUNT, value: 1}"

func zonal(minimum string) string {
	return "deploymentConfigs[own].zonalConfig={monitorDurationInSeconds: 10" + minimum + "}"
}

// planners are broken orchestrators.
var planners = concat(tooMany, tooFew, wrongOnes, wrongVerdicts, wrongZones, wrongRollbacks)

// tooMany take more offline than they may.
var tooMany = []Animal{
	{Name: "one-too-many", Broken: "the budget is compared with <= for <", Claim: withinBudget,
		Planner: counts(func(b budget) bool { return b.InProgress+b.Failed <= width(b) })},
	{Name: "failed-are-healthy", Broken: "a host that failed no longer counts against the budget", Claim: withinBudget, Faults: fail,
		Planner: counts(func(b budget) bool { return b.InProgress < width(b) })},
	{Name: "in-progress-forgotten", Broken: "what is in progress does not count", Claim: withinBudget,
		Planner: counts(func(b budget) bool { return b.Failed < width(b) })},
	{Name: "minimum-at-a-time", Broken: "the minimum is taken for the number at a time", Claim: withinBudget, Changes: []string{"deploymentConfigs[own].minimumHealthyHosts={type: FLEET_PERCENT, value: 66}"},
		Planner: counts(func(b budget) bool { return b.InProgress+b.Failed < b.Minimum })},
	{Name: "minimum-at-a-time-one", Broken: "the minimum is taken for the number at a time, at least one", Claim: withinBudget, Faults: fail, Changes: []string{oneAtATime},
		Planner: counts(func(b budget) bool { return b.InProgress < max(b.Minimum, 1) })},
	{Name: "one-failure-is-free", Broken: "the first failure is forgiven", Claim: withinBudget, Faults: fail,
		Planner: counts(func(b budget) bool { return b.InProgress+max(b.Failed-1, 0) < width(b) })},
	{Name: "failures-count-half", Broken: "two failures count as one", Claim: withinBudget, Faults: fail,
		Planner: counts(func(b budget) bool { return b.InProgress+b.Failed/2 < width(b) })},
	{Name: "success-buys-failure", Broken: "a success makes up for a failure", Claim: withinBudget, Faults: fail,
		Planner: counts(func(b budget) bool { return b.InProgress+max(b.Failed-b.Succeeded, 0) < width(b) })},
	{Name: "at-least-one", Broken: "one host is always allowed", Claim: withinBudget, Faults: fail,
		Planner: counts(func(b budget) bool { return b.InProgress < max(width(b)-b.Failed, 1) })},
	{Name: "quarter-rounded-up", Broken: "a quarter at a time is rounded up", Claim: keep(75), Changes: []string{threeQuarters},
		Planner: planner{begins: anybody, room: counts(func(b budget) bool { return b.InProgress+b.Failed < (b.Targets+3)/4 }).room}},
	{Name: "quarter-to-nearest", Broken: "a quarter at a time is rounded to the nearest whole", Claim: keep(75), Changes: []string{threeQuarters},
		Planner: planner{begins: anybody, room: counts(func(b budget) bool { return b.InProgress+b.Failed < (b.Targets+2)/4 }).room}},
	{Name: "quarter-of-the-rest", Broken: "a part of what is pending is taken, and failures are not in it", Claim: keep(75), Faults: fail, Changes: []string{threeQuarters},
		Planner: counts(func(b budget) bool { return 4*b.InProgress < b.Pending })},
	{Name: "half-of-the-healthy", Broken: "half of what is healthy now may go, again and again", Claim: withinBudget,
		Planner: counts(func(b budget) bool { return b.InProgress <= (b.Targets-b.InProgress-b.Failed)/2 })},
	{Name: "doubles", Broken: "each success doubles the number at a time, without a limit", Claim: withinBudget,
		Planner: counts(func(b budget) bool { return b.InProgress+b.Failed < 1<<b.Succeeded })},
	{Name: "canary-then-all", Broken: "after one success everybody goes", Claim: withinBudget,
		Planner: counts(func(b budget) bool { return b.InProgress == 0 && b.Succeeded+b.Failed == 0 || b.Succeeded > 0 })},
	{Name: "canary-that-failed", Broken: "a canary that has failed is a canary that is finished", Claim: failsOnce, Faults: fail, Changes: []string{oneAtATime},
		Planner: counts(func(b budget) bool { return b.Succeeded+b.Failed > 0 || b.InProgress == 0 })},
	{Name: "two-canaries", Broken: "two canaries fly where one should", Claim: canaryFirst, Changes: []string{oneAtATime},
		Planner: counts(func(b budget) bool { return roomIn(b) || b.Succeeded == 0 && b.InProgress+b.Failed < 2 })},
	{Name: "wave-of-leftovers", Broken: "a wave is filled up by what failed in the last one", Claim: withinBudget, Faults: fail,
		Planner: counts(func(b budget) bool {
			return (b.Succeeded + b.Failed + b.InProgress) < width(b)*(1+(b.Succeeded+b.Failed)/max(width(b), 1))
		})},
}

// tooFew wait for what does not come.
var tooFew = []Animal{
	{Name: "one-too-few", Broken: "the budget less one, which is none on small fleets", Claim: patient,
		Planner: counts(func(b budget) bool { return b.InProgress+b.Failed < width(b)-1 })},
	{Name: "waits-for-room", Broken: "it waits for room where there is none, for ever", Claim: neverStuck,
		Planner: planner{begins: anybody, verdict: holdsIf(func(b budget) bool { return b.Pending > 0 })}},
	{Name: "never-gives-up", Broken: "failures have used up the budget, and it waits", Claim: neverStuck, Faults: fail,
		Planner: planner{verdict: holdsIf(func(b budget) bool { return b.Pending > 0 })}},
	{Name: "never-ends", Broken: "the end is reached when all have succeeded, and only then", Claim: neverStuck, Faults: fail, Changes: []string{oneAtATime},
		Planner: planner{verdict: holdsIf(func(b budget) bool { return b.Succeeded < b.Targets })}},
	{Name: "waits-for-proof", Broken: "only who has succeeded counts as healthy, and at first nobody has", Claim: neverStuck,
		Planner: planner{room: func(r rollout) bool { return r.Budget().Succeeded > r.Budget().Minimum }, verdict: holdsIf(func(b budget) bool { return b.Pending > 0 })}},
	{Name: "one-strike", Broken: "the first failure ends it, whatever the budget", Claim: patient, Faults: fail, Changes: []string{oneStays},
		Planner: counts(func(b budget) bool { return roomIn(b) && b.Failed == 0 })},
	{Name: "too-careful-to-begin", Broken: "it begins only if half of the hosts may go", Claim: begins, Changes: []string{oneAtATime},
		Planner: planner{begins: func(b budget) bool { return 2*width(b) >= b.Targets }}},
	{Name: "needs-two", Broken: "it begins only if two may go", Claim: begins,
		Planner: planner{begins: func(b budget) bool { return width(b) > 1 }}},
}

// wrongOnes start whom they should not.
var wrongOnes = []Animal{
	{Name: "counts-from-one", Broken: "the first in line has the place 1", Claim: neverStuck, Changes: []string{noMinimum},
		Planner: planner{pick: func(rollout) move { return 1 }}},
	{Name: "forgets-the-last", Broken: "its loop ends one too early, and what is left is nobody", Claim: whole,
		Planner: planner{room: func(r rollout) bool { return roomEverywhere(r) && (r.Budget().Pending > 1 || r.Budget().Targets == 1) }, verdict: byPasses}},
	{Name: "forgets-two", Broken: "it goes up to the last but one of those that are left", Claim: whole, Changes: []string{noMinimum},
		Planner: planner{room: func(r rollout) bool { return roomEverywhere(r) && r.Budget().Pending != 2 }, verdict: byPasses}},
	{Name: "by-name", Broken: "hosts go by name, unhealthy or not", Claim: unhealthyFirst, Changes: []string{lastIsBad, oneStays},
		Planner: planner{pick: healthyFirst}},
	{Name: "spares-the-unhealthy", Broken: "who is unhealthy is left out", Claim: whole, Changes: []string{lastIsBad, oneStays},
		Planner: planner{room: func(r rollout) bool { return roomEverywhere(r) && find(r, isHealthy) >= 0 }, pick: healthyFirst, verdict: byPasses}},
	{Name: "last-one-first", Broken: "the line is taken from its end", Claim: unhealthyFirst, Changes: []string{lastIsBad, oneStays},
		Planner: planner{pick: lastInLine}},
	{Name: "waits-for-the-dead", Broken: "a host that is gone is waited for", Claim: neverStuck, Faults: terminate,
		Planner: planner{
			room: func(r rollout) bool { return roomEverywhere(r) && find(r, isUp) >= 0 }, pick: func(r rollout) move { return move(find(r, isUp)) },
			verdict: holdsIf(func(b budget) bool { return b.Pending > 0 }),
		}},
	{Name: "healthy-first", Broken: "those that work go first", Claim: unhealthyFirst, Changes: []string{lastIsBad, oneStays},
		Planner: picks(func(t codedeploy.RolloutTarget) int { return -t.Class })},
}

// wrongVerdicts are content, or not, for the wrong reason.
var wrongVerdicts = []Animal{
	{Name: "finished-is-fine", Broken: "all are finished, so all is well", Claim: earned, Faults: fail, Changes: []string{noMinimum},
		Planner: judges(func(budget) bool { return true })},
	{Name: "none-is-enough", Broken: "a minimum of 0 needs no success", Claim: earned, Faults: fail, Changes: []string{noMinimum},
		Planner: judges(func(b budget) bool { return b.Succeeded >= b.Minimum })},
	{Name: "one-success-is-enough", Broken: "who has succeeded once has succeeded", Claim: earned, Faults: fail, Changes: []string{oneAtATime},
		Planner: planner{room: func(rollout) bool { return true }, verdict: func(r rollout) move { return verdictOf(r.Budget().Succeeded > 0) }}},
	{Name: "all-or-nothing", Broken: "one failure is a failure of all", Claim: deserved, Faults: fail,
		Planner: judges(func(b budget) bool { return b.Failed == 0 })},
	{Name: "more-than-the-minimum", Broken: "the minimum must be exceeded", Claim: deserved, Faults: fail,
		Planner: judges(func(b budget) bool { return b.Succeeded > b.Minimum })},
	{Name: "budget-must-be-left", Broken: "a budget that is used up in the end fails it", Claim: deserved, Faults: fail,
		Planner: judges(func(b budget) bool { return passes(b) && b.Failed < width(b) })},
	{Name: "minimum-suffices", Broken: "it is done once the minimum is done", Claim: whole, Changes: []string{oneAtATime},
		Planner: planner{room: func(r rollout) bool { return roomEverywhere(r) && !passes(r.Budget()) }, verdict: byPasses}},
	{Name: "gives-up-as-a-success", Broken: "when it gives up it says that it succeeded", Claim: earned, Faults: fail,
		Planner: planner{verdict: func(rollout) move { return codedeploy.Succeed }}},
	{Name: "begins-anyhow", Broken: "a deployment begins that can not start anybody, and has succeeded", Claim: earned,
		Planner: planner{begins: anybody, verdict: func(rollout) move { return codedeploy.Succeed }}},
}

// wrongZones do not know what zones are for.
var wrongZones = []Animal{
	{Name: "alternates-zones", Broken: "the line is dealt to the zones in turn", Claim: oneZone, Changes: []string{twoZones, noMinimum, zonal("")},
		Planner: planner{pick: otherZone, room: func(r rollout) bool { return roomIn(r.Budget()) }, verdict: zonesLast}},
	{Name: "zones-backwards", Broken: "the last zone goes first", Claim: zonesInTurn, Changes: []string{twoZones, oneStays, zonal("")},
		Planner: planner{pick: lastInLine, room: func(r rollout) bool { return roomIn(r.Budget()) }, verdict: zonesLast}},
	{Name: "blind-to-zones", Broken: "zones do not matter", Claim: oneZone, Changes: []string{twoZones, oneStays, zonal("")},
		Planner: planner{room: func(r rollout) bool { return roomIn(r.Budget()) }, verdict: zonesLast}},
	{Name: "zone-budget-ignored", Broken: "a zone has no minimum of its own", Claim: zoneKeeps,
		Changes: []string{twoZones, noMinimum, noRollback, zonal(onePerZone)},
		Planner: planner{begins: anybody, room: func(r rollout) bool { z, _ := r.Zone(); return z.Budget.Pending > 0 && roomIn(r.Budget()) }}},
	{Name: "fleet-budget-ignored", Broken: "a zone is all that counts", Claim: withinBudget, Changes: []string{twoZones, zonal("")},
		Planner: planner{room: func(r rollout) bool { z, _ := r.Zone(); return z.Budget.Pending > 0 && roomIn(z.Budget) }}},
	{Name: "bad-zone-passes", Broken: "it goes on to the next zone whatever became of the last", Claim: failedZoneEnds, Faults: fail, Changes: []string{twoZones, oneStays, zonal("")},
		Planner: planner{verdict: zonesLast}},
	{Name: "stays-in-the-zone", Broken: "it never goes on to the next zone", Claim: neverStuck, Changes: []string{twoZones, oneStays, zonal("")},
		Planner: planner{verdict: func(r rollout) move {
			if z, zonal := r.Zone(); zonal && z.Budget.Pending == 0 && !z.Last {
				return codedeploy.Hold
			}
			return awsVerdict(r)
		}}},
	{Name: "one-zone-too-many", Broken: "after the last zone it asks for the next", Claim: neverStuck, Changes: []string{twoZones, oneStays, zonal("")},
		Planner: planner{verdict: func(r rollout) move {
			if z, zonal := r.Zone(); zonal && z.Budget.Pending == 0 && passes(z.Budget) {
				return codedeploy.NextZone
			}
			return awsVerdict(r)
		}}},
}

// wrongRollbacks forget that the way back is a deployment too.
var wrongRollbacks = []Animal{
	{Name: "rollback-does-nothing", Broken: "a rollback has succeeded before it began", Claim: lastGood, Faults: fail,
		Planner: planner{room: func(r rollout) bool { return roomEverywhere(r) && !r.Rollback() }, verdict: func(r rollout) move {
			if r.Rollback() {
				return codedeploy.Succeed
			}
			return awsVerdict(r)
		}}},
	{Name: "rollback-in-a-hurry", Broken: "a rollback knows no minimum", Claim: withinBudget, Faults: fail,
		Planner: planner{room: func(r rollout) bool { return roomEverywhere(r) || r.Rollback() }}},
	{Name: "rollback-of-the-failed", Broken: "a rollback goes to those alone that failed", Claim: lastGood, Faults: fail, Changes: []string{threeQuarters},
		Planner: planner{room: func(r rollout) bool {
			return roomEverywhere(r) && (!r.Rollback() || find(r, isHealthy) != 0)
		}, verdict: func(r rollout) move {
			if r.Rollback() {
				return codedeploy.Succeed
			}
			return awsVerdict(r)
		}}},
	{Name: "rollback-holds", Broken: "a rollback waits for somebody to start it", Claim: neverStuck, Faults: fail,
		Planner: planner{room: func(r rollout) bool { return roomEverywhere(r) && !r.Rollback() }, verdict: holdsIf(func(b budget) bool { return b.Pending == b.Targets })}},
}
