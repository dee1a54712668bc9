package question

import (
	"slices"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Which configuration makes a deployment go as it went: kind 27. Those among
// which it is chosen all make it go otherwise.
var findTheSetting = &Kind{
	Number: 27, Name: "find-the-setting", Form: Word, Closed: true, Deep: true, Family: "how many may be offline at once",
	Tells: true,
	Subjects: func(c *Case) (list []Subject) {
		if !changeable(c) {
			return nil
		}
		own := course(c.Truth)
		for _, ch := range c.unlike() {
			if c.courseWith(ch) != own {
				list = append(list, Subject{Name: ch.name})
			}
		}
		return list[:min(len(list), mostVariants)]
	},
	Facts: func(c *Case, s Subject) []string {
		return []string{"With another configuration deployment 1 started so: " + c.courseWith(c.settingNamed(s.Name)) + "."}
	},
	Ask: always("Which configuration was that?"),
	Answer: func(r *Run, s Subject) Answer {
		shown := r.home.courseWith(r.home.settingNamed(s.Name))
		for _, ch := range r.home.unlike() {
			if run := r.with(ch); run != nil && course(run) == shown {
				return Answer{setting(ch)}
			}
		}
		return nil
	},
	Tried:     func(c *Case, _ Subject, a Answer) string { return c.courseWith(c.settingSaid(a[0])) },
	Elsewhere: func(r *Run, _ Subject, a Answer) *Run { return r.with(r.home.settingSaid(a[0])) },
	Fill: func(c *Case, _ Subject) (list []Answer) {
		for _, ch := range c.unlike() {
			list = append(list, Answer{setting(ch)})
		}
		return list
	},
}

// setting is the configuration that a change names.
func setting(ch change) string { return strings.TrimPrefix(ch.text, "the configuration is ") }

// settingNamed is the change of a case to a configuration.
func (c *Case) settingNamed(name string) change {
	list := c.unlike()
	return list[slices.IndexFunc(list, func(ch change) bool { return ch.name == name })]
}

// settingSaid is the change of a case to a configuration that an option names.
func (c *Case) settingSaid(text string) change {
	list := c.unlike()
	return list[slices.IndexFunc(list, func(ch change) bool { return setting(ch) == text })]
}

// courseWith is how deployment 1 goes if one thing is otherwise.
func (c *Case) courseWith(ch change) string {
	if run := c.variant(ch); run != nil {
		return course(run)
	}
	return ""
}

// unlike are other configurations, no two of which make deployment 1 go alike.
// Those with a percentage come first, as beliefs differ about them most.
func (c *Case) unlike() (list []change) {
	if c.settings != nil {
		return c.settings
	}
	all := c.configChanges()
	draw := kernel.NewStream(c.Setup.Seed, 3, purposePractice)
	shuffle(&draw, all)
	slices.SortStableFunc(all, func(a, b change) int { return boolInt(isPercent(b)) - boolInt(isPercent(a)) })
	seen := map[string]bool{"": true}
	for _, ch := range all {
		if went := c.courseWith(ch); !seen[went] {
			seen[went] = true
			list = append(list, ch)
		}
	}
	c.settings = list
	return list
}

func isPercent(ch change) bool { return strings.Contains(ch.name, "PERCENT") }

// course is how deployment 1 went: who started when, and how it ended.
func course(r *Run) string {
	d, ok := r.first()
	if !ok || !d.Status.Final() {
		return ""
	}
	var at []kernel.Time
	started := map[kernel.Time][]string{}
	for _, row := range r.Journal().Records() {
		rec := events.Record(row)
		if row.Kind == events.TargetStarted && rec.Index() >= d.FirstTarget && rec.Index() < d.FirstTarget+uint32(d.Targets) {
			if started[row.At] == nil {
				at = append(at, row.At)
			}
			started[row.At] = append(started[row.At], r.Subject(row))
		}
	}
	var parts []string
	for _, t := range at {
		parts = append(parts, t.String()+" "+spans(started[t]))
	}
	return strings.Join(append(parts, d.Ended.String()+" "+outcome(r)), "; ")
}
