package shorthand

import (
	"fmt"
	"strings"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// Scenario is the case as the text of a scenario, for those who want to run it,
// look at it and change it.
func (c *Case) Scenario() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The case in short: %s\nrehearse: 1\nseed: 1\nfleet:\n  instances:\n", c.text)
	for i, letter := range c.hosts {
		fmt.Fprintf(&b, "    - {name: web-%d, tags: {Env: prod}%s}\n", i+1, c.special(i, letter))
	}
	if c.loadBalancer {
		b.WriteString("  loadBalancers:\n    - {LoadBalancerName: web, HealthCheck: {Interval: 10, HealthyThreshold: 5}, ConnectionDraining: {Enabled: true, Timeout: 300}}\n")
	}
	fmt.Fprintf(&b, "applications:\n  - applicationName: shop\n    deploymentGroups:\n      - deploymentGroupName: prod\n"+
		"        deploymentConfigName: %s\n        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]\n", c.configName())
	b.WriteString(c.groupLines())
	b.WriteString(c.configLines())
	b.WriteString(c.revisionLines())
	if !c.first {
		b.WriteString("history:\n  - {deploymentGroup: shop/prod, revision: v1}\n")
	}
	b.WriteString(c.timelineLines())
	return b.String()
}

// special is what host i, from 0, has besides its name and tags.
func (c *Case) special(i int, letter rune) (text string) {
	switch letter {
	case 'S':
		text += ", state: stopped"
	case 'A':
		text += ", agent: {state: missing}"
	}
	if c.zones != nil {
		text += ", zone: " + c.zones[i%len(c.zones)]
	}
	for _, n := range c.unhealthy {
		if n == i+1 && !c.first {
			text += ", health: [Unhealthy, Unknown]"
		}
	}
	return text
}

// configName is the predefined configuration that does the same, or case.
func (c *Case) configName() string {
	for _, p := range codedeploy.Predefined {
		if p.Min == c.minimum && p.Platform == codedeploy.Server && c.zones == nil {
			return p.Name
		}
	}
	return "case"
}

func (c *Case) groupLines() (text string) {
	var triggers []string
	if c.rollback {
		triggers = append(triggers, "DEPLOYMENT_FAILURE")
	}
	if c.rollbackOnStop {
		triggers = append(triggers, "DEPLOYMENT_STOP_ON_REQUEST")
	}
	if triggers != nil {
		text = fmt.Sprintf("        autoRollbackConfiguration: {enabled: true, events: [%s]}\n", strings.Join(triggers, ", "))
	}
	if c.loadBalancer {
		text += "        deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}\n" +
			"        loadBalancerInfo: {elbInfoList: [{name: web}]}\n"
	}
	return text
}

func (c *Case) configLines() string {
	if c.configName() != "case" {
		return ""
	}
	kind, value := "HOST_COUNT", c.minimum.Value
	switch c.minimum.Type {
	case codedeploy.FleetPercent:
		kind = "FLEET_PERCENT"
	case codedeploy.MostConcurrency:
		value = max(0, len(c.hosts)-value)
	}
	zonal := ""
	if c.zones != nil {
		zonal = ", zonalConfig: {minimumHealthyHostsPerZone: {type: FLEET_PERCENT, value: 0}}"
	}
	return fmt.Sprintf("deploymentConfigs:\n  - {deploymentConfigName: case, minimumHealthyHosts: {type: %s, value: %d}%s}\n", kind, value, zonal)
}

func (c *Case) revisionLines() string {
	var b strings.Builder
	b.WriteString("revisions:\n")
	for _, name := range []string{"v1", "v2"} {
		fmt.Fprintf(&b, "  %s:\n    appspec: {version: 0.0, os: linux, hooks: {ValidateService: [{location: %s, timeout: 60}]}}\n", name, checkScript)
	}
	fmt.Fprintf(&b, "    scripts:\n      %s:\n", checkScript)
	for i, letter := range c.hosts {
		switch letter {
		case 'F':
			fmt.Fprintf(&b, "        - {on: web-%d, takes: 5s, exit: 1}\n", i+1)
		case 'T':
			fmt.Fprintf(&b, "        - {on: web-%d, takes: 1h}\n", i+1)
		}
	}
	b.WriteString("        - {takes: 5s}\n")
	return b.String()
}

func (c *Case) timelineLines() (text string) {
	options := ""
	if c.ignoreStop {
		options += ", ignoreApplicationStopFailures: true"
	}
	if c.outdatedOnly {
		options += ", updateOutdatedInstancesOnly: true"
	}
	text = "timeline:\n  - at: 0s\n    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2" + options + "}\n"
	if c.stop > 0 {
		text += fmt.Sprintf("  - at: %v\n    stopDeployment: {deployment: 1}\n", c.stop)
	}
	return text
}
