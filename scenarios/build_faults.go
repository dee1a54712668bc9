package scenarios

import (
	"slices"

	"github.com/seed-11de0fc1/rehearse/fleet"
	"github.com/seed-11de0fc1/rehearse/sim/codedeploy"
	"github.com/seed-11de0fc1/rehearse/sim/kernel"
)

func (b *builder) fault(f *Fault) *fleet.Fault {
	made := &fleet.Fault{For: orElse(f.For, 0), Factor: 1}
	struck := [...][]Name{
		fleet.Terminate: f.Terminate, fleet.Stop: f.Stop, fleet.Reboot: f.Reboot,
		fleet.CrashAgent: f.CrashAgent, fleet.CutNetwork: f.CutNetwork, fleet.FillDisk: f.FillDisk,
		fleet.LoseArchives: f.LoseArchives, fleet.FailEvent: f.Fail, fleet.HangEvent: f.Hang, fleet.DelayEvent: f.Delay,
	}
	for kind, names := range struck {
		if names != nil {
			made.Kind, made.Instances = fleet.FaultKind(kind), b.list(names)
		}
	}
	switch {
	case f.Event != "":
		b.eventFault(made, f)
	case f.Reboot != nil:
		made.For = orElse(f.For, kernel.Minute)
	case f.Slow != nil:
		made.Kind, made.Instances, made.Factor = fleet.Slow, b.list(f.Slow.Instance), f.Slow.Factor
	case f.PutFile != nil:
		b.fileFault(made, fleet.PutFile, f.PutFile, f.Pos)
	case f.DeleteFile != nil:
		b.fileFault(made, fleet.DeleteFile, f.DeleteFile, f.Pos)
	case !f.ZoneOutage.IsZero():
		b.find(&b.zones, f.ZoneOutage)
		made.Kind, made.Zone = fleet.ZoneOutage, f.ZoneOutage.Text
	}
	return made
}

// eventFault strikes a Lambda or ECS deployment.
func (b *builder) eventFault(made *fleet.Fault, f *Fault) {
	b.checkNumber(f.Deployment, f.Pos)
	made.Deployment = int(f.Deployment)
	made.Kind = map[string]fleet.FaultKind{"fail": fleet.FailEvent, "hang": fleet.HangEvent, "delay": fleet.DelayEvent}[f.Event]
	if !slices.ContainsFunc(b.setup.CodeDeploy.Applications, func(a codedeploy.Application) bool { return a.Platform != codedeploy.Server }) {
		b.Errorf(f.Pos.Position, "name the hosts, such as fail: web-1", "no application is of Lambda or ECS, so no event of a deployment can be struck")
	}
}

func (b *builder) fileFault(made *fleet.Fault, kind fleet.FaultKind, f *FileFault, at Pos) {
	b.absolute([]string{f.Path}, at)
	made.Kind, made.Instances, made.Path = kind, b.list(f.Instance), f.Path
}
