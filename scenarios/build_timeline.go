package scenarios

import (
	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/events"
)

func (b *builder) history() {
	for i := range b.s.History {
		past := &b.s.History[i]
		b.setup.CodeDeploy.History = append(b.setup.CodeDeploy.History, codedeploy.Past{
			Group: b.find(&b.groups, past.DeploymentGroup), Revision: b.find(&b.revisions, past.Revision),
			Failed: b.present(past.Failed), FileExists: fileExists(past.FileExistsBehavior)})
	}
}

func fileExists(word string) codedeploy.FileExists {
	switch word {
	case "DISALLOW":
		return codedeploy.Disallow
	case "OVERWRITE":
		return codedeploy.Overwrite
	case "RETAIN":
		return codedeploy.Retain
	}
	return codedeploy.FileExistsUnset
}

func (b *builder) timeline() {
	for i := range b.s.Timeline {
		e := &b.s.Timeline[i]
		input := sim.Input{When: b.when(e)}
		if e.Fault != nil {
			input.Fault = b.fault(e.Fault)
			if input.Fault.Kind.OfEvent() && input.When.Trigger == sim.AtLifecycle && input.When.Instance != codedeploy.NoInstance {
				input.Fault.Deployment = input.When.Deployment
			}
		} else if input.Fleet = b.fleetCall(e); input.Fleet == nil {
			input.Call = b.call(e)
		}
		b.setup.Inputs = append(b.setup.Inputs, input)
	}
}

func (b *builder) when(e *Entry) sim.When {
	switch {
	case e.After != nil:
		status, _ := events.ParseDeploymentStatus(e.After.Status)
		return sim.When{Trigger: sim.AfterStatus, Plus: e.After.Plus, Deployment: int(e.After.Deployment), Status: status}
	case e.When != nil:
		event, _ := events.ParseLifecycleEvent(e.When.LifecycleEvent)
		when := sim.When{Trigger: sim.AtLifecycle, Plus: e.When.Plus, Instance: codedeploy.NoInstance, Event: event}
		if e.When.Deployment != nil {
			b.checkNumber(*e.When.Deployment, e.When.Pos)
			when.Deployment = int(*e.When.Deployment)
		}
		if !e.When.Instance.IsZero() {
			when.Instance, _ = b.host(e.When.Instance)
		}
		return when
	}
	return sim.When{Plus: orElse(e.At, 0)}
}

// call resolves the one call of an entry.
func (b *builder) call(e *Entry) *codedeploy.Call {
	switch {
	case e.CreateDeployment != nil:
		return &codedeploy.Call{Op: codedeploy.OpCreateDeployment, Create: b.create(e.CreateDeployment)}
	case e.StopDeployment != nil:
		stop := e.StopDeployment
		b.checkNumber(stop.Deployment, stop.Pos)
		return &codedeploy.Call{Op: codedeploy.OpStopDeployment,
			Stop: codedeploy.StopDeployment{Deployment: int(stop.Deployment), Rollback: stop.AutoRollbackEnabled}}
	case e.ContinueDeployment != nil:
		b.checkNumber(e.ContinueDeployment.Deployment, e.ContinueDeployment.Pos)
		return &codedeploy.Call{Op: codedeploy.OpContinueDeployment, Continue: codedeploy.ContinueDeployment{
			Deployment: int(e.ContinueDeployment.Deployment), Termination: e.ContinueDeployment.DeploymentWaitType == "TERMINATION_WAIT"}}
	case e.UpdateDeploymentGroup != nil:
		return b.update(e.UpdateDeploymentGroup)
	case e.DeleteDeploymentGroup != nil:
		return &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentGroup,
			Group: b.group(e.DeleteDeploymentGroup.ApplicationName, e.DeleteDeploymentGroup.DeploymentGroupName)}
	case e.DeleteApplication != nil:
		return &codedeploy.Call{Op: codedeploy.OpDeleteApplication, Application: b.find(&b.apps, e.DeleteApplication.ApplicationName)}
	case e.DeleteDeploymentConfig != nil:
		return &codedeploy.Call{Op: codedeploy.OpDeleteDeploymentConfig, Config: b.find(&b.configs, e.DeleteDeploymentConfig.DeploymentConfigName)}
	case e.SetAlarmState != nil:
		return &codedeploy.Call{Op: codedeploy.OpSetAlarmState, Alarm: b.find(&b.alarmNames, e.SetAlarmState.AlarmName),
			AlarmState: alarmState(e.SetAlarmState.StateValue)}
	case e.PutLifecycleEventHookExecutionStatus != nil:
		return b.hookStatus(e.PutLifecycleEventHookExecutionStatus)
	case e.UpdateAlias != nil:
		return b.updateAlias(e.UpdateAlias)
	case e.RegisterOnPremisesInstance != nil:
		return &codedeploy.Call{Op: codedeploy.OpRegisterOnPremisesInstance, Instance: b.onPremises(e.RegisterOnPremisesInstance.InstanceName)}
	case e.DeregisterOnPremisesInstance != nil:
		return &codedeploy.Call{Op: codedeploy.OpDeregisterOnPremisesInstance, Instance: b.onPremises(e.DeregisterOnPremisesInstance.InstanceName)}
	}
	return nil
}

func (b *builder) create(c *CreateDeployment) codedeploy.CreateDeployment {
	b.unreplaced(c)
	b.untested(c)
	return codedeploy.CreateDeployment{
		Group: b.group(c.ApplicationName, c.DeploymentGroupName), Revision: b.find(&b.revisions, c.Revision),
		Config: b.find(&b.configs, c.DeploymentConfigName), Description: c.Description,
		IgnoreStopFailures: c.IgnoreApplicationStopFailures, FileExists: fileExists(c.FileExistsBehavior),
		OutdatedOnly: c.UpdateOutdatedInstancesOnly, Rollback: b.rollback(c.AutoRollbackConfiguration, c.Pos),
		Restart: c.DeploymentMode == "RESTART", Replacements: b.replacements(c.TargetInstances),
		Alarms: b.alarmConfig(c.OverrideAlarmConfiguration),
	}
}

func (b *builder) update(u *UpdateDeploymentGroup) *codedeploy.Call {
	return &codedeploy.Call{
		Op: codedeploy.OpUpdateDeploymentGroup, Group: b.group(u.ApplicationName, u.CurrentDeploymentGroupName),
		Update: b.change(&u.GroupSettings, b.platformAt(u.ApplicationName), u.Pos),
	}
}

func (b *builder) onPremises(name Name) uint32 {
	host, ok := b.host(name)
	if !ok {
		return 0
	}
	if fleet.IsFuture(host) {
		b.Under("CD-10.7").Errorf(name.Pos.Position, "name an on-premises host", "%s is an EC2 instance, not an on-premises one", name.Text)
		return 0
	}
	for i, g := range b.hosts.groups {
		if g.lo <= host && host < g.hi && !b.setup.Fleet.Groups[i].OnPremises {
			b.Under("CD-10.7").Errorf(name.Pos.Position, "give it onPremises: true", "%s is an EC2 instance, not an on-premises one", name.Text)
		}
	}
	return host
}
