package imports

// What the documents say of an account, before it becomes a scenario.

import "github.com/seed-11de0fc1/rehearse/scenarios/source"

type account struct {
	*source.Reader
	names      []string          // of the inputs
	parameters map[string]string // given for templates

	groups      []*group
	configs     []*config
	deployments []*deployment
	targets     []*target
	instances   []*instance
	balancers   []*balancer
	alarms      []alarm
	templates   []*source.Node

	scalingGroups []*scalingGroup
	functions     []*function
	services      []*service
	updates       []aliasUpdate // that a template makes by CodeDeploy

	fleetTold bool // some document lists instances, be it none
	left      leftovers
}

// group is a deployment group.
type group struct {
	node              *source.Node // what AWS printed
	platform          string
	blueGreen         bool // its deployment type
	application, name *source.Node
	settings          *source.Node // what was taken of it
	config            *source.Node // the name of its configuration, or nil
	scaling           []*source.Node
	classic, targets  []*source.Node // names of load balancers and of target groups
	pairs             *source.Node   // of target groups of ECS, or nil
	traffic           bool           // WITH_TRAFFIC_CONTROL and load balancers
	notes             []string       // comments of ours
	left              leftovers
}

func (g *group) String() string { return g.application.Text + "/" + g.name.Text }

// config is a custom deployment configuration.
type config struct {
	node, taken *source.Node
	name        string
	left        leftovers
}

// put replaces the thing of the list that is the same, or appends one. What
// AWS said first differs from what it said last only if something changed in
// between.
func put[T any](a *account, things []T, made T, same func(T) bool, node func(T) *source.Node, what string) []T {
	for i, thing := range things {
		if !same(thing) {
			continue
		}
		if !source.Equal(node(thing), node(made)) {
			a.Notef(node(made).Position, "", "%s is here a second time, and differs from the one in %s; this one counts", what, node(thing).Position)
		}
		things[i] = made
		return things
	}
	return append(things, made)
}
