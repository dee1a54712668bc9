package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// How scripts run and end: CD-4.6 to 4.9.

// plainScript is what a script does that the scenario says nothing about.
var plainScript = ScriptBehaviour{TakesLo: kernel.Second, TakesHi: kernel.Second}

// isFor says whether a behaviour is meant for a script of an event.
func (b *ScriptBehaviour) isFor(location string, e events.LifecycleEvent) bool {
	return b.Location == location && (b.Only == 0 || b.Only>>e&1 != 0)
}

// fits says whether a behaviour is meant for a deployment and a host, given by
// its reference.
func (w *Who) fits(ref uint32, number int) bool {
	if w.Deployment != 0 && w.Deployment != number {
		return false
	}
	if w.Hosts == nil {
		return true
	}
	_, ok := slices.BinarySearch(w.Hosts, ref)
	return ok
}

// keyOf tells deployment n apart in random draws: by its group and its count
// within it.
func (s *Service) keyOf(n int32) uint64 {
	d := &s.deployments[n]
	return kernel.Mix(s.shape.groups[d.group].hash, uint64(int64(d.nth)))
}

// number is the number of a deployment: 1 for the first of the run.
func (s *Service) number(n int32) int { return int(n-s.past) + 1 }

// behaviour is what a script does on an instance in a deployment.
func (s *Service) behaviour(sh *scriptShape, i uint32, n int32) *ScriptBehaviour {
	for _, b := range sh.behaviours {
		if b.fits(s.fleet.Ref(i), s.number(n)) {
			return b
		}
	}
	return &plainScript
}

// scripts are the scripts of the target's event in the revision of a
// deployment.
func (s *Service) scripts(row *target, source int32) []scriptShape {
	return s.deployments[source].bundle.scripts[row.event]
}

// runScript starts the target's next script and schedules how it ends: the
// earliest of its exit, its timeout and the event's hour. CD-4.6 to 4.9
func (s *Service) runScript(d *deployment, t uint32, source int32, scripts []scriptShape) {
	row := &s.targets[t]
	s.keepDirectory(d, row)
	sh := &scripts[row.script]
	b := s.behaviour(sh, row.instance, row.deployment)
	switch {
	case sh.missing:
		s.fail(d, t, events.ScriptMissing, events.NoDetail)
		return
	case b.NotExecutable:
		s.fail(d, t, events.ScriptNotExecutable, events.NoDetail)
		return
	case b.NeedsPassword:
		s.fail(d, t, events.ScriptFailed, events.RunAsPassword)
		return
	}
	s.inside++
	row.last = s.k.Record(events.ScriptStarted, events.About(events.Target, t), row.last, 0, events.PackScript(row.event, row.script), int64(source))
	row.plain = b.Exit == 0 && !b.RestartsAgent && len(b.Writes) == 0 && len(scripts) == 1 && row.spoil == 0
	row.began = s.k.Now()
	kind, at := s.ending(sh, b, row.began, s.takes(sh, b, row.instance, row.deployment))
	s.scheduleWithin(t, at, kind)
}

// takes is how long a script takes that starts now.
func (s *Service) takes(sh *scriptShape, b *ScriptBehaviour, i uint32, n int32) kernel.Time {
	return s.draw(b.TakesLo, b.TakesHi, i, sh.purpose, n) * s.fleet.Factor(i)
}

// ending is how and when a script ends that began at a time, the event's hour
// aside.
func (s *Service) ending(sh *scriptShape, b *ScriptBehaviour, began, takes kernel.Time) (kernel.Kind, kernel.Time) {
	switch {
	case s.d.FailsByTimeout(takes, sh.timeout):
		if b.IgnoresTerm {
			return events.ScriptTimesOut, began + takes
		}
		return events.ScriptTimesOut, began + sh.timeout
	case s.d.Holds(b.HoldsOutput):
		return events.OutputTimesOut, began + sh.timeout
	}
	return events.ScriptEnds, began + takes
}

