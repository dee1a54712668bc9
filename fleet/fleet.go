package fleet

import (
	"sort"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// State is the state of an instance, as EC2 names it.
type State uint8

// The states of an instance.
const (
	Pending State = iota
	Running
	Stopped
	Terminated
)

var stateNames = []string{"pending", "running", "stopped", "terminated"}

// String is the state's name in the API.
func (s State) String() string { return stateNames[s] }

// StateNames are the states of an instance.
func StateNames() []string { return stateNames }

// What keeps a host from talking to the service, one bit each; a host with
// none of the first five can be reached.
const (
	pending uint8 = 1 << iota
	stopped
	terminated
	cut
	noProfile
	diskFull
	deregistered // an on-premises host that is not registered
	fronted      // it belongs behind some load balancer

	away = pending | stopped | terminated | cut | noProfile
	down = pending | stopped | terminated
)

// Fleet is a number of hosts in columns, indexed by instance. Make one with
// New; CopyFrom forks it.
type Fleet struct {
	setup  *Setup
	shape  *shape
	seed   uint64
	flags  []uint8
	disk   []DiskID
	disks  *diskTable
	behind [][]standing // by load balancer
	there  uint32       // hosts that were there at time 0
	made   []uint32     // by group: hosts so far, gone ones included
	lent   bool         // hosts need no instance profile of their own

	receives []uint16 // how many load balancers send traffic to each host
	serving  int      // hosts in service
	served   served
	alarms   []alarm
	meter    *meter // nil if no alarm measures the traffic
	ticking  int    // alarms that will measure again

	rare
	room room
}

// shape is what never changes and so is shared by every fork.
type shape struct {
	first []uint32 // the first instance of each group, and one past the last
	front uint32   // how many are of the first group
	hash  []uint64 // of the names of groups
}

// New makes the fleet of a setup at time 0 and schedules what is to come by
// itself.
func New(k *kernel.Kernel, s *Setup) *Fleet {
	f := &Fleet{setup: s, shape: newShape(s), seed: k.Seed(), disks: new(diskTable)}
	f.there = f.shape.first[len(s.Groups)]
	n := int(f.there)
	f.flags = make([]uint8, n)
	f.disk = make([]DiskID, n)
	for g := range s.Groups {
		f.place(g)
		f.made = append(f.made, uint32(s.Groups[g].Count))
	}
	f.stand(n)
	f.gather()
	f.countServing()
	f.sound(k)
	return f
}

func newShape(s *Setup) *shape {
	sh := &shape{first: []uint32{0}}
	for _, g := range s.Groups {
		sh.first = append(sh.first, sh.first[len(sh.first)-1]+uint32(g.Count))
		sh.hash = append(sh.hash, kernel.HashString(g.Name))
	}
	sh.front = sh.first[min(1, len(s.Groups))]
	return sh
}

// place sets the columns of the hosts of group g.
func (f *Fleet) place(g int) {
	group := &f.setup.Groups[g]
	id, flags := f.disks.put(firstDisk(group)), firstFlags(group)
	if group.Stopped {
		f.downUntil = column(f.downUntil, f.Len())
	}
	for i := f.shape.first[g]; i < f.shape.first[g+1]; i++ {
		f.flags[i], f.disk[i] = flags, id
		if group.Stopped {
			f.downUntil[i] = forever // no reboot and no end of an outage starts it
		}
	}
}

func firstFlags(g *Group) (flags uint8) {
	if g.Stopped {
		flags |= stopped
	}
	if !g.InstanceProfile {
		flags |= noProfile
	}
	if g.Fronted {
		flags |= fronted
	}
	if g.OnPremises && !g.Registered {
		flags |= deregistered
	}
	return flags
}

// CopyFrom makes f a fork of src, independent of it, in the memory f has.
func (f *Fleet) CopyFrom(src *Fleet) {
	f.copyFrom(src)
	f.disks = src.disks.copyInto(f.disks)
}

// BranchFrom is CopyFrom for fleets of one goroutine, which share the contents
// of disks.
func (f *Fleet) BranchFrom(src *Fleet) {
	f.copyFrom(src)
	f.disks = src.disks.share()
}

// copyFrom copies all but the contents of disks.
func (f *Fleet) copyFrom(src *Fleet) {
	if f.setup == nil {
		f.moveIn()
	}
	f.setup, f.shape, f.seed, f.there, f.lent = src.setup, src.shape, src.seed, src.there, src.lent
	f.flags = append(f.flags[:0], src.flags...)
	f.disk = append(f.disk[:0], src.disk...)
	f.made = append(f.made[:0], src.made...)
	if !f.rare.empty() || !src.rare.empty() {
		f.rare.copyFrom(&src.rare)
	}
	f.receives = append(f.receives[:0], src.receives...)
	f.serving, f.served, f.ticking, f.meter = src.serving, src.served, src.ticking, src.meter.copied()
	f.alarms = append(f.alarms[:0], src.alarms...)
	f.behind = resize(f.behind, len(src.behind))
	for l := range src.behind {
		f.behind[l] = append(f.behind[l][:0], src.behind[l]...)
	}
}

// Reseed lets f draw ids from another seed.
func (f *Fleet) Reseed(seed uint64) { f.seed = seed }

func resize[T any](s []T, n int) []T {
	if n > cap(s) {
		s = append(s[:cap(s)], make([]T, n-cap(s))...)
	}
	return s[:n]
}

// Len is the number of hosts so far, gone ones included.
func (f *Fleet) Len() int { return len(f.flags) }

// Groups is what the fleet was made from.
func (f *Fleet) Groups() []Group { return f.setup.Groups }

// GroupOf is the index of the group of instance i.
func (f *Fleet) GroupOf(i uint32) int {
	if i < f.shape.front {
		return 0
	}
	return f.groupOf(i)
}

// groupOf is the group of a host that is not of the first one.
func (f *Fleet) groupOf(i uint32) int {
	if e := f.launched(i); e != nil {
		return int(e.group)
	}
	first := f.shape.first
	return sort.Search(len(first)-1, func(g int) bool { return first[g+1] > i })
}

// Span is the first instance of group g and one past its last, at time 0.
func (f *Fleet) Span(g int) (from, to uint32) { return f.shape.first[g], f.shape.first[g+1] }

// Name is the scenario's name of instance i.
func (f *Fleet) Name(i uint32) string {
	g := f.GroupOf(i)
	group := &f.setup.Groups[g]
	if !group.Numbered {
		return group.Name
	}
	return group.Name + "-" + strconv.Itoa(int(f.ordinal(i, g)))
}

// Named says whether instance i has a name, without making its own.
func (f *Fleet) Named(i uint32, name string) bool {
	g := f.GroupOf(i)
	group := &f.setup.Groups[g]
	if !group.Numbered {
		return group.Name == name
	}
	var digits [24]byte
	rest, ok := strings.CutPrefix(name, group.Name)
	return ok && rest != "" && rest[0] == '-' && rest[1:] == string(strconv.AppendUint(digits[:0], uint64(f.ordinal(i, g)), 10))
}

// Key tells instance i apart in random draws. It depends on the names alone,
// so that another host never shifts it.
func (f *Fleet) Key(i uint32) uint64 {
	g := f.GroupOf(i)
	return kernel.Mix(f.shape.hash[g], uint64(f.ordinal(i, g)-1))
}

const purposeInstanceID = 0x1d

// ID is the instance id of instance i: drawn from the seed for EC2, its name
// on premises.
func (f *Fleet) ID(i uint32) string {
	if f.setup.Groups[f.GroupOf(i)].OnPremises {
		return f.Name(i)
	}
	s := kernel.NewStream(f.seed, f.Key(i), purposeInstanceID)
	digits := strconv.FormatUint(s.Uint64(), 16)
	return "i-00000000000000000"[:19-len(digits)] + digits
}

// Zone is the Availability Zone of instance i, or empty.
func (f *Fleet) Zone(i uint32) string {
	if e := f.launched(i); e != nil {
		return e.zone
	}
	g := f.GroupOf(i)
	zones := f.setup.Groups[g].Zones
	if len(zones) == 0 {
		return ""
	}
	return zones[int(i-f.shape.first[g])%len(zones)]
}

// State is the state of instance i.
func (f *Fleet) State(i uint32) State {
	switch flags := f.flags[i]; {
	case flags&terminated != 0:
		return Terminated
	case flags&stopped != 0:
		return Stopped
	case flags&pending != 0:
		return Pending
	}
	return Running
}

// Up says whether instance i runs.
func (f *Fleet) Up(i uint32) bool { return f.flags[i]&down == 0 }

// Reachable says whether an agent on instance i could talk to the service: the
// host runs, has a network and an instance profile (CD-8.4, CD-8.7).
func (f *Fleet) Reachable(i uint32) bool { return f.flags[i]&away == 0 }

// LendProfiles gives every host an instance profile, those to come included.
func (f *Fleet) LendProfiles() {
	f.lent = true
	for i := range f.flags {
		f.flags[i] &^= noProfile
	}
}

// Gone says whether instance i was terminated.
func (f *Fleet) Gone(i uint32) bool { return f.flags[i]&terminated != 0 }

// DiskFull says whether a fault filled the disk of instance i.
func (f *Fleet) DiskFull(i uint32) bool { return f.flags[i]&diskFull != 0 }

// Factor is how many times as long scripts take on instance i, at least 1.
func (f *Fleet) Factor(i uint32) kernel.Time {
	if int(i) >= len(f.factor) || f.factor[i] == 0 {
		return 1
	}
	return kernel.Time(f.factor[i])
}

// IsTarget says whether instance i can be a target at all: an EC2 instance
// that was not terminated, or a registered on-premises host (CD-10.2, 10.7).
func (f *Fleet) IsTarget(i uint32) bool { return f.flags[i]&(terminated|deregistered) == 0 }
