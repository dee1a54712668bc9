package scenarios

import (
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim"
)

const expecting = `
rehearse: 1
fleet: {instances: [{name: web, tags: {Env: prod}, files: [/srv/shop/a]}]}
applications: [{applicationName: shop, deploymentGroups: [{deploymentGroupName: prod, ec2TagFilters: [{Key: Env, Value: prod}]}]}]
revisions: {v1: {appspec: {version: 0.0, os: linux}}}
timeline: [{at: 0s, createDeployment: {applicationName: shop, deploymentGroupName: prod, revision: v1}}]
expect: [EXPECT]
`

// An expectation says something, or is refused; paths are written one way.
func TestExpectationsSaySomething(t *testing.T) {
	for _, row := range []struct{ expect, want string }{
		{"{instance: web, deployment: 1}", "nothing is expected of the instance"},
		{"{deployment: 1, overview: {}}", "nothing is expected of the deployment"},
		{"{deployment: 1, order: []}", "nothing is expected of the deployment"},
		{"{instance: web, events: {}}", "nothing is expected of the instance"},
		{"{instance: web, files: []}", "nothing is expected of the instance"},
		{"{calls: {}}", "nothing is expected of the calls"},
		{"{instance: web, deployment: 1, health: Healthy}", "deployment says whose events are meant"},
		{"{instance: web, absent: srv/shop/a}", "is not absolute"},
		{"{instance: web, absent: ''}", "is not absolute"},
		{"{instance: web, absent: /srv//shop/a}", "is not in its shortest form; write /srv/shop/a"},
		{"{instance: web, absent: /srv/shop/../shop/a}", "is not in its shortest form"},
		{"{instance: web, absent: /srv/shop/a}", "/srv/shop/a is there, expected absent"},
		{"{instance: web, absent: /srv/shop}", "/srv/shop is there, expected absent"},
		{"{instance: web, absent: /srv/sho}", ""},
		{"{instance: web, deployment: 1, events: {Install: Succeeded}}", ""},
	} {
		text := strings.Replace(expecting, "EXPECT", row.expect, 1)
		s, setup, found := (&Source{Name: "s.yaml", Text: []byte(text)}).Compile()
		got := ""
		if setup == nil {
			got = found.Error()
		} else {
			w := sim.New(setup)
			if err := w.Run(); err != nil {
				t.Fatal(err)
			}
			for _, f := range Check(s, w, nil).Failures {
				got += f.String()
			}
		}
		if row.want == "" && got != "" || !strings.Contains(got, row.want) {
			t.Errorf("%s: %s, want %s", row.expect, got, row.want)
		}
	}
}

// What can never count is told. CD-4.7
func TestIdleEntriesAreTold(t *testing.T) {
	for events, want := range map[string]string{
		"scripts: {check.sh: {exit: 1}}":                           `no hook of this revision runs "check.sh"; leave it out`,
		"events: {Install: [{takes: 5s}, {on: web, fails: true}]}": "this entry never counts",
	} {
		text := strings.Replace(expecting, "os: linux}}", "os: linux}, "+events+"}", 1)
		text = strings.Replace(text, "EXPECT", "{deployments: 1}", 1)
		if _, _, found := (&Source{Name: "s.yaml", Text: []byte(text)}).Compile(); !strings.Contains(found.Error(), want) {
			t.Errorf("%s: %v, want %s", events, found, want)
		}
	}
}
