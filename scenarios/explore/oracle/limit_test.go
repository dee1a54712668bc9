package oracle_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/scenarios/explore/oracle"
)

// What ends at the very instant of the time limit comes too late; an event that
// waits for the agent by then does not run (CD-2.18). The simulator agrees.
func TestTimeLimit(t *testing.T) {
	const P, F, K = oracle.Succeeded, oracle.Failed, oracle.Skipped
	for _, tt := range []struct {
		name   string
		change func(in *oracle.Instance) // the last of 12, each of which takes an hour
		want   string
		events []oracle.Status
	}{
		{"a success just in time", func(in *oracle.Instance) { in.Events[3].Takes-- }, "", []oracle.Status{P, P, P, P, P, P, P}},
		{"a success at the limit", func(*oracle.Instance) {}, "TIMEOUT", []oracle.Status{P, P, P, F, K, K, K}},
		{"a success too late", func(in *oracle.Instance) { in.Events[3].Takes++ }, "TIMEOUT", []oracle.Status{P, P, P, F, K, K, K}},
		{"a failure just in time, of the last one (CD-2.10)", func(in *oracle.Instance) {
			in.Events[3] = oracle.Event{Takes: in.Events[3].Takes - 1, Fails: true}
		}, "", []oracle.Status{P, P, P, F, K, K, K}},
		{"a failure at the limit", func(in *oracle.Instance) { in.Events[3].Fails = true }, "TIMEOUT", []oracle.Status{P, P, P, F, K, K, K}},
		{"an event that the agent does not have yet", func(in *oracle.Instance) {
			in.Pickup, in.Events[1].Takes = 200*second, 3100*second
		}, "TIMEOUT", []oracle.Status{P, P, K, K, K, K, K}},
		{"the agent gets an event at the limit", func(in *oracle.Instance) {
			in.Pickup, in.Events[1].Takes = 200*second, 3000*second
		}, "TIMEOUT", []oracle.Status{P, P, K, K, K, K, K}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := &drawn{Silent: make([]bool, 12)}
			d.Minimum.Kind, d.Limit = oracle.OneAtATime, 12*hour
			for range 12 {
				in := oracle.Instance{Events: make([]oracle.Event, len(lifecycle))}
				in.Events[1].Takes, in.Events[3].Takes = hour/2, hour/2
				d.Instances = append(d.Instances, in)
			}
			tt.change(&d.Instances[11])
			got := oracle.Deploy(d.Input)
			if last := got.Instances[11]; got.ErrorCode != tt.want || !slices.Equal(last.Events, tt.events) {
				t.Errorf("%q, %v, want %q, %v", got.ErrorCode, last.Events, tt.want, tt.events)
			}
			if diff := cmp.Diff(got, d.simulate(t)); diff != "" {
				t.Errorf("-oracle +simulator\n%s", diff)
			}
		})
	}
}
