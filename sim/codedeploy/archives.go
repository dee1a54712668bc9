package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
)

// What an agent keeps of a group's deployments: CD-4.3, CD-8.9.

// kept is what the agent of a host keeps of one group; hosts that keep the
// same share it.
type kept struct {
	lastInstall int32        // deployment whose Install succeeded last (CD-4.3)
	mostRecent  int32        // deployment whose DownloadBundle succeeded last
	cleanup     []string     // files that the next Install removes (CD-4.14)
	archives    []int32      // deployments whose directories are there, oldest first
	covered     []fleet.File // what the last Install copied over, if it is to come back
}

var noneKept = kept{lastInstall: None, mostRecent: None}

// pruned: the limit counts the archive that is about to come. CD-8.9
func pruned(archives, keep int) int { return max(0, archives+1-keep) }

// archived says whether the archive of deployment n is on instance i. CD-4.4
func (s *Service) archived(d *deployment, i uint32, n int32) bool {
	return slices.Contains(s.kept[s.groups[d.group].kept[i]].archives, n)
}

// loseArchives lets what an agent keeps of bundles disappear; its records of
// what was installed stay. CD-4.4
func (s *Service) loseArchives(i uint32) {
	for g := range s.groups {
		slot := &s.groups[g].kept[i]
		k := s.kept[*slot]
		k.archives = nil
		s.kept = append(s.kept, k)
		*slot = uint32(len(s.kept) - 1)
	}
}

// keepDirectory: the first event that is no no-op makes the deployment's
// directory on the host. CD-8.9
func (s *Service) keepDirectory(d *deployment, row *target) {
	slot := &s.groups[d.group].kept[row.instance]
	if list := s.kept[*slot].archives; len(list) > 0 && list[len(list)-1] == row.deployment {
		return
	}
	*slot = s.remembered(diskStep{kept: *slot, deployment: row.deployment, event: makesDirectory}).kept
}

// prune deletes the oldest archives, but never that of the last successful
// Install, and makes the directory of this deployment. CD-8.9
func (s *Service) prune(k kept, step diskStep) kept {
	others := slices.DeleteFunc(slices.Clone(k.archives), func(n int32) bool { return n == step.deployment })
	drop := s.d.Pruned(len(others), int(step.maximum))
	k.archives = make([]int32, 0, len(others)+1)
	for _, n := range others {
		if spared := s.d.Spared(n, k.lastInstall); !spared && drop > 0 {
			drop--
		} else {
			k.archives = append(k.archives, n)
		}
	}
	k.archives = append(k.archives, step.deployment)
	return k
}

// list adds files to what the next Install of a group removes from a host.
// CD-4.14
func (s *Service) list(g int32, i uint32, paths []string) {
	slot := &s.groups[g].kept[i]
	k := s.kept[*slot]
	k.cleanup = slices.Concat(k.cleanup, paths)
	s.kept = append(s.kept, k)
	*slot = uint32(len(s.kept) - 1)
}

// leave lets the hosts that are no members of a group any more do what such
// hosts do with its files. CD-1.2
func (s *Service) leave(g int32) {
	if !s.d.Uninstalls() {
		return
	}
	now := s.membersOf(g, s.groups[g].settings)
	for i := range uint32(s.fleet.Len()) {
		slot := &s.groups[g].kept[i]
		if s.kept[*slot].lastInstall == None || s.belongs(now, i) && !s.groups[g].deleted {
			continue
		}
		edit := s.fleet.Edit(s.fleet.Disk(i))
		s.clean(s.kept[*slot], edit)
		s.fleet.SetDisk(i, edit.Done())
		*slot = 0
	}
}
