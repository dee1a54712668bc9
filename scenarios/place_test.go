package scenarios

import "testing"

// The Region is what the scenario says, or that of the first zone that has one.
func TestRegionOfZones(t *testing.T) {
	for _, row := range []struct{ zones, region, want string }{
		{"[us-east-1a, us-east-1b]", "", "us-east-1"},
		{"[a, eu-central-2c]", "", "eu-central-2"},
		{"[us-east-1-bos-1a]", "", "us-east-1"},
		{"[us-gov-west-1a]", "", "us-gov-west-1"},
		{"[us-east-1]", "", "us-east-1"}, // names no zone: the default
		{"[ap-south-1]", "", "us-east-1"},
		{"[-, --1a, us--1a, us-east-a]", "", "us-east-1"},
		{"[us-east-1a]", "cn-north-1", "cn-north-1"},
	} {
		text := "rehearse: 1\nfleet: {instances: [{name: web, count: 4, zones: " + row.zones + "}]}\n"
		if row.region != "" {
			text += "region: " + row.region + "\n"
		}
		s, found := compile("s.yaml", []byte(text))
		if len(found) > 0 {
			t.Fatal(found)
		}
		if account, region := s.Place(); account != "123456789012" || region != row.want {
			t.Errorf("%s: %s, want %s", row.zones, region, row.want)
		}
	}
}
