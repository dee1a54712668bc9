package imports

// Lambda and ECS in CloudFormation templates: functions, versions, aliases that
// are updated by CodeDeploy, and services.

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// aliasUpdate is a CodeDeployLambdaAliasUpdate: an update of the stack deploys
// to this group.
type aliasUpdate struct {
	group           string // application/group
	function, alias string
	hooks           []specHook
}

// updateOf is the update that deploys to a group, or nil.
func (d *draft) updateOf(g *group) *aliasUpdate {
	for i := range d.updates {
		if d.updates[i].group == g.String() {
			return &d.updates[i]
		}
	}
	return nil
}

// hookUp gives a revision the hooks of an update.
func (d *draft) hookUp(u *aliasUpdate, rev *revision) {
	if rev.spec.content == nil && rev.spec.hooks == nil {
		rev.spec.hooks = u.hooks
	}
}

// lambdaAlias adds an alias, which is on the first version if nothing else is
// known, and what updates it.
func (t *template) lambdaAlias(n, id, resource *source.Node) {
	made := t.evaluated(n, "FunctionName", "FunctionVersion", "Name", "RoutingConfig")
	function, name := functionName(text(made, "FunctionName")), t.name(id.Text)
	if !isName(function) {
		if !t.failed() { // or else it has been reported
			t.Errorf(n.Position, "write the name of the function", "FunctionName of the alias %s is not known", id.Text)
		}
		return
	}
	if f, version := t.function(id, function), versionNumber(text(made, "FunctionVersion")); version == 0 {
		t.unknownVersion(f, at(id, name))
	} else {
		f.putAlias(at(id, name), version)
	}
	update := get(resource, "UpdatePolicy", "CodeDeployLambdaAliasUpdate")
	if update == nil {
		return
	}
	update = t.evaluated(update, "ApplicationName", "DeploymentGroupName", "BeforeAllowTrafficHook", "AfterAllowTrafficHook")
	u := aliasUpdate{group: text(update, "ApplicationName") + "/" + text(update, "DeploymentGroupName"), function: function, alias: name}
	for _, event := range []string{"BeforeAllowTraffic", "AfterAllowTraffic"} {
		if hook := functionName(text(update, event+"Hook")); hook != "" {
			u.hooks = append(u.hooks, specHook{event, hook})
		}
	}
	t.updates = append(t.updates, u)
}

// putAlias adds an alias that is on a version, unless the function has it, and
// says whether it did.
func (f *function) putAlias(name *source.Node, version int64) bool {
	if f.alias(name.Text) != nil {
		return false
	}
	f.publish(version)
	f.aliases = append(f.aliases, &alias{node: name, name: name.Text, version: version})
	return true
}

// unknownVersion adds an alias of which only the name is known.
func (t *template) unknownVersion(f *function, name *source.Node) {
	if f.putAlias(name, 1) {
		f.note("Unknown: which version " + name.Text + " is on; 1 is taken, the first.")
	}
}

// ecsService adds a service whose deployments are CodeDeploy's, unless the
// account has printed it.
func (t *template) ecsService(n, id *source.Node) {
	made := t.evaluated(n, "Cluster", "DesiredCount", "DeploymentController", "LoadBalancers")
	if text(made, "DeploymentController", "Type") != "CODE_DEPLOY" {
		return
	}
	name, cluster := t.name(id.Text), text(made, "Cluster")
	cluster = cluster[strings.LastIndexByte(cluster, '/')+1:]
	if cluster == "" {
		cluster = "default"
	}
	for _, x := range t.services {
		if x.name.Text == name && x.cluster.Text == cluster {
			return
		}
	}
	x := &service{node: n, cluster: at(id, cluster), name: at(id, name), desired: get(made, "DesiredCount")}
	x.balanced(t.list(made, "LoadBalancers"))
	t.services = append(t.services, x)
}
