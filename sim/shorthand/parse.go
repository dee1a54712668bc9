package shorthand

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Case is a line of the notation.
type Case struct {
	text    string
	hosts   string // a letter each
	minimum codedeploy.Minimum

	first, rollback, rollbackOnStop bool
	loadBalancer, ignoreStop        bool
	outdatedOnly                    bool
	unhealthy                       []int
	zones                           []string
	stop                            kernel.Time // after the start, or 0

	want []claim
}

// claim is something that must hold after the run: a word and its values.
type claim struct {
	word   string
	values []string
}

// String is the line.
func (c *Case) String() string { return c.text }

// Parse reads a line.
func Parse(line string) (*Case, error) {
	given, wanted, ok := strings.Cut(line, ":")
	if !ok {
		return nil, fmt.Errorf("%q: no colon between what is given and what is wanted", line)
	}
	c := &Case{text: line}
	parts := split(given)
	if err := c.head(strings.Fields(parts[0])); err != nil {
		return nil, fmt.Errorf("%q: %w", line, err)
	}
	for _, p := range parts[1:] {
		if err := c.option(strings.Fields(p)); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
	}
	for i, p := range split(wanted) {
		fields := strings.Fields(p)
		if len(fields) == 0 {
			return nil, fmt.Errorf("%q: nothing is wanted where something must be", line)
		}
		if i == 0 {
			c.want = append(c.want, claim{"status", fields})
		} else if err := c.claim(fields); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
	}
	return c, nil
}

func split(s string) (parts []string) {
	for p := range strings.SplitSeq(s, ",") {
		parts = append(parts, strings.TrimSpace(p))
	}
	return parts
}

// head reads number, configuration and hosts.
func (c *Case) head(fields []string) error {
	if len(fields) < 3 {
		return fmt.Errorf("want the number of hosts, a configuration and what each host does")
	}
	n, err := strconv.Atoi(fields[0])
	if c.hosts = fields[len(fields)-1]; err != nil || n != len(c.hosts) || n == 0 {
		return fmt.Errorf("%s hosts, but letters for %d", fields[0], len(c.hosts))
	}
	if bad := strings.Trim(c.hosts, "PFAST"); bad != "" {
		return fmt.Errorf("no such letter as %q; want P, F, A, S or T", bad[:1])
	}
	return c.config(fields[1 : len(fields)-1])
}

func (c *Case) config(fields []string) error {
	value, want := 0, 1
	if fields[0] == "HOST_COUNT" || fields[0] == "FLEET_PERCENT" {
		want = 2
	}
	if len(fields) != want {
		return fmt.Errorf("%s takes %d values", fields[0], want-1)
	}
	if want == 2 {
		v, err := strconv.Atoi(fields[1])
		if err != nil {
			return err
		}
		value = v
	}
	switch fields[0] {
	case "OneAtATime", "HalfAtATime", "AllAtOnce":
		for _, p := range codedeploy.Predefined {
			if p.Name == "CodeDeployDefault."+fields[0] {
				c.minimum = p.Min
			}
		}
	case "HOST_COUNT":
		c.minimum = codedeploy.Minimum{Type: codedeploy.HostCount, Value: value}
	case "FLEET_PERCENT":
		c.minimum = codedeploy.Minimum{Type: codedeploy.FleetPercent, Value: value}
	default:
		return fmt.Errorf("no such configuration as %q", fields[0])
	}
	return nil
}

// option reads what stands between hosts and colon.
func (c *Case) option(fields []string) (err error) {
	if len(fields) == 0 {
		return fmt.Errorf("an option is empty")
	}
	if bare := len(fields) == 1; bare == slices.Contains([]string{"unhealthy", "zones", "stop"}, fields[0]) || fields[0] == "stop" && len(fields) > 2 {
		return fmt.Errorf("%s with %d values", fields[0], len(fields)-1)
	}
	switch fields[0] {
	case "first":
		c.first = true
	case "rollback":
		c.rollback = true
	case "rollback-on-stop":
		c.rollbackOnStop = true
	case "lb":
		c.loadBalancer = true
	case "ignore-stop-failures":
		c.ignoreStop = true
	case "outdated-only":
		c.outdatedOnly = true
	case "unhealthy":
		c.unhealthy, err = numbers(fields[1:])
		for _, n := range c.unhealthy {
			if n < 1 || n > len(c.hosts) {
				return fmt.Errorf("no host %d", n)
			}
		}
	case "zones":
		c.zones = fields[1:]
	case "stop":
		seconds, e := strconv.Atoi(strings.TrimSuffix(fields[1], "s"))
		if c.stop, err = kernel.Time(seconds)*kernel.Second, e; err == nil && (seconds < 1 || seconds > 1_000_000) {
			err = fmt.Errorf("no stop after %d seconds", seconds)
		}
	default:
		err = fmt.Errorf("no such option as %q", fields[0])
	}
	return err
}

func numbers(fields []string) (list []int, err error) {
	for _, f := range fields {
		n, err := strconv.Atoi(f)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// claim reads what stands after the status.
func (c *Case) claim(fields []string) error {
	word := fields[0]
	if word == "max" && len(fields) > 1 {
		word, fields = "max offline", fields[1:]
	}
	if _, ok := claims[word]; !ok {
		return fmt.Errorf("no such claim as %q", word)
	}
	c.want = append(c.want, claim{word, fields[1:]})
	return nil
}
