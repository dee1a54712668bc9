package measure

import "math"

// z95 bounds 95 % of a normal distribution.
const z95 = 1.959963984540054

// Share is how many of some answers were right.
type Share struct {
	Right, Of int
}

// Add counts one more answer.
func (s *Share) Add(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

// Wilson is the interval that holds the true share with 95 %; all of 0 to 1 if
// nothing was answered.
func (s Share) Wilson() (low, high float64) {
	if s.Of == 0 {
		return 0, 1
	}
	n, p := float64(s.Of), float64(s.Right)/float64(s.Of)
	middle := (p + z95*z95/(2*n)) / (1 + z95*z95/n)
	half := z95 / (1 + z95*z95/n) * math.Sqrt(p*(1-p)/n+z95*z95/(4*n*n))
	return max(0, middle-half), min(1, middle+half)
}
