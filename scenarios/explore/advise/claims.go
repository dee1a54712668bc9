package advise

// What must hold beside the properties of the scenario.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/property"
)

// Claim is a property with a name for tables.
type Claim struct {
	Label string
	*property.Property
}

// struck counts the hosts that a fault has taken: nobody can deploy to them, and
// no configuration brings them back (CD-8.4).
const struck = `count(instances, not reachable or agent != "running")`

// lastGood: whoever fails, or is stopped by an alarm, leaves all hosts that can be
// deployed to on the last good revision. A deployment that never fails within the
// budget of faults keeps it too, which an implication would call untested.
const lastGood = `atEnd none(deployments, not isRollback and (status == "Failed" or code == "ALARM_ACTIVE"))` +
	` or all(instances, upToDate or not reachable or agent != "running")`

// apart are the same about the group alone, where the timeline deploys to others too:
// what those do is nothing that its settings decide.
const (
	endsApart     = `atEnd all(deployments, ended or %s)`
	lastGoodApart = `atEnd none(deployments, not (%s) and not isRollback and (status == "Failed" or code == "ALARM_ACTIVE"))` +
		` or all(instances, memberOf != %q or upToDate or not reachable or agent != "running")`
	offlineApart = `always all(deployments, %s or ended or offline <= %d)`
	servingApart = `always inServiceAtStart - %d - count(instances, (%[2]s) and inService) - count(instances, (%[2]s) and (not reachable or agent != "running")) <= %[3]d`
)

// claims are what must hold under some settings: what is to be kept, which comes
// first, that all ends, that failures are rolled back, and what the user wants.
func (g *group) claims(s *Settings, o *Options) (list []Claim) {
	if o.Keep.Value > 0 {
		list = []Claim{{"keep " + o.Keep.String(), parsed(g.keeps(s, o.Keep))}}
	}
	for _, own := range []struct{ label, whole, apart string }{
		{"ends", "ends", fmt.Sprintf(endsApart, g.foreign())}, {"last-good", lastGood, fmt.Sprintf(lastGoodApart, g.foreign(), g.name())},
	} {
		p := parsed(own.whole)
		if slices.ContainsFunc(o.Properties, func(wanted *property.Property) bool { return wanted.Text == p.Text }) {
			continue // that says as much, and more of other groups
		}
		if g.apart() {
			p = parsed(own.apart)
		}
		list = append(list, Claim{own.label, p})
	}
	for _, p := range o.Properties {
		list = append(list, Claim{p.Name, p})
	}
	return list
}

// keeps is what keeping so much means. Behind load balancers a host that is
// deployed to takes no requests (CD-7.4), and who was struck by a fault is no
// fault of the configuration. Without them, what is in progress or has failed
// draws on the budget (CD-2.7), be it struck or not.
func (g *group) keeps(s *Settings, k Keep) string {
	may := max(0, g.hosts-k.Of(g.hosts))
	switch balanced := g.balanced(s); {
	case g.apart() && balanced:
		return fmt.Sprintf(servingApart, g.theirs, g.own(), may)
	case g.apart():
		return fmt.Sprintf(offlineApart, g.foreign(), may)
	case balanced:
		return fmt.Sprintf("always inServiceAtStart - inService - %s <= %d", struck, may)
	}
	return fmt.Sprintf("always offline <= %d", may)
}

// foreign says of a deployment that it is one of another group.
func (g *group) foreign() string {
	return fmt.Sprintf("application != %q or group != %q", g.app().ApplicationName.Text, g.now().DeploymentGroupName.Text)
}

// own says of a host that it is the group's, or of no group to which is deployed, as
// replacements may be.
func (g *group) own() string {
	var others []string
	for _, name := range g.others {
		others = append(others, fmt.Sprintf("memberOf != %q", name))
	}
	return fmt.Sprintf("memberOf == %q or %s", g.name(), strings.Join(others, " and "))
}

// balanced says whether hosts leave load balancers while they are deployed to.
// CD-4.1
func (g *group) balanced(s *Settings) bool {
	style := g.now().DeploymentStyle
	return g.fronted() && (s.BlueGreen || s.Traffic || style != nil && style.DeploymentOption == "WITH_TRAFFIC_CONTROL")
}

func parsed(text string) *property.Property {
	p, err := property.Parse(text)
	if err != nil {
		panic(err) // a mistake of ours
	}
	return p
}
