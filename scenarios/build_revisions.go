package scenarios

import (
	"errors"
	"io/fs"
	"strconv"

	"github.com/seed-11de0fc1/rehearse/scenarios/appspec"
	"github.com/seed-11de0fc1/rehearse/scenarios/bundle"
	"github.com/seed-11de0fc1/rehearse/scenarios/library"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func (b *builder) buildRevisions() {
	b.boundDeployments()
	used := b.usedOn()
	for i := range b.s.Revisions {
		rev := &b.s.Revisions[i]
		b.define(&b.revisions, rev.Name)
		made := codedeploy.Revision{Name: rev.Name.Text, Missing: rev.Missing, ErrorRate: int(rev.ErrorRate), Latency: rev.Latency}
		on, known := used[rev.Name.Text]
		if !known {
			on = presumed(rev.AppSpec.Node)
		}
		if on.shifts() {
			b.shiftContents(rev, &made, on)
		} else {
			b.contents(rev, &made)
		}
		b.scripts(rev, &made)
		b.eventPlans(rev, &made)
		b.setup.CodeDeploy.Revisions = append(b.setup.CodeDeploy.Revisions, made)
	}
}

// content is what the agents find in a revision.
type content struct {
	files   []codedeploy.BundleFile
	spec    codedeploy.AppSpec
	looks   []appspec.Finding // what an agent passes over and a person should not
	refusal string            // why agents refuse it; empty if they do not
	rule    string            // the rule by which they do
	at      source.Position
	fault   string // why it can not be read at all
	bundled bool   // it is not beside the scenario, but comes with Rehearse
	text    []byte // the AppSpec of a bundle
}

// contents fills in what the agents will find. That they will refuse it in
// BeforeInstall (CD-8.8) is noted, as it is no fault of the scenario.
func (b *builder) contents(rev *Revision, made *codedeploy.Revision) {
	var c content
	switch {
	case rev.AppSpec.Node != nil:
		made.Inline = true
		c = b.read.appSpec(rev.AppSpec.Node)
	case !rev.Bundle.IsZero():
		c = b.bundle(rev.Bundle)
	default:
		return
	}
	if c.fault != "" {
		b.Errorf(rev.Bundle.Pos.Position, "", "%s", c.fault)
	}
	made.Bundle, made.AppSpec, made.Refused = c.files, c.spec, c.refusal
	for _, f := range c.looks {
		b.Under(f.Rule).Warnf(f.Position, f.Fix, "%s", f.Message)
	}
	if c.refusal != "" {
		b.Under(c.rule).Notef(c.at, "", "the agents will refuse revision %s in BeforeInstall: %s", rev.Name.Text, c.refusal)
	}
}

// bundle reads a bundle, the first time that it is named.
func (b *builder) bundle(path Name) content {
	if c, known := b.read.bundles[path.Text]; known {
		return c
	}
	c := openBundle(b.read.files, path)
	if c.bundled {
		b.Notef(path.Pos.Position, "", "%s is not beside the scenario; the bundle of that name that comes with Rehearse is taken", path.Text)
	}
	b.read.bundles[path.Text] = c
	return c
}

// readable says whether a revision has a bundle that could be read.
func (b *builder) readable(path Name) bool {
	return !path.IsZero() && b.read.bundles[path.Text].fault == ""
}

// AppSpec returns the AppSpec of a bundle that a scenario named which was built,
// to be written into a scenario; nil if there is none that can be read.
func (r *Builder) AppSpec(bundle string) *source.Node {
	root, _ := source.Parse(bundle+"/appspec.yml", r.bundles[bundle].text, source.Options{})
	return root
}

// appSpec reads an AppSpec written in the scenario, the first time that it
// comes.
func (r *Builder) appSpec(n *source.Node) content {
	c, known := r.inline[n]
	if !known {
		c = inline(n)
		r.inline[n] = c
	}
	return c
}

// openBundle reads a bundle beside the scenario. One that is not there may be
// one that a bundled scenario uses, of which this is a copy.
func openBundle(files Files, path Name) content {
	if files == nil {
		return content{fault: "there are no files here to take a bundle from; write the AppSpec under appspec"}
	}
	opened, err := files.Bundle(path.Text)
	bundled := false
	if errors.Is(err, fs.ErrNotExist) {
		if ours, none := (embedded{library.FS}).Bundle(path.Text); none == nil {
			opened, err, bundled = ours, nil, true
		}
	}
	if err != nil {
		return content{fault: err.Error()}
	}
	c := contentOf(opened, path)
	c.bundled = bundled
	return c
}

// contentOf is what a bundle holds.
func contentOf(opened *bundle.Bundle, path Name) content {
	c := content{at: path.Pos.Position, rule: "CD-9.1"}
	switch opened.AppSpecPath {
	case "appspec.yml":
		c = parsed(appspec.Parse(path.Text+"/appspec.yml", opened.AppSpec))
	case "":
		c.refusal = "the bundle has no appspec.yml in its root"
	default:
		c.refusal = "the bundle has " + opened.AppSpecPath + ", and agents read appspec.yml alone"
	}
	c.text = opened.AppSpec
	for _, f := range opened.Files {
		if !f.Dir {
			c.files = append(c.files, codedeploy.BundleFile{Path: f.Path, Size: f.Size})
		}
	}
	return c
}

// inline reads an AppSpec written in the scenario. In a text the places are
// those of the text, so what is wrong stands where the text begins.
func inline(n *source.Node) content {
	if n.Kind == source.Mapping {
		return parsed(appspec.ParseNode(n))
	}
	c := parsed(appspec.Parse("appspec.yml", []byte(n.Text)))
	c.at = n.Position
	for i := range c.looks {
		c.looks[i].Position = n.Position
	}
	return c
}

// parsed takes what was read of an AppSpec, be it to be refused.
func parsed(spec codedeploy.AppSpec, result appspec.Result) content {
	c := content{spec: spec, refusal: result.Refusal, rule: "CD-8.8"}
	for _, f := range result.Findings {
		switch {
		case f.Refused && c.at == source.Position{}:
			c.at = f.Position
		case !f.Refused && f.Rule != "CD-4.1": // whether there are traffic events is the group's business
			c.looks = append(c.looks, f)
		}
	}
	return c
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
		if !locations[script.Location.Text] && made.Refused == "" && (made.Inline || b.readable(rev.Bundle)) {
			b.idle(script.Location, known)
		}
		for j := range script.Plans {
			if p := &script.Plans[j]; j > 0 && script.Plans[j-1].On == nil && script.Plans[j-1].Deployment == nil {
				b.Warnf(p.Pos.Position, "put it first", "this entry never counts: the one ahead of it fits every host and deployment")
			}
			made.Scripts = append(made.Scripts, b.scriptPlan(script.Location.Text, &script.Plans[j]))
		}
	}
}

// idle warns of a script that no hook runs.
func (b *builder) idle(location Name, known []string) {
	fix := "leave it out; the revision has no hooks"
	if len(known) > 0 {
		fix = "the hooks run " + known[0]
	}
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
			if j > 0 && plan.Plans[j-1].On == nil && plan.Plans[j-1].Deployment == nil {
				b.Warnf(p.Pos.Position, "put it first", "this entry never counts: the one ahead of it fits every host and deployment")
			}
			if p.Takes == nil && (event == events.BlockTraffic || event == events.AllowTraffic) {
				b.Errorf(p.Pos.Position, "add takes", "%s takes as long as the load balancers want unless it is said", plan.Event)
			}
			takes := orElse(p.Takes, Range{kernel.Second, kernel.Second})
			made.Events = append(made.Events, codedeploy.EventBehaviour{
				Who: b.who(p.On, p.Deployment, p.Pos), Event: event, TakesLo: takes.Lo, TakesHi: takes.Hi, Fails: p.Fails, Error: p.Error})
		}
	}
}
