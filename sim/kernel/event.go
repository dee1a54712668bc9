package kernel

// Phase orders the events of one instant: all that settles comes before
// anything is decided.
type Phase uint8

// The two phases of an instant.
const (
	Settle Phase = iota // something ended: a script, a wait, a health check
	Decide              // something may start, now that all that ended is known
)

// Kind says what an event or a record is about. The kernel gives no meaning to
// it; the vocabulary is the business of the package that schedules.
type Kind uint8

// MaxArg is the largest argument an event can carry.
const MaxArg = 1<<24 - 1

// Event is something that will happen at a time: 16 bytes, no pointer. Its
// meaning is read through the methods alone.
type Event struct {
	key  uint64 // firstKey + (time<<1 | phase): what the queue orders by
	data uint64 // kind<<56 | subject<<24 | arg
}

// firstKey is the key of a settling event at time 0: keys of 0 have another
// meaning in the queue.
const firstKey = 2

// NewEvent returns the event of the given kind about subject at time t. It
// panics on a negative time, a phase other than the two, or an argument above
// MaxArg: those are mistakes of the caller.
func NewEvent(t Time, p Phase, kind Kind, subject, arg uint32) Event {
	if t < 0 || p > Decide || arg > MaxArg {
		panic("kernel: event out of range")
	}
	return Event{
		key:  uint64(t)<<1 + uint64(p) + firstKey,
		data: uint64(kind)<<56 | uint64(subject)<<24 | uint64(arg),
	}
}

// Time returns when e happens.
func (e Event) Time() Time { return Time((e.key - firstKey) >> 1) }

// Phase returns the phase in which e happens. It is Decide for an event that
// was scheduled as Settle while its instant was already deciding.
func (e Event) Phase() Phase { return Phase(e.key & 1) }

// Kind returns what e is about.
func (e Event) Kind() Kind { return Kind(e.data >> 56) }

// Subject returns the index of what e happens to.
func (e Event) Subject() uint32 { return uint32(e.data >> 24) }

// Arg returns the argument of e, 0 to MaxArg.
func (e Event) Arg() uint32 { return uint32(e.data) & MaxArg }
