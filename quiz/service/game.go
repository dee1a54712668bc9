package service

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Game is a run in which a learner takes the steps of the service.
type Game struct {
	c     *question.Case
	world *sim.World // as far as it has been brought
	seen  int        // records behind which the learner stands
	told  int        // records that he was told of
	last  question.Step
	lead  map[int32]uint32 // the target of a deployment whose events are asked for
	ahead []decision       // what is right at present, one as good as the other
	taken []int            // of the records ahead, those whose steps were taken out of turn
	now   kernel.Time
	every bool
	moves []Move
}

// decision is a record in which a step is taken.
type decision struct {
	question.Step
	kernel.Record
	place int
}

// New begins a game about a case. every says that the learner begins every
// lifecycle event, instead of those on the first target of the first deployment.
func New(c *question.Case, every bool) *Game {
	w := sim.New(c.Setup)
	w.Journal().SetLevel(kernel.All)
	return &Game{c: c, world: w, lead: map[int32]uint32{}, every: every}
}

// Next is the moment at which the learner is asked next; nil when all is over.
func (g *Game) Next() *Moment {
	g.look()
	if len(g.ahead) == 0 && !g.waits() {
		return nil
	}
	m := &Moment{game: g, place: g.seen, at: g.now, right: g.ahead}
	if g.mustWait() {
		m.right = []decision{{Step: question.Step{question.StepWait}, Record: kernel.Record{Rule: g.waitRule()}}}
	} else {
		m.place, m.at = g.ahead[0].place, g.ahead[0].At
	}
	m.news = g.news(m.place)
	m.standing = g.standing(m.place)
	return m
}

// mustWait says whether there is nothing to do before something ends, and the
// learner has to know it.
func (g *Game) mustWait() bool {
	return g.waits() && (len(g.ahead) == 0 || g.ahead[0].At > g.now)
}

// waits says whether after the last step another could have followed at once.
func (g *Game) waits() bool {
	return g.last != nil && slices.Contains([]string{question.StepDeploy, question.StepStop, question.StepEnd, question.StepSkip}, g.last[0])
}

// look reads ahead in a fork of the world, up to the decisions that come next:
// those of one kind at one instant together.
func (g *Game) look() {
	if len(g.ahead) > 0 {
		return
	}
	fork, more := g.world.Fork(), true
	for {
		rows := fork.Journal().Records()
		g.ahead = g.ahead[:0]
		for place := g.seen; place < len(rows); place++ {
			d, ok := g.decided(fork, rows[place], place)
			switch {
			case !ok:
			case len(g.ahead) > 0 && !d.beside(g.ahead[0]):
				return
			default:
				g.ahead = append(g.ahead, d)
			}
		}
		if !more || len(g.ahead) > 0 && fork.Now() > g.ahead[0].At {
			return
		}
		var err error
		if more, err = fork.Step(); err != nil {
			more = false
		}
	}
}

// beside says whether a decision is as good as another: of several hosts of
// equal standing any may be the next.
func (d decision) beside(first decision) bool {
	return d.At == first.At && d.Step[0] == first.Step[0] && d.Step[0] == question.StepDeploy && d.A == first.A
}

// decided is the decision in a record, if the learner is to take it.
func (g *Game) decided(w *sim.World, r kernel.Record, place int) (d decision, ok bool) {
	step, ok := question.StepOf(w, r)
	if !ok || r.Rule == 0 {
		return d, false
	}
	d = decision{step, r, place}
	if step[0] == question.StepEvent {
		return d, g.every || g.leads(w, r)
	}
	return d, true
}

// leads says whether an event is on the target of the first deployment that
// came first.
func (g *Game) leads(w *sim.World, r kernel.Record) bool {
	t := events.Record(r).Index()
	n := w.CodeDeploy().Target(t).Deployment
	if w.DeploymentAt(n).Number != 1 {
		return false
	}
	if _, known := g.lead[n]; !known {
		g.lead[n] = t
	}
	return g.lead[n] == t
}

// waitRule is the rule by which nothing can be done before something ends.
func (g *Game) waitRule() kernel.Rule {
	switch d, ok := g.current(); {
	case g.last[0] == question.StepStop:
		return ruleStops
	case g.last[0] != question.StepDeploy:
		return ruleRollback
	case ok && d.Platform != codedeploy.Server:
		return ruleTarget
	}
	return ruleBudget
}

// current is the deployment that was made last.
func (g *Game) current() (sim.Deployment, bool) {
	list := g.world.Deployments()
	if len(list) == 0 {
		return sim.Deployment{}, false
	}
	return list[len(list)-1], true
}

// advance takes the right step that was meant, or the first: the world goes on
// to it.
func (g *Game) advance(m *Moment, meant question.Step) {
	if m.right[0].Step[0] == question.StepWait {
		g.last = m.right[0].Step
		return
	}
	i := max(0, slices.IndexFunc(g.ahead, func(d decision) bool { return slices.Equal(d.Step, meant) }))
	d := g.ahead[i]
	g.last, g.now = d.Step, d.At
	g.taken = append(g.taken, d.place)
	g.ahead = slices.Delete(g.ahead, i, i+1)
	if len(g.ahead) > 0 {
		return
	}
	g.seen, g.taken = slices.Max(g.taken)+1, nil
	for len(g.world.Journal().Records()) < g.seen {
		if more, err := g.world.Step(); !more || err != nil {
			return
		}
	}
	g.passOver()
}

// passOver goes by the records of all that are skipped together.
func (g *Game) passOver() {
	rows := g.world.Journal().Records()
	for g.last[0] == question.StepSkip && g.seen < len(rows) && rows[g.seen].Kind == events.TargetPassedOver {
		g.seen++
	}
}
