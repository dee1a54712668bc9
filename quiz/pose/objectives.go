package pose

import (
	"slices"
	"sync"

	"github.com/seed-11de0fc1/rehearse/scenarios"
)

// libraryExams are the objectives of the bundled scenarios by their names.
var libraryExams = sync.OnceValue(func() map[string][]string {
	exams := map[string][]string{}
	for _, e := range scenarios.Library() {
		exams[e.Name] = slices.Clip(e.Exam)
	}
	return exams
})

// inOrder are the objectives among some names, each once.
func inOrder(names []string) (list []string) {
	for _, o := range scenarios.Objectives {
		if slices.Contains(names, o.Name) {
			list = append(list, o.Name)
		}
	}
	return list
}
