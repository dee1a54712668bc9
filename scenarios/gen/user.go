package gen

import (
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// User is a state machine that drives a world as a person does who watches it:
// waits, calls, breaks things. rapid.StateMachineActions finds its actions.
// What has been done stands in the timeline of its scenario, so that the run can
// be had again without it.
type User struct {
	World    *sim.World
	Scenario *scenarios.Scenario

	build *scenarios.Builder
	check func(w *sim.World) error
	now   kernel.Time
	done  int64
}

// NewUser starts a scenario, of which it takes a copy. Its bundles are among
// files, which may be nil if it has none. check, which may be nil, is shown after
// every action how the world would end if nothing more were done. The error is a
// source.Diagnostics.
func NewUser(s *scenarios.Scenario, files scenarios.Files, check func(w *sim.World) error) (*User, error) {
	build := scenarios.NewBuilder(files)
	setup, found := build.Build(s)
	if setup == nil {
		return nil, found
	}
	own := *s
	own.Timeline = append([]scenarios.Entry{}, s.Timeline...)
	u := &User{World: sim.New(setup), Scenario: &own, build: build, check: check}
	u.World.Journal().SetLevel(kernel.All)
	return u, nil
}

// Wait lets time pass.
func (u *User) Wait(t *rapid.T) {
	u.now += duration.Draw(t, "wait")
	if err := u.World.RunUntil(u.now); err != nil {
		t.Fatal(err)
	}
}

// Step lets the next things happen.
func (u *User) Step(t *rapid.T) {
	for range rapid.IntRange(1, 5).Draw(t, "steps") {
		if _, err := u.World.Step(); err != nil {
			t.Fatal(err)
		}
	}
	u.now = max(u.now, u.World.Now())
}

// Call makes a call: deploys, stops, goes on, changes a group, scales.
func (u *User) Call(t *rapid.T) {
	u.do(t, rapid.Custom(func(t *rapid.T) scenarios.Entry { return call(t, u.Scenario) }).Draw(t, "call"))
}

// Strike lets something go wrong.
func (u *User) Strike(t *rapid.T) {
	u.do(t, struck(u.Scenario, possible(Kinds(), u.Scenario)).Draw(t, "fault"))
}

// do adds an entry to the timeline and to the world. Whatever the entry waits
// for, it happens next.
func (u *User) do(t *rapid.T, e scenarios.Entry) {
	at := u.moment()
	e.At, e.After, e.When = &at, nil, nil
	u.Scenario.Timeline = append(u.Scenario.Timeline, e)
	setup, found := u.build.Build(u.Scenario)
	if setup == nil {
		t.Fatal(found)
	}
	u.World.AddInput(setup.Inputs[len(setup.Inputs)-1])
	if err := u.World.RunUntil(at); err != nil {
		t.Fatal(err)
	}
}

// moment is soon. Each thing that is done has two milliseconds of its own (one
// is the shortest reboot), so that what follows from one never meets what
// follows from another, and the order in which they were scheduled decides
// nothing.
func (u *User) moment() kernel.Time {
	u.done += 2
	at := u.now - u.now%kernel.Second + kernel.Time(u.done)
	if at <= u.now {
		at += kernel.Second
	}
	u.now = at
	return at
}

// Check looks at a fork of the world that runs to its end.
func (u *User) Check(t *rapid.T) {
	end := u.World.Fork()
	if err := end.Run(); err != nil {
		t.Fatal(err)
	}
	if u.check != nil {
		if err := u.check(end); err != nil {
			t.Fatalf("%v%#v", err, u.Scenario)
		}
	}
}
