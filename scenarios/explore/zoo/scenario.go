package zoo

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim"
)

// common is what the scenarios of all animals have in common: v2 replaces v1,
// and half of the hosts must stay.
const common = `rehearse: 1
fleet:
  instances:
    - {name: web, count: 1, tags: {Env: prod}}
applications:
  - applicationName: shop
    computePlatform: Server
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: own
        ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}
deploymentConfigs:
  - {deploymentConfigName: own, minimumHealthyHosts: {type: FLEET_PERCENT, value: 50}}
revisions:
  v1: {appspec: {version: 0.0, os: linux, hooks: {ApplicationStop: [{location: stop.sh}], ApplicationStart: [{location: start.sh}]}}}
  v2:
    appspec:
      version: 0.0
      os: linux
      hooks: {ApplicationStart: [{location: start.sh}], ValidateService: [{location: check.sh, timeout: 300}]}
    scripts: {check.sh: {takes: 5s}}
history:
  - {deploymentGroup: shop/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}
`

const theGroup = "applications[shop].deploymentGroups[prod]."

// Scenario is the animal's with so many hosts.
func (a *Animal) Scenario(hosts int) (*scenarios.Scenario, *sim.Setup, error) {
	return a.scenario(hosts, nil)
}

// scenario is the animal's with so many hosts and more changes.
func (a *Animal) scenario(hosts int, more []string) (*scenarios.Scenario, *sim.Setup, error) {
	var changes []string
	for _, list := range [][]string{{"fleet.instances[0].count={hosts}"}, a.Changes, more} {
		for _, change := range list {
			changes = append(changes, strings.ReplaceAll(change, "{hosts}", strconv.Itoa(hosts)))
		}
	}
	source := scenarios.Source{Name: a.Name, Text: []byte(common)}
	scenario, setup, found := source.Compile(changes...)
	if setup == nil {
		return nil, nil, fmt.Errorf("%s with %d hosts: %v", a.Name, hosts, found)
	}
	return scenario, setup, nil
}

const withTraffic = theGroup + "deploymentStyle={deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}"
