package command

// What new writes for Lambda and ECS.

const newLambda = `# What would happen if the function of the last hook reported Failed? Change what
# it returns and run this file again; "rehearse why FILE api" explains any status.
rehearse: 1
title: My deployment
teaches: []
seed: 1
functions:
  api:
    versions: [1, 2]
    aliases: [{Name: live, FunctionVersion: 1}]
  CodeDeployHook_check:
    calls:                                     # try {event: AfterAllowTraffic, takes: 5s, returns: Failed} first in the list
      - {takes: 20s..40s, returns: Succeeded}  # or nothing, which fails after an hour
applications:
  - applicationName: api
    computePlatform: Lambda
    deploymentGroups:
      - deploymentGroupName: live
        deploymentConfigName: CodeDeployDefault.%s
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_REQUEST]}
revisions:
  before:
    appspec:
      version: 0.0
      Resources:
        - api: {Type: "AWS::Lambda::Function", Properties: {Name: api, Alias: live, CurrentVersion: "2", TargetVersion: "1"}}
  next:
    appspec:
      version: 0.0
      Resources:
        - api: {Type: "AWS::Lambda::Function", Properties: {Name: api, Alias: live, CurrentVersion: "1", TargetVersion: "2"}}
      Hooks:
        - BeforeAllowTraffic: CodeDeployHook_check
        - AfterAllowTraffic: CodeDeployHook_check
history:
  - {deploymentGroup: api/live, revision: before}
timeline:
  - at: 0s
    createDeployment: {applicationName: api, deploymentGroupName: live, revision: next}
expect:
  - {deployment: 1, status: Succeeded, share: 100}
  - {traffic: api:live, shares: {2: 100}}
`

const newECS = `# What would happen if the new tasks never got healthy? Change what becomes of
# them and run this file again; "rehearse why FILE main:web" explains any status.
rehearse: 1
title: My deployment
teaches: []
seed: 1
functions:
  CodeDeployHook_check: {calls: {takes: 5s, returns: Succeeded}}
services:
  - cluster: main
    serviceName: web
    desiredCount: 4
    tasks: [{healthyAfter: 30s..90s}]          # try {revision: v2, neverHealthy: true} first in the list
applications:
  - applicationName: web
    computePlatform: ECS
    deploymentGroups:
      - deploymentGroupName: prod
        deploymentConfigName: CodeDeployDefault.%s
        ecsServices: [{clusterName: main, serviceName: web}]
        loadBalancerInfo:
          targetGroupPairInfoList:
            - targetGroups: [{name: web-blue}, {name: web-green}]
              prodTrafficRoute: {listenerArns: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/443"]}
              testTrafficRoute: {listenerArns: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/8443"]}
        blueGreenDeploymentConfiguration:
          terminateBlueInstancesOnDeploymentSuccess: {action: TERMINATE, terminationWaitTimeInMinutes: 5}
          deploymentReadyOption: {actionOnTimeout: CONTINUE_DEPLOYMENT}
        autoRollbackConfiguration: {enabled: true, events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_REQUEST]}
revisions:
  v1:
    appspec:
      version: 0.0
      Resources:
        - TargetService:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: arn:aws:ecs:us-east-1:123456789012:task-definition/web:1
              LoadBalancerInfo: {ContainerName: web, ContainerPort: 80}
  v2:
    appspec:
      version: 0.0
      Resources:
        - TargetService:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: arn:aws:ecs:us-east-1:123456789012:task-definition/web:2
              LoadBalancerInfo: {ContainerName: web, ContainerPort: 80}
      Hooks:
        - AfterAllowTestTraffic: CodeDeployHook_check
history:
  - {deploymentGroup: web/prod, revision: v1}
timeline:
  - at: 0s
    createDeployment: {applicationName: web, deploymentGroupName: prod, revision: v2}
expect:
  - {deployment: 1, status: Succeeded, share: 100}
  - {traffic: main:web, shares: {v2: 100}}
`
