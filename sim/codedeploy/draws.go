package codedeploy

import "slices"

// Draws says whether anything in the setup is drawn from the seed but ids and
// names. If not, runs under any two seeds go alike.
func (s *Setup) Draws() bool {
	return s.Shuffle ||
		slices.ContainsFunc(s.Revisions, Revision.draws) ||
		slices.ContainsFunc(s.Functions, Function.draws) ||
		slices.ContainsFunc(s.ECSServices, ECSService.draws)
}

func (r Revision) draws() bool {
	return slices.ContainsFunc(r.Scripts, func(b ScriptBehaviour) bool { return b.TakesLo != b.TakesHi }) ||
		slices.ContainsFunc(r.Events, func(b EventBehaviour) bool { return b.TakesLo != b.TakesHi })
}

func (f Function) draws() bool {
	return slices.ContainsFunc(f.Plans, func(p FunctionPlan) bool { return p.TakesLo != p.TakesHi })
}

func (e ECSService) draws() bool {
	return slices.ContainsFunc(e.Plans, func(p TaskPlan) bool { return p.HealthyLo != p.HealthyHi })
}
