package appspec

import (
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

// Platform is a compute platform of CodeDeploy (CD-1.1).
type Platform uint8

// The platforms. Auto is for Check alone: the content tells.
const (
	Auto Platform = iota
	Server
	Lambda
	ECS
)

// String is the platform's name in the API, or "Auto".
func (p Platform) String() string {
	return [...]string{"Auto", "Server", "Lambda", "ECS"}[p]
}

// A Finding is one thing that is wrong with an AppSpec. Its Rule is always set.
type Finding struct {
	source.Diagnostic
	// Refused: a deployment fails for this. Otherwise only a person should look.
	Refused bool
}

// A Result is what a look at an AppSpec brought.
type Result struct {
	Platform Platform
	Findings []Finding // in order of position, 1,000 at most
	// Refusal is the first reason for which the file is refused as a whole, or
	// "" if it is not. For Server it is the message with which the agent fails
	// BeforeInstall (CD-8.8), for Lambda and ECS what is wrong in our words
	// (CD-9.14). It may hold text of the file: escape it before printing.
	Refusal string
	// RefusedAt is where Refusal found its reason.
	RefusedAt source.Position
	Lambda    *LambdaSpec // set for Platform Lambda
	ECS       *ECSSpec    // set for Platform ECS
}

// Diagnostics returns the findings without their verdicts.
func (r Result) Diagnostics() source.Diagnostics {
	var all source.Diagnostics
	for _, f := range r.Findings {
		all = append(all, f.Diagnostic)
	}
	return all
}

// How many findings one file can have, aliases being what they are.
const maxFindings = 1000

// check is one look at one file.
type check struct {
	Result
	seen map[Finding]bool

	// What only a bundle can confirm.
	scripts []placed
	sources []placed
	objects []placed
	told    map[source.Position]bool // sources reported as doubled
}

// placed is a path with the place where the AppSpec speaks of it.
type placed struct {
	at   source.Position
	path string
}

func newCheck(platform Platform) *check {
	return &check{Result: Result{Platform: platform}, seen: map[Finding]bool{}, told: map[source.Position]bool{}}
}

// refuse records what fails the whole file. agent is what the agent says; if
// it is empty our own words serve.
func (c *check) refuse(at source.Position, rule, agent, message, fix string) {
	if c.Refusal == "" {
		c.Refusal, c.RefusedAt = agent, at
		if agent == "" {
			c.Refusal = message
		}
	}
	c.fail(at, rule, message, fix)
}

// fail records what fails a deployment later than the reading of the file.
func (c *check) fail(at source.Position, rule, message, fix string) {
	c.add(Finding{source.Diagnostic{Position: at, Severity: source.Error, Message: message, Fix: fix, Rule: rule}, true})
}

func (c *check) warn(at source.Position, rule, message, fix string) {
	c.add(Finding{source.Diagnostic{Position: at, Severity: source.Warning, Message: message, Fix: fix, Rule: rule}, false})
}

func (c *check) note(at source.Position, rule, message, fix string) {
	c.add(Finding{source.Diagnostic{Position: at, Severity: source.Note, Message: message, Fix: fix, Rule: rule}, false})
}

func (c *check) add(f Finding) {
	if !c.seen[f] && len(c.Findings) < maxFindings {
		c.seen[f] = true
		c.Findings = append(c.Findings, f)
	}
}
