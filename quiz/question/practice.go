package question

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// practiceName begins the names of scenarios that are drawn: practice:17.
const practiceName = "practice:"

const (
	purposePractice = 0x70726163
	purposeFiles    = 0x66696c65
)

// Practice makes a small scenario from a seed: a fleet, a configuration, what
// fails, and what is rolled back. The same seed makes the same one.
func Practice(seed uint64) *scenarios.Scenario {
	draw := &drawing{stream: kernel.NewStream(seed, 0, purposePractice), files: kernel.NewStream(seed, 0, purposeFiles)}
	draw.filed = draw.files.Below(3) == 0
	draw.host, draw.first = one(draw, "web", "app", "api", "node", "shop", "srv"), 1+draw.below(40)
	s := &scenarios.Scenario{Rehearse: 1, Title: "Practice " + strconv.FormatUint(seed, 10), Topic: "Practice", Seed: int64(seed & math.MaxInt64)}
	switch {
	case draw.chance(14):
		practiceLambda(s, draw)
	case draw.chance(16):
		practiceBlueGreen(s, draw)
	default:
		practiceInPlace(s, draw)
	}
	return s
}

// PracticeCase is the case of a drawn scenario.
func PracticeCase(seed uint64) (*Case, error) {
	setup, found := scenarios.Build(Practice(seed), nil)
	if setup == nil {
		return nil, found
	}
	return NewCase(practiceName+strconv.FormatUint(seed, 10), setup)
}

// PracticeSource is the text of the scenario that a name such as practice:17
// means; false if it is no such name.
func PracticeSource(name string) (*scenarios.Source, bool) {
	text, ok := strings.CutPrefix(name, practiceName)
	seed, err := strconv.ParseUint(text, 10, 63)
	if !ok || err != nil || strconv.FormatUint(seed, 10) != text {
		return nil, false
	}
	return &scenarios.Source{Name: name, Text: scenarios.Encode(Practice(seed))}, true
}

// drawing draws what a scenario has.
type drawing struct {
	stream kernel.Stream
	host   string // hosts are called host-1, host-2, …
	first  int    // number of the first revision
	calm   bool   // nothing may happen at a time, as hosts take differently long
	files  kernel.Stream
	filed  bool // revisions have files
}

// below is a number from 0 to n-1.
func (d *drawing) below(n int) int { return int(d.stream.Below(uint64(n))) }

// chance is true in so many per cent of the draws.
func (d *drawing) chance(percent int) bool { return d.below(100) < percent }

// one is one of some things.
func one[T any](d *drawing, things ...T) T { return things[d.below(len(things))] }

// some are n of a number of hosts, in order.
func (d *drawing) some(n, of int) (list []int) {
	for i := range of {
		if d.below(of-i) < n-len(list) {
			list = append(list, i)
		}
	}
	return list
}

// hostNamed is the name of host i, from 0.
func (d *drawing) hostNamed(i int) string { return fmt.Sprintf("%s-%d", d.host, i+1) }

// revision is the name of revision i, from 1.
func (d *drawing) revision(i int) scenarios.Name {
	return scenarios.Named(fmt.Sprintf("v%d", d.first+i-1))
}

func (d *drawing) hostsNamed(list []int) (names []scenarios.Name) {
	for _, i := range list {
		names = append(names, scenarios.Named(d.hostNamed(i)))
	}
	return names
}

func pointer[T any](v T) *T { return &v }
