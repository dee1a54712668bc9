package command

// What is advised as JSON.

import (
	"encoding/json"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/explore/advise"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// document is the JSON document of an advice.
func (o *adviseOptions) documentOf(a *advice) map[string]any {
	rows := []map[string]any{}
	for n := range a.Rows {
		rows = append(rows, a.row(&a.Rows[n]))
	}
	times := o.times(a)
	doc := map[string]any{
		"schema": "rehearse/advise/1", "scenario": a.name, "group": a.Group, "hosts": a.Hosts, "zones": a.Zones, "keep": a.Must, "tolerate": o.tolerate, "of": a.All,
		"kinds": kindWords(a.Kinds()), "configurations": rows, "untried": a.Untried, "otherGroups": append([]string{}, a.Others...), "best": nil,
		"order": orderOfRows, "times": map[string]string{"duration": times[0].Text, "worstSeen": times[1].Text, "worstAtLimits": times[2].Text},
	}
	if best := a.Best(); best != nil {
		c := a.Change(best)
		change := map[string]any{"configuration": best.Label(), "updateDeploymentGroup": plainOf(c.Group), "scenario": a.text(a.Scenario(best), a.Claims(best)...)}
		if c.Config != nil {
			change["createDeploymentConfig"] = plainOf(c.Config)
		}
		doc["best"] = change
	}
	return doc
}

func (a *advice) row(row *advise.Row) map[string]any {
	claims := map[string]string{}
	for _, c := range a.Claims(row) {
		claims[c.Label] = c.Text
	}
	made := map[string]any{
		"configuration": row.Label(), "deploymentConfigName": row.Name(), "rollback": append([]string{}, row.Rollback...), "alarms": append([]string{}, row.Alarms...),
		"zonal": row.Config.ZonalConfig != nil, "blueGreen": row.BlueGreen, "present": row.Present, "verdict": row.Verdict.String(), "upTo": row.UpTo, "anyFaults": row.AnyFaults && row.Verdict == advise.Holds,
		"duration": row.Took.String(), "worstSeen": row.Worst.String(), "worstAtLimits": row.AtLimits.String(), "tried": row.Tried, "exceedsTimeLimit": row.Exceeds, "kept": row.Kept, "runs": row.Runs, "why": row.Why, "claims": claims,
		"trafficControl": row.Traffic, "stoppedByAlarm": row.Stopped, "inOrder": row.InOrder,
	}
	if z := row.Config.ZonalConfig; z != nil {
		made["zonalConfig"] = plainOf(scenarios.EncodeNode(&scenarios.Scenario{DeploymentConfigs: []scenarios.DeploymentConfig{row.Config}}).Get("deploymentConfigs").Items[0].Get("zonalConfig"))
	}
	if m := row.Config.MinimumHealthyHosts; m != nil {
		made["minimumHealthyHosts"] = map[string]any{"type": m.Type, "value": m.Value}
	}
	if row.Verdict == advise.Untested {
		made["untested"] = row.Untested
	}
	if b := row.Broken; b != nil {
		made["broken"] = map[string]any{"property": b.Claim.Label, "faults": b.Faults, "how": b.How, "file": a.files[row], "scenario": a.text(b.Scenario, b.Claim)}
	}
	for key, c := range map[string]*advise.Case{"longest": row.Longest, "longestAtLimits": a.latest(row), "fewest": row.Fewest} {
		if c != nil {
			made[key] = map[string]any{"how": c.How, "scenario": a.text(c.Scenario)}
		}
	}
	return made
}

// latest is the longest run with all work at its limits, but of what breaks, as
// its scenario tells of each piece of work.
func (a *advice) latest(row *advise.Row) *advise.Case {
	if row.Verdict == advise.Breaks {
		return nil
	}
	return row.Latest
}

// text is a scenario that stands alone.
func (a *advice) text(s *scenarios.Scenario, claims ...advise.Claim) string {
	return string(scenarios.Encode(a.Alone(s, claims)))
}

// plainOf is a tree of YAML as JSON has it.
func plainOf(n *source.Node) any {
	switch n.Kind {
	case source.Sequence:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, plainOf(item))
		}
		return list
	case source.Mapping:
		made := map[string]any{}
		for _, e := range n.Entries {
			made[e.Key.Text] = plainOf(e.Value)
		}
		return made
	}
	if n.Style == source.Plain && json.Valid([]byte(n.Text)) {
		return json.RawMessage(n.Text)
	}
	return n.Text
}
