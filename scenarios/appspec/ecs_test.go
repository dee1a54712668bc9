package appspec

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ecsFile(properties string) string {
	return `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
` + properties
}

const shop = `        TaskDefinition: arn:aws:ecs:us-east-1:111122223333:task-definition/shop:7
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 80
`

func TestECS(t *testing.T) {
	testService(t, ECS, []serviceCase{
		{"the least", "CD-9.4", ecsFile(shop), false},
		{"all hooks", "CD-9.5", ecsFile(shop) + `Hooks:
  - BeforeInstall: CodeDeployHook_1
  - AfterInstall: CodeDeployHook_2
  - AfterAllowTestTraffic: CodeDeployHook_3
  - BeforeAllowTraffic: CodeDeployHook_4
  - AfterAllowTraffic: CodeDeployHook_5
`, false},
		{"other hooks", "CD-9.5", ecsFile(shop) + `Hooks:
  - Install: CodeDeployHook_1 # want "5: warning: Install can not have a function"
  - AllowTestTraffic: CodeDeployHook_1 # want "5: warning: AllowTestTraffic can not have a function"
  - AftrAllowTestTraffic: CodeDeployHook_1 # want "5: warning: no lifecycle event .*; did you mean .*CD-9.5"
`, false},
		{"another name", "CD-9.4", "version: 0.0\nResources:\n  - shop: {Type: AWS::ECS::Service} # want \"5: warning: the guide calls the resource TargetService\" \"11: Properties is missing\"\n", true},
		{"nothing required", "CD-9.4", "version: 0.0\nResources:\n  - TargetService: {Type: AWS::ECS::Service, Properties: {Cluster: x}} # want \"58: TaskDefinition is missing\" \"58: LoadBalancerInfo is missing\" \"59: warning: Properties: the key .Cluster. is ignored\"\n", true},
		{"a placeholder", "CD-9.4", ecsFile(`        TaskDefinition: <TASK_DEFINITION> # want "25: note: <TASK_DEFINITION> is filled in by CodePipeline alone"
        LoadBalancerInfo: {ContainerName: web, ContainerPort: "80"} # want "63: warning: ContainerPort is a number; this is a text"
`), false},
		{"no ARN", "CD-9.4", ecsFile(`        TaskDefinition: shop:7 # want "25: warning: TaskDefinition: .shop:7. is not an ARN"
        LoadBalancerInfo: web # want "27: LoadBalancerInfo must be a mapping, not a value; write ContainerName, ContainerPort below it"
`), true},
		{"a container without name or port", "CD-9.4", ecsFile(`        TaskDefinition: arn:aws:ecs:x
        LoadBalancerInfo: {Name: web} # want "27: ContainerName is missing" "27: ContainerPort is missing" "28: warning: LoadBalancerInfo: the key .Name. is ignored"
`), true},
		{"a port that can not be", "CD-9.4", ecsFile(`        TaskDefinition: arn:aws:ecs:x
        LoadBalancerInfo: {ContainerName: web, ContainerPort: 65536} # want "63: ContainerPort: .65536. is not a number within 1..65535"
`), true},
		{"platform versions", "CD-9.4", ecsFile(shop + "        PlatformVersion: newest # want \"26: warning: PlatformVersion: .newest. is no version of Fargate\"\n"), false},
		{"a network in part", "CD-9.4", ecsFile(shop + `        NetworkConfiguration:
          AwsvpcConfiguration:
            Subnets: [subnet-1] # want "13: SecurityGroups is missing; give Subnets, SecurityGroups and AssignPublicIp, or none" "13: AssignPublicIp is missing"
`), true},
		{"a network of nothing", "CD-9.4", ecsFile(shop + `        NetworkConfiguration:
          Awsvpc: x # want "11: AwsvpcConfiguration is missing" "11: warning: NetworkConfiguration: the key .Awsvpc. is ignored; did you mean"
`), true},
		{"a network of wrong values", "CD-9.4", ecsFile(shop + `        NetworkConfiguration:
          AwsvpcConfiguration:
            Subnets: subnet-1 # want "22: Subnets must be a list of at least one"
            SecurityGroups: [""] # want "30: SecurityGroups is empty"
            AssignPublicIp: enabled # want "29: AssignPublicIp: .enabled. is neither ENABLED nor DISABLED; did you mean ENABLED"
`), true},
		{"a strategy", "CD-9.4", ecsFile(shop + `        CapacityProviderStrategy:
          - {CapacityProvider: FARGATE, Base: 1, Weight: 1} # want "11: warning: 2 capacity providers have a Base"
          - {CapacityProvider: FARGATE_SPOT, Base: 1}
`), false},
		{"a strategy of wrong values", "CD-9.4", ecsFile(shop + `        CapacityProviderStrategy:
          - FARGATE # want "13: a capacity provider must be a mapping"
          - {Weight: 1001} # want "13: CapacityProvider is missing" "22: Weight: .1001. is not a number within 0..1000"
`), true},
		{"a strategy of no list", "CD-9.4", ecsFile(shop + "        CapacityProviderStrategy: FARGATE # want \"35: CapacityProviderStrategy must be a list\"\n"), true},
	})
}

func TestECSValue(t *testing.T) {
	text := ecsFile(shop + `        PlatformVersion: 1.4.0
        NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [a, b], SecurityGroups: [c], AssignPublicIp: ENABLED}}
        CapacityProviderStrategy: [{CapacityProvider: FARGATE, Base: 2, Weight: 3}]
Hooks: [{AfterAllowTestTraffic: f}]
`)
	want := &ECSSpec{
		TaskDefinition: "arn:aws:ecs:us-east-1:111122223333:task-definition/shop:7",
		ContainerName:  "web", ContainerPort: 80, PlatformVersion: "1.4.0",
		Network:  &Network{Subnets: []string{"a", "b"}, SecurityGroups: []string{"c"}, AssignPublicIP: true},
		Strategy: []CapacityProvider{{"FARGATE", 2, 3}},
		Hooks:    []FunctionHook{{"AfterAllowTestTraffic", "f"}},
	}
	if diff := cmp.Diff(want, Check("appspec.json", []byte(text), ECS).ECS); diff == "" {
		t.Error("YAML was read under a name that asks for JSON")
	}
	if diff := cmp.Diff(want, Check("taskdef.yaml", []byte(text), ECS).ECS); diff != "" {
		t.Errorf("CD-9.4: %s", diff)
	}
}
