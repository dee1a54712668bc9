package kernel

// Fingerprint identifies a run: 128 bits that depend on every record and on
// their order. Equal runs have equal fingerprints on every machine. It is no
// cryptographic hash: it tells of accidents, not of forgers.
type Fingerprint struct{ Hi, Lo uint64 }

// String returns 32 hexadecimal digits, the high half first.
func (f Fingerprint) String() string {
	const digits = "0123456789abcdef"
	b := make([]byte, 0, 32)
	for _, w := range [...]uint64{f.Hi, f.Lo} {
		for shift := 60; shift >= 0; shift -= 4 {
			b = append(b, digits[w>>shift&15])
		}
	}
	return string(b)
}

// The constants are the first digits of pi's fraction, in 64-bit words.
const (
	pi0 = 0x243F6A8885A308D3
	pi1 = 0x13198A2E03707344
	pi2 = 0xA4093822299F31D0
	pi3 = 0x082EFA98EC4E6C89
	pi4 = 0x452821E638D01377
	pi5 = 0xBE5466CF34E90C6C
	pi6 = 0xC0AC29B7C97C50DD
	pi7 = 0x3F84D5B5B5470917
	pi8 = 0x9216D5D98979FB1B
	pi9 = 0xD1310BA698DFB5AC
)

// start is the fingerprint of no record at all.
var start = Fingerprint{pi8, pi9}
