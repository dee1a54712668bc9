package question

import (
	"strconv"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

// How many are healthy, at worst and in the end, and how many must be: kinds 9
// to 11.

var healthyAfter = &Kind{
	Number: 9, Name: "healthy-after", Form: Number, Family: "what a group remembers of its instances",
	Subjects: once(func(c *Case) bool { return over(c) && c.asked().Platform == codedeploy.Server }),
	Ask:      always("How many instances of the group does the service hold for Healthy when all is over?"),
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok {
			return nil
		}
		n := 0
		for _, i := range members(r.World, d.Group) {
			if health, _ := r.CodeDeploy().Health(d.Group, i); health == events.Healthy {
				n++
			}
		}
		return Answer{strconv.Itoa(n)}
	},
}

var healthyMinimum = &Kind{
	Number: 10, Name: "healthy-minimum", Form: Number, Family: "how many may be offline at once",
	Subjects: once(inPlace),
	Ask:      always("In the worst moment of deployment 1, how many instances neither are being deployed to nor have failed?"),
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok {
			return nil
		}
		return Answer{strconv.Itoa(d.Targets - r.thePace().MaxOffline(d))}
	},
}

var minimumNumber = &Kind{
	Number: 11, Name: "mhh-number", Form: Number, Family: "how a minimum is counted",
	Subjects: once(func(c *Case) bool {
		return over(c) && c.asked().Platform == codedeploy.Server && c.asked().Planned > 1
	}),
	Ask: func(c *Case, _ Subject) string {
		if c.asked().Settings.BlueGreenType {
			return "What does the minimum of the configuration come to, in whole replacements?"
		}
		return "What does the configuration come to: how many whole instances must stay healthy?"
	},
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok || !d.Begun && d.Code != events.HealthConstraintsInvalid {
			return nil
		}
		return Answer{strconv.Itoa(d.Minimum)}
	},
}
