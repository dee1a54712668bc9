package sim_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/invariants"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// groupEach makes n groups of one host each, to all of which v2 is deployed at
// once, and sets quotas.
func groupEach(s *sim.Setup, n int, q codedeploy.Quotas) {
	s.CodeDeploy.Quotas = q
	s.CodeDeploy.History = nil
	host, group, agent := s.Fleet.Groups[0], s.CodeDeploy.Groups[0], s.CodeDeploy.Agents[0]
	s.Fleet.Groups, s.CodeDeploy.Groups, s.CodeDeploy.Agents, s.Inputs = nil, nil, nil, nil
	for i := range n {
		name := fmt.Sprintf("g%d", i+1)
		host.Name, host.Numbered, host.Tags = name, false, []fleet.Tag{{Key: "Group", Value: name}}
		group.Name, group.Settings.EC2Tags = name, [][]fleet.TagFilter{{{Key: "Group", Value: name}}}
		s.Fleet.Groups, s.CodeDeploy.Groups = append(s.Fleet.Groups, host), append(s.CodeDeploy.Groups, group)
		s.CodeDeploy.Agents = append(s.CodeDeploy.Agents, agent)
		deploy(s, 0, 1, func(c *codedeploy.CreateDeployment) { c.Group = int32(i) })
	}
}

func init() {
	stories = append(stories, []story{
		{"a deployment over the account's quota waits for another to end, the first to come first (CD-1.5)", "X-CD-no-queue", func(s *sim.Setup) {
			groupEach(s, 3, codedeploy.Quotas{ConcurrentDeployments: 1})
		}, `
1 g1 v2 Succeeded waves [1] end 9s
2 g2 v2 Succeeded waves [1] end 18s
3 g3 v2 Succeeded waves [1] end 27s
g1 v2 Healthy Current 1 archives
g2 v2 Healthy Current 1 archives
g3 v2 Healthy Current 1 archives`},
		{"instances in use count as well, and one that waits blocks those behind it (CD-1.5)", "", func(s *sim.Setup) {
			groupEach(s, 3, codedeploy.Quotas{InstancesInUse: 2})
			s.Fleet.Groups[1].Count, s.Fleet.Groups[1].Numbered = 2, true
			s.CodeDeploy.Groups[1].Settings.Config = 2
		}, `
1 g1 v2 Succeeded waves [1] end 9s
2 g2 v2 Succeeded waves [2] end 18s
3 g3 v2 Succeeded waves [1] end 27s
g1 v2 Healthy Current 1 archives
g2-1 v2 Healthy Current 1 archives
g2-2 v2 Healthy Current 1 archives
g3 v2 Healthy Current 1 archives`},
		{"who leaves the queue makes room for the next, if there is any (CD-1.5)", "", func(s *sim.Setup) {
			groupEach(s, 4, codedeploy.Quotas{ConcurrentDeployments: 2})
			at(s, 4*kernel.Second, stop(1, nil))
			at(s, 4*kernel.Second, stop(2, nil))
		}, `
1 g1 v2 Stopped MANUAL_STOP waves [1] end 4s
2 g2 v2 Stopped MANUAL_STOP waves [1] end 4s
3 g3 v2 Succeeded waves [1] end 13s
4 g4 v2 Succeeded waves [1] end 13s
g1  Unhealthy Unknown 1 archives
g2  Unhealthy Unknown 1 archives
g3 v2 Healthy Current 1 archives
g4 v2 Healthy Current 1 archives`},
		{"what is queued can be stopped, and its group deleted (CD-1.5, CD-1.14)", "", func(s *sim.Setup) {
			groupEach(s, 3, codedeploy.Quotas{ConcurrentDeployments: 1})
			at(s, 2*kernel.Second, stop(2, nil))
			at(s, 3*kernel.Second, sim.Input{Call: &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup, Group: 2}})
		}, `
1 g1 v2 Succeeded waves [1] end 9s
2 g2 v2 Stopped MANUAL_STOP waves [] end 2s
3 g3 v2 Failed DEPLOYMENT_GROUP_MISSING waves [] end 3s
g1 v2 Healthy Current 1 archives
g2  Unhealthy Unknown 0 archives
g3  Unhealthy Unknown 0 archives`},
		{"a deployment may have as many instances as the quota says, and not one more (CD-11.3, CD-1.15)", "X-CD-any-number", func(s *sim.Setup) {
			groupEach(s, 2, codedeploy.Quotas{Instances: 2})
			s.Fleet.Groups[0].Count, s.Fleet.Groups[0].Numbered = 3, true
			s.Fleet.Groups[1].Count, s.Fleet.Groups[1].Numbered = 2, true
		}, `
1 g1 v2 Failed OVER_MAX_INSTANCES waves [] end 0s
2 g2 v2 Succeeded waves [2] end 9s
g1-1  Unhealthy Unknown 0 archives
g1-2  Unhealthy Unknown 0 archives
g1-3  Unhealthy Unknown 0 archives
g2-1 v2 Healthy Current 1 archives
g2-2 v2 Healthy Current 1 archives`},
		{"no instances comes before too many, and too many before the minimum (CD-1.15)", "", func(s *sim.Setup) {
			groupEach(s, 2, codedeploy.Quotas{Instances: 1})
			s.CodeDeploy.Groups[0].Settings.EC2Tags = nil
			s.Fleet.Groups[1].Count, s.Fleet.Groups[1].Numbered = 2, true
			s.CodeDeploy.Configs = append(s.CodeDeploy.Configs[:3:3], codedeploy.Config{Name: "all", Min: codedeploy.Minimum{Type: codedeploy.HostCount, Value: 2}})
			s.CodeDeploy.Groups[1].Settings.Config = 3
		}, `
1 g1 v2 Failed NO_INSTANCES waves [] end 0s
2 g2 v2 Failed OVER_MAX_INSTANCES waves [] end 0s
g1 
g2-1  Unhealthy Unknown 0 archives
g2-2  Unhealthy Unknown 0 archives`},
		{"more than the quota of the account alone starts when nothing else runs (CD-1.5)", "", func(s *sim.Setup) {
			groupEach(s, 1, codedeploy.Quotas{InstancesInUse: 1})
			s.Fleet.Groups[0].Count, s.Fleet.Groups[0].Numbered = 2, true
		}, `
1 g1 v2 Succeeded waves [2] end 9s
g1-1 v2 Healthy Current 1 archives
g1-2 v2 Healthy Current 1 archives`},
	}...)
}

