package question_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// A bundled scenario that can not be told in sentences is asked about as it is
// written, and every key is what the printed run says; but where there are too
// many hosts to keep in mind.
func TestShownKeysRecomputed(t *testing.T) {
	shown, ends := 0, 0
	for _, e := range scenarios.Library() {
		src, err := scenarios.LoadBundled(e.Name)
		if err != nil {
			t.Fatal(err)
		}
		scenario, setup, found := src.Compile()
		if setup == nil {
			t.Fatal(found)
		}
		c, err := question.Open(src.Name, scenario, setup)
		if errors.Is(err, question.ErrUntold) && strings.Contains(err.Error(), "hosts, and questions are about") {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", e.Name, err)
			continue
		}
		if !c.Shows() {
			continue
		}
		shown++
		if whole, err := question.NewShown(src.Name, scenario, setup); err != nil || !slices.Equal(whole.Facts(), c.Facts()) {
			t.Errorf("%s is shown otherwise, %v", e.Name, err)
		}
		items := question.Generate(c, 1, 20)
		if list := c.Truth.Deployments(); len(items) == 0 && len(list) > 0 && list[0].Creator == events.ByUser {
			t.Errorf("%s: nothing is asked about it", e.Name)
		}
		for _, it := range items {
			if again, ok := recompute[it.Kind.Name]; ok {
				ends++
				w := played(t, src, scenario, setup, &codedeploy.AWS)
				if got, want := strings.Join(it.Key(), " | "), again(t, w, it); got != want {
					t.Errorf("%s: key %q, recomputed %q", it.ID(), got, want)
				}
			}
		}
	}
	if shown < 20 || ends < 20 {
		t.Errorf("%d scenarios are shown, with %d questions of how they end", shown, ends)
	}
	t.Logf("%d scenarios are shown, with %d questions of how they end", shown, ends)
}

// Nobody keeps more than forty hosts in mind.
func TestTooManyHosts(t *testing.T) {
	src, err := scenarios.LoadBundled("half-at-a-time")
	if err != nil {
		t.Fatal(err)
	}
	for count, want := range map[string]bool{"40": true, "41": false} {
		text := strings.Replace(string(src.Text), "count: 9", "count: "+count, 1)
		many := *src
		many.Text = []byte(text)
		scenario, setup, found := many.Compile()
		if setup == nil || text == string(src.Text) {
			t.Fatal(found)
		}
		if _, err := question.Open("many", scenario, setup); (err == nil) != want || !want && !errors.Is(err, question.ErrUntold) {
			t.Errorf("%s hosts: %v", count, err)
		}
	}
}

// Who chooses what does not happen is told by which belief it would, though no
// belief gives the whole answer.
func TestNearlyExplained(t *testing.T) {
	src, err := scenarios.LoadBundled("launch-loop")
	if err != nil {
		t.Fatal(err)
	}
	scenario, setup, _ := src.Compile()
	c, err := question.Open(src.Name, scenario, setup)
	if err != nil {
		t.Fatal(err)
	}
	it := question.Generate(c, 1, 1, question.WhatHappens)[0]
	for n := range it.Things {
		a, err := it.Read(strconv.Itoa(n + 1))
		if err != nil {
			t.Fatal(err)
		}
		if e := it.Explain(a, question.RuleBook{}, nil); e.Rule == "" || e.Refuted == "" || e.Truth == "" || e.Yours == "" {
			t.Errorf("%q alone: %+v", it.Things[n], e)
		}
	}
}

// What a scenario expects is the key: it is not shown, but the scripts of its
// bundles are.
func TestShownWithoutItsKey(t *testing.T) {
	for _, name := range []string{"launch-loop", "alarms-refused", "quotas", "alarm-error-rate"} {
		src, err := scenarios.LoadBundled(name)
		if err != nil {
			t.Fatal(err)
		}
		scenario, setup, _ := src.Compile()
		c, err := question.NewShown(src.Name, scenario, setup)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(c.Facts(), "\n")
		for _, key := range []string{"expect", "teaches", "title:"} {
			if strings.Contains(text, key) || !strings.Contains(string(src.Text), "expect") {
				t.Errorf("%s shows its %s", name, key)
			}
		}
		if bundle := strings.Contains(string(src.Text), "bundle:"); bundle != strings.Contains(text, "# the scripts of") {
			t.Errorf("%s: the scripts of its bundles: shown %v", name, !bundle)
		}
	}
}

// Kinds whose questions tell how the run goes. A new kind belongs here if its
// stem or question does.
func TestTellingKinds(t *testing.T) {
	var telling []string
	for _, k := range question.Kinds {
		if k.Tells {
			telling = append(telling, k.Name)
		}
	}
	if got, want := strings.Join(telling, " "), "rollback-id rollback-target hook-stop next-event minimal-fix find-the-setting find-the-mistake you-are-the-service counterfactual"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
