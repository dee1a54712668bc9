package gen

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Kind is a kind of fault: its word in a timeline.
type Kind string

// The kinds of fault.
const (
	Terminate    Kind = "terminate"
	Stop         Kind = "stop"
	Reboot       Kind = "reboot"
	CrashAgent   Kind = "crashAgent"
	CutNetwork   Kind = "cutNetwork"
	FillDisk     Kind = "fillDisk"
	Slow         Kind = "slow"
	ZoneOutage   Kind = "zoneOutage"
	PutFile      Kind = "putFile"
	DeleteFile   Kind = "deleteFile"
	LoseArchives Kind = "loseArchives"
	Fail         Kind = "fail"
	Hang         Kind = "hang"
	Delay        Kind = "delay"
	Event        Kind = "event" // of a Lambda or ECS deployment: it fails, hangs or is late
)

// Kinds are all kinds of fault.
func Kinds() []Kind {
	return []Kind{Terminate, Stop, Reboot, CrashAgent, CutNetwork, FillDisk, Slow, ZoneOutage, PutFile, DeleteFile, LoseArchives, Fail, Hang, Delay, Event}
}

// Fault draws a fault of one of the kinds, of any kind if none is given, on a
// host of a fleet. Where there is no zone there is no outage of one, and Event
// strikes no host; there must be another kind.
func Fault(f *scenarios.Fleet, kinds ...Kind) *rapid.Generator[*scenarios.Fault] {
	if len(kinds) == 0 {
		kinds = Kinds()
	}
	kinds = possible(kinds, &scenarios.Scenario{Fleet: *f})
	return rapid.Custom(func(t *rapid.T) *scenarios.Fault {
		return fault(t, rapid.SampledFrom(kinds).Draw(t, "kind"), f)
	})
}

// possible leaves out what there is nothing for in a scenario: outages without
// zones, hosts that are struck without hosts, events without Lambda and ECS.
func possible(kinds []Kind, s *scenarios.Scenario) []Kind {
	hosts, zones, events := len(Hosts(&s.Fleet)) > 0, len(zonesOf(&s.Fleet)) > 0, shifts(s)
	return slices.DeleteFunc(slices.Clone(kinds), func(k Kind) bool {
		return k == ZoneOutage && !zones || k == Event && !events || k != ZoneOutage && k != Event && !hosts
	})
}

// fault draws the rest of a fault on a fleet.
func fault(t *rapid.T, kind Kind, f *scenarios.Fleet) *scenarios.Fault {
	if kind == ZoneOutage {
		return &scenarios.Fault{ZoneOutage: rapid.SampledFrom(zonesOf(f)).Draw(t, "zone"), For: lasting(t)}
	}
	on := scenarios.Names(rapid.SampledFrom(Hosts(f)).Draw(t, "host"))
	switch kind {
	case Terminate:
		return &scenarios.Fault{Terminate: on}
	case Stop:
		return &scenarios.Fault{Stop: on}
	case Reboot:
		return &scenarios.Fault{Reboot: on, For: lasting(t)}
	case CrashAgent:
		return &scenarios.Fault{CrashAgent: on, For: lasting(t)}
	case CutNetwork:
		return &scenarios.Fault{CutNetwork: on, For: lasting(t)}
	case FillDisk:
		return &scenarios.Fault{FillDisk: on}
	case Slow:
		return &scenarios.Fault{Slow: &scenarios.Slow{Instance: on, Factor: rapid.Int64Range(2, 100).Draw(t, "factor")}}
	case PutFile:
		return &scenarios.Fault{PutFile: &scenarios.FileFault{Instance: on, Path: path(t)}}
	case DeleteFile:
		return &scenarios.Fault{DeleteFile: &scenarios.FileFault{Instance: on, Path: path(t)}}
	case LoseArchives:
		return &scenarios.Fault{LoseArchives: on}
	case Fail:
		return &scenarios.Fault{Fail: on}
	case Hang:
		return &scenarios.Fault{Hang: on}
	case Delay:
		later := duration.Draw(t, "for")
		return &scenarios.Fault{Delay: on, For: &later}
	}
	panic("gen: no kind of fault " + string(kind))
}

// lasting draws how long a fault lasts: for as long as it does if nothing is
// said, or around the edges at which something gives up.
func lasting(t *rapid.T) *kernel.Time {
	return rapid.Ptr(duration, true).Draw(t, "for")
}

// duration draws whole seconds, mostly as long as a lifecycle event takes, up to
// half an hour, and the edges of what waits: five minutes for an agent (CD-8.4),
// an hour for an event (CD-4.7).
var duration = rapid.OneOf(
	seconds(0, 40), seconds(0, 40), seconds(0, 200), seconds(0, 1800),
	rapid.SampledFrom([]kernel.Time{299_000, 300_000, 301_000, 3_599_000, 3_600_000, 3_601_000}),
)

func seconds(lo, hi int64) *rapid.Generator[kernel.Time] {
	return rapid.Map(rapid.Int64Range(lo, hi), func(n int64) kernel.Time { return kernel.Time(n) * kernel.Second })
}

func path(t *rapid.T) string { return "/srv/" + rapid.SampledFrom(contents).Draw(t, "path") }

// contents are the files that revisions may hold.
var contents = []string{"a", "b", "c"}
