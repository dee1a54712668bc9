package kernel

import "math/bits"

// Digest is a hash of 128 bits over words, to tell states apart. The zero value
// is the digest of nothing. It is no fingerprint: only the same
// build of this program knows one again.
type Digest struct{ Hi, Lo uint64 }

// Odd numbers with half of their bits set, in no pattern.
const (
	digestA = 0x9e3779b97f4a7c15
	digestB = 0xc2b2ae3d27d4eb4f
	digestC = 0xd6e8feb86659fd93
)

// Add adds a word.
func (d *Digest) Add(x uint64) { d.AddPair(x, x) }

// AddPair adds two words in the time of one.
func (d *Digest) AddPair(x, y uint64) {
	h0, l0 := bits.Mul64(d.Hi^x, digestA)
	h1, l1 := bits.Mul64(d.Lo+y+digestC, digestB)
	d.Hi, d.Lo = h0^l1+digestC, h1^l0
}

// AddDigest adds another digest.
func (d *Digest) AddDigest(o Digest) { d.AddPair(o.Hi, o.Lo) }

// Join adds another digest in a way in which the order does not matter.
func (d *Digest) Join(o Digest) { d.Hi, d.Lo = d.Hi+o.Hi, d.Lo+o.Lo }
