package imports

// Deployments to Lambda and ECS: what each revision moves between, where
// everything stands at time 0, and what was seen of hooks and tasks.

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-11de0fc1/rehearse/scenarios"
	"github.com/seed-11de0fc1/rehearse/scenarios/source"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

// shift works out the revisions of a group for Lambda or ECS.
func (d *draft) shift(g *group, r *rehearsal) {
	if !g.shifts() {
		return
	}
	list := d.revisionsOf(g, r)
	for _, rev := range list {
		rev.readSpec()
	}
	var run *deployment
	if r.group == g {
		run = r.run
		d.readTarget(run, r.revision)
	}
	if g.platform == onLambda {
		d.shiftAlias(g, list, run)
	} else {
		d.shiftService(g, list, run)
	}
	d.callHooks(list, run)
}

// revisionsOf are the revisions that a group has deployed, the oldest first,
// and the one that it will, or would.
func (d *draft) revisionsOf(g *group, r *rehearsal) (list []*revision) {
	for _, p := range d.past {
		if p.group == g {
			list = append(list, p.revision)
		}
	}
	if r.group == g {
		return append(list, r.revision)
	}
	if d.next == nil {
		d.next = map[*group]*revision{}
	}
	d.next[g] = d.version(nil, g)
	return append(list, d.next[g])
}

// readTarget takes from the target of a deployment what its AppSpec must have
// said, if that is not known.
func (d *draft) readTarget(run *deployment, rev *revision) {
	if run == nil || rev.spec.content != nil {
		return
	}
	for _, t := range run.targets {
		if info := get(t.node, "lambdaFunctionInfo"); info != nil {
			rev.spec.function, rev.spec.alias = functionName(text(info, "functionName")), text(info, "functionAlias")
			rev.spec.current, rev.spec.target = versionNumber(text(info, "currentVersion")), versionNumber(text(info, "targetVersion"))
		}
		for _, h := range hookRuns(t.events) {
			if h.returns != "Succeeded" || h.takes >= int64(kernel.Second) {
				rev.spec.hooks = append(rev.spec.hooks, specHook{h.event, "CodeDeployHook_" + h.event})
				rev.notes = append(rev.notes, "Unknown: the function of "+h.event+"; CodeDeployHook_"+h.event+" stands in.")
			}
		}
	}
}

// shiftAlias finds the alias that a group moves, and lets it be where the
// first of the revisions to come wants it.
func (d *draft) shiftAlias(g *group, list []*revision, run *deployment) {
	f, x := d.aliasOf(g, list)
	f.used = true
	d.fillVersions(f, x, list, run == nil || run.status() != "Succeeded")
	for _, rev := range list {
		if rev.spec.function == f.name {
			f.publish(rev.spec.current, rev.spec.target)
		}
	}
	f.begin(x, list[len(list)-1].spec, run)
}

// begin puts an alias where it is at time 0: where the deployment to come wants
// it, unless it was refused because it was not there.
func (f *function) begin(x *alias, last *shiftSpec, run *deployment) {
	printed := *x
	switch {
	case last.current == 0, run != nil && !x.made && text(run.node, "errorInformation", "code") == "INVALID_LAMBDA_CONFIGURATION":
		x.version = max(1, x.version)
	case x.made:
		x.version = last.current
	case run != nil:
		if x.version, x.other = last.current, 0; *x != printed {
			f.notes = append(f.notes, fmt.Sprintf("Differs: %s was on version %d when it was printed, or partly; here it is on %d, from which %s moved it.", x.name, printed.version, x.version, run.id))
		}
	}
	f.publish(x.version)
}

// aliasOf is the alias of a group: the one that an AppSpec, a template or a
// single document names, or else a made-up one.
func (d *draft) aliasOf(g *group, list []*revision) (*function, *alias) {
	function, name := "", ""
	for _, rev := range slices.Backward(list) {
		if function == "" && isName(rev.spec.function) && isName(rev.spec.alias) {
			function, name = rev.spec.function, rev.spec.alias
		}
	}
	if u := d.updateOf(g); u != nil && function == "" {
		function, name = u.function, u.alias
		d.hookUp(u, list[len(list)-1])
	}
	note := ""
	if function == "" {
		function, name, note = d.guessAlias(g)
	}
	f := d.function(g.name, function)
	if note != "" {
		f.notes = append(f.notes, note)
	}
	x := f.alias(name)
	if x == nil {
		x = &alias{node: f.node, name: name, made: true}
		f.aliases = append(f.aliases, x)
	}
	return f, x
}

// guessAlias is the only alias of the documents, or a made-up one.
func (d *draft) guessAlias(g *group) (function, name, note string) {
	count := 0
	for _, f := range d.functions {
		for _, x := range f.aliases {
			function, name, count = f.name, x.name, count+1
		}
	}
	if count == 1 {
		return function, name, "Unknown: which alias " + g.String() + " moves; it is the only one of the documents."
	}
	d.Notef(g.node.Position, "add what `aws lambda list-aliases` or `aws deploy get-deployment` prints", "which function and alias %s moves is not known; %s:live is made up", g, g.application.Text)
	return g.application.Text, "live", "Unknown: which function and alias " + g.String() + " moves, and which versions there are; they are made up."
}

