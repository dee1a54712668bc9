package property

// What a property can ask of the world at an instant.

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// Field is something that a property can name: of the world, or of an instance
// or a deployment inside all, any, none and count.
type Field struct {
	Name string
	Doc  string // one line, with the unit and the rule
	kind *kind
	// One of these is set, by the kind.
	truth  func(w *sim.World, s scope) bool
	number func(w *sim.World, s scope) int64
	text   func(w *sim.World, s scope) string
}

// Kind is what the field is, such as a number, a duration, or the status of a
// deployment.
func (f *Field) Kind() string { return f.kind.name }

// Values are the words that the field can be, nil if it is none of some.
func (f *Field) Values() []string { return f.kind.words }

// code reads the field.
func (f *Field) code() code {
	read := code{kind: f.kind, text: f.text}
	if ask := f.truth; ask != nil {
		read.truth = func(w *sim.World, s scope) (bool, *trouble) { return ask(w, s), nil }
	}
	if ask := f.number; ask != nil {
		read.number = func(w *sim.World, s scope) (int64, *trouble) { return ask(w, s), nil }
	}
	return read
}

// Section is the fields of one kind of thing.
type Section struct {
	Of     string // world, instances or deployments
	Fields []Field
}

// Fields are all that a property can name.
func Fields() []Section {
	return []Section{{world.name, world.fields}, {instances.name, instances.fields}, {deployments.name, deployments.fields}}
}

var world = collection{name: "world", fields: []Field{
	{Name: "now", Doc: "time since the start of the run", kind: duration,
		number: func(w *sim.World, _ scope) int64 { return int64(w.Now()) }},
	{Name: "hosts", Doc: "hosts that are there; terminated ones are not", kind: number,
		number: func(w *sim.World, _ scope) int64 { return int64(w.Fleet().There()) }},
	{Name: "hostsAtStart", Doc: "hosts that were there at time 0", kind: number,
		number: func(w *sim.World, _ scope) int64 { hosts, _ := w.Fleet().AtStart(); return int64(hosts) }},
	{Name: "inService", Doc: "hosts that take requests (CD-7.4)", kind: number,
		number: func(w *sim.World, _ scope) int64 { return int64(w.Fleet().Serving()) }},
	{Name: "inServiceAtStart", Doc: "hosts that took requests at the end of time 0 (CD-7.4)", kind: number,
		number: func(w *sim.World, _ scope) int64 { _, serving := w.Fleet().AtStart(); return int64(serving) }},
	{Name: "outOfService", Doc: "hosts that are there and take no requests (CD-7.4)", kind: number,
		number: func(w *sim.World, _ scope) int64 { return int64(w.Fleet().There() - w.Fleet().Serving()) }},
	{Name: "offline", Doc: "targets in progress and failed of the deployments that are not over (CD-2.7)", kind: number, number: offline},
	{Name: "healthy", Doc: "hosts that are there and Healthy, as their field health says (CD-2.20)", kind: number, number: healthy},
	{Name: "running", Doc: "deployments that are not over (CD-1.5)", kind: number,
		number: func(w *sim.World, _ scope) int64 { return int64(len(w.CodeDeploy().Active())) }},
	{Name: "rollbacks", Doc: "deployments so far that are rollbacks (CD-5.1)", kind: number, number: rollbacks},
	{Name: "zonesInProgress", Doc: "Availability Zones in which a target is in progress (CD-2.25); it looks at every target", kind: number, number: zonesInProgress},
	{Name: "alarms", Doc: "alarms that are in the state ALARM (CD-6.1)", kind: number, number: alarms},
	{Name: "mixed", Doc: "two hosts of one deployment group that are there have different revisions (CD-4.3)", kind: truth,
		truth: func(w *sim.World, _ scope) bool { return mixed(w) }},
}}

// unsteady says of a field whether it changes while lifecycle events begin and
// end: with the time, or once something was ever deployed to a host.
func unsteady(field string) bool {
	switch field {
	case "now", "duration", "healthy", "health", "revisionHealth", "upToDate":
		return true
	}
	return false
}

