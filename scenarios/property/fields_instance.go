package property

// What a property can ask of an instance.

import (
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// instances are all hosts that ever were, in order of their launch.
var instances = collection{name: "instances",
	bounds: func(w *sim.World) (from, to int64) { return 0, int64(w.Fleet().Len()) },
	at: func(s scope, i int64) scope {
		s.host = uint32(i)
		return s
	},
	fields: []Field{
		{Name: "name", Doc: "its name in the scenario, such as web-3; compare it with a text", kind: hostName},
		{Name: "memberOf", Doc: "the deployment groups that select it, even if it is terminated; compare it with a text such as shop/prod (CD-10.2)", kind: membership},
		{Name: "zone", Doc: "its Availability Zone, or an empty text", kind: zoneName,
			text: func(w *sim.World, s scope) string { return w.Fleet().Zone(s.host) }},
		{Name: "state", Doc: "its state as EC2 names it", kind: hostState,
			number: func(w *sim.World, s scope) int64 { return int64(w.Fleet().State(s.host)) }},
		{Name: "terminated", Doc: "it is no more", kind: truth,
			truth: func(w *sim.World, s scope) bool { return w.Fleet().Gone(s.host) }},
		{Name: "inService", Doc: "it takes requests (CD-7.4)", kind: truth,
			truth: func(w *sim.World, s scope) bool { return w.Fleet().InService(s.host) }},
		{Name: "reachable", Doc: "its agent could talk to CodeDeploy: it runs, has a network and an instance profile (CD-8.4, CD-8.7)", kind: truth,
			truth: func(w *sim.World, s scope) bool { return w.Fleet().Reachable(s.host) }},
		{Name: "agent", Doc: "the state of its agent", kind: agentState,
			number: func(w *sim.World, s scope) int64 { return int64(w.CodeDeploy().AgentState(s.host)) }},
		{Name: "deploying", Doc: "it is a target in progress (CD-1.6); it looks at every target", kind: truth, truth: deploying},
		{Name: "revision", Doc: "name of the revision that was installed last, or an empty text (CD-4.3)", kind: revisionName, text: revisionOn},
		{Name: "health", Doc: "the worst that the deployment groups that deployed to it remember (CD-2.20)", kind: instanceHealth, number: healthOf},
		{Name: "revisionHealth", Doc: "the worst that the deployment groups that deployed to it remember (CD-2.20)", kind: revisionHealth, number: revisionHealthOf},
		{Name: "upToDate", Doc: "it has what the last successful deployment of each of its groups deployed (CD-5.3)", kind: truth, truth: upToDate},
	},
}

// deploying says whether a host is at work. CD-1.6
func deploying(w *sim.World, s scope) bool {
	service := w.CodeDeploy()
	for _, d := range service.Active() {
		from, to := service.Rows(d)
		for t := from; t < to; t++ {
			if row := service.Target(t); row.Instance == s.host && row.Status == events.TargetInProgress {
				return true
			}
		}
	}
	return false
}

func revisionOn(w *sim.World, s scope) string {
	if r := w.Installed(s.host); r != codedeploy.None {
		return w.Setup().CodeDeploy.Revisions[r].Name
	}
	return ""
}

// selected says whether the deployment group of a name, as application/group, selects a
// host. CD-10.2
func selected(w *sim.World, i uint32, name string) bool {
	g := w.Setup().CodeDeploy.GroupNamed(name)
	return g != codedeploy.None && w.CodeDeploy().Selected(g, i)
}

// healthOf is the worst health of a host; newcomers are Unhealthy. CD-2.20
func healthOf(w *sim.World, s scope) int64 {
	health, _ := worst(w, s.host)
	return int64(health)
}

func revisionHealthOf(w *sim.World, s scope) int64 {
	_, revision := worst(w, s.host)
	return int64(revision)
}

func worst(w *sim.World, i uint32) (instance events.InstanceHealth, revision events.RevisionHealth) {
	service, met := w.CodeDeploy(), false
	for g := range int32(len(service.Setup().Groups)) {
		h, r := service.Health(g, i)
		switch {
		case !service.Met(g, i) && h == events.Unhealthy && r == events.Unknown:
		case !met:
			instance, revision, met = h, r, true
		default:
			instance, revision = min(instance, h), min(revision, r)
		}
	}
	return instance, revision
}

// upToDate compares a host with the revisions of its groups. CD-5.3
func upToDate(w *sim.World, s scope) bool {
	service := w.CodeDeploy()
	for g := range int32(len(service.Setup().Groups)) {
		if want := service.Group(g).Revision; want != codedeploy.None && service.Chosen(g, s.host) && installed(service, g, s.host) != want {
			return false
		}
	}
	return true
}
