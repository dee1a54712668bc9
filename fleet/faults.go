package fleet

import (
	"math"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

const forever = kernel.Time(math.MaxInt64)

// DefaultReboot is how long a reboot takes if the scenario does not say.
const DefaultReboot = 60 * kernel.Second

// Strike lets a fault happen now. Services hear of it through HostLost,
// NetworkLost, AgentDies and their opposites.
func (f *Fleet) Strike(k *kernel.Kernel, fault *Fault, cause kernel.RecordNo) {
	if fault.Kind != ZoneOutage {
		for _, ref := range fault.Instances {
			if i, ok := f.Resolve(ref); ok {
				f.strike(k, fault, i, cause)
			}
		}
		return
	}
	f.outages = append(f.outages, outage{fault.Zone, until(k, fault.For)})
	for i := range uint32(f.Len()) {
		if f.Zone(i) == fault.Zone {
			f.stop(k, i, fault.For, cause)
		}
	}
}

// strike lets a fault happen to one host.
func (f *Fleet) strike(k *kernel.Kernel, fault *Fault, i uint32, cause kernel.RecordNo) {
	if f.Gone(i) {
		return
	}
	switch fault.Kind {
	case Terminate:
		f.terminate(k, i, cause, 0)
	case Stop:
		f.stop(k, i, 0, cause)
	case Reboot:
		f.stop(k, i, max(fault.For, 1), cause)
	case CrashAgent:
		k.Schedule(k.Now(), kernel.Settle, events.AgentDies, i, 0)
		if fault.For > 0 {
			k.Schedule(k.Now()+fault.For, kernel.Settle, events.AgentReturns, i, 0)
		}
		f.mark(i, cause)
	case CutNetwork:
		f.cutNetwork(k, i, fault.For, cause)
	case FillDisk:
		f.flags[i] |= diskFull
		k.Record(events.DiskFilled, events.About(events.Instance, i), cause, 0, 0, 0)
	case Slow:
		f.factor = column(f.factor, f.Len())
		f.factor[i] = uint32(fault.Factor)
		k.Record(events.HostSlowed, events.About(events.Instance, i), cause, 0, fault.Factor, 0)
	case LoseArchives:
		f.mark(i, k.Record(events.ArchivesDeleted, events.About(events.Instance, i), cause, 0, 0, 0))
		k.Schedule(k.Now(), kernel.Settle, events.ArchivesLost, i, 0)
	case PutFile, DeleteFile:
		f.changeFile(k, fault, i, cause)
	}
}

// column gives a column that only faults need its length.
func column[T any](c []T, n int) []T {
	if len(c) >= n {
		return c
	}
	return append(c, make([]T, n-len(c))...)
}

// mark remembers the record of the latest fault of a host, the cause of what
// follows from it.
func (f *Fleet) mark(i uint32, no kernel.RecordNo) {
	f.struck = column(f.struck, f.Len())
	f.struck[i] = no
}

// Struck is the record of the latest fault of instance i, 0 for none.
func (f *Fleet) Struck(i uint32) kernel.RecordNo {
	if int(i) >= len(f.struck) {
		return 0
	}
	return f.struck[i]
}

// Terminate terminates an instance for a reason that is no fault.
func (f *Fleet) Terminate(k *kernel.Kernel, i uint32, cause kernel.RecordNo, rule kernel.Rule) {
	if !f.Gone(i) {
		f.terminate(k, i, cause, rule)
	}
}

func (f *Fleet) terminate(k *kernel.Kernel, i uint32, cause kernel.RecordNo, rule kernel.Rule) {
	serves := f.InService(i)
	f.flags[i] |= terminated
	f.served.gone++
	f.moved(k, i, serves)
	f.mark(i, k.Record(events.HostTerminated, events.About(events.Instance, i), cause, rule, 0, int64(f.serving)))
	f.turn(k, i)
	k.Schedule(k.Now(), kernel.Settle, events.HostLost, i, 0)
	f.watchHealth(k, i)
}

// until adds a span to now; 0 means for ever.
func until(k *kernel.Kernel, span kernel.Time) kernel.Time {
	if span == 0 {
		return forever
	}
	return k.Now() + span
}

// stop takes a host down for a span, or for ever if it is 0.
func (f *Fleet) stop(k *kernel.Kernel, i uint32, span kernel.Time, cause kernel.RecordNo) {
	if f.Gone(i) {
		return
	}
	f.downUntil = column(f.downUntil, f.Len())
	f.downUntil[i] = max(f.downUntil[i], until(k, span))
	if f.flags[i]&stopped == 0 {
		serves := f.InService(i)
		f.flags[i] |= stopped
		f.moved(k, i, serves)
		f.mark(i, k.Record(events.HostStopped, events.About(events.Instance, i), cause, 0, 0, int64(f.serving)))
		f.turn(k, i)
		k.Schedule(k.Now(), kernel.Settle, events.HostLost, i, 0)
		f.watchHealth(k, i)
	}
	if span > 0 {
		k.Schedule(k.Now()+span, kernel.Settle, events.HostReturns, i, 0)
	}
}

func (f *Fleet) cutNetwork(k *kernel.Kernel, i uint32, span kernel.Time, cause kernel.RecordNo) {
	f.cutUntil = column(f.cutUntil, f.Len())
	f.cutUntil[i] = max(f.cutUntil[i], until(k, span))
	if f.flags[i]&cut == 0 {
		serves := f.InService(i)
		f.flags[i] |= cut
		f.moved(k, i, serves)
		f.mark(i, k.Record(events.NetworkCut, events.About(events.Instance, i), cause, 0, 0, int64(f.serving)))
		f.turn(k, i)
		k.Schedule(k.Now(), kernel.Settle, events.NetworkLost, i, 0)
		f.watchHealth(k, i)
	}
	if span > 0 {
		k.Schedule(k.Now()+span, kernel.Settle, events.NetworkReturns, i, 0)
	}
}

func (f *Fleet) changeFile(k *kernel.Kernel, fault *Fault, i uint32, cause kernel.RecordNo) {
	edit, kind := f.Edit(f.disk[i]), events.FileDeleted
	if fault.Kind == PutFile {
		kind = events.FilePut
		edit.Put(File{Path: fault.Path, From: FromScenario})
	} else {
		edit.Delete(fault.Path)
	}
	f.disk[i] = edit.Done()
	k.Record(kind, events.About(events.Instance, i), cause, 0, 0, 0)
}

// Step applies an event of the fleet's own: the end of an outage, what health
// checks find, what becomes of an alarm, or what is due in an Auto Scaling
// group.
func (f *Fleet) Step(k *kernel.Kernel, e events.Event) {
	switch e.Kind() {
	case events.ScalingDue:
		f.scale(k, e.AutoScalingGroup())
	case events.HealthCheckDue:
		f.checkHealth(k, e.Instance())
	case events.HeartbeatTimesOut:
		f.heartbeatTimesOut(k, e.LifecycleAction(), kernel.Event(e).Arg())
	case events.HostReturns:
		f.start(k, e.Instance())
	case events.NetworkReturns:
		f.reconnect(k, e.Instance())
	case events.HealthChecksFail, events.HealthChecksPass:
		f.checked(k, e.Instance(), e.LoadBalancer(), e.Kind())
	case events.AlarmTurns, events.AlarmHides, events.AlarmShows, events.AlarmEvaluates:
		f.stepAlarm(k, e)
	}
}

// start ends the outage of a host, unless another one lasts.
func (f *Fleet) start(k *kernel.Kernel, i uint32) {
	if f.Gone(i) || f.flags[i]&pending == 0 && (f.flags[i]&stopped == 0 || k.Now() < f.downUntil[i]) {
		return
	}
	serves := f.InService(i)
	f.flags[i] &^= stopped | pending
	f.moved(k, i, serves)
	first := int64(0)
	if f.Lifecycle(i) == PendingLaunch {
		first = 1
	}
	f.mark(i, k.Record(events.HostStarted, events.About(events.Instance, i), f.Struck(i), 0, first, int64(f.serving)))
	f.turn(k, i)
	k.Schedule(k.Now(), kernel.Settle, events.HostBack, i, 0)
	f.arrive(k, i)
}

// reconnect ends the cut of a host, unless another one lasts.
func (f *Fleet) reconnect(k *kernel.Kernel, i uint32) {
	if f.Gone(i) || f.flags[i]&cut == 0 || k.Now() < f.cutUntil[i] {
		return
	}
	serves := f.InService(i)
	f.flags[i] &^= cut
	f.moved(k, i, serves)
	f.mark(i, k.Record(events.NetworkRestored, events.About(events.Instance, i), f.Struck(i), 0, 0, int64(f.serving)))
	f.turn(k, i)
	k.Schedule(k.Now(), kernel.Settle, events.NetworkBack, i, 0)
}

// SetRegistered registers or deregisters an on-premises host (CD-10.7).
func (f *Fleet) SetRegistered(k *kernel.Kernel, i uint32, in bool, cause kernel.RecordNo, rule kernel.Rule) {
	kind := events.HostDeregistered
	f.flags[i] |= deregistered
	if in {
		kind = events.HostRegistered
		f.flags[i] &^= deregistered
	}
	k.Record(kind, events.About(events.Instance, i), cause, rule, 0, 0)
}
