package property

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// setup is v2 deployed half at a time to six hosts in three zones that have v1.
func setup(mutate ...func(*sim.Setup)) *sim.Setup {
	spec := codedeploy.AppSpec{OS: "linux"}
	spec.Hooks[events.ValidateService] = []codedeploy.Script{{Location: "check.sh", Timeout: 60}}
	s := &sim.Setup{
		Seed: 7,
		Fleet: fleet.Setup{Groups: []fleet.Group{{Name: "web", Count: 6, Numbered: true, InstanceProfile: true, DiskFree: -1,
			Zones: []string{"a", "b", "c"}, Tags: []fleet.Tag{{Key: "Env", Value: "prod"}}}}},
		CodeDeploy: codedeploy.Setup{
			Agents:       []codedeploy.AgentSetup{{PickupDelay: kernel.Second, MaxRevisions: 5}},
			Applications: []codedeploy.Application{{Name: "shop"}},
			Groups: []codedeploy.Group{{Name: "prod", Settings: codedeploy.Settings{
				Config: 1, EC2Tags: [][]fleet.TagFilter{{{Key: "Env", Value: "prod"}}},
				Rollback: codedeploy.AutoRollback{Enabled: true, OnFailure: true}}}},
			Configs:   codedeploy.Predefined,
			Revisions: []codedeploy.Revision{{Name: "v1", Inline: true, AppSpec: spec}, {Name: "v2", Inline: true, AppSpec: spec}},
			History:   []codedeploy.Past{{Group: 0, Revision: 0}},
		},
		Inputs: []sim.Input{{Call: &codedeploy.Call{Op: codedeploy.OpCreateDeployment, Create: codedeploy.CreateDeployment{
			Group: 0, Revision: 1, Config: codedeploy.None}}}},
	}
	for _, m := range mutate {
		m(s)
	}
	return s
}

// failing lets v2 fail on so many hosts.
func failing(hosts ...uint32) func(*sim.Setup) {
	return func(s *sim.Setup) {
		slices.Sort(hosts)
		s.CodeDeploy.Revisions[1].Scripts = []codedeploy.ScriptBehaviour{{Who: codedeploy.Who{Hosts: append([]uint32{}, hosts...)}, Location: "check.sh", Exit: 1}}
	}
}

func terminating(at kernel.Time, hosts ...uint32) func(*sim.Setup) {
	return func(s *sim.Setup) {
		s.Inputs = append(s.Inputs, sim.Input{When: sim.When{Plus: at}, Fault: &fleet.Fault{Kind: fleet.Terminate, Instances: hosts}})
	}
}

func ask(t testing.TB, text string) *Property {
	t.Helper()
	p, err := Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return p
}

func verdict(t *testing.T, s *sim.Setup, text string) (Verdict, *Watch) {
	t.Helper()
	x, verdicts, err := Run(sim.New(s), []*Property{ask(t, text)})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return verdicts[0], x
}

