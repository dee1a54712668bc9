// Package oracle is a second model of the budget of an in-place deployment,
// written from the reference alone and on purpose without the simulator: it
// imports nothing of ours. Where the two differ, one of them is wrong.
//
//   - rules.go: the decisions, each a function that names its rule
//   - input.go: what a deployment is given, and how long each instance takes
//   - deploy.go: a deployment in time: order, starts, results, verdict
//   - states.go: a deployment without time: all the states that it and its
//     rollback can reach; testdata/half.pml is the same for Spin
//
// # What is modelled
//
// One in-place deployment to N instances in one zone, without a load balancer,
// alarms, a stop or faults of the fleet: CD-1.8, CD-2.1 to 2.10, 2.12, 2.14,
// 2.15, 2.18, and of CD-4.10 and CD-8.1 what makes an event last and fail. Of
// the states also its rollback: CD-2.22, CD-5.2, CD-5.6, CD-5.7.
//
// # What a state is
//
// Explore drops time. A state is the tuple
//
//	(deployment, instance 1, …, instance N)
//
// where the deployment is InProgress, Succeeded or Failed and an instance is
// Pending, InProgress in its event e of E, Succeeded, Failed or Skipped. A
// failed instance does not remember its event, and nothing else of the past is
// kept: no times, no order of what happened, no health of earlier deployments.
//
// If the deployment fails, its rollback may take its place in the tuple, which
// tells the two apart. There a Pending instance has its class too (CD-2.14): it
// failed, succeeded or was skipped before. Once it is in progress that is
// forgotten.
//
// Only settled states count: after each thing that ends, all starts that the
// rules allow have been made and the verdict, if there is one, has been given.
// The first state is the one after the first starts; what was before (Created,
// everybody Pending) is none. In each step one instance ends its event: it
// fails, goes on to its next event, or succeeds after the last. Any instance
// in progress may do so at any time, so everything that durations can bring
// about is a path here. A state without a step is final.
//
// Several that end at one instant need no step of their own: applied one after
// the other, in whatever order, they lead to the same state (a test shows it),
// because starts depend on counts alone.
//
// Who starts next is either the first Pending one of the first class in scenario
// order, or, as AWS does not document its order (CD-2.15), any of that class.
// Under any order instances can not be told apart: then the state up to symmetry
// is the deployment with the sorted instances, and the orbits of these states
// add up to all states.
//
// To compare another explorer: map each of its worlds that has nothing left to
// do at its instant to this tuple, and compare the distinct ones with
// testdata/states.golden, or with Graph.Names for one event. Read the view for
// it: that targets were skipped is one record of the deployment, not one each.
package oracle
