// Package awsjson prints worlds in the shapes of the AWS API: GetDeployment,
// BatchGetDeploymentTargets, GetDeploymentGroup, with ours beside them.
//
//   - run.go: the document of a run
//   - deployment.go: deployments
//   - target.go: targets and their lifecycle events
//   - shifting.go: targets and settings of Lambda and ECS, and how traffic moved
//   - instance.go: hosts and deployment groups
//   - traffic.go: who serves, and with which revision
//   - notices.go: what is told meanwhile; events.go: to EventBridge; triggers.go, instancemessage.go: to SNS topics
package awsjson
