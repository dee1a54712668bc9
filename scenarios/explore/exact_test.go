package explore

import (
	"fmt"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// An exact search goes on from no state that there are no times for, however it is
// come to: here work that has just begun would have to end before other agents take
// up events (CD-8.1), and sooner than it takes.
func TestExactStatesHaveTimes(t *testing.T) {
	_, setup := sourceOf(t, fmt.Sprintf(pausing, 2, "120s", `
  - {at: 10s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}
  - {at: 20s, createDeployment: {applicationName: shop, deploymentGroupName: two, revision: v1}}
`))
	start, draw, never := sim.New(setup), kernel.NewStream(1, 2, 3), 0
	s := space{kinds: Kinds(), precise: ownTime}
	for range 2000 {
		x := newState(0)
		x.world = start.Fork()
		if err := s.enter(&x); err != nil {
			t.Fatal(err)
		}
		for range 100 {
			s.digest(&x)
			list := s.list(&x)
			if len(list) == 0 {
				break
			}
			c := list[draw.Below(uint64(len(list)))]
			if err := s.take(&x, &c); err != nil {
				t.Fatal(err)
			}
			if s.latest.never {
				never++
				break
			}
			if x.clocks.empty() {
				t.Fatalf("no times are left after %+v", c)
			}
		}
	}
	if never == 0 {
		t.Error("there were times for all")
	}
}

// empty says whether all bounds together leave no times.
func (c *clocks) empty() bool {
	if len(c.list) == 0 {
		return false
	}
	size := len(c.list) + 1
	for by := range size {
		for a := range size {
			for b := range size {
				*c.at(a, b) = min(*c.at(a, b), *c.at(a, by)+*c.at(by, b))
			}
		}
	}
	for a := range size {
		if *c.at(a, a) < 0 {
			return true
		}
	}
	return false
}
