package oracle

// Counts says how many instances of a deployment are where.
type Counts struct {
	Pending, InProgress, Succeeded, Failed int
}

// Rules are the decisions of a deployment. Reference is the truth; tests break
// one at a time.
type Rules struct {
	Count    func(n int, m Minimum) int         // CD-2.2: minimum healthy hosts of n as a count
	Begins   func(n, minimum int) bool          // CD-2.6
	Budget   func(n, minimum int) int           // CD-2.3: how many may be out at once
	Opens    func(c Counts) bool                // CD-2.12: is a freed slot used now?
	MayStart func(c Counts, budget int) bool    // CD-2.7
	GivesUp  func(c Counts, budget int) bool    // CD-2.8
	Succeeds func(c Counts, minimum int) bool   // CD-2.9: once nothing is pending or in progress
	Rank     func(in Instance) int              // CD-2.14: who goes first; equal ranks keep their order, CD-2.15
	Ends     func(in Instance, ignore bool) int // CD-4.10: the event at which an instance ends, or none
	Takes    func(in Instance, last int) int64  // CD-8.1: from the start to the end of an event
}

// Reference decides as the reference says.
var Reference = Rules{
	Count:    count,
	Begins:   func(n, minimum int) bool { return minimum < n },
	Budget:   func(n, minimum int) int { return n - minimum },
	Opens:    func(Counts) bool { return true },
	MayStart: func(c Counts, budget int) bool { return c.InProgress+c.Failed < budget },
	GivesUp:  givesUp,
	Succeeds: func(c Counts, minimum int) bool { return c.Succeeded >= max(minimum, 1) },
	Rank:     rank,
	Ends:     ends,
	Takes:    takes,
}

// count rounds per cents up, so that a fleet is never thinner than asked. CD-2.2
func count(n int, m Minimum) int {
	switch m.Kind {
	case HostCount:
		return m.Value
	case FleetPercent:
		return (n*m.Value + 99) / 100
	}
	return n - 1 // OneAtATime
}

// givesUp holds when failures have used up the budget, nothing is in flight
// and somebody still waits. CD-2.8
func givesUp(c Counts, budget int) bool {
	return c.InProgress == 0 && c.Failed == budget && c.Pending > 0
}

// rank puts Unhealthy instances first, whatever they run, then Unknown, Old
// and Current ones. CD-2.14
func rank(in Instance) int {
	if in.Unhealthy {
		return 0
	}
	return 1 + int(in.Revision)
}

// ends finds the failure that stops an instance: the first one, but one of
// ApplicationStop may be ignored. CD-4.10
func ends(in Instance, ignore bool) int {
	for i, e := range in.Events {
		if e.Fails && (i > 0 || !ignore) {
			return i
		}
	}
	return len(in.Events)
}

// takes adds up each event until the last that begins and the time that the
// agent needs to pick it up. CD-8.1
func takes(in Instance, last int) (ms int64) {
	for _, e := range in.Events[:min(last+1, len(in.Events))] {
		ms += in.Pickup + e.Takes
	}
	return ms
}
