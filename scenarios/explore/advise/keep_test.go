package advise

import "testing"

// A share of the hosts is rounded up, as a minimum is: CD-2.2.
func TestKeep(t *testing.T) {
	for _, c := range []struct {
		text        string
		hosts, want int
	}{
		{"75%", 9, 7}, {"75%", 8, 6}, {"100%", 3, 3}, {"0%", 9, 0}, {"1%", 200, 2}, {"6", 9, 6}, {"0", 9, 0},
	} {
		k, err := ParseKeep(c.text)
		if err != nil || k.Of(c.hosts) != c.want || k.String() != c.text {
			t.Errorf("%s of %d: %d, %v, want %d", c.text, c.hosts, k.Of(c.hosts), err, c.want)
		}
	}
	for _, text := range []string{"", "%", "130%", "-1", "7.5%", "75 %", "0x10", "99999999999999999999", "lots"} {
		if _, err := ParseKeep(text); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}

func FuzzParseKeep(f *testing.F) {
	for _, text := range []string{"75%", "6", "101%", "%", "-1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		k, err := ParseKeep(text)
		if err != nil {
			return
		}
		if again, err := ParseKeep(k.String()); err != nil || again != k || k.Percent && k.Value > 100 {
			t.Errorf("%q is read as %v", text, k)
		}
	})
}
