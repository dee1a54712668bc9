package question

// How the deployment ends: kind 1.
var finalStatus = &Kind{
	Number: 1, Name: "final-status", Form: Word, Family: "when a deployment goes on and when it gives up",
	Subjects: once(over),
	Ask:      always("How does deployment 1 end?"),
	Domain: func(*Case, Subject) []string {
		return []string{"Succeeded", "Failed", "Stopped"}
	},
	Answer: func(r *Run, _ Subject) Answer {
		d, ok := r.first()
		if !ok {
			return nil
		}
		return Answer{d.Status.String()}
	},
}
