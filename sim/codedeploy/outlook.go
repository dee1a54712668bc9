package codedeploy

import (
	"reflect"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What can still be asked of the past of hosts, for a digest to leave out the
// rest. All that it hangs on is in the digest itself, so that of two worlds with
// one digest the same is left out.
//
// The health of a host in a group is asked for when a deployment lines up
// (CD-2.14, CD-10.4), and to make the next health of it (CD-2.21, CD-2.22).
// So it decides nothing once no other deployment can start in the group: none
// waits for its start, no input makes one, and none under way can be rolled back
// (CD-5.2, CD-5.7). A deployment that follows up on another one (CD-6.9), or on a
// launch (CD-6.6), needs an Auto Scaling group, with which there is no digest.
//
// What an agent keeps of earlier deployments is asked for by events whose scripts
// one of those gives, as ApplicationStop (CD-4.2, CD-4.4). As long as no archive
// goes, all that counts of an earlier deployment is what they would run of its
// revision. So it decides nothing once the host is past the last of these events
// and no other deployment can start.

// Outlook knows what can still be asked in the worlds of one family of branches.
// It keeps its memory.
type Outlook struct {
	// Creates and Stops say whether an input that has not been taken makes a
	// deployment, or stops one.
	Creates, Stops bool

	archives bool                 // one may go: CD-4.4, CD-8.9
	forgets  bool                 // nobody asks what revision an Unhealthy instance has: see forgets
	planned  bool                 // who plans may look at the health and the class of targets: see Rollout
	last     [courses][2]uint8    // behind the place of the last event that runs scripts of an earlier deployment, by route; 0: none does
	runs     [sources][]int32     // by revision: equal for those of which such events run the same, 0 for nothing
	none     int32                // the same for no deployment at all
	undone   map[rollbackKey]bool // whether a rollback can follow
	latest   rollbackKey          // of undone, asked for last,
	follows  bool                 // and what it says
	begun    []uint32             // memory of digestOrder
	another  []bool               // by group: whether another deployment can start, in the latest world
}

// NewOutlook is that of the worlds of a service, in which so many deployments may
// be made by inputs, loses says whether they lose archives, and blueGreen whether
// they make a group one of blue/green deployments.
func (s *Service) NewOutlook(made int, loses, blueGreen bool) *Outlook {
	o := &Outlook{undone: map[rollbackKey]bool{}, latest: rollbackKey{onStop: unasked}, another: make([]bool, len(s.groups))}
	o.planned = reflect.ValueOf(s.d.Next).Pointer() != reflect.ValueOf(awsPlan.Next).Pointer()
	o.forgets = forgets(s.d) && !o.planned
	o.archives = loses || s.prunes(made)
	on := InPlace + 1
	if blueGreen || slices.ContainsFunc(s.setup.Groups, func(g Group) bool { return g.Settings.BlueGreenType }) {
		on = courses
	}
	for c := range on {
		for route := range 2 {
			for e := range events.LifecycleEvents {
				if s.shape.source[c][e] != FromCurrent && s.d.Occurs(e, c, route == 1) {
					o.last[c][route] = max(o.last[c][route], s.shape.place[e]+1)
				}
			}
		}
	}
	for from := range sources {
		o.runs[from] = s.sameEarlier(from, on)
	}
	if s.d.NoRecord() {
		o.none = -1
	}
	return o
}

// prunes says whether some agent may delete an archive, if inputs make so many
// deployments and each is rolled back. CD-8.9
func (s *Service) prunes(made int) bool {
	for n := range 16 {
		r := AutoRollback{n&1 > 0, n&2 > 0, n&4 > 0, n&8 > 0}
		if canRollBack(s.d, r, events.ByRollback, []*bool{nil, &yes, &no}) {
			return true // there is no end of them
		}
	}
	for others := range int(s.past) + 2*made {
		for i := range s.setup.Agents {
			if s.d.Pruned(others, s.setup.Agents[i].MaxRevisions) > 0 {
				return true
			}
		}
	}
	return false
}

// sameEarlier gives revisions one number of which the events that take their
// scripts from somewhere run the same, on some courses, and 0 to those of which
// they run nothing.
func (s *Service) sameEarlier(from Source, on Course) []int32 {
	var takers []events.LifecycleEvent
	for e := range events.LifecycleEvents {
		if slices.ContainsFunc(s.shape.source[:on], func(of [events.LifecycleEvents]Source) bool { return of[e] == from }) {
			takers = append(takers, e)
		}
	}
	list := s.shape.revisions
	numbers := make([]int32, len(list))
	for r := range list {
		first := slices.IndexFunc(list[:r+1], func(o revisionShape) bool { return o.alike(&list[r], takers) })
		if s.shape.needsHook || !list[r].idle(takers) {
			numbers[r] = 1 + int32(first)
		}
	}
	return numbers
}

// idle says whether events run nothing of a revision, and do not fail for it.
func (r *revisionShape) idle(takers []events.LifecycleEvent) bool {
	runs := func(e events.LifecycleEvent) bool { return len(r.scripts[e]) > 0 }
	return r.refused == nil && !slices.ContainsFunc(takers, runs)
}

// alike says whether events run the same of two revisions, or fail for both.
func (r *revisionShape) alike(o *revisionShape, takers []events.LifecycleEvent) bool {
	differ := func(e events.LifecycleEvent) bool {
		return !slices.EqualFunc(r.scripts[e], o.scripts[e], scriptShape.alike)
	}
	return slices.Equal(r.refused, o.refused) && !slices.ContainsFunc(takers, differ)
}

// alike says whether two scripts do the same on any host. Times are drawn for
// each script, so that those with a range are not.
func (a scriptShape) alike(b scriptShape) bool {
	if a.timeout != b.timeout || a.missing != b.missing {
		return false
	}
	return slices.EqualFunc(a.behaviours, b.behaviours, func(x, y *ScriptBehaviour) bool {
		return reflect.DeepEqual(x, y) && (x == y || x.TakesLo == x.TakesHi)
	})
}

// rollbackKey is what a rollback hangs on, an ending aside.
type rollbackKey struct {
	rollback AutoRollback
	creator  events.Creator
	onStop   uint8 // 0: not said
	stops    bool
}

const unasked = 255 // an onStop that no deployment has

var yes, no = true, false

// look works out in which groups another deployment can start; those that follow up
// need Auto Scaling, with which nobody asks. CD-1.12, CD-5.2, CD-6.9
func (o *Outlook) look(s *Service) {
	for g := range o.another {
		o.another[g] = o.Creates
	}
	for _, n := range s.active {
		d := &s.deployments[n]
		o.another[d.group] = o.another[d.group] || !d.begun || d.settings.BlueGreenType || o.rollsBack(s.d, d)
	}
}

// rollsBack says whether a deployment under way can end in such a way that it is
// rolled back. CD-5.2, CD-5.7
func (o *Outlook) rollsBack(d *Decisions, x *deployment) bool {
	key := rollbackKey{x.rollback, x.creator, 0, o.Stops}
	if x.onStop != nil {
		key.onStop = 1 + uint8(flag(*x.onStop))
	}
	if key == o.latest {
		return o.follows
	}
	may, known := o.undone[key]
	if !known {
		onStop := []*bool{x.onStop}
		if o.Stops {
			onStop = append(onStop, nil, &yes, &no)
		}
		may = canRollBack(d, x.rollback, x.creator, onStop)
		o.undone[key] = may
	}
	o.latest, o.follows = key, may
	return may
}

// canRollBack says whether a deployment can end in a way that is rolled back.
// CD-5.2
func canRollBack(d *Decisions, r AutoRollback, by events.Creator, onStop []*bool) bool {
	for _, status := range []events.DeploymentStatus{events.DeploymentSucceeded, events.DeploymentFailed, events.DeploymentStopped} {
		for code := range events.ErrorCode(len(events.ErrorCodeNames()) + 1) {
			if slices.ContainsFunc(onStop, func(said *bool) bool { return d.Triggered(r, Ending{status, code, by, said}) }) {
				return true
			}
		}
	}
	return false
}

// looks says whether a target of a deployment under way has yet to run, or runs,
// scripts of an earlier one. CD-4.2
func (o *Outlook) looks(s *Service, d *deployment, row *target) bool {
	last := o.last[row.course][d.routes()]
	switch row.status {
	case events.TargetPending, events.TargetReady:
		return last > 0
	case events.TargetInProgress:
		return s.shape.place[row.event] < last
	}
	return false
}

// earlier is equal for what agents keep of which events that run scripts of an
// earlier deployment make the same. CD-4.2, CD-4.4
func (o *Outlook) earlier(s *Service, place uint32) uint64 {
	k := &s.kept.list[place]
	of := pair(o.of(s, FromLastInstall, k.lastInstall), o.of(s, FromMostRecent, k.mostRecent))
	if o.archives {
		return kernel.Mix(of, s.kept.marks[place].all)
	}
	return of
}

func (o *Outlook) of(s *Service, from Source, n int32) int32 {
	if n == None {
		return o.none
	}
	return o.runs[from][s.deployments[n].revision]
}
