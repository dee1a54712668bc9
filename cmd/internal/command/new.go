package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

var configurations = []string{"OneAtATime", "HalfAtATime", "AllAtOnce"}

type newOptions struct {
	*factory
	path, config string
	hosts        int
	asg          bool
}

func newCmdNew(f *factory) *cobra.Command {
	o := &newOptions{factory: f}
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Write a scenario to begin with",
		Long: "Write a scenario that runs as it stands and says what to change. What no flag gives\n" +
			"is asked for. A file that exists is never overwritten (exit code 5).",
		Example: "  rehearse new mine.yaml\n  rehearse new mine.yaml --hosts 12 --config HalfAtATime --no-input\n" +
			"  rehearse new mine.yaml --asg --hosts 3",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, a []string) error {
			o.path = a[0]
			if c.Flags().Changed("hosts") && wholeNumber(strconv.Itoa(o.hosts)) != nil {
				return usagef("--hosts is " + wholeNumber("").Error())
			}
			if o.config != "" && !slices.Contains(configurations, o.config) {
				return usagef("--config is " + strings.Join(configurations, ", "))
			}
			return o.run()
		},
	}
	cmd.Flags().IntVar(&o.hosts, "hosts", 0, "number of hosts, 1 to 10000000")
	cmd.Flags().StringVar(&o.config, "config", "", "OneAtATime, HalfAtATime or AllAtOnce")
	cmd.Flags().BoolVar(&o.asg, "asg", false, "make the hosts an Auto Scaling group, and launch one more during the deployment")
	return cmd
}

func (o *newOptions) run() error {
	if err := o.ask(); err != nil {
		return err
	}
	hosts, members, more := newInstances, newTags, ""
	if o.asg {
		hosts, members, more = newAutoScaling, newMembers, fmt.Sprintf(newScaleOut, o.hosts+1)
	}
	text := fmt.Sprintf(newScenario, fmt.Sprintf(hosts, o.hosts), o.config, members, more)
	if _, found := scenarios.Decode(o.path, []byte(text)); found.HasErrors() {
		return found
	}
	file, err := os.OpenFile(o.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return coded{exitConflict, errors.New(source.Escape(o.path) + " exists; choose another name")}
	}
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	if e := file.Close(); err == nil {
		err = e
	}
	switch {
	case err != nil:
	case o.json:
		return o.document(map[string]string{"schema": "rehearse/new/1", "path": o.path})
	default:
		o.io.Printf("wrote %s; now: rehearse run %s\n", o.path, o.path)
	}
	return err
}

// ask asks for what no flag gave; with --no-input there are defaults.
func (o *newOptions) ask() error {
	if o.io.NoInput {
		o.hosts, o.config = max(o.hosts, 4), orElse(o.config, configurations[0])
	}
	if o.hosts == 0 {
		answer, err := o.io.Prompter().Input("How many hosts?", "4", wholeNumber)
		if err != nil {
			return err
		}
		o.hosts, _ = strconv.Atoi(answer)
	}
	if o.config == "" {
		n, err := o.io.Prompter().Select("Which deployment configuration?", configurations, 0)
		if err != nil {
			return err
		}
		o.config = configurations[n]
	}
	return nil
}

func wholeNumber(text string) error {
	if n, err := strconv.Atoi(text); err != nil || n < 1 || n > scenarios.MaxInstances {
		return fmt.Errorf("a whole number from 1 to %d", scenarios.MaxInstances)
	}
	return nil
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

const newScenario = `# What would happen if web-2 failed its check? Change what a script does and run
# this file again; "rehearse why FILE web-2" explains any status.
rehearse: 1
title: My deployment
teaches: []
seed: 1
fleet:
%s
  # targetGroups:              # or loadBalancers, the Classic ones; name them in loadBalancerInfo of the group
  #   - {TargetGroupName: shop, HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 2, deregistrationDelay: 30s}
# alarms:                      # name them in alarmConfiguration of the group
#   - {AlarmName: errors, states: [{at: 1m, StateValue: ALARM}]}
applications:
  - applicationName: shop
    computePlatform: Server
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.%s
        %s
        # deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}
        # loadBalancerInfo: {targetGroupInfoList: [{name: shop}]}
        # alarmConfiguration: {enabled: true, alarms: [{name: errors}]}
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE]}   # or DEPLOYMENT_STOP_ON_ALARM
revisions:
  v1:
    appspec: &appspec          # or bundle: a directory or archive with an appspec.yml
      version: 0.0
      os: linux
      hooks:
        ApplicationStart: [{location: start.sh, timeout: 120}]
        ValidateService: [{location: check.sh, timeout: 60}]
  v2:
    appspec: *appspec
    scripts:
      start.sh: {takes: 20s..40s}              # drawn for each host
      check.sh: [{takes: 5s}]                  # try {on: web-2, takes: 5s, exit: 1} first in the list
history:
  - {deploymentGroup: shop/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v2}
%sexpect:
  - {deployment: 1, status: Succeeded}
`

// The hosts of a new scenario, and how the deployment group finds them.
const (
	newInstances = "  instances:\n    - {name: web, count: %d, tags: {Env: prod}}   # web-1, web-2, …"
	newTags      = "ec2TagFilters: [{Key: Env, Value: prod, Type: KEY_AND_VALUE}]"

	newAutoScaling = "  autoScalingGroups:          # as `aws autoscaling describe-auto-scaling-groups` prints them\n" +
		"    - {AutoScalingGroupName: web, MinSize: 1, MaxSize: 10000000, DesiredCapacity: %d, launchTakes: 1m}   # web-1, web-2, …"
	newMembers  = "autoScalingGroups: [web]"
	newScaleOut = `  - at: 10s                    # one more: it gets v1, and a follow-up deployment brings v2
    updateAutoScalingGroup: {AutoScalingGroupName: web, DesiredCapacity: %d}
`
)
