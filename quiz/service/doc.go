// Package service lets a learner be CodeDeploy: he is shown how hosts stand and
// takes the next step of the deployment, and the next, until all is over.
//
// What is right comes from the engine. The game keeps a world that has got as
// far as the learner has brought it. To know what comes next it reads ahead in
// a fork of that world, up to the next record in which a rule decides. A step
// that is right brings the world there; one that is wrong is explained, by the
// rule and by the misconception under which the service would take it, and then
// the right one is taken.
//
//	game.go      a run that is played, and what comes next in it
//	moment.go    a moment at which the learner is asked: a pose.Question
//	read.go      steps as they are typed
//	news.go      what has happened meanwhile
//	explain.go   what is wrong with a step
//	decides.go   by which rule it is wrong, and why it can not be taken at all
//	result.go    how all steps together came out
package service
