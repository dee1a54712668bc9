package codedeploy

import (
	"github.com/seed-11de0fc1/rehearse/sim/events"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
	"github.com/seed-11de0fc1/rehearse/sim/rules"
)

var hookMutants = []Mutant{
	{"M-CD-30", rules.CD_4_2, func(d *Decisions) { d.HookSource = func(events.LifecycleEvent, bool) Source { return FromCurrent } }, ""},
	{"M-CD-31", rules.CD_4_2, func(d *Decisions) { d.NoRecord = func() bool { return true } }, ""},
	{"M-CD-33", rules.CD_4_1, func(d *Decisions) { d.Scriptable = agentsToo }, ""},
	{"M-CD-41", rules.CD_4_5, func(d *Decisions) { d.NeedsHook = func() bool { return true } }, "1 AllAtOnce P: Succeeded"},
	{"M-CD-37", rules.CD_4_6, func(d *Decisions) { d.AfterScript = validationAdvises }, "1 AllAtOnce F: Failed HEALTH_CONSTRAINTS"},
	{"M-CD-65", rules.CD_5_6, func(d *Decisions) { d.RunsHooks = func(c events.Creator) bool { return c != events.ByRollback } }, ""},
	{"M-CD-42", rules.CD_4_6, func(d *Decisions) { d.AfterScript = allScriptsRun }, ""},
	{"M-CD-38", rules.CD_4_7, func(d *Decisions) { d.FailsByTimeout = func(_, _ kernel.Time) bool { return false } }, "2 AllAtOnce PT, rollback: Succeeded, failed 1, max offline 2"},
	{"M-CD-40", rules.CD_4_9, func(d *Decisions) { d.Holds = func(bool) bool { return false } }, ""},
}

// M-CD-33: the agent's own events run scripts too.
func agentsToo(e events.LifecycleEvent) bool {
	return e.Scriptable() || e == events.DownloadBundle || e == events.Install
}

// M-CD-37: a ValidateService that fails is a remark.
func validationAdvises(e events.LifecycleEvent, failed, more bool) Following {
	return afterScript(e, failed && e != events.ValidateService, more)
}

// M-CD-42: the scripts behind one that fails still run.
func allScriptsRun(e events.LifecycleEvent, failed, more bool) Following {
	if more {
		return NextScript
	}
	return afterScript(e, failed, more)
}
