package scenarios

// Which hosts a word means: a host's name, a group's name for all of its
// hosts, or a range such as web-1..web-4.

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// MaxInstances is how many hosts a fleet may have.
const MaxInstances = 10_000_000

// How many hosts all the lists of a scenario may name, groups counted with
// each of their hosts: 160 MB of them.
const maxListed = 4 * MaxInstances

// hosts numbers the hosts of a fleet in the order of the groups.
type hosts struct {
	groups []hostGroup
	at     map[string]int
	total  uint32
	lists  map[span][]uint32
}

type hostGroup struct {
	name     string
	numbered bool
	grows    bool // it is an Auto Scaling group, which launches more
	span
}

// laterHosts is how many hosts that an Auto Scaling group may launch its name
// stands for, beside those that are there.
const laterHosts = 10_000

// span is the hosts from lo up to, but not including, hi.
type span struct{ lo, hi uint32 }

// add numbers count more hosts. It reports false if a name is taken.
func (h *hosts) add(name string, count uint32, numbered bool) bool {
	if h.at == nil {
		h.at, h.lists = map[string]int{}, map[span][]uint32{}
	}
	_, taken := h.one(name)
	g := hostGroup{name: name, numbered: numbered, span: span{h.total, h.total + count}}
	if _, again := h.at[name]; !again {
		h.at[name] = len(h.groups)
	} else {
		taken = true
	}
	h.groups = append(h.groups, g)
	h.total += count
	return !taken
}

// hostsOf numbers the hosts of the fleet of a world.
func hostsOf(f *fleet.Setup) (h hosts) {
	for i := range f.Groups {
		h.add(f.Groups[i].Name, uint32(f.Groups[i].Count), f.Groups[i].Numbered)
	}
	for i := range f.AutoScalingGroups {
		h.groups[f.AutoScalingGroups[i].Template].grows = true
	}
	return h
}

// one finds a single host by its name: its index, or a reference to one that may
// be launched some day.
func (h *hosts) one(name string) (uint32, bool) {
	if i, ok := h.at[name]; ok {
		g := h.groups[i]
		return g.lo, !g.numbered
	}
	dash := strings.LastIndexByte(name, '-')
	if dash < 0 {
		return 0, false
	}
	i, ok := h.at[name[:dash]]
	number, err := strconv.ParseUint(name[dash+1:], 10, 32)
	if !ok || err != nil || number == 0 || name[dash+1] == '0' || name[dash+1] == '+' {
		return 0, false
	}
	g, count := h.groups[i], h.groups[i].hi-h.groups[i].lo
	if g.grows && uint32(number) > count {
		return fleet.FutureRef(i, int(count), uint32(number))
	}
	return g.lo + uint32(number) - 1, g.numbered && uint32(number) <= count
}

// some finds the hosts that a name, a group or a range means.
func (h *hosts) some(text string) ([]span, bool) {
	if i, ok := h.at[text]; ok {
		return h.all(i), true
	}
	if first, last, ok := strings.Cut(text, ".."); ok {
		lo, known := h.one(first)
		hi, too := h.one(last)
		spans := h.between(lo, hi)
		return spans, known && too && lo <= hi && spans != nil
	}
	i, ok := h.one(text)
	return []span{{i, i + 1}}, ok
}

// all are the hosts of a group, and those that it may launch.
func (h *hosts) all(i int) []span {
	g := h.groups[i]
	if !g.grows {
		return []span{g.span}
	}
	count := int(g.hi - g.lo)
	from, _ := fleet.FutureRef(i, count, uint32(count)+1)
	return []span{g.span, {from, from + laterHosts}}
}

// between are the hosts from lo to hi, nil if they are not in one row.
func (h *hosts) between(lo, hi uint32) []span {
	if fleet.IsFuture(lo) == fleet.IsFuture(hi) {
		return []span{{lo, hi + 1}}
	}
	for i, g := range h.groups {
		count := g.hi - g.lo
		from, ok := fleet.FutureRef(i, int(count), count+1)
		if ok && g.grows && lo >= g.lo && lo < g.hi && hi >= from && hi-from < laterHosts {
			return []span{{lo, g.hi}, {from, hi + 1}}
		}
	}
	return nil
}

