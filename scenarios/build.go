package scenarios

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/bundle"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Files gives Build the bundles that revisions name.
type Files interface {
	// Bundle opens the bundle at a path relative to the scenario.
	Bundle(path string) (*bundle.Bundle, error)
}

// Build resolves the names of a scenario that Decode let through and makes
// the setup of a world from it. files may be nil if no revision has a bundle.
// The diagnostics tell every name that nothing defines, and what AWS will
// refuse later as notes; if they hold an Error, the setup is nil.
func Build(s *Scenario, files Files) (*sim.Setup, source.Diagnostics) {
	return build(s, NewBuilder(files), nil)
}

// Builder builds many scenarios beside the same files, which it takes not to
// change: it reads each bundle and each AppSpec once. It belongs to one
// goroutine.
type Builder struct {
	files   Files
	bundles map[string]content
	inline  map[*source.Node]content
}

// NewBuilder returns a Builder that has read nothing yet. files may be nil if
// no revision has a bundle.
func NewBuilder(files Files) *Builder {
	return &Builder{files, map[string]content{}, map[*source.Node]content{}}
}

// Build is the function Build.
func (r *Builder) Build(s *Scenario) (*sim.Setup, source.Diagnostics) { return build(s, r, nil) }

// build is Build for a scenario of which some top-level keys are faulty: what
// those may have defined is not reported as missing.
func build(s *Scenario, read *Builder, faulty map[string]bool) (*sim.Setup, source.Diagnostics) {
	b := &builder{
		Reader: source.NewReader(), s: s, read: read, faulty: faulty, setup: &sim.Setup{Seed: uint64(s.Seed)},
		balancers:    index{what: "load balancer", section: "fleet"},
		scaling:      index{what: "Auto Scaling group", section: "fleet"},
		targetGroups: index{what: "target group", section: "fleet"},
		alarmNames:   index{what: "alarm", section: "alarms"},
		zones:        index{what: "Availability Zone", section: "fleet"},
		apps:         index{what: "application", section: "applications"},
		groups:       index{what: "deployment group", section: "applications"},
		configs:      index{what: "deployment configuration", section: "deploymentConfigs"},
		revisions:    index{what: "revision", section: "revisions"},
		functions:    index{what: "Lambda function", section: "functions"},
		services:     index{what: "ECS service", section: "services"},
	}
	for _, id := range s.Teaches {
		if _, known := rules.Parse(id.Text); !known {
			b.Errorf(id.Pos.Position, "write the number of one that `rehearse rules` lists, such as CD-2.8", "no rule %q", id.Text)
		}
	}
	b.place()
	b.fleet()
	b.quotas()
	b.alarms()
	b.lambdaFunctions()
	b.ecsServices()
	b.deploymentConfigs()
	b.applications()
	b.buildRevisions()
	b.plans()
	b.history()
	b.timeline()
	b.frontReplacements()
	b.expectations()
	b.claims()
	found := b.Diagnostics()
	if found.HasErrors() {
		return nil, found
	}
	return b.setup, found
}

// builder is one Build under way.
type builder struct {
	*source.Reader
	s      *Scenario
	read   *Builder // what was read so far
	faulty map[string]bool
	setup  *sim.Setup

	hosts                                              hosts
	balancers, zones, apps, groups, configs, revisions index
	targetGroups, alarmNames, scaling                  index
	functions, services                                index
	listed                                             int64 // hosts named in lists so far
	deployments                                        int64 // more than these can never exist
}

// index finds things of one kind by name.
type index struct {
	what, section string
	names         []string
	at            map[string]int32
}

// add gives the name the next number, and reports false if it is taken.
func (ix *index) add(name string) bool {
	if ix.at == nil {
		ix.at = map[string]int32{}
	}
	if _, taken := ix.at[name]; taken {
		return false
	}
	ix.at[name] = int32(len(ix.names))
	ix.names = append(ix.names, name)
	return true
}

// define adds a name that must be new. A name that could not be read has been
// reported.
func (b *builder) define(ix *index, name Name) {
	if ix.add(name.Text) {
		return
	}
	ix.names = append(ix.names, name.Text)
	if !name.IsZero() {
		b.Errorf(name.Pos.Position, "choose another name", "the %s %q is defined twice", ix.what, name.Text)
	}
}

// find returns the number of a name, None for no name, and reports a name that
// nothing defines.
func (b *builder) find(ix *index, name Name) int32 {
	if i, ok := ix.at[name.Text]; ok && !name.IsZero() {
		return i
	}
	if !name.IsZero() && !b.faulty[ix.section] {
		b.unknown(name, ix.what, ix.names)
	}
	return codedeploy.None
}

func (b *builder) unknown(name Name, what string, defined []string) {
	b.Unknown(&source.Node{Position: name.Pos.Position, Text: name.Text}, what, slices.DeleteFunc(slices.Clone(defined), func(s string) bool { return s == "" }))
}

// group finds a deployment group by the names of application and group.
func (b *builder) group(application, group Name) int32 {
	if i, ok := b.groups.at[application.Text+"/"+group.Text]; ok {
		return i
	}
	if application.IsZero() || group.IsZero() || b.find(&b.apps, application) == codedeploy.None {
		return codedeploy.None
	}
	var near []string
	for i := range b.s.Applications {
		if app := &b.s.Applications[i]; app.ApplicationName.Text == application.Text {
			for j := range app.DeploymentGroups {
				near = append(near, app.DeploymentGroups[j].DeploymentGroupName.Text)
			}
		}
	}
	if !b.faulty["applications"] {
		b.unknown(group, "deployment group", near)
	}
	return codedeploy.None
}
