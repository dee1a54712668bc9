package kernel

import "math/bits"

const golden = 0x9E3779B97F4A7C15 // 2^64 divided by the golden ratio, odd

// finish spreads every bit of z over all bits: the finaliser of SplitMix64 by
// Steele, Lea and Flood, with Stafford's constants.
func finish(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// Mix returns 64 bits that depend on a and b in this order. For a fixed a it
// is a permutation of b, so that no two values of b collide.
func Mix(a, b uint64) uint64 {
	return finish(finish(a+golden) ^ b*golden)
}

// HashString returns a number for a name: FNV-1a of its bytes, then spread
// over all 64 bits. It is the same everywhere and for good.
func HashString(s string) uint64 {
	h := uint64(0xCBF29CE484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001B3
	}
	return finish(h)
}

// Stream is a sequence of random numbers that belongs to one entity and one
// purpose. Draw number n depends on the seed, the entity, the purpose and n,
// and on nothing else: another entity, or one more question asked elsewhere,
// shifts nothing. It is SplitMix64 from a start that these three give.
type Stream struct {
	key uint64
	n   uint64
}

// NewStream returns the stream of an entity for a purpose, at its first draw.
func NewStream(seed, entity, purpose uint64) Stream {
	return Stream{key: Mix(Mix(seed, entity), purpose)}
}

// Uint64 returns the next draw: all values are equally likely.
func (s *Stream) Uint64() uint64 {
	s.n++
	return finish(s.key + s.n*golden)
}

// Below returns a number from 0 to n-1, each equally likely, by Lemire's
// method: the high half of draw × n, drawn again if it falls into the part
// that would favour some. It panics if n is 0.
func (s *Stream) Below(n uint64) uint64 {
	if n == 0 {
		panic("kernel: Below(0)")
	}
	hi, lo := bits.Mul64(s.Uint64(), n)
	if lo < n {
		for surplus := -n % n; lo < surplus; {
			hi, lo = bits.Mul64(s.Uint64(), n)
		}
	}
	return hi
}

// Between returns a time from lo to hi, both included, to the millisecond and
// each equally likely. It panics if hi is before lo.
func (s *Stream) Between(lo, hi Time) Time {
	if hi < lo {
		panic("kernel: Between with the end before the beginning")
	}
	return lo + Time(s.Below(uint64(hi-lo)+1))
}
