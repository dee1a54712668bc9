package scenarios

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What every word for Lambda and ECS becomes.
func TestShiftingOfEveryWord(t *testing.T) {
	s := setupOf(t, read(t, "every-word-shifting.yaml")).CodeDeploy
	second, custom := kernel.Second, int32(len(codedeploy.Predefined))
	compare(t, "functions", s.Functions, []codedeploy.Function{
		{Name: "api", Versions: []int64{1, 2, 3}, Aliases: []codedeploy.Alias{{Name: "live", Version: 1}, {Name: "split", Version: 1, Other: 2, Share: 25}}},
		{Name: "CodeDeployHook_check", Plans: []codedeploy.FunctionPlan{
			{Deployment: 1, Events: 1<<events.BeforeAllowTraffic | 1<<events.AfterInstall, TakesLo: 20 * second, TakesHi: 40 * second, Returns: codedeploy.ReportFailed},
			{Events: 1 << events.AfterAllowTraffic, TakesLo: second, TakesHi: second, Returns: codedeploy.NoReport},
			{TakesLo: 2 * second, TakesHi: 2 * second},
		}},
	})
	compare(t, "services", s.ECSServices, []codedeploy.ECSService{
		{Cluster: "main", Name: "web", Desired: 3, Plans: []codedeploy.TaskPlan{
			{Revision: 1, Deployment: 2, RunsAfter: 20 * second, HealthyLo: 60 * second, HealthyHi: 120 * second},
			{Revision: codedeploy.None, RunsAfter: 10 * second, HealthyLo: 30 * second, HealthyHi: 30 * second, NeverHealthy: true},
		}},
		{Cluster: "main", Name: "idle", Desired: 1, Plans: []codedeploy.TaskPlan{
			{Revision: codedeploy.None, RunsAfter: 10 * second, HealthyLo: 30 * second, HealthyHi: 30 * second, NeverRuns: true}}},
	})
	compare(t, "configurations", s.Configs[custom:], []codedeploy.Config{
		{Name: "thirds", Platform: codedeploy.Lambda, Routing: codedeploy.Routing{Type: codedeploy.TimeBasedLinear, Percentage: 33, Interval: 2 * kernel.Minute}},
		{Name: "tenth", Platform: codedeploy.ECS, Routing: codedeploy.Routing{Type: codedeploy.TimeBasedCanary, Percentage: 10, Interval: 5 * kernel.Minute}},
		{Name: "all", Platform: codedeploy.ECS},
	})
	alb := "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/"
	compare(t, "the group of a service", s.Groups[1].Settings, codedeploy.Settings{
		Config: custom + 1, ECSServices: []int32{0}, LoadBalancers: []int32{},
		Pairs:     []codedeploy.TargetGroupPair{{Groups: [2]string{"blue", "green"}, ProdListener: alb + "2", TestListener: alb + "3"}},
		BlueGreen: &codedeploy.BlueGreen{StopsWhenReady: true, ReadyWait: 30 * kernel.Minute, Terminates: true, TerminationWait: kernel.Hour},
	})
	if !s.Groups[2].Settings.Pairs[0].Network || s.Groups[2].Settings.Config != codedeploy.AtOnce(codedeploy.ECS) || s.Groups[0].Settings.Role != codedeploy.RoleManaged {
		t.Errorf("groups %+v", s.Groups)
	}
	compare(t, "a revision for Lambda", s.Revisions[0].Lambda, &codedeploy.LambdaSpec{Function: 0, Name: "api", Alias: "live", Current: 1, Target: 2})
	compare(t, "its hooks", s.Revisions[0].Functions, []codedeploy.FunctionHook{
		{Event: events.BeforeAllowTraffic, Name: "CodeDeployHook_check", Function: 1}, {Event: events.AfterAllowTraffic, Name: "CodeDeployHook_check", Function: 1}})
	compare(t, "a revision for ECS", s.Revisions[1].ECS, &codedeploy.ECSSpec{
		TaskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/web:2", Container: "web", Port: 80})
}

// What is expected of them holds.
func TestShiftingOfEveryWordHolds(t *testing.T) {
	s, w := run(t, "every-word-shifting.yaml", read(t, "every-word-shifting.yaml"))
	if v := Check(s, w, w.Pace()); v.Failed > 0 || v.Passed != 5 {
		t.Errorf("%d passed, failures %v", v.Passed, v.Failures)
	}
}

// Deployments of all platforms go on side by side (CD-9.12).
func TestMixedPlatforms(t *testing.T) {
	s, w := run(t, "mixed-platforms.yaml", read(t, "mixed-platforms.yaml"))
	if v := Check(s, w, w.Pace()); v.Failed > 0 || v.Passed != 6 {
		t.Errorf("%d passed, failures %v", v.Passed, v.Failures)
	}
	roundTrip(t, s)
}

// What AWS takes and then fails is noted, not refused (CD-9.14).
func TestBadAppSpecsOfLambda(t *testing.T) {
	const frame = `
rehearse: 1
functions: {api: {versions: [1, 2], aliases: {Name: live, FunctionVersion: 1}}}
applications: [{applicationName: a, computePlatform: Lambda, deploymentGroups: [{deploymentGroupName: g}]}]
revisions: {v: `
	resource := func(properties string) string {
		return `{appspec: {version: 0.0, Resources: [{api: {Type: "AWS::Lambda::Function", Properties: {` + properties + `}}}]}}`
	}
	for _, c := range []struct {
		name, revision, note string
		code                 events.ErrorCode
	}{
		{"the versions are one", resource("Name: api, Alias: live, CurrentVersion: 1, TargetVersion: 1"), "its target version is the current one", events.InvalidLambdaConfiguration},
		{"incomplete", resource("Name: api, Alias: live, CurrentVersion: 1"), "TargetVersion is missing", events.UnusableRevision},
		{"of hosts", "{appspec: {version: 0.0, os: linux}}", "Resources", events.UnusableRevision},
		{"a text that is no YAML", `{appspec: "a: [b"}`, "deployments of revision v will fail", events.UnusableRevision},
		{"a function that is not there", resource("Name: other, Alias: live, CurrentVersion: 1, TargetVersion: 2"), `there is no function "other"`, events.InvalidLambdaFunction},
		{"gone", "{missing: true}", "", events.RevisionMissing},
	} {
		text := frame + c.revision + "}\ntimeline: [{at: 0s, createDeployment: {applicationName: a, deploymentGroupName: g, revision: v}}]\n"
		_, setup, found := (&Source{Name: "s.yaml", Text: []byte(text)}).Compile()
		if setup == nil || !strings.Contains(found.Error(), c.note) {
			t.Errorf("CD-9.14: %s: no note like %q in %v", c.name, c.note, found)
			continue
		}
		w := sim.New(setup)
		if err := w.Run(); err != nil {
			t.Fatal(err)
		}
		if d, _ := w.Deployment(1); d.Status != events.DeploymentFailed || d.Code != c.code || len(w.Deployments()) != 1 {
			t.Errorf("CD-9.14: %s: %v with %v, want %v", c.name, d.Status, d.Code, c.code)
		}
	}
}

// Expectations of traffic that are wrong fail in their lines.
func TestTrafficExpectationsThatFail(t *testing.T) {
	text := string(read(t, "every-word-shifting.yaml"))
	text = text[:strings.Index(text, "\nexpect:")] + `
expect:
  - {deployment: 1, share: 10} # deployment 1: share is 0, expected 10
  - {deployment: 1, events: {BeforeAllowTraffic: Succeeded}} # BeforeAllowTraffic is Failed, expected Succeeded
  - {deployment: 1, events: {Install: Succeeded}} # Install is absent, expected Succeeded
  - {traffic: api:live, shares: {1: 100}} # api:live: share of 1 is 0, expected 100; share of others is 100, expected 0
  - {traffic: main:web, healthyTasks: 4} # main:web: healthyTasks is 6, expected 4
`
	s, w := run(t, "shifting.yaml", []byte(text))
	v := Check(s, w, w.Pace())
	for i, line := range strings.Split(text, "\n") {
		_, wanted, marked := strings.Cut(line, " # ")
		for part := range strings.SplitSeq(wanted, "; ") {
			if marked && !slices.ContainsFunc(v.Failures, func(f Failure) bool { return f.Pos.Line == i+1 && strings.Contains(f.String(), part) }) {
				t.Errorf("line %d: no failure like %q in %v", i+1, part, v.Failures)
			}
		}
	}
	if v.Failed != 5 {
		t.Errorf("%d failed, want 5", v.Failed)
	}
}

// Whatever an AppSpec says, a deployment of it ends, and the traffic of every
// alias and service adds up.
func FuzzShifting(f *testing.F) {
	text, _, _ := strings.Cut(string(read(f, "every-word-shifting.yaml")), "\nexpect:")
	for _, entry := range Library() {
		src, _ := Load(entry.Name)
		s, _ := Decode(entry.Name, src.Text)
		for i := range s.Revisions {
			if n := s.Revisions[i].AppSpec.Node; n != nil && n.Kind == source.Mapping && s.Functions != nil {
				f.Add(string(source.Write(n)), "0.1", int64(3), false)
			}
		}
	}
	f.Add("{Resources: [{a: {Type: AWS::ECS::Service, Properties: {TaskDefinition: x, LoadBalancerInfo: {ContainerName: c, ContainerPort: 1}}}}]}", "0.99", int64(0), true)
	f.Fuzz(func(t *testing.T, spec, weight string, minutes int64, ecs bool) {
		s, found := Decode("s.yaml", []byte(text))
		if found.HasErrors() {
			t.Fatal(found)
		}
		which := 0
		if ecs {
			which = 1
		}
		s.Revisions[which].AppSpec.Node = source.Str(spec)
		var w Weight
		d := &decoder{source.NewReader()}
		w.readNode(d, source.Str(weight))
		if ok := w >= 1 && w <= 99; ok == d.Diagnostics().HasErrors() {
			t.Fatalf("the weight %q is %d", weight, w)
		} else if again := w.node(); ok && again.Text != weight && again.Text+"0" != weight {
			t.Fatalf("the weight %q is printed as %q", weight, again.Text)
		}
		s.DeploymentConfigs[0].TrafficRoutingConfig.TimeBasedLinear.LinearInterval = max(1, minutes%2880)
		setup, _ := Build(s, nil)
		if setup == nil {
			return
		}
		ends(t, sim.New(setup))
	})
}

// ends runs a world and looks at its deployments and its traffic.
func ends(t *testing.T, w *sim.World) {
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	for _, d := range w.Deployments() {
		if !d.Status.Final() {
			t.Fatalf("deployment %d is %v", d.Number, d.Status)
		}
	}
	for _, x := range w.Splits() {
		sum := 0
		for _, v := range x.Shares {
			sum += v.Share
		}
		if sum != 100 {
			t.Fatalf("%s has %d%% in all", x.What, sum)
		}
	}
}
