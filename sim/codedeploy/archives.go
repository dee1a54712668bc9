package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
)

// What an agent keeps of a group's deployments: CD-4.3, CD-8.9.

// kept is what the agent of a host keeps of one group; hosts that keep the
// same share it.
type kept struct {
	lastInstall int32    // deployment whose Install succeeded last (CD-4.3)
	mostRecent  int32    // deployment whose DownloadBundle succeeded last
	archives    archives // deployments whose directories are there, oldest first
	files       *brought // by the last Install, nil for nothing
}

// archives is a part of Service.archives.
type archives struct{ from, to uint32 }

// brought is what Install has brought. It never changes.
type brought struct {
	cleanup []string     // files that the next Install removes (CD-4.14)
	covered []fleet.File // what was copied over, if it is to come back
}

// and is what was brought and more.
func (b *brought) and(more brought) *brought {
	switch {
	case len(more.cleanup) == 0 && len(more.covered) == 0:
		return b
	case b == nil:
		return &more
	}
	return &brought{slices.Concat(b.cleanup, more.cleanup), slices.Concat(b.covered, more.covered)}
}

var noneKept = kept{lastInstall: None, mostRecent: None}

// pruned: the limit counts the archive that is about to come. CD-8.9
func pruned(archives, keep int) int { return max(0, archives+1-keep) }

// archived says whether the archive of deployment n is on instance i. CD-4.4
func (s *Service) archived(d *deployment, i uint32, n int32) bool {
	return slices.Contains(s.archivesOf(s.groups[d.group].kept[i]), n)
}

// archivesOf are the archives of one content of what agents keep.
func (s *Service) archivesOf(kept uint32) []int32 {
	a := s.kept.list[kept].archives
	return s.kept.archives[a.from:a.to:a.to]
}

// addArchive is a list of archives with one more at its end.
func (s *Service) addArchive(a archives, n int32) archives {
	from := uint32(len(s.kept.archives))
	s.kept.archives = append(append(s.kept.archives, s.kept.archives[a.from:a.to]...), n)
	return archives{from, uint32(len(s.kept.archives))}
}

// loseArchives lets what an agent keeps of bundles disappear; its records of
// what was installed stay. CD-4.4
func (s *Service) loseArchives(i uint32) {
	for g := range s.groups {
		slot := &s.groups[g].kept[i]
		k := s.kept.list[*slot]
		k.archives = archives{}
		*slot = s.kept.put(&k)
	}
}

// keepDirectory: the first event that is no no-op makes the deployment's
// directory on the host. CD-8.9
func (s *Service) keepDirectory(d *deployment, row *target) {
	slot := &s.groups[d.group].kept[row.instance]
	if list := s.archivesOf(*slot); len(list) > 0 && list[len(list)-1] == row.deployment {
		return
	}
	*slot = s.remembered(&diskStep{kept: *slot, deployment: row.deployment, event: makesDirectory}).kept
}

// prune deletes the oldest archives, but never that of the last successful
// Install, and makes the directory of this deployment. CD-8.9
func (s *Service) prune(k *kept, step *diskStep) archives {
	list, others := s.archivesOf(step.kept), 0
	for _, n := range list {
		if n != step.deployment {
			others++
		}
	}
	drop := s.d.Pruned(others, int(step.maximum))
	from := uint32(len(s.kept.archives))
	for _, n := range list {
		switch {
		case n == step.deployment:
		case drop > 0 && !s.d.Spared(n, k.lastInstall):
			drop--
		default:
			s.kept.archives = append(s.kept.archives, n)
		}
	}
	s.kept.archives = append(s.kept.archives, step.deployment)
	return archives{from, uint32(len(s.kept.archives))}
}

// list adds files to what the next Install of a group removes from a host.
// CD-4.14
func (s *Service) list(g int32, i uint32, paths []string) {
	slot := &s.groups[g].kept[i]
	k := s.kept.list[*slot]
	k.files = k.files.and(brought{cleanup: paths})
	*slot = s.kept.put(&k)
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
		if s.kept.list[*slot].lastInstall == None || s.belongs(now, i) && !s.groups[g].deleted {
			continue
		}
		k := s.kept.list[*slot]
		s.fleet.SetDisk(i, s.clean(&k, s.fleet.Disk(i)))
		*slot = 0
	}
}
