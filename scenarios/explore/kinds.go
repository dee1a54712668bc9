package explore

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Kind is a kind of fault that a search lets happen at lifecycle events.
type Kind uint8

// The kinds of faults. The first three strike the lifecycle event that is under
// way, the others the host on which it is.
const (
	Fail       Kind = iota // the event fails
	Hang                   // the event does not end by itself: its timeout ends it (CD-4.7, CD-4.8)
	Late                   // the event ends at the last moment before its timeout
	Terminate              // the instance is terminated
	CrashAgent             // the agent dies for good (CD-8.4)
	CutNetwork             // the host has no network any more (CD-8.4)
	Reboot                 // the host is down for a minute (CD-8.5)
	kinds
)

var kindNames = [kinds]string{"fail", "hang", "late", "terminate", "crashAgent", "cutNetwork", "reboot"}

// String is the kind as it is written on a command line.
func (k Kind) String() string { return kindNames[k] }

// Kinds are all kinds of faults.
func Kinds() []Kind {
	list := make([]Kind, kinds)
	for k := range list {
		list[k] = Kind(k)
	}
	return list
}

// DefaultKinds are those that a search tries if nobody says which: an event
// fails or hangs, an instance is terminated, an agent dies.
func DefaultKinds() []Kind { return []Kind{Fail, Hang, Terminate, CrashAgent} }

// Word is the kind as the timeline of a scenario has it.
func (k Kind) Word() string { return faultOf[k].String() }

// ParseKinds reads kinds with commas between them; "all" is all of them.
func ParseKinds(text string) ([]Kind, error) {
	switch text {
	case "all":
		return Kinds(), nil
	case "":
		return nil, errors.New("name some, such as fail,hang, or all")
	}
	var list []Kind
	for _, word := range strings.Split(text, ",") {
		k, ok := parseKind(strings.TrimSpace(word))
		if !ok {
			return nil, unknownKind(strings.TrimSpace(word))
		}
		if !slices.Contains(list, k) {
			list = append(list, k)
		}
	}
	return list, nil
}

func unknownKind(word string) error {
	if word == "" {
		return errors.New("a word is missing beside a comma; write them as fail,hang")
	}
	if near, ok := source.Suggest(word, kindNames[:]); ok {
		return fmt.Errorf("no kind of fault is called %q; did you mean %s?", word, near)
	}
	return fmt.Errorf("no kind of fault is called %q; use all, or some of %s", word, strings.Join(kindNames[:], ","))
}

func parseKind(word string) (Kind, bool) {
	for k, name := range kindNames {
		if name == word {
			return Kind(k), true
		}
	}
	return 0, false
}

// ofHost says whether the fault strikes the host and not its event.
func (k Kind) ofHost() bool { return k >= Terminate }

// Hosts is where a fault of a scenario has the hosts that a kind strikes.
func (k Kind) Hosts(f *scenarios.Fault) *[]scenarios.Name {
	return [kinds]*[]scenarios.Name{&f.Fail, &f.Hang, &f.Delay, &f.Terminate, &f.CrashAgent, &f.CutNetwork, &f.Reboot}[k]
}

// Fault is the fault of a kind on one host, by a reference to it; Late is by
// nothing yet.
func (k Kind) Fault(ref uint32) fleet.Fault {
	f := fleet.Fault{Kind: faultOf[k], Instances: []uint32{ref}, Factor: 1}
	if k == Reboot {
		f.For = kernel.Minute
	}
	return f
}

var faultOf = [kinds]fleet.FaultKind{
	Fail: fleet.FailEvent, Hang: fleet.HangEvent, Late: fleet.DelayEvent,
	Terminate: fleet.Terminate, CrashAgent: fleet.CrashAgent, CutNetwork: fleet.CutNetwork, Reboot: fleet.Reboot,
}
