package imports

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/seed-11de0fc1/rehearse/scenarios/source"
)

const shopGroup = `{"deploymentGroupInfo": {"applicationName": "shop", "deploymentGroupName": "prod"}}`

// group is get-deployment-group with more keys.
func groupWith(more string) string { return shopGroup[:len(shopGroup)-2] + ", " + more + "}}" }

// What can not be imported is refused with its place and what would be right.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "a: is empty"},
		{"an error of the CLI", "An error occurred (AccessDeniedException)", `a:1:1: An error occurred (AccessDeniedException) is not a mapping`},
		{"no JSON", `{"deploymentGroupInfo": {"applicationName" "shop"}}`, "a:1:44: this is not JSON: invalid character '\"' after object key; check"},
		{"a list", "[1]", "a:1:1: a list is not a mapping"},
		{"other documents", `{"Buckets": []}`, "a:1:1: nothing to import in a document of Buckets; give what `aws deploy get-deployment-group`"},
		{"an empty document", `{}`, "a:1:1: nothing to import: the document is empty"},
		{"the second document", "{\"Reservations\": []}\n {\"Buckets\": []}", "a:2:2: nothing to import in a document of Buckets"},
		{"behind another", `{"Reservations": []} {"Reservations": 1}`, "a:1:39: Reservations: 1 is not a list"},
		{"a key that is missing", `{"deploymentGroupInfo": {"applicationName": "shop"}}`, "a:1:25: the key deploymentGroupName is missing; give the whole"},
		{"a wrong type", groupWith(`"autoRollbackConfiguration": {"enabled": "perhaps"}`), "a:1:125: enabled: perhaps is not true or false"},
		{"a name", `{"deploymentGroupInfo": {"applicationName": "a b", "deploymentGroupName": "prod"}}`, `a:1:45: "a b" can not be a name at AWS; use up to 100`},
		{"a configuration", groupWith(`"deploymentConfigName": "mine"`),
			"a:1:108: the deployment configuration \"mine\" is custom, and none of the documents shows it; add what `aws deploy get-deployment-config --deployment-config-name mine` prints"},
		{"a predefined one of Lambda", groupWith(`"deploymentConfigName": "CodeDeployDefault.LambdaAllAtOnce"`), `a:1:108: CodeDeployDefault.LambdaAllAtOnce is a configuration for Lambda`},
		{"two groups to copy", groupWith(`"deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}, "autoScalingGroups": [{"name": "a"}, {"name": "b"}],
			"blueGreenDeploymentConfiguration": {"greenFleetProvisioningOption": {"action": "COPY_AUTO_SCALING_GROUP"}}`),
			"a:2:40: COPY_AUTO_SCALING_GROUP copies the group's one Auto Scaling group, and autoScalingGroups names 2; name one under autoScalingGroups"},
		{"a wait that is too long", groupWith(`"deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
			"blueGreenDeploymentConfiguration": {"terminateBlueInstancesOnDeploymentSuccess": {"action": "TERMINATE", "terminationWaitTimeInMinutes": 9999}}`),
			"a:2:142: terminationWaitTimeInMinutes: 9999 is not within 0..2880"},
		{"a group for ECS without a service", `{"deploymentGroupInfo": {"applicationName": "web", "deploymentGroupName": "prod", "computePlatform": "ECS"}}`, "add ecsServices and loadBalancerInfo.targetGroupPairInfoList"},
		{"a custom configuration of Lambda", groupWith(`"computePlatform": "Lambda", "deploymentConfigName": "mine"`), `the deployment configuration "mine" is custom`},
		{"a configuration that is too slow", `{"deploymentConfigInfo": {"deploymentConfigName": "slow", "computePlatform": "Lambda", "trafficRoutingConfig": {"type": "TimeBasedLinear", "timeBasedLinear": {"linearPercentage": 1, "linearInterval": 60}}}}` + shopGroup,
			"the last shift comes 5940 minutes after the first, and 2880 is the most"},
		{"an alias without its function", `{"Aliases": [{"AliasArn": "live", "Name": "live", "FunctionVersion": "1"}]}`, `a:1:27: AliasArn: "live" is not the ARN of an alias`},
		{"a service without a name", `{"services": [{"clusterArn": "x"}]}`, "a:1:15: the key serviceName is missing"},
		{"a deployment alone", `{"deploymentInfo": {"applicationName": "shop", "deploymentGroupName": "prod", "deploymentId": "d-1"}}`,
			"a:1:20: the deployment group shop/prod of d-1 is in none of the documents; add what `aws deploy get-deployment-group --application-name shop --deployment-group-name prod` prints"},
	} {
		im, found := Read([]Input{{"a", []byte(c.text)}}, nil)
		if im != nil || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.name, found, c.want)
		}
		if len(found) != 1 {
			t.Errorf("%s: %d diagnostics: %v", c.name, len(found), found)
		}
	}
	if im, found := Read(nil, nil); im != nil || !found.HasErrors() {
		t.Errorf("no input: %v", found)
	}
}

