package zoo

import "github.com/seed-11de0fc1/rehearse/sim/codedeploy"

// planner is AWS's with some of its parts replaced; nil stands for AWS's.
type planner struct {
	begins  func(b codedeploy.Budget) bool
	room    func(r codedeploy.Rollout) bool            // says whether one more may start, while some are pending
	pick    func(r codedeploy.Rollout) codedeploy.Move // says who
	verdict func(r codedeploy.Rollout) codedeploy.Move // says what then, when nothing is in flight and nobody starts
}

// Begins asks the planner's own part.
func (p planner) Begins(b codedeploy.Budget) bool {
	if p.begins != nil {
		return p.begins(b)
	}
	return codedeploy.AWSPlanner{}.Begins(b)
}

// Next asks the planner's own parts.
func (p planner) Next(r codedeploy.Rollout) codedeploy.Move {
	room, pick, verdict := p.room, p.pick, p.verdict
	if room == nil {
		room = roomEverywhere
	}
	if pick == nil {
		pick = first
	}
	if verdict == nil {
		verdict = awsVerdict
	}
	switch b := r.Budget(); {
	case b.Pending > 0 && room(r):
		return pick(r)
	case b.InProgress > 0:
		return codedeploy.Hold
	}
	return verdict(r)
}

func width(b codedeploy.Budget) int            { return b.Targets - b.Minimum }
func roomIn(b codedeploy.Budget) bool          { return b.InProgress+b.Failed < width(b) }
func passes(b codedeploy.Budget) bool          { return b.Succeeded >= max(b.Minimum, 1) }
func first(codedeploy.Rollout) codedeploy.Move { return codedeploy.StartFirst }

// roomEverywhere asks the deployment and the zone whose turn it is.
func roomEverywhere(r codedeploy.Rollout) bool {
	z, zonal := r.Zone()
	return roomIn(r.Budget()) && (!zonal || z.Budget.Pending > 0 && roomIn(z.Budget))
}

// awsVerdict is that of AWS when nothing is in flight and nobody may start.
func awsVerdict(r codedeploy.Rollout) codedeploy.Move {
	if m := (codedeploy.AWSPlanner{}).Next(r); m < 0 {
		return m
	}
	return codedeploy.Fail
}

// counts is a room that looks at the counts of the deployment alone.
func counts(room func(b codedeploy.Budget) bool) planner {
	return planner{room: func(r codedeploy.Rollout) bool { return room(r.Budget()) }}
}

// judges is a planner with a verdict of its own on the counts, when nobody is
// pending.
func judges(succeeds func(b codedeploy.Budget) bool) planner {
	return planner{verdict: func(r codedeploy.Rollout) codedeploy.Move {
		if b := r.Budget(); b.Pending == 0 {
			return verdictOf(succeeds(b))
		}
		return awsVerdict(r)
	}}
}

func verdictOf(good bool) codedeploy.Move {
	if good {
		return codedeploy.Succeed
	}
	return codedeploy.Fail
}

// picks is a planner that starts the pending target of the lowest rank, of
// several the first.
func picks(rank func(t codedeploy.RolloutTarget) int) planner {
	return planner{pick: func(r codedeploy.Rollout) codedeploy.Move {
		best, chosen := 0, -1
		for place, t := range r.Line {
			if chosen < 0 || rank(t) < best {
				best, chosen = rank(t), place
			}
		}
		return codedeploy.Move(chosen)
	}}
}
