package measure

import (
	"math"
	"testing"
)

// Of 1 2 3 4, with the better two right: means 3.5 and 1.5, a spread of √1.25,
// and half of them right, so 2/√1.25 · 0.5.
func TestBiserial(t *testing.T) {
	for _, c := range []struct {
		right []bool
		rest  []float64
		want  float64
		ok    bool
	}{
		{[]bool{false, false, true, true}, []float64{1, 2, 3, 4}, 0.894427190999916, true},
		{[]bool{true, true, false, false}, []float64{1, 2, 3, 4}, -0.894427190999916, true},
		{[]bool{true, false, true, false}, []float64{1, 1, 2, 2}, 0, true},
		{[]bool{true, true}, []float64{1, 2}, 0, false},
		{[]bool{false, false}, []float64{1, 2}, 0, false},
		{[]bool{true, false}, []float64{2, 2}, 0, false},
		{nil, nil, 0, false},
	} {
		if r, ok := Biserial(c.right, c.rest); math.Abs(r-c.want) > 1e-12 || ok != c.ok {
			t.Errorf("%v %v: %v, %v, want %v, %v", c.right, c.rest, r, ok, c.want, c.ok)
		}
	}
}
