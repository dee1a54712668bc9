package gen

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// A Lambda function and an ECS service beside the hosts, and what goes wrong with
// their deployments.

// hook is the function that hooks call.
const hook = "CodeDeployHook_check"

// addition is what a Lambda function or an ECS service brings into a scenario.
type addition struct {
	app     scenarios.Application
	made    []scenarios.Revision
	past    []scenarios.Past
	deploys scenarios.Entry
	answers []scenarios.FunctionPlan
	tasks   []scenarios.TaskPlan
}

// shift adds what the features ask for, and its deployments.
func (p *space) shift(t *rapid.T, has traits, s *scenarios.Scenario) {
	plans, hooks := []scenarios.FunctionPlan(nil), false
	for _, f := range []Feature{Functions, Services} {
		least := 0
		if p.features[f] == always {
			least = 1
		}
		if !has[f] {
			continue
		}
		for _, x := range rapid.SliceOfN(moves(has, f), least, 1).Draw(t, "shifted") {
			s.Applications, s.Revisions, s.History = append(s.Applications, x.app), append(s.Revisions, x.made...), append(s.History, x.past...)
			s.Timeline = append(s.Timeline, x.deploys)
			if f == Functions {
				s.Functions = append(s.Functions, scenarios.Function{Name: scenarios.Named("api"), Versions: []int64{1, 2, 3},
					Aliases: []scenarios.FunctionAlias{{Name: scenarios.Named("live"), FunctionVersion: 2}}})
			} else {
				s.Services = append(s.Services, scenarios.Service{Cluster: scenarios.Named("main"), ServiceName: scenarios.Named("tasks"), Tasks: x.tasks})
			}
			plans, hooks = append(plans, x.answers...), true
		}
	}
	if hooks {
		s.Functions = append(s.Functions, scenarios.Function{Name: scenarios.Named(hook), Calls: plans})
	}
}

// moves draws an application of Lambda or ECS, perhaps what it had deployed, and
// what it deploys.
func moves(has traits, f Feature) *rapid.Generator[addition] {
	name, platform, configs := "api", "Lambda", []string{"LambdaAllAtOnce", "LambdaCanary10Percent5Minutes", "LambdaLinear10PercentEvery1Minute"}
	if f == Services {
		name, platform, configs = "tasks", "ECS", []string{"ECSAllAtOnce", "ECSCanary10Percent5Minutes", "ECSLinear10PercentEvery1Minutes"}
	}
	app, live, earlier, later := scenarios.Named(name), scenarios.Named("live"), scenarios.Named(name+"-1"), scenarios.Named(name+"-2")
	return rapid.Custom(func(t *rapid.T) (x addition) {
		g := scenarios.DeploymentGroup{DeploymentGroupName: live, GroupSettings: settings(t, has, f)}
		g.DeploymentConfigName = scenarios.Named("CodeDeployDefault." + rapid.SampledFrom(configs).Draw(t, "shift"))
		x.app = scenarios.Application{ApplicationName: app, ComputePlatform: platform, DeploymentGroups: []scenarios.DeploymentGroup{g}}
		for n, r := range []scenarios.Name{earlier, later} {
			x.made = append(x.made, scenarios.Revision{Name: r, AppSpec: scenarios.Document{Node: target(t, f, int64(n+1))}})
		}
		if f == Services || rapid.Bool().Draw(t, "deployed before") {
			x.past = []scenarios.Past{{DeploymentGroup: scenarios.Named(name + "/live"), Revision: earlier}}
		}
		at := duration.Draw(t, "shifts at")
		x.deploys = scenarios.Entry{At: &at, CreateDeployment: &scenarios.CreateDeployment{ApplicationName: app, DeploymentGroupName: live, Revision: later}}
		x.answers, x.tasks = answers(t, has), tasks(t, has)
		return x
	})
}