// draw is a time from lo to hi, drawn for an instance, a purpose and a
// deployment of a group; what other groups do never shifts it.
func (s *Service) draw(lo, hi kernel.Time, i uint32, purpose uint64, n int32) kernel.Time {
	if lo == hi {
		return lo
	}
	return s.drawn(lo, hi, i, purpose, n)
}

// drawn is draw where there is something to draw: apart, so that draw itself costs
// no call.
func (s *Service) drawn(lo, hi kernel.Time, i uint32, purpose uint64, n int32) kernel.Time {
	stream := kernel.NewStream(s.k.Seed(), s.fleet.Key(i), kernel.Mix(purpose, s.keyOf(n)))
	return stream.Between(lo, hi)
}

// endScript ends the running script by itself; the agent reports once, at the
// end of the event. CD-4.6, CD-8.4
func (s *Service) endScript(d *deployment, t uint32, row *target) {
	if row.plain {
		s.endPlainScript(d, t, row)
		return
	}
	source := s.scriptsOf(d, row)
	scripts := s.scripts(row, source)
	b := s.behaviour(&scripts[row.script], row.instance, row.deployment)
	if s.prolongScript(t, &scripts[row.script], b) {
		return
	}
	if len(b.Writes) > 0 {
		s.write(d, row.instance, b.Writes)
	}
	exit := b.Exit
	if row.spoil&spoilFails != 0 {
		exit = max(exit, 1)
	}
	s.inside++
	row.last = s.k.Record(events.ScriptEnded, events.About(events.Target, t), row.last, 0, events.PackScript(row.event, row.script), exit)
	if b.RestartsAgent {
		s.loseCommands(row.instance)
		s.restartAgent(row.instance)
		return
	}
	if exit != 0 {
		row.exited |= 1 << row.event
	}
	more := 0
	if int(row.script)+1 < len(scripts) {
		more = 1
	}
	switch next := s.shape.following[row.event][row.exited>>row.event&1][more]; {
	case next == NextScript:
		row.script++
		s.runScript(d, t, source, scripts)
	case !s.reported(t, row):
	case next == EventFails:
		o := events.Outcome{Status: events.LifecycleFailed, Code: events.ScriptFailed, Place: uint32(row.script)}
		s.finish(d, t, o, exit, rules.CD_4_6)
	default:
		s.succeed(d, t, rules.CD_4_6)
	}
}

// endPlainScript is endScript for the usual one. CD-4.6, CD-8.4
func (s *Service) endPlainScript(d *deployment, t uint32, row *target) {
	s.inside++
	row.last = s.k.Record(events.ScriptEnded, events.About(events.Target, t), row.last, 0, events.PackScript(row.event, 0), 0)
	switch {
	case !s.reported(t, row):
	case s.shape.following[row.event][0][0] == EventFails:
		s.finish(d, t, events.Outcome{Status: events.LifecycleFailed, Code: events.ScriptFailed}, 0, rules.CD_4_6)
	default:
		s.succeed(d, t, rules.CD_4_6)
	}
}

// leaveFiles leaves what a script has written that ran to its end though its
// event fails: one that left its output open, or did not heed TERM. CD-4.7,
// CD-4.9
func (s *Service) leaveFiles(d *deployment, t uint32) {
	row := &s.targets[t]
	sh := &s.scripts(row, s.scriptsOf(d, row))[row.script]
	if b := s.behaviour(sh, row.instance, row.deployment); b.HoldsOutput || b.IgnoresTerm {
		s.write(d, row.instance, b.Writes)
	}
}

// write leaves files on a host.
func (s *Service) write(d *deployment, i uint32, paths []string) {
	edit := s.fleet.Edit(s.fleet.Disk(i))
	for _, p := range paths {
		edit.Put(fleet.File{Path: p, From: fleet.FromScript})
	}
	s.fleet.SetDisk(i, edit.Done())
	if s.d.ListsWritten() {
		s.list(d.group, i, paths)
	}
}
