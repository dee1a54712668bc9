package scenarios

import (
	"slices"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Lambda functions and ECS services, and how traffic moves between them: CD-9.3
// to 9.12.

func platformOf(word string) codedeploy.Platform {
	switch word {
	case "Lambda":
		return codedeploy.Lambda
	case "ECS":
		return codedeploy.ECS
	}
	return codedeploy.Server
}

// platformAt is the platform of an application by its name.
func (b *builder) platformAt(application Name) codedeploy.Platform {
	if i, ok := b.apps.at[application.Text]; ok {
		return b.setup.CodeDeploy.Applications[i].Platform
	}
	return codedeploy.Server
}

func (b *builder) lambdaFunctions() {
	for i := range b.s.Functions {
		f := &b.s.Functions[i]
		b.define(&b.functions, f.Name)
		made := codedeploy.Function{Name: f.Name.Text, Versions: f.Versions}
		seen := map[string]bool{}
		for j := range f.Aliases {
			a := &f.Aliases[j]
			if seen[a.Name.Text] {
				b.Errorf(a.Name.Pos.Position, "choose another name", "the alias %q of %s is defined twice", a.Name.Text, f.Name.Text)
			}
			seen[a.Name.Text] = true
			made.Aliases = append(made.Aliases, b.alias(f, a))
		}
		b.setup.CodeDeploy.Functions = append(b.setup.CodeDeploy.Functions, made)
	}
}

func (b *builder) alias(f *Function, a *FunctionAlias) codedeploy.Alias {
	b.version(f, a.FunctionVersion, a.Pos)
	made := codedeploy.Alias{Name: a.Name.Text, Version: a.FunctionVersion}
	if a.RoutingConfig == nil {
		return made
	}
	weights := a.RoutingConfig.AdditionalVersionWeights
	if len(weights) > 1 {
		b.Errorf(weights[1].Version.Pos.Position, "keep one of them", "an alias has one other version at most")
	}
	for _, w := range weights {
		number, err := strconv.ParseInt(w.Version.Text, 10, 64)
		if err != nil || number == a.FunctionVersion {
			b.Errorf(w.Version.Pos.Position, "write the number of another version", "%q is not another version of %s", w.Version.Text, f.Name.Text)
			continue
		}
		b.version(f, number, w.Version.Pos)
		made.Other, made.Share = number, int(w.Weight)
	}
	return made
}

// version refuses versions that a function does not have.
func (b *builder) version(f *Function, number int64, at Pos) {
	if number != 0 && !slices.Contains(f.Versions, number) {
		b.Errorf(at.Position, "add it to versions", "%s has no version %d", f.Name.Text, number)
	}
}

func (b *builder) ecsServices() {
	for i := range b.s.Services {
		x := &b.s.Services[i]
		b.define(&b.services, Name{x.Cluster.Text + ":" + x.ServiceName.Text, x.ServiceName.Pos})
		b.setup.CodeDeploy.ECSServices = append(b.setup.CodeDeploy.ECSServices, codedeploy.ECSService{
			Cluster: x.Cluster.Text, Name: x.ServiceName.Text, Desired: int(orElse(x.DesiredCount, 1))})
	}
}

// plans says what functions and tasks do, once revisions and deployments are
// known.
func (b *builder) plans() {
	for i := range b.s.Functions {
		f := &b.setup.CodeDeploy.Functions[i]
		for j := range b.s.Functions[i].Calls {
			p := &b.s.Functions[i].Calls[j]
			if before := j - 1; before >= 0 && b.s.Functions[i].Calls[before].general() {
				b.Warnf(p.Pos.Position, "put it first", "this entry never counts: the one ahead of it fits every call")
			}
			f.Plans = append(f.Plans, b.functionPlan(p))
		}
	}
	for i := range b.s.Services {
		x := &b.setup.CodeDeploy.ECSServices[i]
		for j := range b.s.Services[i].Tasks {
			p := &b.s.Services[i].Tasks[j]
			if before := j - 1; before >= 0 && b.s.Services[i].Tasks[before].general() {
				b.Warnf(p.Pos.Position, "put it first", "this entry never counts: the one ahead of it fits every deployment")
			}
			x.Plans = append(x.Plans, b.taskPlan(p))
		}
	}
}

func (p *FunctionPlan) general() bool { return p.Deployment == nil && len(p.Event) == 0 }

func (p *TaskPlan) general() bool { return p.Deployment == nil && p.Revision.IsZero() }

func (b *builder) functionPlan(p *FunctionPlan) codedeploy.FunctionPlan {
	b.checkNumber(orElse(p.Deployment, 0), p.Pos)
	takes := orElse(p.Takes, Range{kernel.Second, kernel.Second})
	made := codedeploy.FunctionPlan{Deployment: int(orElse(p.Deployment, 0)), TakesLo: takes.Lo, TakesHi: takes.Hi, Returns: reports[p.Returns]}
	for _, word := range p.Event {
		event, _ := events.ParseLifecycleEvent(word)
		made.Events |= 1 << event
	}
	return made
}

var reports = map[string]codedeploy.Report{"Succeeded": codedeploy.ReportSucceeded, "Failed": codedeploy.ReportFailed, "nothing": codedeploy.NoReport}

func (b *builder) taskPlan(p *TaskPlan) codedeploy.TaskPlan {
	b.checkNumber(orElse(p.Deployment, 0), p.Pos)
	healthy := orElse(p.HealthyAfter, Range{codedeploy.DefaultHealthy, codedeploy.DefaultHealthy})
	return codedeploy.TaskPlan{
		Revision: b.find(&b.revisions, p.Revision), Deployment: int(orElse(p.Deployment, 0)),
		RunsAfter: orElse(p.RunningAfter, codedeploy.DefaultRuns), HealthyLo: healthy.Lo, HealthyHi: healthy.Hi,
		NeverHealthy: p.NeverHealthy, NeverRuns: p.NeverRunning,
	}
}

func (c *TrafficRoutingConfig) build() codedeploy.Routing {
	switch {
	case c == nil:
	case c.Type == "TimeBasedCanary" && c.TimeBasedCanary != nil:
		return codedeploy.Routing{Type: codedeploy.TimeBasedCanary, Percentage: int(c.TimeBasedCanary.CanaryPercentage),
			Interval: kernel.Time(c.TimeBasedCanary.CanaryInterval) * kernel.Minute}
	case c.Type == "TimeBasedLinear" && c.TimeBasedLinear != nil:
		return codedeploy.Routing{Type: codedeploy.TimeBasedLinear, Percentage: int(c.TimeBasedLinear.LinearPercentage),
			Interval: kernel.Time(c.TimeBasedLinear.LinearInterval) * kernel.Minute}
	}
	return codedeploy.Routing{}
}
