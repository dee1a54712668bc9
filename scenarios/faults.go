package scenarios

import (
	"reflect"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Fault is something that goes wrong: exactly one of the verbs. Hosts are
// names, groups or ranges such as web-1..web-4.
type Fault struct {
	Pos Pos
	// The instances are gone for good.
	Terminate []Name `key:"terminate" is:"one"`
	// The instances stop and stay stopped.
	Stop []Name `key:"stop" is:"one"`
	// The instances are down for a while, a minute if `for` is absent, and come back with their agents.
	Reboot []Name `key:"reboot" is:"one"`
	// The agents die; they come back after `for`, or never.
	CrashAgent []Name `key:"crashAgent" is:"one"`
	// Nothing goes in or out for `for`, or for ever.
	CutNetwork []Name `key:"cutNetwork" is:"one"`
	// The disks are full from now on.
	FillDisk []Name `key:"fillDisk" is:"one"`
	// Scripts that begin from now on take longer.
	Slow *Slow `key:"slow"`
	// Every instance of the Availability Zone is down for `for`, or for ever.
	ZoneOutage Name `key:"zoneOutage"`
	// A file appears.
	PutFile *FileFault `key:"putFile"`
	// A file disappears.
	DeleteFile *FileFault `key:"deleteFile"`
	// The bundles of earlier deployments disappear from the agents' directories (CD-4.4).
	LoseArchives []Name `key:"loseArchives" is:"one"`
	// The lifecycle events under way on the hosts fail when they would end: those of all deployments, or of the one
	// alone that `when` names. One that does nothing is over at once, and none of these three changes it (CD-4.5).
	Fail []Name `key:"fail" is:"one"`
	// The lifecycle events under way on the hosts do not end by themselves: their timeouts end them (CD-4.7, CD-4.8).
	Hang []Name `key:"hang" is:"one"`
	// The lifecycle events under way on the hosts end later, by `for`.
	Delay []Name `key:"delay" is:"one"`
	// What happens to the lifecycle event that is under way in a Lambda or ECS deployment: its hook reports
	// Failed, reports nothing, or reports later by `for` (CD-9.6); at Install the tasks are not ready, or later (CD-9.7).
	Event string `key:"event" enum:"fail hang delay"`
	// The number of that deployment.
	Deployment int64 `key:"deployment" range:"1..1000000"`
	// How long it lasts, for reboot, crashAgent, cutNetwork and zoneOutage; how much later, for delay.
	For *kernel.Time `key:"for"`
}

// Slow makes scripts take longer.
type Slow struct {
	// The hosts.
	Instance []Name `key:"instance" is:"required,one"`
	// How many times as long.
	Factor int64 `key:"factor" is:"required" range:"1..1000000"`
}

// FileFault is a file on some hosts.
type FileFault struct {
	// The hosts.
	Instance []Name `key:"instance" is:"required,one"`
	// The absolute path of the file.
	Path string `key:"path" is:"required,name"`
}

var (
	faultKeys   = strings.Fields("terminate stop reboot crashAgent cutNetwork fillDisk slow zoneOutage putFile deleteFile loseArchives fail hang delay event")
	lastingKeys = strings.Fields("reboot crashAgent cutNetwork zoneOutage delay")
)

func (f *Fault) validate(d *decoder, o object) {
	key := d.OnlyOne(o.Object, faultKeys...)
	verb := key
	switch {
	case verb == "event" && !o.Has("deployment"):
		d.Errorf(o.Key("event"), "add deployment: 1", "event does not say of which deployment")
	case verb != "event" && o.Has("deployment"):
		d.Errorf(o.Key("deployment"), "leave it out, or write event: fail for the event of a Lambda or ECS deployment", "deployment belongs to event")
	case verb == "event":
		verb = f.Event
	}
	if verb != "" && f.For != nil && !slices.Contains(lastingKeys, verb) {
		d.Errorf(o.Key("for"), "leave it out; it belongs to "+strings.Join(lastingKeys, ", "), "%s has no end", verb)
	}
	if verb == "delay" && f.For == nil {
		d.Errorf(o.Key(key), "add for: 40s", "delay does not say by how much")
	}
}

// IsFault says whether an entry of a timeline counts as a fault. A delay does if late
// says so: to a search that may let events end late.
func (e *Entry) IsFault(late bool) bool {
	return e.Fault != nil && (late || e.Fault.Delay == nil && e.Fault.Event != "delay")
}

// FaultsIn is how many faults there are in a timeline: one that names several hosts is as
// many.
func FaultsIn(timeline []Entry, late bool) (n int) {
	for i := range timeline {
		if e := &timeline[i]; e.IsFault(late) {
			n += max(1, len(e.Fault.Hosts()))
		}
	}
	return n
}

// Hosts are the hosts that a fault of a timeline names; nil if it strikes something else.
func (f *Fault) Hosts() []Name {
	v := reflect.ValueOf(f).Elem()
	for i := range v.NumField() {
		if hosts, ok := v.Field(i).Interface().([]Name); ok && hosts != nil {
			return hosts
		}
	}
	return nil
}

// Word is the word of a fault in a timeline, such as fail or stop.
func (f *Fault) Word() string {
	if f.Event != "" {
		return f.Event
	}
	v := reflect.ValueOf(f).Elem()
	for i := range v.NumField() {
		if word := v.Type().Field(i).Tag.Get("key"); word != "" && word != "for" && !v.Field(i).IsZero() {
			return word
		}
	}
	return ""
}
