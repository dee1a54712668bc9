package codedeploy

import "slices"

// What an agent keeps of a group's deployments: CD-4.3, CD-8.9.

// kept is what the agent of a host keeps of one group; hosts that keep the
// same share it.
type kept struct {
	lastInstall int32    // deployment whose Install succeeded last (CD-4.3)
	mostRecent  int32    // deployment whose DownloadBundle succeeded last
	cleanup     []string // files that the next Install removes (CD-4.14)
	archives    []int32  // deployments whose directories are there, oldest first
}

var noneKept = kept{lastInstall: None, mostRecent: None}

// pruned: the limit counts the archive that is about to come. CD-8.9
func pruned(archives, keep int) int { return max(0, archives+1-keep) }

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