// fillVersions says between which versions the revisions move that do not tell,
// from the last one back. The last one of pending revisions moves on from where
// the alias is.
func (d *draft) fillVersions(f *function, x *alias, list []*revision, pending bool) {
	wanted := int64(0) // by the one behind
	for i, rev := range slices.Backward(list) {
		s := rev.spec
		if s.content != nil || s.current > 0 && s.target > 0 {
			wanted = cmp.Or(s.current, wanted)
			if s.content == nil {
				rev.unknownSpec("what its target was")
			}
			continue
		}
		s.function, s.alias = f.name, x.name
		switch {
		case i == len(list)-1 && pending:
			s.current = max(1, x.version)
			s.target = f.after(s.current)
		default:
			s.target = cmp.Or(wanted, x.version, 2)
			s.current = f.before(s.target)
		}
		rev.unknownSpec(fmt.Sprintf("it moves %s:%s from version %d to %d", s.function, s.alias, s.current, s.target))
		wanted = s.current
	}
}

// shiftService finds the service of a group, and the task definitions that the
// revisions run which do not tell.
func (d *draft) shiftService(g *group, list []*revision, run *deployment) {
	x := d.serviceOf(g)
	if x == nil { // which is refused for its reason
		x = &service{name: g.name}
	}
	like, number := taskLike(x, list)
	if run == nil || run.status() != "Succeeded" {
		number++
	}
	number = max(number, int64(len(list)))
	for _, rev := range slices.Backward(list) {
		s := rev.spec
		if _, n := taskFamily(s.task); s.content != nil {
			number = cmp.Or(n, number) - 1
			continue
		}
		if s.task == "" {
			s.task = like.task + ":" + strconv.FormatInt(max(1, number), 10)
			s.container, s.port = like.container, like.port
			rev.unknownSpec("the task definition " + s.task + " and the container " + s.container + " at port " + s.port)
			number--
		}
	}
	if run != nil {
		d.learnTasks(x, g, run, list[len(list)-1])
	}
}

// taskLike is what revisions run of which nothing else is known: the family of
// the task definition that the service or another revision has, and the number
// that the service has of it.
func taskLike(x *service, list []*revision) (like shiftSpec, number int64) {
	like = shiftSpec{container: x.container, port: x.port}
	like.task, number = taskFamily(x.task)
	for _, rev := range list {
		if family, _ := taskFamily(rev.spec.task); family != "" {
			like.task = family
		}
		like.container, like.port = cmp.Or(like.container, rev.spec.container), cmp.Or(like.port, rev.spec.port)
	}
	like.task = cmp.Or(like.task, "arn:aws:ecs:us-east-1:123456789012:task-definition/"+x.name.Text)
	like.container, like.port = cmp.Or(like.container, x.name.Text), cmp.Or(numeral(like.port), "80")
	return like, number
}

// numeral is a text if it is a port, or else nothing.
func numeral(text string) string {
	if number, err := strconv.ParseUint(text, 10, 16); err != nil || number == 0 {
		return ""
	}
	return text
}

// taskFamily cuts the number off the ARN of a task definition.
func taskFamily(arn string) (family string, number int64) {
	colon := strings.LastIndexByte(arn, ':')
	if !strings.HasPrefix(arn, "arn:") || colon < 0 || !isName(arn) {
		return "", 0
	}
	if number = versionNumber(arn[colon+1:]); number == 0 {
		return "", 0
	}
	return arn[:colon], number
}

// learnTasks lets tasks do what was seen in Install. CD-9.7, CD-9.12
func (d *draft) learnTasks(x *service, g *group, run *deployment, rev *revision) {
	for _, t := range run.targets {
		for _, e := range t.events {
			takes, timed := span(e, "startTime", "endTime")
			status, message := text(e, "status"), text(e, "diagnostics", "message")
			if text(e, "lifecycleEventName") != "Install" || status != "Failed" && (status != "Succeeded" || !timed) {
				continue
			}
			plan := newBlock()
			plan.add("revision", source.Str(rev.name))
			duration := source.Str(scenarios.Range{Lo: kernel.Time(takes), Hi: kernel.Time(takes)}.String())
			never, after := "neverHealthy", "healthyAfter"
			if d.allAtOnce(g, run) {
				never, after = "neverRunning", "runningAfter"
			}
			if status == "Failed" {
				plan.add(never, source.Bool(true))
				x.notes = append(x.notes, strings.TrimSuffix("Install failed in "+run.id+": "+message, ": "))
			} else {
				plan.add(after, duration)
				if after == "healthyAfter" && takes < int64(10*kernel.Second) {
					plan.add("runningAfter", duration)
				}
				x.notes = append(x.notes, "The tasks of "+rev.name+" take as long as in Install of "+run.id+".")
			}
			x.tasks = []*source.Node{plan.Node}
		}
	}
}

// allAtOnce tells whether a deployment moves all traffic at once, so that
// nobody waits for healthy tasks in Install (CD-9.12).
func (d *draft) allAtOnce(g *group, run *deployment) bool {
	name := cmp.Or(text(run.node, "deploymentConfigName"), text(g.config))
	for _, c := range d.configs {
		if c.name == name {
			return text(c.taken, "trafficRoutingConfig", "type") == "AllAtOnce"
		}
	}
	return name == "" || strings.HasSuffix(name, "AllAtOnce")
}
