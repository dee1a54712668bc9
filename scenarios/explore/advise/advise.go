package advise

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/scenarios/property"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Options say what is wanted, and how far to search.
type Options struct {
	Group      string               // application/group; empty for the one to which the timeline deploys
	Keep       Keep                 // how many hosts the deployments are to leave alone
	Tolerate   int                  // all must hold with so many faults or fewer
	Kinds      []explore.Kind       // of the faults; explore.DefaultKinds if nil
	Properties []*property.Property // what must hold beside what always must
	States     int                  // an exhaustive search visits at most so many for one row; 300,000 if 0
	Runs       int                  // a random search, where that is not enough, makes so many; 2,000 if 0
	Seed       uint64               // of a random search
	Files      scenarios.Files      // where bundles are; nil if the scenario has none
	Workers    int                  // rows at once; the report is the same for any number
	Progress   func(done, of int)   // is told of each row, one after the other; may be nil
}

// MostHosts is up to how many hosts a group that is advised may have.
const MostHosts = 200

// Verdict is what is known of some settings.
type Verdict uint8

// The verdicts, the best first.
const (
	Holds    Verdict = iota // proved for as many faults as are to be tolerated
	Open                    // nothing breaks it, but the search was not complete
	Untested                // no run puts some property to the test: that is no pass
	Breaks                  // faults within the budget, or none, break something
)

var verdictNames = [...]string{"holds", "open", "untested", "breaks"}

// String is the verdict as it is printed.
func (v Verdict) String() string { return verdictNames[v] }

// Row is some settings, and what became of a deployment under them.
type Row struct {
	Settings
	Verdict   Verdict
	UpTo      int         // all holds with so many faults or fewer; -1 if not even without any
	AnyFaults bool        // there are no more, so that it holds for any number
	Runs      int         // of the random search, if there was one
	Why       string      // the exhaustive search was not complete
	Larger    bool        // it may be with more states
	InOrder   bool        // of the orders in which equals start only that of the scenario was looked at (CD-2.15)
	Took      kernel.Time // of the undisturbed deployment, from created to completed, and of its rollback; of several the longest
	Stopped   bool        // by an alarm, even so
	Worst     kernel.Time // the longest of these that was seen with up to as many faults, where work takes as long as in the scenario
	Longest   *Case       // that run, if faults make it longer and a scenario can show it
	AtLimits  kernel.Time // the longest that was seen where work, too, takes up to its limit, as it may in a proof (CD-4.7, CD-4.8)
	Latest    *Case       // that run; the same
	Exceeds   bool        // so late deployments run into their time limit, of which a proof knows nothing (CD-2.18)
	Tried     int         // runs that were made for these
	Kept      int         // the fewest hosts that were seen to be left alone, of Report.Hosts
	Fewest    *Case       // that run, if faults make them fewer
	Untested  string      // the property of that verdict
	Broken    *Broken     // what breaks with the fewest faults
	done      bool
	refused   error // the scenario can not be under these settings
}

// Broken is how a property breaks.
type Broken struct {
	Claim    Claim
	Faults   int
	How      string              // the faults in words
	Scenario *scenarios.Scenario // that shows it
}

// Report is what was tried, the best first.
type Report struct {
	Group    string
	Hosts    int
	Zones    int
	Must     int // how many hosts are to be kept
	Balanced bool
	Others   []string // groups to which the timeline deploys too: what must hold is about Group alone then, but for Options.Properties
	Rows     []Row
	All      int      // rows that there are; fewer are in Rows if the search was interrupted
	Untried  []string // what was not tried, and why
	options  Options
	group    *group
}

// Best is the row that is advised, or nil if no settings hold.
func (r *Report) Best() *Row {
	if len(r.Rows) > 0 && r.Rows[0].Verdict <= Open {
		return &r.Rows[0]
	}
	return nil
}

// Kinds are the kinds of faults that were tried.
func (r *Report) Kinds() []explore.Kind { return r.options.Kinds }

// Claims are what had to hold under the settings of a row.
func (r *Report) Claims(row *Row) []Claim { return r.group.claims(&row.Settings, &r.options) }

