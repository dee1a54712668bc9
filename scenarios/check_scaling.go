package scenarios

import "fmt"

// scaling judges an Auto Scaling group as it is in the end.
func (c *checker) scaling(e *Expectation) {
	c.subject = "Auto Scaling group " + e.AutoScalingGroup.Text + ": "
	f := c.w.Fleet()
	g, ok := f.FindAutoScalingGroup(e.AutoScalingGroup.Text)
	if !ok {
		c.same("it", "", "there")
		return
	}
	c.count("desiredCapacity", int64(f.AutoScalingGroup(g).Desired), e.DesiredCapacity)
	c.count("instancesInService", int64(f.InServiceCount(g)), e.InstancesInService)
	if e.SuspendedProcesses != nil {
		c.same("suspendedProcesses", fmt.Sprint(f.AutoScalingGroup(g).Suspended.Names()), fmt.Sprint(e.SuspendedProcesses))
	}
}
