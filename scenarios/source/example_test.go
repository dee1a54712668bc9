package source_test

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// A decoder asks for each key with the reader of its type; all that is wrong
// comes out at the end.
func Example() {
	const text = `
name: web
count: 010
zone: [us-east-1a]
takes: 20s..40s
`
	root, _ := source.Parse("fleet.yaml", []byte(text), source.Options{})
	r := source.NewReader()
	o := r.Object(root, "name", "count", "zones", "takes")
	r.Require(o, "name")
	name := r.Name(o.Get("name"))
	count := r.Int(o.Get("count"), 1, 10_000_000)
	zones := r.Names(o.Get("zones"))
	lo, hi := r.DurationRange(o.Get("takes"))

	fmt.Println(name, count, zones, lo, hi)
	fmt.Println(r.Diagnostics().Err())
	// Output:
	// web 0 [] 20000 40000
	// fleet.yaml:3:8: count: 010 is not a whole number; write a whole number 1..10000000 in plain digits
	// fleet.yaml:4:1: unknown key "zone"; did you mean zones?
}
