package imports

import (
	"fmt"
	"strings"
	"testing"
)

const templateHead = `Parameters:
  Env: {Type: String, Default: prod}
  List: {Type: CommaDelimitedList, Default: "a, b"}
  Bare: {Type: String}
Mappings: {M: {prod: {Size: big}}}
Conditions:
  Yes: !Equals [!Ref Env, prod]
  No: !Not [!Condition Yes]
  Both: !And [!Condition Yes, !Condition No]
  Either: !Or [!Condition Yes, !Condition No]
  Loop: !Not [!Condition Loop]
Resources:
  Named: {Type: AWS::CodeDeploy::Application, Properties: {ApplicationName: !Sub "${Env}-shop"}}
  Circle: {Type: AWS::CodeDeploy::Application, Properties: {ApplicationName: !Ref Circle}}
  Role: {Type: AWS::IAM::Role}
  Host:
    Type: AWS::EC2::Instance
    Properties:
      Tags:
        - Key: T
          Value: `

// What the functions of CloudFormation come to, in short and long form.
func TestIntrinsics(t *testing.T) {
	for _, c := range []struct{ value, want string }{
		{`plain`, "plain"},
		{`true`, "true"},
		{`!Ref Env`, "prod"},
		{`{Ref: Env}`, "prod"},
		{`"!Ref Env"`, "!Ref Env"},
		{`!Ref Named`, "prod-shop"},
		{`!Ref Role`, "Role"},
		{`!Ref AWS::Region # a comment`, "us-east-1"},
		{`!GetAtt Role.Arn`, "Role.Arn"},
		{`{"Fn::GetAtt": [Role, Arn]}`, "Role.Arn"},
		{`!Sub "${Env}/${Role.Arn}/${!Env}/$x"`, "prod/Role.Arn/${Env}/$x"},
		{"!Sub\n            - '${A}-${Env}'\n            - {A: !Select [1, !Ref List]}", "b-prod"},
		{`!Join ["", [x, !Ref Env, y]]`, "xprody"},
		{`!Join [":", !Ref List]`, "a:b"},
		{`!Select [1, !Split ["-", !Ref Named]]`, "shop"},
		{`!Select [2, !GetAZs eu-west-1]`, "eu-west-1c"},
		{`!FindInMap [M, !Ref Env, Size]`, "big"},
		{`!If [Yes, 1, 2]`, "1"},
		{`!If [No, 1, 2]`, "2"},
		{`!If [Both, 1, 2]`, "2"},
		{"!If\n            # which\n            - Either\n            - 1\n            - 2", "1"},
		{`!If [No, 1, !Ref "AWS::NoValue"]`, ""},
		{`!Ref Bare`, "error: the parameter Bare has no value; say --parameter Bare=VALUE"},
		{`!Sub "${Bare}"`, "error: the parameter Bare has no value"},
		{`!Ref Envi`, `error: no parameter or resource "Envi"; did you mean Env?`},
		{`!GetAtt Nothing.Arn`, `error: no parameter or resource "Nothing"`},
		{`!ImportValue x`, "error: Fn::ImportValue can not be worked out here; write the value"},
		{`!Ref Circle`, "error: the name of Circle is made of itself"},
		{`!If [Loop, 1, 2]`, `error: the condition "Loop" depends on itself`},
		{`!If [Missing, 1, 2]`, `error: no condition "Missing"`},
		{`!Select [2, !Ref List]`, "error: the arguments of the function do not fit; write [0, [a, b]]"},
		{`!FindInMap [M, stage, Size]`, "error: the arguments of the function do not fit"},
		{`!Sub "${Env"`, "error: the arguments of the function do not fit; write a } after each ${"},
		{`!!int 3`, "error: the tag !!int is not allowed"},
	} {
		im, found := Read([]Input{{"a.yaml", []byte(templateHead + c.value + "\n")}}, nil)
		if want, fails := strings.CutPrefix(c.want, "error: "); fails {
			if im != nil || !strings.Contains(found.Error(), want) || !strings.HasPrefix(found.Error(), "a.yaml:") {
				t.Errorf("%s: %v\nwant %s", c.value, found, want)
			}
			continue
		}
		if im == nil {
			t.Errorf("%s: %v", c.value, found)
			continue
		}
		if got := im.Scenario.Fleet.Instances[0].Tags[0].Value; got != c.want {
			t.Errorf("%s: %q, want %q", c.value, got, c.want)
		}
	}
}

