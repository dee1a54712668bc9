// Package codedeploy is the CodeDeploy service and its agents: deployments to
// hosts, in place and blue/green, those that Auto Scaling groups ask for, and
// those that shift traffic of Lambda functions and ECS services, from
// CreateDeployment to the rollback.
//
// Every rule that can be believed otherwise is a pure function in Decisions;
// AWS holds the truth, and a mutant replaces exactly one of them. The rest of
// the package is bookkeeping around these decisions. State is plain values and
// changes in Step and Call alone.
//
//   - setup.go: what the service knows at time 0, and the calls it takes
//   - decisions.go: the functions that decide
//   - budget.go: how many at once, when to give up, the verdict (CD-2.1 to 2.13)
//   - order.go: who goes first (CD-2.14, 2.15)
//   - zones.go: one Availability Zone after another (CD-2.25 to 2.29)
//   - plan.go: who starts next, and when a deployment is over (CD-2.7 to 2.9)
//   - planner.go: an orchestrator of another make in the place of AWS
//   - health.go: what is remembered between deployments (CD-2.20 to 2.23)
//   - membership.go: who is a target (CD-10)
//   - calls.go, stop.go, ids.go: the API (CD-1.4, 1.12 to 1.14, 6.4)
//   - start.go, end.go: how a deployment begins and ends (CD-1.5, 1.15, 2.18, 8.7)
//   - target.go: a target from its first event to its last, on the course of events that it has (CD-4.1, 4.10)
//   - agent.go: polls, silence, restarts (CD-8.1 to 8.5)
//   - hooks.go, script.go: whose scripts, and how they end (CD-4.2 to 4.9)
//   - install.go, copies.go, archives.go, disksteps.go: what is on the disk afterwards (CD-4.14 to 4.18, 8.9)
//   - traffic.go: in and out of load balancers (CD-7)
//   - quotas.go: how much an account allows at once (CD-1.5, CD-11.3)
//   - triggers.go: what is told to SNS topics (CD-11.2)
//   - alarms.go: what stops a deployment by itself (CD-6.1 to 6.3, CD-5.8)
//   - rollback.go: a new deployment of an old revision (CD-5)
//   - bluegreen.go: stages and waits, provision.go and replacements.go: who replaces whom, bluegreen_rollback.go: the way back (CD-3)
//   - autoscaling.go: hooks on Auto Scaling groups (CD-6.6, 6.11, 6.13, 6.14)
//   - launch.go: deployments to hosts that such a group launches or terminates (CD-2.19, 6.6 to 6.8)
//   - followup.go: hosts launched during a deployment are brought up to date (CD-6.9)
//   - platform.go: what Lambda and ECS deployments are made from (CD-9.3, 9.4, 9.10)
//   - course.go: their one target, from its first event to its last (CD-1.7, 9.3, 9.5)
//   - shiftend.go: how they end, are stopped and rolled back (CD-5.6, 9.8, 9.13)
//   - shift.go: which part of the traffic moves when (CD-9.8 to 9.12)
//   - functions.go: hooks that are functions, and their reports (CD-9.6)
//   - lambda.go: aliases and their weights (CD-9.14); ecs.go: task sets (CD-9.7, 9.12)
//   - shiftwaits.go: what ECS deployments wait for (CD-3.6, 3.9, 9.7)
//   - service.go: the state, and Step; view.go, view_shift.go: what can be seen of it
//   - mutants.go, *_mutants.go: what people believe instead
package codedeploy
