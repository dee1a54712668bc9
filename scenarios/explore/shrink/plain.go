package shrink

// Plain names: web-1, app, prod, v1 and so on.

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// plainWords is what the first thing of a kind is called; the others get a number.
var plainWords = map[kind]string{app: "app", group: "prod", config: "config", alarm: "alarm", balancer: "balancer", scaling: "fleet", function: "function",
	cluster: "cluster", service: "service"}

// plainNames gives things plain names, and writes hosts that are alike as one.
func plainNames(k *shrinker) (edits []edit) {
	s := k.best.scenario
	for _, n := range [...]kind{app, group, config, revision, alarm, balancer, scaling, function, cluster, service, zone} {
		edits = append(edits, func() *scenarios.Scenario { return plainly(s, n) })
	}
	return append(edits, func() *scenarios.Scenario { return together(s) }, func() *scenarios.Scenario { return alone(s) }, func() *scenarios.Scenario { return plainHosts(s) },
		func() *scenarios.Scenario { return plainTags(s) })
}

// plainly is the scenario with plain names for all things of a kind, nil if it
// has them. Zones are not defined anywhere, so their names come as they are met.
func plainly(s *scenarios.Scenario, k kind) *scenarios.Scenario {
	to, other := map[string]string{}, false
	for _, p := range parts(s, func(p *part) bool { return p.v.Type() == nameType }) {
		n := namedBy(p.owner, &p.field)
		text := p.v.Interface().(scenarios.Name).Text
		if _, known := to[text]; n.kind != k || known || !n.defines && k != zone {
			continue
		}
		to[text] = k.called(len(to))
		other = other || to[text] != text
	}
	if !other {
		return nil
	}
	return renamed(s, func(n named, x scenarios.Name) []scenarios.Name {
		switch a, g, _ := strings.Cut(x.Text, "/"); {
		case n.kind == k:
			x.Text = instead(to, x.Text)
		case n.kind == both && k == app:
			x.Text = instead(to, a) + "/" + g
		case n.kind == both && k == group:
			x.Text = a + "/" + instead(to, g)
		}
		return []scenarios.Name{x}
	})
}

func instead(to map[string]string, text string) string {
	if other, ok := to[text]; ok {
		return other
	}
	return text
}

// called is the plain name of the n-th thing of a kind, from 0.
func (k kind) called(n int) string {
	switch k {
	case revision:
		return "v" + strconv.Itoa(n+1)
	case zone:
		return "us-east-1" + string(rune('a'+n%26))
	}
	if n == 0 {
		return plainWords[k]
	}
	return plainWords[k] + "-" + strconv.Itoa(n+1)
}

// together writes the first two neighbours that differ in name and number alone
// as hosts of one entry, nil if there are none.
func together(s *scenarios.Scenario) *scenarios.Scenario {
	list := crews(s)
	for i := 1; i < len(s.Fleet.Instances); i++ {
		a, b := s.Fleet.Instances[i-1], s.Fleet.Instances[i]
		if !alike(a, b) {
			continue
		}
		made := *s
		first := list[i-1].count
		count := int64(first + list[i].count)
		a.Count, a.Name = &count, scenarios.Named(unused(list, "web"))
		now := append(append([]crew{}, list[:i]...), list[i+1:]...)
		now[i-1] = crew{a.Name.Text, true, int(count), false}
		made.Fleet.Instances = append(append(append([]scenarios.Instance{}, s.Fleet.Instances[:i-1]...), a), s.Fleet.Instances[i+1:]...)
		spoken := moved(s, now, func(q squad) (squad, bool) {
			switch {
			case q.crew == i:
				q = squad{i - 1, q.lo + first, q.hi + first}
			case q.crew > i:
				q.crew--
			}
			return q, true
		})
		spoken.Fleet.Instances = made.Fleet.Instances
		return spoken
	}
	return nil
}

// alone writes the first host that is counted as one of one by its own name, nil
// if there is none.
func alone(s *scenarios.Scenario) *scenarios.Scenario {
	for i, in := range s.Fleet.Instances {
		if in.Count != nil && *in.Count == 1 {
			in.Name, in.Count = scenarios.Named(in.Name.Text+"-1"), nil
			made := *s
			made.Fleet.Instances = append([]scenarios.Instance{}, s.Fleet.Instances...)
			made.Fleet.Instances[i] = in
			return &made
		}
	}
	return nil
}

// alike says whether two entries of hosts differ in name and number alone, and
// have no zones that are dealt in turn.
func alike(a, b scenarios.Instance) bool {
	if len(a.Zones) > 1 || len(b.Zones) > 1 {
		return false
	}
	a.Name, a.Count, a.Pos, b.Name, b.Count, b.Pos = scenarios.Name{}, nil, scenarios.Pos{}, scenarios.Name{}, nil, scenarios.Pos{}
	return reflect.DeepEqual(a, b)
}

// plainHosts is the scenario whose hosts are called web-1, web-2 …, and those of
// further entries api-1 …; nil if they are.
func plainHosts(s *scenarios.Scenario) *scenarios.Scenario {
	list, other := crews(s), false
	now := append([]crew{}, list...)
	for i := range s.Fleet.Instances {
		now[i].name = hostName(i)
		if !now[i].numbered {
			now[i].name += "-1"
		}
		other = other || now[i].name != list[i].name
	}
	if !other {
		return nil
	}
	spoken := moved(s, now, func(q squad) (squad, bool) { return q, true })
	spoken.Fleet.Instances = append([]scenarios.Instance{}, s.Fleet.Instances...)
	for i := range spoken.Fleet.Instances {
		spoken.Fleet.Instances[i].Name = scenarios.Named(now[i].name)
	}
	return spoken
}

var hostNames = [...]string{"web", "api", "db", "cache", "job"}

func hostName(i int) string {
	if i < len(hostNames) {
		return hostNames[i]
	}
	return "host" + strconv.Itoa(i+1)
}

// unused is a name that no entry of hosts has.
func unused(list []crew, name string) string {
	for n := 2; ; n++ {
		taken := false
		for _, c := range list {
			taken = taken || c.name == name
		}
		if !taken {
			return name
		}
		name = "web" + strconv.Itoa(n)
	}
}

// plainTags is the scenario whose only tag is Env: prod, nil if it has others
// or has it.
func plainTags(s *scenarios.Scenario) *scenarios.Scenario {
	var key, value string
	var at []part
	for _, p := range parts(s, func(p *part) bool { return p.field.Name == "Key" || p.field.Name == "Value" }) {
		if p.v.Kind() != reflect.String {
			continue
		}
		text := &key
		if p.field.Name == "Value" {
			text = &value
		}
		if *text != "" && *text != p.v.String() {
			return nil
		}
		*text = p.v.String()
		at = append(at, p)
	}
	if len(at) == 0 || key == "Env" && (value == "prod" || value == "") {
		return nil
	}
	for _, p := range at {
		s = with(s, p.at, map[string]string{"Key": "Env", "Value": "prod"}[p.field.Name])
	}
	return s
}
