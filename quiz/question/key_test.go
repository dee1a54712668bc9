package question_test

import (
	"fmt"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/awsjson"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// witness is a run of the text of a scenario, seen through what the program
// prints and what the journal holds: a path to the keys beside the answer
// functions.
type witness struct {
	world *sim.World
	doc   awsjson.Document
	one   awsjson.Deployment
	src   *scenarios.Source
}

func witnessOf(t *testing.T, name string) witness {
	src, ok := question.PracticeSource(name)
	if !ok {
		t.Fatalf("%s is no practice scenario", name)
	}
	scenario, setup, found := src.Compile()
	if setup == nil {
		t.Fatalf("%s: %v", name, found)
	}
	return played(t, src, scenario, setup, &codedeploy.AWS)
}

// played is a run of a setup under some decisions.
func played(t *testing.T, src *scenarios.Source, scenario *scenarios.Scenario, setup *sim.Setup, d *codedeploy.Decisions) witness {
	w := sim.NewUnder(setup, d)
	w.Journal().SetLevel(kernel.All)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	doc := awsjson.Run(w, scenario, scenarios.Verdict{})
	return witness{w, doc, doc.Deployments[0], src}
}

// items is how many items are recomputed: 2,000, or REHEARSE_ITEMS of them.
func items(t *testing.T) int {
	text := os.Getenv("REHEARSE_ITEMS")
	if text == "" {
		return 2000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// portion is how many items are recomputed at once, so that their runs fit into
// memory.
const portion = 2000

// slow are the kinds that few drawn scenarios are asked about.
var slow = slices.DeleteFunc(slices.Clone(question.Kinds), func(k *question.Kind) bool { return !k.Deep && k.Number < 26 })

// Every key is what the printed run says.
func TestKeysRecomputed(t *testing.T) {
	checked, all, wrong := map[string]int{}, 0, 0
	for seed, left := uint64(1), items(t); left > 0; seed, left = seed+1, left-portion {
		list := drawn(t, seed, min(left, portion))
		list = append(list, drawn(t, seed, 1+len(list)/10, slow...)...)
		all += len(list)
		var w witness
		for i, it := range list {
			if i == 0 || it.Case.Name != list[i-1].Case.Name {
				w = witnessOf(t, it.Case.Name)
			}
			again, ok := recompute[it.Kind.Name]
			if !ok {
				again = changedKeys[it.Kind.Name]
			}
			want := again(t, w, it)
			if got := strings.Join(it.Key(), " | "); got != want {
				wrong++
				t.Errorf("%s: key %q, recomputed %q\n%s", it.ID(), got, want, strings.Join(it.Stem(), "\n"))
			}
			checked[it.Kind.Name]++
		}
	}
	t.Logf("%d wrong keys among %d: %v", wrong, all, checked)
	for _, k := range question.Kinds {
		if checked[k.Name] == 0 {
			t.Errorf("no item of kind %s among %d", k.Name, all)
		}
	}
}

// recompute is, by kind, the key that a printed run gives.
var recompute = map[string]func(*testing.T, witness, *question.Item) string{
	"final-status": func(_ *testing.T, w witness, _ *question.Item) string { return w.one.DeploymentInfo.Status },
	"status-reason": func(_ *testing.T, w witness, _ *question.Item) string {
		return w.one.DeploymentInfo.ErrorInformation.Code
	},
	"first-target":  func(_ *testing.T, w witness, _ *question.Item) string { return w.order()[0] },
	"attempt-order": func(_ *testing.T, w witness, _ *question.Item) string { return strings.Join(w.order(), " | ") },
	"batch-sizes":   func(_ *testing.T, w witness, _ *question.Item) string { return w.batches() },
	"touched-set": func(_ *testing.T, w witness, _ *question.Item) string {
		return w.targets(func(t *awsjson.InstanceTarget) bool { return t.Status != "Skipped" })
	},
	"succeeded-set": func(_ *testing.T, w witness, _ *question.Item) string {
		return w.targets(func(t *awsjson.InstanceTarget) bool { return t.Status == "Succeeded" })
	},
	"skipped-count": func(_ *testing.T, w witness, _ *question.Item) string {
		return strconv.Itoa(w.one.DeploymentInfo.DeploymentOverview["Skipped"])
	},
	"healthy-after": func(_ *testing.T, w witness, _ *question.Item) string {
		n := 0
		for _, in := range w.doc.Instances {
			n += strings.Count(in.InstanceHealth, "Healthy")
		}
		return strconv.Itoa(n)
	},
	"healthy-minimum": func(_ *testing.T, w witness, _ *question.Item) string { return w.fewest() },
	"mhh-number": func(_ *testing.T, w witness, _ *question.Item) string {
		return strconv.Itoa(w.one.Plan.MinimumHealthyHosts)
	},
	"max-failures": func(t *testing.T, w witness, _ *question.Item) string { return w.mostFailures(t) },
	"revision-map": func(_ *testing.T, w witness, it *question.Item) string {
		var list []string
		for _, in := range w.doc.Instances {
			if w.target(in.Name) != nil {
				list = append(list, in.Name+"="+orNone(in.Revision))
			}
		}
		return strings.Join(list, " | ")
	},
	"rollback-happens": func(_ *testing.T, w witness, it *question.Item) string { return w.rollback(it) },
	"rollback-id": func(_ *testing.T, w witness, _ *question.Item) string {
		if info := w.one.DeploymentInfo; info.RollbackInfo.RollbackDeploymentID != info.DeploymentID {
			return "new | " + info.Status
		}
		return "same"
	},
	"rollback-target": func(_ *testing.T, w witness, _ *question.Item) string {
		for _, d := range w.doc.Deployments {
			if d.DeploymentInfo.DeploymentID == w.one.DeploymentInfo.RollbackInfo.RollbackDeploymentID {
				return strings.TrimSuffix(d.DeploymentInfo.Revision.S3Location.Key, "."+d.DeploymentInfo.Revision.S3Location.BundleType)
			}
		}
		return "no rollback"
	},
	"hook-sequence": func(_ *testing.T, w witness, it *question.Item) string {
		var list []string
		for _, e := range w.target(it.Subject.Host).LifecycleEvents {
			if e.StartTime != "" {
				list = append(list, e.LifecycleEventName)
			}
		}
		return strings.Join(list, " | ")
	},
	"hook-stop": func(_ *testing.T, w witness, it *question.Item) string {
		for _, e := range w.target(it.Subject.Host).LifecycleEvents {
			if e.Status == "Failed" {
				return e.LifecycleEventName
			}
		}
		return "none"
	},
	"script-origin": func(_ *testing.T, w witness, it *question.Item) string {
		for _, e := range w.target(it.Subject.Host).LifecycleEvents {
			if e.LifecycleEventName == it.Subject.Event.String() && len(e.Scripts) > 0 {
				return e.Scripts[0].Revision
			}
		}
		return "not run"
	},
	"ran-or-not": func(_ *testing.T, w witness, it *question.Item) string {
		var list []string
		for _, e := range w.target(it.Subject.Host).LifecycleEvents {
			for _, s := range e.Scripts {
				list = append(list, e.LifecycleEventName+" "+s.Location+" of "+s.Revision)
			}
		}
		return strings.Join(list, " | ")
	},
	"traffic-at": func(_ *testing.T, w witness, it *question.Item) string { return w.shareAt(it.Subject.At) },
	"elapsed": func(t *testing.T, w witness, _ *question.Item) string {
		from, to := instant(t, w.one.DeploymentInfo.CreateTime), instant(t, w.one.DeploymentInfo.CompleteTime)
		return kernel.Time(to.Sub(from).Milliseconds()).String()
	},
	"next-event": func(_ *testing.T, w witness, it *question.Item) string {
		r := w.world.Journal().Records()[it.Subject.Record]
		text := w.world.Subject(r) + ": " + w.world.Describe(r)
		if r.Kind == events.EventStarted && r.B >= 0 {
			text += ", with the scripts of " + w.world.DeploymentAt(int32(r.B)).RevisionName
		}
		return text
	},
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

func instant(t *testing.T, text string) time.Time {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// target is the printed target of a host.
func (w witness) target(host string) *awsjson.InstanceTarget {
	for _, t := range w.one.DeploymentTargets {
		if t.InstanceTarget != nil && t.InstanceTarget.Name == host {
			return t.InstanceTarget
		}
	}
	return nil
}

// targets are the hosts whose printed target is of some sort, in the order of
// the scenario.
func (w witness) targets(holds func(*awsjson.InstanceTarget) bool) string {
	var list []string
	for _, in := range w.doc.Instances {
		if t := w.target(in.Name); t != nil && holds(t) {
			list = append(list, in.Name)
		}
	}
	return strings.Join(list, " | ")
}

// starts are the records that say that a target of deployment 1 has started.
func (w witness) starts() (rows []kernel.Record) {
	one, _ := w.world.Deployment(1)
	for _, r := range w.world.Journal().Records() {
		if i := events.Record(r).Index(); r.Kind == events.TargetStarted && i >= one.FirstTarget && i < one.FirstTarget+uint32(one.Targets) {
			rows = append(rows, r)
		}
	}
	return rows
}

func (w witness) order() (names []string) {
	for _, r := range w.starts() {
		names = append(names, w.world.Subject(r))
	}
	return names
}

// batches are how many targets start at each instant at which any does.
func (w witness) batches() string {
	count := map[kernel.Time]int{}
	var at []kernel.Time
	for _, r := range w.starts() {
		if count[r.At] == 0 {
			at = append(at, r.At)
		}
		count[r.At]++
	}
	var list []string
	for _, t := range at {
		list = append(list, strconv.Itoa(count[t]))
	}
	return strings.Join(list, " | ")
}

// fewest is the smallest number of targets that neither are in progress nor
// have failed at the end of an instant.
func (w witness) fewest() string {
	change := map[kernel.Time]int{}
	one, _ := w.world.Deployment(1)
	for _, r := range w.world.Journal().Records() {
		if i := events.Record(r).Index(); events.Record(r).SubjectKind() != events.Target || i < one.FirstTarget || i >= one.FirstTarget+uint32(one.Targets) {
			continue
		}
		switch {
		case r.Kind == events.TargetStarted:
			change[r.At]--
		case r.Kind == events.TargetEnded && events.Record(r).TargetStatus() == events.TargetSucceeded:
			change[r.At]++
		}
	}
	times := []int{}
	for at := range change {
		times = append(times, int(at))
	}
	sort.Ints(times)
	now, least := one.Targets, one.Targets
	for _, at := range times {
		now += change[kernel.Time(at)]
		least = min(least, now)
	}
	return strconv.Itoa(least)
}

// mostFailures tries, in the text of the scenario, one host more each time.
func (w witness) mostFailures(t *testing.T) string {
	order := w.order()
	for n := 1; n <= len(order); n++ {
		scenario, _, _ := w.src.Compile()
		call := scenario.Timeline[0].CreateDeployment
		at := slices.IndexFunc(scenario.Revisions, func(r scenarios.Revision) bool { return r.Name.Text == call.Revision.Text })
		first := int64(1)
		plan := scenarios.EventOutcome{On: scenarios.Names(order[:n]...), Deployment: &first, Fails: true}
		scenario.Revisions[at].Events = []scenarios.EventPlan{{Event: "Install", Plans: []scenarios.EventOutcome{plan}}}
		setup, found := scenarios.Build(scenario, w.src.Files)
		if setup == nil {
			t.Fatal(found)
		}
		world := sim.New(setup)
		if err := world.Run(); err != nil {
			t.Fatal(err)
		}
		if d, _ := world.Deployment(1); d.Skipped > 0 {
			return strconv.Itoa(n - 1)
		}
	}
	return strconv.Itoa(len(order))
}

// rollback says what GetDeployment says about a rollback; the reason is checked
// against status and settings, and then taken from the key.
func (w witness) rollback(it *question.Item) string {
	info, reason := w.one.DeploymentInfo, it.Key()[1]
	word := map[string]string{"Succeeded": "succeeded", "Failed": "failed", "Stopped": "stopped"}[info.Status]
	made := info.RollbackInfo != nil && info.RollbackInfo.RollbackDeploymentID != ""
	answer := "no"
	if made {
		answer = "yes"
	}
	off := strings.Contains(reason, "not enabled")
	if !strings.Contains(reason, word) || off != (!made && !info.AutoRollbackConfiguration.Enabled && info.Status != "Succeeded") && !strings.Contains(reason, "ever") {
		return fmt.Sprintf("%s, but not %q: %s, rollback %+v", answer, reason, info.Status, info.AutoRollbackConfiguration)
	}
	return answer + " | " + reason
}

// shareAt is the share of the new version in the printed shifts, some time
// after AllowTraffic has begun.
func (w witness) shareAt(after kernel.Time) string {
	one, _ := w.world.Deployment(1)
	from, share := kernel.Time(-1), int64(0)
	for _, r := range w.world.Journal().Records() {
		rec := events.Record(r)
		if rec.SubjectKind() != events.Target || rec.Index() != one.FirstTarget {
			continue
		}
		switch {
		case r.Kind == events.EventStarted && rec.LifecycleEvent() == events.AllowTraffic:
			from = r.At
		case r.Kind == events.TrafficShifted && r.At <= from+after:
			share = r.A
		}
	}
	return strconv.FormatInt(share, 10)
}
