package codedeploy

import (
	"reflect"
	"strings"
	"testing"
)

// undigested are the fields of a service that its digest leaves out, and why it
// may; the digest has all others.
var undigested = map[string]string{
	"Service": "k fleet d setup shape past watch classes ranks inside ids room: what it is made with, or of no consequence; " +
		"active: what the statuses say; begun latest: what decides is the order of the targets that they count",
	"group": "settings members: what the inputs that were taken say; made: how many deployments there are",
	"deployment": "id description nth created started ended last stopNo first count byInstance: names, times and causes; " +
		"bundle members: what its revision and its settings say; deciding: nothing is decided between instants; action: it has no digest with them; copies: what it began with",
	"alias":   "function: which it is",
	"Alias":   "Name: which it is",
	"taskSet": "made runsAt healthyAt: seen by the view alone",
	"line":    "cursor: what the statuses of its targets say",
	"target":  "last turn instance deployment: names and causes; failed: on a host, seen by the view alone; plain: what its script and spoil say",
}

// Each field of what a service is made of is in the digest or may be left out:
// who adds one has to say which.
func TestDigestKnowsEveryField(t *testing.T) {
	digested := map[string]string{
		"Service":    "groups deployments targets agents kept delays aliases taskSets appsGone configsGone",
		"group":      "deleted revision lastSuccessful lastAttempted active health kept",
		"deployment": "group revision config status code creator settings rollback fileExists ignoreStop outdatedOnly restart rollbackOf after rolledBackBy hookless powerless denied begun line skipped planned stage replacements terminating zones zone waiting stopping stopRule onStop traffic alarms activated polling shift",
		"shifting":   "place alias from to service original replacement share step waiting settled called",
		"alias":      "Alias",
		"Alias":      "Version Other Share",
		"taskSet":    "service revision group desired weight primary gone",
		"line":       "Budget",
		"Budget":     "Targets Minimum InProgress Succeeded Failed Pending",
		"target":     "since began nth script exited event status class doing course unseen spoil",
	}
	for _, of := range []reflect.Type{reflect.TypeFor[Service](), reflect.TypeFor[group](), reflect.TypeFor[deployment](), reflect.TypeFor[line](), reflect.TypeFor[Budget](), reflect.TypeFor[target](), reflect.TypeFor[shifting](), reflect.TypeFor[alias](), reflect.TypeFor[Alias](), reflect.TypeFor[taskSet]()} {
		known := strings.FieldsFunc(digested[of.Name()]+" "+undigested[of.Name()], func(r rune) bool { return strings.ContainsRune(" :;,", r) })
		for n := range of.NumField() {
			if name := of.Field(n).Name; !contains(known, name) {
				t.Errorf("%s.%s: neither in the digest nor left out for a reason", of.Name(), name)
			}
		}
	}
}

func contains(list []string, word string) bool {
	for _, x := range list {
		if x == word {
			return true
		}
	}
	return false
}
