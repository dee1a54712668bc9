package page_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/page"
)

// The traffic of an ECS service step by step (CD-9.9), and all back at once at
// the stop (CD-9.8); both deployments go through one lane.
func TestShifts(t *testing.T) {
	w, title := run(t, "ecs-linear-rollback")
	d := page.Collect(w, title, nil)
	want := []page.Shift{{Name: "main:web", Traffic: page.Traffic{
		At: []int64{0, 60_000, 240_000, 420_000, 480_000}, InService: []int{100, 100, 100, 100, 100},
		Revisions: []page.Served{{Name: "v1", Hosts: []int{100, 90, 80, 70, 100}}, {Name: "v2", Hosts: []int{0, 10, 20, 30, 0}}},
	}}}
	if diff := cmp.Diff(want, d.Shifts); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]string{"main:web"}, d.Lanes); diff != "" {
		t.Errorf("lanes: -want +got\n%s", diff)
	}
}
