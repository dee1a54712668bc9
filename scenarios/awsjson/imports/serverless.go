package imports

// Functions of the Serverless Application Model, and what its transform makes
// of them: an alias that CodeDeploy moves, one application for the whole stack,
// and a deployment group for each function.

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// serverlessApplication is what the transform calls the application.
const serverlessApplication = "ServerlessDeploymentApplication"

// serverlessTypes are the types of DeploymentPreference that stand for
// configurations of CodeDeploy; any other is the name of one.
var serverlessTypes = []string{
	"AllAtOnce", "Canary10Percent5Minutes", "Canary10Percent10Minutes", "Canary10Percent15Minutes", "Canary10Percent30Minutes",
	"Linear10PercentEvery1Minute", "Linear10PercentEvery2Minutes", "Linear10PercentEvery3Minutes", "Linear10PercentEvery10Minutes",
}

// serverlessFunction adds what the transform makes of a function that is
// deployed gradually; any other is not CodeDeploy's.
func (t *template) serverlessFunction(n, id *source.Node) {
	preference := t.inherited(n, "DeploymentPreference")
	if preference == nil || text(preference, "Enabled") == "false" {
		return
	}
	alias := t.inherited(n, "AutoPublishAlias")
	if alias == nil {
		t.Errorf(preference.Position, "give the function an AutoPublishAlias", "DeploymentPreference needs an alias to move")
		return
	}
	name := at(id, id.Text+"DeploymentGroup")
	t.account.deploymentGroup(t.serverlessGroup(preference, name))
	u := aliasUpdate{group: serverlessApplication + "/" + name.Text, function: t.name(id.Text), alias: alias.Text}
	for _, hook := range []struct{ event, key string }{{"BeforeAllowTraffic", "PreTraffic"}, {"AfterAllowTraffic", "PostTraffic"}} {
		if called := functionName(text(preference, "Hooks", hook.key)); called != "" {
			u.hooks = append(u.hooks, specHook{hook.event, called})
		}
	}
	t.updates = append(t.updates, u)
	t.unknownVersion(t.function(id, u.function), at(id, alias.Text))
}

// serverlessGroup is the deployment group of a function, in the words of the
// API; rollbacks are on for everything.
func (t *template) serverlessGroup(preference, name *source.Node) *source.Node {
	config := text(preference, "Type")
	if slices.Contains(serverlessTypes, config) {
		config = "CodeDeployDefault.Lambda" + config
	}
	made := source.Map(
		source.Pair("applicationName", at(name, serverlessApplication)), source.Pair("deploymentGroupName", name),
		source.Pair("computePlatform", at(name, onLambda)), source.Pair("deploymentConfigName", at(get(preference, "Type"), config)),
		source.Pair("deploymentStyle", source.Map(source.Pair("deploymentType", at(name, "BLUE_GREEN")), source.Pair("deploymentOption", at(name, "WITH_TRAFFIC_CONTROL")))),
		source.Pair("autoRollbackConfiguration", source.Map(source.Pair("enabled", source.Bool(true)), source.Pair("events",
			source.Seq(at(name, "DEPLOYMENT_FAILURE"), at(name, "DEPLOYMENT_STOP_ON_ALARM"), at(name, "DEPLOYMENT_STOP_ON_REQUEST"))))),
	)
	made.Position = name.Position
	if config == "" {
		t.Errorf(preference.Position, "write Type: AllAtOnce, or another", "DeploymentPreference has no Type")
	}
	alarms := source.Seq()
	for _, alarm := range t.list(preference, "Alarms") {
		alarms.Items = append(alarms.Items, source.Map(source.Pair("name", alarm)))
	}
	if len(alarms.Items) > 0 {
		made.Entries = append(made.Entries, source.Pair("alarmConfiguration", source.Map(source.Pair("enabled", source.Bool(true)), source.Pair("alarms", alarms))))
	}
	return made
}

// inherited is the value of a property, which the Globals of the template may
// have too; of a mapping each key may come from either.
func (t *template) inherited(n *source.Node, key string) *source.Node {
	own, all := t.value(get(n, key)), t.value(get(t.root, "Globals", "Function", key))
	switch {
	case own == nil:
		return all
	case all == nil || own.Kind != source.Mapping:
		return own
	}
	for _, e := range all.Entries {
		if get(own, e.Key.Text) == nil {
			own.Entries = append(own.Entries, e)
		}
	}
	return own
}
