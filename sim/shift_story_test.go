package sim_test

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// shiftSummary tells how a Lambda or ECS deployment went: what it moved and
// when, the functions it called, and events that did not succeed.
func shiftSummary(w *sim.World, d sim.Deployment) string {
	var b strings.Builder
	if d.BlueGreen {
		b.WriteString(" BLUE_GREEN")
	}
	for _, x := range w.Shifts(d) {
		fmt.Fprintf(&b, " %d%%@%v", x.Share, x.At)
	}
	fmt.Fprintf(&b, " end %v", d.Ended)
	for _, t := range w.Targets(d) {
		fmt.Fprintf(&b, "; %s %v", t.Name, t.Status)
		for _, e := range t.Events {
			if e.Calls > 0 {
				fmt.Fprintf(&b, ", %v calls %d", e.Event, e.Calls)
			}
			if e.Status == events.LifecycleFailed || e.Status == events.LifecycleInProgress {
				fmt.Fprintf(&b, ", %v %v %v", e.Event, e.Status, e.Outcome.Code)
			}
		}
		if t.Course == codedeploy.TrafficBack {
			b.WriteString(", moves back")
		}
	}
	if d.RollbackDenied {
		b.WriteString("; no rollback")
	}
	return b.String() + "\n"
}

// standings tells who gets the traffic in the end.
func standings(w *sim.World) string {
	var b strings.Builder
	for _, x := range w.Splits() {
		b.WriteString(x.What)
		for _, v := range x.Shares {
			fmt.Fprintf(&b, " %s=%d%%", v.Version, v.Share)
			if v.Running > 0 {
				fmt.Fprintf(&b, "(%d/%d)", v.Healthy, v.Running)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// onLambda makes the world one function: its alias is on version 1, which v1
// deployed; v2 shifts to version 2, and v3 from there to version 3.
func onLambda(s *sim.Setup, config string) {
	s.Fleet.Groups, s.CodeDeploy.Agents = nil, nil
	s.CodeDeploy.Applications[0].Platform = codedeploy.Lambda
	s.CodeDeploy.Groups[0].Settings = codedeploy.Settings{Config: configNamed(config)}
	s.CodeDeploy.Functions = []codedeploy.Function{
		{Name: "api", Versions: []int64{1, 2, 3}, Aliases: []codedeploy.Alias{{Name: "live", Version: 1}}},
		{Name: "CodeDeployHook_check"},
	}
	for i := range s.CodeDeploy.Revisions {
		s.CodeDeploy.Revisions[i].Lambda = &codedeploy.LambdaSpec{Name: "api", Alias: "live", Current: int64(i), Target: int64(i) + 1}
	}
}

// onECS makes the world one service of four tasks, which v1 deployed.
func onECS(s *sim.Setup, config string) {
	s.Fleet.Groups, s.CodeDeploy.Agents = nil, nil
	s.CodeDeploy.Applications[0].Platform = codedeploy.ECS
	s.CodeDeploy.Groups[0].Settings = codedeploy.Settings{Config: configNamed(config), ECSServices: []int32{0}, Pairs: []codedeploy.TargetGroupPair{{
		Groups: [2]string{"blue", "green"}, ProdListener: "prod"}}}
	s.CodeDeploy.ECSServices = []codedeploy.ECSService{{Cluster: "main", Name: "web", Desired: 4}}
	s.CodeDeploy.Functions = []codedeploy.Function{{Name: "CodeDeployHook_check"}}
	for i := range s.CodeDeploy.Revisions {
		s.CodeDeploy.Revisions[i].ECS = &codedeploy.ECSSpec{TaskDefinition: "web:1", Container: "web", Port: 80}
	}
}

func configNamed(name string) int32 {
	for i, c := range codedeploy.Predefined {
		if c.Name == "CodeDeployDefault."+name {
			return int32(i)
		}
	}
	panic("no configuration " + name)
}

// calls gives an event of v2 a hook, whose function does what the plans say.
func calls(s *sim.Setup, e events.LifecycleEvent, plans ...codedeploy.FunctionPlan) {
	f := int32(len(s.CodeDeploy.Functions)) - 1
	s.CodeDeploy.Revisions[1].Functions = append(s.CodeDeploy.Revisions[1].Functions,
		codedeploy.FunctionHook{Event: e, Name: s.CodeDeploy.Functions[f].Name, Function: f})
	s.CodeDeploy.Functions[f].Plans = append(s.CodeDeploy.Functions[f].Plans, plans...)
}

func reports(r codedeploy.Report, after kernel.Time) codedeploy.FunctionPlan {
	return codedeploy.FunctionPlan{Returns: r, TakesLo: after, TakesHi: after}
}

func settings(s *sim.Setup) *codedeploy.Settings { return &s.CodeDeploy.Groups[0].Settings }

func allEvents(s *sim.Setup) {
	settings(s).Rollback = codedeploy.AutoRollback{Enabled: true, OnFailure: true, OnStop: true, OnAlarm: true}
}

func stopAt(s *sim.Setup, when kernel.Time, rollback *bool) {
	s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: when}, Call: &codedeploy.Call{
		Op: codedeploy.OpStopDeployment, Stop: codedeploy.StopDeployment{Deployment: 1, Rollback: rollback}}})
}

func goOnAt(s *sim.Setup, when kernel.Time, termination bool) {
	s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: when}, Call: &codedeploy.Call{
		Op: codedeploy.OpContinueDeployment, Continue: codedeploy.ContinueDeployment{Deployment: 1, Termination: termination}}})
}

func put(s *sim.Setup, when kernel.Time, e events.LifecycleEvent, r codedeploy.Report) {
	s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: when}, Call: &codedeploy.Call{
		Op: codedeploy.OpPutLifecycleEventHookExecutionStatus, Hook: codedeploy.HookStatus{Deployment: 1, Event: e, Status: r}}})
}

const minute = kernel.Minute
