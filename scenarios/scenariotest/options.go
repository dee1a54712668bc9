package scenariotest

import (
	"errors"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Option is part of what a search is asked: a Claim, or what it may do.
type Option interface {
	add(o *options) error
}

// options are what a search is asked.
type options struct {
	claims []*Claim
	faults int
	kinds  []Kind
	runs   int

	engine  func(s *sim.Setup) *sim.World
	planned bool // not by AWS
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

// Kind is a kind of fault, by its word in a timeline.
type Kind string

// The kinds of fault. The first three strike a lifecycle event on a host, the
// others the host on which one begins.
const (
	EventFails  Kind = "fail"       // it ends Failed
	EventHangs  Kind = "hang"       // it goes on until its timeout (CD-4.7, CD-4.8)
	EventLate   Kind = "delay"      // it ends a minute later than it would
	HostDies    Kind = "terminate"  // the instance is gone
	AgentDies   Kind = "crashAgent" // the agent is silent from then on (CD-8.4)
	NetworkCut  Kind = "cutNetwork" // nothing goes in or out (CD-8.4)
	HostReboots Kind = "reboot"     // the host is down for a minute (CD-8.5)
)

// DefaultKinds are the kinds of fault if none is given.
var DefaultKinds = []Kind{EventFails, EventHangs, HostDies, AgentDies}

// Faults allows for up to n faults in one run, of these kinds; 2 of the
// DefaultKinds if it is not given.
func Faults(n int, kinds ...Kind) Option {
	return optionFunc(func(o *options) {
		o.faults = n
		if len(kinds) > 0 {
			o.kinds = kinds
		}
	})
}

// Runs bounds the search; 20,000 if it is not given. A search that is cut short
// says how far it came.
func Runs(n int) Option { return optionFunc(func(o *options) { o.runs = n }) }

// Under searches deployments that are decided in another way than by AWS, such
// as by an orchestrator of your own: codedeploy.Planned makes the decisions of
// one.
func Under(d *codedeploy.Decisions) Option {
	return optionFunc(func(o *options) {
		o.engine, o.planned = func(s *sim.Setup) *sim.World { return sim.NewUnder(s, d) }, true
	})
}

func optionsOf(list []Option) (*options, error) {
	o := &options{faults: 2, kinds: DefaultKinds, runs: 20_000, engine: sim.New}
	for _, option := range list {
		if err := option.add(o); err != nil {
			return nil, err
		}
	}
	if len(o.claims) == 0 {
		return nil, errors.New("there is no claim: add Always, Never, Eventually, AtEnd, Sometimes or Property")
	}
	return o, nil
}
