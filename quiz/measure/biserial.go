package measure

import "math"

// Biserial is the point-biserial correlation of being right in one question
// with a score in all others: how well the question tells learners apart. ok is
// false if one of the two is the same for all.
func Biserial(right []bool, rest []float64) (r float64, ok bool) {
	n := float64(len(right))
	var all, of, sum float64
	for i, x := range rest {
		sum += x
		if right[i] {
			all++
			of += x
		}
	}
	if all == 0 || all == n {
		return 0, false
	}
	mean, spread := sum/n, 0.0
	for _, x := range rest {
		spread += (x - mean) * (x - mean)
	}
	if spread == 0 {
		return 0, false
	}
	above, below := of/all, (sum-of)/(n-all)
	return (above - below) / math.Sqrt(spread/n) * math.Sqrt(all/n*(1-all/n)), true
}
