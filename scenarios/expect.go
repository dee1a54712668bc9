package scenarios

import (
	"slices"
	"strings"
)

// Expectation is one thing that must come out. It speaks of a deployment, of
// an instance (and a deployment on it), or of how many there are of something.
type Expectation struct {
	Pos Pos
	// The number of a deployment; beside `instance`, the one whose events are meant, which is else the last that touched it.
	Deployment *int64 `key:"deployment" range:"1..1000000"`
	// A host.
	Instance Name `key:"instance"`
	// How many deployments there are in the end, rollbacks included.
	Deployments *int64 `key:"deployments" range:"0..1000000"`
	// How many calls there are.
	Calls *CallCount `key:"calls"`
	// How many instances there are of some kind.
	Instances *InstanceCount `key:"instances"`
	// An Auto Scaling group.
	AutoScalingGroup Name `key:"autoScalingGroup"`
	// An alias of a function, such as api:live, or an ECS service, such as main:web.
	Traffic Name `key:"traffic"`

	// Of an Auto Scaling group: how many instances it wants.
	DesiredCapacity *int64 `key:"desiredCapacity" range:"0..10000000"`
	// Of an Auto Scaling group: how many of its instances are in service.
	InstancesInService *int64 `key:"instancesInService" range:"0..10000000"`
	// Of an Auto Scaling group: the processes that are suspended.
	SuspendedProcesses []string `key:"suspendedProcesses" enum:"@process"`
	// The fewest hosts that were in service at the end of any instant (CD-7.4).
	MinInService *int64 `key:"minInService" range:"0..10000000"`

	// Of a deployment: its status in the end (CD-1.5).
	Status string `key:"status" enum:"@status"`
	// Of a deployment: the code of its error (CD-1.10).
	ErrorCode string `key:"errorCode" enum:"@errorCode"`
	// Of a deployment: how many targets have which status (CD-1.7).
	Overview *Overview `key:"overview"`
	// Of a deployment: its targets in the order in which they started, or the first of them (CD-2.14).
	Order []Name `key:"order"`
	// Of a deployment: how many targets started at each instant at which some did.
	Waves []int64 `key:"waves" range:"1..10000000"`
	// Of a deployment: who made it (CD-1.11).
	Creator string `key:"creator" enum:"@creator"`
	// Of a deployment: the revision to which it was rolled back.
	RolledBackTo Name `key:"rolledBackTo"`
	// Of a deployment: the number of the deployment that rolled it back.
	RolledBackBy *int64 `key:"rolledBackBy" range:"1..1000000"`
	// Of a deployment: the most targets in progress or failed at one time (CD-2.7).
	MaxOffline *int64 `key:"maxOffline" range:"0..10000000"`
	// Of a deployment: how long it took from creation to end; a duration, or a range.
	Duration *Range `key:"duration"`
	// Of a Lambda or ECS deployment: the part of the traffic that its replacement had when it ended, in per cent (CD-9.9).
	Share *int64 `key:"share" range:"0..100"`
	// The revision of a deployment, or the one installed last on an instance.
	Revision Name `key:"revision"`

	// Of an instance: its health in the group it was last deployed to (CD-2.20).
	Health string `key:"health" enum:"@instanceHealth"`
	// Of an instance: the health of its revision (CD-2.20).
	RevisionHealth string `key:"revisionHealth" enum:"@revisionHealth"`
	// Of an instance: whether load balancers send it traffic.
	InService *bool `key:"inService"`
	// Of an instance: its state in EC2.
	State string `key:"state" enum:"pending running stopped terminated"`
	// Of an instance of an Auto Scaling group: where it stands in its life (CD-6.6).
	LifecycleState string `key:"lifecycleState" enum:"@lifecycleState"`
	// Of an instance, or of a Lambda or ECS deployment: the statuses of lifecycle events (CD-1.8).
	Events []EventStatus `key:"events" is:"keyed"`
	// Of an instance: absolute paths that are there.
	Files []string `key:"files" is:"one"`
	// Of an instance: absolute paths that are not there.
	Absent []string `key:"absent" is:"one"`

	// Of traffic: the parts of the versions of a function, or of the revisions of a service, in per cent; others have none.
	Shares []VersionPart `key:"shares" is:"keyed"`
	// Of traffic: how many tasks of the service are healthy behind its load balancer, those without traffic included.
	HealthyTasks *int64 `key:"healthyTasks" range:"0..1000000"`
}

