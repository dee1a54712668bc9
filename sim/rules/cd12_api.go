package rules

// The operations of the API and what they check: CD-12.1 to 12.6.
const (
	// CD_12_1: The core of the API creates, reads and lists applications, groups,
	// configurations, revisions and deployments, stops and continues deployments,
	// and takes reports of hooks.
	//
	// Source: API operations
	CD_12_1 ID = cd | 12<<8 | 1

	// CD_12_2: The second ring of the API is batch reads of applications, groups
	// and revisions, on-premises instances, and resource tags.
	//
	// Source: API operations
	CD_12_2 ID = cd | 12<<8 | 2

	// CD_12_3: The operations on deployment instances, which refuse ECS, and
	// SkipWaitTimeForInstanceTermination are deprecated but still in use.
	//
	// Source: API GetDeploymentInstance, ListDeploymentInstances,
	// BatchGetDeploymentInstances, SkipWaitTimeForInstanceTermination
	CD_12_3 ID = cd | 12<<8 | 3

	// CD_12_4: A name or id that is missing, malformed, unknown or taken is refused
	// with an exception of its own; deleting what does not exist succeeds.
	//
	// Source: API errors of each operation; User Guide of 2023, limits
	CD_12_4 ID = cd | 12<<8 | 4

	// CD_12_5: Lifecycle events belong to the targets, and GetDeployment shows
	// none; the id of an ECS target is its cluster and its service with a colon
	// between.
	//
	// Source: API DeploymentTarget; seen: ECS lab of 2026-08-08
	CD_12_5 ID = cd | 12<<8 | 5

	// CD_12_6: The previousRevision of a deployment is the one deployed to the
	// group before its most recent success.
	//
	// Source: API DeploymentInfo
	CD_12_6 ID = cd | 12<<8 | 6
)
