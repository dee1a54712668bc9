// Rehearse replays deployments before they happen.
package main

import (
	"os"

	"github.com/seed-11de0fc1/rehearse/cmd/internal/command"
	"github.com/seed-11de0fc1/rehearse/cmd/internal/term"
)

func main() {
	os.Exit(command.Main(os.Args[1:], term.System()))
}
