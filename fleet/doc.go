// Package fleet models hosts as they are without CodeDeploy: instances in
// columns, their zones, tags, disks and network, the load balancers they stand
// behind, the Auto Scaling groups that launch and terminate them, the alarms
// that watch them, and the faults that strike them.
//
//   - setup.go: what a fleet is made from, and the kinds of faults
//   - fleet.go: the columns, names, ids, fork; launch.go: hosts that come later
//   - tags.go: which groups a tag filter matches (CD-10.1)
//   - disk.go: the files of every host, shared by hosts that have the same
//   - loadbalancer.go: who is registered where (CD-7.1); targethealth.go: who is
//     sent no traffic there (CD-7.6); serving.go: how many serve (CD-7.4)
//   - alarms.go: the states of alarms (CD-6.1); metrics.go: the traffic that
//     they can measure; evaluation.go: how that becomes a state
//   - autoscaling.go: Auto Scaling groups and the lifecycle states of their hosts; processes.go: what can be suspended
//   - scaling.go: who is launched and who leaves; healthcheck.go: who is replaced; activities.go: what was done and why
//   - lifecyclehooks.go: hosts that wait to enter service or to go (CD-6.6, 6.11)
//   - autoscalingcalls.go: the Auto Scaling API, and copies of groups
//   - faults.go: terminate, stop, reboot, cut, slow, fill, a zone gone
package fleet
