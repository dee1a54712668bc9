package sim

// Shares are whole per cents of counts, which sum up to 100 unless all counts
// are 0: what is left over by rounding down goes to those that lose most by it,
// the earlier first.
func Shares(counts []int) []int {
	total := 0
	for _, n := range counts {
		total += n
	}
	shares := make([]int, len(counts))
	if total == 0 {
		return shares
	}
	left := 100
	for i, n := range counts {
		shares[i] = 100 * n / total
		left -= shares[i]
	}
	given := make([]bool, len(counts))
	for ; left > 0; left-- {
		most := -1
		for i, n := range counts {
			if !given[i] && (most < 0 || 100*n%total > 100*counts[most]%total) {
				most = i
			}
		}
		given[most] = true
		shares[most]++
	}
	return shares
}
