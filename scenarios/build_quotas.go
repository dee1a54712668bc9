package scenarios

import "github.com/seed-11de0fc1/rehearse/sim/codedeploy"

// quotas turns on the quotas that count in the run, and reports what an account
// with such quotas could not have before time 0. CD-11.3
func (b *builder) quotas() {
	if b.s.Quotas == nil {
		return
	}
	q := b.s.Quotas.SomeQuotas
	if b.s.Quotas.AWS {
		_, region := b.s.Place()
		q = awsQuotas(region)
	}
	b.setup.CodeDeploy.Quotas = codedeploy.Quotas{
		ConcurrentDeployments: int(orElse(q.ConcurrentDeployments, 0)), Instances: int(orElse(q.InstancesPerDeployment, 0)),
		InstancesInUse: int(orElse(q.InstancesInConcurrentDeployments, 0)),
	}
	apps := len(b.s.Applications)
	if max := quotaOr(q.Applications, apps); apps > max {
		b.over(b.s.Applications[max].Pos, max, "applications", "ApplicationLimitExceededException")
	}
	for i := range b.s.Applications {
		groups := b.s.Applications[i].DeploymentGroups
		if max := quotaOr(q.DeploymentGroupsPerApplication, len(groups)); len(groups) > max {
			b.over(groups[max].Pos, max, "deployment groups in an application", "DeploymentGroupLimitExceededException")
		}
	}
	configs := len(b.s.DeploymentConfigs)
	if max := quotaOr(q.CustomDeploymentConfigurations, configs); configs > max {
		b.over(b.s.DeploymentConfigs[max].Pos, max, "custom deployment configurations", "DeploymentConfigLimitExceededException")
	}
}

func quotaOr(q *Quota, n int) int { return int(orElse(q, Quota(n))) }

func (b *builder) over(at Pos, max int, what, exception string) {
	b.Under("CD-11.3").Errorf(at.Position, "leave it out, or raise the quota", "more than %d %s: AWS refuses this one with %s", max, what, exception)
}
