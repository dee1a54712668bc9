package question

import "github.com/seed-11de0fc1/rehearse/sim/codedeploy"

// Which revision lies where in the end: kind 13.
var revisionMap = &Kind{
	Number: 13, Name: "revision-map", Form: Map, Family: "what a failed deployment leaves behind, and what a rollback does",
	Subjects: once(func(c *Case) bool {
		return over(c) && c.asked().Platform == codedeploy.Server && c.asked().Begun && undoable(c)
	}),
	Ask:    always("Which revision did Install put onto each instance last, when all is over?"),
	Domain: hostNames,
	Values: func(c *Case) (list []string) {
		for i := range c.Setup.CodeDeploy.Revisions {
			list = append(list, c.Setup.CodeDeploy.Revisions[i].Name)
		}
		return append(list, "none")
	},
	Answer: func(r *Run, _ Subject) Answer {
		if _, ok := r.first(); !ok {
			return nil
		}
		a := Answer{}
		for i := range uint32(r.Fleet().Len()) {
			if name := r.Fleet().Name(i); r.target(name) != nil {
				a = append(a, name+"="+orNone(r.RevisionOn(i)))
			}
		}
		return a
	},
}
