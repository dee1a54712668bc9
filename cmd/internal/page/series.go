package page

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// series is what changes over time: who serves, and how many are healthy.
type series struct {
	w       *sim.World
	traffic *sim.Traffic
	at      []int64
	rows    [][]int // by time: hosts in service, those without a revision, and by revision
	out     Out
	open    map[uint32]int // by host that is out of service: its place in out, below 0 once it is gone
	healthy []Healthy      // by deployment
}

func newSeries(w *sim.World) *series {
	s := &series{
		w: w, traffic: sim.NewTraffic(w), open: map[uint32]int{}, healthy: make([]Healthy, len(w.Deployments())),
		out: Out{Lane: []int{}, From: []int64{}, To: []int64{}},
	}
	for i := range uint32(s.traffic.Hosts()) {
		s.notice(i, 0)
	}
	s.point(0)
	return s
}

// observe takes a record that is about a deployment, or about one of its
// targets; below 0, about none.
func (s *series) observe(r kernel.Record, deployment int) {
	if host, moves := s.traffic.Observe(r); moves {
		s.notice(host, int64(r.At))
		s.point(int64(r.At))
		if r.Kind == events.HostTerminated {
			s.leave(host, int64(r.At))
		}
	} else if r.Kind == events.HostLaunched {
		s.notice(events.Record(r).Index(), int64(r.At))
	}
	if deployment >= 0 {
		s.health(&s.healthy[deployment], deployment, r)
	}
}

// notice begins or ends a host's span out of service.
func (s *series) notice(host uint32, at int64) {
	n, out := s.open[host]
	switch serves := s.traffic.Serves(host); {
	case serves && out:
		s.out.To[n] = at
		delete(s.open, host)
	case !serves && !out:
		s.open[host] = len(s.out.Lane)
		s.out.Lane = append(s.out.Lane, int(host))
		s.out.From, s.out.To = append(s.out.From, at), append(s.out.To, -1)
	}
}

// leave ends a host's span out of service for good: there is no host any more.
func (s *series) leave(host uint32, at int64) {
	n, o := s.open[host], &s.out
	switch {
	case n < 0:
		return
	case o.From[n] < at:
		o.To[n] = at
	default: // it served until now
		o.Lane, o.From, o.To = slices.Delete(o.Lane, n, n+1), slices.Delete(o.From, n, n+1), slices.Delete(o.To, n, n+1)
		for other, m := range s.open {
			if m > n {
				s.open[other] = m - 1
			}
		}
	}
	s.open[host] = -1
}

// point keeps who serves after an instant, if that is new.
func (s *series) point(at int64) {
	row := []int{s.traffic.InService(), s.traffic.Serving(codedeploy.None)}
	for r := range s.w.Setup().CodeDeploy.Revisions {
		row = append(row, s.traffic.Serving(int32(r)))
	}
	if n := len(s.at); n > 0 && s.at[n-1] == at {
		s.rows[n-1] = row
		return
	}
	if n := len(s.rows); n == 0 || !slices.Equal(s.rows[n-1], row) {
		s.at, s.rows = append(s.at, at), append(s.rows, row)
	}
}

// health counts a deployment's targets that are neither in progress nor failed,
// until a blue/green deployment has installed its revision.
func (s *series) health(h *Healthy, d int, r kernel.Record) {
	by := 0
	switch rec := events.Record(r); r.Kind {
	case events.DeploymentBegun:
		if begun := s.w.DeploymentAt(s.w.CodeDeploy().Past() + int32(d)); begun.Platform == codedeploy.Server {
			h.At, h.Hosts, h.To = []int64{int64(r.At)}, []int{begun.Planned}, -1
		}
	case events.StageBegun:
		if len(h.At) > 0 && h.To < 0 && events.Stage(r.A) != events.Installing {
			h.To = int64(r.At)
		}
	case events.DeploymentEnded:
		if len(h.At) > 0 && h.To < 0 {
			h.To = int64(r.At)
		}
	case events.TargetStarted:
		by = -1
	case events.TargetReadied:
		by = 1
	case events.TargetEnded:
		if rec.TargetStatus() == events.TargetSucceeded {
			by = 1
		}
	}
	n := len(h.At)
	if by == 0 || n == 0 || h.To >= 0 {
		return
	}
	if h.At[n-1] == int64(r.At) {
		h.Hosts[n-1] += by
		return
	}
	h.At, h.Hosts = append(h.At, int64(r.At)), append(h.Hosts, h.Hosts[n-1]+by)
}

// finish makes columns of the rows. Revisions that nobody served are left out.
func (s *series) finish() (Out, Traffic, []Healthy) {
	t := Traffic{At: s.at, InService: s.column(0), Revisions: []Served{}}
	names := []string{""}
	for _, r := range s.w.Setup().CodeDeploy.Revisions {
		names = append(names, source.Escape(r.Name))
	}
	for n, name := range names {
		hosts := s.column(1 + n)
		for _, count := range hosts {
			if count > 0 {
				t.Revisions = append(t.Revisions, Served{name, hosts})
				break
			}
		}
	}
	list := []Healthy{}
	for n, h := range s.healthy {
		if h.Deployment = n; len(h.At) > 0 {
			list = append(list, h)
		}
	}
	return s.out, t, list
}

func (s *series) column(n int) []int {
	list := make([]int, len(s.rows))
	for i, row := range s.rows {
		list[i] = row[n]
	}
	return list
}
