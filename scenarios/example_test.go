package scenarios_test

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// Load, run and judge a bundled scenario.
func ExampleSource_Compile() {
	loaded, err := scenarios.Load("half-at-a-time")
	if err != nil {
		fmt.Println(err)
		return
	}
	s, setup, found := loaded.Compile("seed=8")
	if setup == nil {
		fmt.Println(found)
		return
	}
	w := sim.New(setup)
	w.Journal().SetLevel(s.JournalLevel())
	if err := w.Run(); err != nil {
		fmt.Println(err)
		return
	}
	v := scenarios.Check(s, w, w.Pace())
	fmt.Printf("%s: %d passed, %d failed\n", s.Title, v.Passed, v.Failed)
	// Output: Half at a time, one bad host: 1 passed, 0 failed
}

// All faults come out at once.
func ExampleDecode() {
	text := `rehearse: 1
fleet:
  instances:
  - {name: web, cuont: 3}
  - {name: db, count: 1.5}
`
	_, found := scenarios.Decode("s.yaml", []byte(text))
	fmt.Println(found)
	// Output:
	// s.yaml:4:17: unknown key "cuont"; did you mean count?
	// s.yaml:5:23: count: 1.5 is not a whole number; write a whole number 1..10000000 in plain digits
}
