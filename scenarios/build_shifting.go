package scenarios

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/appspec"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Lambda functions, ECS services, and revisions for them: CD-9.3 to 9.14.

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

// usage is the platforms on which a revision is deployed.
type usage struct{ server, lambda, ecs bool }

// shifts says whether a revision is for Lambda or ECS alone.
func (u usage) shifts() bool { return (u.lambda || u.ecs) && !u.server }

// usedOn finds the platforms of all revisions that calls and history deploy.
func (b *builder) usedOn() map[string]usage {
	used := map[string]usage{}
	note := func(revision Name, p codedeploy.Platform) {
		u := used[revision.Text]
		switch p {
		case codedeploy.Lambda:
			u.lambda = true
		case codedeploy.ECS:
			u.ecs = true
		default:
			u.server = true
		}
		used[revision.Text] = u
	}
	for _, past := range b.s.History {
		application, _, _ := strings.Cut(past.DeploymentGroup.Text, "/")
		note(past.Revision, b.platformAt(Named(application)))
	}
	for _, e := range b.s.Timeline {
		if e.CreateDeployment != nil {
			note(e.CreateDeployment.Revision, b.platformAt(e.CreateDeployment.ApplicationName))
		}
	}
	return used
}

// presumed is what the AppSpec of a revision that nothing deploys is for.
func presumed(n *source.Node) (u usage) {
	platform := appspec.Server
	switch {
	case n == nil:
	case n.Kind == source.Mapping:
		platform = appspec.PlatformOf(n)
	default:
		platform = appspec.Check("appspec.yaml", []byte(n.Text), appspec.Auto).Platform
	}
	return usage{server: platform == appspec.Server, lambda: platform == appspec.Lambda, ecs: platform == appspec.ECS}
}

// shiftContents fills in what a deployment to Lambda or ECS finds. What is
// wrong with the AppSpec fails the deployment, so it is noted. CD-9.14
func (b *builder) shiftContents(rev *Revision, made *codedeploy.Revision, on usage) {
	platform := appspec.ECS
	if on.lambda {
		platform = appspec.Lambda
	}
	made.Inline = rev.AppSpec.Node != nil
	if !made.Inline {
		if !rev.Missing {
			made.Invalid = "a bundle is not an AppSpec"
			b.Under("CD-9.14").Notef(rev.Name.Pos.Position, "write the AppSpec under appspec", "deployments of revision %s to %s will fail: a bundle is not an AppSpec", rev.Name.Text, platform)
		}
		return
	}
	result := checkInline(rev.AppSpec.Node, platform)
	for _, f := range result.Findings {
		if !f.Refused {
			b.look(f)
		}
	}
	if b.sameVersion(result) {
		b.Under("CD-9.14").Notef(result.RefusedAt, "", "deployments of revision %s will fail: its target version is the current one", rev.Name.Text)
	} else if made.Invalid = result.Refusal; made.Invalid != "" {
		b.Under("CD-9.14").Notef(result.RefusedAt, "", "deployments of revision %s will fail: %s", rev.Name.Text, made.Invalid)
	}
	b.spec(rev, made, result)
}

// look passes on what only a person should see, a note as a note.
func (b *builder) look(f appspec.Finding) {
	if f.Severity == source.Note {
		b.Under(f.Rule).Notef(f.Position, f.Fix, "%s", f.Message)
		return
	}
	b.Under(f.Rule).Warnf(f.Position, f.Fix, "%s", f.Message)
}

// checkInline reads an AppSpec written in the scenario; findings in a text
// stand where the text begins.
func checkInline(n *source.Node, platform appspec.Platform) appspec.Result {
	if n.Kind == source.Mapping {
		return appspec.CheckNode(n, platform)
	}
	result := appspec.Check("appspec.yaml", []byte(n.Text), platform)
	result.RefusedAt = n.Position
	for i := range result.Findings {
		result.Findings[i].Position = n.Position
	}
	return result
}

// sameVersion says whether the one thing wrong with an AppSpec for Lambda is
// that its two versions are one, which has a code of its own. CD-9.14
func (b *builder) sameVersion(r appspec.Result) bool {
	refused := 0
	for _, f := range r.Findings {
		if f.Refused {
			refused++
		}
	}
	return refused == 1 && r.Lambda != nil && r.Lambda.CurrentVersion != 0 && r.Lambda.CurrentVersion == r.Lambda.TargetVersion
}

// spec is what an AppSpec for Lambda or ECS says.
func (b *builder) spec(rev *Revision, made *codedeploy.Revision, r appspec.Result) {
	var hooks []appspec.FunctionHook
	switch {
	case r.Lambda != nil:
		l := r.Lambda
		made.Lambda = &codedeploy.LambdaSpec{Function: b.function(l.Name), Name: l.Name, Alias: l.Alias, Current: l.CurrentVersion, Target: l.TargetVersion}
		if made.Lambda.Function == codedeploy.None && made.Invalid == "" {
			b.Under("CD-9.14").Notef(rev.Name.Pos.Position, "add it under functions", "deployments of revision %s will fail: there is no function %q", rev.Name.Text, l.Name)
		}
		hooks = l.Hooks
	case r.ECS != nil:
		made.ECS = &codedeploy.ECSSpec{TaskDefinition: r.ECS.TaskDefinition, Container: r.ECS.ContainerName, Port: r.ECS.ContainerPort}
		hooks = r.ECS.Hooks
	}
	for _, h := range hooks {
		event, _ := events.ParseLifecycleEvent(h.Event)
		made.Functions = append(made.Functions, codedeploy.FunctionHook{Event: event, Name: functionName(h.Function), Function: b.function(h.Function)})
	}
}

// functionName is the name of a function that may be given by its ARN, with a
// version or an alias behind it.
func functionName(text string) string {
	if _, name, ok := strings.Cut(text, ":function:"); ok {
		text = name
	}
	name, _, _ := strings.Cut(text, ":")
	return name
}

// function finds a function by its name or ARN, or None.
func (b *builder) function(text string) int32 {
	if i, ok := b.functions.at[functionName(text)]; ok {
		return i
	}
	return codedeploy.None
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
