package codedeploy

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// DownloadBundle and Install, and what they leave on the disk: CD-4.14 to
// 4.18, CD-8.6.

// InstallDecisions decide about files.
type InstallDecisions struct {
	// Existing is what Install does with a file that is already there.
	Existing func(appSpec, deployment FileExists) FileExists `rule:"CD-4.15"`
	// Cleans says whether Install first removes what the group's last Install
	// brought.
	Cleans func() bool `rule:"CD-4.14"`
	// Lists says whether a file that was retained is listed for removal.
	Lists func(retained bool) bool `rule:"CD-4.16"`
	// Pruned is how many of the archives, oldest first, are deleted before a
	// download, and Spared whether one is kept all the same.
	Pruned func(archives, keep int) int          `rule:"CD-8.9"`
	Spared func(archive, lastInstall int32) bool `rule:"CD-8.9"`
	// ListsWritten says whether what scripts write is listed for removal too.
	ListsWritten func() bool `rule:"CD-4.14"`
	// PutsBack says whether the removal of what was copied over a file brings that
	// back.
	PutsBack func() bool `rule:"CD-4.16"`
	// Uninstalls says whether a host that leaves the group loses its files.
	Uninstalls func() bool `rule:"CD-1.2"`
}

var awsInstall = InstallDecisions{
	Existing:     existing,
	Cleans:       func() bool { return true },
	Lists:        func(retained bool) bool { return !retained },
	Pruned:       pruned,
	Spared:       func(archive, lastInstall int32) bool { return archive == lastInstall },
	ListsWritten: func() bool { return false },
	PutsBack:     func() bool { return false },
	Uninstalls:   func() bool { return false },
}

// existing: the AppSpec overrides the deployment, and DISALLOW is the default.
// CD-4.15
func existing(appSpec, deployment FileExists) FileExists {
	switch {
	case appSpec != FileExistsUnset:
		return appSpec
	case deployment != FileExistsUnset:
		return deployment
	}
	return Disallow
}

// plainEvent is how an event without scripts goes that the scenario says nothing
// about.
var plainEvent = EventBehaviour{TakesLo: kernel.Second, TakesHi: kernel.Second}

// ownEvent is how the scenario wants an event without scripts to go on the
// target's host, or nil.
func (s *Service) ownEvent(d *deployment, row *target, e events.LifecycleEvent) *EventBehaviour {
	for _, b := range d.bundle.own[e] {
		if b.fits(s.fleet.Ref(row.instance), s.number(row.deployment)) {
			return b
		}
	}
	return nil
}

// ownTakes is how long the target's event without scripts takes.
func (s *Service) ownTakes(row *target, b *EventBehaviour) kernel.Time {
	return s.draw(b.TakesLo, b.TakesHi, row.instance, uint64(row.event), row.deployment) * s.fleet.Factor(row.instance)
}

// startOwnEvent starts DownloadBundle or Install. Neither is ever a no-op.
// CD-4.5
func (s *Service) startOwnEvent(d *deployment, t uint32) {
	row, b := &s.targets[t], &plainEvent
	if own := s.ownEvent(d, row, row.event); own != nil {
		b = own
	}
	takes := s.ownTakes(row, b)
	s.beginEvent(t, row.deployment, rules.CD_4_5)
	s.onDisk(d, row, diskStep{begins: true})
	limit := s.shape.agents.insideLimit
	s.schedule(t, s.k.Now()+min(takes, limit), endOf(takes, limit))
}

// endOf is how an event ends that takes a time under a limit.
func endOf(takes, limit kernel.Time) kernel.Kind {
	if takes > limit {
		return events.LifecycleTimesOut
	}
	return events.LifecycleEventEnds
}

// endOwnEvent ends an event without scripts: DownloadBundle, Install,
// BlockTraffic or AllowTraffic.
func (s *Service) endOwnEvent(d *deployment, t uint32) {
	row := &s.targets[t]
	if row.spoil != 0 && s.prolong(t) {
		return
	}
	if !row.event.NeedsAgent() {
		s.endTraffic(d, t)
		return
	}
	b := s.ownEvent(d, row, row.event)
	fails := b != nil && b.Fails || row.spoil&spoilFails != 0 || d.powerless && row.event == events.DownloadBundle
	result := s.onDisk(d, row, diskStep{fails: fails})
	if result.detail == events.NoDetail && row.event == events.Install {
		row.last = s.k.Record(events.RevisionInstalled, events.About(events.Target, t), row.last, rules.CD_4_3, int64(d.revision), 0)
		r := &s.setup.Revisions[d.revision]
		s.fleet.Perform(s.k, row.instance, r.ErrorRate, r.Latency, row.last)
	}
	switch {
	case !s.reported(t, row):
	case result.detail != events.NoDetail:
		o := events.Outcome{Status: events.LifecycleFailed, Code: events.UnknownError, Detail: result.detail, Place: result.place}
		s.finish(d, t, o, 0, ruleOf(events.UnknownError, result.detail))
	case len(s.scripts(row, row.deployment)) > 0:
		s.runScript(d, t, row.deployment, s.scripts(row, row.deployment))
	case row.event == events.Install:
		s.succeed(d, t, rules.CD_4_14)
	default:
		s.succeed(d, t, rules.CD_8_9)
	}
}

