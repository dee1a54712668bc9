package advise

// What is tried of zonal configurations: CD-2.25 to 2.29.

import (
	"fmt"
	"slices"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// zonals are the zonal configurations to try beside a minimum of the fleet, none
// where there can be none. In a zone min(N - M, Nz - Mz) hosts may be offline, so
// that a minimum in each zone makes a difference only where it leaves fewer than
// the minimum of the fleet does. CD-2.25
func (g *group) zonals(m *minimum) (list []*scenarios.ZonalConfig) {
	if g.inOneZone() != "" || m.predefined == "OneAtATime" { // for which HOST_COUNT or a percentage stands
		return nil
	}
	each := g.perZone(g.hosts - m.hosts)
	if m.value.Type == "HOST_COUNT" {
		each = each[:1] // the percentage has those of the zones
	}
	for _, one := range each {
		z := &scenarios.ZonalConfig{MinimumHealthyHostsPerZone: one}
		if now := g.present().Config.ZonalConfig; now != nil {
			z.FirstZoneMonitorDurationInSeconds, z.MonitorDurationInSeconds = now.FirstZoneMonitorDurationInSeconds, now.MonitorDurationInSeconds
		}
		list = append(list, z)
	}
	return list
}

// inOneZone is why zonal configurations are not tried, or empty.
func (g *group) inOneZone() string {
	switch {
	case g.onPremises():
		return "the group has on-premises hosts (CD-2.25)"
	case len(g.sizes) < 2:
		return "the hosts are not in two zones or more (CD-2.25)"
	}
	return ""
}

// unzoned is what of zonal configurations is not tried.
func (g *group) unzoned(o *Options) []string {
	if why := g.inOneZone(); why != "" {
		return []string{"zonal configurations: " + why}
	}
	var list []string
	if g.onlyInPlace() == "" {
		list = append(list, "zonal configurations beside blue/green, which ignores them (CD-2.25)")
	}
	if g.shrinks(o) {
		list = append(list, "numbers of hosts beside minimums in each zone, which a percentage has (CD-2.25)")
	}
	if all := g.widths(g.hosts); len(all) > mostPerZone {
		list = append(list, fmt.Sprintf("%d of the %d minimums in a zone that make a difference", len(all)-mostPerZone, len(all)))
	}
	if g.watched() == nil {
		return append(list, "other monitor durations of zonal configurations than the group has: no alarm looks at a zone meanwhile, so that they only add to the time (CD-2.27)")
	}
	return append(list, fmt.Sprintf("other monitor durations of zonal configurations than the group has, and %s for the alarms to go off in where no zone has a minimum of its own (CD-2.27)", span(int64(g.alarmed()/kernel.Second))))
}

// mostPerZone is how many minimums in each zone are tried beside one minimum of
// the fleet.
const mostPerZone = 4

// perZone are minimums in each zone that make a difference if so many hosts of
// the fleet may be offline: none, and of many others those at both ends.
func (g *group) perZone(width int) []*scenarios.MinimumHealthyHosts {
	all := g.widths(width)
	for len(all) > mostPerZone {
		all = slices.Delete(all, len(all)/2, len(all)/2+1)
	}
	return all
}

// widths are all minimums in each zone that make a difference, by how many hosts
// they let be offline in each, the most first. Of percentages that come to the
// same the roundest stands for all, and for a number of hosts too.
func (g *group) widths(width int) (list []*scenarios.MinimumHealthyHosts) {
	at := map[string]int{}
	add := func(m scenarios.MinimumHealthyHosts) {
		frees := g.frees(&m, width)
		n, known := at[frees]
		switch {
		case frees == "":
		case !known:
			at[frees], list = len(list), append(list, &m)
		case m.Type == "FLEET_PERCENT" && roundness(int(m.Value), Keep{}) > roundness(int(list[n].Value), Keep{}):
			list[n] = &m
		}
	}
	for p := range 100 {
		add(scenarios.MinimumHealthyHosts{Type: "FLEET_PERCENT", Value: int64(p)})
	}
	for v := 1; v < slices.Min(g.sizes); v++ {
		add(scenarios.MinimumHealthyHosts{Type: "HOST_COUNT", Value: int64(v)})
	}
	list[0] = nil // which is 0%
	return list
}

// frees is how many hosts may be offline in each zone under a minimum, and so many
// of the fleet; empty if it lets nothing begin in some zone (CD-2.6).
func (g *group) frees(m *scenarios.MinimumHealthyHosts, width int) (text string) {
	for _, size := range g.sizes {
		free := size - least(m, size)
		if free < 1 {
			return ""
		}
		text += fmt.Sprint(min(width, free), " ")
	}
	return text
}

// watching are settings that alarms watch, as they are and with more time for
// the alarms: after the first zone or each (CD-2.27), or before the originals of
// a blue/green deployment are terminated (CD-3.9).
func (g *group) watching(s Settings) []Settings {
	if s.BlueGreen {
		return g.keeping(s)
	}
	z := s.Config.ZonalConfig
	list := []Settings{s}
	if z == nil || z.MinimumHealthyHostsPerZone != nil {
		return list
	}
	seconds := int64(g.alarmed() / kernel.Second)
	for _, longer := range []scenarios.ZonalConfig{{FirstZoneMonitorDurationInSeconds: &seconds}, {MonitorDurationInSeconds: &seconds}} {
		if zonalWords(&longer) != zonalWords(z) {
			one := s
			one.Config.ZonalConfig = &longer
			list = append(list, one)
		}
	}
	return list
}

// mostAlarmed is the longest wait for alarms that is tried.
const mostAlarmed = kernel.Hour

// alarmed is how long the alarms that are watched may take to go off, in whole
// minutes: their periods, one more as they need not begin with the wait, and the
// time until they are read (CD-6.1); of those whose states are given, until then.
func (g *group) alarmed() kernel.Time {
	span := kernel.Minute
	for i := range g.scenario.Alarms {
		a := &g.scenario.Alarms[i]
		if !slices.Contains(g.watched(), a.AlarmName.Text) {
			continue
		}
		for _, turn := range a.States {
			if turn.StateValue == "ALARM" {
				span = max(span, turn.At+readEvery)
			}
		}
		if a.Measures != "" {
			span = max(span, kernel.Time(valueOr(a.Period, 60)*(valueOr(a.EvaluationPeriods, 1)+1))*kernel.Second+readEvery)
		}
	}
	for i := range g.scenario.Timeline {
		if e := &g.scenario.Timeline[i]; e.SetAlarmState != nil && e.SetAlarmState.StateValue == "ALARM" {
			span = max(span, valueOr(e.At, 0)+readEvery)
		}
	}
	return min(mostAlarmed, (span+kernel.Minute-1)/kernel.Minute*kernel.Minute)
}

// readEvery is how often alarms are read. CD-6.1
const readEvery = 10 * kernel.Second

func valueOr[T any](n *T, other T) T {
	if n == nil {
		return other
	}
	return *n
}

// zonalWords tells a zonal configuration in a few words.
func zonalWords(z *scenarios.ZonalConfig) (text string) {
	if m := z.MinimumHealthyHostsPerZone; m != nil && m.Value > 0 {
		text += " " + amount(m)
	}
	rest := valueOr(z.MonitorDurationInSeconds, 0)
	first := valueOr(z.FirstZoneMonitorDurationInSeconds, rest)
	switch {
	case first == rest && rest > 0:
		text += ", watch " + span(rest)
	case first > 0 && rest == 0:
		text += ", watch " + span(first) + " once"
	case rest > 0:
		text += ", watch " + span(first) + ", then " + span(rest)
	}
	return text
}

// span is a time in seconds in a word.
func span(seconds int64) string {
	if seconds > 0 && seconds%60 == 0 {
		return fmt.Sprintf("%dm", seconds/60)
	}
	return fmt.Sprintf("%ds", seconds)
}
