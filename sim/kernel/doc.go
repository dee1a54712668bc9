// Package kernel is the deterministic heart of a simulation: the clock, the
// event queue (queue.go, wheel.go, refill.go), random streams (stream.go), the
// journal and its fingerprint, and the limits of a run.
//
// The canonical form of a record is seven 64-bit words: its number, its time in
// milliseconds, its kind with the rule above the lowest byte, its subject, its
// cause, and its two arguments. Four 128-bit products are taken, of the words
// in pairs, each word having one of the first digits of pi added: number by
// time, what by subject, cause by a, and b by a constant. Their halves are
// combined by exclusive or with the fingerprint so far, low with low and high
// with high, each is multiplied by another such constant, and the high half of
// one product is combined with the low half of the other. The fingerprint
// begins as two more such constants. Only whole numbers are used, so that every
// machine has the same result.
package kernel
