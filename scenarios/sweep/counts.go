package sweep

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Counts says how many runs took how long. As JSON it is a string of bytes: for
// each time in order the distance from the one before and the number of runs.
type Counts map[kernel.Time]uint64

// merge adds other to c.
func (c *Counts) merge(other Counts) {
	if *c == nil {
		*c = make(Counts, len(other))
	}
	for t, n := range other {
		(*c)[t] += n
	}
}

// times are the times in order.
func (c Counts) times() []kernel.Time { return slices.Sorted(maps.Keys(c)) }

// MarshalJSON writes the counts.
func (c Counts) MarshalJSON() ([]byte, error) {
	data, last := []byte{}, kernel.Time(0)
	for _, t := range c.times() {
		data = binary.AppendUvarint(binary.AppendUvarint(data, uint64(t-last)), c[t])
		last = t
	}
	return json.Marshal(data)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Counts) UnmarshalJSON(text []byte) error {
	var data []byte
	if err := json.Unmarshal(text, &data); err != nil {
		return err
	}
	*c = Counts{}
	for last := kernel.Time(0); len(data) > 0; {
		distance, n := binary.Uvarint(data)
		runs, m := binary.Uvarint(data[max(n, 0):])
		if n <= 0 || m <= 0 {
			return errors.New("sweep: counts that end too soon")
		}
		last += kernel.Time(distance)
		(*c)[last] += runs
		data = data[n+m:]
	}
	return nil
}

// total is how many runs were counted.
func (c Counts) total() (n uint64) {
	for _, runs := range c {
		n += runs
	}
	return n
}

// quantiles are, for each share in thousandths, the shortest time that at least
// so large a share of the runs did not exceed.
func (c Counts) quantiles(perMille ...uint64) []kernel.Time {
	list := make([]kernel.Time, len(perMille))
	times, total := c.times(), c.total()
	for i, share := range perMille {
		below := uint64(0)
		for _, t := range times {
			if below += c[t]; reaches(below, total, share) {
				list[i] = t
				break
			}
		}
	}
	return list
}

// reaches says whether n of total are at least so many thousandths.
func reaches(n, total, perMille uint64) bool {
	return n >= total/1000*perMille+(total%1000*perMille+999)/1000
}

// Bin is one bar of a histogram: runs that took from From to below To.
type Bin struct {
	From kernel.Time `json:"fromMs"`
	To   kernel.Time `json:"toMs"`
	Runs uint64      `json:"runs"`
}

// bins are at most so many bins of equal and round width over all times.
func (c Counts) bins(most int) (list []Bin) {
	times := c.times()
	if len(times) == 0 {
		return nil
	}
	first, last := times[0], times[len(times)-1]
	width := roundWidth((last-first)/kernel.Time(most) + 1)
	for last/width-first/width >= kernel.Time(most) {
		width = roundWidth(width + 1)
	}
	for _, t := range times {
		from := t / width * width
		for len(list) == 0 || list[len(list)-1].From < from {
			next := from
			if len(list) > 0 {
				next = list[len(list)-1].To
			}
			list = append(list, Bin{From: next, To: next + width})
		}
		list[len(list)-1].Runs += c[t]
	}
	return list
}

// roundWidth is the narrowest round width of at least w: 1, 2 or 5 and noughts up
// to ten seconds, then spans that people count in.
func roundWidth(w kernel.Time) kernel.Time {
	for ten := kernel.Time(1); ten <= kernel.Second; ten *= 10 {
		for _, n := range []kernel.Time{1, 2, 5} {
			if n*ten >= w {
				return n * ten
			}
		}
	}
	for _, span := range []kernel.Time{10 * kernel.Second, 15 * kernel.Second, 30 * kernel.Second, kernel.Minute, 2 * kernel.Minute,
		5 * kernel.Minute, 10 * kernel.Minute, 15 * kernel.Minute, 30 * kernel.Minute, kernel.Hour, 2 * kernel.Hour, 6 * kernel.Hour, 12 * kernel.Hour} {
		if span >= w {
			return span
		}
	}
	return (w + kernel.Day - 1) / kernel.Day * kernel.Day
}
