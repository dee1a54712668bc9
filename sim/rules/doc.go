// Package rules is the rule book: what AWS CodeDeploy does, rule by rule.
//
// A rule has one constant. The doc comment of the constant is the only place
// where the rule is written down: one sentence that states it, the source it
// rests on, how sure we are of it, and examples where the short notation can
// show it. The table behind [All] and [Lookup] is generated from those
// comments; a test fails when it is out of date, and
//
//	go generate ./sim/rules
//
// writes it anew. A rule keeps its number for ever: numbers are printed in
// journals and lessons, so a withdrawn rule leaves a gap and a new one goes to
// the end of its chapter.
//
// # Chapters
//
//   - cd01_objects.go: applications, groups, revisions, statuses, error codes
//   - cd02_budget.go: minimum, width, budget, order (CD-2.1 to 2.19)
//   - cd02_health.go: health between deployments, validation, zones (CD-2.20 on)
//   - cd03_bluegreen.go: blue/green on EC2
//   - cd04_lifecycle.go: lifecycle events, scripts, installing files
//   - cd05_rollback.go: automatic and manual rollback
//   - cd06_stopping.go: alarms, stopping, Auto Scaling
//   - cd07_loadbalancers.go: blocking and allowing traffic
//   - cd08_agent.go: the agent, its silence, its downloads and archives
//   - cd09_appspec.go: AppSpec files, Lambda and ECS, traffic shifting
//   - cd10_targets.go: who is a target, and which role may do what
//   - cd11_events.go: notifications and quotas
//   - cd12_api.go: the operations and their checks
//
// # Sources
//
// "User Guide, instances-health" is a page of the CodeDeploy User Guide as
// served in 2026; "User Guide of 2023" and "of 2025" are older states of it.
// "API X" is the type or operation X of the API reference. "agent: f" is file
// f of the CodeDeploy agent 1.8.1. "seen:" is output that somebody published
// from a real deployment. "GitHub o/r#n" is thread n of repository o/r.
//
// # Examples
//
// An example reads "4 OneAtATime PFPP: Failed HEALTH_CONSTRAINTS, waves 1 1":
// four hosts, the configuration, a letter for what each host does (P passes,
// F fails its ValidateService script, A has no agent, S is stopped, T hangs
// until its timeout), options after commas; behind the colon the status, the
// error code and what else must hold.
package rules
