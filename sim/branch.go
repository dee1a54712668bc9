package sim

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What a search needs: cheap branches, what is scheduled, and whether two
// worlds have the same future.

// BranchFrom is CopyFrom for worlds of one goroutine: what they know of the
// contents of disks they keep together, so that neither a copy nor a step that
// another branch has taken costs much.
func (w *World) BranchFrom(src *World) {
	w.needParts()
	w.kernel.CopyFrom(src.kernel)
	w.fleet.BranchFrom(src.fleet)
	w.deploy.BranchFrom(src.deploy, w.kernel, w.fleet)
	w.setup, w.inputs = src.setup, append(w.inputs[:0], src.inputs...)
}

// Join makes w a world of another goroutine: it shares with one of that goroutine
// what the branches of that share. Nobody may step either meanwhile.
func (w *World) Join(other *World) {
	w.fleet.Join(other.fleet)
	w.deploy.Join(other.deploy)
}

// Scheduled are the events that are scheduled, the next first; false if they
// are too many to look at. The slice is valid until the next step.
func (w *World) Scheduled() ([]kernel.Event, bool) { return w.kernel.Scheduled() }

// StepScheduled applies event n of Scheduled as if it were due at t, which is
// not in the past.
func (w *World) StepScheduled(n int, t kernel.Time) { w.apply(events.Event(w.kernel.Take(n, t))) }

// Retime lets event n of Scheduled happen at t instead, which is not in the past,
// as if that from which its time is counted had happened so much later or
// earlier.
func (w *World) Retime(n int, t kernel.Time) kernel.Event {
	list, _ := w.kernel.Scheduled()
	was := list[n]
	w.deploy.Retime(events.Event(was), t-was.Time())
	w.fleet.Retime(events.Event(was), t)
	return w.kernel.Retime(n, t)
}

// DropStale forgets the events that decide nothing any more, as what they are
// about has gone another way, and those that are scheduled twice.
func (w *World) DropStale() {
	list, _ := w.kernel.Scheduled()
	for n := 0; n < len(list); {
		if e := events.Event(list[n]); w.deploy.Stale(e) || !e.OfTarget() && w.fleet.Stale(e) || w.kernel.Twice(n) {
			w.kernel.Drop(n)
			list, _ = w.kernel.Scheduled()
		} else {
			n++
		}
	}
}

// SparePolls leaves polls of alarms that find none to DropStale: see
// codedeploy.SparePolls.
func (w *World) SparePolls() { w.deploy.SparePolls() }

// Later lets the events that begin from now on be later than all before, even if no
// time has passed. CD-8.5
func (w *World) Later() { w.deploy.Later() }

// Wait lets time pass up to t, which is not in the past, and in which nothing is
// to happen.
func (w *World) Wait(t kernel.Time) { w.kernel.Wait(t) }

// Strike lets a fault happen now that no input brings.
func (w *World) Strike(f *fleet.Fault) {
	w.strike(f, w.struck(len(w.setup.Inputs), f.Kind))
}

// Spoil lets a fault strike the lifecycle event that is under way on a target:
// see codedeploy.SpoilTarget.
func (w *World) Spoil(kind fleet.FaultKind, t uint32, by kernel.Time) {
	w.deploy.SpoilTarget(kind, t, by, w.struck(len(w.setup.Inputs), kind))
}

// SetRanks says who goes first among equals: see codedeploy.SetRanks.
func (w *World) SetRanks(ranks []uint8) { w.deploy.SetRanks(ranks) }

// Digester works out digests of worlds; it keeps its memory.
type Digester struct {
	// Alike tells hosts apart that differ in more than their names; those of
	// which it is equal can change places in a digest. nil: none can. It stays as it
	// is once there is a digest.
	Alike []uint64
	Blind codedeploy.Blind
	// Beside tells more about each of the events that are scheduled, but 0 if nobody
	// else knows when it is due; nil: of none.
	Beside []uint64
	// Hosts are the digests of the hosts of the latest world.
	Hosts []kernel.Digest

	who     []kernel.Digest // of hosts of which only that is known
	outlook *codedeploy.Outlook
	setup   *Setup // of the worlds that outlook is about
}