// Whatever comes when: every deployment ends, never are more in progress than
// the quotas allow, and who came first begins first. CD-1.5
func TestQueue(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(r, "groups")
		q := codedeploy.Quotas{ConcurrentDeployments: rapid.IntRange(0, 3).Draw(r, "deployments"), InstancesInUse: rapid.IntRange(0, 4).Draw(r, "instances")}
		s := base()
		groupEach(s, n, q)
		for i := range n {
			s.Fleet.Groups[i].Count, s.Fleet.Groups[i].Numbered = rapid.IntRange(1, 3).Draw(r, "hosts"), true
			s.CodeDeploy.Groups[i].Settings.Config = int32(rapid.IntRange(0, 2).Draw(r, "configuration"))
			s.Inputs[i].When.Plus = kernel.Time(rapid.IntRange(0, 20).Draw(r, "at")) * kernel.Second
		}
		for i := range rapid.IntRange(0, 2).Draw(r, "stops") {
			at(s, kernel.Time(rapid.IntRange(0, 40).Draw(r, "stop at"))*kernel.Second, stop(1+(i+n/2)%n, &yes))
		}
		w := sim.New(s)
		w.Journal().SetLevel(kernel.All)
		if err := w.Run(); err != nil {
			r.Fatal(err)
		}
		if err := invariants.Check(w); err != nil {
			r.Fatal(err)
		}
		holdQuotas(r, w, q)
	})
}

// holdQuotas checks the records of the queue against the quotas.
func holdQuotas(r *rapid.T, w *sim.World, q codedeploy.Quotas) {
	running, instances, queue := map[uint32]bool{}, 0, []uint32{}
	for _, row := range w.Journal().Records() {
		rec := events.Record(row)
		size := 0
		if row.Kind == events.DeploymentBegun || row.Kind == events.DeploymentEnded {
			size = w.DeploymentAt(int32(rec.Index())).Targets
		}
		switch row.Kind {
		case events.DeploymentQueuedUp:
			queue = append(queue, rec.Index())
		case events.DeploymentBegun:
			running[rec.Index()], instances = true, instances+size
			if len(queue) > 0 && queue[0] == rec.Index() {
				queue = queue[1:]
			} else if len(queue) > 0 && queue[0] < rec.Index() {
				r.Fatalf("deployment %d begins before %d", rec.Index(), queue[0])
			}
			if q.ConcurrentDeployments > 0 && len(running) > q.ConcurrentDeployments || q.InstancesInUse > 0 && instances > q.InstancesInUse && len(running) > 1 {
				r.Fatalf("%d deployments with %d instances in progress under %+v", len(running), instances, q)
			}
		case events.DeploymentEnded:
			queue = slices.DeleteFunc(queue, func(n uint32) bool { return n == rec.Index() })
			if running[rec.Index()] {
				delete(running, rec.Index())
				instances -= size
			}
		}
	}
}
