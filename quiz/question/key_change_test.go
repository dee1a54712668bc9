package question_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/awsjson"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// changedKeys is, for the kinds about files and about other runs than the one
// of the case, the key that printed runs give. What is changed is changed in
// the text of the scenario.
var changedKeys = map[string]func(*testing.T, witness, *question.Item) string{
	"file-state": func(t *testing.T, w witness, it *question.Item) string {
		return strings.Join(w.filesOn(t, it), " | ")
	},
	"minimal-fix": func(t *testing.T, w witness, it *question.Item) string {
		return onlyOption(it, func(text string) bool {
			other := w.changed(t, text, &codedeploy.AWS)
			fewest, _ := strconv.Atoi(other.fewest())
			return other.one.DeploymentInfo.Status == "Succeeded" && (it.Subject.Record == 0 || fewest >= it.Subject.Record)
		})
	},
	"find-the-setting": func(t *testing.T, w witness, it *question.Item) string {
		seen := map[string]bool{}
		return onlyOption(it, func(text string) bool {
			went := w.changed(t, "the configuration is "+text, &codedeploy.AWS).course()
			if seen[went] {
				t.Errorf("%s: two options make it go so: %s", it.ID(), went)
			}
			seen[went] = true
			return it.Own[0] == "With another configuration deployment 1 started so: "+went+"."
		})
	},
	"find-the-mistake": func(t *testing.T, w witness, it *question.Item) string { return w.mistake(t, it) },
	"which-scenario-discriminates": func(t *testing.T, w witness, it *question.Item) string {
		return onlyOption(it, func(text string) bool {
			return w.changed(t, text, &codedeploy.AWS).story(t) != w.changed(t, text, under(it.Subject.Name)).story(t)
		})
	},
	"you-are-the-service": func(_ *testing.T, w witness, it *question.Item) string { return w.next(it) },
	"kill-the-mutant": func(t *testing.T, w witness, it *question.Item) string {
		wrong := w.changed(t, "", under(it.Subject.Name))
		return onlyOption(it, func(text string) bool { return w.holds(t, it, text) && !wrong.holds(t, it, text) })
	},
	"counterfactual": func(t *testing.T, w witness, it *question.Item) string {
		_, text, _ := strings.Cut(it.Ask, "otherwise: ")
		text, _, _ = strings.Cut(text, ". What would")
		return w.changed(t, text, &codedeploy.AWS).outcome()
	},
}

// onlyOption is the one option for which something holds; all of them if that
// is not one.
func onlyOption(it *question.Item, holds func(text string) bool) string {
	var list []string
	for _, o := range it.Choices {
		if holds(o.Text) {
			list = append(list, o.Text)
		}
	}
	return strings.Join(list, " and ")
}

// under are the decisions of AWS with those of a misconception.
func under(id string) *codedeploy.Decisions {
	i := slices.IndexFunc(codedeploy.Mutants, func(m codedeploy.Mutant) bool { return m.ID == id })
	return codedeploy.Mutants[i].Under()
}

// filesOn are the printed files of a host in the words of the question.
func (w witness) filesOn(t *testing.T, it *question.Item) (list []string) {
	i := slices.IndexFunc(w.doc.Instances, func(in awsjson.Instance) bool { return in.Name == it.Subject.Host })
	for _, f := range w.doc.Instances[i].Files {
		from := "of " + f.From
		if f.From == "scenario" {
			from = "put by hand"
		}
		name := path.Base(f.Path) + " " + from
		if !slices.Contains(it.Things, name) {
			t.Errorf("%s: %s is not in the list", it.ID(), name)
		}
		list = append(list, name)
	}
	slices.SortFunc(list, func(x, y string) int { return slices.Index(it.Things, x) - slices.Index(it.Things, y) })
	return list
}

// course tells the printed run as find-the-setting tells it.
func (w witness) course() string {
	var parts, names []string
	rows := w.starts()
	for i, r := range rows {
		names = append(names, w.world.Subject(r))
		if i+1 == len(rows) || rows[i+1].At != r.At {
			parts, names = append(parts, r.At.String()+" "+inARow(names)), nil
		}
	}
	one, _ := w.world.Deployment(1)
	return strings.Join(append(parts, one.Ended.String()+" "+w.outcome()), "; ")
}

// inARow writes hosts of one name as the question does.
func inARow(names []string) string {
	number := func(name string) int { n, _ := strconv.Atoi(name[strings.LastIndexByte(name, '-')+1:]); return n }
	var parts []string
	for from := 0; from < len(names); {
		to := from
		for to+1 < len(names) && number(names[to+1]) == number(names[to])+1 {
			to++
		}
		if to-from >= 2 {
			parts, from = append(parts, names[from]+" to "+names[to]), to+1
			continue
		}
		parts, from = append(parts, names[from]), from+1
	}
	return orNone(strings.Join(parts, ", "))
}

// outcome tells what GetDeployment prints.
func (w witness) outcome() string {
	info := w.one.DeploymentInfo
	o, rolled := info.DeploymentOverview, "not rolled back"
	if info.RollbackInfo != nil && info.RollbackInfo.RollbackDeploymentID != "" {
		rolled = "rolled back"
	}
	return fmt.Sprintf("%s: %d succeeded, %d failed, %d skipped; %s", info.Status, o["Succeeded"], o["Failed"], o["Skipped"], rolled)
}

