package scenarios

import (
	"testing"

	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
)

// quotas: aws stands for all of AWS's, which differ by Region; single ones leave
// the others off. CD-11.3
func TestQuotas(t *testing.T) {
	for text, want := range map[string]codedeploy.Quotas{
		"":                                      {},
		"quotas: {}":                            {},
		"quotas: aws":                           {ConcurrentDeployments: 1300, Instances: 1000, InstancesInUse: 3000},
		"quotas: aws\nregion: eu-west-1":        {ConcurrentDeployments: 1300, Instances: 1000, InstancesInUse: 1000},
		"quotas: {instancesPerDeployment: 5}":   {Instances: 5},
		"quotas: {concurrentDeployments: 2000}": {ConcurrentDeployments: 2000},
	} {
		whole := []byte("rehearse: 1\n" + text + "\nfleet: {instances: [{name: web}]}\n")
		if got := setupOf(t, whole).CodeDeploy.Quotas; got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
		s, _ := compile("s.yaml", whole)
		roundTrip(t, s)
	}
	if _, found := compile("s.yaml", []byte("rehearse: 1\nquotas: azure\nfleet: {instances: [{name: web}]}\n")); !found.HasErrors() {
		t.Error("azure is taken for a set of quotas")
	}
}
