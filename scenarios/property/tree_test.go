package property

// A second way to answer: straight through the tree, with numbers of any size,
// and with the world's ordinary view instead of the fields' own reading.

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

var errNone = errors.New("no answer")

// answer is the value of a tree: a bool, a *big.Int or a string. The errors are
// panics of errNone.
func answer(n *node, w *sim.World, at []any) any {
	kid := func(i int) any { return answer(n.kids[i], w, at) }
	switch n.op {
	case "":
		return answerLeaf(n, w, at)
	case "and":
		return kid(0).(bool) && kid(1).(bool)
	case "or":
		return kid(0).(bool) || kid(1).(bool)
	case "not":
		return !kid(0).(bool)
	case "neg":
		return fitting(new(big.Int).Neg(kid(0).(*big.Int)))
	case "all", "any", "none", "count":
		return answerCall(n, w, at)
	}
	a, b := kid(0), kid(1)
	if x, ok := a.(*big.Int); ok {
		if y, ok := b.(*big.Int); ok {
			return answerNumbers(n.op, x, y)
		}
	}
	return (fmt.Sprint(a) == fmt.Sprint(b)) == (n.op == "==")
}

func answerNumbers(op string, x, y *big.Int) any {
	zero := new(big.Int)
	switch op {
	case "+":
		return fitting(zero.Add(x, y))
	case "-":
		return fitting(zero.Sub(x, y))
	case "*":
		return fitting(zero.Mul(x, y))
	case "/", "%":
		if y.Sign() == 0 {
			panic(errNone)
		}
		quotient, rest := zero.QuoRem(x, y, new(big.Int))
		if op == "/" {
			return fitting(quotient)
		}
		return rest
	}
	return map[string]bool{
		"<": x.Cmp(y) < 0, "<=": x.Cmp(y) <= 0, "==": x.Cmp(y) == 0, "!=": x.Cmp(y) != 0, ">=": x.Cmp(y) >= 0, ">": x.Cmp(y) > 0,
	}[op]
}

func fitting(x *big.Int) *big.Int {
	if !x.IsInt64() {
		panic(errNone)
	}
	return x
}

func answerCall(n *node, w *sim.World, at []any) any {
	var list []any
	if n.text == "deployments" {
		for _, d := range w.Deployments() {
			list = append(list, d)
		}
	} else {
		for i := range uint32(w.Fleet().Len()) {
			list = append(list, w.Instance(i))
		}
	}
	held := 0
	for _, x := range list {
		if len(n.kids) == 0 || answer(n.kids[0], w, append(at[:len(at):len(at)], x)).(bool) {
			held++
		} else if n.op == "all" {
			return false
		}
		if held > 0 && n.op == "any" || held > 0 && n.op == "none" {
			return n.op == "any"
		}
	}
	switch n.op {
	case "count":
		return big.NewInt(int64(held))
	case "any":
		return false
	}
	return true
}

func answerLeaf(n *node, w *sim.World, at []any) any {
	switch {
	case n.leaf == aNumber, n.leaf == aDuration:
		return big.NewInt(n.number)
	case n.leaf == aText:
		return n.text
	case n.text == "true", n.text == "false":
		return n.text == "true"
	}
	for i := len(at) - 1; i >= 0; i-- {
		var v any
		switch x := at[i].(type) {
		case sim.Instance:
			v = ofInstance(n.text, w, x)
		case sim.Deployment:
			v = ofDeployment(n.text, w, x)
		}
		if v != nil {
			return number64(v)
		}
	}
	return number64(ofWorld(n.text, w))
}

func number64(v any) any {
	if n, ok := v.(int); ok {
		return big.NewInt(int64(n))
	}
	return v
}

func ofInstance(name string, w *sim.World, x sim.Instance) any {
	switch name {
	case "name":
		return x.Name
	case "zone":
		return x.Zone
	case "state":
		return x.State.String()
	case "terminated":
		return x.State == fleet.Terminated
	case "inService":
		return x.InService
	case "revision":
		return x.Revision
	case "health":
		health, _ := w.CodeDeploy().Health(0, x.Index) // of the only group, terminated or not
		return health.String()
	case "upToDate":
		for _, m := range x.Groups {
			last := w.CodeDeploy().Group(m.Group).LastSuccessful
			return last == codedeploy.None || m.Revision == w.DeploymentAt(last).RevisionName
		}
		return true
	case "deploying":
		for _, d := range w.Deployments() {
			for _, t := range w.Targets(d) {
				if t.Instance == x.Index && t.Status == events.TargetInProgress {
					return true
				}
			}
		}
		return false
	}
	return nil
}

func ofDeployment(name string, w *sim.World, d sim.Deployment) any {
	switch name {
	case "number":
		return d.Number
	case "status":
		return d.Status.String()
	case "creator":
		return d.Creator.String()
	case "ended":
		return d.Status.Final()
	case "isRollback":
		return d.RollbackOfID != ""
	case "rolledBack":
		return d.RolledBackByID != ""
	case "revision":
		return d.RevisionName
	case "group":
		return d.GroupName
	case "pending":
		return d.Pending
	case "inProgress":
		return d.InProgress
	case "succeeded":
		return d.Succeeded
	case "failed":
		return d.Failed
	case "skipped":
		return d.Skipped
	case "planned":
		return d.Planned
	case "minimum":
		return d.Minimum
	case "offline":
		return d.InProgress + d.Failed
	case "duration":
		if d.Status.Final() {
			return int(d.Ended - d.Created)
		}
		return int(w.Now() - d.Created)
	}
	return nil
}

func ofWorld(name string, w *sim.World) any {
	there, serving := 0, 0
	for i := range uint32(w.Fleet().Len()) {
		if x := w.Instance(i); x.State != fleet.Terminated {
			there++
			if x.InService {
				serving++
			}
		}
	}
	offline, running, rollbacks := 0, 0, 0
	for _, d := range w.Deployments() {
		if d.RollbackOfID != "" {
			rollbacks++
		}
		if !d.Status.Final() {
			running++
			offline += d.InProgress + d.Failed
		}
	}
	return map[string]int{
		"now": int(w.Now()), "hosts": there, "hostsAtStart": 6, "inService": serving, "outOfService": there - serving,
		"offline": offline, "running": running, "rollbacks": rollbacks,
	}[name]
}
