// Package scenariotest tests deployment groups in a `go test`: it searches a
// scenario for faults that break a claim, such as that three quarters of the
// hosts are always in service.
//
//	func TestProd(t *testing.T) {
//		scenariotest.Explore(t, "prod.yaml",
//			scenariotest.Property("always offline <= 3"),
//			scenariotest.Always("three quarters in service", func(w *sim.World) bool {
//				return 4*w.Fleet().Serving() >= 3*w.Fleet().Len()
//			}),
//			scenariotest.Faults(2, scenariotest.EventFails, scenariotest.HostDies),
//		)
//	}
//
// A test that fails names the claim, the instant at which it broke, a scenario
// that shows it, made as small as can be, and the command that replays it. The
// scenario lies below testdata/rehearse, where it is tried first next time.
//
// Which file decides what:
//
//	explore.go   Explore; fuzz.go: the same for `go test -fuzz`
//	claims.go    what must be true
//	options.go   which faults, and how many runs
//	search.go    which runs are made
//	saved.go     counterexamples that are kept
//	panics.go    claims and planners that panic
package scenariotest