// What runs come to, by what is claimed of them.
func TestVerdicts(t *testing.T) {
	fine, failed, dead := setup(), setup(failing(0, 1, 2)), setup(terminating(5*kernel.Second, 5))
	for _, c := range []struct {
		name  string
		setup *sim.Setup
		text  string
		want  Verdict
	}{
		{"half of six (CD-2.3)", fine, "always offline <= 3", Held},
		{"and no fewer", fine, "sometimes offline == 3", Held},
		{"not two", fine, "max-offline=2", Violated},
		{"the budget (CD-2.7)", failed, "minimum-healthy", Held},
		{"without a load balancer all serve on (CD-7.4)", fine, "always inService == hosts and outOfService == 0", Held},
		{"a host that dies serves no more", dead, "min-in-service=100%", Violated},
		{"five of six are 83 per cent", dead, "min-in-service=83%", Held},
		{"five are more than four", dead, "min-in-service=5", Held},
		{"one dies", dead, "eventually hosts == hostsAtStart - 1 and count(instances) == 6 and count(instances, terminated) == 1", Held},
		{"which one", dead, `eventually all(instances, terminated == (name == "web-6"))`, Held},
		{"whoever a group selects, dead or alive (CD-10.2)", dead, `atEnd count(instances, memberOf == "shop/prod") == 6 and none(instances, memberOf == "shop/api") and all(instances, memberOf != "prod")`, Held},
		{"nothing is rolled back", fine, "last-good-at-end", Vacuous},
		{"a rollback leaves all on v1 (CD-5.3)", failed, "last-good-at-end", Held},
		{"which is v1", failed, `atEnd all(instances, revision == "v1" and health == "Healthy" and revisionHealth == "Current")`, Held},
		{"it was v2 for a while", failed, `sometimes any(instances, revision == "v2")`, Held},
		{"two deployments", failed, "atEnd count(deployments) == 2 and rollbacks == 1", Held},
		{"who made them (CD-1.11)", failed, `atEnd all(deployments, isRollback == (creator == "codeDeployRollback") and isRollback != (creator == "user"))`, Held},
		{"three failed, three skipped (CD-2.8)", failed, `atEnd any(deployments, failed == 3 and skipped == 3 and code == "HEALTH_CONSTRAINTS" and planned == 6 and minimum == 3 and width == 3)`, Held},
		{"names", failed, `always all(deployments, application == "shop" and group == "prod" and config == "CodeDeployDefault.HalfAtATime" and revision != lastGood or isRollback or ended)`, Held},
		{"no rollback of a rollback (CD-5.7)", failed, "no-rollback-of-a-rollback", Held},
		{"a rollback is there to be seen", failed, "rollback-happens", Held},
		{"and is not there", fine, "rollback-happens", Vacuous},
		{"it succeeds", fine, "succeeds", Held},
		{"it does not", failed, "succeeds", Violated},
		{"failures roll back (CD-5.2)", failed, "failures-roll-back", Held},
		{"all zones at once", fine, "one-zone-at-a-time", Violated},
		{"mixed on the way", fine, "sometimes mixed", Held},
		{"not at the end (CD-4.3)", fine, "never-mixed-at-end", Held},
		{"somebody fails last (CD-2.10)", setup(failing(5)), "never-mixed-at-end", Held},
		{"within", fine, "eventually all(deployments, ended) and count(deployments) == 1 within 1h", Held},
		{"not so fast", fine, "eventually count(deployments, ended) == 1 within 1s", Violated},
		{"zones", fine, "sometimes count(instances, deploying) == 3 and zonesInProgress == 3", Held},
		{"durations", fine, "always all(deployments, created == 0s and duration <= now)", Held},
	} {
		if got, _ := verdict(t, c.setup, c.text); got != c.want {
			t.Errorf("%s: %s is %v, want %v", c.name, c.text, got, c.want)
		}
	}
}

// What has no answer says which part and when.
func TestUnanswered(t *testing.T) {
	for text, want := range map[string]string{
		"always 1 / (hosts - 6) == 1":                "at 0s `1 / (hosts - 6)` divides by zero",
		"never hosts > 6 or 10 % (3 - offline) == 5": "at 0s `10 % (3 - offline)` divides by zero",
		"always 9223372036854775807 + hosts > 0":     "at 0s `9223372036854775807 + hosts` is more than a number of 64 bits holds",
		"always hosts * 9223372036854775807 > 0":     "at 0s `hosts * 9223372036854775807` is more than a number of 64 bits holds",
		"always -9223372036854775807 - hosts > 0":    "at 0s `-9223372036854775807 - hosts` is more than a number of 64 bits holds",
	} {
		_, _, err := Run(sim.New(setup()), []*Property{ask(t, text)})
		var none *Unanswered
		if !errors.As(err, &none) || none.Error() != want {
			t.Errorf("%s: %v\nwant %s", text, err, want)
		}
	}
}

// crowd is a thousand hosts, to which v2 is deployed.
func crowd(t *testing.T) *sim.World {
	t.Helper()
	w := sim.New(setup(func(s *sim.Setup) { s.Fleet.Groups[0].Count = 1000 }))
	if err := w.RunUntil(5 * kernel.Second); err != nil {
		t.Fatal(err)
	}
	return w
}

// What a call asks nothing of is answered once for all of it, so that nesting
// alone costs nothing: a thousand hosts in twelve calls are ten to the 36th
// looks otherwise.
func TestNestedCalls(t *testing.T) {
	w := crowd(t)
	for text, want := range map[string]bool{
		strings.Repeat("all(instances, ", 8) + "not terminated" + strings.Repeat(")", 8):                                     true,
		strings.Repeat("all(instances, ", 8) + "deploying" + strings.Repeat(")", 8):                                          false,
		strings.Repeat("count(instances, ", 12) + "inService" + strings.Repeat(") == 1000", 12):                              true,
		"any(deployments, inProgress == count(instances, deploying) and not ended and all(instances, not terminated))":       true,
		"all(instances, any(deployments, all(instances, count(deployments, inService and not ended) == 1)))":                 true,
		"all(instances, any(deployments, all(instances, count(deployments, deploying) == 1) or count(instances) == number))": false,
	} {
		if yes, err := ask(t, "always "+text).Holds(w); yes != want || err != nil {
			t.Errorf("%s: %v, %v", text, yes, err)
		}
	}
}