// list returns the indices of the hosts in spans, sorted, each once. Lists of
// one span are shared.
func (h *hosts) list(spans []span) []uint32 {
	if len(spans) == 1 {
		if known, ok := h.lists[spans[0]]; ok {
			return known
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
	list, next := make([]uint32, 0, size(spans)), uint32(0)
	for _, s := range spans {
		for i := max(s.lo, next); i < s.hi; i++ {
			list = append(list, i)
		}
		next = max(next, s.hi)
	}
	if len(spans) == 1 {
		h.lists[spans[0]] = list
	}
	return list
}

func size(spans []span) int64 {
	sum := int64(0)
	for _, s := range spans {
		sum += int64(s.hi - s.lo)
	}
	return sum
}

// suggest says what could have been meant by a host that does not exist.
func (h *hosts) suggest(text string) string {
	var names []string
	for _, g := range h.groups {
		names = append(names, g.name)
	}
	word, number := text, ""
	if dash := strings.LastIndexByte(text, '-'); dash >= 0 {
		if i, ok := h.at[text[:dash]]; ok && h.groups[i].numbered {
			return "use " + h.groups[i].String()
		}
		word, number = text[:dash], text[dash:]
	}
	if near, ok := source.Suggest(text, names); ok {
		return "did you mean " + near + "?"
	}
	if near, ok := source.Suggest(word, names); ok {
		return "did you mean " + near + number + "?"
	}
	if len(h.groups) == 0 {
		return "there is none"
	}
	return "use " + h.groups[0].String() + ", for example"
}

// String names the hosts of a group in a message.
func (g hostGroup) String() string {
	if !g.numbered {
		return g.name
	}
	return fmt.Sprintf("%s-1 … %s-%d", g.name, g.name, g.hi-g.lo)
}

// host resolves the name of a single host.
func (b *builder) host(name Name) (uint32, bool) {
	i, ok := b.hosts.one(name.Text)
	if !ok && !name.IsZero() && !b.faulty["fleet"] {
		fix := b.hosts.suggest(name.Text)
		if at, group := b.hosts.at[name.Text]; group {
			fix = "name one of " + b.hosts.groups[at].String()
		}
		b.Errorf(name.Pos.Position, fix, "no single instance %q", name.Text)
	}
	return i, ok
}

// list resolves a list of hosts; nil stays nil.
func (b *builder) list(names []Name) []uint32 {
	if names == nil {
		return nil
	}
	var spans []span
	for _, name := range names {
		some, ok := b.hosts.some(name.Text)
		switch {
		case ok:
			spans = append(spans, some...)
		case !name.IsZero() && !b.faulty["fleet"]:
			b.Errorf(name.Pos.Position, b.hosts.suggest(name.Text), "no instance %q", name.Text)
		}
	}
	if len(spans) == 1 && b.hosts.lists[spans[0]] != nil {
		return b.hosts.lists[spans[0]]
	}
	if b.listed += size(spans); b.listed > maxListed {
		b.Errorf(names[0].Pos.Position, "name fewer, or leave `on` out where all are meant", "the lists of hosts name more than %d in all", maxListed)
		return nil
	}
	return b.hosts.list(spans)
}

// present resolves a list of hosts that are there at time 0; nil stays nil.
func (b *builder) present(names []Name) []uint32 {
	list := b.list(names)
	for _, name := range names {
		if i, ok := b.hosts.one(name.Text); ok && fleet.IsFuture(i) {
			b.Errorf(name.Pos.Position, "name hosts that are there from the beginning", "%s is launched later, if at all", name.Text)
		}
	}
	if at := slices.IndexFunc(list, fleet.IsFuture); at >= 0 {
		return list[:at:at]
	}
	return list
}
