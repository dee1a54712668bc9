// Package fleet models hosts as they are without CodeDeploy: instances in
// columns, their zones, tags, disks and network, the load balancers they stand
// behind, and the faults that strike them.
//
//   - setup.go: what a fleet is made from, and the kinds of faults
//   - fleet.go: the columns, names, ids, fork; launch.go: hosts that come later
//   - tags.go: which groups a tag filter matches (CD-10.1)
//   - disk.go: the files of every host, shared by hosts that have the same
//   - loadbalancer.go: who is registered where, and how long that takes (CD-7)
//   - faults.go: terminate, stop, reboot, cut, slow, fill, a zone gone
package fleet
