// Package sim is the world: the kernel, a fleet and the services, stepped from
// event to event, and what can be read of it.
//
// A world's view is its present, its journal its past; whatever is shown is a
// projection of the two.
//
//   - setup.go: what a world is made from
//   - world.go: New, Step, Run, Fork
//   - inputs.go: calls and faults from outside, what they wait for, and those added while a world runs
//   - scaling.go: launches that fail for ever, and are given up (CD-6.6)
//   - deployments.go, targets.go, instances.go, activities.go, traffic.go, pace.go: projections
//   - messages.go, describe.go, describe_scaling.go: what happened, in words
//   - shares.go: counts as per cents that sum up
//   - shifts.go, describe_shift.go: traffic that Lambda and ECS deployments move
//   - why.go: the chain of causes of a record
//   - diff.go: where two runs part
package sim
