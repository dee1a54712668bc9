package property

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// bothWays asks a tree in both ways.
func bothWays(n *node, w *sim.World) (fast, slow string) {
	yes, err := compiled(n)(w)
	fast = fmt.Sprint(yes)
	if err != nil {
		fast = errNone.Error()
	}
	defer func() {
		if e := recover(); e != nil {
			if e != errNone {
				panic(e)
			}
			slow = errNone.Error()
		}
	}()
	return fast, fmt.Sprint(answer(n, w, nil))
}

func compiled(n *node) Test {
	c := &compiler{src: strings.Repeat(" ", maxText)}
	holds := c.condition(n)
	return c.test(holds)
}

// drawn draws the text of an expression of a kind.
type drawn struct{ t *rapid.T }

var (
	worldNumbers = []string{"hosts", "hostsAtStart", "inService", "outOfService", "offline", "running", "rollbacks"}
	fieldNumbers = []string{"number", "pending", "inProgress", "succeeded", "failed", "skipped", "planned", "minimum", "offline"}
	hostTruths   = []string{"terminated", "inService", "deploying", "upToDate", `name == "web-2"`, `zone != "b"`, `state == "running"`, `revision == "v2"`, `health == "Healthy"`}
	otherTruths  = []string{"ended", "isRollback", "rolledBack", `status == "Failed"`, `creator != "user"`, `revision == "v1"`, `group == "prod"`, "duration > 10s"}
)

func (d drawn) pick(list []string) string { return rapid.SampledFrom(list).Draw(d.t, "pick") }

// around is one of what the place at hand is inside of, or empty.
func (d drawn) around(inside []string) string {
	if len(inside) == 0 {
		return ""
	}
	return d.pick(inside)
}

func (d drawn) truth(deep int, inside ...string) string {
	leaf := "true"
	switch d.around(inside) {
	case "instances":
		leaf = d.pick(hostTruths)
	case "deployments":
		leaf = d.pick(otherTruths)
	}
	if deep == 0 {
		return leaf
	}
	switch rapid.IntRange(0, 6).Draw(d.t, "kind") {
	case 0:
		return leaf
	case 1:
		return "not (" + d.truth(deep-1, inside...) + ")"
	case 2, 3:
		return "(" + d.truth(deep-1, inside...) + d.pick([]string{" and ", " or ", " && ", " || ", " == "}) + d.truth(deep-1, inside...) + ")"
	case 4:
		of := d.pick(collections)
		return d.pick([]string{"all", "any", "none"}) + "(" + of + ", " + d.truth(deep-1, append(inside[:len(inside):len(inside)], of)...) + ")"
	}
	return "(" + d.number(deep-1, inside...) + d.pick([]string{" < ", " <= ", " == ", " != ", " >= ", " > "}) + d.number(deep-1, inside...) + ")"
}

func (d drawn) number(deep int, inside ...string) string {
	leaf := d.pick(append([]string{"0", "1", "3", "9223372036854775807"}, worldNumbers[:2]...))
	switch d.around(inside) {
	case "":
		leaf = d.pick(worldNumbers)
	case "deployments":
		leaf = d.pick(fieldNumbers)
	}
	if deep == 0 {
		return leaf
	}
	switch rapid.IntRange(0, 4).Draw(d.t, "kind") {
	case 0:
		return leaf
	case 1:
		return "-" + d.number(deep-1, inside...)
	case 2:
		of := d.pick(collections)
		return "count(" + of + ", " + d.truth(deep-1, append(inside[:len(inside):len(inside)], of)...) + ")"
	}
	return "(" + d.number(deep-1, inside...) + d.pick([]string{" + ", " - ", " * ", " / ", " % "}) + d.number(deep-1, inside...) + ")"
}

// The compiled way and the tree agree at every instant of runs with failures
// and faults, answers that there are none included.
func TestBothWaysAgree(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		text := drawn{t}.truth(4)
		p := &parser{text: text}
		p.next()
		n := p.expression(0)
		if p.fault != nil || p.token.sort != theEnd {
			t.Skip(p.fault) // such as one that divides by 0 as it stands
		}
		c := &compiler{src: text}
		if c.condition(n); c.fault != nil {
			t.Skip(c.fault)
		}
		w := sim.New(setup(
			failing(rapid.SliceOfDistinct(rapid.Uint32Range(0, 5), rapid.ID).Draw(t, "fails")...),
			terminating(3*kernel.Second, rapid.SliceOfNDistinct(rapid.Uint32Range(0, 5), 0, 2, rapid.ID).Draw(t, "dies")...)))
		for more := true; more; more, _ = w.Step() {
			fast, slow := bothWays(n, w)
			if seen[fast]++; fast != slow {
				t.Fatalf("at %v %s is %s, and %s by its tree", w.Now(), text, fast, slow)
			}
		}
	})
	if seen["true"] == 0 || seen["false"] == 0 || seen[errNone.Error()] == 0 {
		t.Error(seen)
	}
}
