package scenarios

import "strings"

// Objective is a task of an AWS certification exam for which a scenario can be
// studied.
type Objective struct {
	Name  string // exam and task, such as DVA-C02/3.4
	Title string // what the task is about
}

// Objectives are those that concern deployments: DVA-C02 domain 3, DOP-C02
// domain 1, SOA-C03 domain 3.
//
// Source: the exam guides, domain 3 of Developer Associate, domain 1 of DevOps
// Engineer Professional, domain 3 of CloudOps Engineer Associate
var Objectives = []Objective{
	{"DVA-C02/3.1", "artifacts that can be deployed"},
	{"DVA-C02/3.2", "tests in development environments, versions and aliases"},
	{"DVA-C02/3.3", "automated tests of deployments"},
	{"DVA-C02/3.4", "deploying with the CI/CD services"},
	{"DOP-C02/1.1", "pipelines"},
	{"DOP-C02/1.2", "automated tests in pipelines"},
	{"DOP-C02/1.3", "artifacts"},
	{"DOP-C02/1.4", "deployment strategies for instances, containers and functions"},
	{"SOA-C03/3.1", "provisioning and maintaining resources"},
	{"SOA-C03/3.2", "automating the management of resources"},
}

func objectiveNames() []string {
	var names []string
	for _, o := range Objectives {
		names = append(names, o.Name)
	}
	return names
}

// Under says whether an objective is what text means: all of it, its exam or
// its domain, such as DVA-C02 or dva-c02/3.
func (o Objective) Under(text string) bool {
	name, text := strings.ToLower(o.Name), strings.ToLower(text)
	rest, ok := strings.CutPrefix(name, text)
	return ok && text != "" && (rest == "" || rest[0] == '/' || rest[0] == '.')
}
