package advise

import (
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// minimum is a minimum of healthy hosts: predefined or one of our own.
type minimum struct {
	predefined string // without CodeDeployDefault.
	value      scenarios.MinimumHealthyHosts
	hosts      int // M at the start (CD-2.2)
}

// String is the minimum in a word or two.
func (m *minimum) String() string {
	if m.predefined != "" {
		return m.predefined
	}
	return amount(&m.value)
}

// custom is the minimum as a configuration of our own has it. CD-2.1
func (m *minimum) custom() minimum {
	switch m.predefined {
	case "AllAtOnce":
		return minimum{value: scenarios.MinimumHealthyHosts{Type: "FLEET_PERCENT"}}
	case "HalfAtATime":
		return minimum{value: scenarios.MinimumHealthyHosts{Type: "FLEET_PERCENT", Value: 50}, hosts: m.hosts}
	}
	return *m
}

// amount is a minimum in a word or two.
func amount(m *scenarios.MinimumHealthyHosts) string {
	switch {
	case m.Type == "FLEET_PERCENT":
		return fmt.Sprintf("%d%%", m.Value)
	case m.Value == 1:
		return "1 host"
	}
	return fmt.Sprintf("%d hosts", m.Value)
}

// least is how many of n hosts a minimum is.
func least(m *scenarios.MinimumHealthyHosts, n int) int {
	return Keep{int(m.Value), m.Type == "FLEET_PERCENT"}.Of(n)
}

// predefined are the minimums of the predefined configurations.
func predefined(n int) []minimum {
	return []minimum{{predefined: "AllAtOnce"}, {predefined: "HalfAtATime", hosts: (n*50 + 99) / 100}, {predefined: "OneAtATime", hosts: n - 1}}
}

// mostWidths is up to how many hosts every minimum is tried.
const mostWidths = 16

// minimums are those that make a difference to n hosts: AllAtOnce is the same as
// 0 per cent and as HOST_COUNT 0, and HalfAtATime as 50 per cent, so that those
// stand for them (CD-2.1). Of percentages that lead to one M the roundest does. A
// number of hosts and a percentage come to the same M at first, and part when
// the fleet has shrunk before the rollback.
func minimums(n int, k Keep, tolerate int) []minimum {
	list := predefined(n)
	for _, m := range counts(n, k, tolerate) {
		if p := percent(n, m, k); p > 0 {
			list = append(list, minimum{value: scenarios.MinimumHealthyHosts{Type: "FLEET_PERCENT", Value: int64(p)}, hosts: m})
		}
		list = append(list, minimum{value: scenarios.MinimumHealthyHosts{Type: "HOST_COUNT", Value: int64(m)}, hosts: m})
	}
	return list
}

// counts are the M to try: all, or of a large fleet those at both ends and at
// what is wanted.
func counts(n int, k Keep, tolerate int) (list []int) {
	for m := 1; m < n; m++ {
		width := n - m
		if n <= mostWidths || width <= 4 || width == tolerate+1 || m == k.Of(n) || slices.ContainsFunc([]int{10, 20, 25, 33, 66, 75}, func(p int) bool { return m == (n*p+99)/100 }) {
			list = append(list, m)
		}
	}
	return list
}

// percent is the roundest percentage of n hosts that comes to m, 0 if that is
// the half, for which HalfAtATime stands, or none below 100 does.
func percent(n, m int, k Keep) (best int) {
	for p := 1; p <= 99; p++ {
		switch {
		case (n*p+99)/100 != m:
		case p == 50:
			return 0
		case best == 0 || roundness(p, k) > roundness(best, k):
			best = p
		}
	}
	return best
}

// roundness is how readily a percentage is understood; what is to be kept comes
// first.
func roundness(p int, k Keep) int {
	if k.Percent && p == k.Value {
		return 100
	}
	for _, by := range []int{50, 25, 20, 10, 5} {
		if p%by == 0 {
			return by
		}
	}
	return 0
}

// skippedCounts says which minimums of a large fleet were not tried.
func skippedCounts(n int, k Keep, tolerate int) string {
	if tried := len(counts(n, k, tolerate)); tried < n-1 {
		return fmt.Sprintf("%d of the %d minimums from 1 to %d: of a fleet of more than %d hosts those at both ends, round shares and what is wanted stand for all", n-1-tried, n-1, n-1, mostWidths)
	}
	return ""
}
