package question

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// One thing changed about a case: what the kinds from 26 on work with.

// change is one thing about a scenario that is otherwise.
type change struct {
	name  string // stable, with what it is about behind a colon: fails:web-3
	text  string // a clause: Install fails on web-3
	apply func(s *sim.Setup)
}

// variant is the run under the rules of AWS of a case in which one thing is
// otherwise. It is kept until items have been made of the case.
func (c *Case) variant(ch change) *Run {
	run, ok := c.variants[ch.name]
	if !ok {
		if c.variants == nil {
			c.variants = map[string]*Run{}
		}
		run = c.changed(ch, c.Truth.decisions)
		c.variants[ch.name] = run
	}
	return run
}

// changed is the run of a case in which one thing is otherwise, under some
// decisions; nil if it has no end.
func (c *Case) changed(ch change, d *codedeploy.Decisions) *Run {
	s := *c.Setup
	s.CodeDeploy.Configs = slices.Clone(s.CodeDeploy.Configs)
	s.CodeDeploy.Groups = slices.Clone(s.CodeDeploy.Groups)
	s.CodeDeploy.Revisions = slices.Clone(s.CodeDeploy.Revisions)
	s.Inputs = slices.Clone(s.Inputs)
	ch.apply(&s)
	run, err := play(&s, d)
	if err != nil {
		return nil
	}
	run.home = c
	return run
}

// with is the run of the case with one thing otherwise, under the decisions of a
// run.
func (r *Run) with(ch change) *Run { return r.home.changed(ch, r.decisions) }

// changeable says whether changes of a case can be asked about: hosts are
// deployed to in place, and nothing happens at a time of its own.
func changeable(c *Case) bool {
	d, call := c.asked(), c.create()
	return inPlace(c) && !disturbed(c) && len(c.Setup.Inputs) == 1 && call.Config == codedeploy.None && call.Rollback == nil &&
		d.Targets <= mostChanged && len(agentless(c)) == 0
}

// mostChanged is how many hosts a case may have in which something is changed.
const mostChanged = 12

// mostTried is how many changes of a case are tried.
const mostTried = 12

// changes are what can be otherwise about a case, drawn from its seed.
func (c *Case) changes() []change {
	if c.others != nil {
		return c.others
	}
	list := slices.Concat(c.configChanges(), c.failureChanges())
	group := &c.Setup.CodeDeploy.Groups[c.asked().Group]
	if group.Settings.Rollback.Enabled {
		list = append(list, rollbackChange("rollback:off", "automatic rollback is not enabled", codedeploy.AutoRollback{}))
	} else {
		list = append(list, rollbackChange("rollback:on", "automatic rollback is enabled for DEPLOYMENT_FAILURE", codedeploy.AutoRollback{Enabled: true, OnFailure: true}))
	}
	if !c.asked().IgnoreStopFailures {
		list = append(list, change{"ignore:stop", "the call says ignoreApplicationStopFailures", func(s *sim.Setup) {
			call := *s.Inputs[0].Call
			call.Create.IgnoreStopFailures = true
			s.Inputs[0].Call = &call
		}})
	}
	draw := kernel.NewStream(c.Setup.Seed, 1, purposePractice)
	shuffle(&draw, list)
	c.others = list[:min(len(list), mostTried)]
	return c.others
}

// changeNamed is the change of a case with a name.
func (c *Case) changeNamed(name string) change {
	list := c.changes()
	return list[slices.IndexFunc(list, func(ch change) bool { return ch.name == name })]
}

// changeSaid is the change of a case that a clause says.
func (c *Case) changeSaid(text string) change {
	list := c.changes()
	return list[slices.IndexFunc(list, func(ch change) bool { return ch.text == text })]
}

func rollbackChange(name, text string, to codedeploy.AutoRollback) change {
	return change{name, text, func(s *sim.Setup) { s.CodeDeploy.Groups[0].Settings.Rollback = to }}
}

// percents are those that changed configurations have.
var percents = [...]int{25, 33, 40, 50, 60, 66, 75, 80, 90}

// configChanges are the other configurations that a group could have.
func (c *Case) configChanges() (list []change) {
	own := c.config()
	for _, p := range codedeploy.Predefined {
		if p.Platform == codedeploy.Server && p.Name != own.Name {
			list = append(list, configChange("config:"+p.Name, p.Name, p))
		}
	}
	custom := func(t codedeploy.MinimumType, value int) {
		if m := (codedeploy.Minimum{Type: t, Value: value}); m != own.Min {
			name := minimumTypes[t] + " " + strconv.Itoa(value)
			list = append(list, configChange("config:"+name, "a custom one, minimumHealthyHosts "+name, codedeploy.Config{Name: "changed", Min: m}))
		}
	}
	for value := range c.asked().Targets + 1 {
		custom(codedeploy.HostCount, value)
	}
	for _, value := range percents {
		custom(codedeploy.FleetPercent, value)
	}
	return list
}

