package scenarios

import (
	"errors"
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Trials of alarms, and of the functions that hooks of Lambda and ECS call.

// alarm lets an alarm take the state ALARM, as SetAlarmState does. CD-6.1
func (a *trying) alarm(t *Trial) error {
	alarms := a.setup.Fleet.Alarms
	var names []string
	for i := range alarms {
		if alarms[i].Name == t.Name {
			call := &codedeploy.Call{Op: codedeploy.OpSetAlarmState, Alarm: int32(i), AlarmState: events.AlarmInAlarm}
			a.setup.Inputs = append(a.setup.Inputs, sim.Input{When: sim.When{Plus: *t.At}, Call: call})
			return nil
		}
		names = append(names, alarms[i].Name)
	}
	return unknown("alarm", t.Name, names)
}

// unknown is the error that nothing of a kind has a name.
func unknown(kind, name string, names []string) error {
	if near, ok := source.Suggest(name, names); ok {
		return fmt.Errorf("no %s %q; did you mean %s?", kind, name, near)
	}
	if len(names) == 0 {
		return fmt.Errorf("no %s %q; the scenario has none", kind, name)
	}
	return fmt.Errorf("no %s %q; one is %s", kind, name, names[0])
}

// failHook lets functions report Failed whenever hooks of the timeline's
// revisions call them: one by its name, or those of a lifecycle event. CD-9.6
func (a *trying) failHook(name string) error {
	var names []string
	found := false
	for _, r := range a.running(events.Install) {
		hooks := a.setup.CodeDeploy.Revisions[r].Functions
		for i := range hooks {
			names = append(names, hooks[i].Event.String(), hooks[i].Name)
			if hooks[i].Event.String() == name || hooks[i].Name == name {
				a.failFunction(&hooks[i])
				found = true
			}
		}
	}
	switch {
	case found:
		return nil
	case len(names) == 0:
		return errors.New("no hook of the timeline's revisions calls a function; on hosts, write such as " + flagExamples["--fail"])
	}
	return unknown("hook", name, names)
}

// failFunction lets the function of a hook report Failed for its event, after
// as long as it takes by its first plan.
func (a *trying) failFunction(h *codedeploy.FunctionHook) {
	functions := &a.setup.CodeDeploy.Functions
	if h.Function == codedeploy.None {
		h.Function = int32(len(*functions))
		*functions = append(*functions, codedeploy.Function{Name: h.Name})
	}
	f := &(*functions)[h.Function]
	plan := codedeploy.FunctionPlan{TakesLo: kernel.Second, TakesHi: kernel.Second}
	if len(f.Plans) > 0 {
		plan = f.Plans[0]
	}
	plan.Deployment, plan.Events, plan.Returns = 0, 1<<h.Event, codedeploy.ReportFailed
	f.Plans = slices.Insert(slices.Clone(f.Plans), 0, plan)
}

// hookFailed says whether a function reported Failed in some deployment, for an
// event or by its name.
func (u *unfelt) hookFailed(name string) bool {
	service := u.run.CodeDeploy()
	for _, d := range u.run.Deployments() {
		if !d.Begun || d.Targets == 0 || d.Revision == codedeploy.None {
			continue
		}
		hooks := u.setup.CodeDeploy.Revisions[d.Revision].Functions
		if slices.ContainsFunc(hooks, func(h codedeploy.FunctionHook) bool {
			return (h.Name == name || h.Event.String() == name) && service.EventStatus(d.FirstTarget, h.Event) == events.LifecycleFailed
		}) {
			return true
		}
	}
	return false
}
