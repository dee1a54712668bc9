package property

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// What can be said, and how it is meant.
func TestParse(t *testing.T) {
	for _, c := range []struct {
		text   string
		verb   Verb
		within kernel.Time
		arrow  bool
	}{
		{"always offline <= 3", Always, 0, false},
		{"never any(instances, zone == 'us-east-1a' and deploying)", Never, 0, false},
		{"eventually rollbacks > 0", Eventually, 0, false},
		{"eventually rollbacks > 0 within 1h30m", Eventually, 90 * kernel.Minute, false},
		{"atEnd running == 0", AtEnd, 0, false},
		{"at end running == 0", AtEnd, 0, false},
		{"  sometimes\n\tinService < hosts  ", Sometimes, 0, false},
		{"always alarms > 0 -> running == 0", Always, 0, true},
		{"atEnd rollbacks > 0 -> all(instances, terminated or upToDate)", AtEnd, 0, true},
		{"always !(offline > 3) && (true || false)", Always, 0, false},
		{"always not offline > 3 and not not true", Always, 0, false},
		{"always offline - -3 * 2 <= 4 + hosts % 3 / 2", Always, 0, false},
		{"always now + 2 * 30s <= 1.5h and 1h / 1m == 60 and now / 2 < 1h", Always, 0, false},
		{"always count(instances) == hosts and count(instances, inService) >= 0", Always, 0, false},
		{"always none(deployments, any(instances, inService and failed > 0))", Always, 0, false},
		{`always all(deployments, status == "Failed" or "none" == code)`, Always, 0, false},
		{"always all(deployments, isRollback == rolledBack or revision != lastGood)", Always, 0, false},
		{`always any(instances, name != "web-1")`, Always, 0, false},
		{"always 9223372036854775807 > offline", Always, 0, false},
		{"max-offline=3", Always, 0, false},
		{"last-good-at-end", AtEnd, 0, true},
		{"ends-within=90s", Always, 0, false},
	} {
		p, err := Parse(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if p.Verb != c.verb || p.Within != c.within || (p.If != nil) != c.arrow {
			t.Errorf("%s: %v within %v, implication %v", c.text, p.Verb, p.Within, p.If != nil)
		}
	}
}

// Claims that ask for times are told from those that ask for orders alone.
func TestTimed(t *testing.T) {
	for text, want := range map[string]bool{
		"always offline <= 3":                                false,
		"eventually rollbacks > 0":                           false,
		"eventually rollbacks > 0 within 2h":                 true,
		"ends-within=2h":                                     true,
		"always now < 1h -> offline <= 3":                    true,
		"never any(deployments, created > 5s and not ended)": true,
		"atEnd count(instances, inService) == hosts":         false,
	} {
		if p, err := Parse(text); err != nil || p.Timed() != want {
			t.Errorf("%s: timed %v, %v", text, !want, err)
		}
	}
}

// A fault is said with its place, at the mark, and with what would be right.
func TestParseFaults(t *testing.T) {
	deep := strings.Repeat("(", 1000)
	for _, c := range []struct{ text, want string }{
		{"§", "there is no property; write one such as always offline <= 3"},
		{"§offline <= 3", "a property begins with a verb; begin with always, never, eventually, atEnd, sometimes; `rehearse properties` lists those that have a name"},
		{"§alway offline <= 3", "alway is neither a verb nor a built-in property; did you mean always?"},
		{"§max-ofline=3", "max-ofline is neither a verb nor a built-in property; did you mean max-offline?"},
		{"§at offline <= 3", "at is half a verb; write atEnd"},
		{"max-offline§", "max-offline needs an argument; write max-offline=3"},
		{"max-offline=§three", "max-offline takes a whole number; write max-offline=3"},
		{"max-offline=§50%", "max-offline takes a number and no percentage; write max-offline=3"},
		{"min-in-service=§101%", "min-in-service takes up to 100%; write min-in-service=75%"},
		{"ends=§3", "ends takes no argument; write ends"},
		{"ends-within=§soon", "ends-within takes a duration such as 2h; write ends-within=2h"},
		{"always§", "something is missing before the end; write a field such as offline, a number, or all(instances, inService)"},
		{"always offline <=§", "something is missing before the end; write a field such as offline, a number, or all(instances, inService)"},
		{"always offline §=< 3", "= compares nothing; write == to compare"},
		{"always offline §= 3", "= compares nothing; write == to compare"},
		{"always offline <= §3x", "3x has no unit that is known; write a number such as 3, or a duration such as 90s or 2h"},
		{"always offline <= §1.5", "1.5 is no whole number; multiply instead: 4 * inService >= 3 * hosts"},
		{"always offline <= §9223372036854775808", "9223372036854775808 is too large; the largest number is 9223372036854775807"},
		{"always §ofline <= 3", "there is no field ofline; did you mean offline?"},
		{"always all(instances, §inServce)", "there is no field inServce; did you mean inService?"},
		{"always §pending > 0", "pending is a field of deployments; ask inside a count, such as count(deployments, pending <= 3)"},
		{"always §instances > 0", "instances are many; write count(instances), or all(instances, …)"},
		{"always all(deployments, status == §\"Faild\")", "the status of a deployment is never \"Faild\"; did you mean \"Failed\"?"},
		{"always all(deployments, status == §Failed)", "Failed is a word to compare with, and stands in quotes; write \"Failed\""},
		{"always all(instances, zone == §'us-east-1a)", "the text that begins here has no end; end it with '"},
		{"always all(§hosts, inService)", "all goes through one of instances, deployments, not hosts; there are instances, deployments"},
		{"always all(§instance, inService)", "all goes through one of instances, deployments, not instance; did you mean instances?"},
		{"always all(instances§)", "all needs , and a condition, not ); write all(instances, inService)"},
		{"always all§(instances, inService", "this ( has no ); write ) where it ends"},
		{"always §every(instances, inService)", "there is no function every; there are all, any, none, count"},
		{"always §(offline <= 3", "this ( has no ); write ) where it ends"},
		{"always offline <= 3§)", "this ) has no (; leave it out"},
		{"always offline <= 3 §hosts", "hosts stands behind a whole expression; put and, or, or a comparison such as <= between them"},
		{"always §offline", "offline is a number, and a condition is yes or no; compare it: offline <= 3"},
		{"always 1 < offline §< 3", "a comparison can not be compared; write a < b and b < c"},
		{"always now > §7200", "now is a duration, and 7200 is a number; write a duration such as 90s or 2h"},
		{"always mixed §< true", "yes or no has no order; use == or !="},
		{"always now §* now > 2h", "now is a duration and now is a duration: they have no *; numbers go with numbers, durations with durations"},
		{"always hosts / §0 > 1", "`hosts / 0` divides by zero; divide by something else"},
		{"always all(instances, §memberOf == memberOf)", "groups are compared with a text in quotes alone; write memberOf == \"shop/prod\""},
		{"always all(instances, §name == zone)", "a name is compared with a text in quotes alone; write name == \"web-1\""},
		{"never offline > 3 §-> hosts > 1", "never has no ->, only always and atEnd do; write it with and: a and b"},
		{"always (offline > 3 §-> hosts > 1)", "this -> has no place; -> stands once, and not inside ( ); write not a or b there"},
		{"always offline > 3 -> hosts > 1 §-> mixed", "this -> has no place; -> stands once, and not inside ( ); write not a or b there"},
		{"always offline > 3 §implies hosts > 1", "implies is no word here; write ->"},
		{"always offline > 3 §within 2h", "within says something beside eventually alone; leave it out"},
		{"eventually mixed within §3", "within needs a duration, and 3 is none; write within 2h"},
		{"always gr§öße", "'ö' means nothing here"},
		{"always " + deep[:40] + "§" + deep[40:], "more than 40 things are inside one another; take it apart into several properties"},
		{"always " + strings.Repeat("a", 4089) + "§a", "a property has at most 4096 bytes, and this has 4097; take it apart into several"},
	} {
		at := strings.Index(c.text, "§")
		_, err := Parse(strings.Replace(c.text, "§", "", 1))
		var fault *Error
		if !errors.As(err, &fault) {
			t.Errorf("%s: no fault", c.text)
			continue
		}
		got := fault.Message
		if fault.Fix != "" {
			got += "; " + fault.Fix
		}
		if diff := cmp.Diff(c.want, got); diff != "" || fault.Offset != at {
			t.Errorf("%.80s: at %d, want %d\n%s", c.text, fault.Offset, at, diff)
		}
	}
}
