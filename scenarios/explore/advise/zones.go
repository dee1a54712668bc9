package advise

import "github.com/seed-11de0fc1/rehearse/scenarios"

// zonals are the zonal configurations to try beside a minimum of the fleet; nil
// stands for none. In a zone min(N - M, Nz - Mz) hosts may be offline, so that a
// minimum in each zone makes a difference only where it leaves fewer than the
// minimum of the fleet does. CD-2.25
func (g *group) zonals(m *minimum) []*scenarios.ZonalConfig {
	list := []*scenarios.ZonalConfig{nil}
	if g.zones < 2 || m.predefined != "" || m.value.Type != "FLEET_PERCENT" {
		return list
	}
	list = append(list, &scenarios.ZonalConfig{})
	width, half := min(g.hosts-m.hosts, g.largest), g.largest/2
	if half >= 1 && half < width {
		list = append(list, &scenarios.ZonalConfig{MinimumHealthyHostsPerZone: &scenarios.MinimumHealthyHosts{Type: "FLEET_PERCENT", Value: 50}})
	}
	return list
}
