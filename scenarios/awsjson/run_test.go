package awsjson

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// document runs a bundled scenario.
func document(t *testing.T, name string) Document {
	t.Helper()
	s, w := built(t, name)
	if err := w.Run(); err != nil {
		t.Fatal(err)
	}
	return Run(w, s, scenarios.Check(s, w, w.Pace()))
}

// built is the world of a bundled scenario at its start.
func built(t *testing.T, name string) (*scenarios.Scenario, *sim.World) {
	t.Helper()
	src, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	s, setup, found := src.Compile()
	if setup == nil {
		t.Fatal(found)
	}
	w := sim.New(setup)
	w.Journal().SetLevel(kernel.All)
	return s, w
}

// What traffic makes of the journal is what the world says at its end (CD-7.4),
// and it never goes back in time.
func TestTrafficEndsAsTheWorld(t *testing.T) {
	for _, e := range scenarios.Library() {
		doc := document(t, e.Name)
		want := map[string]int{}
		n := 0
		for _, i := range doc.Instances {
			if i.InService {
				n++
				want[i.Revision]++
			}
		}
		last := doc.Traffic[len(doc.Traffic)-1]
		if last.InService != n {
			t.Errorf("%s: %d in service, want %d", e.Name, last.InService, n)
		}
		for revision, hosts := range want {
			if last.Revisions[revision] != hosts {
				t.Errorf("%s: %d serve %q, want %d", e.Name, last.Revisions[revision], revision, hosts)
			}
		}
		for k := 1; k < len(doc.Traffic); k++ {
			if doc.Traffic[k].Time <= doc.Traffic[k-1].Time {
				t.Errorf("%s: traffic at %s after %s", e.Name, doc.Traffic[k].Time, doc.Traffic[k-1].Time)
			}
		}
	}
}

// The overview adds up to the targets (CD-1.6), a rollback is linked both ways
// (CD-5.5), and an error is told exactly if the deployment did not succeed.
func TestDeploymentsAgree(t *testing.T) {
	for _, e := range scenarios.Library() {
		doc := document(t, e.Name)
		byID := map[string]DeploymentInfo{}
		for _, d := range doc.Deployments {
			byID[d.DeploymentInfo.DeploymentID] = d.DeploymentInfo
			sum := 0
			for _, n := range d.DeploymentInfo.DeploymentOverview {
				sum += n
			}
			if sum != len(d.DeploymentTargets) {
				t.Errorf("%s: overview of %d, %d targets", e.Name, sum, len(d.DeploymentTargets))
			}
			if failed := d.DeploymentInfo.Status == "Failed"; failed && d.DeploymentInfo.ErrorInformation == nil {
				t.Errorf("%s: %s failed without a reason", e.Name, d.DeploymentInfo.DeploymentID)
			}
		}
		for id, d := range byID {
			if d.RollbackInfo == nil || d.RollbackInfo.RollbackDeploymentID == "" {
				continue
			}
			back := byID[d.RollbackInfo.RollbackDeploymentID]
			if back.RollbackInfo == nil || back.RollbackInfo.RollbackTriggeringDeploymentID != id {
				t.Errorf("%s: %s is not linked back", e.Name, id)
			}
		}
	}
}

func TestTimestamp(t *testing.T) {
	for _, c := range []struct {
		at   kernel.Time
		want string
	}{
		{0, "2026-01-01T00:00:00.000Z"},
		{90*kernel.Second + 5, "2026-01-01T00:01:30.005Z"},
		{59*kernel.Day - 1, "2026-02-28T23:59:59.999Z"},
		{59 * kernel.Day, "2026-03-01T00:00:00.000Z"},
		{(365 + 365 + 59) * kernel.Day, "2028-02-29T00:00:00.000Z"},
		{3650 * kernel.Day, "2035-12-30T00:00:00.000Z"},
	} {
		if got := timestamp(c.at); got != c.want {
			t.Errorf("timestamp(%d) = %s, want %s", c.at, got, c.want)
		}
	}
}

// The last success before a deployment stands in it, failures do not. CD-12.6
func TestPreviousRevision(t *testing.T) {
	list := document(t, "rollback-to-last-success").Deployments
	for i, want := range []string{"v1", "v1"} {
		got := "none"
		if r := list[i].DeploymentInfo.PreviousRevision; r != nil {
			got = r.S3Location.Key
		}
		if got != want {
			t.Errorf("deployment %d: previous revision %s, want %s", i+1, got, want)
		}
	}
	if r := document(t, "first-deployment").Deployments[0].DeploymentInfo.PreviousRevision; r != nil {
		t.Errorf("the first deployment has a previous revision %v", r)
	}
}