// ofHosts says whether a claim is about what hosts do, and nothing else, so that without
// any it says nothing. How many there are is so or not so even then.
func ofHosts(claim *node) bool {
	hosts, others := isAbout(claim, &world)
	return hosts && !others
}

// isAbout says whether something inside a collection is about hosts, and whether it is
// about other things.
func isAbout(n *node, of *collection) (hosts, others bool) {
	call := len(n.kids) > 0 && n.text != ""
	switch {
	case n.text == "hosts", n.text == "hostsAtStart", n.text == instances.name && !call:
	case call && n.text == instances.name, n.leaf == aWord && hostly(n.text, of):
		hosts = true
	case call && n.op != "count":
		of = &deployments
	case call, n.leaf == aWord && n.text != "true" && n.text != "false", n.op == "count":
		others = true
	}
	if call && n.text == instances.name {
		of = &instances
	}
	for _, kid := range n.kids {
		h, o := isAbout(kid, of)
		hosts, others = hosts || h, others || o
	}
	return hosts, others
}

// hostly says of a field inside a collection whether it is of hosts, or counts some.
func hostly(field string, of *collection) bool {
	if of == &deployments && of.field(field) != nil {
		return field == "offline" || field == "width" // those of Lambda and ECS are 0
	}
	switch field {
	case "inService", "inServiceAtStart", "outOfService", "offline", "healthy", "zonesInProgress", "mixed":
		return true
	}
	return instances.field(field) != nil
}

// timed says of a field whether it is a time.
func timed(name string) bool {
	for _, of := range []*collection{&world, &instances, &deployments} {
		if f := of.field(name); f != nil && f.kind == duration {
			return true
		}
	}
	return false
}

// offline: what draws on the budgets. CD-2.7
func offline(w *sim.World, _ scope) (n int64) {
	service := w.CodeDeploy()
	for _, d := range service.Active() {
		n += int64(service.Offline(d))
	}
	return n
}

func healthy(w *sim.World, s scope) (n int64) {
	for i := range uint32(w.Fleet().Len()) {
		if s.host = i; !w.Fleet().Gone(i) && healthOf(w, s) == int64(events.Healthy) {
			n++
		}
	}
	return n
}

func rollbacks(w *sim.World, _ scope) (n int64) {
	service := w.CodeDeploy()
	for d := service.Past(); d < service.Deployments(); d++ {
		if service.Facts(d).Creator == events.ByRollback {
			n++
		}
	}
	return n
}

// mostZones is how many zones are told apart; no Region has as many.
const mostZones = 32

func zonesInProgress(w *sim.World, _ scope) int64 {
	service := w.CodeDeploy()
	var seen [mostZones]string
	zones := seen[:0]
	for _, d := range service.Active() {
		from, to := service.Rows(d)
		for t := from; t < to && len(zones) < mostZones; t++ {
			row := service.Target(t)
			if row.Status != events.TargetInProgress || row.Instance == codedeploy.NoInstance {
				continue
			}
			if zone := w.Fleet().Zone(row.Instance); !oneOf(zone, zones) {
				zones = append(zones, zone)
			}
		}
	}
	return int64(len(zones))
}

func alarms(w *sim.World, _ scope) (n int64) {
	for a := range int32(w.Fleet().Alarms()) {
		if state, _, _ := w.Fleet().AlarmState(a); state == events.AlarmInAlarm {
			n++
		}
	}
	return n
}

// mixed looks for two members of one group that differ in what was last
// installed for it. CD-4.3
func mixed(w *sim.World) bool {
	service := w.CodeDeploy()
	for g := range int32(len(service.Setup().Groups)) {
		first, some := int32(0), false
		for i := range uint32(w.Fleet().Len()) {
			if w.Fleet().Gone(i) || !service.Chosen(g, i) {
				continue
			}
			has := installed(service, g, i)
			if some && has != first {
				return true
			}
			first, some = has, true
		}
	}
	return false
}

// installed is the revision that was last installed on a host for a group.
func installed(service *codedeploy.Service, g int32, i uint32) int32 {
	if d := service.Installed(g, i); d != codedeploy.None {
		return service.Facts(d).Revision
	}
	return codedeploy.None
}
