package scenarios

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/scenarios/appspec"
	"github.com/seed-11de0fc1/rehearse/scenarios/bundle"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func (b *builder) buildRevisions() {
	b.boundDeployments()
	for i := range b.s.Revisions {
		rev := &b.s.Revisions[i]
		b.define(&b.revisions, rev.Name)
		made := codedeploy.Revision{Name: rev.Name.Text, Missing: rev.Missing}
		b.contents(rev, &made)
		b.scripts(rev, &made)
		b.eventPlans(rev, &made)
		b.setup.CodeDeploy.Revisions = append(b.setup.CodeDeploy.Revisions, made)
	}
}

// contents fills in what the agent will find in the revision.
func (b *builder) contents(rev *Revision, made *codedeploy.Revision) {
	switch {
	case rev.AppSpec.Node != nil:
		made.Inline = true
		b.inline(rev, made, rev.AppSpec.Node)
	case !rev.Bundle.IsZero():
		b.bundle(rev, made)
	}
}

func (b *builder) bundle(rev *Revision, made *codedeploy.Revision) {
	at := rev.Bundle.Pos.Position
	if b.files == nil {
		b.Errorf(at, "write the AppSpec under appspec", "there are no files here to take the bundle from")
		return
	}
	opened, err := b.files.Bundle(rev.Bundle.Text)
	if err != nil {
		b.Errorf(at, "", "no bundle %q: %s", rev.Bundle.Text, err)
		return
	}
	for _, f := range opened.Files {
		if !f.Dir {
			made.Bundle = append(made.Bundle, codedeploy.BundleFile{Path: f.Path, Size: f.Size})
		}
	}
	if opened.AppSpecPath != "appspec.yml" {
		b.refuse(rev, made, at, missingAppSpec(opened), "CD-9.1")
		return
	}
	spec, result := appspec.Parse(rev.Bundle.Text+"/"+opened.AppSpecPath, opened.AppSpec)
	b.checked(rev, made, spec, result)
}

func missingAppSpec(opened *bundle.Bundle) string {
	if opened.AppSpecPath == "" {
		return "the bundle has no appspec.yml in its root"
	}
	return "the bundle has " + opened.AppSpecPath + ", and agents read appspec.yml alone"
}

// refuse notes that the agents will fail a revision in BeforeInstall (CD-8.8),
// which is no fault of the scenario.
func (b *builder) refuse(rev *Revision, made *codedeploy.Revision, at source.Position, why, rule string) {
	made.Refused = why
	b.Under(rule).Notef(at, "", "the agents will refuse revision %s in BeforeInstall: %s", rev.Name.Text, why)
}

// inline reads an AppSpec written in the scenario. In a text the places are
// those of the text, so what is wrong stands where the text begins.
func (b *builder) inline(rev *Revision, made *codedeploy.Revision, n *source.Node) {
	if n.Kind == source.Mapping {
		spec, result := appspec.ParseNode(n)
		b.checked(rev, made, spec, result)
		return
	}
	spec, result := appspec.Parse("appspec.yml", []byte(n.Text))
	for i := range result.Findings {
		result.Findings[i].Position = n.Position
	}
	b.checked(rev, made, spec, result)
}

// checked takes an AppSpec that was read, be it to be refused.
func (b *builder) checked(rev *Revision, made *codedeploy.Revision, spec codedeploy.AppSpec, result appspec.Result) {
	made.AppSpec = spec
	if result.Refusal == "" {
		return
	}
	at := rev.Name.Pos.Position
	for _, f := range result.Findings {
		if f.Refused {
			at = f.Position
			break
		}
	}
	b.refuse(rev, made, at, result.Refusal, "CD-8.8")
}

func (b *builder) scripts(rev *Revision, made *codedeploy.Revision) {
	locations := map[string]bool{}
	var known []string
	for _, hook := range made.AppSpec.Hooks {
		for _, script := range hook {
			if !locations[script.Location] {
				known = append(known, script.Location)
			}
			locations[script.Location] = true
		}
	}
	for i := range rev.Scripts {
		script := &rev.Scripts[i]
		if !locations[script.Location.Text] && made.Refused == "" && len(known) > 0 {
			b.idle(script.Location, known)
		}
		for j := range script.Plans {
			made.Scripts = append(made.Scripts, b.scriptPlan(script.Location.Text, &script.Plans[j]))
		}
	}
}

// idle warns of a script that no hook runs.
func (b *builder) idle(location Name, known []string) {
	fix := "the hooks run " + known[0]
	if near, ok := source.Suggest(location.Text, known); ok {
		fix = "did you mean " + near + "?"
	} else if len(known) > 1 {
		fix += " and " + strconv.Itoa(len(known)-1) + " more"
	}
	b.Warnf(location.Pos.Position, fix, "no hook of this revision runs %q", location.Text)
}

func (b *builder) scriptPlan(location string, p *ScriptPlan) codedeploy.ScriptBehaviour {
	b.absolute(p.Writes, p.Pos)
	takes := orElse(p.Takes, Range{kernel.Second, kernel.Second})
	return codedeploy.ScriptBehaviour{
		Who: b.who(p.On, p.Deployment, p.Pos), Location: location, TakesLo: takes.Lo, TakesHi: takes.Hi, Exit: p.Exit,
		Prints: p.Prints, Writes: p.Writes, HoldsOutput: p.HoldsOutput, IgnoresTerm: p.IgnoresTerm,
		NotExecutable: p.NotExecutable, RestartsAgent: p.RestartsAgent, NeedsPassword: p.NeedsPassword,
	}
}

func (b *builder) who(on []Name, deployment *int64, at Pos) codedeploy.Who {
	number := orElse(deployment, 0)
	b.checkNumber(number, at)
	return codedeploy.Who{Hosts: b.list(on), Deployment: int(number)}
}

func (b *builder) eventPlans(rev *Revision, made *codedeploy.Revision) {
	for i := range rev.Events {
		plan := &rev.Events[i]
		event, _ := events.ParseLifecycleEvent(plan.Event)
		for j := range plan.Plans {
			p := &plan.Plans[j]
			if p.Takes == nil && (event == events.BlockTraffic || event == events.AllowTraffic) {
				b.Errorf(p.Pos.Position, "add takes", "%s takes as long as the load balancers want unless it is said", plan.Event)
			}
			takes := orElse(p.Takes, Range{kernel.Second, kernel.Second})
			made.Events = append(made.Events, codedeploy.EventBehaviour{
				Who: b.who(p.On, p.Deployment, p.Pos), Event: event, TakesLo: takes.Lo, TakesHi: takes.Hi, Fails: p.Fails, Error: p.Error})
		}
	}
}