// However deep a property looks, an answer comes, or that there is none.
func TestBoundOnLooks(t *testing.T) {
	each := "not terminated and not ended"
	text := each
	for range 4 {
		text = each + " and all(instances, " + each + " and all(deployments, " + text + "))"
	}
	_, err := ask(t, "always all(instances, all(deployments, "+text+"))").Holds(crowd(t))
	if err == nil || !strings.Contains(err.Error(), "looks at more elements than can be looked at") {
		t.Error(err)
	}
}

// Asking allocates nothing, whatever is asked.
func TestNothingIsAllocated(t *testing.T) {
	w := sim.New(setup(failing(0), terminating(3*kernel.Second, 4)))
	if err := w.RunUntil(5 * kernel.Second); err != nil {
		t.Fatal(err)
	}
	for _, b := range Builtins() {
		p := ask(t, b.Usage)
		if n := testing.AllocsPerRun(10, func() {
			if _, err := p.Step(w, new(State)); err != nil {
				t.Fatal(err)
			}
		}); n > 0 {
			t.Errorf("%s allocates %v times", b.Usage, n)
		}
	}
	for _, section := range Fields() {
		for i := range section.Fields {
			text := everyField(section.Of, &section.Fields[i])
			p := ask(t, text)
			if n := testing.AllocsPerRun(10, func() { _, _ = p.Holds(w) }); n > 0 {
				t.Errorf("%s allocates %v times", text, n)
			}
		}
	}
}

// everyField is a property that asks for a field and nothing else.
func everyField(of string, f *Field) string {
	condition := f.Name
	switch {
	case f.kind == number:
		condition += " >= 0"
	case f.kind == duration:
		condition += " >= 0s"
	case f.kind.words != nil:
		condition += ` != "` + f.kind.words[1] + `"`
	case f.kind != truth:
		condition += ` != "x"`
	}
	if of == world.name {
		return "always " + condition
	}
	return "always count(" + of + ", " + condition + ") >= 0"
}

// A claim about what hosts do, and nothing else, says nothing of a run without any, unless
// it breaks; one about anything else beside them does, and so does one about how many
// there are.
func TestClaimsWithoutHosts(t *testing.T) {
	empty := func(s *sim.Setup) { s.Fleet.Groups[0].Count = 0 }
	for text, want := range map[string]Verdict{
		"max-offline=1":                          Vacuous,
		"min-in-service=75%":                     Vacuous,
		"never-mixed-at-end":                     Vacuous,
		"never any(instances, terminated)":       Vacuous,
		"sometimes inService == 0":               Vacuous,
		"always inService >= 1":                  Violated,
		"never count(instances, true) > 0":       Vacuous,
		"always none(instances, hosts > 0)":      Vacuous,
		"always 2 * offline <= hosts":            Vacuous,
		"always all(instances, true)":            Vacuous,
		"always hosts == 0 -> offline == 0":      Vacuous,
		"always hosts > 0":                       Violated,
		"always any(instances, not terminated)":  Violated,
		"atEnd count(instances) == 1":            Violated,
		"eventually hosts > 3":                   Violated,
		"always hosts == 0":                      Held,
		"atEnd count(instances) == 0":            Held,
		"never hostsAtStart > 0":                 Held,
		"sometimes hosts == 0":                   Held,
		"always offline == 0 -> hosts == 0":      Held,
		"ends":                                   Held,
		"always offline <= 1 and running <= 1":   Held,
		"always count(deployments) <= 5":         Held,
		"always all(deployments, offline <= 10)": Vacuous,
		"minimum-healthy":                        Vacuous,
		"always none(deployments, count(instances, inService) > width)": Vacuous,
		"always all(deployments, offline <= planned)":                   Held,
		"always all(deployments, failed <= 1)":                          Held,
		`always none(deployments, revision == "v3")`:                    Held,
	} {
		_, got, err := Run(sim.New(setup(empty)), []*Property{ask(t, text)})
		if err != nil || got[0] != want {
			t.Errorf("%s: %v, %v; want %v", text, got, err, want)
		}
	}
}
