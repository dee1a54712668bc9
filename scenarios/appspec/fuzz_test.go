package appspec

import (
	"reflect"
	"testing"
)

// fuzz reads a text twice: never a panic, and the same both times. A refusal
// always has its finding, and every finding its rule.
func fuzz(f *testing.F, platform Platform, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		first, second := Check("appspec.yml", data, platform), Check("appspec.yml", data, platform)
		if !reflect.DeepEqual(first, second) {
			t.Fatalf("two readings differ:\n%+v\n%+v", first, second)
		}
		if first.Platform != platform {
			t.Fatalf("platform %v", first.Platform)
		}
		if first.Refusal != "" && !first.Diagnostics().HasErrors() {
			t.Fatalf("no finding for %q", first.Refusal)
		}
		for _, found := range first.Findings {
			if found.Rule == "" || found.Message == "" {
				t.Fatalf("a finding without rule or message: %+v", found)
			}
		}
		Check("appspec.yml", data, Auto)
	})
}

func FuzzServer(f *testing.F) {
	fuzz(f, Server, linux(""), "", "~", "- 1", "\t",
		linux("files:\n  - {source: /, destination: /srv}\n  - {source: a, destination: 7}\n"),
		linux("hooks:\n  AfterInstall: [{location: a.sh, timeout: 1:30, runas: x}, b, {}]\n  X: {}\n"),
		linux("permissions:\n  - {object: /a, mode: 0755, acls: [d:u:bob:rwx, 7], type: [file], context: {type: t, range: 's0:c0.c7'}}\n"),
		windows("permissions: [{object: x}]\n"))
}

func FuzzLambda(f *testing.F) {
	fuzz(f, Lambda, lambdaFile(pay), "", "[]", "resources: [{a: {}}]",
		lambdaFile(pay)+"hooks: [{AfterAllowTraffic: f}, {}, f]\n",
		`{"Version": "0.0", "Resources": [{"a": {"Type": "AWS::Lambda::Function", "Properties": {"TargetVersion": "1"}}}]}`)
}

func FuzzECS(f *testing.F) {
	fuzz(f, ECS, ecsFile(shop), "", "Resources: {}",
		ecsFile(shop+"        NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [~], AssignPublicIp: yes}}\n"),
		ecsFile(shop+"        CapacityProviderStrategy: [{CapacityProvider: x, Base: 1e9, Weight: ''}, ~]\nHooks: {Install: x}\n"))
}
