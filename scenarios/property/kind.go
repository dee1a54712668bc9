package property

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// kind is what values can be: two are the same only if they are one.
type kind struct {
	name  string
	words []string // of an enumeration, in the order of its numbers
}

// The kinds. Names of hosts and their groups are only ever compared with a text.
var (
	truth    = &kind{name: "yes or no"}
	number   = &kind{name: "a number"}
	duration = &kind{name: "a duration"}

	literal         = &kind{name: "a text in quotes"}
	hostName        = &kind{name: "the name of a host"}
	membership      = &kind{name: "the groups of a host"}
	zoneName        = &kind{name: "the name of an Availability Zone"}
	revisionName    = &kind{name: "the name of a revision"}
	applicationName = &kind{name: "the name of an application"}
	groupName       = &kind{name: "the name of a deployment group"}
	configName      = &kind{name: "the name of a deployment configuration"}

	deploymentStatus = &kind{"the status of a deployment", events.DeploymentStatusNames()}
	errorCode        = &kind{"the error code of a deployment", append([]string{"none"}, events.ErrorCodeNames()...)}
	creator          = &kind{"the creator of a deployment", events.CreatorNames()}
	hostState        = &kind{"the state of a host", fleet.StateNames()}
	agentState       = &kind{"the state of an agent", codedeploy.AgentStateNames()}
	instanceHealth   = &kind{"the health of an instance", events.InstanceHealthNames()}
	revisionHealth   = &kind{"the health of a revision", events.RevisionHealthNames()}
)

// things are what a Mention can name.
var things = map[*kind]Thing{
	hostName: Host, zoneName: Zone, revisionName: Revision, applicationName: Application, groupName: Group, configName: Config, membership: Member,
}

var enumerations = []*kind{deploymentStatus, errorCode, creator, hostState, agentState, instanceHealth, revisionHealth}

// ordered says whether < and > mean something.
func (k *kind) ordered() bool { return k == number || k == duration }

// word is the number of a word of an enumeration.
func (k *kind) word(w string) (int64, bool) {
	for i, name := range k.words {
		if name == w {
			return int64(i), true
		}
	}
	return 0, false
}

// isWord says whether some enumeration has a word.
func isWord(w string) bool {
	for _, k := range enumerations {
		if _, ok := k.word(w); ok {
			return true
		}
	}
	return false
}
