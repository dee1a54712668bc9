package gen

import (
	"pgregory.net/rapid"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// Revision draws a revision: an AppSpec with hooks, and what their scripts do on
// the hosts of a fleet. With Failures some fail, take too long or worse; with
// Files it has files. What is said of a second deployment alone comes only where
// Rollback or Scaling is asked for, as there need not be one.
func Revision(name string, f *scenarios.Fleet, options ...Option) *rapid.Generator[scenarios.Revision] {
	s := spaceOf(options)
	return rapid.Custom(func(t *rapid.T) scenarios.Revision {
		has, _ := s.swarm(t)
		has[Rollback], has[Scaling] = s.features[Rollback] == always, s.features[Scaling] == always
		return revision(t, name, has, f)
	})
}

func revision(t *rapid.T, name string, has traits, f *scenarios.Fleet) scenarios.Revision {
	rev := scenarios.Revision{Name: scenarios.Named(name), ErrorRate: rapid.Int64Range(0, 100).Draw(t, "error rate"),
		Latency: kernel.Time(rapid.Int64Range(0, 100).Draw(t, "latency"))}
	hooks := rapid.SliceOfNDistinct(rapid.SampledFrom(hookEvents(has)), 0, 4, rapid.ID).Draw(t, "hooks")
	rev.AppSpec.Node = appSpec(t, has, hooks)
	hosts := rapid.SampledFrom(Hosts(f))
	for _, event := range hooks {
		if plans := rapid.SliceOfN(scriptPlan(has, hosts), 0, 2).Draw(t, "plans"); len(plans) > 0 {
			rev.Scripts = append(rev.Scripts, scenarios.Script{Location: scenarios.Named(location(event)), Plans: plans})
		}
	}
	if has[Failures] {
		rev.Missing = oddly(t, "missing")
		rev.Events = eventPlans(t, has, hosts)
	}
	return rev
}

// hookEvents are the events that may have scripts (CD-4.1).
func hookEvents(has traits) []string {
	list := []string{"ApplicationStop", "BeforeInstall", "AfterInstall", "ApplicationStart", "ValidateService"}
	if has[LoadBalancer] {
		list = append(list, "BeforeBlockTraffic", "AfterBlockTraffic", "BeforeAllowTraffic", "AfterAllowTraffic")
	}
	return list
}

func location(event string) string { return event + ".sh" }

func appSpec(t *rapid.T, has traits, hooks []string) *source.Node {
	spec := source.Map(source.Pair("version", plain("0.0")), source.Pair("os", source.Str("linux")))
	add := func(key string, value *source.Node) { spec.Entries = append(spec.Entries, source.Pair(key, value)) }
	if has[Files] {
		files := source.Seq()
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(contents), 0, 3).Draw(t, "files") {
			files.Items = append(files.Items, source.Map(source.Pair("source", source.Str(name)), source.Pair("destination", source.Str("/srv"))))
		}
		if len(files.Items) > 0 {
			add("files", files)
		}
		if word := fileExists(t); word != "" {
			add("file_exists_behavior", source.Str(word))
		}
	}
	if len(hooks) > 0 {
		events := source.Map()
		for _, event := range hooks {
			script := source.Map(source.Pair("location", source.Str(location(event))),
				source.Pair("timeout", source.Int(rapid.SampledFrom([]int64{3600, 60, 10}).Draw(t, "timeout"))))
			events.Entries = append(events.Entries, source.Pair(event, source.Seq(script)))
		}
		add("hooks", events)
	}
	return spec
}

// plain is a scalar that is no text, such as the number of a version.
func plain(text string) *source.Node { return &source.Node{Kind: source.Scalar, Text: text} }

func fileExists(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "DISALLOW", "OVERWRITE", "RETAIN"}).Draw(t, "file exists")
}

// scriptPlan draws what a script does on one host; no other does anything
// unusual.
func scriptPlan(has traits, hosts *rapid.Generator[string]) *rapid.Generator[scenarios.ScriptPlan] {
	return rapid.Custom(func(t *rapid.T) scenarios.ScriptPlan {
		p := scenarios.ScriptPlan{On: scenarios.Names(hosts.Draw(t, "on")), Takes: span(t, has)}
		p.Deployment = onlyIn(t, has)
		if has[Failures] {
			p.Exit = rapid.SampledFrom([]int64{0, 1}).Draw(t, "exit")
			trouble := rapid.SampledFrom([]*bool{nil, nil, nil, &p.HoldsOutput, &p.IgnoresTerm, &p.NotExecutable, &p.RestartsAgent, &p.NeedsPassword, nil})
			if word := trouble.Draw(t, "trouble"); word != nil {
				*word = true
			}
		}
		return p
	})
}

// onlyIn draws the number of the one deployment that is meant, or none.
func onlyIn(t *rapid.T, has traits) *int64 {
	if !rapid.Bool().Draw(t, "in one deployment") {
		return nil
	}
	n := has.deployment(t)
	return &n
}

// span draws how long something takes on each host: with Failures perhaps longer
// than it may.
func span(t *rapid.T, has traits) *scenarios.Range {
	lo, more := seconds(0, 5), seconds(0, 4)
	if has[Failures] {
		lo, more = duration, seconds(0, 60)
	}
	takes := lo.Draw(t, "takes")
	return &scenarios.Range{Lo: takes, Hi: takes + more.Draw(t, "or longer")}
}

// eventPlans draws how the events of the agent and of the load balancers go
// wrong on a host.
func eventPlans(t *rapid.T, has traits, hosts *rapid.Generator[string]) []scenarios.EventPlan {
	events := []string{"DownloadBundle", "Install"}
	if has[LoadBalancer] {
		events = append(events, "BlockTraffic", "AllowTraffic")
	}
	plan := rapid.Custom(func(t *rapid.T) scenarios.EventPlan {
		return scenarios.EventPlan{Event: rapid.SampledFrom(events).Draw(t, "event"), Plans: []scenarios.EventOutcome{{
			On: scenarios.Names(hosts.Draw(t, "on")), Deployment: onlyIn(t, has), Takes: span(t, has), Fails: rapid.Bool().Draw(t, "fails")}}}
	})
	return rapid.SliceOfNDistinct(plan, 0, 2, func(p scenarios.EventPlan) string { return p.Event }).Draw(t, "events")
}
