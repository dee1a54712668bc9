package scenarios

import "strings"

// Whose account it is, and where: what ARNs and notifications say.

const (
	defaultAccount = "123456789012"
	defaultRegion  = "us-east-1"
)

// Place is the account and the Region of a scenario: what it says, or else
// 123456789012 and the Region of the first zone that has one, or us-east-1.
func (s *Scenario) Place() (account, region string) {
	account, region = s.Account.Text, s.Region.Text
	if account == "" {
		account = defaultAccount
	}
	if region == "" {
		region = s.regionOfZones()
	}
	return account, region
}

func (s *Scenario) regionOfZones() string {
	for i := range s.Fleet.Instances {
		in := &s.Fleet.Instances[i]
		for _, zone := range append([]Name{in.Zone}, in.Zones...) {
			if region, ok := regionOf(zone.Text); ok {
				return region
			}
		}
	}
	return defaultRegion
}

// regionOf is the Region of a zone: us-east-1 of us-east-1a, and of the local
// zone us-east-1-bos-1a too.
func regionOf(zone string) (string, bool) {
	parts := strings.Split(zone, "-")
	for i := 2; i < len(parts); i++ {
		digits := strings.TrimRight(parts[i], "abcdefghijklmnopqrstuvwxyz")
		if isRegion(strings.Join(append(parts[:i:i], digits), "-")) && (digits != parts[i] || i+1 < len(parts)) {
			return strings.Join(append(parts[:i:i], digits), "-"), true
		}
	}
	return "", false
}

// isRegion tells whether a text looks like a Region: words, then a number.
func isRegion(text string) bool {
	parts := strings.Split(text, "-")
	for i, part := range parts {
		wanted := "abcdefghijklmnopqrstuvwxyz"
		if i == len(parts)-1 {
			wanted = "0123456789"
		}
		if part == "" || strings.Trim(part, wanted) != "" {
			return false
		}
	}
	return len(parts) >= 3 && len(parts) <= 4
}

func (b *builder) place() {
	account, region := b.s.Account, b.s.Region
	if !account.IsZero() && (len(account.Text) != 12 || strings.Trim(account.Text, "0123456789") != "") {
		b.Errorf(account.Pos.Position, "write twelve digits in quotes, such as \"123456789012\"", "%q is not the number of an account", account.Text)
	}
	if !region.IsZero() && !isRegion(region.Text) {
		b.Errorf(region.Pos.Position, "write one such as us-east-1", "%q is not a Region", region.Text)
	}
}