// Of is a digest of all that can still matter in a world, relative to now.
// Worlds of one family of branches with the same digest have the same future,
// up to the time that is left of waits within half a second, or at all if Blind says
// that others know it. It returns false
// if the world has none: see fleet.Digest.
func (x *Digester) Of(w *World) (sum kernel.Digest, ok bool) {
	x.begin(w.fleet.Len())
	x.lookOut(w)
	now := w.kernel.Now()
	if !w.fleet.Digest(now, x.Blind.Waits, x.Hosts, &sum) {
		return sum, false
	}
	w.deploy.Digest(now, x.Blind, x.outlook, x.Hosts, &sum)
	if !w.digestScheduled(now, x, &sum) {
		return sum, false
	}
	w.deploy.DigestLine(x.Hosts, &sum)
	if !x.Blind.Start {
		_, serving := w.fleet.AtStart()
		sum.Add(uint64(serving))
	}
	var all kernel.Digest
	for i := range x.Hosts {
		all.Join(x.Hosts[i])
	}
	sum.AddDigest(all)
	for i := range w.inputs {
		x := &w.inputs[i]
		sum.AddPair(uint64(i)<<2|bit(x.fired)<<1|bit(x.taken), uint64(x.answer.Exception)<<40|uint64(x.answer.Stop)<<32|uint64(uint32(x.answer.Deployment)))
	}
	return sum, true
}

// lookOut says what inputs are still to come.
func (x *Digester) lookOut(w *World) {
	if x.setup != w.setup {
		x.setup, x.outlook = w.setup, w.outlook()
	}
	x.outlook.Creates, x.outlook.Stops = false, false
	for n := range w.inputs {
		if call := w.setup.Inputs[n].Call; call != nil && !w.inputs[n].taken {
			x.outlook.Creates = x.outlook.Creates || call.Op == codedeploy.OpCreateDeployment
			x.outlook.Stops = x.outlook.Stops || call.Op == codedeploy.OpStopDeployment
		}
	}
}

// outlook is what can come of all inputs.
func (w *World) outlook() *codedeploy.Outlook {
	made, loses, blueGreen := 0, false, false
	for i := range w.setup.Inputs {
		in := &w.setup.Inputs[i]
		loses = loses || in.Fault != nil && in.Fault.Kind == fleet.LoseArchives
		if in.Call == nil {
			continue
		}
		if in.Call.Op == codedeploy.OpCreateDeployment {
			made++
		}
		blueGreen = blueGreen || in.Call.Update.BlueGreenType != nil
	}
	return w.deploy.NewOutlook(made, loses, blueGreen)
}

// begin begins the digests of n hosts with who they are.
func (x *Digester) begin(n int) {
	for i := len(x.who); i < n; i++ {
		var d kernel.Digest
		if x.Alike != nil {
			d.Add(x.Alike[i])
		} else {
			d.Add(uint64(i))
		}
		x.who = append(x.who, d)
	}
	x.Hosts = append(x.Hosts[:0], x.who[:n]...)
}

// digestScheduled adds what is scheduled: to its host, or else to sum.
func (w *World) digestScheduled(now kernel.Time, with *Digester, sum *kernel.Digest) bool {
	list, all := w.kernel.Scheduled()
	for n, x := range list {
		e := events.Event(x)
		what, left, to := uint64(x.Kind())<<56, uint64(0), sum
		switch i, of := w.deploy.HostOf(e); {
		case of && e.OfTarget():
			to = &with.Hosts[i]
			what |= uint64(w.deploy.Target(e.Target()).Deployment) + 1
		case of:
			to = &with.Hosts[i]
			what |= uint64(x.Arg())
		case e.OfShift():
			what |= uint64(w.deploy.Target(e.Target()).Deployment) + 1
		default:
			what |= uint64(x.Subject())<<24 | uint64(x.Arg())
		}
		if !Free(e) && (!with.Blind.Waits || with.Beside == nil || with.Beside[n] == 0) {
			left = fleet.Left(x.Time(), now)
		}
		to.AddPair(what, left)
		if with.Beside != nil {
			to.Add(with.Beside[n])
		}
	}
	return all
}

// Free says whether an event is the end of work that may take any time: of a
// script or an event without scripts, of the function of a hook, or that the tasks of
// a replacement are ready.
func Free(e events.Event) bool {
	switch e.Kind() {
	case events.ScriptEnds, events.LifecycleEventEnds, events.FunctionReturns, events.TaskSetStands:
		return true
	}
	return false
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// parts are those of a fork, in one piece of memory.
type parts struct {
	deploy codedeploy.Service
	fleet  fleet.Fleet
	inputs [2]inputState
	kernel kernel.Kernel // last, because its queue ends in room that it rarely needs
}

func (w *World) needParts() {
	if w.kernel == nil {
		p := new(parts)
		w.kernel, w.fleet, w.deploy, w.inputs = &p.kernel, &p.fleet, &p.deploy, p.inputs[:0]
	}
}
