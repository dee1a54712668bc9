package imports

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// host is an instance of a test.
type host struct{ id, name, zone, env string }

// described is what describe-instances prints of hosts.
func described(hosts []host) []byte {
	type tag struct{ Key, Value string }
	type instance struct {
		InstanceId         string
		Placement          struct{ AvailabilityZone string }
		IamInstanceProfile struct{ Arn string }
		Tags               []tag
	}
	var list []instance
	for _, h := range hosts {
		in := instance{InstanceId: h.id, Tags: []tag{{"Env", h.env}}}
		in.Placement.AvailabilityZone = h.zone
		if h.name != "" {
			in.Tags = append(in.Tags, tag{"Name", h.name})
		}
		list = append(list, in)
	}
	data, err := json.Marshal(map[string]any{"Reservations": []any{map[string]any{"Instances": list}}})
	if err != nil {
		panic(err)
	}
	return data
}

// Hosts are one entry only if that loses nothing.
func TestEntries(t *testing.T) {
	for _, c := range []struct {
		name  string
		hosts []host
		want  string // name×count@zones of each entry
	}{
		{"names", []host{{"i-1", "a", "z1", ""}, {"i-2", "b", "z2", ""}}, "a@z1 b@z2"},
		{"no names", []host{{"i-1", "", "z1", ""}, {"i-2", "", "z1", ""}}, "i-1@z1 i-2@z1"},
		{"one name for all", []host{{"i-1", "web", "z1", ""}, {"i-2", "web", "z2", ""}, {"i-3", "web", "z1", ""}}, "web×3@z1,z2"},
		{"zones in no order", []host{{"i-1", "web", "z1", ""}, {"i-2", "web", "z1", ""}, {"i-3", "web", "z2", ""}}, "web×3@z1,z1,z2"},
		{"one zone", []host{{"i-1", "web", "z1", ""}, {"i-2", "web", "z1", ""}}, "web×2@z1"},
		{"tags that differ", []host{{"i-1", "web", "z1", "a"}, {"i-2", "web", "z1", "b"}}, "i-1@z1 i-2@z1"},
		{"a zone unknown", []host{{"i-1", "web", "z1", ""}, {"i-2", "web", "", ""}}, "i-1@z1 i-2@"},
		{"a range", []host{{"i-1", "a..b", "z1", ""}}, "i-1@z1"},
		{"the name of another's number", []host{{"i-1", "web-2", "z1", ""}, {"i-2", "web", "z1", ""}, {"i-3", "web", "z1", ""}}, "i-1@z1 web×2@z1"},
		{"two groups that overlap", []host{{"i-1", "web-3", "z", ""}, {"i-2", "web-3", "z", ""}, {"i-3", "web", "z", ""}, {"i-4", "web", "z", ""}}, "web-3×2@z i-3@z i-4@z"},
		{"a name that is an id", []host{{"i-1", "i-2", "z", ""}, {"i-2", "", "z", ""}}, "i-2@z instance1@z"},
	} {
		im, found := Read([]Input{{"a", described(c.hosts)}}, nil)
		if im == nil {
			t.Errorf("%s: %v", c.name, found)
			continue
		}
		var got []string
		for _, in := range im.Scenario.Fleet.Instances {
			text := in.Name.Text
			if in.Count != nil {
				text += fmt.Sprintf("×%d", *in.Count)
			}
			zones := []string{in.Zone.Text}
			for _, zone := range in.Zones {
				zones = append(zones[:len(zones):len(zones)], zone.Text)
			}
			got = append(got, text+"@"+strings.TrimPrefix(strings.Join(zones, ","), ","))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s, want %s", c.name, strings.Join(got, " "), c.want)
		}
	}
}

// A large account is imported; one too large for a scenario is refused.
func TestManyInstances(t *testing.T) {
	many := func(n int, name string) []host {
		var hosts []host
		for i := range n {
			hosts = append(hosts, host{fmt.Sprintf("i-%017x", i), name, "eu-west-1a", "prod"})
		}
		return hosts
	}
	text, _ := yaml(t, Input{"a", described(many(5000, "web"))}, Input{"b", []byte(groupWith(`"deploymentConfigName": "CodeDeployDefault.AllAtOnce", "ec2TagFilters": [{"Key": "Env", "Value": "prod"}]`))})
	if _, w := run(t, text); outcome(w) != "Succeeded 5000 0 0" {
		t.Error(outcome(w))
	}
	im, found := Read([]Input{{"a", described(many(15000, ""))}}, nil)
	if im == nil {
		t.Fatal(found)
	}
	if _, err := im.YAML(); err == nil || !strings.Contains(err.Error(), "--filters") {
		t.Errorf("15000 entries: %v", err)
	}
}
