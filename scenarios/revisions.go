package scenarios

import "github.com/seed-11de0fc1/rehearse/sim/kernel"

// Revision is one version of an application: what is in its bundle, and what
// its scripts do when the simulated agent runs them.
type Revision struct {
	// Its name in this scenario.
	Name Name `key:"*"`
	// A directory or archive with a real appspec.yml, relative to the scenario.
	Bundle Name `key:"bundle"`
	// An AppSpec written here instead of a bundle; its scripts and files are taken to exist.
	AppSpec Document `key:"appspec" schema:"appspec"`
	// Gone from S3 or GitHub when a deployment starts (CD-1.15).
	Missing bool `key:"missing"`
	// What scripts do, by their location in the AppSpec; others take 1s and exit 0.
	Scripts []Script `key:"scripts" is:"keyed"`
	// How the events without scripts go: DownloadBundle, Install, BlockTraffic, AllowTraffic.
	Events []EventPlan `key:"events" is:"keyed"`
	// The per cent of requests that fail on hosts with this revision; alarms can measure it.
	ErrorRate int64 `key:"errorRate" range:"0..100"`
	// How long the answers of hosts with this revision take, up to a minute; alarms can measure it.
	Latency kernel.Time `key:"latency"`
}

func (rev *Revision) validate(d *decoder, o object) {
	if !o.Has("missing") || o.Has("bundle") || o.Has("appspec") {
		d.OnlyOne(o.Object, "bundle", "appspec")
	}
	if rev.Latency > kernel.Minute {
		d.Errorf(o.get("latency").Position, "write up to 1m", "an answer that takes longer than a minute")
	}
}

// Script is what the script at one location does.
type Script struct {
	// The location as the AppSpec gives it.
	Location Name `key:"*"`
	// What it does: the first entry that fits a host and a deployment counts, so a general one comes last. Hosts that none fits take 1s and exit 0.
	Plans []ScriptPlan `key:"=" is:"one"`
}

// ScriptPlan is what a script does on some hosts in some deployments.
type ScriptPlan struct {
	Pos Pos
	// The hosts: names, groups or ranges such as web-1..web-4; all if absent.
	On []Name `key:"on" is:"one"`
	// The number of the deployment; all if absent.
	Deployment *int64 `key:"deployment" range:"1..1000000"`
	// How long it runs: 5s, or 20s..40s drawn for each host; 1s if absent.
	Takes *Range `key:"takes"`
	// Its exit code; anything but 0 fails the event (CD-4.6).
	Exit int64 `key:"exit" range:"0..255"`
	// The end of its output (CD-1.9).
	Prints string `key:"prints"`
	// Absolute paths of files that it leaves; nothing ever removes them (CD-4.14).
	Writes []string `key:"writes" is:"one"`
	// Leaves a child that keeps its output open (CD-4.9).
	HoldsOutput bool `key:"holdsOutput"`
	// Does not end when its time is up (CD-4.7).
	IgnoresTerm bool `key:"ignoresTerm"`
	// Can not be made executable (CD-4.6).
	NotExecutable bool `key:"notExecutable"`
	// Restarts the agent while it runs (CD-8.5).
	RestartsAgent bool `key:"restartsAgent"`
	// Runs as a user who needs a password (CD-4.12).
	NeedsPassword bool `key:"needsPassword"`
}

// EventPlan is how one lifecycle event without scripts goes.
type EventPlan struct {
	// The event.
	Event string `key:"*" enum:"DownloadBundle Install BlockTraffic AllowTraffic"`
	// What happens, the first entry that fits a host and a deployment.
	Plans []EventOutcome `key:"=" is:"one"`
}

// EventOutcome is how an event without scripts goes on some hosts in some
// deployments.
type EventOutcome struct {
	Pos Pos
	// The hosts: names, groups or ranges such as web-1..web-4; all if absent.
	On []Name `key:"on" is:"one"`
	// The number of the deployment; all if absent.
	Deployment *int64 `key:"deployment" range:"1..1000000"`
	// How long it takes: 5s, or 20s..40s drawn for each host.
	Takes *Range `key:"takes"`
	// Whether it fails.
	Fails bool `key:"fails"`
	// The message with which it fails.
	Error string `key:"error"`
}

func (p *EventOutcome) validate(d *decoder, o object) {
	if o.Has("error") && !p.Fails {
		d.Errorf(o.Key("error"), "add fails: true", "a message of failure where nothing fails")
	}
}

// Past is a deployment that ended before time 0.
type Past struct {
	Pos Pos
	// The group: application/group.
	DeploymentGroup Name `key:"deploymentGroup" is:"required"`
	// What was deployed.
	Revision Name `key:"revision" is:"required"`
	// The hosts on which it failed; without them it succeeded everywhere.
	Failed []Name `key:"failed" is:"one"`
	// What Install did with files that were there; a rollback does the same (CD-5.3).
	FileExistsBehavior string `key:"fileExistsBehavior" enum:"DISALLOW OVERWRITE RETAIN"`
}