// VersionPart is a version of a function, or a revision of a service, with its
// part of the traffic.
type VersionPart struct {
	// The number of the version, or the name of the revision; original for a task set from before time 0 that nobody knows.
	Version Name `key:"*"`
	// Per cent.
	Share int64 `key:"=" range:"0..100"`
}

// Overview is how many targets of a deployment have which status (CD-1.7).
// What is absent is not checked.
type Overview struct {
	// Not begun.
	Pending *int64 `key:"Pending" range:"0..10000000"`
	// Under way.
	InProgress *int64 `key:"InProgress" range:"0..10000000"`
	// Deployed to.
	Succeeded *int64 `key:"Succeeded" range:"0..10000000"`
	// Failed.
	Failed *int64 `key:"Failed" range:"0..10000000"`
	// Never attempted.
	Skipped *int64 `key:"Skipped" range:"0..10000000"`
	// Waiting for traffic, blue/green only.
	Ready *int64 `key:"Ready" range:"0..10000000"`
}

// EventStatus is the status of one lifecycle event.
type EventStatus struct {
	// The event (CD-4.1).
	Event string `key:"*" enum:"@lifecycleEvent"`
	// Its status (CD-1.8).
	Status string `key:"=" enum:"@lifecycleStatus"`
}

// CallCount is how many calls there are.
type CallCount struct {
	// Calls that ended in an exception.
	Refused *int64 `key:"refused" range:"0..1000000"`
}

// InstanceCount is how many instances there are of some kind.
type InstanceCount struct {
	// Those with this revision installed last; all if absent.
	Revision Name `key:"revision"`
	// Those of this health in the group they were last deployed to; all if absent (CD-2.20).
	Health string `key:"health" enum:"@instanceHealth"`
	// How many.
	Count int64 `key:"count" is:"required" range:"0..10000000"`
}

var (
	subjectKeys          = strings.Fields("deployment instance deployments calls instances autoScalingGroup minInService traffic")
	scalingExpectKeys    = strings.Fields("desiredCapacity instancesInService suspendedProcesses")
	deploymentExpectKeys = strings.Fields("status errorCode overview order waves creator rolledBackTo rolledBackBy maxOffline duration revision share events")
	instanceExpectKeys   = strings.Fields("deployment revision health revisionHealth inService state lifecycleState events files absent")
	trafficExpectKeys    = strings.Fields("shares healthyTasks")
)

// validate finds the one subject and refuses what can not be said of it.
func (e *Expectation) validate(d *decoder, o object) {
	subjects := subjectKeys
	if o.Has("instance") {
		subjects = subjects[1:]
	}
	var allowed []string
	subject := d.OnlyOne(o.Object, subjects...)
	switch subject {
	case "":
		return
	case "deployment":
		allowed = deploymentExpectKeys
	case "instance":
		allowed = instanceExpectKeys
	case "autoScalingGroup":
		allowed = scalingExpectKeys
	case "traffic":
		allowed = trafficExpectKeys
	}
	said := allowed == nil
	for _, key := range o.keys() {
		switch {
		case slices.Contains(allowed, key):
			said = said || key != "deployment" && !e.empty(key)
		case key != subject:
			d.Errorf(o.Key(key), "use "+strings.Join(append([]string{subject}, allowed...), ", "), "%s says nothing of %s", key, subject)
		}
	}
	switch {
	case subject == "calls" && e.Calls != nil && e.Calls.Refused == nil:
		d.Errorf(o.Position, "add refused", "nothing is expected of the calls")
	case !said:
		d.Errorf(o.Position, "add one of "+strings.Join(allowed, ", "), "nothing is expected of the %s", subject)
	case subject == "instance" && e.Deployment != nil && len(e.Events) == 0:
		d.Errorf(o.Key("deployment"), "leave it out, or add events", "deployment says whose events are meant, and there are none")
	}
}

// empty says whether a list or a mapping of the expectation has nothing in it.
func (e *Expectation) empty(key string) bool {
	switch key {
	case "overview":
		return e.Overview != nil && *e.Overview == Overview{}
	case "order":
		return len(e.Order) == 0
	case "waves":
		return len(e.Waves) == 0
	case "events":
		return len(e.Events) == 0
	case "shares":
		return len(e.Shares) == 0
	case "files":
		return len(e.Files) == 0
	case "absent":
		return len(e.Absent) == 0
	}
	return false
}
