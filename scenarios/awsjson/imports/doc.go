// Package imports makes a scenario of what the AWS CLI prints, and of
// CloudFormation templates: the way back from AWS's own shapes.
//
// It decides what of an account a scenario can say, what stands in for what it
// can not say yet, and what is taken where the documents are silent. All three
// are told: by comments in the scenario, and by diagnostics. It knows nothing
// of credentials or networks; all it has is texts.
//
// Documents are told apart by their keys. What they say is collected in an
// account, in any order; then it becomes a tree of nodes that keep the places
// of what AWS printed, and scenarios reads that tree like any other. So a fault
// is explained in the words of the format, at its place in the document.
//
// Which file decides what:
//
//	read.go           from inputs to a scenario
//	documents.go      texts to documents; unfinished.go: what is missing in one that was cut off
//	fields.go         looking into AWS's values; shapes.go: what is taken of them; times.go
//	account.go        what was collected
//	groups.go         deployment groups and configurations; platforms.go: what they are for; bluegreen.go: how they replace hosts
//	instances.go      EC2 and on-premises instances
//	scaling.go        Auto Scaling groups and whose instances are theirs
//	loadbalancers.go  Classic load balancers and target groups
//	functions.go      Lambda functions and aliases; services.go: ECS services
//	deployments.go    deployments and their targets; behaviour.go: what lifecycle events did
//	template.go       CloudFormation resources; aliasupdates.go, serverless.go: those of Lambda and ECS; intrinsics.go, conditions.go, shorttags.go: what their values come to
//	draft.go          the scenario: applications, groups, configurations
//	hosts.go          names and entries of hosts; madeup.go: hosts where none are known; replacements.go: who replaces whom
//	balancers.go      entries of load balancers
//	alarms.go         alarms that groups list, and their entries
//	revisions.go      what stands in for bundles; timeline.go: the deployment, and what was before
//	specs.go          AppSpecs of Lambda and ECS; shifting.go: what moves between what; hooks.go: what hooks report; copies.go: what a copied group did
//	matches.go        groups that match no host
//	comments.go       the YAML text with its comments
package imports
