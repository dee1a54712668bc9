package appspec

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

type serviceCase struct {
	name, rule string
	text       string
	refused    bool
}

func testService(t *testing.T, platform Platform, cases []serviceCase) {
	t.Helper()
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			cited(t, test.rule)
			r := Check("appspec.yaml", []byte(test.text), platform)
			compare(t, test.text, r)
			if (r.Refusal != "") != test.refused {
				t.Errorf("refusal %q, want %v", r.Refusal, test.refused)
			}
			if r.Platform != platform || (platform == Lambda) != (r.Lambda != nil) || (platform == ECS) != (r.ECS != nil) {
				t.Errorf("not the value of %v: %+v", platform, r)
			}
		})
	}
}

// properties of a Lambda file whose name, on line 3, is in column 5.
func lambdaFile(properties string) string {
	return `version: 0.0
resources:
  - pay:
      type: AWS::Lambda::Function
      properties:
` + properties
}

const pay = `        name: pay
        alias: live
        currentversion: "1"
        targetversion: "2"
`

func TestLambda(t *testing.T) {
	testService(t, Lambda, []serviceCase{
		{"the guide's way", "CD-9.3", lambdaFile(pay), false},
		{"capitals and a quoted version", "CD-9.3", `Version: "0.0"
Resources:
  - pay: {Type: "AWS::Lambda::Function", Properties: {Name: pay, Alias: live, CurrentVersion: 1, TargetVersion: 2}}
Hooks:
  - BeforeAllowTraffic: CodeDeployHook_before
  - AfterAllowTraffic: arn:aws:lambda:us-east-1:111122223333:function:CodeDeployHook_after
`, false},
		{"JSON", "CD-9.3", `{"version": 0.0, "Resources": [{"pay": {"Type": "AWS::Lambda::Function",
"Properties": {"Name": "pay", "Alias": "live", "CurrentVersion": "1", "TargetVersion": "2"}}}]}`, false},
		{"empty", "CD-9.14", `# want "appspec.yaml: is empty"`, true},
		{"not YAML", "CD-9.14", `{version: # want "1: .*"`, true},
		{"a list", "CD-9.3", `- a # want "1: an AppSpec is a mapping, not a list"`, true},
		{"nothing in it", "CD-9.3", `hooks: # want "1: version is missing" "1: Resources is missing"`, true},
		{"another version", "CD-9.3", "version: 1 # want \"10: version: .1. is not 0.0\"\n" + lambdaFile(pay)[len("version: 0.0\n"):], true},
		{"keys of instances", "CD-9.3", lambdaFile(pay) + "os: linux # want \"1: warning: the key .os. belongs to instances\"\nresource: x # want \"1: warning: the key .resource. is ignored; did you mean Resources\"\n", false},
		{"duplicate keys", "CD-9.3", lambdaFile(pay) + "version: 0.0 # want \"1: warning: the key .version. is here twice\"\n", false},
		{"no list", "CD-9.3", "version: 0.0\nresources:\n  pay: {} # want \"3: Resources must be a list, not a mapping; begin the entry with\"\n", true},
		{"two resources", "CD-9.3", "version: 0.0\nresources:\n  - a: {} # want \"3: Resources has 2 entries; write Resources: with one entry of the type AWS::Lambda::Function\"\n  - b: {}\n", true},
		{"not indented", "CD-9.3", "version: 0.0\nresources:\n  - pay: # want \"5: the resource must be a mapping of one name; indent\"\n    type: AWS::Lambda::Function\n", true},
		{"no mapping", "CD-9.3", "version: 0.0\nresources:\n  - pay: x # want \"10: pay must be a mapping, not a value\"\n", true},
		{"a resource of nothing", "CD-9.3", "version: 0.0\nresources:\n  - pay: {kind: x} # want \"10: Type is missing\" \"10: Properties is missing\" \"11: warning: pay: the key .kind. is ignored\"\n", true},
		{"another type", "CD-9.3", "version: 0.0\nresources:\n  - pay: {type: AWS::ECS::Service, properties: []} # want \"17: Type: no type .AWS::ECS::Service. for this platform\" \"48: Properties must be a mapping\"\n", true},
		{"no properties", "CD-9.3", lambdaFile("        function: pay # want \"9: warning: Properties: the key .function. is ignored\" \"9: Name is\" \"9: Alias is\" \"9: CurrentVersion is\" \"9: TargetVersion is missing; write TargetVersion:\"\n"), true},
		{"bad properties", "CD-9.3", lambdaFile(`        name: [pay] # want "15: Name must be a text, not a list"
        alias: "" # want "16: Alias is empty"
        currentversion: $LATEST # want "25: CurrentVersion: .\\$LATEST. is not the number of a version; publish"
        targetversion: 0 # want "24: TargetVersion: .0. is not the number"
`), true},
		{"from a version to itself", "CD-9.14", lambdaFile(`        name: pay
        alias: live
        currentversion: 2
        targetversion: "2" # want "24: TargetVersion is the CurrentVersion already; .*CD-9.14"
`), true},
		{"hooks", "CD-9.3", lambdaFile(pay) + `hooks:
  - AllowTraffic: f # want "5: warning: AllowTraffic can not have a function"
  - BeforeInstall: f # want "5: warning: no lifecycle event .BeforeInstall.; write BeforeAllowTraffic or AfterAllowTraffic"
  - BeforeAllowTraffic: check # want "25: note: AWS's managed policies .* CodeDeployHook_… only; .*CD-9.6"
  - BeforeAllowTraffic: CodeDeployHook_x # want "5: warning: BeforeAllowTraffic is here twice"
`, false},
		{"hooks of no shape", "CD-9.3", lambdaFile(pay) + `hooks:
  - f # want "5: a hook must be a mapping of one event"
  - AfterAllowTraffic: # want "23: AfterAllowTraffic is empty"
`, true},
		{"hooks as a word", "CD-9.3", lambdaFile(pay) + "hooks: f # want \"8: Hooks must be a list, not a value\"\n", true},
		{"hooks as a mapping", "CD-9.3", lambdaFile(pay) + "hooks:\n  AfterAllowTraffic: CodeDeployHook_x # want \"3: warning: Hooks is a list in the guide\"\n", false},
	})
}

func TestLambdaValue(t *testing.T) {
	r := Check("appspec.yaml", []byte(lambdaFile(pay)+"hooks: [{AfterAllowTraffic: f}]\n"), Lambda)
	want := &LambdaSpec{
		Resource: "pay", Name: "pay", Alias: "live", CurrentVersion: 1, TargetVersion: 2,
		Hooks: []FunctionHook{{"AfterAllowTraffic", "f"}},
	}
	if diff := cmp.Diff(want, r.Lambda); diff != "" {
		t.Errorf("CD-9.3: %s", diff)
	}
}
