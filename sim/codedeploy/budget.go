package codedeploy

// How many targets may be offline at once, when to give up, and the verdict:
// CD-2.1 to 2.13.

// Budget is what a decision about the next start or the verdict may look at:
// the counts of a deployment, or of one of its zones.
type Budget struct {
	Targets    int // N
	Minimum    int // M, the minimum healthy hosts as a count
	InProgress int // P
	Succeeded  int // S
	Failed     int // F
	Pending    int
}

// start counts a target that starts.
func (b *Budget) start() {
	b.Pending--
	b.InProgress++
}

// end counts a target that was in progress.
func (b *Budget) end(well bool) {
	b.InProgress--
	if well {
		b.Succeeded++
	} else {
		b.Failed++
	}
}

// BudgetDecisions decide about the offline budget.
type BudgetDecisions struct {
	MinHealthy func(targets int, m Minimum) int `rule:"CD-2.2"`
	CanBegin   func(b Budget) bool              `rule:"CD-2.6"`
	MayStart   func(b Budget) bool              `rule:"CD-2.7"`
	Passes     func(b Budget) bool              `rule:"CD-2.9"`
}

var awsBudget = BudgetDecisions{
	MinHealthy: minHealthy,
	CanBegin:   canBegin,
	MayStart:   mayStart,
	Passes:     passes,
}

// minHealthy returns how many of the targets must stay healthy. It may be more
// than there are targets. CD-2.2
func minHealthy(targets int, m Minimum) int {
	switch m.Type {
	case HostCount:
		return m.Value
	case FleetPercent:
		return ceilDiv(targets*m.Value, 100)
	case MostConcurrency: // OneAtATime (CD-2.1)
		return max(0, targets-m.Value)
	}
	panic("codedeploy: minimum type out of range")
}

// width is how many targets may be in progress or failed at once. CD-2.3
func (b *Budget) width() int { return b.Targets - b.Minimum }

// canBegin says whether a deployment can start at all. CD-2.6
func canBegin(b Budget) bool { return b.width() > 0 }

// mayStart says whether one more target may start. CD-2.7
func mayStart(b Budget) bool { return b.InProgress+b.Failed < b.width() }

// givesUp says whether what is pending can never start any more: failures have
// used up the budget and nothing is in flight. CD-2.8
func givesUp(b Budget) bool { return b.InProgress == 0 && b.Pending > 0 && b.Failed >= b.width() }

// passes says whether a deployment of which nothing is left to do has
// succeeded; even a minimum of 0 asks for one success. CD-2.9, CD-2.5
func passes(b Budget) bool { return b.Succeeded >= max(b.Minimum, 1) }

func ceilDiv(a, b int) int { return (a + b - 1) / b }
