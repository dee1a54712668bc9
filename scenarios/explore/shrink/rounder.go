package shrink

// Numbers and durations that are smaller and rounder.

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// rounderNumbers makes numbers and durations smaller, the smallest and roundest first.
func rounderNumbers(k *shrinker) (edits []edit) {
	s := k.best.scenario
	for _, p := range parts(s, isNumber) {
		v := p.v
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if span, ok := v.Interface().(scenarios.Range); ok {
			shorter(span, func(r scenarios.Range) {
				edits = append(edits, func() *scenarios.Scenario { return with(s, p.at, r) })
			})
			continue
		}
		small := counts
		if v.Type() == timeType {
			small = spans
		}
		lo, _, _ := strings.Cut(p.field.Tag.Get("range"), "..")
		least, _ := strconv.ParseInt(lo, 10, 64)
		small(v.Int(), least, func(n int64) {
			edits = append(edits, func() *scenarios.Scenario {
				return changed(s, p.at, func(v reflect.Value) { v.SetInt(n) })
			})
		})
	}
	return edits
}

// isNumber says whether a part is a number that could be another.
func isNumber(p *part) bool {
	t := p.v.Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch p.field.Name {
	case "Rehearse", "Deployment", "RolledBackBy", "Count":
		return false
	}
	return p.owner != reflect.TypeFor[scenarios.Expectation]() && (t.Kind() == reflect.Int64 || t == rangeType)
}

// counts shows smaller numbers.
func counts(n, least int64, show func(n int64)) {
	for _, small := range [...]int64{0, 1, 2, 3, 5, 10, 20, 50, 100} {
		if small >= least && small < n {
			show(small)
		}
	}
	if n > 100 {
		show(n / 2)
	}
	if n > least {
		show(n - 1)
	}
}

var rounds = [...]kernel.Time{0, kernel.Second, 2 * kernel.Second, 5 * kernel.Second, 10 * kernel.Second, 20 * kernel.Second, 30 * kernel.Second,
	kernel.Minute, 2 * kernel.Minute, 5 * kernel.Minute, 10 * kernel.Minute, 20 * kernel.Minute, 30 * kernel.Minute, kernel.Hour, 2 * kernel.Hour}

// spans shows shorter durations in milliseconds: round ones, then the same one
// with fewer digits.
func spans(n, least int64, show func(n int64)) {
	for _, round := range rounds {
		if int64(round) >= least && int64(round) < n {
			show(int64(round))
		}
	}
	for _, unit := range [...]kernel.Time{kernel.Hour, 10 * kernel.Minute, kernel.Minute, 10 * kernel.Second, kernel.Second} {
		if less := n - n%int64(unit); less < n && less > int64(unit) {
			show(less)
		}
	}
}

// shorter shows ranges that are one duration, and shorter ones.
func shorter(r scenarios.Range, show func(r scenarios.Range)) {
	spans(int64(r.Lo), 0, func(n int64) { show(scenarios.Range{Lo: kernel.Time(n), Hi: kernel.Time(n)}) })
	if r.Lo < r.Hi {
		show(scenarios.Range{Lo: r.Lo, Hi: r.Lo})
		spans(int64(r.Hi), int64(r.Lo)+1, func(n int64) { show(scenarios.Range{Lo: kernel.Time(n), Hi: kernel.Time(n)}) })
		show(scenarios.Range{Lo: r.Hi, Hi: r.Hi})
	}
}
