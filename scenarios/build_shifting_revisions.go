package scenarios

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/appspec"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Revisions for Lambda and ECS: CD-9.3, CD-9.4, CD-9.14.

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
		b.checkHook(rev, h)
		made.Functions = append(made.Functions, codedeploy.FunctionHook{Event: event, Name: functionName(h.Function), Function: b.function(h.Function)})
	}
}

// checkHook warns of a hook whose function the scenario says nothing of. CD-9.6
func (b *builder) checkHook(rev *Revision, h appspec.FunctionHook) {
	name := functionName(h.Function)
	if b.function(h.Function) != codedeploy.None || b.faulty["functions"] {
		return
	}
	fix := "add it under functions"
	if near, ok := source.Suggest(name, b.functions.names); ok {
		fix = "did you mean " + near + "?"
	}
	b.Under("CD-9.6").Warnf(rev.Name.Pos.Position, fix, "%s of revision %s calls %q, of which functions says nothing: taken to report Succeeded after 1s",
		h.Event, rev.Name.Text, name)
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

// untested warns of a hook that waits for test traffic, of which a group has
// none. CD-9.5
func (b *builder) untested(c *CreateDeployment) {
	n, r := b.group(c.ApplicationName, c.DeploymentGroupName), b.find(&b.revisions, c.Revision)
	if n == codedeploy.None || r == codedeploy.None || b.platformAt(c.ApplicationName) != codedeploy.ECS {
		return
	}
	pairs := b.setup.CodeDeploy.Groups[n].Settings.Pairs
	if len(pairs) == 0 || pairs[0].TestListener != "" {
		return
	}
	if slices.ContainsFunc(b.setup.CodeDeploy.Revisions[r].Functions, func(h codedeploy.FunctionHook) bool { return h.Event == events.AfterAllowTestTraffic }) {
		b.Under("CD-9.5").Warnf(c.Pos.Position, "add testTrafficRoute to the target group pair", "the hook of AfterAllowTestTraffic of revision %s is never called, as %s has no test traffic",
			c.Revision.Text, c.DeploymentGroupName.Text)
	}
}