// onDisk does what a part of DownloadBundle or Install does to the disk of the
// target's host.
func (s *Service) onDisk(d *deployment, row *target, step diskStep) diskResult {
	kept := &s.groups[d.group].kept[row.instance]
	step.disk, step.kept = s.fleet.Disk(row.instance), *kept
	step.deployment, step.event = row.deployment, row.event
	step.full = s.fleet.DiskFull(row.instance)
	step.maximum = int32(s.setup.Agents[s.fleet.GroupOf(row.instance)].MaxRevisions)
	result := s.remembered(&step)
	s.fleet.SetDisk(row.instance, result.disk)
	*kept = result.kept
	return result
}

// remembered takes a step, unless it was taken before.
func (s *Service) remembered(step *diskStep) diskResult {
	d := &s.deployments[step.deployment]
	step.revision, step.exists = d.revision, d.fileExists
	key := step.key()
	r, ok := s.kept.memo.get(&key)
	if !ok {
		r = s.takeStep(step)
		s.kept.memo.put(&key, r)
	}
	return r
}

func (s *Service) takeStep(step *diskStep) diskResult {
	d := &s.deployments[step.deployment]
	k := s.kept.list[step.kept]
	r := diskResult{disk: step.disk}
	switch {
	case step.event == makesDirectory:
		k.archives = s.addArchive(k.archives, step.deployment)
	case step.event == events.DownloadBundle && step.begins:
		k.archives = s.prune(&k, step)
	case step.event == events.DownloadBundle:
		r.detail = s.download(&k, step, d)
	case step.begins:
		r.disk = s.clean(&k, step.disk)
	default:
		r = s.install(&k, step, d)
	}
	r.kept = s.kept.put(&k)
	return r
}

// download brings the bundle; room for it was made at the beginning. CD-8.6,
// CD-8.9
func (s *Service) download(k *kept, step *diskStep, d *deployment) events.Detail {
	free := s.fleet.DiskFree(step.disk)
	switch {
	case step.fails:
		return events.DownloadFailed
	case step.full, free >= 0 && d.bundle.size > free:
		return events.DiskFull
	}
	k.mostRecent = step.deployment
	return events.NoDetail
}

// clean removes what the group's last Install brought, newest first. CD-4.14
func (s *Service) clean(k *kept, disk fleet.DiskID) fleet.DiskID {
	if k.files == nil {
		return disk
	}
	edit := s.fleet.Edit(disk)
	if s.d.Cleans() {
		for _, p := range slices.Backward(k.files.cleanup) {
			edit.Delete(p)
		}
	}
	for _, f := range k.files.covered {
		edit.Put(f)
	}
	k.files = nil
	return edit.Done()
}

// install does what the plan of the revision says, if it says anything.
func (s *Service) install(k *kept, step *diskStep, d *deployment) diskResult {
	r := diskResult{disk: step.disk}
	if plan := d.bundle.plan; len(plan.copies) > 0 || len(plan.permissions) > 0 {
		edit, files := s.fleet.Edit(step.disk), brought{}
		r.place, r.detail = s.copyFiles(&files, step, d, edit)
		r.disk, k.files = edit.Done(), k.files.and(files)
	}
	switch {
	case r.detail != events.NoDetail:
	case step.fails:
		r.detail = events.InstallFailed
	default:
		k.lastInstall = step.deployment
	}
	return r
}

// copyFiles plans and copies, in the order of CD-4.14, and says at which of the
// files it fails.
func (s *Service) copyFiles(files *brought, step *diskStep, d *deployment, edit *fleet.DiskEdit) (uint32, events.Detail) {
	plan := d.bundle.plan
	how := s.d.Existing(s.setup.Revisions[d.revision].AppSpec.FileExists, d.fileExists)
	if place, detail := plan.refusal(how, edit); detail != events.NoDetail {
		return place, detail
	}
	for place, c := range plan.copies {
		retained := how == Retain && edit.Has(c.to)
		if s.d.Lists(retained) {
			files.cleanup = append(files.cleanup, c.to)
		}
		if retained {
			continue
		}
		if c.missing {
			return uint32(place), events.SourceMissing
		}
		if old, there := edit.Get(c.to); there && s.d.PutsBack() {
			files.covered = append(files.covered, old)
		}
		if step.full || !edit.Put(fleet.File{Path: c.to, Size: c.size, From: d.revision}) {
			return uint32(place), events.DiskFull
		}
	}
	return 0, events.NoDetail
}
