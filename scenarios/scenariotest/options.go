package scenariotest

import (
	"errors"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Option is part of what a search is asked: a Claim, or what it may do.
type Option interface {
	add(o *options) error
}

// options are what a search is asked.
type options struct {
	claims    []*Claim
	search    explore.Options
	symmetric bool
	proof     bool
}

type optionFunc func(o *options)

func (f optionFunc) add(o *options) error {
	f(o)
	return nil
}

func (c *Claim) add(o *options) error {
	o.claims = append(o.claims, c)
	return c.err
}

// Kind is a kind of fault.
type Kind = explore.Kind

// The kinds of fault. The first three strike a lifecycle event that is under
// way, the others the host on which it is.
const (
	EventFails  = explore.Fail       // it ends Failed
	EventHangs  = explore.Hang       // it goes on until its timeout (CD-4.7, CD-4.8)
	EventLate   = explore.Late       // it ends at the last moment before its timeout
	HostDies    = explore.Terminate  // the instance is gone
	AgentDies   = explore.CrashAgent // the agent is silent from then on (CD-8.4)
	NetworkCut  = explore.CutNetwork // nothing goes in or out any more (CD-8.4)
	HostReboots = explore.Reboot     // the host is down for a minute (CD-8.5)
)

// Any is as many faults as there can be.
const Any = explore.AnyFaults

// Faults allows for up to n faults in one run, or Any, of these kinds; 2 that
// fail or hang events, terminate instances or kill agents if it is not given.
func Faults(n int, kinds ...Kind) Option {
	return optionFunc(func(o *options) {
		o.search.Faults = n
		if len(kinds) > 0 {
			o.search.Kinds = kinds
		}
	})
}

// Exhaustive visits every state that the faults and any order of ends lead to. If
// that takes more than so many states, 1 or more, or leaves a claim open for another
// reason, the test fails, as with RequireProof. Without it and Random a search is
// exhaustive if four million states will do, and else draws 20,000 runs.
func Exhaustive(states int) Option {
	return optionFunc(func(o *options) { o.search.Search, o.search.States = explore.Exhaustive, states })
}

// RequireProof fails the test for each claim that is not found to break, and is not
// proved for as many faults as were asked for either: the search was too large, or
// the claim asks for times, so that only drawn runs could look. Without it such a
// claim passes, and tells how far the search came with -v alone. Of a Sometimes the
// run that reaches it is the proof. Beside Random it is an error.
func RequireProof() Option { return optionFunc(func(o *options) { o.proof = true }) }

// Random draws so many runs from a seed. It is for claims that ask more than an
// exhaustive search can answer for: times, the journal, and what became of the
// targets of a deployment that is over.
func Random(seed uint64, runs int) Option {
	return optionFunc(func(o *options) { o.search.Search, o.search.Seed, o.search.Runs = explore.Random, seed, runs })
}

// Symmetric promises that no claim written in Go tells hosts apart that differ
// in their names alone, so that one of them stands for all. Beyond five hosts or
// so an exhaustive search needs that. Of a Property it is known.
func Symmetric() Option { return optionFunc(func(o *options) { o.symmetric = true }) }

// Under searches deployments that are decided in another way than by AWS, such
// as by an orchestrator of your own: codedeploy.Planned makes the decisions of
// one.
func Under(d *codedeploy.Decisions) Option {
	return optionFunc(func(o *options) { o.search.Decisions = d })
}

func optionsOf(list []Option) (*options, error) {
	o := &options{search: explore.Options{Faults: 2, Kinds: explore.DefaultKinds()}}
	for _, option := range list {
		if err := option.add(o); err != nil {
			return nil, err
		}
	}
	if o.proof && o.search.Search == explore.Random {
		return nil, errors.New("drawn runs prove nothing: leave out RequireProof, or Random")
	}
	o.proof = o.proof || o.search.Search == explore.Exhaustive
	return o, nil
}
