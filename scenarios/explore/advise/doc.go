// Package advise searches configurations for a deployment group: of all that
// make a difference it tells which keep as much of the fleet as is wanted, and
// hold every property, whatever so many faults do; how long a deployment takes
// under each, and what breaks those that do not hold.
//
// Which file decides what:
//
//	advise.go     the search over settings, and its report
//	keep.go       what is to be kept: a share of the hosts, or a number of them
//	group.go      the group that is advised, and how many hosts it has
//	minimums.go   the minimums of healthy hosts that make a difference
//	zones.go      the same, one Availability Zone after another, and time for alarms
//	bluegreen.go  the same of the replacements, and what becomes of the originals
//	settings.go   what is tried of them, of rollbacks, alarms and traffic control
//	apply.go      a scenario under some settings
//	claims.go     what must hold
//	judge.go      whether it does
//	worst.go      how bad a run gets; late.go: with all work at its limits; cases.go: as a scenario that shows it
//	faults.go     which faults break what, in words
//	rank.go       which settings are better
//	change.go     what to tell AWS
package advise
