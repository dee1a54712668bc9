package scenarios

// Scenario is one scenario as a plain value: what a file says, with names and
// words as they were written and nothing resolved. A nil pointer or list and a
// zero value stand for a key that is absent.
type Scenario struct {
	Pos Pos
	// The version of the format: 1.
	Rehearse int64 `key:"rehearse" is:"required" range:"1..1"`
	// One line that says what happens.
	Title string `key:"title" is:"name"`
	// The heading under which lists show the scenario.
	Topic string `key:"topic" is:"name"`
	// The rules that the scenario shows, such as CD-2.8.
	Teaches []Name `key:"teaches"`
	// The exam objectives that it can be studied for, such as DVA-C02/3.4.
	Exam []string `key:"exam" enum:"@objective"`
	// What all draws come from; the same seed gives the same run.
	Seed int64 `key:"seed" range:"0..9223372036854775807"`
	// The account in ARNs and notifications: twelve digits; 123456789012 if absent.
	Account Name `key:"account"`
	// The Region in ARNs and notifications; that of the hosts' zones, or else us-east-1, if absent.
	Region Name `key:"region"`
	// The quotas that hold: aws for all of them, or a map of single ones; none if absent (CD-11.3).
	Quotas *Quotas `key:"quotas" schema:"quotas"`
	// The hosts and what surrounds them; Lambda and ECS applications need none.
	Fleet Fleet `key:"fleet"`
	// The Lambda functions: those that are deployed, and those that hooks call.
	Functions []Function `key:"functions" is:"keyed"`
	// The ECS services.
	Services []Service `key:"services"`
	// The CloudWatch alarms.
	Alarms []Alarm `key:"alarms"`
	// The applications with their deployment groups, as AWS prints them.
	Applications []Application `key:"applications"`
	// Custom deployment configurations, as CreateDeploymentConfig takes them; the 17 predefined ones are always there (CD-2.1, CD-9.10).
	DeploymentConfigs []DeploymentConfig `key:"deploymentConfigs"`
	// The revisions by name: what can be deployed.
	Revisions []Revision `key:"revisions" is:"keyed"`
	// Deployments that ended before time 0, the oldest first.
	History []Past `key:"history"`
	// What happens and when.
	Timeline []Entry `key:"timeline"`
	// What must be true of every run, such as `always offline <= 3`, perhaps behind a name of your own; `rehearse properties` lists what can be said.
	Properties ClaimList `key:"properties" schema:"properties"`
	// What must come out, checked by `rehearse check`.
	Expect []Expectation `key:"expect"`
}
