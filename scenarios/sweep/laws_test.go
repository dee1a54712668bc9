package sweep

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// pieces cuts the shards of a plan at random, as crashes do, and runs them.
func pieces(t *rapid.T, p *Plan, runner *Runner) (parts []*Part) {
	for _, s := range p.Shards {
		for s.Runs > 0 {
			n := rapid.Uint64Range(1, s.Runs).Draw(t, "runs")
			parts = append(parts, runner.Run(Shard{s.Cell, s.From, n}))
			s.From, s.Runs = s.From+n, s.Runs-n
		}
	}
	return parts
}

// Whatever the pieces, their order, and how often each comes: the report is that
// of the whole, and so is how many runs violate a property. Each piece travels as
// text.
func TestSumLaws(t *testing.T) {
	p := planned(t, drawn, Spec{From: 1, Seeds: 300, Properties: []string{"max-failed=0", "max-offline=1", "max-offline=6"}, Grid: []Axis{{theConfig, []string{"CodeDeployDefault.OneAtATime", "CodeDeployDefault.AllAtOnce"}}}})
	want, runner := swept(t, p, 1), NewRunner(p)
	for _, violated := range []string{`"violated":0,"of":300`, `"violated":268,"of":300`, `"violated":300,"of":300`} {
		if !bytes.Contains(want, []byte(violated)) {
			t.Errorf("%s stands nowhere: the case shows nothing\n%s", violated, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		parts := pieces(t, p, runner)
		for range rapid.IntRange(0, 5).Draw(t, "again") {
			parts = append(parts, parts[rapid.IntRange(0, len(parts)-1).Draw(t, "which")])
		}
		s := NewSum(p)
		for _, part := range rapid.Permutation(parts).Draw(t, "order") {
			sent, err := DecodePart(part.Encode())
			if err != nil || !bytes.Equal(sent.Encode(), part.Encode()) {
				t.Fatal(err)
			}
			if _, err := s.Add(sent); err != nil {
				t.Fatal(err)
			}
		}
		got, _ := json.Marshal(s.Report(p))
		if left := s.Missing(p); len(left) > 0 || !bytes.Equal(got, want) {
			t.Fatalf("%v is missing, and\n%s\nis not\n%s", left, got, want)
		}
	})
}

// The whole after some of its pieces, and pieces after the whole, add nothing.
func TestOverlaps(t *testing.T) {
	p := planned(t, drawn, Spec{From: 1, Seeds: 100})
	runner := NewRunner(p)
	whole, left, right := runner.Run(p.Shards[0]), runner.Run(Shard{0, 1, 40}), runner.Run(Shard{0, 41, 60})
	for _, order := range [][]*Part{{whole, left, right}, {left, whole, right}, {right, whole, left}} {
		s := NewSum(p)
		for _, part := range order {
			if _, err := s.Add(part); err != nil {
				t.Fatal(err)
			}
		}
		if !s.Has(p.Shards[0]) || s.Runs() != 100 || !bytes.Equal(reported(t, p, s), swept(t, p, 1)) {
			t.Errorf("%d runs", s.Runs())
		}
	}
	s := NewSum(p)
	if _, err := s.Add(right); err != nil || s.Has(p.Shards[0]) || s.Has(Shard{0, 40, 2}) || !s.Has(Shard{0, 50, 10}) {
		t.Error("what is there is not told from what is missing", err)
	}
}

// counted are times of which some are equal.
var counted = rapid.Custom(func(t *rapid.T) Counts {
	c := Counts{}
	for _, at := range rapid.SliceOfN(rapid.Int64Range(0, 1<<rapid.IntRange(0, 40).Draw(t, "size")), 1, 50).Draw(t, "times") {
		c[kernel.Time(at)] += rapid.Uint64Range(1, 3).Draw(t, "runs")
	}
	return c
})

// A quantile is what one finds by counting off all runs in order.
func TestQuantiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, share := counted.Draw(t, "counts"), rapid.Uint64Range(1, 1000).Draw(t, "share")
		var all []kernel.Time
		for at, n := range c {
			all = append(all, slices.Repeat([]kernel.Time{at}, int(n))...)
		}
		slices.Sort(all)
		want := all[(uint64(len(all))*share+999)/1000-1]
		if got := c.quantiles(share)[0]; got != want {
			t.Fatalf("%d‰ of %v: %v, want %v", share, all, got, want)
		}
	})
}

// Bars stand side by side, hold all runs, are not too many, and are equally wide.
func TestBins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := counted.Draw(t, "counts")
		list, total := c.bins(bars), uint64(0)
		for i, b := range list {
			if total += b.Runs; i > 0 && (b.From != list[i-1].To || b.To-b.From != list[0].To-list[0].From) {
				t.Fatalf("%v", list)
			}
		}
		if total != c.total() || len(list) > bars || list[0].Runs == 0 || list[len(list)-1].Runs == 0 {
			t.Fatalf("%d bars hold %d of %d runs: %v", len(list), total, c.total(), list)
		}
	})
}

// Counts come back from their text.
func TestCountsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := counted.Draw(t, "counts")
		text, err := json.Marshal(c)
		var again Counts
		if err == nil {
			err = json.Unmarshal(text, &again)
		}
		if other, _ := json.Marshal(again); err != nil || !bytes.Equal(text, other) || again.total() != c.total() {
			t.Fatal(err, string(text))
		}
	})
}

// FuzzDecodePart: a result from elsewhere is read or refused, and comes back the
// same.
func FuzzDecodePart(f *testing.F) {
	p := planned(f, drawn, Spec{From: 1, Seeds: 10})
	f.Add(NewRunner(p).Run(p.Shards[0]).Encode())
	f.Add([]byte(`{"Cell":1,"Tally":{"Durations":"AAE="}}`))
	f.Add([]byte(`{"Tally":{"Durations":"gA=="}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		part, err := DecodePart(text)
		if err != nil {
			return
		}
		part.Tally.report(p, p.Cells[0])
		if again, err := DecodePart(part.Encode()); err != nil || !bytes.Equal(again.Encode(), part.Encode()) {
			t.Error(err)
		}
	})
}

// An axis is a path and its values; what is in brackets or quotes stays whole.
func TestParseAxis(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a.b=1,2", "a.b: 1; 2"},
		{"a=x", "a: x"},
		{`revisions.v2.scripts["a=b,c.sh"].takes=20s..40s, 5s`, `revisions.v2.scripts["a=b,c.sh"].takes: 20s..40s; 5s`},
		{"expect=[],[{a: 1, b: 2}]", "expect: []; [{a: 1, b: 2}]"},
		{`title="a,b",'c'`, `title: "a,b"; 'c'`},
		{"a", "no = in it"}, {"=1", "no = in it"}, {"a=1,,2", "a value is empty"}, {"a=", "a value is empty"}, {"a=1,1", "1 stands there twice"},
	} {
		a, err := ParseAxis(c.text)
		got := a.Path + ": " + strings.Join(a.Values, "; ")
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

// FuzzParseAxis: whatever is read has a path and values that differ.
func FuzzParseAxis(f *testing.F) {
	for _, text := range []string{"a=1,2", `a["x,y"]=[1,2],{b: "}"}`, "=", "a='", "a=]],,"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := ParseAxis(text)
		if err == nil && (a.Path == "" || len(a.Values) == 0 || !strings.HasPrefix(text, a.Path+"=")) {
			t.Errorf("%q: %+v", text, a)
		}
	})
}