func configChange(name, text string, to codedeploy.Config) change {
	return change{name, "the configuration is " + text, func(s *sim.Setup) {
		s.CodeDeploy.Configs = append(s.CodeDeploy.Configs, to)
		s.CodeDeploy.Groups[0].Settings.Config = int32(len(s.CodeDeploy.Configs) - 1)
	}}
}

// failureChanges let Install fail on one host more, or nothing fail on one on
// which something does.
func (c *Case) failureChanges() (list []change) {
	d := c.asked()
	for _, name := range hostNames(c, Subject{}) {
		i := hostIndex(c, name)
		if failing := failuresOn(c.Setup, i); failing == 1 {
			list = append(list, change{"passes:" + name, "nothing fails on " + name, func(s *sim.Setup) { spare(s, i) }})
		} else if failing == 0 {
			list = append(list, change{"fails:" + name, "Install fails on " + name + " in deployment 1", func(s *sim.Setup) {
				rev := &s.CodeDeploy.Revisions[d.Revision]
				who := codedeploy.Who{Hosts: []uint32{i}, Deployment: 1}
				rev.Events = append([]codedeploy.EventBehaviour{{Who: who, Event: events.Install, Fails: true}}, rev.Events...)
			}})
		}
	}
	return list
}

func hostIndex(c *Case, name string) uint32 {
	for i := range uint32(c.start.Fleet().Len()) {
		if c.start.Fleet().Name(i) == name {
			return i
		}
	}
	panic("question: no host " + name)
}

// failuresOn counts what fails on a host by itself; what fails on all hosts
// counts twice, as a host alone can not be spared it.
func failuresOn(s *sim.Setup, host uint32) (n int) {
	count := func(who codedeploy.Who, fails bool) {
		switch {
		case !fails:
		case who.Hosts == nil:
			n += 2
		case slices.Contains(who.Hosts, host):
			n++
		}
	}
	for i := range s.CodeDeploy.Revisions {
		rev := &s.CodeDeploy.Revisions[i]
		for k := range rev.Scripts {
			count(rev.Scripts[k].Who, failing(&rev.Scripts[k]))
		}
		for k := range rev.Events {
			count(rev.Events[k].Who, rev.Events[k].Fails)
		}
	}
	return n
}

// failing says whether a script fails, or may for the time it takes.
func failing(b *codedeploy.ScriptBehaviour) bool {
	return b.Exit != 0 || b.TakesHi >= longScript || b.HoldsOutput
}

// spare takes a host out of whatever fails on it.
func spare(s *sim.Setup, host uint32) {
	without := func(who codedeploy.Who) codedeploy.Who {
		who.Hosts = slices.DeleteFunc(slices.Clone(who.Hosts), func(h uint32) bool { return h == host })
		return who
	}
	for i := range s.CodeDeploy.Revisions {
		rev := &s.CodeDeploy.Revisions[i]
		var scripts []codedeploy.ScriptBehaviour
		for _, b := range rev.Scripts {
			if failing(&b) && b.Hosts != nil {
				b.Who = without(b.Who)
			}
			if b.Hosts == nil || len(b.Hosts) > 0 {
				scripts = append(scripts, b)
			}
		}
		var own []codedeploy.EventBehaviour
		for _, b := range rev.Events {
			if b.Fails && b.Hosts != nil {
				b.Who = without(b.Who)
			}
			if b.Hosts == nil || len(b.Hosts) > 0 {
				own = append(own, b)
			}
		}
		rev.Scripts, rev.Events = scripts, own
	}
}

// outcome is what becomes of deployment 1 in a run, in a line.
func outcome(r *Run) string {
	d, ok := r.first()
	if !ok || !d.Status.Final() {
		return "deployment 1 has no end"
	}
	text := d.Status.String()
	if !d.Begun {
		return text + " before any instance is touched" + rolled(d)
	}
	return fmt.Sprintf("%s: %d succeeded, %d failed, %d skipped%s", text, d.Succeeded, d.Failed, d.Skipped, rolled(d))
}

func rolled(d sim.Deployment) string {
	if d.RolledBackBy == codedeploy.None {
		return "; not rolled back"
	}
	return "; rolled back"
}