func settings(t *rapid.T, has traits, f Feature) (g scenarios.GroupSettings) {
	g.DeploymentStyle = &scenarios.DeploymentStyle{DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL"}
	if f == Services {
		g.ECSServices = []scenarios.ECSServiceName{{ClusterName: scenarios.Named("main"), ServiceName: scenarios.Named("tasks")}}
		g.LoadBalancerInfo = &scenarios.LoadBalancerInfo{TargetGroupPairInfoList: []scenarios.TargetGroupPair{pair(t)}}
	}
	if has[Rollback] {
		g.AutoRollbackConfiguration = rollback(t)
	}
	if has[Alarms] {
		g.AlarmConfiguration = heeded(t)
	}
	return g
}

func pair(t *rapid.T) scenarios.TargetGroupPair {
	const listener = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/tasks/50dc6c495c0c9188/"
	p := scenarios.TargetGroupPair{TargetGroups: []scenarios.PairedTargetGroup{{Name: "blue"}, {Name: "green"}},
		ProdTrafficRoute: scenarios.TrafficRoute{ListenerArns: []string{listener + "443"}}}
	if rapid.Bool().Draw(t, "test traffic") {
		p.TestTrafficRoute = &scenarios.TrafficRoute{ListenerArns: []string{listener + "8443"}}
	}
	return p
}

// target is the AppSpec of revision n, with hooks.
func target(t *rapid.T, f Feature, n int64) *source.Node {
	one, events := serviceTarget(n), ecsHooks
	if f == Functions {
		one, events = functionTarget(n), lambdaHooks
	}
	spec := source.Map(source.Pair("version", plain("0.0")), source.Pair("Resources", source.Seq(one)))
	hooks := source.Seq()
	for _, e := range rapid.SliceOfNDistinct(rapid.SampledFrom(events), 0, 2, rapid.ID).Draw(t, "hooks") {
		hooks.Items = append(hooks.Items, source.Map(source.Pair(e, source.Str(hook))))
	}
	if len(hooks.Items) > 0 {
		spec.Entries = append(spec.Entries, source.Pair("Hooks", hooks))
	}
	return spec
}

// functionTarget moves the alias from version n to the next.
func functionTarget(n int64) *source.Node {
	version := func(n int64) *source.Node { return source.Str(string(rune('0' + n))) }
	return source.Map(source.Pair("api", source.Map(source.Pair("Type", source.Str("AWS::Lambda::Function")), source.Pair("Properties", source.Map(
		source.Pair("Name", source.Str("api")), source.Pair("Alias", source.Str("live")),
		source.Pair("CurrentVersion", version(n)), source.Pair("TargetVersion", version(n+1)))))))
}

func serviceTarget(n int64) *source.Node {
	definition := "arn:aws:ecs:us-east-1:123456789012:task-definition/tasks:" + string(rune('0'+n))
	return source.Map(source.Pair("TargetService", source.Map(source.Pair("Type", source.Str("AWS::ECS::Service")), source.Pair("Properties", source.Map(
		source.Pair("TaskDefinition", source.Str(definition)),
		source.Pair("LoadBalancerInfo", source.Map(source.Pair("ContainerName", source.Str("web")), source.Pair("ContainerPort", source.Int(80)))))))))
}

var (
	lambdaHooks = []string{"BeforeAllowTraffic", "AfterAllowTraffic"}
	ecsHooks    = []string{"BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"}
)

// answers are what the hook function does: with Failures not always what it
// should.
func answers(t *rapid.T, has traits) []scenarios.FunctionPlan {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) scenarios.FunctionPlan {
		p := scenarios.FunctionPlan{Event: []string{rapid.SampledFrom(ecsHooks).Draw(t, "event")}, Takes: span(t, has)}
		if has[Failures] {
			p.Returns = rapid.SampledFrom([]string{"", "", "Failed", "nothing"}).Draw(t, "returns")
		}
		return p
	}), 0, 2).Draw(t, "answers")
}

// tasks are what becomes of the tasks of the later revision.
func tasks(t *rapid.T, has traits) []scenarios.TaskPlan {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) scenarios.TaskPlan {
		p := scenarios.TaskPlan{Revision: scenarios.Named("tasks-2")}
		if has[Failures] && oddly(t, "never healthy") {
			p.NeverHealthy = true
			return p
		}
		p.HealthyAfter = span(t, has)
		return p
	}), 0, 1).Draw(t, "tasks")
}

// shifts says whether some application of a scenario is of Lambda or ECS.
func shifts(s *scenarios.Scenario) bool {
	return slices.ContainsFunc(s.Applications, func(a scenarios.Application) bool { return a.ComputePlatform == "Lambda" || a.ComputePlatform == "ECS" })
}

// created draws the number of a deployment that the timeline makes.
func created(t *rapid.T, s *scenarios.Scenario) int64 {
	n := int64(0)
	for i := range s.Timeline {
		if s.Timeline[i].CreateDeployment != nil {
			n++
		}
	}
	return rapid.Int64Range(1, max(1, n)).Draw(t, "deployment")
}

// strikeEvent draws an entry with a fault of an event of a Lambda or ECS
// deployment: mostly one that a hook may have, as it begins.
func strikeEvent(t *rapid.T, s *scenarios.Scenario) scenarios.Entry {
	f := &scenarios.Fault{Event: rapid.SampledFrom([]string{"fail", "hang", "delay"}).Draw(t, "event fault"), Deployment: created(t, s)}
	if f.Event == "delay" {
		later := duration.Draw(t, "for")
		f.For = &later
	}
	if oddly(t, "at any time") {
		e := moment(t, s)
		e.Fault = f
		return e
	}
	n := f.Deployment
	return scenarios.Entry{Fault: f, When: &scenarios.When{Deployment: &n, LifecycleEvent: rapid.SampledFrom(append(slices.Clone(ecsHooks), "Install")).Draw(t, "event")}}
}

// report reports for a hook function by hand (CD-9.6).
func report(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	e.PutLifecycleEventHookExecutionStatus = &scenarios.PutHookStatus{Deployment: created(t, s),
		LifecycleEvent: rapid.SampledFrom(ecsHooks).Draw(t, "event"), Status: rapid.SampledFrom([]string{"Succeeded", "Failed"}).Draw(t, "report")}
}

// point points an alias to one version (CD-9.8).
func point(t *rapid.T, s *scenarios.Scenario, e *scenarios.Entry) {
	f := rapid.SampledFrom(aliased(s)).Draw(t, "function")
	e.UpdateAlias = &scenarios.UpdateAlias{FunctionName: f.Name, Name: f.Aliases[0].Name, FunctionVersion: f.Versions[rapid.IntRange(0, len(f.Versions)-1).Draw(t, "version")]}
}

// aliased are the functions of a scenario that have an alias.
func aliased(s *scenarios.Scenario) (list []scenarios.Function) {
	for _, f := range s.Functions {
		if len(f.Aliases) > 0 && len(f.Versions) > 0 {
			list = append(list, f)
		}
	}
	return list
}