// Values for parameters come before defaults, within what the template allows.
func TestParameters(t *testing.T) {
	const head = `Parameters:
  Stage: {Type: String, Default: prod, AllowedValues: [prod, test]}
  Bare: {Type: CommaDelimitedList}
Resources:
  Host: {Type: AWS::EC2::Instance, Properties: {Tags: [{Key: T, Value: !Sub "${Stage}-${AWS::Region}"}, {Key: U, Value: !Join [+, !Ref Bare]}]}}
`
	for _, c := range []struct {
		given map[string]string
		want  string
	}{
		{map[string]string{"Bare": "x, y"}, "prod-us-east-1 x+y"},
		{map[string]string{"Bare": "x", "Stage": "test", "AWS::Region": "eu-west-1"}, "test-eu-west-1 x"},
		{map[string]string{"Stage": "test"}, "a.yaml:5:136: the parameter Bare has no value; say --parameter Bare=VALUE"},
		{map[string]string{"Bare": "x", "Stage": "live"}, `a.yaml:2:55: the parameter Stage can not be "live"`},
		{map[string]string{"Bare": "x", "Stag": "live"}, `no parameter "Stag"; did you mean Stage?`},
	} {
		im, found := Read([]Input{{"a.yaml", []byte(head)}}, c.given)
		got := found.Error()
		if im != nil {
			tags := im.Scenario.Fleet.Instances[0].Tags
			got = tags[0].Value + " " + tags[1].Value
		}
		if !strings.Contains(got, c.want) || im != nil && got != c.want {
			t.Errorf("%v: %s\nwant %s", c.given, got, c.want)
		}
	}
}

// A few lines of functions can not be made to fill memory or time.
func TestFunctionsThatGrow(t *testing.T) {
	nested := "''"
	for i := range 12 {
		nested = fmt.Sprintf("{'Fn::Sub': ['%s', {V%d: %s}]}", strings.Repeat(fmt.Sprintf("${V%d}", i), 20), i, nested)
	}
	long := `{"Fn::Join": ["` + strings.Repeat("x", 100_000) + `", [` + strings.Repeat("a, ", 1000) + `a]]}`
	for _, value := range []string{nested, long} {
		if im, found := Read([]Input{{"a.yaml", []byte(templateHead + value + "\n")}}, nil); im != nil {
			t.Errorf("%v", found)
		}
	}
}

// Other documents tell which instances there are; those of a template are then
// no more than a wish.
func TestInstancesOfTemplateBesideOthers(t *testing.T) {
	im, found := Read([]Input{{"a.yaml", []byte(templateHead + "x\n")}, {"b", described([]host{{"i-1", "web", "z", ""}})}}, nil)
	if im == nil || len(im.Scenario.Fleet.Instances) != 1 || !strings.Contains(found.Error(), "the instance Host of the template is left out") {
		t.Errorf("%v", found)
	}
}

// What a group for another platform refers to must have a value.
func TestPlatformsRefer(t *testing.T) {
	for _, c := range []struct{ resource, want string }{
		{"{Type: AWS::CodeDeploy::DeploymentGroup, Properties: {ApplicationName: a, BlueGreenDeploymentConfiguration: {TerminateBlueInstancesOnDeploymentSuccess: {TerminationWaitTimeInMinutes: !Ref Bare}}}}", "the parameter Bare has no value"},
		{"{Type: AWS::CodeDeploy::DeploymentGroup, Properties: {ApplicationName: a, ECSServices: [{ClusterName: !Ref Bare, ServiceName: x}]}}", "the parameter Bare has no value"},
		{"{Type: AWS::CodeDeploy::DeploymentConfig, Properties: {ComputePlatform: ECS, TrafficRoutingConfig: {Type: !Ref Bare}}}", "the parameter Bare has no value"},
		{"{Type: AWS::Lambda::Alias, Properties: {Name: live, FunctionName: !Ref Bare}}", "the parameter Bare has no value"},
		{"{Type: AWS::Lambda::Alias, Properties: {Name: live}}", "FunctionName of the alias It is not known; write the name of the function"},
		{"{Type: AWS::ECS::Service, Properties: {Cluster: !Ref Bare, DeploymentController: {Type: CODE_DEPLOY}}}", "the parameter Bare has no value"},
	} {
		im, found := Read([]Input{{"a.yaml", []byte("Parameters: {Bare: {Type: String}}\nResources:\n  It: " + c.resource + "\n")}}, nil)
		if im != nil || len(found) != 1 || !strings.Contains(found.Error(), c.want) || !strings.HasPrefix(found.Error(), "a.yaml:3:") {
			t.Errorf("%s: %v\nwant %s", c.resource, found, c.want)
		}
	}
}

// What the transform of the Serverless Application Model refuses.
func TestServerlessFaults(t *testing.T) {
	for _, c := range []struct{ properties, want string }{
		{"{DeploymentPreference: {Type: AllAtOnce}}", "DeploymentPreference needs an alias to move; give the function an AutoPublishAlias"},
		{"{AutoPublishAlias: live, DeploymentPreference: {Enabled: true}}", "DeploymentPreference has no Type"},
	} {
		im, found := Read([]Input{{"a.yaml", []byte("Resources:\n  It: {Type: AWS::Serverless::Function, Properties: " + c.properties + "}\n")}}, nil)
		if im != nil || !strings.Contains(found.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.properties, found, c.want)
		}
	}
}
