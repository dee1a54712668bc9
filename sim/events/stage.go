package events

// Stage is how far a blue/green deployment on instances is (CD-3.4), and what
// its rollback does (CD-3.13).
type Stage uint8

// The stages of CD-3.4 in order, and those of a rollback.
const (
	NoStage              Stage = iota // not blue/green, or not begun
	Provisioning                      // A: the replacements come into being
	Installing                        // B: the revision goes onto them
	WaitingToReroute                  // C: Ready
	Rerouting                         // D: the replacements get traffic
	Blocking                          // E: the originals lose it
	WaitingToTerminate                // F: the originals are kept for a while
	ReturningTraffic                  // rollback: the originals get traffic again
	RemovingReplacements              // rollback: the replacements lose it
)

var stageNames = [...]string{"", "provisioning", "installing", "waiting to reroute", "rerouting", "blocking the originals",
	"waiting to terminate the originals", "returning traffic to the originals", "taking traffic from the replacements"}

// String is the stage in a few words.
func (s Stage) String() string { return stageNames[s] }
