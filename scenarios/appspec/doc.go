// Package appspec reads AppSpec files for the three platforms of CodeDeploy
// and says what would become of them at AWS.
//
// It decides two things about a file. First, what the service or the agent
// refuses, in the order in which they check, because a simulated deployment
// fails with the first of these (CD-8.8, CD-9.14). Second, what they accept
// although nobody can have meant it; that is a warning and changes nothing. An
// AppSpec that is wrong is therefore never a Go error.
//
// Files for instances are read as the agent's YAML library reads them: version
// 1.1, so an unquoted 0644 is the number 420 and yes is true. Explicit tags,
// text that is not UTF-8 and files of more than 1 MiB are refused here although
// an agent might take them.
//
// Which file decides what:
//
//	result.go       findings, and the refusal that counts
//	read.go         from a file to the platform whose rules it is held against
//	word.go         what the agent's YAML library makes of a bare word
//	server.go       version, os, file_exists_behavior; the order of the agent's checks (CD-9.2)
//	hooks.go        lifecycle events and their scripts (CD-4.1, CD-4.5, CD-4.6)
//	timeout.go      the timeout of a script (CD-4.7, CD-4.8)
//	files.go        sources and destinations (CD-4.17)
//	permissions.go  objects, patterns and types; mode.go, acl.go, selinux.go: what they set
//	bundle.go       an AppSpec beside the files it speaks of (CD-4.6, CD-4.14, CD-9.1); copies.go: what Install copies
//	resource.go     the one resource of a Lambda or ECS file; functions.go: its hooks (CD-9.6)
//	lambda.go       the function and its two versions (CD-9.3)
//	ecs.go          the task definition and its container (CD-9.4, CD-9.5); network.go: where the tasks run
//	lint.go         unknown keys, aliases
package appspec
