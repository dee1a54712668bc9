package codedeploy

import (
	"fmt"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Deployment ids: CD-1.4.

const (
	idDigits            = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	idLength            = 9
	idSpace             = 36 * 36 * 36 * 36 * 36 * 36 * 36 * 36 * 36
	purposeDeploymentID = 0xd1
)

// Origin is the deployment that one comes from: it rolls that back, or somebody
// deploys its revision again.
type Origin struct {
	ID       uint64
	Rollback bool
	Again    bool
}

// newDeploymentID draws the id of a deployment, wherever it comes from: always a
// fresh one. CD-1.4
func newDeploymentID(draw *kernel.Stream, _ Origin) uint64 { return draw.Below(idSpace) }

// nextID is the id of a deployment that is being made. It is drawn for the
// group and the count within it, so that other groups never shift it.
func (s *Service) nextID(d *deployment) uint64 {
	s.ids = kernel.NewStream(s.k.Seed(), s.shape.groups[d.group].hash, kernel.Mix(purposeDeploymentID, uint64(int64(d.nth))))
	from := s.origin(d)
	for {
		id := s.d.NewDeploymentID(&s.ids, from)
		if from != (Origin{}) && id == from.ID || !s.taken(id) {
			return id
		}
	}
}

// Reseed draws anew what a service at time 0 has drawn from the seed of its
// kernel, which has changed: the ids of the past (CD-1.4), and the names of
// hooks (CD-6.6).
func (s *Service) Reseed() {
	past := s.deployments
	for n := range past {
		s.deployments = past[:n]
		past[n].id = s.nextID(&past[n])
	}
	s.deployments = past
	for a := range s.fleet.AutoScalingGroups() {
		for place, h := range s.fleet.AutoScalingGroup(a).Hooks {
			if h.Owner != fleet.NoGroup {
				s.fleet.RenameHook(a, place, s.hookOf(h.Owner, place, h.Transition).Name)
			}
		}
	}
}

// origin is the deployment that one which is being made comes from.
func (s *Service) origin(d *deployment) Origin {
	if d.rollbackOf != None {
		return Origin{ID: s.deployments[d.rollbackOf].id, Rollback: true}
	}
	for i := range s.deployments {
		if o := &s.deployments[i]; d.creator == events.ByUser && o.group == d.group && o.revision == d.revision {
			return Origin{ID: o.id, Again: true}
		}
	}
	return Origin{}
}

func (s *Service) taken(id uint64) bool {
	for i := range s.deployments {
		if s.deployments[i].id == id {
			return true
		}
	}
	return false
}

// FormatID prints a deployment id the way the API does: d- and nine digits or
// capitals (CD-1.4).
func FormatID(id uint64) string {
	b := []byte("d-000000000")
	for i := len(b) - 1; i > 1; i-- {
		b[i] = idDigits[id%36]
		id /= 36
	}
	return string(b)
}

// UUID draws a random UUID, version 4: what the API calls by one, and the ends
// of names of hooks (CD-1.2, CD-6.6).
func UUID(s kernel.Stream) string {
	hi, lo := s.Uint64(), s.Uint64()
	hi = hi&^0xf000 | 0x4000
	lo = lo&^(3<<62) | 2<<62
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", hi>>32, hi>>16&0xffff, hi&0xffff, lo>>48, lo&0xffffffffffff)
}
