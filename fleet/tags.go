package fleet

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Matches says whether hosts with these tags fit the filter (CD-10.1).
func (t TagFilter) Matches(tags []Tag) bool {
	for _, tag := range tags {
		switch {
		case t.Type == KeyOnly && tag.Key == t.Key,
			t.Type == ValueOnly && tag.Value == t.Value,
			t.Type == KeyAndValue && tag.Key == t.Key && tag.Value == t.Value:
			return true
		}
	}
	return false
}

// Retagged says whether the tags of instance i are no longer those of its
// group.
func (f *Fleet) Retagged(i uint32) bool { return int(i) < len(f.retagged) && f.retagged[i] > 0 }

// Tags are the tags of instance i; they must not be changed.
func (f *Fleet) Tags(i uint32) []Tag {
	if f.Retagged(i) {
		return f.tagSets[f.retagged[i]-1]
	}
	return f.setup.Groups[f.GroupOf(i)].Tags
}

// CreateTags is EC2's CreateTags on one host: a tag that is there gets the new
// value (CD-10.3).
func (f *Fleet) CreateTags(k *kernel.Kernel, i uint32, tags []Tag, cause kernel.RecordNo, rule kernel.Rule) {
	now := slices.Clone(f.Tags(i))
	for _, tag := range tags {
		if at := slices.IndexFunc(now, func(t Tag) bool { return t.Key == tag.Key }); at >= 0 {
			now[at].Value = tag.Value
		} else {
			now = append(now, tag)
		}
	}
	f.retag(k, i, now, cause, rule)
}

// DeleteTags is EC2's DeleteTags on one host: of a tag that names a value, only
// if it has that one (CD-10.3).
func (f *Fleet) DeleteTags(k *kernel.Kernel, i uint32, tags []Tag, cause kernel.RecordNo, rule kernel.Rule) {
	now := slices.DeleteFunc(slices.Clone(f.Tags(i)), func(t Tag) bool {
		return slices.ContainsFunc(tags, func(tag Tag) bool {
			return tag.Key == t.Key && (tag.Value == "" || tag.Value == t.Value)
		})
	})
	f.retag(k, i, now, cause, rule)
}

func (f *Fleet) retag(k *kernel.Kernel, i uint32, tags []Tag, cause kernel.RecordNo, rule kernel.Rule) {
	f.retagged = column(f.retagged, f.Len())
	f.tagSets = append(f.tagSets, tags)
	f.retagged[i] = uint32(len(f.tagSets))
	k.Record(events.TagsChanged, events.About(events.Instance, i), cause, rule, 0, 0)
}
