package scenarios

import (
	"slices"
	"strconv"
	"strings"
)

// Who a clause is about.

var (
	hostNouns  = strings.Fields("host hosts instance instances server servers machine machines node nodes")
	everyWords = strings.Fields("all every each everything everybody everyone")
	parts      = map[string]int64{"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4}
	of         = strings.Fields("of on in at to for from")
)

// named tells whether the word n places on names a host, a range, a group or
// an id.
func (a *asking) named(n int) bool {
	if a.at+n >= len(a.words) {
		return false
	}
	text := a.words[a.at+n].text
	_, known := a.trying.hosts.some(text)
	return known || strings.HasPrefix(text, "i-") && len(text) > len("i-")
}

func (a *asking) zoneAt(n int) bool {
	return a.at+n < len(a.words) && a.trying.zone(a.words[a.at+n].text)
}

// startsHosts tells whether hosts begin n places on.
func (a *asking) startsHosts(n int) bool {
	if a.low(n) == "the" || a.low(n) == "a" || a.low(n) == "an" {
		n++
	}
	low := a.low(n)
	_, number := a.numberAt(n)
	percent := strings.HasSuffix(low, "%")
	return a.named(n) || number && units[a.low(n+1)] == 0 && a.low(n+1) != "times" || percent || parts[low] > 0 ||
		slices.Contains(hostNouns, low) || slices.Contains(everyWords, low) || low == "first" || low == "last" || low == "fleet"
}

// startsSubject tells whether a clause says first whom it is about.
func (a *asking) startsSubject() bool {
	return a.startsHosts(0) || a.zoneAt(0) || a.seesEvent() || a.subjectNoun() != noSubject
}

// subjectNoun is what a noun that stands here, perhaps behind an article, is
// about.
func (a *asking) subjectNoun() subject {
	n := 0
	if a.low(0) == "the" || a.low(0) == "a" || a.low(0) == "an" {
		n = 1
	}
	switch a.low(n) {
	case "agent", "agents":
		return ofAgents
	case "network", "networks", "connection", "connections":
		return ofNetworks
	case "disk", "disks":
		return ofDisks
	case "zone", "zones", "availability", "az":
		return ofZones
	case "deployment", "deployments":
		return ofDeployments
	case "alarm":
		return ofAlarms
	case "function":
		return ofFunctions
	}
	return noSubject
}

// subject reads whom a clause is about.
func (c *clause) subject() error {
	noun := c.subjectNoun()
	switch {
	case noun == noSubject && c.zoneAt(0) && !c.startsHosts(0), noun == ofZones:
		return c.zoneList()
	case noun == noSubject && !c.startsHosts(0):
		return c.eventList()
	case noun == noSubject:
		return c.owners()
	}
	c.word("the", "a", "an")
	c.at++
	c.about = noun
	if noun == ofAlarms || noun == ofFunctions {
		return c.oneName()
	}
	if noun == ofDeployments {
		c.trial.Deployment = 1
		if n, ok := c.numberAt(0); ok {
			c.at++
			c.trial.Deployment = n
		}
		return nil
	}
	if !c.word(of...) {
		return c.lost("say of which host, such as `on web-1`")
	}
	return c.hostList()
}

// owners reads hosts, and what of them a clause is about: web-1, or web-1's
// agent.
func (c *clause) owners() error {
	if err := c.hostList(); err != nil {
		return err
	}
	c.about = ofHosts
	if c.word("'s") {
		noun := c.subjectNoun()
		if noun != ofAgents && noun != ofNetworks && noun != ofDisks {
			return c.lost("what a host has is an agent, a network and a disk")
		}
		c.about = noun
		c.at++
	}
	return nil
}

// zoneList reads zones.
func (c *clause) zoneList() error {
	c.about = ofZones
	for {
		c.word("the")
		c.word("availability")
		c.word("zone", "zones", "az")
		if !c.zoneAt(0) {
			return c.lost(c.zoneFix())
		}
		c.zones = append(c.zones, c.words[c.at].text)
		c.at++
		if more := c.low(0) == "and" || c.low(0) == ","; !more || !c.zoneAt(1) && c.low(1) != "zone" {
			return nil
		}
		c.at++
	}
}

func (c *clause) zoneFix() string {
	for i := range c.trying.setup.Fleet.Groups {
		if zones := c.trying.setup.Fleet.Groups[i].Zones; len(zones) > 0 {
			return "a zone is such as " + zones[0]
		}
	}
	return "no host is in a zone"
}

// eventList reads lifecycle events.
func (c *clause) eventList() error {
	c.about = ofEvents
	for {
		c.word("the")
		name, ok := c.event()
		if !ok {
			return c.lost("a lifecycle event is such as ValidateService")
		}
		c.events = append(c.events, name)
		c.word("event", "hook", "script", "scripts")
		at := c.at
		if _, joined := c.take(joins); !joined || !c.seesEvent() {
			c.at = at
			return nil
		}
	}
}

// hostList reads hosts, joined by commas and `and`.
func (c *clause) hostList() error {
	for {
		h, err := c.hosts()
		if err != nil {
			return err
		}
		c.trial.Hosts = append(c.trial.Hosts, h)
		at := c.at
		if _, joined := c.take(joins); !joined || !c.startsHosts(0) {
			c.at = at
			return nil
		}
	}
}

// hosts reads one of: a name, so many hosts, a share of them.
func (c *clause) hosts() (Hosts, error) {
	article := c.word("the", "a", "an")
	if slices.Contains(hostNouns, c.low(0)) && c.named(1) {
		c.at++
	}
	if c.named(0) {
		return c.name(), nil
	}
	if c.word(everyWords...) || c.low(0) == "fleet" {
		return Hosts{Count: 1, Of: 1}, c.nouns()
	}
	if number, percent := strings.CutSuffix(c.low(0), "%"); percent {
		n, err := strconv.ParseUint(number, 10, 31)
		if err != nil || n < 1 || n > 100 {
			return Hosts{}, c.lost("a share is from 1% to 100%")
		}
		c.at++
		return share(int64(n), 100), c.nouns()
	}
	return c.counted(article)
}

// counted reads so many hosts, the last so many, or a fraction.
func (c *clause) counted(article bool) (Hosts, error) {
	h := Hosts{Count: 1, Last: c.low(0) == "last"}
	ordered := c.word("first", "last")
	n, number := c.numberAt(0)
	if number {
		h.Count = n
		c.at++
	}
	switch d := parts[c.low(0)]; {
	case h.Count < 1:
		return h, c.lost("name at least one host")
	case d > 0 && h.Count <= d:
		c.at++
		return share(h.Count, d), c.nouns()
	case c.word("percent"):
		if h.Count > 100 {
			return h, c.lost("a share is from 1% to 100%")
		}
		return share(h.Count, 100), c.nouns()
	case number, ordered, article && slices.Contains(hostNouns, c.low(0)):
		if article && !number && !ordered && strings.HasSuffix(c.low(0), "s") {
			return share(1, 1), c.nouns()
		}
		return h, c.nouns()
	case slices.Contains(hostNouns, c.low(0)):
		return share(1, 1), c.nouns()
	}
	return h, c.lost("say who: a host such as " + c.example() + ", or so many, such as `3 hosts`")
}

// share is a fraction of the hosts, as small as it can be said.
func share(n, of int64) Hosts {
	for _, d := range []int64{2, 3, 4} {
		if (n*d)%of == 0 && n*d/of < d {
			if h := (Hosts{Count: n * d / of, Of: d}); shares[h] != "" {
				return h
			}
		}
	}
	if n == of {
		return Hosts{Count: 1, Of: 1}
	}
	return Hosts{Count: n, Of: of}
}

// nouns goes on over `of the hosts`.
func (c *clause) nouns() error {
	c.word("more")
	c.word("of")
	c.word("the", "them")
	c.word(append(hostNouns, "fleet", "them")...)
	return nil
}

// name reads a host, a range, a group or an id.
func (c *clause) name() Hosts {
	first := c.words[c.at].text
	c.at++
	if to := c.low(0) == "to" || c.low(0) == "through" || c.low(0) == "until"; to && c.named(1) {
		both := first + ".." + c.words[c.at+1].text
		if _, ok := c.trying.hosts.some(both); ok {
			c.at += 2
			first = both
		}
	}
	if _, group := c.trying.hosts.at[first]; group {
		c.word(hostNouns...)
	}
	return Hosts{Name: first}
}

// example is the name of a host.
func (a *asking) example() string {
	if len(a.trying.hosts.groups) == 0 {
		return "web-1"
	}
	g := a.trying.hosts.groups[0]
	if g.numbered {
		return g.name + "-1"
	}
	return g.name
}

// oneName reads the name of an alarm or a function.
func (c *clause) oneName() error {
	if c.low(0) == "" {
		return c.lost("say its name")
	}
	c.trial.Name = c.words[c.at].text
	c.at++
	if c.about == ofAlarms && (c.low(0) == "" || c.low(0) == "at" || c.low(0) == "after") {
		c.is(TryAlarm)
	}
	return nil
}