// What AWS would take is imported, with a note.
func TestNoted(t *testing.T) {
	instance := func(state string) string {
		return `{"Reservations": [{"Instances": [{"InstanceId": "i-1", "State": {"Name": "` + state + `"}, "Tags": []}]}]}`
	}
	for _, c := range []struct{ name, text, want string }{
		{"no group", instance("running"), "no deployment group is among the documents"},
		{"a group without filters", shopGroup + instance("running"), "shop/prod matches no instance of the documents"},
		{"twice the same", shopGroup + shopGroup + instance("running"), ""},
		{"twice another", groupWith(`"serviceRoleArn": "x"`) + shopGroup, "is here a second time, and differs from the one in a:1:25; this one counts"},
		{"an instance twice", instance("running") + instance("stopped"), "the instance i-1 is here a second time"},
		{"another platform", groupWith(`"computePlatform": "Kubernetes"`), "the compute platform Kubernetes, which is not simulated; it is left out"},
		{"a cut listing", `{"Reservations": [], "NextToken": "x"}`, "the listing goes on behind a NextToken"},
		{"a key twice", `{"Reservations": [], "Reservations": []}`, `the key "Reservations" is here twice`},
		{"a target of nothing", shopGroup + `{"deploymentTargets": [{"instanceTarget": {"targetId": "i-1", "deploymentId": "d-1"}}, {"instanceTarget": {"targetId": "i-1", "deploymentId": "d-2"}}]}`,
			"i-1 is a target of d-2, which no document shows; it is left out; add what `aws deploy get-deployment --deployment-id d-2` prints"},
		{"a target that is gone", shopGroup + instance("running") + `{"deploymentTarget": {"instanceTarget": {"targetId": "i-9", "deploymentId": "d-1"}}}`,
			"i-9 was a target of d-1 and is not among the instances"},
		{"health of no target group", `{"TargetHealthDescriptions": []}`, "the health of targets of a target group does not say of which; it is left out"},
	} {
		im, found := Read([]Input{{"a", []byte(c.text)}}, nil)
		if im == nil || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.name, found, c.want)
			continue
		}
		text, _ := yaml(t, Input{"a", []byte(c.text)})
		run(t, text)
		if c.want == "" && strings.Contains(found.Error(), "second") {
			t.Errorf("%s: %v", c.name, found)
		}
	}
}

// A text that was cut off is told what it lacks.
func TestUnfinished(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"deploymentGroupInfo": {"applicationName": "sho`, `a:1:49: the text ends too early: a closing " is missing for the one in line 1, column 45`},
		{"{\"Reservations\": [\n  {\"Instances\": [{}", "a:2:20: the text ends too early: a ] is missing for the [ of \"Instances\" in line 2, column 17"},
		{`{"Reservations": []`, "a:1:20: the text ends too early: a } is missing for the { in line 1, column 1"},
		{`{"Reservations": []} {"x": tru`, "a:1:31: the text ends too early: a } is missing for the { in line 1, column 22"},
		{`["a\"`, `a closing " is missing for the one in line 1, column 2`},
	} {
		if _, found := Read([]Input{{"a", []byte(c.text)}}, nil); len(found) != 1 || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.text, found, c.want)
		}
	}
}

// Whatever was cut off where, there is a scenario or a diagnostic with a place.
func TestCutAnywhere(t *testing.T) {
	for _, path := range []string{"testdata/failed-deployment/4-deployment.json", "testdata/hostile/in.json", "testdata/template-yaml/shop.yaml",
		"testdata/lambda/4-deployment.json", "testdata/ecs/3-targets.json", "testdata/template-platforms/in.yaml"} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n < len(data); n += max(1, len(data)/2000) {
			im, found := Read([]Input{{"a", data[:n]}}, nil)
			if im == nil && (!found.HasErrors() || found[0].File != "a") {
				t.Fatalf("%s cut at %d: %v", path, n, found)
			}
			if strings.HasSuffix(path, ".json") && n > 0 && n < len(bytes.TrimSpace(data)) && (im != nil || len(found) != 1 || found[0].Line == 0) {
				t.Fatalf("%s cut at %d: %v", path, n, found)
			}
		}
	}
}

// Nothing of a hostile document reaches a terminal or ends a comment.
func TestHostileTexts(t *testing.T) {
	text, notes := yaml(t, inputsOf(t, "testdata/hostile")...)
	for _, r := range string(text) + notes {
		if r != '\n' && source.IsHidden(r) {
			t.Fatalf("U+%04X in:\n%s%s", r, text, notes)
		}
	}
	s, _ := run(t, text)
	const nasty = "x: # y\n- z\x1b[31m\u202e'\"{}[]&*!|>%@`"
	if got := s.Fleet.Instances[0].Tags[1].Value; got != nasty {
		t.Errorf("the tag came out as %q", got)
	}
}

// At most some forty lines tell what AWS printed besides.
func TestManyUnknownFields(t *testing.T) {
	var more []string
	for i := range 100 {
		more = append(more, `"new`+number(i)+`": "`+strings.Repeat("x", 1000)+`"`)
	}
	text, _ := yaml(t, Input{"a", []byte(groupWith(strings.Join(more, ", ")))})
	if n := strings.Count(string(text), "#   "); n != mostLeftOver+1 || !strings.Contains(string(text), "60 more fields are not shown") {
		t.Errorf("%d lines:\n%s", n, text)
	}
}
