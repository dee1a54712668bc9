package codedeploy

import "github.com/seed-11de0fc1/rehearse/sim/rules"

var budgetMutants = []Mutant{
	{"M-CD-01", rules.CD_2_2, func(d *Decisions) { d.MinHealthy = minHealthyRoundedDown }, "9 FLEET_PERCENT 40 PPPPPPPPP: Succeeded, minimum 4, waves 5 4"},
	{"M-CD-02", rules.CD_2_3, func(d *Decisions) { d.MayStart = minimumAtOnce }, "10 HOST_COUNT 8 PPPPPPPPPP: Succeeded, waves 2 2 2 2 2"},
	{"M-CD-04", rules.CD_2_9, func(d *Decisions) { d.Passes = allMustPass }, "9 AllAtOnce FFFFFFFFP: Succeeded, failed 8"},
	{"M-CD-05", rules.CD_2_5, func(d *Decisions) { d.Passes = noneMustPass }, "3 AllAtOnce FFF: Failed HEALTH_CONSTRAINTS"},
	{"M-CD-07", rules.CD_2_8, func(d *Decisions) { d.MayStart = oneFailureForgiven }, "4 OneAtATime PFPP: Failed HEALTH_CONSTRAINTS, skipped 2"},
	{"M-CD-09", rules.CD_2_7, func(d *Decisions) { d.MayStart = untilFirstFailure }, "10 HOST_COUNT 5 PPFPPPPPPP: Succeeded, failed 1"},
	{"M-CD-15", rules.CD_2_6, func(d *Decisions) { d.CanBegin = alwaysBegins }, "10 FLEET_PERCENT 95 PPPPPPPPPP: Failed HEALTH_CONSTRAINTS_INVALID"},
	{"M-CD-16", rules.CD_2_7, func(d *Decisions) { d.MayStart = failuresIgnored }, "6 HOST_COUNT 4 FFPPPP: Failed HEALTH_CONSTRAINTS, skipped 4"},
	{"M-CD-06", rules.CD_2_10, func(d *Decisions) { d.Passes = budgetLeft }, "4 OneAtATime PPPF, rollback: Succeeded, deployments 1"},
	{"M-CD-03", rules.CD_2_3, func(d *Decisions) { d.MinHealthy = smallerHalfStays }, "9 HalfAtATime PPPPPPPPP: Succeeded, waves 4 4 1"},
	{"M-CD-08", rules.CD_2_4, func(d *Decisions) { d.Passes = onlyOneForgiven }, "1 OneAtATime F: Failed HEALTH_CONSTRAINTS"},
	{"M-CD-21", rules.CD_2_2, func(d *Decisions) { d.MinHealthy = minHealthyToNearest }, "10 FLEET_PERCENT 85 PPFPPPPPPP: Failed HEALTH_CONSTRAINTS, succeeded 2"},
}

// M-CD-01: a percentage is rounded down.
func minHealthyRoundedDown(targets int, m Minimum) int {
	if m.Type == FleetPercent {
		return targets * m.Value / 100
	}
	return minHealthy(targets, m)
}

// M-CD-03: HalfAtATime takes the larger half of an odd fleet.
func smallerHalfStays(targets int, m Minimum) int {
	if m.Type == FleetPercent && m.Value == 50 {
		return targets / 2
	}
	return minHealthy(targets, m)
}

// M-CD-21: a percentage is rounded to the nearest whole, a half to the even.
func minHealthyToNearest(targets int, m Minimum) int {
	if m.Type != FleetPercent {
		return minHealthy(targets, m)
	}
	whole, rest := targets*m.Value/100, targets*m.Value%100
	if rest > 50 || rest == 50 && whole%2 == 1 {
		return whole + 1
	}
	return whole
}

// M-CD-02: the minimum says how many are deployed to at a time.
func minimumAtOnce(b Budget) bool { return b.InProgress < max(b.Minimum, 1) }

// M-CD-04: every instance must succeed.
func allMustPass(b Budget) bool { return b.Failed == 0 }

// M-CD-05: at a minimum of 0 no success is needed.
func noneMustPass(b Budget) bool { return b.Succeeded >= b.Minimum }

// M-CD-06: a failure that uses up the budget fails the deployment, the last
// one too.
func budgetLeft(b Budget) bool { return passes(b) && (b.Minimum == 0 || b.Failed < b.width()) }

// M-CD-07: one failure is forgiven wherever it happens.
func oneFailureForgiven(b Budget) bool { return b.InProgress+max(b.Failed-1, 0) < b.width() }

// M-CD-08: the only instance of a group is forgiven like the last of several.
func onlyOneForgiven(b Budget) bool { return passes(b) || b.Targets == 1 }

// M-CD-09: any failure ends the deployment.
func untilFirstFailure(b Budget) bool { return mayStart(b) && b.Failed == 0 }

// M-CD-15: a deployment can start with the minimum equal to the fleet.
func alwaysBegins(Budget) bool { return true }

// M-CD-16: failures are only looked at in the end.
func failuresIgnored(b Budget) bool { return b.InProgress < b.width() }