// Advise tries settings of a deployment group of a scenario that Build took. If
// ctx ends, the report has the rows that were done. The error is a
// *NotFoundError, a *ChoiceError, one of a property that has no answer, or a
// *kernel.LimitError.
func Advise(ctx context.Context, s *scenarios.Scenario, o Options) (*Report, error) {
	o.complete()
	g, err := find(s, o.Group)
	if err != nil {
		return nil, err
	}
	if err := g.survey(&o); err != nil {
		return nil, err
	}
	list, untried := g.settings(&o)
	rows := make([]Row, len(list))
	if err := o.each(len(list), func(n int, read *scenarios.Builder) error {
		if ctx.Err() != nil {
			return nil
		}
		j := judging{ctx: ctx, options: &o, group: g, read: read, row: &rows[n]}
		rows[n].Settings = *list[n]
		return j.judge()
	}); err != nil {
		return nil, err
	}
	r := &Report{Group: g.name(), Others: g.others, Hosts: g.hosts, Zones: g.zones, Must: o.Keep.Of(g.hosts), All: len(rows), Untried: untried, options: o, group: g}
	r.Balanced = g.balanced(g.present())
	return r, r.collect(rows)
}

// collect takes the rows that are done. Settings under which the scenario can not
// be, as its timeline speaks of a rollback that there would not be, were not tried.
func (r *Report) collect(rows []Row) (refused error) {
	for _, row := range rows {
		switch {
		case row.refused != nil:
			refused = cmp.Or(refused, row.refused)
			r.All--
		case row.done:
			r.Rows = append(r.Rows, row)
		}
	}
	rank(r.Rows, r.Must)
	if refused == nil || r.All == 0 {
		return refused
	}
	text, _, _ := strings.Cut(refused.Error(), "\n")
	r.Untried = append(r.Untried, fmt.Sprintf("%d settings under which the scenario can not be: %s", len(rows)-r.All, text))
	return nil
}

func (o *Options) complete() {
	if o.Kinds == nil {
		o.Kinds = explore.DefaultKinds()
	}
	if o.States == 0 {
		o.States = 300_000
	}
	if o.Runs == 0 {
		o.Runs = 2_000
	}
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
}

// survey counts the hosts of a group, in a run in which all may be deployed to
// at once, and the replacements in another one.
func (g *group) survey(o *Options) error {
	w, err := g.tried(Settings{Rollback: g.present().Rollback}, o)
	if err != nil {
		return err
	}
	g.numberAll(w)
	if err := g.countTheirs(sim.New(w.Setup())); err != nil {
		return err
	}
	switch g.count(w); {
	case g.hosts == 0:
		return &ChoiceError{fmt.Sprintf("a deployment to %s has no hosts (NO_INSTANCES); let its filters match some", g.name())}
	case g.hosts > MostHosts:
		return &ChoiceError{fmt.Sprintf("%s has %d hosts, too many to try settings on; let %d or fewer stand for them", g.name(), g.hosts, MostHosts)}
	case !o.Keep.Percent && o.Keep.Value > g.hosts:
		return &ChoiceError{fmt.Sprintf("%s has %d hosts, of which %d can not be kept", g.name(), g.hosts, o.Keep.Value)}
	}
	if g.replacements = 1; g.onlyInPlace() != "" {
		return nil
	}
	if w, err = g.tried(Settings{BlueGreen: true, Rollback: g.present().Rollback}, o); err == nil {
		d, _ := g.first(w)
		g.replacements = d.Planned
	}
	return err
}

// tried is the world of a run under AllAtOnce and some settings.
func (g *group) tried(s Settings, o *Options) (*sim.World, error) {
	s.minimum = minimum{predefined: "AllAtOnce"}
	g.christen(&s)
	setup, err := built(g.under(&s), scenarios.NewBuilder(o.Files))
	if err != nil {
		return nil, err
	}
	w := sim.New(setup)
	if w.Fleet().Len() > 10*MostHosts {
		return nil, &ChoiceError{fmt.Sprintf("%d hosts are too many to try settings on; let fewer stand for them, up to %d in the group", w.Fleet().Len(), MostHosts)}
	}
	return w, w.Run()
}

// built is the setup of a scenario; what is wrong with it is an error.
func built(s *scenarios.Scenario, read *scenarios.Builder) (*sim.Setup, error) {
	setup, found := read.Build(s)
	if setup == nil {
		return nil, found
	}
	return setup, nil
}

// each does n pieces of work on a few goroutines, and returns the error of the
// first piece that has one.
func (o *Options) each(n int, do func(n int, read *scenarios.Builder) error) error {
	errs := make([]error, n)
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	var all sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range max(1, o.Workers) {
		all.Go(func() {
			read := scenarios.NewBuilder(o.Files)
			for i := range next {
				errs[i] = do(i, read)
				mu.Lock()
				done++
				o.Progress(done, n)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
