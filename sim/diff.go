package sim

import (
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Parting is where two runs part: the places in their journals of the first
// records that differ. Equal says that they do not.
type Parting struct {
	Equal bool
	At    int    // index of the record in both journals; one of them may end there
	A, B  string // what differs where the records themselves are alike
}

// Diff finds where two runs, both journaled at level all, part: in what
// happens, or else in its words, or else in the files that are there in the
// end. That deployments have other ids counts only if nothing else differs.
func Diff(a, b *World) Parting {
	x, y := a.Journal().Records(), b.Journal().Records()
	p := diffRecords(x, y)
	if p.At < len(x) && p.At < len(y) && x[p.At].Kind != events.DeploymentMade || len(x) != len(y) {
		return p
	}
	if words := diffWords(a, b); !words.Equal {
		return words
	}
	if files := diffFiles(a, b); !files.Equal {
		return files
	}
	return p
}

func diffRecords(a, b []kernel.Record) Parting {
	n := min(len(a), len(b))
	renamed := -1
	for i := range n {
		x, y := a[i], b[i]
		if x.Kind == events.DeploymentMade && x.A != y.A {
			y.A = x.A
			if renamed < 0 {
				renamed = i
			}
		}
		if x != y {
			return Parting{At: i}
		}
	}
	if len(a) == len(b) && renamed >= 0 {
		return Parting{At: renamed}
	}
	return Parting{Equal: len(a) == len(b), At: n}
}

// diffWords compares what the records of two journals of one length say.
func diffWords(a, b *World) Parting {
	wordsA, wordsB := words{a, map[uint32]int32{}}, words{b, map[uint32]int32{}}
	rows := b.Journal().Records()
	for i, r := range a.Journal().Records() {
		if x, y := wordsA.of(r), wordsB.of(rows[i]); x != y {
			return Parting{At: i, A: x, B: y}
		}
	}
	return Parting{Equal: true, At: len(rows)}
}

// words says records in words that hold for any id.
type words struct {
	w      *World
	source map[uint32]int32 // whose scripts the event of a target runs
}

func (s words) of(r kernel.Record) string {
	rec := events.Record(r)
	switch r.Kind {
	case events.DeploymentMade:
		d := s.w.DeploymentAt(int32(rec.Index()))
		return d.Application + "/" + d.GroupName + ", " + d.ConfigName + ": " + s.w.Describe(r)
	case events.EventStarted:
		s.source[rec.Index()] = int32(r.B)
	case events.EventEnded:
		if rec.Outcome().Status == events.LifecycleFailed {
			return s.w.Subject(r) + ": " + s.message(rec)
		}
	}
	if rec.SubjectKind() == events.Deployment {
		return s.w.Describe(r)
	}
	return s.w.Subject(r) + ": " + s.w.Describe(r)
}

// message is that of an event that has failed; directories in it have ids.
func (s words) message(r events.Record) string {
	t := &Target{TargetInfo: s.w.deploy.Target(r.Index()), Index: r.Index()}
	e := &LifecycleEvent{Event: r.LifecycleEvent(), Outcome: r.Outcome(), ExitCode: r.ExitCode(), Source: s.source[r.Index()]}
	if e.Outcome.Code == events.ScriptMissing {
		return s.w.FailedScript(e).Location + " is missing"
	}
	return s.w.Message(t, e)
}

// diffFiles compares the files of hosts in the end.
func diffFiles(a, b *World) Parting {
	if x, y := a.standing(), b.standing(); x != y {
		return Parting{At: len(a.Journal().Records()), A: "in the end " + x, B: "in the end " + y}
	}
	for i := range uint32(min(a.fleet.Len(), b.fleet.Len())) {
		if x, y := a.files(i), b.files(i); x != y {
			return Parting{At: len(a.Journal().Records()), A: a.fleet.Name(i) + " has in the end " + x, B: b.fleet.Name(i) + " has in the end " + y}
		}
	}
	return Parting{Equal: true}
}

// files lists the files of instance i with their revisions.
func (w *World) files(i uint32) string {
	var list []string
	for _, f := range w.fleet.Files(w.fleet.Disk(i)) {
		from := ""
		if f.From >= 0 {
			from = " of " + w.setup.CodeDeploy.Revisions[f.From].Name
		}
		list = append(list, f.Path+from)
	}
	return strings.Join(list, ", ")
}

// LedTo are the records that a record led to, directly or not, in order, at
// most limit of them.
func LedTo(rows []kernel.Record, no kernel.RecordNo, limit int) (list []kernel.Record) {
	from := map[kernel.RecordNo]bool{no: true}
	for _, r := range rows {
		if r.No > no && from[r.Cause] {
			from[r.No] = true
			if len(list) < limit {
				list = append(list, r)
			}
		}
	}
	return list
}