// texts are the records of a run with their times.
func (w witness) texts() (list []string) {
	for _, r := range w.world.Journal().Records() {
		text := r.At.String() + " " + w.world.Subject(r) + ": " + w.world.Describe(r)
		if r.Kind == events.EventStarted && r.B >= 0 {
			text += ", with the scripts of " + w.world.DeploymentAt(int32(r.B)).RevisionName
		}
		list = append(list, text)
	}
	return list
}

// story is all that is printed of a run, and its records.
func (w witness) story(t *testing.T) string {
	text, err := json.Marshal(w.doc.Deployments)
	if err != nil {
		t.Fatal(err)
	}
	return string(text) + strings.Join(w.texts(), "\n")
}

// mistake is the first of the records shown that the true run does not have
// there, once it was seen that a misconception writes them all, and that what
// comes before is true.
func (w witness) mistake(t *testing.T, it *question.Item) string {
	truth, wrong := w.texts(), w.changed(t, "", under(it.Subject.Name)).texts()
	at := it.Subject.Record
	if !slices.Equal(truth[:at], wrong[:at]) {
		return "what comes before is wrong already"
	}
	for i, text := range it.Own {
		if text != fmt.Sprintf("(%d) %s", i+1, wrong[at+i]) {
			return "not what " + it.Subject.Name + " writes: " + text
		}
	}
	for i := range it.Own {
		if at+i >= len(truth) || wrong[at+i] != truth[at+i] {
			return strconv.Itoa(i + 1)
		}
	}
	return "none"
}

// next is the step that the journal of the true run tells at a moment.
func (w witness) next(it *question.Item) string {
	for _, r := range w.world.Journal().Records()[it.Subject.Record:] {
		if r.At > it.Subject.At {
			break
		}
		switch subject := w.world.Subject(r); {
		case r.Kind == events.DeploymentBegun:
			return "begin"
		case r.Kind == events.TargetStarted:
			return "deploy " + subject
		case r.Kind == events.DeploymentStopping:
			return "stop"
		case r.Kind == events.DeploymentEnded:
			return "end " + events.Record(r).Status().String()
		case r.Kind == events.TargetPassedOver && !w.skippedBefore(it):
			return "skip"
		case r.Kind == events.DeploymentMade && events.Creator(r.B) == events.ByRollback:
			return "rollback " + w.world.DeploymentAt(int32(events.Record(r).Index())).RevisionName
		}
	}
	return "wait"
}

// skippedBefore says whether the rest is being skipped when an item asks.
func (w witness) skippedBefore(it *question.Item) bool {
	r := w.world.Journal().Records()[it.Subject.Record-1]
	return r.Kind == events.TargetPassedOver && r.At == it.Subject.At
}

// holds says whether a statement holds of the printed run.
func (w witness) holds(t *testing.T, it *question.Item, text string) bool {
	by := func(kind string) string { return recompute[kind](t, w, it) }
	for _, p := range []struct{ begins, is string }{
		{"deployment 1 ends ", by("final-status")},
		{"deployment 1 skips exactly ", by("skipped-count")},
		{"the first to be deployed to is ", append(w.order(), "none")[0]},
		{"the minimum comes to ", by("mhh-number") + " in whole instances"},
		{"when all is over ", by("healthy-after") + " are Healthy"},
		{"never fewer than ", w.fewest() + " are left alone, and at some moment exactly " + w.fewest()},
		{"deployment 1 succeeds exactly on ", inARow(strings.FieldsFunc(by("succeeded-set"), func(r rune) bool { return r == ' ' || r == '|' }))},
		{"in the end there lie ", w.lying()},
		{"deployment 1 is ", strings.TrimPrefix(w.outcome()[strings.Index(w.outcome(), "; ")+2:], " ")},
	} {
		if said, ok := strings.CutPrefix(text, p.begins); ok {
			return said == p.is
		}
	}
	t.Fatalf("%s: nobody knows whether %q holds", it.ID(), text)
	return false
}

// lying tells which revisions lie on the targets, as the question does.
func (w witness) lying() string {
	var revisions []string
	on := map[string][]string{}
	for _, in := range w.doc.Instances {
		if w.target(in.Name) == nil {
			continue
		}
		revision := orNone(in.Revision)
		if on[revision] == nil {
			revisions = append(revisions, revision)
		}
		on[revision] = append(on[revision], in.Name)
	}
	for i, r := range revisions {
		revisions[i] = inARow(on[r]) + ": " + r
	}
	return strings.Join(revisions, "; ")
}

// Keys of the kinds about files and changes hold in bundled scenarios too.
func TestKeysOfLibrary(t *testing.T) {
	checked := 0
	for _, e := range scenarios.Library() {
		src, err := scenarios.Load(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := question.Compile(src)
		if errors.Is(err, question.ErrUntold) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		scenario, setup, _ := src.Compile()
		w := played(t, src, scenario, setup, &codedeploy.AWS)
		for _, k := range question.Kinds {
			again, ok := changedKeys[k.Name]
			if !ok {
				continue
			}
			for _, it := range question.Generate(c, 3, 6, k) {
				if got, want := strings.Join(it.Key(), " | "), again(t, w, it); got != want {
					t.Errorf("%s: key %q, recomputed %q\n%s", it.ID(), got, want, strings.Join(it.Stem(), "\n"))
				}
				checked++
			}
		}
	}
	if checked < 200 {
		t.Errorf("%d keys checked", checked)
	}
}
