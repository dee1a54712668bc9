package service

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/quiz/question"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// grammar are the verbs with what stands behind them.
var grammar = []struct{ verb, behind string }{
	{question.StepBegin, ""}, {question.StepDeploy, "HOST"}, {question.StepEvent, "HOST EVENT"}, {question.StepShift, "PERCENT"},
	{question.StepStop, ""}, {question.StepEnd, "STATUS"}, {question.StepSkip, ""}, {question.StepRollback, "REVISION"}, {question.StepWait, ""},
}

// verbs are the steps that make sense for the platform, as they are typed.
func (m *Moment) verbs() (list []string) {
	d, ok := m.game.current()
	for _, g := range grammar {
		if g.verb == question.StepShift && (!ok || d.Platform == codedeploy.Server) {
			continue
		}
		list = append(list, strings.TrimSpace(g.verb+" "+g.behind))
	}
	return list
}

// Read understands a step as it is typed.
func (m *Moment) Read(text string) (question.Answer, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return nil, fmt.Errorf("nothing is typed; type %s", m.With())
	}
	var verbs []string
	for _, g := range grammar {
		verbs = append(verbs, g.verb)
	}
	verb, err := known("step", words[0], verbs)
	if err != nil {
		return nil, err
	}
	behind := strings.Fields(grammar[slices.Index(verbs, verb)].behind)
	if len(words)-1 != len(behind) {
		return nil, fmt.Errorf("it is typed as %s", strings.Join(append([]string{verb}, behind...), " "))
	}
	a := question.Answer{verb}
	for i, what := range behind {
		word, err := m.readWord(what, words[i+1])
		if err != nil {
			return nil, err
		}
		a = append(a, word)
	}
	return a, nil
}

// readWord understands what stands behind a verb.
func (m *Moment) readWord(what, word string) (string, error) {
	switch what {
	case "HOST":
		return known("target", word, m.targets())
	case "EVENT":
		return known("lifecycle event", word, events.LifecycleEventNames())
	case "STATUS":
		return known("status", word, []string{events.DeploymentSucceeded.String(), events.DeploymentFailed.String(), events.DeploymentStopped.String()})
	case "REVISION":
		var names []string
		for i := range m.game.c.Setup.CodeDeploy.Revisions {
			names = append(names, m.game.c.Setup.CodeDeploy.Revisions[i].Name)
		}
		return known("revision", word, names)
	}
	n, err := strconv.ParseUint(strings.TrimSuffix(word, "%"), 10, 7)
	if err != nil || n > 100 {
		return "", fmt.Errorf("%q is no percentage from 0 to 100", word)
	}
	return strconv.FormatUint(n, 10), nil
}

// targets are the hosts, or whatever the deployments move traffic between.
func (m *Moment) targets() (names []string) {
	truth := m.game.c.Truth
	for i := range uint32(truth.Fleet().Len()) {
		names = append(names, truth.Fleet().Name(i))
	}
	for _, d := range truth.Deployments() {
		for _, t := range truth.Targets(d) {
			if !slices.Contains(names, t.Name) {
				names = append(names, t.Name)
			}
		}
	}
	return names
}

// known is the word of a list that is meant, in any case of letters.
func known(what, word string, list []string) (string, error) {
	for _, w := range list {
		if strings.EqualFold(w, word) {
			return w, nil
		}
	}
	text := fmt.Sprintf("there is no %s %q", what, word)
	if near, ok := source.Suggest(word, list); ok {
		return "", fmt.Errorf("%s; did you mean %s?", text, near)
	}
	return "", fmt.Errorf("%s; there are %s", text, strings.Join(list, ", "))
}
