package property

// The properties that have a name. Each is explained by what it stands for.

import (
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

// Builtin is a property that has a name.
type Builtin struct {
	Name      string
	Usage     string // the name with an argument that it could have
	Statement string // what it claims, and when CodeDeploy itself does not keep it
	Rules     []kernel.Rule
	text      string // what it stands for, with N for a number and D for a duration
	percent   string // the same for a percentage; empty if it takes none
}

// Text is what the built-in stands for with the argument of Usage.
func (b *Builtin) Text() string {
	_, argument, has := strings.Cut(b.Usage, "=")
	text, _ := b.expand(argument, has)
	return text
}

// Builtins are the properties that have a name.
func Builtins() []Builtin { return builtins }

var builtins = []Builtin{
	{Name: "max-offline", Usage: "max-offline=3", Rules: list(rules.CD_2_7), text: "always offline <= N",
		Statement: "Never are more than N targets in progress or failed at once, over all deployments that run."},
	{Name: "minimum-healthy", Usage: "minimum-healthy", Rules: list(rules.CD_2_3, rules.CD_2_7), text: "always all(deployments, offline <= width)",
		Statement: "No deployment has more targets in progress or failed than its configuration leaves beside the minimum."},
	{Name: "min-in-service", Usage: "min-in-service=75%", Rules: list(rules.CD_7_4),
		text: "always inService >= N", percent: "always 100 * inService >= N * inServiceAtStart",
		Statement: "So many hosts, or so much of those at the start, always take requests. Faults break it, and so does a host that fails behind a load balancer."},
	{Name: "traffic-never-lost", Usage: "traffic-never-lost", Rules: list(rules.CD_7_4), text: "always inServiceAtStart > 0 -> inService > 0",
		Statement: "Some host always takes requests. AllAtOnce behind a load balancer breaks it."},
	{Name: "never-all-down", Usage: "never-all-down", Rules: list(rules.CD_2_11), text: `always count(instances) > 0 -> any(instances, state == "running")`,
		Statement: "Some host always runs, whether it takes requests or not. Only faults break it."},
	{Name: "one-zone-at-a-time", Usage: "one-zone-at-a-time", Rules: list(rules.CD_2_25), text: "always zonesInProgress <= 1",
		Statement: "Targets are in progress in one Availability Zone at most. Configurations without zones break it."},
	{Name: "ends", Usage: "ends", Rules: list(rules.CD_2_18), text: "atEnd count(deployments) > 0 -> running == 0",
		Statement: "Every deployment ends."},
	{Name: "ends-within", Usage: "ends-within=2h", Rules: list(rules.CD_2_18), text: "always all(deployments, duration <= D)",
		Statement: "No deployment takes longer than this. A lost agent costs its deployment more than an hour (CD-8.4)."},
	{Name: "succeeds", Usage: "succeeds", Rules: list(rules.CD_2_9), text: `atEnd count(deployments) > 0 -> all(deployments, status == "Succeeded")`,
		Statement: "Every deployment succeeds, rollbacks too. Failures beyond the budget break it."},
	{Name: "max-failed", Usage: "max-failed=1", Rules: list(rules.CD_2_8), text: "always all(deployments, failed <= N)",
		Statement: "No deployment has more than N failed targets. AllAtOnce lets all of them fail."},
	{Name: "nothing-skipped", Usage: "nothing-skipped", Rules: list(rules.CD_2_8), text: "atEnd count(deployments) > 0 -> all(deployments, skipped == 0)",
		Statement: "Every target is attempted. A deployment that gives up breaks it."},
	{Name: "failures-roll-back", Usage: "failures-roll-back", Rules: list(rules.CD_5_2, rules.CD_5_4),
		text:      `atEnd any(deployments, status == "Failed" and not isRollback) -> all(deployments, status != "Failed" or isRollback or rolledBack)`,
		Statement: "What failed is rolled back. A group that does not ask for it, and one without an earlier success, break it."},
	{Name: "rollbacks-succeed", Usage: "rollbacks-succeed", Rules: list(rules.CD_5_1), text: `atEnd rollbacks > 0 -> all(deployments, not isRollback or status == "Succeeded")`,
		Statement: "Every rollback succeeds. It is a deployment like any other, and fails like one."},
	{Name: "at-most-one-rollback", Usage: "at-most-one-rollback", Rules: list(rules.CD_5_1, rules.CD_5_7), text: "always rollbacks <= 1",
		Statement: "There is one rollback in the run at most. Several deployments may have one each."},
	{Name: "no-rollback-of-a-rollback", Usage: "no-rollback-of-a-rollback", Rules: list(rules.CD_5_7), text: "always none(deployments, isRollback and rolledBack)",
		Statement: "A rollback that fails starts no other one."},
	{Name: "rollback-happens", Usage: "rollback-happens", Rules: list(rules.CD_5_1), text: "sometimes rollbacks > 0",
		Statement: "There is a rollback. Without one a run says nothing about rollbacks."},
	{Name: "last-good-at-end", Usage: "last-good-at-end", Rules: list(rules.CD_5_1, rules.CD_5_3),
		text:      "atEnd any(deployments, rolledBack) -> all(instances, terminated or upToDate)",
		Statement: "A rollback leaves every host that is there on the last good revision. One that fails does not (CD-5.7), nor one whose last host fails (CD-2.10)."},
	{Name: "never-mixed-at-end", Usage: "never-mixed-at-end", Rules: list(rules.CD_4_3), text: "atEnd count(deployments) > 0 -> not mixed",
		Statement: "All hosts of a deployment group end with one revision. A success with failed targets (CD-2.10) breaks it."},
	{Name: "healthy-at-end", Usage: "healthy-at-end", Rules: list(rules.CD_2_20), text: `atEnd count(deployments) > 0 -> all(instances, terminated or health == "Healthy")`,
		Statement: "Every host that is there ends Healthy. A success with failed targets (CD-2.10) breaks it."},
	{Name: "no-alarm", Usage: "no-alarm", Rules: list(rules.CD_6_1), text: "always alarms == 0",
		Statement: "No alarm is ever in the state ALARM."},
}

func list(ids ...kernel.Rule) []kernel.Rule { return ids }

// builtin is the built-in of a name, or nil.
func builtin(name string) *Builtin {
	for i := range builtins {
		if builtins[i].Name == name {
			return &builtins[i]
		}
	}
	return nil
}

// expand is what the built-in stands for, or what is wrong with the argument.
func (b *Builtin) expand(argument string, has bool) (text, message string) {
	_, example, takes := strings.Cut(b.Usage, "=")
	switch {
	case takes && !has:
		return "", "needs an argument"
	case !takes && has:
		return "", "takes no argument"
	case !takes:
		return b.text, ""
	case strings.Contains(b.text, " D"):
		if ms, err := source.ParseDuration(argument); err != nil || ms == 0 {
			return "", "takes a duration such as " + example
		}
		return strings.Replace(b.text, "D", argument, 1), ""
	}
	digits, percent := strings.CutSuffix(argument, "%")
	n, err := strconv.ParseUint(digits, 10, 31)
	switch {
	case err != nil || digits[0] == '+':
		return "", "takes a whole number"
	case percent && b.percent == "":
		return "", "takes a number and no percentage"
	case percent && n > 100:
		return "", "takes up to 100%"
	case percent:
		return strings.Replace(b.percent, "N", digits, 1), ""
	}
	return strings.Replace(b.text, "N", digits, 1), ""
}
